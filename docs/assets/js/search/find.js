// Ranks the entries of the search index for a question: by name, then by words. Knows nothing of pages.

import { Entries } from "./entries.js";
import { read } from "./packed.js";
import { Question, compared } from "./question.js";
import { UNSPACED, YEAR, near } from "./text.js";
import { whole } from "./words.js";

/** How much counts: a name, another name, a date, a line or a text in which a word stands; another name of the same thing; a word that may mean
 * the same, and as a share of the question; the share of the question that is met, all of it in its own words or in others; a state, each
 * more word of a name, a name alone, a state where more is asked, figures where one asks how many, a date in the year that was asked for, a part of
 * a page beside the page, or of the page of a state; names, other names and lines that fit. */
const RANK = {
  inName: 1, inOther: 0.8, inDate: 1, inLine: 0.42, inText: 0.23, other: 0.55, kin: 0.4, kinShare: 0.7, share: 1.6, all: 2.5, kinOfAll: 1.2, state: 2.25, phrase: 0.17,
  subject: 3, besides: 0.3, figures: 3, year: 1.3, partOf: 1.01, ofState: 3, fitName: 1.75, fitOther: 0.9, fitAll: 0.5, fitKin: 0.35, fitLine: 0.4,
};
/** Where a reader sees a word that stands in one of these fields, the best place first; else in a text behind the result. */
const PLACES = [["inName", ["t", "s"]], ["inOther", ["n"]], ["inDate", ["d"]], ["inLine", ["l", "y"]]];
/** What meets less of the question is no answer; where few meet all of it, and else. */
const [LEAST, MOST, FEW] = [0.3, 0.5, 5];

/** Where the best of the words met stands: in a name, in the line or date below it, or where nobody sees it. */
function place(match) {
  const met = new Set(Object.values(match).flat());
  return PLACES.find(([, fields]) => fields.some((field) => met.has(field)))?.[0] ?? "inText";
}

/** The entries that meet a question: `ids`, best first; `every`, how many meet all of it; `met`, the words met in each; `unknown`, the roots
 * that stand nowhere. */
class Ranking {
  constructor(entries, question) {
    this.entries = entries;
    this.question = question;
    this.met = new Map();
    this.sums = new Map();
    this.unknown = [];
    this.whole = 0;
    this.known = 0;
    question.parts.forEach((part, at) => this.add(part, at === question.parts.length - 1));
    this.boosts = question.boosts;
    this.subjects = new Set(question.subjects);
    this.years = question.years;
    this.states = question.named("countries").map((i) => `${entries.all[i].a}#`);
    this.besides = question.parts.some(({ state }) => !state);
    const hits = this.hits();
    this.every = hits.filter((hit) => hit.every).length;
    this.ids = hits.filter((hit) => hit.every || hit.share > (this.every < FEW ? LEAST : MOST)).map(({ i }) => i);
  }

  /** Adds what meets a part of the question; `last` is what may not yet be typed to its end. */
  add(part, last) {
    const found = this.meeting(part, last);
    if (!found.size) { // a word that stands nowhere tells nothing apart
      this.unknown.push(part.said);
      return;
    }
    const own = [...found.values()].filter(({ value }) => value === 1).length;
    const rarity = Math.log(1 + this.entries.all.length / (1 + (own || found.size))) * (part.state ? RANK.state : 1) * (1 + RANK.phrase * (part.said.split(" ").length - 1));
    this.whole += rarity;
    this.known += 1;
    for (const [i, { score, value, seen }] of found) {
      const sum = this.sums.get(i) ?? { score: 0, parts: 0, itself: 0, share: 0, seen: 0 };
      sum.score += score;
      sum.parts += 1;
      sum.itself += value === 1;
      sum.share += rarity * value;
      sum.seen += rarity * value * RANK[seen];
      this.sums.set(i, sum);
    }
  }

