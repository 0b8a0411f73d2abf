"use strict";
// The decision graph to explore: choose a node, see what stands behind it, and its way to what is explained.
// Everything shown is in the page already, as templates; this moves it, and writes no markup.
(() => {
  const pane = document.querySelector(".pane");
  const graph = pane.querySelector("svg");
  const panel = document.getElementById("panel");
  const nodes = [...graph.querySelectorAll(".node")];
  const edges = [...graph.querySelectorAll(".edge")];
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  document.documentElement.classList.add("js");

  function choose(chosen) {
    const way = new Set(chosen ? chosen.dataset.way.split(" ") : []);
    graph.classList.toggle("choosing", Boolean(chosen));
    for (const node of nodes) {
      node.setAttribute("aria-pressed", String(node === chosen));
      node.classList.toggle("lit", way.has(node.dataset.node));
    }
    for (const edge of edges) {
      edge.classList.toggle("lit", way.has(edge.dataset.tail) && way.has(edge.dataset.head));
    }
    const about = document.getElementById(`about-${chosen ? chosen.dataset.node : "nothing"}`);
    panel.replaceChildren(about.content.cloneNode(true));
    panel.scrollTop = 0;
  }

  function toggle(node) {
    choose(node.getAttribute("aria-pressed") === "true" ? null : node);
  }

  function centre(node) {
    const box = node.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  }

  // The nearest node in a direction; what lies off to the side counts as further away.
  function neighbour(from, [right, down]) {
    const [x, y] = centre(from);
    let nearest = from, least = Infinity;
    for (const node of nodes) {
      const [dx, dy] = [centre(node)[0] - x, centre(node)[1] - y];
      const along = dx * right + dy * down;
      const distance = along + 2 * Math.abs(dx * down + dy * right);
      if (along > 1 && distance < least) [nearest, least] = [node, distance];
    }
    return nearest;
  }

  pane.addEventListener("click", (event) => {
    const node = event.target.closest(".node");
    if (node) toggle(node);
    else choose(null);
  });

  graph.addEventListener("keydown", (event) => {
    const node = event.target.closest(".node");
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") toggle(node);
    else if (event.key in STEPS) neighbour(node, STEPS[event.key]).focus();
    else return;
    event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") choose(null);
  });

  function shownWidth() {
    const { width, height } = graph.getBoundingClientRect();
    const whole = graph.viewBox.baseVal;
    return Math.min(width, (height * whole.width) / whole.height);
  }

  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => {
      const factor = Number(button.dataset.zoom); // of "fit": NaN
      const width = factor ? `${shownWidth() * factor}px` : "";
      graph.classList.toggle("zoomed", Boolean(factor));
      graph.classList.toggle("fitted", !factor);
      graph.style.width = width;
    });
  }

  for (const button of document.querySelectorAll("[data-fold]")) {
    button.addEventListener("click", () => {
      const parts = button.closest("section").querySelectorAll(".tree details, .fold");
      for (const part of parts) part.open = Boolean(button.dataset.fold);
    });
  }
  // On a phone the details are a list of headings, each of which opens.
  if (matchMedia("screen and (max-width: 800px)").matches) {
    for (const part of document.querySelectorAll(".fold")) part.open = false;
  }

  // Paper shows everything.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const part of folded) part.open = true;
  });
  addEventListener("afterprint", () => {
    for (const part of folded) part.open = false;
  });

  choose(null);
  // Where the graph is wider than its pane, what is explained is seen first.
  const goal = graph.querySelector("[data-goal]").getBoundingClientRect();
  pane.scrollLeft += goal.right - pane.getBoundingClientRect().right + 12;
})();
