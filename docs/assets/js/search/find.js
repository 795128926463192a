// Ranks the entries of the search index: by name, then by words. Knows nothing of pages.
// The index is written by prevention_kb/exports/search_index.py, which says what the letters of an entry mean.

import MiniSearch from "../../vendor/minisearch/minisearch.js";
import { stemmer } from "../../vendor/stemmer/stemmer.js";
import { read } from "./packed.js";
import { plain, whole } from "./words.js";

const FIELDS = { t: 3.2, s: 7, n: 3.2, d: 3, y: 2.4, kind: 1, l: 1.5, w: 1.2 };
const WEIGHTS = {
  people: 2.1, terms: 1.5, cases: 1.6, countries: 1.5, commitments: 1.5, risk_factors: 1.4, treaties: 1.3, events: 1.2, votes: 0.9, measures: 1.1,
  pages: 1.1, claims: 1.1, findings: 0.9, sections: 0.9, guidance: 0.8, paragraphs: 0.6, positions: 0.3, sources: 0.085,
};
const EXCHANGED = new Set(["countries", "treaties", "organisations", "people", "terms"]);
/** Kinds of records whose names stand for each other: whoever asks for one of them is answered by the others as well. */
const UNSPACED = /[\p{Script=Khmer}\p{Script=Lao}\p{Script=Thai}\p{Script=Myanmar}]/u;
/** How much counts: a name, a line or a text in which a word stands; another name of the same thing; a word that may mean the same, and as a
 * share of the question; the share of the question that is met, all of it in its own words or in others; a state, each more word of a
 * name, a name alone, a state where more is asked, figures where one asks how many; names and lines that fit. */
const RANK = {
  inName: 1, inOther: 0.8, inDate: 1, inLine: 0.42, inText: 0.23, other: 0.55, kin: 0.4, kinShare: 0.7, share: 1.6, all: 2.5, kinOfAll: 1.2, state: 2.25, phrase: 0.17,
  subject: 3, besides: 0.3, figures: 3, year: 1.3, partOf: 1.01, ofState: 3, fitName: 1.75, fitOther: 0.9, fitAll: 0.5, fitKin: 0.35, fitLine: 0.4,
};
const NAME = new Set(["t", "s"]);
const LINE = new Set(["l", "y"]);
/** What meets less of the question is no answer; where few meet all of it, and else. */
const [LEAST, MOST, FEW] = [0.3, 0.5, 5];
const YEAR = /^[12]\d{3}$/;
const LETTERS = /[\p{L}\p{M}\p{N}]+/gu;

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

/** The names of an entry: title, the title without what stands in brackets, a position also the other way round, short name, other names. */
const names = ({ k, t, s, n }) => [
  t, ...(t.includes(" (") ? [t.split(" (")[0]] : []), ...(k === "positions" ? [t.split(": ").reverse().join(" ")] : []), s, ...(n ?? []),
].filter(Boolean);

const note = (map, key, value) => {
  if (map.has(key)) map.get(key).push(value);
  else map.set(key, [value]);
};

const dated = ({ d = "", y = "" }) => `${d} ${y}`;

/** A word without its endings, so that “deaths” finds “death” and “conviction” finds “convicted”; English words only. */
export const stem = (word) => (/^[a-z]{3,}$/.test(word) ? stemmer(word) : word);

// What is asked ----------------------------------------------------------------------------------------------------

