import assert from "node:assert/strict";
import { test } from "node:test";
import { compare, inOrder } from "../../docs/assets/js/tools/compare.js";
import { assessmentRows, csv, planRows } from "../../docs/assets/js/tools/csv.js";
import { html } from "../../docs/assets/js/tools/html.js";
import { escape, markdown } from "../../docs/assets/js/tools/markdown.js";
import * as plan from "../../docs/assets/js/tools/plan-state.js";
import { example } from "../../docs/assets/js/tools/example.js";
import { planReport } from "../../docs/assets/js/tools/plan-report.js";
import { assessmentReport, comparison } from "../../docs/assets/js/tools/report.js";
import { KIND, READ, SCOPE, blank } from "../../docs/assets/js/tools/state.js";
import { read, write } from "../../docs/assets/js/tools/exchange.js";
import { differences } from "../../docs/assets/js/tools/schema.js";
import { NOW, framework, hostile, schemas } from "./helpers.js";

/** CSV read back by the rules of RFC 4180. */
function parse(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 1; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') { rows.at(-1)[rows.at(-1).length - 1] += '"'; at += 1; } else if (sign === '"') quoted = false;
      else rows.at(-1)[rows.at(-1).length - 1] += sign;
    } else if (sign === '"') quoted = true;
    else if (sign === ",") rows.at(-1).push("");
    else if (sign === "\r" && text[at + 1] === "\n") { rows.push([""]); at += 1; } else rows.at(-1)[rows.at(-1).length - 1] += sign;
  }
  return rows.slice(0, -1);
}

test("CSV reads back whole, with a column for each head, and runs no formula", () => {
  const rows = [["a", "b"], ...hostile.map((text) => [text, 'x,"y"'])];
  const back = parse(csv(rows));
  assert.equal(csv(rows)[0], "\uFEFF");
  assert.deepEqual(back, rows.map(([a, b]) => [/^\s*[=+\-@]/.test(a) ? `'${a}` : a, b]));
  for (const start of ["=", "+", "-", "@", "\t", "\r", " ="]) assert.ok(parse(csv([[`${start}1`]]))[0][0].startsWith("'"), start);
});

test("CSV marks what a spreadsheet would show as another text", () => {
  for (const text of ["April 2002", "April 17, 1975", "17 Apr. 1975", "Thursday, 17 April 1975", "1.10", "007", "3/4", "12:30"]) assert.equal(parse(csv([[text]]))[0][0], `'${text}`);
  for (const text of ["May", "in April 2002", "1.1", "1975", "2002-04", "2002-04-11", "1975-04-17/1979-01-07", "Marching 3 on", "Decree 1994", "Mayaguez, 1975", "0", "0.5"]) assert.equal(parse(csv([[text]]))[0][0], text);
});

test("CSV of an assessment has every indicator, untouched ones too", () => {
  const doc = blank(framework, "one", NOW);
  const rows = parse(csv(assessmentRows(doc, { SCOPE })));
  assert.deepEqual(rows.filter((row) => row[0] === "indicator").map((row) => [row[3], row[6]]), [["1.1", "not-assessed"], ["2.a", "not-assessed"]]);
  assert.deepEqual(rows.filter((row) => row[0] === "own question").map((row) => [row[3], row[6]]), [["1.2", "not-assessed"]]);
  assert.ok(rows.every((row) => row.length === rows[0].length));
});

