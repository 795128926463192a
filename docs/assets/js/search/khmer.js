// Finds in Khmer, and in Thai, Lao or Burmese, which have no spaces between their words: what was typed is looked for anywhere, in names first, in folded letters.
// The index is written by prevention_kb/exports/search_index.py; the folding is that of prevention_kb/languages/khmer.py.

import { plain } from "./words.js";

const ALIKE = [["\u17d2\u178a", "\u17d2\u178f"], ["\u17b2", "\u17b1"], ["\u17c1\u17b8", "\u17be"], ["\u17b8\u17c1", "\u17be"], ["\u17c1\u17b6", "\u17c4"], ["\u17b6\u17c1", "\u17c4"]];
const PIECE = /\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17dd]/g;
const TAIL = /(?:\u17d2[\u1780-\u17b3]|[\u17b6-\u17d1\u17dd]){2,}/g;
const COENG = "\u17d2";
/** Of Thai, Lao, Burmese and Khmer; the last four bits of each are its value. */
const DIGITS = /[\u0e50-\u0e59\u0ed0-\u0ed9\u1040-\u1049\u17e0-\u17e9]/g;
const SPACES = /[^\p{L}\p{M}\p{N}]+/gu;
const WEIGHTS = { countries: 1.6, treaties: 1.5, organisations: 1.4, people: 1.4, terms: 1.5, cases: 1.3, risk_factors: 1.3, proposals: 1.2, events: 1.2, measures: 1.1, pages: 1, claims: 0.8, sources: 0.3, positions: 0.4 };

const order = (a, b) => (a[0] === COENG ? 0 : 1) - (b[0] === COENG ? 0 : 1) || (a < b ? -1 : a > b ? 1 : 0);

/** Khmer letters for finding: what nobody sees is gone, what looks alike is one, and marks stand in one order. */
export function fold(text) {
  let made = text.replace(/[\u200b-\u200d\u2060]/g, "");
  for (const [one, other] of ALIKE) made = made.replaceAll(one, other);
  return made.replace(TAIL, (tail) => tail.match(PIECE).sort(order).join(""));
}

/** A text as it is compared: folded, small, with one kind of digits, and single spaces. */
const key = (text) => plain(fold(text)).replace(DIGITS, (digit) => digit.charCodeAt(0) & 15).replace(SPACES, " ").trim();

const squash = (text) => text.replaceAll(" ", "");