  /** The entries that meet a part of the question: how well, whether in its own words (1) or in others, and where a reader sees it. */
  meeting({ said, others, meant = [], kindred }, last) {
    const found = new Map();
    const look = (roots, factor, value, options) => {
      for (const { id, score, terms, match } of this.entries.saying(roots, options)) {
        const seen = place(match);
        const before = found.get(id) ?? { score: 0, value, seen };
        found.set(id, { score: Math.max(before.score, score * factor), value: Math.max(before.value, value), seen: RANK[seen] > RANK[before.seen] ? seen : before.seen });
        this.met.set(id, [...(this.met.get(id) ?? []), ...terms]);
      }
    };
    // as it was typed it may begin a longer word; without its ending it may not, or committed would find committees
    look(said, 1, 1, { prefix: (term) => last || (term.length > 3 && this.question.words.includes(term)) });
    [...others, ...meant].forEach((other) => look(other, RANK.other, 1));
    kindred.forEach((word) => look(word, RANK.kin, RANK.kinShare));
    return found;
  }

  /** Every entry that meets enough of the question, best first. */
  hits() {
    const hits = [];
    for (const [i, sum] of this.sums) {
      const share = sum.share / this.whole;
      if (share < LEAST && !this.subjects.has(i)) continue;
      const every = (sum.parts === this.known || this.subjects.has(i)) && this.entries.weight(i) > 0.5;
      const words = sum.score * share ** RANK.share * (sum.seen / this.whole) * this.fit(i) * (every ? (sum.itself < sum.parts ? RANK.kinOfAll : RANK.all) : 1);
      hits.push({ i, every, share, seen: sum.seen, score: words * this.kind(i) * (this.subjects.has(i) ? RANK.subject : 1) });
    }
    this.raise(hits);
    return hits.sort((a, b) => b.score - a.score);
  }

  /** A part of a page stands before the page where it meets as much of the question and shows more of it. */
  raise(hits) {
    const at = new Map(hits.map((hit) => [this.entries.all[hit.i].a, hit]));
    for (const hit of hits) {
      const { k, a } = this.entries.all[hit.i];
      const page = k === "sections" ? at.get(a.split("#")[0]) : undefined;
      if (page && hit.share >= page.share && hit.seen > page.seen) hit.score = Math.max(hit.score, page.score * RANK.partOf);
    }
  }

  /** How much an entry counts by its kind, for a question of this form, of these states and years. */
  kind(i) {
    const { k, a, f } = this.entries.all[i];
    return this.entries.weight(i) * (this.boosts[k] ?? 1)
      * (f && this.question.counts ? RANK.figures : 1)
      * (this.besides && this.entries.isState(i) ? RANK.besides : 1)
      * (this.states.some((page) => a.startsWith(page)) ? RANK.ofState : 1)
      * (this.years.length && this.onlyIn(i) ? RANK.year : 1);
  }

  /** Whether an entry is dated, and its date knows no year but those of the question. */
  onlyIn(i) {
    const its = (this.entries.all[i].d ?? "").match(/\d{4}/g) ?? [];
    return its.length > 0 && its.every((year) => this.years.includes(year));
  }

  /** How well what a reader sees of the entry fits the question: 1, or more where its words stand side by side or make up a whole name. */
  fit(i) {
    const date = this.entries.dated(i);
    const roots = this.question.roots.filter((word) => !(YEAR.test(word) && date.includes(word)));
    const pairs = roots.slice(1).map((word, at) => ` ${roots[at]} ${word} `);
    const beside = (text) => (pairs.length ? pairs.filter((pair) => text.includes(pair)).length / pairs.length : 0);
    const { names, own, line } = this.entries.shown(i);
    const fits = names.map((its, at) => {
      const text = ` ${its.join(" ")} `;
      const says = (words) => text.includes(` ${words} `);
      const met = its.filter((word) => roots.includes(word)).length;
      const like = met + RANK.fitKin * this.question.parts.filter(({ said, kindred }) => !says(said) && kindred.some(says)).length;
      return like ? (at < own ? 1 : RANK.fitOther) * ((2 * like) / (its.length + roots.length) + (met === roots.length ? RANK.fitAll : 0) + beside(text)) : 0;
    });
    return 1 + RANK.fitName * Math.max(...fits) + RANK.fitLine * beside(line);
  }
}

