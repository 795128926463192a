// Ranks the entries of the search index: by name, then by words. Knows nothing of pages.
// The index is written by prevention_kb/exports/search_index.py, which says what the letters of an entry mean.

import MiniSearch from "../../vendor/minisearch/minisearch.js";

const FIELDS = { t: 3, s: 5, n: 4, d: 3, y: 2, kind: 1, l: 1.5, w: 1 };
const WEIGHTS = {
  countries: 1.6, people: 1.5, treaties: 1.5, organisations: 1.4, terms: 1.4, cases: 1.3, risk_factors: 1.3, proposals: 1.2,
  events: 1.2, measures: 1.1, paragraphs: 0.8, guidance: 0.8, pages: 0.8, sources: 0.4, positions: 0.3,
};
const UNSPACED = /[\p{Script=Khmer}\p{Script=Lao}\p{Script=Thai}\p{Script=Myanmar}]/u;
const BEYOND_ASCII = /[^\u0000-\u007f]/;
const YEAR = /^[12]\d{3}$/;
const LETTERS = /[\p{L}\p{M}\p{N}]+/gu;
const WORD = /[\p{L}\p{M}\p{N}]+(?:[/.’'‐‑-][\p{L}\p{M}\p{N}]+)*/gu;

// What a word is stands in prevention_kb/languages/words.py too, which writes the index; a test compares the two.

/** Small letters without accents and without signs that nobody sees. */
export function plain(text) {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  return text.replace(/\p{Cf}+/gu, "").toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/[\u0300-\u036f]+/g, "").normalize("NFC");
}

/** The words of a text in plain letters, each with what is joined in it, as dc-cam, without the ’s of a possessor. */
export const whole = (text) => (plain(text).match(WORD) ?? []).map((word) => word.replace(/[’']s$/, ""));

/** Letters and digits alone, so that OP-CAT, OPCAT and “op cat” are the same name. */
const squash = (text) => (plain(text).match(LETTERS) ?? []).join("");

let segmenter;
/** The words of a run of letters; of a script without spaces, by the browser's own dictionary where it has one. */
function segments(run) {
  if (!UNSPACED.test(run) || !globalThis.Intl?.Segmenter) return [run];
  segmenter ??= new Intl.Segmenter("km", { granularity: "word" });
  return [run, ...Array.from(segmenter.segment(run), (part) => part.segment)];
}

/** The parts of the words of a text; with `joined`, DC-Cam is found as dc, cam and dccam. */
function words(text, joined) {
  const found = [];
  for (const word of whole(text)) {
    const parts = word.match(LETTERS);
    found.push(...parts);
    if (joined && parts.length > 1) found.push(parts.join(""));
  }
  return UNSPACED.test(text) ? found.flatMap(segments) : found;
}

/** Whether b is a with one letter changed, missing, too many, or swapped with its neighbour. */
export function near(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  let end = 0;
  const shorter = Math.min(a.length, b.length);
  while (start < shorter && a[start] === b[start]) start += 1;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (restA.length <= 1 && restB.length <= 1) || (restA.length === 2 && restA === [...restB].reverse().join(""));
}

/** The names of an entry: title, the title without what stands in brackets, short name, other names. */
const names = ({ t, s, n }) => [t, ...(t.includes(" (") ? [t.split(" (")[0]] : []), s, ...(n ?? [])].filter(Boolean);

const dated = ({ d = "", y = "" }) => `${d} ${y}`;

/** A promise of a function that finds: `find(query)` gives entries, best first, each with its kind in words and the words met. */
export async function finder({ stop, kinds, entries }) {
  const unwanted = new Set(stop);
  const weight = (i) => WEIGHTS[entries[i].k] ?? 1;
  const mini = new MiniSearch({
    idField: "i",
    fields: Object.keys(FIELDS),
    extractField: (document, field) => {
      if (field === "i") return document.i;
      const entry = entries[document.i];
      return field === "kind" ? kinds[entry.k].one : entry[field];
    },
    tokenize: (text) => words(text, true),
    processTerm: (term) => (unwanted.has(term) ? null : term),
    stringifyField: (value) => (Array.isArray(value) ? value.join(" ") : String(value)),
    searchOptions: { tokenize: (text) => words(text, false), boost: FIELDS, boostDocument: (i, term) => weight(i) * (YEAR.test(term) && dated(entries[i]).includes(term) ? 3 : 1) },
  });
  await mini.addAllAsync(entries.map((_, i) => ({ i })), { chunkSize: 100 });

  const named = new Map();
  entries.forEach((entry, i) => names(entry).forEach((name) => {
    const key = squash(name);
    if (key) named.set(key, [...(named.get(key) ?? []), i]);
  }));
  const byWeight = (ids) => [...new Set(ids)].sort((a, b) => weight(b) - weight(a) || entries[a].t.length - entries[b].t.length);
  const namesWhere = (test) => byWeight([...named].flatMap(([key, ids]) => (test(key) ? ids : [])));
  /** The few entries whose names go on as the query begins; not sources and positions, which are many and begin alike. */
  const begun = (key) => namesWhere((name) => name.startsWith(key)).filter((i) => weight(i) > 0.5).slice(0, 4);

  const spaced = (text) => ` ${words(text).join(" ")} `;
  /** The states by their names, without the codes of two letters, which are words as well. */
  const states = entries.filter(({ k }) => k === "countries").map((entry) => [entry.a.split("/")[1], names(entry).filter((name) => name.length > 2).map(spaced)]);
  /** The few positions, of all that match, of a state that the query names: whoever asks so wants the cell and not the whole treaty. */
  const cells = (query, matched) => {
    const asked = spaced(query);
    const about = states.filter(([, called]) => called.some((name) => asked.includes(name))).map(([id]) => id);
    const found = matched.filter((i) => entries[i].k === "positions" && about.includes(entries[i].a.split("#")[1]));
    return found.length > 3 ? [] : found;
  };

  let unspaced;
  /** The entries that hold these letters anywhere, of those in scripts without spaces: where a word begins there, no browser knows for sure. */
  const holding = (key) => {
    unspaced ??= entries.flatMap(({ t, s, n, l, w }, i) => (UNSPACED.test(`${t}${s}${n}${l}${w}`) ? [[i, squash(`${t} ${s} ${n} ${l} ${w}`)]] : []));
    return byWeight(unspaced.flatMap(([i, text]) => (text.includes(key) ? [i] : [])));
  };

  const forgiving = {
    prefix: (term, i, all) => term.length > 2 || i === all.length - 1,
    fuzzy: (term) => (/\d/.test(term) || UNSPACED.test(term) || term.length < 4 ? false : term.length < 7 ? 1 : 2),
  };

  return (query, most = 20) => {
    const key = squash(query);
    if (!key) return { total: 0, found: [] };
    const met = new Map();
    const search = (options) => mini.search(query, options).map((hit) => {
      met.set(hit.id, [...(met.get(hit.id) ?? []), ...hit.terms]);
      return hit.id;
    });
    const exact = search({ combineWith: "AND" });
    const misspelt = key.length > 1 ? namesWhere((name) => near(name, key)) : [];
    const all = search({ combineWith: "AND", ...forgiving });
    const inside = UNSPACED.test(key) ? [...namesWhere((name) => name.includes(key)), ...holding(key)] : [];
    const some = all.length > 4 ? [] : search({ combineWith: "OR", ...forgiving });
    const order = [
      ...byWeight(named.get(key) ?? []), ...cells(query, exact), ...inside,
      ...(exact.length ? [] : misspelt), ...(key.length > 2 ? begun(key) : []), ...all,
      ...misspelt, ...some,
    ];
    const ids = [...new Set(order)];
    return {
      total: ids.length,
      found: ids.slice(0, most).map((i) => ({ ...entries[i], kind: kinds[entries[i].k].one, met: new Set(met.get(i)) })),
    };
  };
}

const INDEX = new URL("../../search.json", import.meta.url);
let loaded;

/** The index and its finder, fetched once: {kinds, find}. Rejects where the index cannot be fetched; may be called again. */
export function load() {
  loaded ??= (async () => {
    const answer = await fetch(INDEX);
    if (!answer.ok) throw new Error(`${INDEX.pathname}: ${answer.status}`);
    const index = await answer.json();
    return { kinds: index.kinds, find: await finder(index) };
  })();
  loaded.catch(() => { loaded = undefined; });
  return loaded;
}
