import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../../docs/assets/js/moment.js";
import { blank, findings, gaps, newId, openQuestions, profile, touched } from "../../docs/assets/js/tools/state.js";
import { NOW, framework } from "./helpers.js";

const filled = () => {
  const doc = blank(framework, "one", NOW);
  Object.assign(doc.factors[0].indicators[0], { state: "present", evidence_for: "A report" });
  Object.assign(doc.factors[0].indicators[1], { state: "unknown" });
  doc.factors[0].open_questions = "Who?";
  return doc;
};

test("a blank assessment holds every factor and indicator, as not assessed", () => {
  const doc = blank(framework, "one", NOW);
  assert.deepEqual(doc.factors.map((f) => f.indicators.map((i) => [i.number, i.state])), [[["1.1", "not-assessed"], ["1.2", "not-assessed"]], [["2.a", "not-assessed"]]]);
  assert.equal(touched(doc), false);
});

test("any field makes it touched", () => {
  for (const change of [(d) => { d.scope.area = "x"; }, (d) => { d.scope.crimes.push("genocide"); }, (d) => { d.factors[1].trend = "rising"; }, (d) => { d.factors[1].indicators[0].would_change = "x"; }]) {
    const doc = blank(framework, "one", NOW);
    change(doc);
    assert.equal(touched(doc), true);
  }
});

test("the profile gives numbers of indicators and no sum", () => {
  const [first] = profile(filled());
  assert.deepEqual(first.found, { absent: [], emerging: [], present: ["1.1"], unknown: ["1.2"], "not-assessed": [] });
  const numbers = JSON.stringify(profile(filled()).map(({ found }) => found)).match(/:\d/);
  assert.equal(numbers, null);
});

test("findings are the factors with a sign present or emerging", () => {
  assert.deepEqual(findings(filled()).map((f) => [f.id, f.present, f.emerging]), [["conflict", ["1.1"], []]]);
});

test("gaps name what is missing", () => {
  const found = Object.fromEntries(gaps(filled()));
  assert.deepEqual(found["Factors with nothing assessed"], ["2. Intent"]);
  assert.deepEqual(found["Looked at, and not known"], ["1.2"]);
  assert.deepEqual(found["Present or emerging, without a source"], ["1.1"]);
  assert.equal(found["Present or emerging, without evidence"], undefined);
  assert.deepEqual(openQuestions(filled()), [["1. Conflict", "Who?"]]);
});

test("ids differ", () => assert.notEqual(newId(), newId()));

test("a day is the reader's own, and one that was given as a day stays that day", () => {
  const zone = process.env.TZ;
  try {
    for (const [tz, iso, expected] of [
      ["Asia/Phnom_Penh", "2026-11-29T18:00:00.000Z", "2026-11-30"], ["Asia/Phnom_Penh", "2026-11-29T16:59:59Z", "2026-11-29"],
      ["America/Lima", "2026-11-30T03:00:00.000Z", "2026-11-29"], ["UTC", "2026-11-30T03:00:00.000Z", "2026-11-30"],
      ["America/Lima", "2030-01-15", "2030-01-15"], ["UTC", "", ""], ["UTC", "not a day", "not a day"],
    ]) {
      process.env.TZ = tz;
      assert.equal(dayOf(iso), expected, `${iso} in ${tz}`);
    }
  } finally {
    process.env.TZ = zone ?? "UTC";
  }
});
