// What a plan is: a blank one, what is missing in it in plain words, an invented example. Pure functions; the object is the exchange file.

import { findings, newId } from "./state.js";

export const KIND = "atrocity-prevention-plan";
export const VERSION = 1;

export const SCOPE = {
  title: "Title", area: "State or area", period: "Period", drafters: "Who drafts it", consulted: "Who was consulted", aim: "What should be different at the end",
  review: "Who reviews it, when, and where it is published",
};
export const MEASURE = { why: "Why, and what it should change", indicator: "How progress will be seen", monitor: "Who watches it", assumption: "What must hold", risk: "What could go wrong" };
export const STEP = { what: "Step", owner: "Owner", partners: "Partners", date: "By when", resources: "Resources" };

const NOTHING = { title: "", area: "", period: "", changed: "", findings: [] };

/** An empty plan. */
export function blank(id = newId(), now = new Date().toISOString()) {
  return {
    kind: KIND, version: VERSION, id, created: now, changed: now, invented: false,
    scope: Object.fromEntries(Object.keys(SCOPE).map((key) => [key, ""])),
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
  if (!plan.scope.title.trim()) whole.push("The plan has no title.");
  if (!plan.scope.review.trim()) whole.push("Nobody is named who reviews the plan.");
  if (!plan.measures.length) whole.push("The plan has no measure yet.");
  const open = (ids) => ids.filter((id) => !plan.measures.some((m) => m.factors.includes(id))).map(name).join("; ");
  const present = plan.assessment.findings.filter((f) => f.present.length).map((f) => f.id);
  const emerging = plan.assessment.findings.filter((f) => !f.present.length).map((f) => f.id);
  const ticked = plan.factors.filter((id) => !present.includes(id) && !emerging.includes(id));
  if (open(present)) whole.push(`The assessment found signs of these present, and no measure answers them: ${open(present)}.`);
  if (open(emerging)) whole.push(`The assessment found signs of these emerging, and no measure answers them: ${open(emerging)}.`);
  if (open(ticked)) whole.push(`You ticked these, and no measure answers them: ${open(ticked)}.`);
  const parts = plan.measures.map((m, at) => {
    const sentences = [];
    const steps = m.steps.filter(filled);
    if (!m.title.trim()) sentences.push("It has no name.");
    if (!m.factors.length) sentences.push("It answers no risk factor.");
    if (!steps.length) sentences.push("It has no step.");
    m.steps.forEach((step, index) => {
      if (!filled(step)) return;
      const words = [!step.what.trim() && "a description", !step.owner.trim() && "an owner", !step.date.trim() && "a date"].filter(Boolean);
      if (words.length) sentences.push(`Step ${index + 1} is without ${words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words[0]}.`);
      if (step.date.trim() && !YEAR.test(step.date)) sentences.push(`The date of step ${index + 1} names no year.`);
    });
    if (steps.length && steps.every((step) => !step.resources.trim())) sentences.push("No step says what it needs.");
    if (!m.indicator.trim()) sentences.push("Nothing says how progress will be seen.");
    if (!m.monitor.trim()) sentences.push("Nobody watches it.");
    if (!m.assumption.trim()) sentences.push("It names no assumption.");
    if (!m.risk.trim()) sentences.push("It does not say what could go wrong.");
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

export const nameOf = (plan) => [plan.scope.title || "Without a title", plan.scope.area, plan.scope.period].filter(Boolean).join(", ");

/** An invented plan for an invented state, to see how the page works. `offers` are those of the page, by origin. */
export function example(offers, id = newId(), now = new Date().toISOString()) {
  const pick = (origin, more) => blankMeasure({ ...offers[origin], ...more });
  const plan = blank(id, now);
  return {
    ...plan,
    invented: true,
    scope: {
      title: "Example: prevention plan of Arland", area: "Arland, an invented state", period: "2030–2032", drafters: "Invented: office of the focal point in the ministry of justice",
      consulted: "Invented: two provincial councils, the bar association, an association of market women, teachers of both language groups",
      aim: "By the end of 2032 quarrels over the river pastures are settled before anybody is hurt, and every report of incitement is answered within two days.",
      review: "Invented: a committee of parliament with three members from civil society, each March; its report is published.",
    },
    assessment: {
      title: "Example: risk assessment of Arland", area: "Arland, an invented state", period: "2029", changed: "2030-01-15",
      findings: [
        { id: "intergroup-tensions", title: "Intergroup tensions or patterns of discrimination against protected groups", present: ["9.1"], emerging: ["9.3"], conclusion: "Invented: two drought years set herders and farmers against each other along language lines." },
        { id: "triggering-factors", title: "Triggering factors", present: [], emerging: ["8.7", "8.8"], conclusion: "Invented: a census is announced for 2030 and rumours about it spread." },
      ],
    },
    factors: ["intergroup-tensions", "triggering-factors"],
    measures: [
      pick("measures/early-warning", {
        factors: ["triggering-factors", "intergroup-tensions"], why: "Rumours reached the capital nine days after the first fight. Warnings must reach somebody who has to act.",
        steps: [
          { what: "Agree with the provinces on ten signals and on who writes them down each week", owner: "Focal point", partners: "Provincial councils, teachers’ union", date: "2030-03", resources: "One officer in each of four provinces, half time" },
          { what: "Publish who must answer a warning, and within how many days", owner: "Ministry of justice", partners: "Ministry of the interior", date: "2030-06", resources: "A decree" },
        ],
        indicator: "Days between the first report and the first answer, each quarter", monitor: "Ombudsperson", assumption: "Provinces report what is unwelcome", risk: "Reporters can be threatened: names stay in the province.",
      }),
      pick("measures/local-peace", {
        factors: ["intergroup-tensions"], why: "Pasture quarrels were settled by elders of both groups until 2025.",
        steps: [
          { what: "Meet in each river district before the dry season", owner: "District heads", partners: "Elders of both groups, market women", date: "2030-11", resources: "Travel money" },
          { what: "Write the agreed grazing dates down in both languages", owner: "", partners: "", date: "", resources: "" },
        ],
        indicator: "Quarrels brought to the meeting and settled there", monitor: "", assumption: "Both groups send people whom the young listen to", risk: "Women and the young are left out: a third of the seats are theirs.",
      }),
    ],
  };
}
