// The words of the scripts, in the language of the page: those that the page brings in <script type="application/json" data-words>, by
// the ids of languages/<code>/interface.yaml. As in Python (prevention_kb/languages/language.py): {name} is a place, and where a number
// decides the form, the place `count` does.

const messages = {};

/** Take up messages by id: texts, or for each plural category one. */
export function learn(more) {
  Object.assign(messages, more);
}

for (const block of globalThis.document?.querySelectorAll("script[data-words]") ?? []) learn(JSON.parse(block.textContent));

const locale = () => (messages["language.locale"] ?? "en_GB").replaceAll("_", "-");

/** A message, with its places filled. */
export function say(id, places = {}) {
  let text = messages[id] ?? id;
  if (typeof text === "object") text = text[new Intl.PluralRules(locale()).select(places.count)] ?? text.other;
  return text.replace(/\{(\w+)\}/g, (_, name) => places[name]);
}

/** Several things as the language lists them: a, b and c. */
export const listed = (items) => new Intl.ListFormat(locale(), { type: "conjunction" }).format(items);

/** A day, given as YYYY-MM-DD: 16 March 2019. */
export function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  const name = new Intl.DateTimeFormat(locale(), { month: "long", timeZone: "UTC" }).format(Date.UTC(2000, month - 1, 15));
  return say("date.day", { day: date, month: name, year });
}