/** What answers a query: how many entries, the best `most` of them with their kind in words and the words met, and the words that stand nowhere. */
function answer(entries, query, most) {
  const question = new Question(entries, query);
  const { typed, key } = question;
  if (!typed) return { total: 0, unknown: [], found: [] };
  const { ids: order, met, every, unknown } = new Ranking(entries, question);
  const known = question.parts.filter(({ said }) => !unknown.includes(said));
  if (unknown.length && known.length === 1 && entries.isPieceOfName(known[0].said)) { // who asks for Khieu Kanharith does not ask for Khieu Samphan
    const spelt = entries.nameMeant(question.words);
    if (spelt) return answer(entries, spelt, most);
    return { total: 0, unknown: question.words.filter((word) => unknown.includes(entries.root(word))), found: [] };
  }
  const mistyped = !every || unknown.length > 0 || [...question.typos.values()].some((known) => known.length);
  const misspelt = typed.length > 1 && (mistyped || order.length < most) ? entries.namesWhere((name) => near(name, typed)) : [];
  const inside = UNSPACED.test(typed) ? [...entries.namesWhere((name) => name.includes(typed)), ...entries.holding(typed)] : [];
  /** A source that is called by two words, as “Civil Parties”, is one of many that speak of them. */
  const asItself = (i) => entries.weight(i) > 0.5 || whole(entries.all[i].t).length > 2;
  const exact = [...entries.withName(typed), ...(key === typed ? [] : entries.withName(key))].filter(asItself);
  const ids = [...new Set([
    ...exact, ...question.cells(order), ...question.parties, ...inside, ...(key.length > 2 ? entries.begun(key) : []), ...(mistyped ? misspelt : []), ...order, ...misspelt,
  ])];
  return {
    total: ids.length,
    unknown: question.words.filter((word) => unknown.includes(entries.root(word))),
    found: ids.slice(0, most).map((i) => ({ ...entries.all[i], kind: entries.kinds[entries.all[i].k].one, met: entries.forms(met.get(i) ?? []) })),
  };
}

/** A promise of a finder: `find(query)` gives entries, best first, each with its kind in words and the words met,
 * and the words of the question that stand nowhere; where two things are compared, each answers first. `add(entries)` adds some more. */
export async function finder(index) {
  const entries = await Entries.of(index);
  const find = (query, most = 20) => {
    const all = answer(entries, query, most);
    const sides = compared(query).map((side) => answer(entries, side, 1).found).filter((found) => found.length);
    if (sides.length < 2) return all;
    const first = sides.flat().filter(({ a }, i, both) => both.findIndex((other) => other.a === a) === i);
    const rest = all.found.filter(({ a }) => first.every((entry) => entry.a !== a));
    return { ...all, total: first.length + all.total - (all.found.length - rest.length), found: [...first, ...rest].slice(0, most) };
  };
  return { find, add: (more) => entries.add(more) };
}

async function fetched(name, language) {
  const path = new URL(`../../${name}.${language === "en" ? "" : `${language}.`}json`, import.meta.url);
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(`${path.pathname}: ${answer.status}`);
  return read(await answer.json());
}

/** The index of a language as it comes: everything but the sources first, which are a third of its weight and seldom what is looked for. */
class Search {
  /** Whether the sources are among what is found. */
  whole = false;

  constructor(language, kinds, { find, add }) {
    Object.assign(this, { language, kinds, find, add });
  }

  /** A promise of this search with the sources. Rejects where they cannot be fetched; may be called again. */
  complete() {
    this.coming ??= fetched("search-sources", this.language).then(({ entries }) => this.add(entries)).then(() => {
      this.whole = true;
      return this;
    });
    this.coming.catch(() => { this.coming = undefined; });
    return this.coming;
  }
}

const loaded = {};

/** The search in a language, fetched once: {kinds, find, whole, complete}. Rejects where the index cannot be fetched; may be called again. */
export function load(language = "en") {
  loaded[language] ??= (async () => {
    const index = await fetched("search", language);
    return new Search(language, index.kinds, await (index.unspaced ? (await import("./khmer.js")).finder(index) : finder(index)));
  })();
  loaded[language].catch(() => { delete loaded[language]; });
  return loaded[language];
}
