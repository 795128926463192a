// The dialog of the search: a field with a list of results (the combobox pattern of the ARIA practices) and what helps where
// nothing is found. Results are links, so that they can be opened, copied and followed like any other.

import { plain } from "./words.js";
import { load, stem } from "./find.js";

const TOP = new URL("../../../", import.meta.url);
const LIST = "kb-find-list";

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

const link = (address, ...children) => element("a", { href: new URL(address, TOP) }, ...children);

let parts;
let index;
let active = -1;

/** Show the search; resolves once it is ready, rejects where its look cannot be fetched.
 * `slash` tells and keeps whether the key “/” opens it: {wanted(), keep(wanted)}. */
export async function open(slash) {
  parts ??= await build(slash);
  parts.single.checked = slash.wanted();
  if (!parts.dialog.open) parts.dialog.showModal();
  parts.field.focus();
  parts.field.select();
  if (!index) await ready();
}

async function build(slash) {
  await style();
  const field = element("input", {
    id: "kb-find-field", type: "text", inputmode: "search", enterkeyhint: "go", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": LIST, maxlength: "200",
    oninput: show, onkeydown: steer,
  });
  const single = element("input", { type: "checkbox", id: "kb-find-slash", onchange: () => slash.keep(single.checked) });
  const made = {
    field, single,
    count: element("p", { class: "kb-find-count", role: "status" }),
    list: element("div", { id: LIST, role: "listbox", "aria-label": "Results", onclick: follow, hidden: "" }),
    help: element("div", { class: "kb-find-help" }),
  };
  made.dialog = element("dialog", { class: "kb-find", "aria-label": "Search", onclick: leave, onclose: rest },
    element("div", { class: "kb-find-sheet" },
      element("div", { class: "kb-find-head" },
        element("label", { for: field.id }, "Search the facts"),
        element("button", { type: "button", onclick: () => made.dialog.close() }, "Close"),
        field, made.count),
      element("div", { class: "kb-find-body" }, made.list, made.help),
      element("div", { class: "kb-find-foot" },
        element("label", { for: single.id }, single, "The key ", element("kbd", {}, "/"), " opens the search"),
        element("p", {}, element("kbd", {}, "↑"), " ", element("kbd", {}, "↓"), " choose, ", element("kbd", {}, "Enter"), " opens, ",
          element("kbd", {}, "Esc"), " closes"))));
  document.body.append(made.dialog);
  return made;
}

/** The style sheet of the dialog, which no page needs before. */
function style() {
  return new Promise((resolve, reject) => {
    const sheet = element("link", { rel: "stylesheet", href: new URL("assets/css/search.css", TOP), onload: resolve });
    sheet.addEventListener("error", () => { sheet.remove(); reject(new Error(sheet.href)); });
    document.head.append(sheet);
  });
}

/** Fetch the index, and say so where it takes its time or fails. */
async function ready() {
  parts.count.textContent = "Fetching the index …";
  parts.help.replaceChildren();
  try {
    index = await load();
    show();
  } catch {
    parts.count.textContent = "";
    parts.help.replaceChildren(
      element("p", { role: "alert" }, "The index of the search could not be fetched. Check the connection and try again, or use the list of all pages at the end of every page."),
      element("button", { type: "button", onclick: () => { parts.field.focus(); ready(); } }, "Try again"));
  }
}

// Results ----------------------------------------------------------------------------------------------------------

function show() {
  if (!index) return;
  const { field, count, list, help } = parts;
  const query = field.value.trim();
  const { total, unknown, found } = index.find(query);
  list.replaceChildren(...found.map(option));
  list.hidden = !found.length;
  field.setAttribute("aria-expanded", String(found.length > 0));
  activate(found.length ? 0 : -1);
  help.replaceChildren(...(found.length ? [] : query ? nothing(query) : beginning()));
  if (!query) count.textContent = "";
  else if (!found.length) count.textContent = "Nothing found";
  else if (found.length < total) count.textContent = `The best ${found.length} of ${total} results; add a word or a year for fewer`;
  else count.textContent = total === 1 ? "1 result" : `${total} results`;
  if (found.length && unknown.length) count.textContent += `. No entry has ${unknown.map((word) => `“${word}”`).join(" or ")}`;
  list.scrollTop = 0; // last, since it makes the browser lay out what came before
}

