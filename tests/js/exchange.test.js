import assert from "node:assert/strict";
import { test } from "node:test";
import { fileName, read, readFile, write } from "../../docs/assets/js/tools/exchange.js";
import * as plan from "../../docs/assets/js/tools/plan-state.js";
import { KIND, blank } from "../../docs/assets/js/tools/state.js";
import { NOW, framework, hostile, schemas } from "./helpers.js";

const open = (text, over = framework) => read(text, KIND, schemas.assessment, over);
const whole = () => {
  const doc = blank(framework, "one", NOW);
  doc.scope = { title: "T", area: hostile[0], period: hostile[11], purpose: hostile[13], assessors: "a", consulted: "b", missing: "c", groups: hostile[15], crimes: ["genocide", "war-crimes"] };
  hostile.forEach((text, at) => {
    const i = doc.factors[at % 2].indicators[0];
    i.evidence_for += text;
    i.evidence_against = text;
  });
  Object.assign(doc.factors[0].indicators[1], { state: "emerging", trend: "rising", confidence: "low", source: "s", would_change: "w" });
  Object.assign(doc.factors[1], { conclusion: "x", trend: "falling", confidence: "high", open_questions: "?" });
  return doc;
};

test("what is written is read again, every field, untouched ones too", () => {
  for (const doc of [blank(framework, "one", NOW), whole()]) {
    const result = open(write(doc));
    assert.deepEqual(result, { ok: true, doc, notes: [] });
  }
});

test("a plan travels too", () => {
  const doc = plan.blank("p", NOW);
  doc.measures.push(plan.blankMeasure({ title: hostile.join("\n"), sources: [{ id: "s", title: "S", publisher: "P", address: "javascript:alert(1)", read: "no" }] }));
  assert.deepEqual(read(write(doc), plan.KIND, schemas.plan, null), { ok: true, doc, notes: [] });
});

test("a damaged file says so and where", () => {
  const text = write(whole());
  for (const cut of [text.slice(0, text.length / 2), text.replace('"scope"', 'scope"'), `${text}}`]) {
    const result = open(cut);
    assert.equal(result.ok, false);
    assert.match(result.problems[0], /damaged/);
  }
  assert.match(open("").problems[0], /empty/);
  assert.match(open(" ".repeat(9e6)).problems[0], /larger/);
});

test("a foreign file says what it is not", () => {
  for (const text of ["[]", "3", "null", '"x"', '{"kind":"layer","version":"4.5"}', '{"name":"x"}', '{"kind":"__proto__"}', '{"kind":"toString"}']) assert.match(open(text).problems[0], /something else/, text);
  assert.match(open(write(plan.blank("p", NOW))).problems[0], /holds a plan/);
});

test("a newer file names its version", () => {
  assert.match(open(write({ ...whole(), version: 2, more: {} })).problems[0], /newer.*version 2.*knows version 1/);
  assert.match(open(write({ ...whole(), version: "1" })).problems[0], /which version/);
});

test("every wrong field is named", () => {
  const doc = whole();
  doc.factors[0].indicators[0].state = "terrible";
  doc.factors[1].indicators[0].evidence_for = 7;
  delete doc.scope.area;
  doc.scope.score = 3;
  const { problems } = open(write(doc));
  assert.deepEqual(problems.slice(1), [
    "scope: “area” is missing.", "scope: “score” is not part of this format.",
    'factors, entry 1, indicators, entry 1, state: "terrible" is not one of absent, emerging, present, unknown, not-assessed.', "factors, entry 2, indicators, entry 1, evidence_for: 7 instead of text.",
  ]);
});

test("a key that would change all objects is refused", () => {
  const text = write(whole()).replace('"scope": {', '"scope": {"__proto__": {"polluted": true},');
  assert.equal(open(text).ok, false);
  assert.equal({}.polluted, undefined);
});

test("answers without a place here are kept, and said", () => {
  const doc = whole();
  const smaller = [{ ...framework[0], indicators: [{ ...framework[0].indicators[0], text: "Fighting, worded anew." }] }];
  const result = open(write(doc), smaller);
  assert.equal(result.ok, true);
  assert.deepEqual(result.doc.left_over.map((i) => i.number), ["1.2", "0.0", "2.a"]);
  assert.match(result.notes.join(" "), /no place for 1\.2.*2\.a.*words 1\.1 differently/);
  const again = open(write(result.doc), smaller);
  assert.deepEqual(again.doc.left_over, result.doc.left_over);
});

test("a factor that stands twice loses nothing", () => {
  const doc = whole();
  doc.factors.push(structuredClone(doc.factors[0]));
  doc.factors[2].indicators[0].source = "second";
  const result = open(write(doc));
  assert.ok(result.doc.left_over.some((i) => i.source === "second"));
});

test("file names hold letters of any script and nothing else", () => {
  assert.equal(fileName({ kind: KIND, scope: { title: "../../etc/ ព្រៃវែង <b>", area: "" } }, "json"), "assessment-etc-ព្រៃវែង-b.json");
  assert.equal(fileName({ kind: plan.KIND, scope: { title: "", area: "" } }, "md"), "plan-untitled.md");
});

const bytesOf = (text, encoding) => {
  if (encoding === "cp1252") return Uint8Array.from(text, (sign) => sign.codePointAt(0) & 0xff);
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  const bytes = Buffer.from(text, "utf16le");
  return encoding === "utf-16be" ? bytes.swap16() : bytes;
};

test("a file opens in UTF-8 and in UTF-16 with its mark, and any other encoding is refused, not mangled", async () => {
  const doc = { ...blank(framework, "one", NOW), scope: { ...blank(framework).scope, title: "Prévention à Kandal" } };
  const open = (bytes) => readFile(new Blob([bytes]), KIND, schemas.assessment, framework);
  const text = write(doc);
  for (const [bytes, what] of [
    [bytesOf(text, "utf-8"), "UTF-8"], [bytesOf(`\uFEFF${text}`, "utf-8"), "UTF-8 with a mark"], [bytesOf(text.replaceAll("\n", "\r\n"), "utf-8"), "CRLF"],
    [bytesOf(`\uFEFF${text}`, "utf-16le"), "UTF-16 LE"], [bytesOf(`\uFEFF${text}`, "utf-16be"), "UTF-16 BE"],
  ]) assert.equal((await open(bytes)).doc?.scope.title, "Prévention à Kandal", what);
  const wrong = await open(bytesOf(text, "cp1252"));
  assert.equal(wrong.ok, false);
  assert.match(wrong.problems[0], /UTF-8/);
  assert.equal((await open(bytesOf(text, "utf-16le"))).ok, false);
  const before = await open(bytesOf(text.replace("é", "\uFFFD"), "utf-8"));
  assert.match(before.notes[0], /letters were lost/);
});

test("a file that cannot be had, or is larger than any worksheet, is refused in words", async () => {
  const gone = { size: 10, arrayBuffer: () => Promise.reject(new Error("NotReadableError")) };
  assert.match((await readFile(gone, KIND, schemas.assessment, framework)).problems[0], /could not read/);
  const vast = { size: 5e9, arrayBuffer: () => assert.fail("read") };
  assert.match((await readFile(vast, KIND, schemas.assessment, framework)).problems[0], /larger/);
});
