// An invented plan for an invented state, to see how the page works.

import { say } from "../words.js";
import { blank, blankMeasure } from "./plan-state.js";
import { newId } from "./state.js";

/** The plan; `offers` are those of the page, by origin. */
export function example(offers, id = newId(), now = new Date().toISOString()) {
  const pick = (origin, more) => blankMeasure({ ...offers[origin], ...more });
  const plan = blank(id, now);
  return {
    ...plan,
    invented: true,
    scope: {
      title: say("script.example.title"), area: say("script.example.area"), period: "2030–2032", drafters: say("script.example.drafters"),
      consulted: say("script.example.consulted"),
      aim: say("script.example.aim"),
      review: say("script.example.review"),
    },
    assessment: {
      title: say("script.example.assessment"), area: say("script.example.area"), period: "2029", changed: "2030-01-15",
      findings: [
        { id: "intergroup-tensions", title: say("script.example.tensions"), present: ["9.1"], emerging: ["9.3"], conclusion: say("script.example.tensions-found") },
        { id: "triggering-factors", title: say("script.example.triggers"), present: [], emerging: ["8.7", "8.8"], conclusion: say("script.example.triggers-found") },
      ],
    },
    factors: ["intergroup-tensions", "triggering-factors"],
    measures: [
      pick("measures/early-warning", {
        factors: ["triggering-factors", "intergroup-tensions"], why: say("script.example.warning-why"),
        steps: [
          { what: say("script.example.signals"), owner: say("script.example.signals-owner"), partners: say("script.example.signals-partners"), date: "2030-03", resources: say("script.example.signals-resources") },
          { what: say("script.example.answer"), owner: say("script.example.answer-owner"), partners: say("script.example.answer-partners"), date: "2030-06", resources: say("script.example.answer-resources") },
        ],
        indicator: say("script.example.warning-indicator"), monitor: say("script.example.warning-monitor"), assumption: say("script.example.warning-assumption"), risk: say("script.example.warning-risk"),
      }),
      pick("measures/local-peace", {
        factors: ["intergroup-tensions"], why: say("script.example.peace-why"),
        steps: [
          { what: say("script.example.meet"), owner: say("script.example.meet-owner"), partners: say("script.example.meet-partners"), date: "2030-11", resources: say("script.example.meet-resources") },
          { what: say("script.example.dates"), owner: "", partners: "", date: "", resources: "" },
        ],
        indicator: say("script.example.peace-indicator"), monitor: "", assumption: say("script.example.peace-assumption"), risk: say("script.example.peace-risk"),
      }),
    ],
  };
}
