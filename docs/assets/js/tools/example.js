// An invented plan for an invented state, to see how the page works.

import { say } from "../words.js";
import { blank, blankMeasure } from "./plan-state.js";
import { newId } from "./state.js";

const said = (id) => say(`script.example.${id}`);

/** The plan; `offers` are those of the page, by origin. */
export function example(offers, id = newId(), now = new Date().toISOString()) {
  const pick = (origin, more) => blankMeasure({ ...offers[origin], ...more });
  const plan = blank(id, now);
  return {
    ...plan,
    invented: true,
    scope: {
      title: said("title"), area: said("area"), period: "2030–2032", drafters: said("drafters"),
      consulted: said("consulted"),
      aim: said("aim"),
      review: said("review"),
    },
    assessment: {
      title: said("assessment"), area: said("area"), period: "2029", changed: "2030-01-15",
      findings: [
        { id: "intergroup-tensions", title: said("tensions"), present: ["9.1"], emerging: ["9.3"], conclusion: said("tensions-found") },
        { id: "triggering-factors", title: said("triggers"), present: [], emerging: ["8.7", "8.8"], conclusion: said("triggers-found") },
      ],
    },
    factors: ["intergroup-tensions", "triggering-factors"],
    measures: [
      pick("measures/early-warning", {
        factors: ["triggering-factors", "intergroup-tensions"], why: said("warning-why"),
        steps: [
          { what: said("signals"), owner: said("signals-owner"), partners: said("signals-partners"), date: "2030-03", resources: said("signals-resources") },
          { what: said("answer"), owner: said("answer-owner"), partners: said("answer-partners"), date: "2030-06", resources: said("answer-resources") },
        ],
        indicator: said("warning-indicator"), monitor: said("warning-monitor"), assumption: said("warning-assumption"), risk: said("warning-risk"),
      }),
      pick("measures/local-peace", {
        factors: ["intergroup-tensions"], why: said("peace-why"),
        steps: [
          { what: said("meet"), owner: said("meet-owner"), partners: said("meet-partners"), date: "2030-11", resources: said("meet-resources") },
          { what: said("dates"), owner: "", partners: "", date: "", resources: "" },
        ],
        indicator: said("peace-indicator"), monitor: "", assumption: said("peace-assumption"), risk: said("peace-risk"),
      }),
    ],
  };
}
