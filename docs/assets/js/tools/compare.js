// What changed between two assessments: the earlier one first. Words and evidence side by side; it adds nothing up.

import { listed } from "../words.js";
import { CONFIDENCE, FACTOR, INDICATOR, SCOPE, STATES, TRENDS, CRIMES } from "./state.js";

const WORDS = { state: STATES, trend: TRENDS, confidence: CONFIDENCE };
const inWords = (field, value) => {
  if (Array.isArray(value)) return listed(value.map((word) => CRIMES[word] ?? word), "unit");
  return value && WORDS[field] ? WORDS[field][value] : value ?? "";
};

function fields(before, after, names) {
  return Object.entries(names)
    .map(([field, words]) => ({ field: words, before: inWords(field, before?.[field]), after: inWords(field, after?.[field]) }))
    .filter((change) => change.before !== change.after);
}

/** {scope, factors: [{factor, changes, indicators: [{indicator, changes}]}], unchanged, missing}. */
export function compare(before, after) {
  const earlier = new Map(before.factors.map((factor) => [factor.id, factor]));
  const missing = before.factors.filter((f) => !after.factors.some((g) => g.id === f.id)).map((f) => f.title);
  const factors = after.factors.map((factor) => {
    const old = earlier.get(factor.id);
    return {
      factor,
      changes: fields(old, factor, FACTOR),
      indicators: factor.indicators
        .map((indicator) => ({ indicator, changes: fields(old?.indicators.find((i) => i.number === indicator.number) ?? { state: "not-assessed" }, indicator, INDICATOR) }))
        .filter(({ changes }) => changes.length),
    };
  });
  const changed = (entry) => entry.changes.length || entry.indicators.length;
  return {
    scope: fields(before.scope, after.scope, SCOPE),
    factors: factors.filter(changed),
    unchanged: factors.filter((entry) => !changed(entry)).map((entry) => entry.factor),
    missing,
  };
}

/** The two with the one last changed earlier in front. */
export const inOrder = (a, b) => (a.changed <= b.changed ? [a, b] : [b, a]);
