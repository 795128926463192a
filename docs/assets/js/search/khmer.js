// Finds in Khmer, which has no spaces between its words: what was typed is looked for anywhere, in names first, in folded letters.
// The index is written by prevention_kb/exports/search_index.py; the folding is that of prevention_kb/languages/khmer.py.

import { plain } from "./words.js";

const ALIKE = [["\u17d2\u178a", "\u17d2\u178f"], ["\u17b2", "\u17b1"], ["\u17c1\u17b8", "\u17be"], ["\u17b8\u17c1", "\u17be"], ["\u17c1\u17b6", "\u17c4"], ["\u17b6\u17c1", "\u17c4"]];
const PIECE = /\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17dd]/g;
const TAIL = /(?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17dd]){2,}/g;
const COENG = "\u17d2";
const DIGITS = /[\u17e0-\u17e9]/g;
const SPACES = /[^\p{L}\p{M}\p{N}]+/gu;
const WEIGHTS = { countries: 1.6, treaties: 1.5, organisations: 1.4, people: 1.4, terms: 1.5, cases: 1.3, risk_factors: 1.3, proposals: 1.2, events: 1.2, measures: 1.1, pages: 1, sources: 0.3, positions: 0.4 };

const order = (a, b) => (a[0] === COENG ? 0 : 1) - (b[0] === COENG ? 0 : 1) || (a < b ? -1 : a > b ? 1 : 0);

/** Khmer letters for finding: what nobody sees is gone, what looks alike is one, and marks stand in one order. */
export function fold(text) {
  let made = text.replace(/[\u200b-\u200d\u2060]/g, "");
  for (const [one, other] of ALIKE) made = made.replaceAll(one, other);
  return made.replace(TAIL, (tail) => tail.match(PIECE).sort(order).join(""));
}

/** A text as it is compared: folded, small, with one kind of digits, and single spaces. */
const key = (text) => plain(fold(text)).replace(DIGITS, (digit) => digit.charCodeAt(0) - 0x17e0).replace(SPACES, " ").trim();

/** Whether `part` stands in `text` with at most one letter changed, missing or too many. */
export function almost(text, part) {
  let row = Array.from({ length: part.length + 1 }, (_, i) => i);
  for (const letter of text) {
    const next = [0];
    for (let i = 1; i < row.length; i += 1) {
      next.push(Math.min(row[i - 1] + (part[i - 1] === letter ? 0 : 1), row[i] + 1, next[i - 1] + 1));
    }
    if (next.at(-1) <= 1) return true;
    row = next;
  }
  return false;
}

/** Runs of three letters of a text, by which texts are compared that share no whole run. */
const runs = (text) => new Set(Array.from({ length: Math.max(1, text.length - 2) }, (_, i) => text.slice(i, i + 3)));

/** A function that finds: `find(query)` gives entries, best first, as ./find.js does. */
export function finder({ kinds, entries }) {
  const known = entries.map((entry) => {
    const names = [entry.t, entry.s, ...(entry.n ?? [])].filter(Boolean).map(key);
    return { names, squashed: names.map((name) => name.replaceAll(" ", "")), text: key(`${names.join(" ")} ${entry.d ?? ""} ${entry.l ?? ""} ${entry.w ?? ""}`), weight: WEIGHTS[entry.k] ?? 1 };
  });

  /** How well an entry meets what was typed; nothing where it does not. */
  const score = ({ names, squashed, text, weight }, typed, parts) => {
    const run = typed.replaceAll(" ", "");
    if (squashed.includes(run)) return 100 * weight;
    const begins = squashed.some((name) => name.startsWith(run));
    const share = (name) => run.length / name.length;
    const held = squashed.filter((name) => name.includes(run));
    if (held.length) return (begins ? 50 : 40) * weight * (0.7 + 0.3 * Math.max(...held.map(share)));
    if (parts.length > 1 && parts.every((part) => names.some((name) => name.includes(part)))) return 30 * weight;
    if (text.replaceAll(" ", "").includes(run)) return 20 * weight;
    if (parts.length > 1 && parts.every((part) => text.includes(part))) return 15 * weight;
    return 0;
  };

  const ranked = (scored) => scored.filter(([, value]) => value > 0).sort(([i, a], [j, b]) => b - a || entries[i].t.length - entries[j].t.length || i - j).map(([i]) => i);

  return (query, most = 20) => {
    const typed = key(query);
    if (!typed) return { total: 0, unknown: [], found: [] };
    const parts = typed.split(" ");
    let ids = ranked(known.map((entry, i) => [i, score(entry, typed, parts)]));
    const run = typed.replaceAll(" ", "");
    if (!ids.length && run.length > 3) ids = ranked(known.map(({ squashed, weight }, i) => [i, squashed.some((name) => almost(name, run)) ? weight : 0]));
    if (!ids.length && run.length > 3) {
      const asked = runs(run);
      ids = ranked(known.map(({ squashed, weight }, i) => {
        const shared = Math.max(...squashed.map((name) => [...asked].filter((letters) => name.includes(letters)).length / asked.size));
        return [i, shared > 0.5 ? shared * weight : 0];
      }));
    }
    return { total: ids.length, unknown: [], found: ids.slice(0, most).map((i) => ({ ...entries[i], kind: kinds[entries[i].k].one, met: new Set() })) };
  };
}
