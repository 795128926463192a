// A plan as a finished document. Pure functions.

import { dayOf } from "../moment.js";
import { say, strung } from "../words.js";
import { facts, h, p, row } from "./blocks.js";
import { MEASURE, STEP, checks, foundIn, sources } from "./plan-state.js";

/** A plan as a document. `titles` names the risk factors by id. */
export function planReport(plan, titles) {
  const { scope, assessment } = plan;
  const name = (id) => titles[id] ?? id;
  const left = checks(plan, titles);
  const used = sources(plan);
  return [
    h(1, scope.title || say("script.plan.report")),
    ...(plan.invented ? [{ note: say("script.plan.invented") }] : []),
    facts([
      [say("script.plan.area"), scope.area], [say("script.plan.period"), scope.period], [say("script.plan.drafters"), scope.drafters], [say("script.plan.consulted"), scope.consulted],
      [say("script.plan.aim"), scope.aim], [say("script.plan.review"), scope.review], [say("script.plan.changed"), dayOf(plan.changed)],
    ]),
    h(2, say("script.plan.answers-title")),
    ...(assessment.findings.length
      ? [
          p(say(assessment.period ? "script.plan.from-report-period" : "script.plan.from-report", { title: assessment.title || say("script.tool.untitled-inside"), period: assessment.period })),
          facts(assessment.findings.map((f) => [f.title, foundIn(f)])),
        ]
      : [p(plan.factors.length ? say("script.plan.factors", { factors: strung(plan.factors.map(name)) }) : say("script.plan.no-factor"))]),
    h(2, say("script.plan.measures")),
    ...(plan.measures.length ? [] : [p(say("script.plan.measures-none"))]),
    ...plan.measures.flatMap((m, index) => {
      const steps = m.steps.filter((step) => Object.values(step).some(Boolean));
      return [
        h(3, `${index + 1}. ${m.title || say("script.plan.unnamed")}`),
        facts([[say("script.plan.answers"), strung(m.factors.map(name))], [say("script.plan.why"), m.why]]),
        ...(steps.length ? [{ table: { caption: say("script.plan.steps", { number: index + 1 }), head: Object.values(STEP), rows: steps.map((s) => [s.what, s.owner, s.partners, s.date, s.resources].map((text) => text || "–")) } }] : []),
        facts([
          ...Object.entries(MEASURE).map(([key, label]) => [label, m[key]]), [say("script.plan.elsewhere"), m.precedents],
          [say("script.plan.sources"), row(m.sources.map((s) => String(used.findIndex(({ id }) => id === s.id) + 1)))],
        ]),
      ];
    }),
    ...(left.length
      ? [h(2, say("script.plan.not-complete")), facts(left.map(({ at, sentences }) => [at === null ? say("script.plan.the-plan") : say("script.plan.measure", { number: at + 1 }), sentences.join("\n")]))]
      : []),
    ...(used.length ? [h(2, say("script.plan.sources-used")), { sources: used }] : []),
  ].filter((block) => !block.facts || block.facts.length);
}

