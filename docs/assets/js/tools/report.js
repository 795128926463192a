// An assessment, and the comparison of two, as a finished document. Pure functions.

import { dayOf } from "../moment.js";
import { say, strung } from "../words.js";
import { facts, h, p, row } from "./blocks.js";
import { compare } from "./compare.js";
import { CRIMES, FACTOR, INDICATOR, READ, SCOPE, STATES, gaps, indicatorTouched, nameOf, openQuestions, parts, profileRows } from "./state.js";

const crimes = (doc) => row(doc.scope.crimes.map((word) => CRIMES[word]));

const warnings = () => [say("script.assess.warning-law"), say("script.assess.warning-sum"), say("script.assess.warning-time")];

/** An assessment as a document that can be handed on: what it is, profile, gaps, then factor by factor. */
export function assessmentReport(doc) {
  const { scope } = doc;
  return [
    h(1, scope.title || say("script.assess.report")),
    facts([
      [SCOPE.area, scope.area], [SCOPE.period, scope.period], [say("script.assess.by"), scope.assessors], [say("script.assess.consulted"), scope.consulted],
      [say("script.assess.not-heard"), scope.missing], [SCOPE.groups, scope.groups], [SCOPE.crimes, crimes(doc)], [say("script.assess.purpose"), scope.purpose],
      [say("script.assess.changed"), dayOf(doc.changed)],
    ]),
    h(2, say("script.assess.how")),
    { list: warnings() },
    p(say("script.assess.paraphrase")),
    h(2, say("script.assess.profile")),
    {
      table: {
        caption: say("script.assess.profile-caption"),
        head: profileHead(),
        rows: profileRows(doc),
      },
    },
    ...gapBlocks(doc, 2),
    h(2, say("script.assess.by-factor")),
    ...doc.factors.flatMap((factor) => factorBlocks(factor)),
    ...(doc.left_over.length ? [h(2, say("script.assess.left")), p(say("script.assess.left-there")), ...doc.left_over.flatMap((i) => [h(3, say("script.assess.left-title", { indicator: `${i.number} ${i.text}`, factor: i.factor })), indicatorFacts(i)])] : []),
  ];
}

/** The head of the profile, on the page and in the report. */
export const profileHead = () => [say("script.assess.risk-factor"), STATES.present, STATES.emerging, STATES.absent, STATES.unknown, STATES["not-assessed"]];

/** What is missing or open, as blocks. */
export function gapBlocks(doc, level) {
  const open = openQuestions(doc);
  const found = gaps(doc);
  return [
    h(level, say("script.assess.gaps")),
    found.length ? facts(found.map(([what, where]) => [what, row(where)])) : p(say("script.assess.no-gap")),
    ...(open.length ? [h(level + 1, say("script.assess.questions")), facts(open)] : []),
  ];
}

const manner = (part) => [part.trend && say(`script.assess.with-trend.${part.trend}`), part.confidence && say(`script.assess.with-confidence.${part.confidence}`)].filter(Boolean);

const indicatorFacts = (i) => facts([
  [INDICATOR.state, strung([STATES[i.state], ...manner(i)])], [say("script.assess.for"), i.evidence_for], [say("script.assess.against"), i.evidence_against],
  [INDICATOR.source, i.source], [say("script.assess.would"), i.would_change], [say("script.assess.wording-label"), READ[i.read]],
]);

const withWording = (i) => say("script.assess.with-wording", { text: `${i.number} ${i.text}`, wording: READ[i.read] });

function factorBlocks(factor) {
  return [
    h(3, `${factor.number}. ${factor.title}`),
    facts([[FACTOR.conclusion, factor.conclusion], [say("script.assess.whole"), strung(manner(factor))], [FACTOR.open_questions, factor.open_questions]]),
    ...parts(factor).flatMap(({ own, lines }) => [...(own ? [p(say("script.assess.own-lines"))] : []), ...lineBlocks(lines)]),
  ].filter((block) => !block.facts || block.facts.length);
}

function lineBlocks(lines) {
  const done = lines.filter(indicatorTouched);
  const rest = lines.filter((i) => !indicatorTouched(i));
  return [
    ...done.flatMap((i) => [h(4, `${i.number} ${i.text}`), indicatorFacts(i)]),
    ...(rest.length ? [p(say(done.length ? "script.assess.rest" : "script.assess.nothing")), { list: rest.map(withWording) }] : []),
  ];
}

/** What changed between two assessments, the earlier first, as blocks. */
export function comparison(before, after) {
  const { scope, factors, unchanged, missing } = compare(before, after);
  const table = (caption, changes) => ({ table: { caption, head: ["", say("script.assess.earlier", { date: dayOf(before.changed) }), say("script.assess.later", { date: dayOf(after.changed) })], rows: changes.map((c) => [c.field, c.before || "–", c.after || "–"]) } });
  return [
    p(say("script.assess.both", { earlier: nameOf(before), earlier_date: dayOf(before.changed), later: nameOf(after), later_date: dayOf(after.changed) })),
    ...(scope.length ? [h(3, say("script.assess.scope-title")), table(say("script.assess.scope-changed"), scope)] : []),
    ...factors.flatMap(({ factor, changes, indicators }) => [
      h(3, `${factor.number}. ${factor.title}`),
      ...(changes.length ? [table(say("script.tool.factor-whole"), changes)] : []),
      ...indicators.map(({ indicator, changes: c }) => table(withWording(indicator), c)),
    ]),
    h(3, say("script.assess.unchanged")),
    p(unchanged.length ? strung(unchanged.map((f) => `${f.number}. ${f.title}`)) : say("script.assess.none-unchanged")),
    ...(missing.length ? [p(say("script.assess.only-earlier", { factors: strung(missing) }))] : []),
  ];
}
