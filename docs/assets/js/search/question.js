// What is asked: the words and names of a question, and what its form tells about the kind of record that answers.

import { YEAR, squash, words } from "./text.js";

/** The forms of a question, and how much more an entry of this kind answers it. */
const FORMS = [
  [/^(what (is|are)|define|meaning of|difference between)\b|\b(definition|meaning|mean)$|\b(stands? for|counts? as|vs|versus)\b/, { terms: 2.5, risk_factors: 1.3, measures: 1.3, pages: 1.2, organisations: 1.2 }],
  [/^(did|does|is|was|were|has|have|who)\b/, { claims: 1.3, events: 1.2, cases: 1.3 }],
  [/\b(vote[sd]?|voting|roll call|abstain(ed)?|abstentions?)\b/, { votes: 2.5 }],
  [/\b(convict\w*|guilty|verdict|acquit\w*|charge[sd]?|indict\w*|prosecut\w*|trial|tried|judge?ment|ruling|appeal\w*|upheld)\b/, { findings: 2.2, cases: 2, events: 0.5 }],
  [/\b(advis[eo]r|director|ambassador|president|minister|author|scholar|professor|head|chief|leader|envoy)\b/, { people: 2.7 }],
  [/\bwho\b/, { people: 2, treaties: 1.5 }],
  [/\bwho\b.*\b(guilty|responsible for|blamed?|committed|perpetrat\w+|punished)\b/, { pages: 2.5, cases: 1.5, treaties: 0.5 }],
  [/^(when|what happened)\b/, { events: 2 }],
  [/\bshould\b/, { proposals: 3, pages: 2.5, measures: 1.5 }],
  [/^(make|write|draft|create|fill)\b/, { pages: 3 }],
  [/^how (do|can|to|should|may)\b|^where\b/, { pages: 3, measures: 1.7, proposals: 1.7, terms: 1.2 }],
];
const PARTIES = /\b(which|who|what|how many)\b.*\b(states?|countries|members?|party|parties|signed|joined|ratified)\b|\b(parties|member states|signatories)\b/;
const JOINING = /\b(join\w*|ratif\w+|sign|signs|signed|party|member|membership|acced\w+|accession|accepts?|accepted|treaty|convention|protocol|statute|withdr[ae]w\w*|left|leave|leaves|quit|exit\w*|reserv\w+|declarations?|pull\w* out|pullout)\b/;
const SEVERAL = /\b(treaties|conventions|covenants)\b/;
const TREATY = /\b(treat(y|ies)|conventions?)\b/;
const COUNTING = /\b(how many|how much|number of|count|toll|figures?)\b/;
const ADVICE = /\bshould\b/;

/** A question as the entries understand it: `typed` and `key` are its letters, all and those that tell something; `parts` what it consists
 * of, `roots` the words in them, `years` those that are years; `counts` whether it asks how many. */
export class Question {
  constructor(entries, query) {
    this.entries = entries;
    this.typed = squash(query);
    this.words = words(query).map((word) => entries.mended(word));
    this.text = this.words.join(" ");
    const wanted = this.words.filter((word) => !entries.unwanted.has(word));
    this.key = wanted.filter((word) => !entries.filler.has(word)).join("") || this.typed;
    const roots = (wanted.length ? wanted : this.words).map((word) => entries.root(word));
    const last = this.words.length - 1;
    this.typos = new Map(this.words.map((word, at) => [entries.root(word), [...new Set(entries.meant(word, at === last).map((other) => entries.root(other)))]]));
    this.parts = this.divided(roots).map((part) => ({ ...part, meant: this.typos.get(part.said) }));
    this.roots = this.parts.flatMap(({ said }) => said.split(" "));
    this.years = this.roots.filter((word) => YEAR.test(word));
    this.counts = COUNTING.test(this.text);
  }

  /** The parts of a question: the longest names and expressions first, then words. */
  divided(roots) {
    const { called, kin, longest, filler } = this.entries;
    const found = [];
    const rest = [...roots];
    for (let length = Math.min(longest, rest.length); length > 1; length -= 1) {
      for (let at = 0; at + length <= rest.length; at += 1) {
        const run = rest.slice(at, at + length);
        if (run.includes(null) || !(called.has(run.join(" ")) || kin.has(run.join(" ")))) continue;
        found[at] = this.part(run.join(" "));
        rest.fill(null, at, at + length);
      }
    }
    rest.forEach((word, at) => { if (word !== null && !filler.has(word)) found[at] = this.part(word); });
    const all = found.filter(Boolean);
    return all.length ? all : [...new Set(roots)].map((word) => this.part(word));
  }

