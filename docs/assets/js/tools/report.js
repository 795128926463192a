// A finished document as a list of blocks, written once and shown as page, Markdown, or file for a word processor. Pure functions.
// Blocks: {h, level}, {p}, {note}, {list}, {facts: [[name, text]]}, {table: {caption, head, rows}}, {sources: [{title, …}]}. All text is plain.

import { CONFIDENCE, CRIMES, READ, STATES, TRENDS, day, gaps, indicatorTouched, nameOf, openQuestions, parts, profileRows } from "./state.js";
import { compare } from "./compare.js";
import * as plans from "./plan-state.js";

const h = (level, text) => ({ h: text, level });
const p = (text) => ({ p: text });
const facts = (pairs) => ({ facts: pairs.filter(([, text]) => text) });
const crimes = (doc) => doc.scope.crimes.map((word) => CRIMES[word]).join(", ");

export const WARNINGS = [
  "This is a worksheet on risk, filled in by the people named below. It is no finding of the United Nations or of the site that offers the form, and it decides nothing in law.",
  "Signs cannot be added up: they weigh differently in different places, and few of them can be enough. That many are present does not mean that crimes will follow, and that few are does not mean that they will not.",
  "Some factors change slowly and others within days. Read them together, in their context, and again after a while.",
];

/** An assessment as a document that can be handed on: what it is, profile, gaps, then factor by factor. */
export function assessmentReport(doc) {
  const { scope } = doc;
  return [
    h(1, scope.title || "Risk assessment"),
    facts([
      ["State or area", scope.area], ["Period", scope.period], ["Assessed by", scope.assessors], ["Consulted", scope.consulted], ["Not heard", scope.missing],
      ["Groups at risk", scope.groups], ["Crimes looked at", crimes(doc)], ["Purpose", scope.purpose], ["Last changed", day(doc.changed)],
    ]),
    h(2, "How to read this"),
    { list: WARNINGS },
    p("The indicators paraphrase the Framework of Analysis for Atrocity Crimes of the United Nations (2014). Beside each stands how far its wording was compared with the UN text; where it was not, its number there may differ. Questions of our own stand apart: they are not known to be indicators of the United Nations."),
    h(2, "Profile"),
    {
      table: {
        caption: "Signs by what was found, as numbers. Not a score: nothing here is counted or weighed.",
        head: ["Risk factor", "Present", "Emerging", "Absent", "Unknown", "Not assessed"],
        rows: profileRows(doc),
      },
    },
    ...gapBlocks(doc, 2),
    h(2, "Factor by factor"),
    ...doc.factors.flatMap((factor) => factorBlocks(factor)),
    ...(doc.left_over.length ? [h(2, "Answers without a place"), p("They came from a file whose indicators the site did not have."), ...doc.left_over.flatMap((i) => [h(3, `${i.number} ${i.text} (${i.factor})`), indicatorFacts(i)])] : []),
  ];
}

/** What is missing or open, as blocks. */
export function gapBlocks(doc, level) {
  const open = openQuestions(doc);
  const found = gaps(doc);
  return [
    h(level, "Gaps and open questions"),
    found.length ? facts(found.map(([what, where]) => [what, where.join(", ")])) : p("Nothing is missing."),
    ...(open.length ? [h(level + 1, "Questions left open"), facts(open)] : []),
  ];
}

const manner = (part) => [part.trend && `trend: ${TRENDS[part.trend].toLowerCase()}`, part.confidence && `confidence: ${CONFIDENCE[part.confidence].toLowerCase()}`].filter(Boolean);

const indicatorFacts = (i) => facts([
  ["Found", [STATES[i.state], ...manner(i)].join("; ")], ["For", i.evidence_for], ["Against", i.evidence_against], ["Source", i.source],
  ["Would change it", i.would_change], ["Wording", READ[i.read]],
]);

function factorBlocks(factor) {
  return [
    h(3, `${factor.number}. ${factor.title}`),
    facts([["Conclusion", factor.conclusion], ["As a whole", manner(factor).join("; ")], ["Open questions", factor.open_questions]]),
    ...parts(factor).flatMap(({ own, lines }) => [...(own ? [p("Questions of our own:")] : []), ...lineBlocks(lines)]),
  ].filter((block) => !block.facts || block.facts.length);
}

