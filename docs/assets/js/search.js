// The button of the search and its keys; opens what holds the fact that an address names.
// The dialog, the index and the library are fetched on first use. Without scripts there is no button.

import { knows, say } from "./words.js";

const slot = document.getElementById("kb-search");

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function addButton() {
  const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#search");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  icon.append(use);
  const button = element("button", { type: "button" }, icon, element("span", { textContent: say("script.page.search") }));
  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", open);
  slot.replaceChildren(button);
  slot.hidden = false;
}

let problem;

async function open() {
  try {
    const dialog = await import("./search/dialog.js");
    problem?.remove();
    await dialog.open(slash);
  } catch {
    problem ??= element("p", { className: "kb-wrap kb-search-problem" });
    problem.setAttribute("role", "alert");
    problem.textContent = say("script.page.search-lost");
    slot.closest("header").append(problem);
  }
}

/** Whether the key “/” opens the search: not where there is no keyboard, and not for readers who switched it off, since speech
 * and unsteady hands type single letters by accident. */
const slash = {
  wanted() {
    try { return localStorage.getItem("kb-search-slash") !== "off"; } catch { return true; }
  },
  keep(wanted) {
    try { localStorage.setItem("kb-search-slash", wanted ? "on" : "off"); } catch { /* storage is switched off */ }
  },
};

function onKey(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event;
  const writing = target.closest?.("input, textarea, select, [contenteditable]");
  const single = key === "/" && !ctrlKey && !metaKey && !altKey && !writing && matchMedia("(hover: hover)").matches && slash.wanted();
  const control = key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !shiftKey;
  if (single || control) {
    event.preventDefault();
    open();
  }
}

/** The fact that the address names may lie in a folded part of the page, or be folded itself. */
function unfold() {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* no such id then */ }
  const target = id && document.getElementById(id);
  let opened = false;
  for (let part = target && target.closest("details:not([open])"); part; part = part.parentElement.closest("details:not([open])")) {
    part.open = true;
    opened = true;
  }
  const own = target && target.querySelector(":scope>details.fold,:scope>div>details.fold");
  if (own && !own.open) opened = own.open = true;
  if (opened) target.scrollIntoView();
}

if (slot && knows("script.page.search")) {
  addButton();
  document.addEventListener("keydown", onKey);
}
addEventListener("hashchange", unfold);
unfold();
