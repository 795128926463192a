// What the matrix of treaties knows of days and addresses, apart from the page: pure functions.
import { day, partsOfDay, say } from "./words.js";

const PARTY = ["party", "withdrawal-notified"];
const EVERY = "all";
const ARRANGEMENTS = ["", "year", "name", "state"];

/** The history of one state and one treaty, from “1966-12-16:none 1980-10-17:signed”. */
export function readHistory(text) {
  return text.split(" ").map((entry) => [entry.slice(0, 10), entry.slice(11)]);
}

/** The phase at the end of a day (ISO text); before the first entry the treaty was not adopted. */
function phaseOn(history, day) {
  let found = "not-adopted";
  for (const [since, phase] of history) if (since <= day) found = phase;
  return found;
}

/** What is known on a day: the phase, and whether a source reaches that far. `until` is empty where no source was read; before `since` no source
 * gives the day of what was done. */
export function positionOn({ history, since = "", until }, day) {
  const phase = phaseOn(history, day);
  return { phase, established: phase === "not-adopted" || (until !== "" && since <= day && day <= until), party: PARTY.includes(phase) };
}

/** What a position says of a day: the phase, the kind of its sign, and the words after `of` (a state), with a break before what stands under the sign. */
export function saidOn(position, of, on) {
  const { since, until } = position;
  const { phase, established } = positionOn(position, on);
  const said = { state: of, phase: say(`phase.${phase}`) };
  return {
    kind: established ? phase : `${phase} ${until && !(on < since) ? "last-known" : "recalled"}`,
    words: established ? say("script.matrix.cell", said)
      : on < since ? say("script.matrix.cell-early", said)
      : until ? say("script.matrix.cell-last", { ...said, ...partsOfDay(until) }) : say("script.matrix.cell-unread", said),
  };
}

/** The words of a cell in one line: a mark under the sign (“day ?”) says again what stands before it. */
export const inLine = (words) => words.replace(/\n.*\?$/, "").replace("\n", " ");

/** What a position says of a day as one line that begins with the day itself. */
export const lineOn = (position, on) => inLine(saidOn(position, day(on), on).words);

/** Whether a text is a day of the calendar between 1945 and 2099. */
export function isDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(+day) && day.toISOString().startsWith(text)
    && text >= "1945-01-01" && text <= "2099-12-31";
}

/** Whether a day is still to come, by the calendar of the reader: nobody knows yet who is party then. */
export const isAhead = (text, now = new Date()) => text > new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

/** Whether a view is the first sight of the page. */
export const isFirst = ({ on, of, by, states }, first) => !on && !of && !by && String(states) === String(first);

/** The view that an address asks for, the day as it was asked for, and what of it does not exist; an address that asks for nothing shows the states of `first`. */
export function readAddress(search, instruments, states, first = states) {
  const query = new URLSearchParams(search);
  const bare = !["on", "of", "by", "states"].some((key) => query.get(key));
  const unknown = [];
  const on = query.get("on") ?? "";
  if (on && !isDay(on)) unknown.push(say("script.matrix.asked-date", { asked: on }));
  const of = query.get("of") ?? "";
  if (of && !instruments.includes(of)) unknown.push(say("script.matrix.asked-instrument", { asked: of }));
  const by = query.get("by") ?? "";
  if (!ARRANGEMENTS.includes(by)) unknown.push(say("script.matrix.asked-arrangement", { asked: by }));
  const asked = (query.get("states") ?? "").split(",").filter((state) => state && state !== EVERY);
  for (const state of asked) if (!states.includes(state)) unknown.push(say("script.matrix.asked-state", { asked: state }));
  const known = states.filter((state) => asked.includes(state));
  const view = {
    on: isDay(on) ? on : "", of: instruments.includes(of) ? of : "", by: ARRANGEMENTS.includes(by) ? by : "",
    states: bare ? first : known.length ? known : states,
  };
  return { view, asked: on, unknown };
}

/** The address of a view: only what differs from the first sight of the page. */
export function writeAddress(view, states, first = states) {
  const query = new URLSearchParams();
  if (isFirst(view, first)) return "";
  if (view.on) query.set("on", view.on);
  if (view.of) query.set("of", view.of);
  if (view.by) query.set("by", view.by);
  if (view.states.length < states.length) query.set("states", view.states.join(","));
  else if (!(view.on || view.of || view.by) && first.length < states.length) query.set("states", EVERY);
  const text = query.toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
}