function lineBlocks(lines) {
  const done = lines.filter(indicatorTouched);
  const rest = lines.filter((i) => !indicatorTouched(i));
  return [
    ...done.flatMap((i) => [h(4, `${i.number} ${i.text}`), indicatorFacts(i)]),
    ...(rest.length ? [p(done.length ? "Not assessed:" : "Nothing was assessed here:"), { list: rest.map((i) => `${i.number} ${i.text} (${READ[i.read]})`) }] : []),
  ];
}

/** What changed between two assessments, the earlier first, as blocks. */
export function comparison(before, after) {
  const { scope, factors, unchanged, missing } = compare(before, after);
  const table = (caption, changes) => ({ table: { caption, head: ["", `Earlier, ${day(before.changed)}`, `Later, ${day(after.changed)}`], rows: changes.map((c) => [c.field, c.before || "–", c.after || "–"]) } });
  return [
    p(`Earlier: ${nameOf(before)}, last changed ${day(before.changed)}. Later: ${nameOf(after)}, last changed ${day(after.changed)}.`),
    ...(scope.length ? [h(3, "Scope"), table("What changed in the scope", scope)] : []),
    ...factors.flatMap(({ factor, changes, indicators }) => [
      h(3, `${factor.number}. ${factor.title}`),
      ...(changes.length ? [table("The factor as a whole", changes)] : []),
      ...indicators.map(({ indicator, changes: c }) => table(`${indicator.number} ${indicator.text} (${READ[indicator.read]})`, c)),
    ]),
    h(3, "Unchanged"),
    p(unchanged.length ? unchanged.map((f) => `${f.number}. ${f.title}`).join("; ") : "No factor is unchanged."),
    ...(missing.length ? [p(`Only in the earlier one: ${missing.join("; ")}.`)] : []),
  ];
}

/** A plan as a document. `titles` names the risk factors by id. */
export function planReport(plan, titles) {
  const { scope, assessment } = plan;
  const name = (id) => titles[id] ?? id;
  const left = plans.checks(plan, titles);
  const used = plans.sources(plan);
  return [
    h(1, scope.title || "Prevention plan"),
    ...(plan.invented ? [{ note: "Invented example. The state, the people and the findings do not exist." }] : []),
    facts([["State or area", scope.area], ["Period", scope.period], ["Drafted by", scope.drafters], ["Consulted", scope.consulted], ["Aim", scope.aim], ["Review", scope.review], ["Last changed", day(plan.changed)]]),
    h(2, "What it answers"),
    ...(assessment.findings.length
      ? [
          p(`From the assessment “${assessment.title || "without a title"}”${assessment.period ? `, ${assessment.period}` : ""}. It shows signs of risk, not a score, and decides nothing in law.`),
          facts(assessment.findings.map((f) => [f.title, [f.present.length && `Present: ${f.present.join(", ")}`, f.emerging.length && `emerging: ${f.emerging.join(", ")}`].filter(Boolean).join("; ") + (f.conclusion ? `. ${f.conclusion}` : "")])),
        ]
      : [p(plan.factors.length ? `Risk factors: ${plan.factors.map(name).join("; ")}.` : "No risk factor was chosen.")]),
    h(2, "Measures"),
    ...(plan.measures.length ? [] : [p("No measure yet.")]),
    ...plan.measures.flatMap((m, index) => {
      const steps = m.steps.filter((step) => Object.values(step).some(Boolean));
      return [
        h(3, `${index + 1}. ${m.title || "Without a name"}`),
        facts([["Answers", m.factors.map(name).join("; ")], ["Why", m.why]]),
        ...(steps.length ? [{ table: { caption: `Steps of measure ${index + 1}`, head: ["Step", "Owner", "Partners", "By when", "Resources"], rows: steps.map((s) => [s.what, s.owner, s.partners, s.date, s.resources].map((text) => text || "–")) } }] : []),
        facts([
          ["How progress will be seen", m.indicator], ["Who watches it", m.monitor], ["What must hold", m.assumption], ["What could go wrong", m.risk], ["Elsewhere", m.precedents],
          ["Sources", m.sources.map((s) => used.findIndex(({ id }) => id === s.id) + 1).join(", ")],
        ]),
      ];
    }),
    ...(left.length
      ? [h(2, "Not yet complete"), facts(left.map(({ at, sentences }) => [at === null ? "The plan" : `Measure ${at + 1}`, sentences.join("\n")]))]
      : []),
    ...(used.length ? [h(2, "Sources used"), { sources: used }] : []),
  ].filter((block) => !block.facts || block.facts.length);
}