/** The forms of a question that tell which kind of record answers. */
const FORMS = [
  [/^(what (is|are)|define|meaning of|difference between)\b|\b(definition|meaning|mean)$|\b(stands? for|counts? as|vs|versus)\b/, { terms: 2.5, risk_factors: 1.3, measures: 1.3, pages: 1.2, organisations: 1.2 }],
  [/^(did|does|is|was|were|has|have|who)\b/, { claims: 1.3, events: 1.2, cases: 1.3 }],
  [/\b(vote[sd]?|voting|roll call|abstain(ed)?|abstentions?)\b/, { votes: 2.5 }],
  [/\b(convict\w*|guilty|verdict|acquit\w*|charge[sd]?|indict\w*|prosecut\w*|trial|tried|judge?ment|ruling|appeal\w*|upheld)\b/, { findings: 2.2, cases: 2, events: 0.5 }],
  [/\b(advis[eo]r|director|ambassador|president|minister|author|scholar|professor|head|chief|leader|envoy)\b/, { people: 2.7 }],
  [/\bwho\b/, { people: 2, treaties: 1.5 }],
  [/^(when|what happened)\b/, { events: 2 }],
  [/\bshould\b/, { proposals: 3, pages: 2.5, measures: 1.5 }],
  [/^(make|write|draft|create|fill)\b/, { pages: 3 }],
  [/^how (do|can|to|should|may)\b|^where\b/, { pages: 3, measures: 1.7, proposals: 1.7, terms: 1.2 }],
];
const PARTIES = /\b(which|who|what|how many)\b.*\b(states?|countries|members?|party|parties|signed|joined|ratified)\b|\b(parties|member states|signatories)\b/;
const JOINING = /\b(join\w*|ratif\w+|sign|signs|signed|party|member|membership|acced\w+|accession|accepts?|accepted|treaty|convention|protocol|statute|withdr[ae]w\w*|left|leave|leaves|quit|exit\w*|reserv\w+|declarations?|pull\w* out|pullout)\b/;
const SEVERAL = /\b(treaties|conventions|covenants)\b/;
const COUNTING = /\b(how many|how much|number of|count|toll|figures?)\b/;

/** A promise of a function that finds: `find(query)` gives entries, best first, each with its kind in words and the words met,
 * and the words of the question that stand nowhere. */
