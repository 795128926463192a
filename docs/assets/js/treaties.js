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

/** What a cell says as it stands on the page. */
const asItStands = (cell) => ({
  kind: cell.className,
  icon: cell.querySelector("use").getAttribute("href"),
  words: cell.querySelector(".visually-hidden").textContent,
  small: cell.querySelector("small").textContent,
});
for (const treaty of treaties) for (const entry of treaty.cells.values()) entry.now = asItStands(entry.cell);

/** What a cell says of a day. */
function onDay({ history, until }, state, on) {
  const { phase, established } = positionOn(history, until, on);
  const [icon, word] = PHASES[phase];
  const limit = until ? `last known, as of ${words(until)}; not established after that` : "no source read yet";
  return {
    kind: established ? phase : `${phase} ${until ? "last-known" : "recalled"}`,
    icon: `#${icon}`,
    words: `${state.name}: ${word}${established ? "" : `, ${limit}`}`,
    small: established ? "" : until ? until.slice(0, 4) : "?",
  };
}

/** Let a cell say what is known of a day, or what it said at first; a cell that says so already is left alone. */
function paint(cell, treaty, state, on) {
  const entry = treaty.cells.get(state.id);
  const said = on ? onDay(entry, state, on) : entry.now;
  if (cell.className !== said.kind) cell.className = said.kind;
  const [use, hidden, small] = [cell.querySelector("use"), cell.querySelector(".visually-hidden"), cell.querySelector("small")];
  if (use.getAttribute("href") !== said.icon) use.setAttribute("href", said.icon);
  if (hidden.textContent !== said.words) hidden.textContent = said.words;
  if (small.textContent !== said.small) small.textContent = said.small;
  return cell;
}

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** The head of a state; on a day before its membership of ASEAN it says so. */
function paintHead(head, state, on) {
  head.querySelector(".not-yet")?.remove();
  if (on && on < state.since) head.append(element("small", "not yet in ASEAN", { class: "not-yet" }));
  return head;
}

function headOf(state, scope) {
  const made = state.head.cloneNode(true);
  made.setAttribute("scope", scope);
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

const cloneOf = (treaty, state) => treaty.cells.get(state.id).cell.cloneNode(true);

/** The table of an arrangement with all states, and its cells, heads and counts to be painted: built once. */
function tableOf(by) {
  const order = [...treaties];
  if (by === "year") order.sort((a, b) => a.adopted.localeCompare(b.adopted));
  if (by === "name") order.sort((a, b) => a.name.localeCompare(b.name));
  const table = element("table");
  const made = { table, cells: [], heads: [], counts: [], groups: [] };
  table.append(element("caption", "", { id: "matrix-caption" }));
  const head = table.createTHead().insertRow();
  head.append(element("th", by === "state" ? "State" : "Instrument", { scope: "col" }));
  const add = (row, treaty, state) => {
    const cell = cloneOf(treaty, state);
    made.cells.push([cell, treaty, state]);
    row.append(cell);
  };
  const addHead = (row, state, scope) => {
    const cell = headOf(state, scope);
    made.heads.push([cell, state]);
    row.append(cell);
  };
  if (by === "state") {
    table.classList.add("by-state");
    for (const treaty of order) head.append(headOfTreaty(treaty, "col"));
    const body = table.createTBody();
    for (const state of states) {
      const row = body.insertRow();
      addHead(row, state, "row");
      for (const treaty of order) add(row, treaty, state);
    }
    return made;
  }
  for (const state of states) addHead(head, state, "col");
  let group = null;
  let body = table.createTBody();
  for (const treaty of order) {
    if (by === "" && treaty.group !== group) {
      body = group === null ? body : table.createTBody();
      group = treaty.group;
      const row = body.insertRow();
      row.className = "group";
      const name = element("th", group, { scope: "rowgroup" });
      made.groups.push(name);
      row.append(name);
    }
    const row = body.insertRow();
    row.append(headOfTreaty(treaty, "row"));
    for (const state of states) add(row, treaty, state);
  }
  const foot = table.createTFoot();
  for (const key of ["read", "rest", "open"]) {
    const row = foot.insertRow();
    const name = element("th", "", { scope: "row" });
    row.append(name);
    const cells = states.map((state) => {
      const cell = element("td", "", { "data-code": treaties[0].cells.get(state.id).cell.dataset.code });
      row.append(cell);
      return [cell, state];
    });
    made.counts.push([key, name, cells]);
  }
  return made;
}

const COUNTS = {
  read: ["Party, read in a source", "Party, established"],
  rest: ["Party, only recalled", "Party, last known only"],
  open: ["Positions not read", "Positions not established"],
};

/** Let a table show the chosen states, and say what is known of a day, or what stands on the page. */
function paintTable({ table, cells, heads, counts, groups }, { on, by, states: chosen }) {
  table.caption.textContent = on
    ? `Who was party on ${words(on)}. A faint sign with a year is the last status known, checked up to that year only; what came after is not established.`
    : caption;
  const away = new Set(states.filter((state) => !chosen.includes(state.id)));
  for (const [cell, treaty, state] of cells) {
    paint(cell, treaty, state, on);
    if (by !== "state") cell.hidden = away.has(state);
  }
  for (const [head, state] of heads) {
    paintHead(head, state, on);
    (by === "state" ? head.parentElement : head).hidden = away.has(state);
  }
  for (const name of groups) name.colSpan = states.length - away.size + 1;
  if (!counts.length) return;
  const tallies = new Map(states.map((state) => [state, tally(treaties.map((treaty) => treaty.cells.get(state.id)), on)]));
  for (const [key, name, row] of counts) {
    name.textContent = COUNTS[key][on ? 1 : 0];
    for (const [cell, state] of row) {
      cell.textContent = tallies.get(state)[key];
      cell.hidden = away.has(state);
    }
  }
}

const built = new Map();

function tableFor(by) {
  if (!built.has(by)) built.set(by, tableOf(by));
  return built.get(by);
}

/** Show a view, and say what it is. */
function show(view) {
  const untouched = !view.on && !view.by && view.states.length === states.length;
  if (untouched) {
    if (region.firstElementChild !== first) region.replaceChildren(first);
  } else {
    const made = tableFor(view.by);
    paintTable(made, view);
    if (region.firstElementChild !== made.table) region.replaceChildren(made.table);
  }
  if (form.elements.on.value !== view.on) form.elements.on.value = view.on;
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
// The table is built when a reader turns to the form, so that the page itself loads without it.
form.addEventListener("focusin", () => { tableFor(""); }, { once: true });
