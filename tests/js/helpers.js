// What several tests share: a small framework, the schemas, and text that wants to be more than text.

import { readFileSync } from "node:fs";
import "../../docs/assets/words/assess.en.js"; // the words of the tools, in English
import "../../docs/assets/words/plan.en.js";

const schema = (name) => JSON.parse(readFileSync(new URL(`../../schema/exchange/${name}.json`, import.meta.url), "utf-8"));
export const schemas = { assessment: schema("assessment"), plan: schema("plan") };

export const framework = [
  { id: "conflict", number: 1, title: "Conflict", indicators: [{ number: "1.1", text: "Fighting.", read: "read" }, { number: "1.2", text: "Flight.", read: "recalled-low" }] },
  { id: "intent", number: 2, title: "Intent", indicators: [{ number: "2.a", text: "Plans.", read: "recalled" }] },
];

export const hostile = [
  "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt; & \"q\" 'q'", "[x](javascript:alert(1))", "![x](https://a.example/x.png)", "# not a heading", "1. not a list", "- not a list",
  "a | b | c", "`code` *em* __strong__ ~~x~~", "{{ 7 * 7 }} {% x %}", "=1+1", "@SUM(A1)", "line one\nline two\n\n> line three\n    indented\n---", "</textarea></td></table>", "ខ្មែរ \u202Eabc", "\\",
];

export const NOW = "2026-11-26T10:00:00.000Z";
