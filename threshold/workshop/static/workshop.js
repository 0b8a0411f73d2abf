// Keys, light and dark, full screen, dialogs and panels. What the page says and shows comes from the server.
(() => {
  "use strict";
  const root = document.documentElement;
  const kept = (store, name, value) => {
    try {
      if (value === undefined) return store.getItem(name);
      store.setItem(name, value);
    } catch {
      /* a browser that keeps nothing shows its defaults */
    }
    return value;
  };
  const theme = kept(localStorage, "theme");
  if (theme) root.dataset.theme = theme;

  const isDark = () => (root.dataset.theme || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const does = {
    theme: () => { root.dataset.theme = kept(localStorage, "theme", isDark() ? "light" : "dark"); },
    screen: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
    graph: (button) => {
      const only = document.body.classList.toggle("graph-only");
      button.setAttribute("aria-pressed", String(only));
    },
    clear: () => { document.getElementById("message").replaceChildren(); },
  };

  const tell = (text) => {
    const fault = document.createElement("p");
    fault.className = "fault";
    fault.textContent = text.startsWith("<") ? document.body.dataset.lost : text.slice(0, 400);
    document.getElementById("message").replaceChildren(fault);
  };

  const show = (name, open) => {
    const panel = document.getElementById(`panel-${name}`);
    panel.hidden = !open;
    document.querySelector(`[data-panel="${name}"]`).setAttribute("aria-expanded", String(open));
    kept(sessionStorage, `panel-${name}`, open ? "open" : "");
    if (open) htmx.trigger(panel, "wanted");
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-opens], [data-does], [data-panel]");
    if (!button) return;
    if (button.dataset.opens) document.getElementById(button.dataset.opens).showModal();
    else if (button.dataset.does) does[button.dataset.does](button);
    else {
      const opening = button.getAttribute("aria-expanded") !== "true";
      for (const other of document.querySelectorAll("[data-panel]")) show(other.dataset.panel, opening && other === button);
    }
  });

  const options = () => [...document.querySelectorAll("#questions .option, #ballot .option")].map((one) => one.querySelector("input") || one);
  const walk = (step) => {
    const all = options();
    if (!all.length) return;
    const here = all.indexOf(document.activeElement);
    all[here < 0 ? (step > 0 ? 0 : all.length - 1) : (here + step + all.length) % all.length].focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    const dialog = document.querySelector("dialog[open]");
    if (dialog) {
      if (!typing && event.key.toLowerCase() === dialog.dataset.key) dialog.close();
      return;
    }
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      for (const open of document.querySelectorAll("[data-panel][aria-expanded=true]")) show(open.dataset.panel, false);
      return;
    }
    if (typing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (event.target.closest(".pane, .panel, .list")) return;
      event.preventDefault();
      walk(event.key === "ArrowDown" ? 1 : -1);
      return;
    }
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (key === "Enter" && event.target.matches("button, a, summary")) return;
    const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (wanted && !event.repeat) {
      event.preventDefault();
      wanted.click();
    }
  });

  // A form that htmx has not taken over yet must not leave the page.
  document.addEventListener("submit", (event) => { if (event.target.matches("[hx-post]")) event.preventDefault(); });

  document.addEventListener("toggle", (event) => {
    const keeps = event.target.dataset && event.target.dataset.keeps;
    if (keeps) kept(sessionStorage, keeps, event.target.open ? "open" : "");
  }, true);

  const reopen = () => {
    for (const details of document.querySelectorAll("details[data-keeps]")) details.open = kept(sessionStorage, details.dataset.keeps) === "open";
  };
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const id = event.detail.target && event.detail.target.id;
    if (id === "graph") for (const open of document.querySelectorAll("[data-panel][aria-expanded=true]")) show(open.dataset.panel, true);
    if (id === "questions") reopen();
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { status, responseText } = event.detail.xhr;
    const form = event.target.closest && event.target.closest("dialog form");
    if (status && form) {
      form.closest("dialog").close();
      form.reset();
    }
    root.classList.toggle("lost", status === 0);
    if (status >= 400 && status !== 422) tell(responseText);  // 422 comes with a message of its own
  });
  document.addEventListener("htmx:sendError", () => root.classList.add("lost"));
  document.addEventListener("DOMContentLoaded", () => {
    for (const dialog of document.querySelectorAll("dialog")) {
      const opener = document.querySelector(`[data-opens="${dialog.id}"]`);
      if (opener) dialog.dataset.key = opener.dataset.key;
      dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    }
    for (const button of document.querySelectorAll("[data-panel]")) {
      if (kept(sessionStorage, `panel-${button.dataset.panel}`) === "open") addEventListener("load", () => show(button.dataset.panel, true));
    }
  });
})();
