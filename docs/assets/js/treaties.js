// The matrix of treaties: on any date, of one instrument or all, for chosen states, arranged. The page is complete without it.
// What is shown stands in the address (?on=2019-03-16&states=malaysia,philippines), so that a reader can pass it on.
import { follow } from "./address.js";
import { inLine, isAhead, isFirst, positionOn, readAddress, readHistory, saidOn, writeAddress } from "./matrix.js";
import { day, labels, listed, say } from "./words.js";

const form = document.getElementById("matrix-form");
const region = document.getElementById("matrix");
const table = region.querySelector("table");
const caption = table.caption.cloneNode(true);
const output = form.querySelector("output");
const message = form.querySelector("[role=status]");
const boxes = form.querySelectorAll("[name=states]");

/** The parts of a cell that change: a link with one text of two lines, the words and under the sign the year. */
const partsOf = (cell) => {
  const link = cell.querySelector("a");
  return { cell, link, text: link.firstChild };
};

const states = [...table.querySelectorAll("thead th[data-state]")].map((head) => (
  { id: head.dataset.state, since: head.dataset.since, head, name: head.textContent.trim() }
));
const ids = states.map((state) => state.id);
/** On a phone, what eleven states did with each treaty is a wall of signs: it begins with one, in words. */
const narrow = matchMedia("(max-width: 40rem)");
const first = narrow.matches ? ids.filter((id) => id === region.dataset.first) : ids;
const rows = [...table.querySelectorAll("tbody tr[data-kind]")].map((row) => (
  { row, head: row.querySelector("a"), cells: [...row.querySelectorAll("td")].map(partsOf) }
));
/** The treaties as the page lists them, each with what its row says as it stands. */
const treaties = rows.map(({ row, head, cells }) => ({
  ...row.dataset, // kind, id, adopted
  address: head.getAttribute("href"),
  name: head.textContent,
  entries: cells.map(({ cell, link, text }) => ({
    address: link.getAttribute("href"), history: readHistory(cell.dataset.phases), since: cell.dataset.since, until: cell.dataset.until,
    now: { kind: link.className, words: text.data },
  })),
}));
const instruments = treaties.map(({ id }) => id);
const groups = [...table.querySelectorAll("tr.group")];
const foot = [...table.tFoot.rows].map((row) => [...row.cells].map((cell) => ({ cell, now: cell.textContent })));

/** What says the same already is left alone: only what changes costs the browser anything. */
function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
function set(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}
function hide(node, away) {
  if (node.hidden !== !!away) node.hidden = away;
}

/** Let a cell say what is known of a treaty and a state on a day, or what the page says at first. Its link takes the day along. */
function paint({ link, text }, entry, state, on) {
  const said = on ? saidOn(entry, state.name, on) : entry.now;
  set(link, "class", said.kind);
  set(link, "href", on ? entry.address.replace("#", `?on=${on}#`) : entry.address);
  write(text, narrow.matches && "one" in region.dataset ? inLine(said.words) : said.words);
}

function paintTreaty(link, treaty) {
  set(link, "href", treaty.address);
  write(link, treaty.name);
}

/** The head of a state; on a day before its membership of ASEAN it says so. */
function paintHead(head, state, on) {
  head.querySelector(".not-yet")?.remove();
  if (on && on < state.since) head.append(element("small", say("script.matrix.not-yet"), { class: "not-yet" }));
}

function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Counts of one list of entries, read in a source and not, apart. */
function tally(entries, on) {
  const found = { read: 0, rest: 0, open: 0 };
  for (const entry of entries) {
    const { now } = entry;
    const position = on ? positionOn(entry, on) : {
      party: /^(party|withdrawal-notified)/.test(now.kind),
      established: !now.kind.includes("recalled"),
    };
    if (position.party) found[position.established ? "read" : "rest"] += 1;
    if (!position.established) found.open += 1;
  }
  return found;
}

const COUNTS = labels("script.matrix", ["read", "rest", "open"]);

/** What treaties are put in order by. The rules of a language would cost the first answer a third of its time, and these names need none. */
const key = (treaty, by) => (by === "year" ? treaty.adopted : treaty.name.toLowerCase());

/** The table of the page: its rows take up the treaties in the order asked for. */
function paintTable({ on, of, by, states: chosen }) {
  const order = [...treaties];
  if (by) order.sort((a, b) => (key(a, by) > key(b, by)) - (key(a, by) < key(b, by)));
  const away = states.map((state) => !chosen.includes(state.id));
  rows.forEach((row, i) => {
    paintTreaty(row.head, order[i]);
    hide(row.row, of && order[i].id !== of);
    row.cells.forEach((parts, at) => {
      paint(parts, order[i].entries[at], states[at], on);
      hide(parts.cell, away[at]);
    });
  });
  states.forEach((state, at) => {
    paintHead(state.head, state, on);
    hide(state.head, away[at]);
  });
  for (const row of groups) {
    set(row.firstElementChild, "colspan", String(chosen.length + 1));
    hide(row, by || (of && !row.parentElement.querySelector("[data-kind]:not([hidden])")));
  }
  hide(table.tFoot, of);
  const tallies = on && states.map((_, at) => tally(treaties.map((treaty) => treaty.entries[at]), on));
  Object.entries(COUNTS).forEach(([key, name], line) => foot[line].forEach(({ cell, now }, at) => {
    write(cell, !on ? now : at ? String(tallies[at - 1][key]) : name);
    if (at) hide(cell, away[at - 1]);
  }));
}

let turned;

