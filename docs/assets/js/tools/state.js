// What an assessment is: a blank one, its profile, its gaps. No score and no sum, on purpose. Pure functions; the object is the exchange file.

import { labels, listed, say } from "../words.js";

export const KIND = "atrocity-risk-assessment";
export const VERSION = 1;

// What the file holds, each word with its label.
export const STATES = labels("script.assess.state", ["absent", "emerging", "present", "unknown", "not-assessed"]);
export const TRENDS = labels("script.assess.trend", ["", "rising", "steady", "falling", "unclear"]);
export const CONFIDENCE = labels("script.assess.confidence", ["", "low", "medium", "high"]);
export const CRIMES = labels("script.assess.crime", ["genocide", "crimes-against-humanity", "war-crimes", "ethnic-cleansing"]);
export const SCOPE = labels("script.assess.scope", ["title", "area", "period", "purpose", "assessors", "consulted", "missing", "groups", "crimes"]);
export const FACTOR = labels("script.assess.factor", ["conclusion", "trend", "confidence", "open_questions"]);
export const INDICATOR = labels("script.assess.indicator", ["state", "trend", "evidence_for", "evidence_against", "source", "confidence", "would_change"]);

/** How far the UN wording behind an indicator was read: shown wherever the indicator is. */
export const READ = labels("script.assess.wording", ["read", "read-in-part", "recalled-high", "recalled-medium", "recalled-low", "recalled"]);

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

/** Gives an assessment what a framework has and it lacks. */
export function supply(doc, framework) {
  for (const factor of blank(framework).factors) {
    const mine = doc.factors.find(({ id }) => id === factor.id);
    if (!mine) doc.factors.push(factor);
    else mine.indicators.push(...factor.indicators.filter(({ number }) => !mine.indicators.some((i) => i.number === number)));
  }
}

/** Whether anything was filled in. */
export function touched(doc) {
  return Object.values(doc.scope).some((value) => value.length) || doc.left_over.length > 0 || doc.factors.some(factorTouched);
}

const factorTouched = (factor) =>
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
    { title: say("script.assess.own-part", { factor: name }), own: true, lines: factor.indicators.filter(isOwn) },
  ].filter(({ lines }) => lines.length);
}

/** The profile as rows of a table, with “all” for a part of which every line has the same state. */
export const profileRows = (doc) => doc.factors.flatMap(parts).map(({ title, lines }) => {
  const found = byState(lines);
  const numbers = (state) => (found[state].length === lines.length ? say("script.assess.all") : listed(found[state], "unit") || "–");
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
  const missing = Object.keys(SCOPE).filter((key) => !doc.scope[key].length).map((key) => say(`script.assess.scope-missing.${key}`));
  const rows = [
    [say("script.assess.gap.scope"), missing],
    [say("script.assess.gap.empty"), empty.map((factor) => `${factor.number}. ${factor.title}`)],
    [say("script.assess.gap.not-assessed"), begun.flatMap((factor) => factor.indicators.filter((i) => i.state === "not-assessed").map((i) => i.number))],
    [say("script.assess.gap.unknown"), where((i) => i.state === "unknown")],
    [say("script.assess.gap.no-evidence"), where((i) => found(i) && !i.evidence_for)],
    [say("script.assess.gap.no-source"), where((i) => found(i) && !i.source)],
    [say("script.assess.gap.no-against"), where((i) => found(i) && !i.evidence_against)],
    [say("script.assess.gap.no-reason"), where((i) => i.state === "absent" && !i.evidence_against && !i.source)],
    [say("script.assess.gap.low"), where((i) => i.confidence === "low")],
    [say("script.assess.gap.no-conclusion"), begun.filter((factor) => !factor.conclusion).map((factor) => `${factor.number}. ${factor.title}`)],
  ];
  return rows.filter(([, places]) => places.length);
}

/** The questions that the assessors left open, by factor. */
export const openQuestions = (doc) => doc.factors.filter((factor) => factor.open_questions).map((factor) => [`${factor.number}. ${factor.title}`, factor.open_questions]);

/** What an assessment is called in a list. */
export const nameOf = (doc) => listed([doc.scope.title || say("script.tool.untitled"), doc.scope.area, doc.scope.period].filter(Boolean), "unit");