test("Markdown leaves no sign of markup open", () => {
  for (const text of hostile) {
    const safe = escape(text);
    assert.doesNotMatch(safe, /[<>]/, text);
    assert.doesNotMatch(safe.replace(/\\[^A-Za-z0-9\s]/g, "x"), /[*_`[\]{}|~]|^\s*[#+-]|^\s*\d+[.)]\s/m, text);
  }
});

test("a report names every indicator with how far it was read", () => {
  const doc = blank(framework, "one", NOW);
  doc.factors[0].indicators[0].state = "present";
  const text = markdown(assessmentReport(doc));
  for (const factor of doc.factors) for (const i of factor.indicators) {
    assert.ok(text.includes(i.text));
    assert.ok(text.includes(READ[i.read]));
  }
  assert.match(text, /Do not add up the signs/);
});

test("a question of our own is no indicator in any report, and an older file that names it opens whole", () => {
  const doc = blank(framework, "one", NOW);
  Object.assign(doc.factors[0].indicators[1], { state: "present", evidence_for: "A report" });
  const { doc: opened, notes } = read(write(doc), KIND, schemas.assessment, framework);
  assert.deepEqual(opened.factors[0].indicators[1].evidence_for, "A report");
  assert.deepEqual([opened.left_over, notes], [[], []]);
  const text = markdown(assessmentReport(opened));
  assert.match(text, /Conflict: questions of our own \| all \|/);
  assert.ok(text.indexOf("Questions of our own:") < text.indexOf("Flight"));
});

test("HTML escapes everything typed, and links only web addresses", () => {
  const doc = plan.blank("p", NOW);
  doc.scope.title = hostile[0];
  doc.measures = hostile.map((text) => plan.blankMeasure({ title: text, why: text, steps: [plan.blankStep(text)], sources: [{ id: "s", title: text, publisher: text, address: "javascript:alert(1)", read: text }] }));
  doc.measures.push(plan.blankMeasure({ sources: [{ id: "t", title: "t", publisher: "p", address: "https://a.example/?a=1&b=2", read: "" }] }));
  const page = html(planReport(doc, {}), doc.scope.title);
  const tags = new Set([...page.matchAll(/<\/?([a-z0-9!]+)/gi)].map((found) => found[1].toLowerCase()));
  assert.deepEqual([...tags].filter((tag) => /script|img|textarea|^b$/.test(tag)), []);
  assert.deepEqual([...page.matchAll(/href="([^"]*)"/g)].map((found) => found[1]), ["https://a.example/?a=1&amp;b=2"]);
  assert.match(page, /<h2>Measures<\/h2>[\s\S]*<table>[\s\S]*<th scope="col">Owner/);
});

test("a comparison tells what changed, in order of time", () => {
  const before = blank(framework, "one", "2026-01-01T00:00:00Z");
  const after = { ...structuredClone(before), id: "two", changed: "2026-06-01T00:00:00Z" };
  after.factors[0].indicators[1].state = "emerging";
  after.factors[0].indicators[1].confidence = "low";
  after.scope.crimes = ["genocide"];
  assert.deepEqual(inOrder(after, before), [before, after]);
  const found = compare(before, after);
  assert.deepEqual(found.scope, [{ field: "Crimes looked at", before: "", after: "Genocide" }]);
  assert.deepEqual(found.factors[0].indicators[0].changes, [{ field: "Found", before: "Not assessed", after: "Emerging" }, { field: "Confidence", before: "", after: "Low" }]);
  assert.deepEqual(found.unchanged.map((f) => f.id), ["intent"]);
  assert.match(markdown(comparison(before, after)), /Earlier, 2026-01-01 \| Later, 2026-06-01/);
});

test("a plan starts from what was found, and its gaps are told in words", () => {
  const doc = blank(framework, "one", NOW);
  doc.factors[0].indicators[0].state = "present";
  doc.factors[1].indicators[0].state = "emerging";
  const made = plan.startFrom(plan.blank("p", NOW), doc);
  assert.deepEqual(made.factors, ["conflict", "intent"]);
  made.measures.push(plan.blankMeasure({ title: "M", factors: ["intent"], steps: [plan.blankStep("Do it"), plan.blankStep()] }));
  const words = plan.checks(made, { conflict: "Conflict", intent: "Intent" }).flatMap((c) => c.sentences);
  assert.ok(words.includes("The assessment found signs of these factors present, and no measure answers them: Conflict."));
  assert.ok(!words.some((w) => w.includes("Intent")));
  assert.ok(words.includes("Step 1 lacks an owner and a date."));
  assert.ok(!words.some((w) => w.startsWith("Step 2")));
  assert.ok(words.includes("Nobody watches it."));
  made.measures[0].steps[0] = { what: "a", owner: "b", partners: "", date: "soon", resources: "" };
  assert.ok(plan.checks(made, {}).flatMap((c) => c.sentences).includes("The date of step 1 names no year."));
});

test("the invented example is marked, valid, and shows two gaps", () => {
  const offers = Object.fromEntries(["measures/early-warning", "measures/local-peace"].map((origin) => [origin, { origin, title: origin, factors: [], precedents: "", sources: [] }]));
  const doc = example(offers, "p", NOW);
  assert.equal(doc.invented, true);
  assert.deepEqual(differences(doc, schemas.plan), []);
  assert.match(markdown(planReport(doc, {})), /Invented example/);
  assert.deepEqual(plan.checks(doc, {}).flatMap((c) => c.sentences), ["Step 2 lacks an owner and a date.", "Nobody watches it."]);
});

test("CSV of a plan has one row a step", () => {
  const doc = plan.blank("p", NOW);
  doc.measures.push(plan.blankMeasure({ title: "A", steps: [plan.blankStep("1"), plan.blankStep("2")] }), plan.blankMeasure({ title: "B", steps: [] }));
  const rows = parse(csv(planRows(doc, {})));
  assert.deepEqual(rows.slice(1).map((row) => [row[2], row[3], row[7], row[8]]), [["1", "A", "1", "1"], ["1", "A", "2", "2"], ["2", "B", "", ""]]);
});