/** The table with the states as rows: built once, of copies. */
function turn() {
  const made = element("table", "", { class: "by-state" });
  made.append(element("caption", "", { id: "matrix-caption" }));
  const head = made.createTHead().insertRow();
  head.append(element("th", say("script.matrix.state"), { scope: "col" }));
  const heads = treaties.map((treaty) => {
    const link = element("a", treaty.name, { href: treaty.address });
    const cell = element("th", "", { scope: "col" });
    cell.append(link);
    head.append(cell);
    return cell;
  });
  const body = made.createTBody();
  const lines = states.map((state, at) => {
    const row = body.insertRow();
    const name = state.head.cloneNode(true);
    name.scope = "row";
    name.hidden = false;
    row.append(name);
    const cells = rows.map((from) => {
      const cell = from.cells[at].cell.cloneNode(true);
      cell.hidden = false;
      row.append(cell);
      return partsOf(cell);
    });
    return { row, name, cells };
  });
  return { table: made, heads, lines };
}

/** The table with the states as rows, of a day or as it stands. */
function paintTurned({ on, of, states: chosen }) {
  treaties.forEach(({ id }, i) => hide(turned.heads[i], of && id !== of));
  states.forEach((state, at) => {
    const { row, name, cells } = turned.lines[at];
    row.hidden = !chosen.includes(state.id);
    paintHead(name, state, on);
    treaties.forEach((treaty, i) => {
      paint(cells[i], treaty.entries[at], state, on);
      hide(cells[i].cell, of && treaty.id !== of);
    });
  });
}

/** Show a view, and say what it is. */
function show(view) {
  const untouched = isFirst(view, first);
  region.toggleAttribute("data-one", view.states.length === 1 || view.of !== "");
  const { one } = form.elements;
  if (view.states.length === 1 || view.states.length === ids.length) one.value = view.states.length === 1 ? view.states[0] : "";
  else one.selectedIndex = -1; // neither one of them nor all
  if (view.by === "state") {
    turned ??= turn();
    paintTurned(view);
  } else paintTable(view);
  const shown = view.by === "state" ? turned.table : table;
  if (view.on && !isAhead(view.on)) write(shown.caption, say("script.matrix.caption", { date: day(view.on) }));
  else if (shown.caption.textContent !== caption.textContent) shown.caption.replaceChildren(...caption.cloneNode(true).childNodes);
  if (region.firstElementChild !== shown) region.replaceChildren(shown);
  form.elements.of.value = view.of;
  form.elements.by.value = view.by;
  for (const box of boxes) box.checked = !view.unticked && view.states.includes(box.value);
  const counts = tally(treaties.filter(({ id }) => !view.of || id === view.of).flatMap((treaty) => treaty.entries.filter((_, at) => view.states.includes(ids[at]))), view.on);
  const told = { count: view.states.length, all: states.length, read: counts.read, rest: counts.rest };
  const every = told.count === told.all;
  const said = view.on
    ? say(every ? "script.matrix.on-all" : "script.matrix.on-some", { date: day(view.on), ...told })
    : untouched ? "" : say(every ? "script.matrix.shown-all" : "script.matrix.shown-some", told);
  output.textContent = view.of ? say("script.matrix.of", { instrument: treaties.find(({ id }) => id === view.of).name, said }) : said;
}

/** What the fields ask for. A day that the table does not have stays in its field, and the table keeps the last one that it has; without a tick it shows
 * all states, and no box is ticked, so that a reader can tick a few. */
function viewOfForm() {
  const chosen = [...form.querySelectorAll("[name=states]:checked")].map((box) => box.value);
  const { on, of, by } = form.elements;
  return {
    on: on.validity.valid ? on.value : current.on, of: of.value, by: by.value,
    states: chosen.length ? ids.filter((id) => chosen.includes(id)) : ids, unticked: !chosen.length,
  };
}

/** Say beside the fields what is not as asked. */
function warn(...said) {
  const { on } = form.elements;
  const text = said.filter(Boolean).join(" ");
  set(on, "aria-invalid", String(!on.validity.valid));
  if (message.textContent !== text) message.textContent = text; // said once to whoever listens
  message.hidden = !text;
}

const ahead = ({ on }) => (on && isAhead(on) ? say("script.matrix.ahead", { date: day(on) }) : "");

/** What is shown: the fields say it too, but for one that a reader is still filling in. */
let current;

const later = follow(open, () => history.replaceState(null, "", location.pathname + writeAddress(current, ids, first) + location.hash));

function choose(view) {
  current = view;
  show(view);
  later();
}

function open() {
  const { view, asked, unknown } = readAddress(location.search, instruments, ids, first);
  form.elements.on.value = asked; // also a day that the table does not have
  current = view;
  warn(unknown.length ? say("script.matrix.unknown", { what: listed(unknown) }) : "", form.elements.on.validity.valid ? ahead(view) : say("script.matrix.day"));
  if (view.states.length < ids.length && !isFirst(view, first)) form.querySelector(".states").open = true;
  show(view);
}

function answer() {
  const view = viewOfForm();
  warn(form.elements.on.validity.valid ? ahead(view) : say("script.matrix.day"), view.unticked ? say("script.matrix.none") : "");
  choose(view);
}

form.addEventListener("input", (event) => {
  const { name, value } = event.target;
  if (name === "one") for (const box of boxes) box.checked = !value || box.value === value;
  answer();
});
form.addEventListener("click", ({ target }) => {
  if (!target.matches("[data-tick]")) return;
  for (const box of boxes) box.checked = target.dataset.tick === "all";
  answer();
});
form.addEventListener("reset", (event) => {
  event.preventDefault();
  form.elements.on.value = "";
  warn();
  choose({ on: "", of: "", by: "", states: first });
});
form.addEventListener("submit", (event) => event.preventDefault());
narrow.addEventListener("change", () => show(current));
form.hidden = false;
open();
// The other table is built when nothing else is to do, so that it stands ready.
(window.requestIdleCallback ?? setTimeout)(() => { turned ??= turn(); });
