// What the index holds, and how an entry is known: by its names, by the words it says, and by words that may mean the same.
// The index is written by prevention_kb/exports/search_index.py, which says what the letters of an entry mean.

import MiniSearch from "../../vendor/minisearch/minisearch.js";
import { UNSPACED, YEAR, near, squash, stem, words } from "./text.js";

/** How much a word counts that stands in this field. */
const FIELDS = { t: 3.2, s: 7, n: 3.2, d: 3, y: 2.4, kind: 1, l: 1.5, w: 1.2 };
/** How much an entry of this kind counts before others. */
const WEIGHTS = {
  people: 2.1, terms: 1.5, cases: 1.6, countries: 1.5, commitments: 1.5, risk_factors: 1.4, treaties: 1.3, events: 1.2, votes: 0.9, measures: 1.1,
  pages: 1.1, claims: 1.1, findings: 0.9, sections: 0.9, guidance: 0.8, paragraphs: 0.6, positions: 0.3, sources: 0.085,
};
/** Kinds of records whose names stand for each other: whoever asks for one of them is answered by the others as well. */
const EXCHANGED = new Set(["countries", "treaties", "organisations", "people", "terms"]);

/** The names of an entry: title, the title without what stands in brackets, a position also the other way round, short name, other names. */
const names = ({ k, t, s, n }) => [
  t, ...(t.includes(" (") ? [t.split(" (")[0]] : []), ...(k === "positions" ? [t.split(": ").reverse().join(" ")] : []), s, ...(n ?? []),
].filter(Boolean);

const note = (map, key, value) => {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
};

/** The entries of an index, each known by its number in it. */
export class Entries {
  /** A promise of the entries: to read all their words takes a while, in which the page can be used. */
  static async of({ entries, ...index }) {
    const made = new Entries(index);
    await made.add(entries);
    return made;
  }

  constructor({ stop, asking = [], forms = [], alike = [], kinds }) {
    this.all = [];
    this.kinds = kinds;
    this.unwanted = new Set(stop);
    /** Words that make a sentence a question and say nothing of what is looked for. */
    this.filler = new Set(asking.flatMap((word) => [word, stem(word)]));
    this.family = new Map(forms.flatMap((group) => group.map((form) => [stem(form), stem(group[0])])));
    this.formsOf = new Map();
    this.family.forEach((known, form) => note(this.formsOf, known, form));
    this.vocabulary = new Set([...forms, ...alike].flat().flatMap((same) => words(same)));
    this.roots = new Set([...this.vocabulary].map((word) => this.root(word)));
    this.mini = this.readable();
    this.seen = [];
    /** Every name in letters alone; and what has names that stand for each other in a question, as ICC and International Criminal Court: each
     * name in stems with its entries, and each entry with its names. */
    this.named = new Map();
    this.called = new Map();
    this.namesOf = new Map();
    this.relate(alike);
  }

  /** Adds entries, known by the numbers behind those before. */
  async add(entries) {
    const from = this.all.length;
    this.all.push(...entries);
    entries.forEach((entry, at) => this.name(entry, from + at));
    this.longest = Math.max(1, ...[...this.called.keys(), ...this.kin.keys()].map((name) => name.split(" ").length));
    this.unspaced = undefined;
    await this.mini.addAllAsync(entries.map((_, at) => ({ i: from + at })), { chunkSize: 100 });
  }

  readable() {
    return new MiniSearch({
      idField: "i",
      fields: Object.keys(FIELDS),
      extractField: ({ i }, field) => (field === "i" ? i : field === "kind" ? this.kinds[this.all[i].k].one : this.all[i][field]),
      tokenize: (text) => {
        const found = words(text, true);
        for (const word of found) {
          this.vocabulary.add(word);
          this.roots.add(this.root(word));
        }
        return found;
      },
      processTerm: (term) => (this.unwanted.has(term) ? null : this.root(term)),
      stringifyField: (value) => (Array.isArray(value) ? value.join(" ") : String(value)),
      searchOptions: {
        tokenize: (stems) => stems.split(" "), processTerm: (stem) => stem, boost: FIELDS, combineWith: "AND",
        boostDocument: (i, term) => (YEAR.test(term) && this.dated(i).includes(term) ? 3 : 1),
      },
    });
  }

  name(entry, i) {
    const its = names(entry);
    its.map(squash).filter(Boolean).forEach((name) => note(this.named, name, i));
    if (!EXCHANGED.has(entry.k)) return;
    for (const name of its.filter((one) => one.length > 2).map((one) => this.content(one).join(" "))) {
      note(this.called, name, i);
      note(this.namesOf, i, name);
    }
  }

  /** Ordinary words that may mean the same, each in stems with the others of its groups. */
  relate(alike) {
    this.kin = new Map();
    for (const group of alike.map((same) => [...new Set(same.map((word) => this.content(word).join(" ")))])) {
      for (const word of group) for (const other of group) if (other !== word) note(this.kin, word, other);
    }
  }

  // Words

  /** A word without its endings, and in the form under which it is known. */
  root(word) {
    return this.family.get(stem(word)) ?? stem(word);
  }

