// What an assessment is: a blank one, its profile, its gaps. No score and no sum, on purpose. Pure functions; the object is the exchange file.

export const KIND = "atrocity-risk-assessment";
export const VERSION = 1;

export const STATES = { absent: "Absent", emerging: "Emerging", present: "Present", unknown: "Unknown", "not-assessed": "Not assessed" };
export const TRENDS = { "": "Not said", rising: "Rising", steady: "Steady", falling: "Falling", unclear: "Unclear" };
export const CONFIDENCE = { "": "Not said", low: "Low", medium: "Medium", high: "High" };
export const CRIMES = { genocide: "Genocide", "crimes-against-humanity": "Crimes against humanity", "war-crimes": "War crimes", "ethnic-cleansing": "Ethnic cleansing" };
export const SCOPE = {
  title: "Title", area: "State or area", period: "Period", purpose: "What it is for", assessors: "Who assesses", consulted: "Who was consulted",
  missing: "Who could not be heard", groups: "Groups at risk", crimes: "Crimes looked at",
};
export const FACTOR = { conclusion: "Conclusion", trend: "Trend", confidence: "Confidence", open_questions: "Open questions" };
export const INDICATOR = {
  state: "Found", trend: "Trend", evidence_for: "Evidence for", evidence_against: "Evidence against", source: "Source", confidence: "Confidence",
  would_change: "What would change the view",
};

/** How far the UN wording behind an indicator was read: shown wherever the indicator is. */
export const READ = {
  read: "compared with a copy of the UN text", "read-in-part": "compared with a copy in part", "recalled-high": "not yet compared with the UN text",
  "recalled-medium": "not yet compared with the UN text, and less sure", "recalled-low": "our own question, not known to be an indicator of the United Nations", recalled: "not yet compared with the UN text",
};

/** Whether a line is a question of our own: one word of the files, which keeps those of earlier days whole. */
export const isOwn = (i) => i.read === "recalled-low";

/** A new id: 64 random bits, so that files of several people do not meet by accident. */
export function newId(random = () => crypto.getRandomValues(new Uint8Array(8))) {
  return [...random()].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** An empty assessment over `framework`, a list of factors {id, number, title, indicators: [{number, text, read}]}. */
export function blank(framework, id = newId(), now = new Date().toISOString()) {
  return {
    kind: KIND, version: VERSION, id, created: now, changed: now,
    scope: { title: "", area: "", period: "", purpose: "", assessors: "", consulted: "", missing: "", groups: "", crimes: [] },
    factors: framework.map((factor) => ({
      id: factor.id, number: factor.number, title: factor.title, trend: "", confidence: "", conclusion: "", open_questions: "",
      indicators: factor.indicators.map(({ number, text, read }) => ({
        number, text, read, state: "not-assessed", trend: "", evidence_for: "", evidence_against: "", source: "", confidence: "", would_change: "",
      })),
    })),
    left_over: [],
  };
}

/** Whether anything was filled in. */
export function touched(doc) {
  return Object.values(doc.scope).some((value) => value.length) || doc.left_over.length > 0 || doc.factors.some(factorTouched);
}

export const factorTouched = (factor) =>
  Boolean(factor.trend || factor.confidence || factor.conclusion || factor.open_questions) || factor.indicators.some(indicatorTouched);

export const indicatorTouched = (i) =>
  Boolean(i.state !== "not-assessed" || i.trend || i.evidence_for || i.evidence_against || i.source || i.confidence || i.would_change);

const byState = (lines) => Object.fromEntries(Object.keys(STATES).map((state) => [state, lines.filter((i) => i.state === state).map((i) => i.number)]));

/** Which signs were found how, factor by factor: numbers, never counts. */
export function profile(doc) {
  return doc.factors.map((factor) => ({ factor, found: byState(factor.indicators) }));
}

/** The lines of a factor, indicators of the United Nations and questions of our own apart: [{title, own, lines}]. */
export function parts(factor) {
  const name = `${factor.number}. ${factor.title}`;
  return [
    { title: name, own: false, lines: factor.indicators.filter((i) => !isOwn(i)) },
    { title: `${name}: questions of our own`, own: true, lines: factor.indicators.filter(isOwn) },
  ].filter(({ lines }) => lines.length);
}

/** The profile as rows of a table, with “all” for a part of which every line has the same state. */
export const profileRows = (doc) => doc.factors.flatMap(parts).map(({ title, lines }) => {
  const found = byState(lines);
  const numbers = (state) => (found[state].length === lines.length ? "all" : found[state].join(", ") || "–");
  return [title, ...["present", "emerging", "absent", "unknown", "not-assessed"].map(numbers)];
});

/** The factors with a sign present or emerging: what a plan should answer. */
export function findings(doc) {
  return profile(doc)
    .filter(({ found }) => found.present.length || found.emerging.length)
    .map(({ factor, found }) => ({ id: factor.id, title: factor.title, present: found.present, emerging: found.emerging, conclusion: factor.conclusion }));
}

/** What is missing or weak, as [what, where] with the places as text. It judges the worksheet, not the country. */
export function gaps(doc) {
  const all = doc.factors.flatMap((factor) => factor.indicators);
  const where = (test) => all.filter(test).map((i) => i.number);
  const found = (i) => i.state === "present" || i.state === "emerging";
  const empty = doc.factors.filter((factor) => factor.indicators.every((i) => i.state === "not-assessed"));
  const begun = doc.factors.filter((factor) => !empty.includes(factor));
  const missing = Object.entries(SCOPE).filter(([key]) => !doc.scope[key].length).map(([, words]) => words.toLowerCase());
  const rows = [
    ["Scope not filled in", missing],
    ["Factors of which nothing was assessed", empty.map((factor) => `${factor.number}. ${factor.title}`)],
    ["Not assessed in factors that were begun", begun.flatMap((factor) => factor.indicators.filter((i) => i.state === "not-assessed").map((i) => i.number))],
    ["Looked at, and not known", where((i) => i.state === "unknown")],
    ["Present or emerging, without evidence", where((i) => found(i) && !i.evidence_for)],
    ["Present or emerging, without a source", where((i) => found(i) && !i.source)],
    ["Present or emerging, and nobody wrote what speaks against it", where((i) => found(i) && !i.evidence_against)],
    ["Absent, without a reason", where((i) => i.state === "absent" && !i.evidence_against && !i.source)],
    ["Low confidence", where((i) => i.confidence === "low")],
    ["Factors begun, without a conclusion", begun.filter((factor) => !factor.conclusion).map((factor) => `${factor.number}. ${factor.title}`)],
  ];
  return rows.filter(([, places]) => places.length);
}

/** The questions that the assessors left open, by factor. */
export const openQuestions = (doc) => doc.factors.filter((factor) => factor.open_questions).map((factor) => [`${factor.number}. ${factor.title}`, factor.open_questions]);

/** The day of a moment (ISO 8601) where the reader is; what names no moment stays as it is. */
export function day(iso) {
  const moment = iso.includes("T") ? new Date(iso) : NaN;
  if (Number.isNaN(+moment)) return iso;
  return [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** What an assessment is called in a list. */
export const nameOf = (doc) => [doc.scope.title || "Without a title", doc.scope.area, doc.scope.period].filter(Boolean).join(", ");