function option(entry, place) {
  const made = link(entry.a,
    element("span", { class: "kb-find-kind" }, [entry.kind, entry.d].filter(Boolean).join(" · ")),
    element("b", {}, ...marked(entry.t, entry.met)));
  if (entry.s) made.append(" ", element("span", { class: "kb-find-short" }, ...marked(entry.s, entry.met)));
  if (entry.c) made.append(element("span", { class: "kb-find-state" }, entry.c[0].toUpperCase() + entry.c.slice(1)));
  if (entry.l) made.append(element("span", { class: "kb-find-line" }, ...marked(entry.l, entry.met)));
  for (const [name, value] of Object.entries({ role: "option", id: `kb-find-${place}`, tabindex: "-1", "aria-selected": "false" })) {
    made.setAttribute(name, value);
  }
  return made;
}

/** A text with the words that met the query marked. */
const marked = (text, met) =>
  text.split(/([\p{L}\p{M}\p{N}\p{Cf}]+)/u).map((word, i) => (i % 2 && met.has(stem(plain(word))) ? element("mark", {}, word) : word));

function activate(place, scroll = false) {
  const { field, list } = parts;
  list.children[active]?.setAttribute("aria-selected", "false");
  active = place;
  const chosen = list.children[place];
  chosen?.setAttribute("aria-selected", "true");
  if (chosen) field.setAttribute("aria-activedescendant", chosen.id);
  else field.removeAttribute("aria-activedescendant");
  if (scroll) chosen?.scrollIntoView({ block: "nearest" });
}

// Where nothing is found -------------------------------------------------------------------------------------------

/** Links to the pages of all kinds, each page once. */
function browse() {
  const seen = new Set();
  const kinds = Object.values(index.kinds).filter(({ many, home, count }) => many && count && !seen.has(home) && seen.add(home));
  return element("ul", {}, ...kinds.map(({ many, home, count }) => element("li", {}, link(home, many), ` ${count}`)));
}

const beginning = () => [
  element("p", {}, "Type a name, an abbreviation, a few words or a question. A year narrows it: ", element("b", {}, "judgment 2018"), ". One wrong letter in a long word does no harm."),
  element("p", {}, "Or look through:"),
  browse(),
];

function nothing(query) {
  const { terms, events, claims } = index.kinds;
  return [
    element("p", {}, `Nothing here has the words “${query}”. Try:`),
    element("ul", {},
      element("li", {}, "one word only, the one that matters most"),
      element("li", {}, "another word for it, in English, and the spelling"),
      element("li", {}, "a state, a treaty, a body or a year"),
      element("li", {}, link(terms.home, "the terms"), ", ", link(events.home, "the events"), " or ", link(claims.home, "the claims of the op-ed"), ", each on one page")),
    element("p", {}, "Or look through:"),
    browse(),
  ];
}

// Hands ------------------------------------------------------------------------------------------------------------

function steer(event) {
  const { list } = parts;
  const last = list.children.length - 1;
  if (event.isComposing || last < 0) return;
  const to = { ArrowDown: active < last ? active + 1 : 0, ArrowUp: active > 0 ? active - 1 : last }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    activate(to, true);
  } else if (event.key === "Enter") {
    event.preventDefault();
    list.children[active]?.dispatchEvent(new MouseEvent("click", {
      bubbles: true, cancelable: true, ctrlKey: event.ctrlKey, metaKey: event.metaKey, shiftKey: event.shiftKey,
    }));
  }
}

/** A result is a link: here only the dialog closes, and on the same page the fact gets the focus. */
function follow(event) {
  const chosen = event.target.closest("a");
  if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
  parts.dialog.close();
  if (chosen.hash && chosen.href.split("#")[0] === location.href.split("#")[0]) {
    const target = document.getElementById(chosen.hash.slice(1));
    if (!target) return;
    if (!target.matches("a, button, input, [tabindex]")) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  }
}

/** A press beside the sheet closes it. */
function leave(event) {
  if (event.target === parts.dialog) parts.dialog.close();
}

/** Where the browser did not give the focus back, the button gets it. */
function rest() {
  if (document.activeElement === document.body || parts.dialog.contains(document.activeElement)) {
    document.querySelector("#kb-search button")?.focus({ preventScroll: true });
  }
}