  /** A part of a question: what it says, the entries that it names, whether a state is among them, their other names, and words that may mean the
   * same; a state also by its capital. */
  part(said) {
    const { called, kin, namesOf } = this.entries;
    const isState = (i) => this.entries.isState(i);
    const otherNames = (ids) => ids.flatMap((i) => namesOf.get(i)).filter((name) => name !== said);
    const itself = called.get(said) ?? [];
    const alike = kin.get(said) ?? [];
    const same = [...new Set([...itself, ...alike.flatMap((word) => called.get(word) ?? []).filter(isState)])];
    const others = new Set(otherNames(itself));
    const kindred = new Set([...alike, ...otherNames(same)].filter((word) => !others.has(word)));
    return { said, same, state: same.some(isState), others: [...others], kindred: [...kindred] };
  }

  /** The entries of this kind that it names. */
  named(kind) {
    return this.parts.flatMap(({ same }) => same.filter((i) => this.entries.all[i].k === kind));
  }

  /** Where it consists of names alone, what is called so: that answers before what only speaks of it. What one should do is no name. */
  get subjects() {
    return ADVICE.test(this.text) || !this.parts.every(({ same }) => same.length) ? [] : this.parts.flatMap(({ same }) => same);
  }

  /** By how much more or less each kind answers a question of this form. */
  get boosts() {
    const all = {};
    for (const [form, boosts] of FORMS) {
      if (form.test(this.text)) for (const [kind, factor] of Object.entries(boosts)) all[kind] = (all[kind] ?? 1) * factor;
    }
    return all;
  }

  /** The treaties whose parties are asked for, or the states whose treaties are. */
  get parties() {
    if (!PARTIES.test(this.text)) return [];
    const treaties = this.named("treaties");
    return treaties.length || !TREATY.test(this.text) ? treaties : this.named("countries");
  }

  /** The cells of the states and treaties that it names: whoever asks so wants the cell and not the whole treaty. `order` is what was found. */
  cells(order) {
    const { all } = this.entries;
    const states = this.named("countries");
    if (!states.length) return [];
    const treaties = this.named("treaties");
    if (!treaties.length) treaties.push(...this.joined());
    const first = order.find((i) => all[i].k !== "countries" && all[i].k !== "positions");
    if (!treaties.length && JOINING.test(this.text) && !SEVERAL.test(this.text) && all[first]?.k === "treaties") treaties.push(first);
    const wanted = new Set(treaties.flatMap((treaty) => states.map((state) => `${all[treaty].a}#${all[state].a.split("/")[1]}`)));
    return wanted.size > 3 ? [] : all.flatMap(({ k, a }, i) => (k === "positions" && wanted.has(a) ? [i] : []));
  }

  /** The treaty that is meant by what is said beside the states, with or without the words for joining one; none or one. */
  joined() {
    const said = this.parts.filter(({ state }) => !state).flatMap((part) => part.said.split(" "));
    const joining = new Set(this.words.filter((word) => JOINING.test(word)).map((word) => this.entries.root(word)));
    for (const roots of [said, said.filter((word) => !joining.has(word))]) {
      const treaty = roots.length && roots.length + joining.size > 1 ? this.containing(roots) : undefined;
      if (treaty !== undefined) return [treaty];
    }
    return [];
  }

  /** The treaty whose name is the shortest that holds all these roots. */
  containing(roots) {
    const { all, called } = this.entries;
    const holds = [...called].filter(([name]) => roots.every((word) => ` ${name} `.includes(` ${word} `)));
    return holds.sort(([one], [other]) => one.length - other.length).flatMap(([, ids]) => ids).find((i) => all[i].k === "treaties");
  }
}

/** The two things that a question compares, as in “genocide vs war crimes”; none where it compares none. */
export function compared(query) {
  const between = query.match(/\bdifferences? between (.+?) (?:and|or) (.+)/i) ?? query.match(/^(?:what is |what are )?((?:\S+ ){1,4}?)(?:vs\.?|versus) ((?:\S+ ?){1,4})$/i);
  return between ? between.slice(1) : [];
}