  /** The roots of a text, without words that tell nothing apart. */
  content(text) {
    return words(text).filter((word) => !this.unwanted.has(word)).map((word) => this.root(word));
  }

  /** Words as they are met, with the other forms of each. */
  forms(roots) {
    return new Set(roots.flatMap((word) => [word, ...(this.formsOf.get(word) ?? [])]));
  }

  /** What a word that stands nowhere, in no form, may have been meant for: words that begin so, or, where it has six letters or more, words with one
   * other letter. A short word with a wrong letter is another word, and one of three letters begins a longer one only at the end of a question
   * (`last`), where it may not yet be typed to its end: the Sam of a name is not Samphan. */
  meant(word, last) {
    if (this.vocabulary.has(word) || this.roots.has(this.root(word)) || this.unwanted.has(word) || this.filler.has(word) || UNSPACED.test(word) || /\d/.test(word)) return [];
    const begun = word.length > (last ? 2 : 3) ? [...this.vocabulary].filter((known) => known.startsWith(word)) : [];
    return begun.length || word.length < 6 ? begun : [...this.vocabulary].filter((known) => near(known, word));
  }

  /** A word of a question, or the one for which it can only have been meant. */
  mended(word) {
    const known = this.meant(word).filter((other) => !other.startsWith(word));
    return new Set(known.map((other) => this.root(other))).size === 1 ? known[0] : word;
  }

  /** A name of which one word is written with one letter wrong, as pol pott, spelt as names here spell it; nothing where no name is so near. */
  nameMeant(typed) {
    const all = typed.flatMap((word, at) => (this.vocabulary.has(word) ? [] : [...this.vocabulary].filter((known) => near(known, word)).map((known) => typed.map((one, i) => (i === at ? known : one)).join(" "))));
    const counts = all.map((name) => this.namesWhere((known) => known.includes(squash(name))).length);
    const most = Math.max(0, ...counts);
    return most ? all[counts.indexOf(most)] : undefined;
  }

  /** The entries that say all these roots: [{id, score, terms, match}] of MiniSearch. */
  saying(roots, options) {
    return this.mini.search(roots, options);
  }

  /** Whether a word stands nowhere but in a longer name, as Samphan does: written large, and beside another that is. */
  isPieceOfName(root) {
    if (this.called.has(root) || this.kin.has(root)) return false;
    const texts = this.all.flatMap((entry) => [...names(entry), entry.l ?? ""]).filter((text) => text.toLowerCase().includes(root));
    const places = texts.flatMap((text) => {
      const all = text.match(/[\p{L}\p{M}\p{N}]+|[^\p{L}\p{M}\p{N} ]+/gu) ?? [];
      const large = all.map((word) => /^\p{Lu}/u.test(word));
      return all.flatMap((word, at) => (this.content(word)[0] === root ? [large[at] && (large[at - 1] || large[at + 1])] : []));
    });
    return places.length > 0 && places.every(Boolean);
  }

  // Entries

  weight(i) {
    return WEIGHTS[this.all[i].k] ?? 1;
  }

  isState(i) {
    return this.all[i].k === "countries";
  }

  /** The date of an entry and the years inside it. */
  dated(i) {
    const { d = "", y = "" } = this.all[i];
    return `${d} ${y}`;
  }

  /** What a reader sees of an entry, in roots: its names as lists, how many of them are its own and not other names, and its line. */
  shown(i) {
    return this.seen[i] ??= this.told(this.all[i]);
  }

  told(entry) {
    const its = names(entry);
    return { names: its.map((name) => this.content(name)), own: its.length - (entry.n?.length ?? 0), line: ` ${this.content(entry.l ?? "").join(" ")} ` };
  }

  /** Entries once, by kind; with a name in letters alone, what has it as title or short name before what is also called so. */
  byWeight(ids, key = "") {
    const own = (i) => {
      const { t, s = "" } = this.all[i];
      return this.weight(i) > 0.5 && [t, t.split(" (")[0], s].some((name) => squash(name) === key);
    };
    return [...new Set(ids)].sort((a, b) => own(b) - own(a) || this.weight(b) - this.weight(a) || this.all[a].t.length - this.all[b].t.length);
  }

  namesWhere(test) {
    return this.byWeight([...this.named].flatMap(([key, ids]) => (test(key) ? ids : [])));
  }

  /** The entries that are called so, in letters alone. */
  withName(key) {
    return this.byWeight(this.named.get(key) ?? [], key);
  }

  /** The few entries whose names go on as the query begins; not sources and positions, which are many and begin alike. */
  begun(key) {
    return this.namesWhere((name) => name.startsWith(key)).filter((i) => this.weight(i) > 0.5).slice(0, 4);
  }

  /** The entries that hold these letters anywhere, of those in scripts without spaces: where a word begins there, no browser knows for sure. */
  holding(key) {
    this.unspaced ??= this.all.flatMap(({ t, s, n, l, w }, i) => (UNSPACED.test(`${t}${s}${n}${l}${w}`) ? [[i, squash(`${t} ${s} ${n} ${l} ${w}`)]] : []));
    return this.byWeight(this.unspaced.flatMap(([i, text]) => (text.includes(key) ? [i] : [])));
  }
}
