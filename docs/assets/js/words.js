// The words of the scripts, in the language of the page: those that the page brings in <script type="application/json" data-words>, and
// those that a module in assets/words brings, by the ids of languages/<code>/interface.yaml. As in Python
// (prevention_kb/languages/language.py), {name} is a place, where a number decides the form, the place `count` does, and <name>…</name> is
// an element around words.

const messages = {};

/** Take up messages by id: texts, or for each plural category one. */
export function learn(more) {
  Object.assign(messages, more);
}

/** Whether a message is known: whoever works with words that another file brings does not begin without them. */
export const knows = (id) => id in messages;

for (const block of globalThis.document?.querySelectorAll("script[data-words]") ?? []) learn(JSON.parse(block.textContent));

/** What the browser makes slowly, made once for each language. */
const kept = {};
const once = (key, make) => kept[`${locale()} ${key}`] ??= make();

const locale = () => (messages["language.locale"] || globalThis.document?.documentElement.lang || "en").replaceAll("_", "-");

/** The language alone, as HTML writes it. */
export const language = () => locale().split("-")[0];

function textOf(id, { count }) {
  const text = messages[id] ?? id;
  return typeof text === "object" ? text[once("plural", () => new Intl.PluralRules(locale())).select(count)] ?? text.other : text;
}

/** A number in the digits of the language, where it has its own. */
const inDigits = (number) => String(number).replace(/[0-9]/g, (digit) => messages["language.digits"]?.[digit] ?? digit);

const fill = (text, places) => text.replace(/\{(\w+)\}/g, (_, name) => (typeof places[name] === "number" ? inDigits(places[name]) : places[name]));

/** A message, with its places filled. */
export const say = (id, places = {}) => fill(textOf(id, places), places);

/** A message as the parts of an element: texts, and for each <name>…</name> what `elements[name]` makes of the words in it. */
export function parts(id, elements, places = {}) {
  const [first, ...rest] = textOf(id, places).split(/<(\w+)>(.*?)<\/\1>/);
  const made = [fill(first, places)];
  for (let at = 0; at < rest.length; at += 3) made.push(elements[rest[at]](fill(rest[at + 1], places)), fill(rest[at + 2], places));
  return made.filter((part) => part !== "");
}

/** Labels by key, each said when it is asked for. */
export const labels = (group, keys) => Object.defineProperties({}, Object.fromEntries(
  keys.map((key) => [key, { enumerable: true, get: () => say(`${group}.${key || "none"}`) }]),
));

/** Several things as the language lists them: a, b and c; with `type` "disjunction" a, b or c, with "unit" a, b, c; without spaces that nobody sees, and with one between a letter of a script that writes none and a Latin one. */
export const listed = (items, type = "conjunction") =>
  once(type, () => new Intl.ListFormat(locale(), { type })).formatToParts(items)
    .map(({ value }) => value.replaceAll("\u200b", ""))
    .reduce((said, part) => said + (unspaced()?.test(said) && /^[A-Za-z]/.test(part) ? " " : "") + part, "");

/** Ends in a letter of a script that writes no spaces between its words, where the language has one. */
const unspaced = () => messages["language.letters"] && once("letters", () => new RegExp(`[${messages["language.letters"]}]$`));

/** Things too long for a list, one after the other, as the language sets them apart. */
export const strung = (items) => (items.length ? items.reduce((before, next) => say("script.tool.strung", { before, next })) : "");

/** The parts of a day, given as YYYY-MM-DD: {day: 16, month: "March", year: 2019}. */
export function partsOfDay(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const dates = once("day", () => new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", timeZone: "UTC" }));
  const said = messages["date.months"]?.split("|")[month - 1] ?? once(`month ${month}`, () => dates.formatToParts(Date.UTC(2000, month - 1, 15)).find(({ type }) => type === "month").value);
  return { day, month: said, year };
}

/** A day, given as YYYY-MM-DD: 16 March 2019. */
export const day = (iso) => say("date.day", partsOfDay(iso));
