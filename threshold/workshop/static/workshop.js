// Keys, light and dark, full screen, dialogs and panels, and news from the server, which makes what the page says and shows.
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
      kept(sessionStorage, "graph", only ? "only" : "");
    },
    legend: (button) => {
      const shown = document.body.classList.toggle("with-legend");
      button.setAttribute("aria-pressed", String(shown));
      kept(sessionStorage, "legend", shown ? "shown" : "");
    },
    keys: (box) => { kept(localStorage, "keys", box.checked ? "" : "off"); },
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
    if (button.dataset.opens) {
      const dialog = document.getElementById(button.dataset.opens);
      dialog.showModal();
      for (const part of dialog.querySelectorAll("[hx-trigger=wanted]")) htmx.trigger(part, "wanted");
    }
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

  // what is no answer to the question that is gone is done once the next one is there
  const LATER = ["n", "u", "v", "w"];
  let later = "";
  const doLater = () => {
    const wanted = later && document.querySelector(`[data-key="${later}"]`);
    if (!wanted || wanted.closest("[inert]")) return;
    later = "";
    wanted.click();
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
    if (event.key.length === 1 && kept(localStorage, "keys") === "off") return;
    const wanted = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!wanted || event.repeat) return;
    event.preventDefault();
    if (!wanted.closest("[inert]")) wanted.click();
    else if (LATER.includes(key)) later = key;
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

  // The card takes nothing while a step is under way, nor until the question fits the state that is shown.
  let underWay = 0, focused = false;
  const guard = () => {
    const card = document.getElementById("questions"), pulse = document.getElementById("pulse");
    if (card && pulse) card.inert = underWay > 0 || card.dataset.revision !== pulse.dataset.revision;
  };
  const isStep = (event) => event.detail.requestConfig.verb === "post";

  // News: what the server says by itself is compared with what the page shows.
  let news = null;
  const look = () => {
    if (!news || underWay) return;
    const pulse = document.getElementById("pulse"), ballot = document.getElementById("ballot");
    const old = pulse ? pulse.dataset.revision !== String(news.revision) : ballot && ballot.dataset.seen !== news.seen;
    if (old) htmx.trigger(pulse || ballot, "news");
    const voted = document.getElementById("voted");
    // within a vote ballots only grow, and a page that was just filled may know more than the last news
    if (voted && !old) voted.textContent = Math.max(news.voted, Number(voted.textContent) || 0);
  };
  let source = null;
  const listen = () => {
    if (source || !document.body.dataset.events) return;
    source = new EventSource(document.body.dataset.events);
    source.onopen = () => root.classList.remove("lost");
    source.onmessage = (event) => { news = JSON.parse(event.data); look(); };
    source.onerror = () => {
      root.classList.add("lost");
      if (source.readyState === EventSource.CLOSED) { source = null; setTimeout(listen, 2000); }
    };
  };
  // a page that nobody looks at holds no connection
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && source) { source.close(); source = null; }
    else if (!document.hidden) listen();
  });
  addEventListener("pagehide", () => { if (source) { source.close(); source = null; } });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (!isStep(event)) return;
    underWay += 1;
    focused = Boolean(document.activeElement && document.activeElement.closest("#questions")) || focused;
    guard();
  });
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const id = event.detail.target && event.detail.target.id;
    if (id === "graph") for (const open of document.querySelectorAll("[data-panel][aria-expanded=true]")) show(open.dataset.panel, true);
    if (id === "pulse") guard();
    if (id !== "questions") return;
    reopen();
    guard();
    const title = document.querySelector("#card h2");
    if (focused && title && (document.activeElement === document.body || !document.activeElement)) { title.tabIndex = -1; title.focus({ preventScroll: true }); }
    focused = false;
    setTimeout(doLater, 0);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const { status, responseText } = event.detail.xhr;
    const form = event.target.closest && event.target.closest("dialog form");
    if (isStep(event)) underWay -= 1;
    if (status && form) {
      form.closest("dialog").close();
      form.reset();
    }
    if (event.target.matches && event.target.matches(".own-case form") && status === 200) event.target.reset();
    root.classList.toggle("lost", status === 0);
    if (status >= 400 && status !== 422 && status !== 409) tell(responseText);  // these two come with messages of their own
    guard();
    if (status) setTimeout(look, 0);
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
    const graph = document.querySelector('[data-does="graph"]'), keys = document.querySelector('[data-does="keys"]');
    if (graph && kept(sessionStorage, "graph") === "only") does.graph(graph);
    const legend = document.querySelector('[data-does="legend"]');
    if (legend && kept(sessionStorage, "legend") === "shown") does.legend(legend);
    if (keys) keys.checked = kept(localStorage, "keys") !== "off";
    guard();
    listen();
  });
})();
