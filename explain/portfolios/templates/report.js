"use strict";
// The report on a portfolio: bars and lists filter the table, a row opens its argument.
// What is opened was escaped when the page was written; names are set as text.
document.documentElement.classList.add("js");
const dark = matchMedia("screen and (prefers-color-scheme: dark)"); // the table goes by a class
const dim = () => document.documentElement.classList.toggle("dark", dark.matches);
dark.addEventListener("change", dim);
dim();

// eslint-disable-next-line no-unused-vars -- the table calls it when it is drawn
function openReport(table) {
  if (openReport.done) return; // each later drawing calls again
  openReport.done = true;
  const behind = JSON.parse(document.getElementById("behind").textContent);
  const form = document.getElementById("filters");
  const lists = [...form.querySelectorAll("select")];
  const bars = [...document.querySelectorAll(".bar")];
  const dialog = document.getElementById("opened");
  const titles = table.columns().header().toArray().map((cell) => cell.textContent.trim());
  const NAME = behind.name; // the column, whatever the language calls it
  const say = (key, values) => behind.texts[key].replace(/\{(\w+)\}/g, (_, part) => values[part]);
  const number = (count) => count.toLocaleString(document.documentElement.lang);
  let opened = -1; // index of the row in the dialog

  // Filters: the lists are the truth; a bar sets them, and is pressed while they say what it says.
  function picked() {
    return lists.filter((list) => list.value).map((list) => [list.name, list.value]);
  }

  function has(index, picks) {
    const facets = behind.facets[behind.rows[index]];
    return picks.every(([facet, value]) => (facets[facet] || []).includes(value));
  }

  function filter() {
    const picks = picked();
    table.search.fixed("facets", picks.length ? (text, row, index) => has(index, picks) : null).draw();
    for (const bar of bars) {
      const own = Object.entries(JSON.parse(bar.dataset.picks));
      const pressed = own.length > 0 && own.every(([facet, value]) => picks.some(([f, v]) => f === facet && v === value));
      bar.setAttribute("aria-pressed", String(pressed));
    }
    const { recordsDisplay, recordsTotal } = table.page.info();
    const counts = { count: number(recordsDisplay), total: number(recordsTotal) };
    const said = lists.filter((list) => list.value).map((list) => list.selectedOptions[0].text).join("; ");
    document.getElementById("picked").textContent = said && say("report_picked", { ...counts, picked: said });
  }

  for (const bar of bars) {
    bar.addEventListener("click", () => {
      const pressed = bar.getAttribute("aria-pressed") === "true";
      for (const [facet, value] of Object.entries(JSON.parse(bar.dataset.picks))) form.elements[facet].value = pressed ? "" : value;
      filter();
    });
  }
  form.addEventListener("change", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter)); // after the lists are empty

  // Arguments: drawn below, or put together from the sections that are held.
  function argument(index) {
    const told = document.createElement("div");
    const drawn = document.getElementById(`case-${index + 1}`);
    if (drawn) {
      told.append(...drawn.cloneNode(true).children);
      told.querySelector("h2").remove();
      for (const part of told.querySelectorAll("[id]")) part.removeAttribute("id");
      return told;
    }
    const numbers = behind.arguments[behind.rows[index]];
    if (numbers) {
      told.innerHTML = numbers.map((number) => behind.sections[number]).join("\n");
      return told;
    }
    const note = document.createElement("p");
    note.textContent = say("report_not_held", {});
    const list = document.createElement("dl");
    table.row(index).data().forEach((value, column) => {
      const [term, text] = [document.createElement("dt"), document.createElement("dd")];
      term.textContent = titles[column];
      text.innerHTML = value; // escaped, as all cells are
      list.append(term, text);
    });
    told.append(note, list);
    return told;
  }

  function open(index) {
    opened = index;
    const title = document.getElementById("opened-title");
    title.innerHTML = table.row(index).data()[NAME]; // escaped, as all cells are
    dialog.querySelector(".told").replaceChildren(argument(index));
    const order = table.rows({ search: "applied" }).indexes().toArray();
    for (const button of dialog.querySelectorAll("[data-step]")) {
      button.disabled = order[order.indexOf(index) + Number(button.dataset.step)] === undefined;
    }
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    title.focus();
  }

  for (const button of dialog.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => {
      const order = table.rows({ search: "applied" }).indexes().toArray();
      open(order[order.indexOf(opened) + Number(button.dataset.step)]);
    });
  }
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });

  // Each row's name becomes a button; the rest of the row works as well, for a mouse.
  function buttons() {
    for (const row of table.rows({ page: "current" }).nodes().toArray()) {
      const cell = row.cells[NAME];
      if (cell.querySelector("button")) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "opens";
      button.append(...cell.childNodes);
      cell.append(button);
    }
  }
  table.on("draw", buttons);
  buttons();
  table.table().body().addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    const index = row ? table.row(row).index() : undefined;
    if (index !== undefined && !String(getSelection())) open(index);
  });
}
