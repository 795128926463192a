// The dialog of the search: a field with a list of results (the combobox pattern of the ARIA practices) and what helps where
// nothing is found. Results are links, so that they can be opened, copied and followed like any other.

import { learn, listed, parts as partsOf, say } from "../words.js";
import { load } from "./find.js";
import { stem } from "./text.js";
import { plain } from "./words.js";

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
/** The one that gave the present answer. */
let answering;
/** Of other languages: their index, null while it comes. */
const others = {};
/** The letters of other languages that the site speaks, by which a query tells that it is in one of them: {km: /[ក-៓]/}. */
const letters = () => Object.fromEntries(
  (document.getElementById("kb-search").dataset.letters ?? "").split(" ").filter(Boolean).map((one) => one.split("=")).map(([code, span]) => [code, new RegExp(`[${span}]`)]));
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

const kbd = (words) => element("kbd", {}, words);

async function build(slash) {
  await Promise.all([style(), words()]);
  const field = element("input", {
    id: "kb-find-field", type: "text", inputmode: "search", enterkeyhint: "go", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": LIST, maxlength: "200",
    oninput: show, onkeydown: steer,
  });
  const single = element("input", { type: "checkbox", id: "kb-find-slash", onchange: () => slash.keep(single.checked) });
  const made = {
    field, single,
    count: element("p", { class: "kb-find-count", role: "status" }),
    list: element("div", { id: LIST, role: "listbox", "aria-label": say("script.search.results"), onclick: follow, hidden: "" }),
    help: element("div", { class: "kb-find-help" }),
  };
  made.dialog = element("dialog", { class: "kb-find", "aria-label": say("script.search.title"), onclick: leave, onclose: rest },
    element("div", { class: "kb-find-sheet" },
      element("div", { class: "kb-find-head" },
        element("label", { for: field.id }, say("script.search.field")),
        element("button", { type: "button", onclick: () => made.dialog.close() }, say("script.search.close")),
        field, made.count),
      element("div", { class: "kb-find-body" }, made.list, made.help),
      element("div", { class: "kb-find-foot" },
        element("label", { for: single.id }, single, ...partsOf("script.search.slash", { kbd })),
        element("p", {}, ...partsOf("script.search.keys", { kbd })))));
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

/** The language of the page, and that of its frame, which is English where drafts are hidden. */
const written = () => document.documentElement.lang || "en";
const spoken = () => document.querySelector(".kb-header")?.lang || written();

/** The words of the search in the language of the frame, which no page brings. */
async function words() {
  const answer = await fetch(new URL(`assets/words/${spoken()}.json`, TOP));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  learn(await answer.json());
}

/** Fetch the index, and say so where it takes its time or fails. */
async function ready() {
  parts.count.textContent = say("script.search.fetching");
  parts.help.replaceChildren();
  try {
    index = await load(written());
    show();
    (window.requestIdleCallback ?? setTimeout)(() => index.find("ca")); // the browser makes the ranking fast before it is waited for
  } catch {
    lost(ready, "script.search.lost");
  }
}

/** Say that an index did not come, and offer to ask again; what was counted so far stays. */
function lost(again, message, counted = "") {
  parts.count.textContent = counted;
  parts.help.replaceChildren(
    element("p", { role: "alert" }, say(message)),
    element("button", { type: "button", onclick: () => { parts.field.focus(); again(); } }, say("script.search.again")));
}

// Results ----------------------------------------------------------------------------------------------------------

/** One Latin letter begins a third of all entries, and none that one looks for. */
const LETTER = /^[a-z]$/i;

function show() {
  if (!index) return;
  const { field, count, list, help } = parts;
  const typed = field.value.trim();
  const query = LETTER.test(typed) ? "" : typed;
  const other = elsewhere(query);
  answering = other ? others[other] : index;
  if (other && !others[other]) {
    list.replaceChildren();
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    activate(-1);
    help.replaceChildren();
    count.textContent = say("script.search.fetching");
    if (others[other] === undefined) fetched(other);
    return;
  }
  const { total, unknown, found } = answering.find(query);
  const waiting = query && !answering.whole;
  list.replaceChildren(...found.map(option));
  if (other) list.setAttribute("lang", other);
  else list.removeAttribute("lang");
  list.hidden = !found.length;
  field.setAttribute("aria-expanded", String(found.length > 0));
  activate(found.length ? 0 : -1);
  help.replaceChildren(...(found.length || waiting ? [] : query ? nothing(query) : beginning()));
  count.textContent = waiting && !found.length ? say("script.search.fetching") : query ? counted(found.length, total, waiting ? [] : unknown) : "";
  list.scrollTop = 0; // last, since it makes the browser lay out what came before
  if (waiting) complete(answering);
}

/** Fetch the sources once something is asked, and show the answer with them unless its reader is on the way through it. */
async function complete(search) {
  if (search.coming) return;
  try {
    await search.complete();
    if (search === answering && active < 1 && !parts.list.scrollTop) show();
  } catch {
    if (search === answering) lost(show, "script.search.sources-lost", parts.list.children.length ? parts.count.textContent : "");
  }
}

/** The other language whose letters the query is in. */
function elsewhere(query) {
  return Object.entries(letters()).find(([code, one]) => code !== written() && one.test(query))?.[0];
}

async function fetched(code) {
  others[code] = null;
  try {
    others[code] = await load(code);
    show();
  } catch {
    delete others[code];
    lost(show, "script.search.lost");
  }
}

/** How many results there are, and which words stand nowhere. */
function counted(shown, total, unknown) {
  if (!shown) return say("script.search.nothing");
  const said = shown < total ? say("script.search.best", { shown, count: total }) : say("script.search.count", { count: total });
  if (!unknown.length) return said;
  return say("script.search.unknown", { said, words: listed(unknown.map((word) => say("script.search.word", { word })), "disjunction") });
}

/** The language of a text of a result: English where the others have letters of their own, and it has none of them. */
function spelt(text) {
  const own = letters()[answering.language];
  return own && /[A-Za-z]{2}/.test(text) && !own.test(text) ? { lang: "en" } : {};
}

/** What a result is called; the title of a source in the language in which it is printed, with what it means behind it. */
function called({ t, g, met }) {
  if (!g) return element("b", spelt(t), ...marked(t, met));
  const [printed, meaning] = t.split(/(?= \[[^\]]*\]$)/);
  return element("b", {}, element("span", { lang: g }, ...marked(printed, met)), ...(meaning ? [element("span", spelt(meaning), ...marked(meaning, met))] : []));
}

function option(entry, place) {
  const made = link(entry.a,
    element("span", { class: "kb-find-kind" }, [entry.kind, entry.d].filter(Boolean).join(" · ")),
    called(entry));
  if (entry.s) made.append(" ", element("span", { class: "kb-find-short" }, ...marked(entry.s, entry.met)));
  if (entry.c) made.append(element("span", { class: "kb-find-state" }, entry.c));
  if (entry.l) made.append(element("span", { class: "kb-find-line", ...spelt(entry.l) }, ...marked(entry.l, entry.met)));
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
  element("p", {}, ...partsOf("script.search.how", { b: (words) => element("b", {}, words) })),
  element("p", {}, say("script.search.browse")),
  browse(),
];

function nothing(query) {
  const to = (kind) => (words) => link(index.kinds[kind].home, words);
  return [
    element("p", {}, say("script.search.none-has", { words: query })),
    element("ul", {},
      element("li", {}, say("script.search.try-one")),
      element("li", {}, say("script.search.try-other")),
      element("li", {}, say("script.search.try-what")),
      element("li", {}, ...partsOf("script.search.try-list", { terms: to("terms"), events: to("events"), claims: to("claims") }))),
    element("p", {}, say("script.search.browse")),
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