/** Whether `part` stands in `text` with at most one letter changed, missing or too many. */
function almost(text, part) {
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

/** Words that make a question and say nothing of what is looked for: what, when, who, where, why, how, how many, whether. */
const BEFORE = /^(?:តើ|នៅពេលណា|ពេលណា|អ្នកណា|នរណា|ហេតុអ្វីបានជា|ហេតុអ្វី|អ្វីទៅជា|អ្វីជា)/;
const BEHIND = /(?:(?:គឺ)?ជាអ្វី|មានន័យ(?:ថា)?(?:ដូចម្តេច|ម៉េច|អ្វី|យ៉ាងណា)|អ្វីខ្លះ|អ្វី|នៅពេលណា|ពេលណា|នៅឯណា|នៅណា|អ្នកណា|នរណា|(?:យ៉ាង)?ដូចម្តេច|យ៉ាងណា|ប៉ុន្មាន|(?:ដែរ)?ឬទេ)$/;

/** A question without the words that make it one, or all of it where nothing else stands in it. */
function subject(typed) {
  let left = typed;
  for (let before; before !== left;) {
    before = left;
    left = left.replace(BEFORE, "").replace(BEHIND, "").trim();
  }
  return left || typed;
}

/** The parts of what was typed: between spaces, and where letters of such a script meet others. */
const divided = (typed) => typed.match(/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+|[^\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff ]+/g);

/** Runs of three letters, by which texts are compared that share no whole part. */
const runs = (part) => Array.from({ length: Math.max(1, part.length - 2) }, (_, i) => part.slice(i, i + 3));
const FEW = 5;
const LEAST = 0.4;

/** A finder: `find(query)` gives entries, best first, and `add(entries)` adds some more, as in ./find.js. */
export function finder({ kinds, entries }) {
  const known = [];
  const all = [];

  const folded = (entry) => {
    const own = [entry.t, entry.s].filter(Boolean).map(key);
    const names = [...own, ...(entry.n ?? []).map(key)];
    const text = key(`${names.join(" ")} ${entry.d ?? ""} ${entry.l ?? ""} ${entry.w ?? ""}`);
    return { own: own.map(squash), names, squashed: names.map(squash), text, run: squash(text), weight: WEIGHTS[entry.k] ?? 1 };
  };

  const add = async (more) => {
    all.push(...more);
    known.push(...more.map(folded));
  };

  /** How well an entry meets what was typed; nothing where it does not. What is called so comes before what is also called so. */
  const score = ({ own, names, squashed, text, run: whole, weight }, run, parts) => {
    if (own.includes(run)) return 120 * weight;
    if (squashed.includes(run)) return 100 * weight;
    const held = squashed.filter((name) => name.includes(run));
    if (held.length) {
      const begins = held.some((name) => name.startsWith(run));
      return (begins ? 50 : 40) * weight * (0.7 + 0.3 * Math.max(...held.map((name) => run.length / name.length)));
    }
    if (parts.length > 1 && parts.every((part) => names.some((name) => name.includes(part)))) return 30 * weight;
    if (whole.includes(run)) return 20 * weight;
    if (parts.length > 1 && parts.every((part) => text.includes(part))) return 15 * weight;
    return 0;
  };

  const ranked = (scored) => scored.filter(([, value]) => value > 0).sort(([i, a], [j, b]) => b - a || all[i].t.length - all[j].t.length || i - j).map(([i]) => i);

  /** The entries whose names hold what was typed with one letter wrong; then one half of it stands there as it was typed. */
  const misspelt = (run) => ranked(known.map(({ squashed, weight }, i) => {
    const [first, last] = [run.slice(0, run.length / 2), run.slice(run.length / 2)];
    const near = squashed.filter((name) => (name.includes(first) || name.includes(last)) && almost(name, run));
    return [i, near.length && weight * (0.7 + 0.3 * Math.max(...near.map((name) => Math.min(1, run.length / name.length))))];
  }));

  /** The entries that share the most runs of letters with what was typed: a run in few entries counts for more, one in a name for more than one in a text. */
  const alike = (parts) => {
    const asked = [...new Set(parts.flatMap(runs))].map((letters) => {
      const where = known.filter(({ run }) => run.includes(letters)).length;
      return [letters, Math.log(1 + known.length / (1 + where))];
    });
    const whole = asked.reduce((sum, [, rarity]) => sum + rarity, 0);
    const share = (text) => asked.reduce((sum, [letters, rarity]) => sum + (text.includes(letters) ? rarity : 0), 0) / whole;
    return ranked(known.map(({ squashed, run, weight }, i) => {
      const inAll = share(run);
      return [i, inAll > LEAST ? (Math.max(...squashed.map(share)) + 0.5 * inAll) * weight : 0];
    }));
  };

  const find = (query, most = 20) => {
    const typed = key(query);
    if (!typed) return { total: 0, unknown: [], found: [] };
    const asked = subject(typed);
    const parts = divided(asked);
    const run = squash(asked);
    const ids = new Set(ranked(known.map((entry, i) => [i, score(entry, run, parts)])));
    const more = run.length > 3 ? [misspelt, () => alike(parts)] : [];
    for (const look of more) if (ids.size < FEW) look(run).slice(0, most).forEach((i) => ids.add(i));
    return { total: ids.size, unknown: [], found: [...ids].slice(0, most).map((i) => ({ ...all[i], kind: kinds[all[i].k].one, met: new Set() })) };
  };

  add(entries);
  return { find, add };
}
