// What a plan is: a blank one, what is missing in it in plain words. Pure functions; the object is the exchange file.

import { labels, listed, say, strung } from "../words.js";
import { findings, newId } from "./state.js";

export const KIND = "atrocity-prevention-plan";
export const VERSION = 1;

/** What the scope of a plan says; the labels stand in the form. */
const SCOPE = ["title", "area", "period", "drafters", "consulted", "aim", "review"];
/** What a measure says besides its reason and its steps, and what a step says, each with its label in the report. */
export const MEASURE = labels("script.plan", ["indicator", "monitor", "assumption", "risk"]);
export const STEP = labels("script.plan.step", ["what", "owner", "partners", "date", "resources"]);

const NOTHING = { title: "", area: "", period: "", changed: "", findings: [] };

/** An empty plan. */
export function blank(id = newId(), now = new Date().toISOString()) {
  return {
    kind: KIND, version: VERSION, id, created: now, changed: now, invented: false,
    scope: Object.fromEntries(SCOPE.map((key) => [key, ""])),
    assessment: structuredClone(NOTHING), factors: [], measures: [],
  };
}

export const blankStep = (what = "") => ({ what, owner: "", partners: "", date: "", resources: "" });

/** A measure: one's own, or one offered by the site as {origin, title, factors, precedents, sources}. */
export const blankMeasure = (offer = {}) => ({
  origin: "", title: "", why: "", factors: [], steps: [blankStep()], indicator: "", monitor: "", assumption: "", risk: "", precedents: "", sources: [], ...offer,
});

/** Whether anything was filled in. */
export const touched = (plan) => Object.values(plan.scope).some(Boolean) || plan.factors.length > 0 || plan.measures.length > 0 || plan.assessment.findings.length > 0;

/** The same plan, starting from this assessment: what it found present or emerging is to be answered. */
export function startFrom(plan, assessment) {
  const found = findings(assessment);
  return {
    ...plan,
    scope: { ...plan.scope, area: plan.scope.area || assessment.scope.area },
    assessment: { title: assessment.scope.title, area: assessment.scope.area, period: assessment.scope.period, changed: assessment.changed, findings: found },
    factors: [...new Set([...plan.factors, ...found.map((f) => f.id)])],
  };
}

const filled = (step) => Object.values(step).some((value) => value.trim());
const YEAR = /(^|[^\d])(19|20)\d\d([^\d]|$)|[០-៩]{4}/u;

/** What is not yet complete, as sentences by part: [{at, sentences}]; `at` is null for the plan, else the index of a measure. */
export function checks(plan, titles) {
  const name = (id) => titles[id] ?? id;
  const whole = [];
  if (!plan.scope.title.trim()) whole.push(say("script.plan.no-title"));
  if (!plan.scope.review.trim()) whole.push(say("script.plan.no-review"));
  if (!plan.measures.length) whole.push(say("script.plan.no-measure"));
  const open = (ids) => strung(ids.filter((id) => !plan.measures.some((m) => m.factors.includes(id))).map(name));
  const present = plan.assessment.findings.filter((f) => f.present.length).map((f) => f.id);
  const emerging = plan.assessment.findings.filter((f) => !f.present.length).map((f) => f.id);
  const ticked = plan.factors.filter((id) => !present.includes(id) && !emerging.includes(id));
  if (open(present)) whole.push(say("script.plan.open-present", { factors: open(present) }));
  if (open(emerging)) whole.push(say("script.plan.open-emerging", { factors: open(emerging) }));
  if (open(ticked)) whole.push(say("script.plan.open-ticked", { factors: open(ticked) }));
  const parts = plan.measures.map((m, at) => {
    const sentences = [];
    const steps = m.steps.filter(filled);
    if (!m.title.trim()) sentences.push(say("script.plan.measure-no-name"));
    if (!m.factors.length) sentences.push(say("script.plan.measure-no-factor"));
    if (!steps.length) sentences.push(say("script.plan.measure-no-step"));
    m.steps.forEach((step, index) => {
      if (!filled(step)) return;
      const words = ["what", "owner", "date"].filter((key) => !step[key].trim()).map((key) => say(`script.plan.without.${key}`));
      if (words.length) sentences.push(say("script.plan.step-without", { number: index + 1, what: listed(words) }));
      if (step.date.trim() && !YEAR.test(step.date)) sentences.push(say("script.plan.step-no-year", { number: index + 1 }));
    });
    if (steps.length && steps.every((step) => !step.resources.trim())) sentences.push(say("script.plan.no-resources"));
    if (!m.indicator.trim()) sentences.push(say("script.plan.no-indicator"));
    if (!m.monitor.trim()) sentences.push(say("script.plan.no-monitor"));
    if (!m.assumption.trim()) sentences.push(say("script.plan.no-assumption"));
    if (!m.risk.trim()) sentences.push(say("script.plan.no-risk"));
    return { at, sentences };
  });
  return [{ at: null, sentences: whole }, ...parts].filter(({ sentences }) => sentences.length);
}

/** Every source of the plan once, in order of first mention. */
export function sources(plan) {
  const seen = new Map();
  for (const measure of plan.measures) for (const source of measure.sources) if (!seen.has(source.id)) seen.set(source.id, source);
  return [...seen.values()];
}

export const nameOf = (plan) => listed([plan.scope.title || say("script.tool.untitled"), plan.scope.area, plan.scope.period].filter(Boolean), "unit");

/** What an assessment found of one factor, in words. */
export function foundIn({ present, emerging, conclusion }) {
  const which = [present.length && "present", emerging.length && "emerging"].filter(Boolean).join("-");
  const found = which && say(`script.plan.found.${which}`, { present: listed(present, "unit"), emerging: listed(emerging, "unit") });
  return found && conclusion ? say("script.plan.concluded", { found, conclusion }) : found || conclusion;
}