export async function finder({ stop, asking = [], forms = [], alike = [], kinds, entries }) {
  const unwanted = new Set(stop);
  /** Words that make a sentence a question and say nothing of what is looked for. */
  const filler = new Set(asking.flatMap((word) => [word, stem(word)]));
  const family = new Map(forms.flatMap((group) => group.map((form) => [stem(form), stem(group[0])])));
  /** Words as they are met, with the other forms of each. */
  const shownAs = (roots) => new Set(roots.flatMap((word) => [word, ...[...family].flatMap(([form, known]) => (known === word ? [form] : []))]));
  /** A word without its endings, and in the form under which it is known. */
  const root = (word) => family.get(stem(word)) ?? stem(word);
  const content = (text) => words(text).filter((word) => !unwanted.has(word)).map(root);
  const vocabulary = new Set();
  const weight = (i) => WEIGHTS[entries[i].k] ?? 1;
  const mini = new MiniSearch({
    idField: "i",
    fields: Object.keys(FIELDS),
    extractField: (document, field) => {
      if (field === "i") return document.i;
      const entry = entries[document.i];
      return field === "kind" ? kinds[entry.k].one : entry[field];
    },
    tokenize: (text) => {
      const found = words(text, true);
      found.forEach((word) => vocabulary.add(word));
      return found;
    },
    processTerm: (term) => (unwanted.has(term) ? null : root(term)),
    stringifyField: (value) => (Array.isArray(value) ? value.join(" ") : String(value)),
    searchOptions: {
      tokenize: (stems) => stems.split(" "), processTerm: (stem) => stem, boost: FIELDS, combineWith: "AND",
      boostDocument: (i, term) => (YEAR.test(term) && dated(entries[i]).includes(term) ? 3 : 1),
    },
  });
  await mini.addAllAsync(entries.map((_, i) => ({ i })), { chunkSize: 100 });

  const named = new Map();
  entries.forEach((entry, i) => names(entry).forEach((name) => {
    if (squash(name)) note(named, squash(name), i);
  }));
  /** A record's own title or short name comes before one that is also called so. */
  const own = (i, key) => weight(i) > 0.5 && [entries[i].t, entries[i].t.split(" (")[0], entries[i].s ?? ""].some((name) => squash(name) === key);
  const byWeight = (ids, key = "") => [...new Set(ids)].sort((a, b) => own(b, key) - own(a, key) || weight(b) - weight(a) || entries[a].t.length - entries[b].t.length);
  const namesWhere = (test) => byWeight([...named].flatMap(([key, ids]) => (test(key) ? ids : [])));
  /** The few entries whose names go on as the query begins; not sources and positions, which are many and begin alike. */
  const begun = (key) => namesWhere((name) => name.startsWith(key)).filter((i) => weight(i) > 0.5).slice(0, 4);

  /** What has names that stand for each other in a question, as ICC and International Criminal Court: each name in stems with its entries, and
   * each entry with its names. */
  const called = new Map();
  const namesOf = new Map();
  entries.forEach((entry, i) => {
    if (!EXCHANGED.has(entry.k)) return;
    for (const name of names(entry).filter((one) => one.length > 2).map((one) => content(one).join(" "))) {
      note(called, name, i);
      note(namesOf, i, name);
    }
  });

  /** Ordinary words that may mean the same, each in stems with the others of its groups. */
  const kin = new Map();
  for (const group of alike.map((same) => [...new Set(same.map((word) => content(word).join(" ")))])) {
    for (const word of group) for (const other of group) if (other !== word) note(kin, word, other);
  }
  const longest = Math.max(1, ...[...called.keys(), ...kin.keys()].map((name) => name.split(" ").length));

  const isState = (i) => entries[i].k === "countries";
  const otherNames = (ids, said) => ids.flatMap((i) => namesOf.get(i)).filter((name) => name !== said);
  /** A part of a question: what it says, the entries that it names, whether a state is among them, their other names, and words that may mean the
   * same; a state also by its capital. */
  const part = (said) => {
    const itself = called.get(said) ?? [];
    const alike = kin.get(said) ?? [];
    const same = [...new Set([...itself, ...alike.flatMap((word) => called.get(word) ?? []).filter(isState)])];
    const others = new Set(otherNames(itself, said));
    const kindred = new Set([...alike, ...otherNames(same, said)].filter((word) => !others.has(word)));
    return { said, same, state: same.some(isState), others: [...others], kindred: [...kindred] };
  };

  /** The parts of a question: the longest names and expressions first, then words. */
  const parts = (stems) => {
    const found = [];
    const rest = [...stems];
    for (let length = Math.min(longest, rest.length); length > 1; length -= 1) {
      for (let at = 0; at + length <= rest.length; at += 1) {
        const run = rest.slice(at, at + length);
        if (run.includes(null) || !(called.has(run.join(" ")) || kin.has(run.join(" ")))) continue;
        found[at] = part(run.join(" "));
        rest.fill(null, at, at + length);
      }
    }
    rest.forEach((word, at) => { if (word !== null && !filler.has(word)) found[at] = part(word); });
    const all = found.filter(Boolean);
    return all.length ? all : [...new Set(stems)].map(part);
  };

  /** The entries of this kind that a question names. */
  const namedIn = (asked, kind) => asked.flatMap(({ same }) => same.filter((i) => entries[i].k === kind));

  /** The treaty whose name is the shortest that holds all these words; none or one. */
  const containing = (stems) => {
    const holds = [...called].filter(([name]) => stems.every((word) => ` ${name} `.includes(` ${word} `)));
    const treaties = holds.sort(([one], [other]) => one.length - other.length).flatMap(([, ids]) => ids.filter((i) => entries[i].k === "treaties"));
    return treaties.slice(0, 1);
  };

  /** The cells of the states and treaties that the question names: whoever asks so wants the cell and not the whole treaty. */
  const cells = (asked, question, order) => {
    const states = namedIn(asked, "countries");
    if (!states.length) return [];
    const others = asked.filter(({ state }) => !state).flatMap(({ said }) => said.split(" "));
    const treaties = namedIn(asked, "treaties");
    const joining = new Set(words(question).filter((word) => JOINING.test(word)).map(root));
    for (const holding of [others, others.filter((word) => !joining.has(word))]) {
      if (!treaties.length && holding.length && holding.length + joining.size > 1) treaties.push(...containing(holding));
    }
    const first = order.find((i) => !isState(i) && entries[i].k !== "positions");
    if (!treaties.length && JOINING.test(question) && !SEVERAL.test(question) && entries[first]?.k === "treaties") treaties.push(first);
    const wanted = new Set(treaties.flatMap((treaty) => states.map((state) => `${entries[treaty].a}#${entries[state].a.split("/")[1]}`)));
    return wanted.size > 3 ? [] : entries.flatMap(({ k, a }, i) => (k === "positions" && wanted.has(a) ? [i] : []));
  };

  /** Whether a name typed whole means this entry: a source that is called by two words, as “Civil Parties”, is one of many that speak of them. */
  const asItself = (i) => weight(i) > 0.5 || whole(entries[i].t).length > 2;

  let unspaced;
  /** The entries that hold these letters anywhere, of those in scripts without spaces: where a word begins there, no browser knows for sure. */
  const holding = (key) => {
    unspaced ??= entries.flatMap(({ t, s, n, l, w }, i) => (UNSPACED.test(`${t}${s}${n}${l}${w}`) ? [[i, squash(`${t} ${s} ${n} ${l} ${w}`)]] : []));
    return byWeight(unspaced.flatMap(([i, text]) => (text.includes(key) ? [i] : [])));
  };

  [...forms, ...alike].flat().flatMap((same) => words(same)).forEach((word) => vocabulary.add(word));
  /** What a word that stands nowhere may have been meant for: words that begin so, or, where it has six letters or more, words with one
   * other letter. A short word with a wrong letter is another word. */
  const meant = (word) => {
    if (vocabulary.has(word) || unwanted.has(word) || filler.has(word) || UNSPACED.test(word) || /\d/.test(word)) return [];
    const begun = word.length > 2 ? [...vocabulary].filter((known) => known.startsWith(word)) : [];
    return begun.length || word.length < 6 ? begun : [...vocabulary].filter((known) => near(known, word));
  };
  /** A word of a question, or the one for which it can only have been meant. */
  const mended = (word) => {
    const known = meant(word).filter((other) => !other.startsWith(word));
    return new Set(known.map(root)).size === 1 ? known[0] : word;
  };

  const seen = [];
  /** What a reader sees of an entry, in stems: its names as lists, and its line. */
  const shown = (i) => {
    seen[i] ??= { names: names(entries[i]).map(content), own: names(entries[i]).length - (entries[i].n?.length ?? 0), line: ` ${content(entries[i].l ?? "").join(" ")} ` };
    return seen[i];
  };

  /** How well what a reader sees of the entry fits the question: 1, or more where its words stand side by side or make up a whole name. */
  const fit = (i, asked) => {
    const date = dated(entries[i]);
    const stems = asked.flatMap(({ said }) => said.split(" ")).filter((word) => !(YEAR.test(word) && date.includes(word)));
    const pairs = stems.slice(1).map((word, at) => ` ${stems[at]} ${word} `);
    const beside = (text) => (pairs.length ? pairs.filter((pair) => text.includes(pair)).length / pairs.length : 0);
    const { names: all, own, line } = shown(i);
    const fits = all.map((its, at) => {
      const text = ` ${its.join(" ")} `;
      const met = its.filter((word) => stems.includes(word)).length;
      const like = met + RANK.fitKin * asked.filter(({ said, kindred }) => !text.includes(` ${said} `) && kindred.some((word) => text.includes(` ${word} `))).length;
      return like ? (at < own ? 1 : RANK.fitOther) * ((2 * like) / (its.length + stems.length) + (met === stems.length ? RANK.fitAll : 0) + beside(text)) : 0;
    });
    return 1 + RANK.fitName * Math.max(...fits) + RANK.fitLine * beside(line);
  };

  /** The entries that meet a part of a question, by their numbers: how well, whether in its own words (1) or in others, and where a reader sees it.
   * The words met go to `met`. */
  const hits = ({ said, others, meant: typed = [], kindred }, last, met) => {
    const found = new Map();
    const look = (text, factor, value, options) => {
      for (const { id, score, terms, match } of mini.search(text, options)) {
        const seen = place(match);
        const before = found.get(id);
        if (before) {
          before.score = Math.max(before.score, score * factor);
          before.value = Math.max(before.value, value);
          if (RANK[seen] > RANK[before.seen]) before.seen = seen;
        } else {
          found.set(id, { score: score * factor, value, seen });
        }
        note(met, id, terms);
      }
    };
    look(said, 1, 1, { prefix: (term) => term.length > 3 || last });
    [...others, ...typed].forEach((other) => look(other, RANK.other, 1));
    kindred.forEach((word) => look(word, RANK.kin, RANK.kinShare));
    return found;
  };
  /** Whether an entry is dated, and its date knows no year but these. */
  const onlyIn = (i, years) => {
    const its = (entries[i].d ?? "").match(/\d{4}/g) ?? [];
    return its.length > 0 && its.every((year) => years.includes(year));
  };
  /** Where the best of the words met stands: in a name, in the line or date below it, or where nobody sees it. */
  const place = (match) => {
    const fields = Object.values(match).flat();
    return fields.some((field) => NAME.has(field)) ? "inName" : fields.includes("n") ? "inOther" : fields.includes("d") ? "inDate" : fields.some((field) => LINE.has(field)) ? "inLine" : "inText";
  };

  /** Every entry that meets the question, best first: by words, by how much of the question it meets and shows, nearness, kind and form of the question. */
  const ranked = (asked, question) => {
    const met = new Map();
    const scores = new Map();
    const unknown = [];
    let whole = 0;
    let known = 0;
    for (const part of asked) {
      const found = hits(part, part === asked.at(-1), met);
      if (!found.size) { // a word that stands nowhere tells nothing apart
        unknown.push(part.said);
        continue;
      }
      const own = [...found.values()].filter(({ value }) => value === 1).length;
      const rarity = Math.log(1 + entries.length / (1 + (own || found.size))) * (part.state ? RANK.state : 1) * (1 + RANK.phrase * (part.said.split(" ").length - 1));
      whole += rarity;
      known += 1;
      for (const [id, { score, value, seen }] of found) {
        const sum = scores.get(id) ?? { score: 0, parts: 0, itself: 0, share: 0, seen: 0 };
        sum.score += score;
        sum.parts += 1;
        sum.itself += value === 1;
        sum.share += rarity * value;
        sum.seen += rarity * value * RANK[seen];
        scores.set(id, sum);
      }
    }
    const forms = FORMS.filter(([form]) => form.test(question)).map(([, boosts]) => boosts);
    const counting = COUNTING.test(question);
    /** Where a question consists of names alone, what is called so answers before what only speaks of it. */
    const subjects = new Set(!/\bshould\b/.test(question) && asked.every(({ same }) => same.length) ? asked.flatMap(({ same }) => same) : []);
    const besides = asked.some(({ state }) => !state);
    const states = namedIn(asked, "countries").map((i) => `${entries[i].a}#`);
    const years = asked.flatMap(({ said }) => (YEAR.test(said) ? [said] : []));
    const all = [];
    for (const [id, { score, parts: count, itself, ...sum }] of scores) {
      const { k, f } = entries[id];
      const share = sum.share / whole;
      if (share < LEAST && !subjects.has(id)) continue;
      const every = (count === known || subjects.has(id)) && weight(id) > 0.5;
      const form = forms.reduce((factor, boosts) => factor * (boosts[k] ?? 1), counting && f ? RANK.figures : 1);
      const kind = weight(id) * form * (isState(id) && besides ? RANK.besides : 1) * (states.some((page) => entries[id].a.startsWith(page)) ? RANK.ofState : 1) * (years.length && onlyIn(id, years) ? RANK.year : 1);
      const words = score * share ** RANK.share * (sum.seen / whole) * fit(id, asked);
      all.push({ id, every, share, shown: sum.seen, score: words * kind * (subjects.has(id) ? RANK.subject : 1) * (every ? (itself < count ? RANK.kinOfAll : RANK.all) : 1) });
    }
    const whole_ = new Map(all.map((hit) => [entries[hit.id].a, hit]));
    for (const hit of all) {
      const page = entries[hit.id].k === "sections" ? whole_.get(entries[hit.id].a.split("#")[0]) : undefined;
      if (page && hit.share >= page.share && hit.shown > page.shown) hit.score = Math.max(hit.score, page.score * RANK.partOf);
    }
    all.sort((a, b) => b.score - a.score);
    const every = all.filter((hit) => hit.every).length;
    return { met, ids: all.filter((hit) => hit.every || hit.share > (every < FEW ? LEAST : MOST)).map(({ id }) => id), every, unknown };
  };

  /** The two things that a question compares, as in “genocide vs war crimes”; none where it compares none. */
  const compared = (query) => {
    const between = query.match(/\bdifferences? between (.+?) (?:and|or) (.+)/i) ?? query.match(/^(?:what is |what are )?((?:\S+ ){1,4}?)(?:vs\.?|versus) ((?:\S+ ?){1,4})$/i);
    return between ? between.slice(1) : [];
  };

  const answered = (query, most = 20) => {
    const typed = squash(query);
    if (!typed) return { total: 0, unknown: [], found: [] };
    const all = words(query).map(mended);
    const said = all.filter((word) => !unwanted.has(word) && !filler.has(word));
    const key = said.length ? said.join("") : typed;
    const typos = new Map(all.map((word) => [root(word), [...new Set(meant(word).map(root))]]));
    const left = all.filter((word) => !unwanted.has(word));
    const asked = parts((left.length ? left : all).map(root)).map((each) => ({ ...each, meant: typos.get(each.said) }));
    const question = all.join(" ");
    const { ids: order, met, every, unknown } = ranked(asked, question);
    const mistyped = !every || unknown.length > 0 || [...typos.values()].some((known) => known.length);
    const misspelt = typed.length > 1 && (mistyped || order.length < most) ? namesWhere((name) => near(name, typed)) : [];
    const [treaties, states] = PARTIES.test(question) ? ["treaties", "countries"].map((kind) => namedIn(asked, kind)) : [[], []];
    const parties = treaties.length || !/\b(treat(y|ies)|conventions?)\b/.test(query.toLowerCase()) ? treaties : states;
    const inside = UNSPACED.test(typed) ? [...namesWhere((name) => name.includes(typed)), ...holding(typed)] : [];
    const exact = [...byWeight(named.get(typed) ?? [], typed), ...(key === typed ? [] : byWeight(named.get(key) ?? [], key))].filter(asItself);
    const ids = [...new Set([
      ...exact, ...cells(asked, question, order), ...parties, ...inside, ...(mistyped ? misspelt : []), ...(key.length > 2 ? begun(key) : []), ...order, ...misspelt,
    ])];
    return {
      total: ids.length,
      unknown: all.filter((word) => unknown.includes(root(word))),
      found: ids.slice(0, most).map((i) => ({ ...entries[i], kind: kinds[entries[i].k].one, met: shownAs(met.get(i)?.flat() ?? []) })),
    };
  };

  return (query, most = 20) => {
    const all = answered(query, most);
    const sides = compared(query).map((side) => answered(side, 1).found).filter((found) => found.length);
    if (sides.length < 2) return all;
    const first = sides.flat().filter(({ a }, i, both) => both.findIndex((other) => other.a === a) === i);
    const rest = all.found.filter(({ a }) => first.every((entry) => entry.a !== a));
    return { ...all, total: first.length + all.total - (all.found.length - rest.length), found: [...first, ...rest].slice(0, most) };
  };
}

const loaded = {};

/** The index of a language and its finder, fetched once: {kinds, find}. Rejects where the index cannot be fetched; may be called again. */
export function load(language = "en") {
  loaded[language] ??= (async () => {
    const path = new URL(language === "en" ? "../../search.json" : `../../search.${language}.json`, import.meta.url);
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${path.pathname}: ${answer.status}`);
    const index = read(await answer.json());
    const find = index.unspaced ? (await import("./khmer.js")).finder(index) : await finder(index);
    return { kinds: index.kinds, find };
  })();
  loaded[language].catch(() => { delete loaded[language]; });
  return loaded[language];
}
