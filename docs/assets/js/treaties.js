// The matrix of treaties: on any date, for chosen states, arranged. The page is complete without it.
// What is shown stands in the address (?on=2019-03-16&states=malaysia,philippines), so that a reader can pass it on.
import { PHASES, positionOn, readAddress, readHistory, words, writeAddress } from "./matrix.js";

const form = document.getElementById("matrix-form");
const region = document.getElementById("matrix");
const first = region.querySelector("table");
const caption = first.querySelector("caption").textContent;
const output = form.querySelector("output");
const message = form.querySelector("[role=status]");

const states = [...first.querySelectorAll("thead th[data-state]")].map((head) => (
  { id: head.dataset.state, since: head.dataset.since, head, name: head.textContent.trim() }
));
const treaties = [...first.querySelectorAll("tbody tr[data-kind]")].map((row) => ({
  head: row.querySelector("th"),
  name: row.querySelector("th").textContent.trim(),
  adopted: row.dataset.adopted,
  group: row.parentElement.querySelector(".group th").textContent,
  cells: new Map([...row.querySelectorAll("td")].map((cell, index) => [states[index].id, {
    cell, history: readHistory(cell.dataset.phases), until: cell.dataset.until,
  }])),
}));
const ids = states.map((state) => state.id);

/** A cell as it stands on the page, or as it was on a day. */
function cellOn(treaty, state, on) {
  const { cell, history, until } = treaty.cells.get(state.id);
  const made = cell.cloneNode(true);
  if (!on) return made;
  const { phase, established } = positionOn(history, until, on);
  const [icon, word] = PHASES[phase];
  made.className = established ? phase : `${phase} ${until ? "last-known" : "recalled"}`;
  made.querySelector("use").setAttribute("href", `#${icon}`);
  const limit = until ? `last known, as of ${words(until)}; not established after that` : "no source read yet";
  made.querySelector(".visually-hidden").textContent = `${state.name}: ${word}${established ? "" : `, ${limit}`}`;
  made.querySelector("small").textContent = established ? "" : until ? until.slice(0, 4) : "?";
  return made;
}

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The head of a state; on a day before its membership of ASEAN it says so. */
function headOf(state, on, scope) {
  const made = state.head.cloneNode(true);
  made.setAttribute("scope", scope);
  if (on && on < state.since) made.append(element("small", "not yet in ASEAN", { class: "not-yet" }));
  return made;
}

function headOfTreaty(treaty, scope) {
  const made = treaty.head.cloneNode(true);
  made.setAttribute("scope", scope);
  return made;
}

/** Counts of one list of cells, read in a source and not, apart. */
function tally(cells, on) {
  const found = { read: 0, rest: 0, open: 0 };
  for (const { cell, history, until } of cells) {
    const position = on ? positionOn(history, until, on) : {
      party: cell.classList.contains("party") || cell.classList.contains("withdrawal-notified"),
      established: !cell.classList.contains("recalled"),
    };
    if (position.party) found[position.established ? "read" : "rest"] += 1;
    if (!position.established) found.open += 1;
  }
  return found;
}

/** The table of a view. */
function tableOf(view) {
  const shown = states.filter((state) => view.states.includes(state.id));
  const order = [...treaties];
  if (view.by === "year") order.sort((a, b) => a.adopted.localeCompare(b.adopted));
  if (view.by === "name") order.sort((a, b) => a.name.localeCompare(b.name));
  const table = element("table");
  const title = view.on
    ? `Who was party on ${words(view.on)}. A faint sign with a year is the last status known, checked up to that year only; what came after is not established.`
    : caption;
  table.append(element("caption", title, { id: "matrix-caption" }));
  const head = table.createTHead().insertRow();
  head.append(element("th", view.by === "state" ? "State" : "Instrument", { scope: "col" }));
  if (view.by === "state") {
    table.classList.add("by-state");
    for (const treaty of order) head.append(headOfTreaty(treaty, "col"));
    const body = table.createTBody();
    for (const state of shown) {
      const row = body.insertRow();
      row.append(headOf(state, view.on, "row"), ...order.map((treaty) => cellOn(treaty, state, view.on)));
    }
    return table;
  }
  for (const state of shown) head.append(headOf(state, view.on, "col"));
  let group = null;
  let body = table.createTBody();
  for (const treaty of order) {
    if (view.by === "" && treaty.group !== group) {
      body = group === null ? body : table.createTBody();
      group = treaty.group;
      const row = body.insertRow();
      row.className = "group";
      row.append(element("th", group, { scope: "rowgroup", colspan: shown.length + 1 }));
    }
    const row = body.insertRow();
    row.append(headOfTreaty(treaty, "row"), ...shown.map((state) => cellOn(treaty, state, view.on)));
  }
  const counts = shown.map((state) => tally(treaties.map((treaty) => treaty.cells.get(state.id)), view.on));
  const foot = table.createTFoot();
  const rows = view.on
    ? [["Party, established", "read"], ["Party, last known only", "rest"], ["Positions not established", "open"]]
    : [["Party, read in a source", "read"], ["Party, only recalled", "rest"], ["Positions not read", "open"]];
  for (const [name, key] of rows) {
    const row = foot.insertRow();
    row.append(element("th", name, { scope: "row" }));
    shown.forEach((state, index) => {
      const code = treaties[0].cells.get(state.id).cell.dataset.code;
      row.append(element("td", counts[index][key], { "data-code": code }));
    });
  }
  return table;
}

/** Show a view, and say what it is. */
function show(view) {
  const untouched = !view.on && !view.by && view.states.length === states.length;
  region.replaceChildren(untouched ? first : tableOf(view));
  form.elements.on.value = view.on;
  form.elements.by.value = view.by;
  for (const box of form.querySelectorAll("[name=states]")) box.checked = view.states.includes(box.value);
  const cells = treaties.flatMap((treaty) => view.states.map((id) => treaty.cells.get(id)));
  const counts = tally(cells, view.on);
  const of = view.states.length === states.length ? "all states" : `${view.states.length} of ${states.length} states`;
  output.textContent = view.on
    ? `${words(view.on)}, ${of}. Party, established: ${counts.read}. Party, only last known: ${counts.rest}.`
    : untouched ? "" : `Shown: ${of}. Party, read in a source: ${counts.read}. Party, only recalled: ${counts.rest}.`;
}

function viewOfForm() {
  const chosen = [...form.querySelectorAll("[name=states]:checked")].map((box) => box.value);
  return { on: form.elements.on.value, by: form.elements.by.value, states: chosen.length ? ids.filter((id) => chosen.includes(id)) : ids };
}

function say(text) {
  message.hidden = !text;
  message.textContent = text;
}

function open() {
  const { view, unknown } = readAddress(location.search, ids);
  say(unknown.length ? `The address asks for ${unknown.join(" and ")}, which does not exist here. The rest is shown.` : "");
  if (view.states.length < ids.length) form.querySelector(".states").open = true;
  show(view);
}

form.addEventListener("input", (event) => {
  if (event.target.name === "on" && !event.target.validity.valid) return say("Choose a day between 1945 and 2099.");
  const view = viewOfForm();
  say(form.querySelector("[name=states]:checked") ? "" : "No state is chosen, so that all are shown.");
  history.replaceState(null, "", location.pathname + writeAddress(view, ids));
  return show(view);
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  history.replaceState(null, "", location.pathname);
  open();
});
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("popstate", open);
form.hidden = false;
open();
