// CSV as RFC 4180 has it, with a mark for the encoding so that spreadsheets read Khmer. A cell that a spreadsheet would run as a formula, or
// show as another text (April 2002 as 04/01/2002, the indicator 1.10 as 1.1), gets an apostrophe. The same rule stands in prevention_kb/exports/tables.py.

import { isOwn } from "./state.js";

const DAY = "(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\\s+)?";
const MONTH = "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?";
const DATE = `${DAY}(?:\\d{1,2}[.\\s-]+)?${MONTH}(?:[\\s-]+\\d{1,2})?,?(?:[\\s-]*\\d{2,4})?`;
const MISREAD = new RegExp(`^\\s*(?:[=+\\-@\\t\\r]|(?:(?=.*\\d)${DATE}|\\d+\\.\\d*0|0\\d+|\\d{16,}|\\d+(?:\\.\\d*)?e[+-]?\\d+|\\d{1,2}[/:]\\d{1,2}(?:[/:]\\d{1,4})?)\\s*$)`, "i");

const cell = (value) => {
  const text = Array.isArray(value) ? value.join("; ") : String(value ?? "");
  const safe = MISREAD.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** Rows of cells as the text of a CSV file. */
export const csv = (rows) => `\uFEFF${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;

/** Rows of an assessment: scope, factors and every indicator and question of our own, untouched ones too. */
export function assessmentRows(doc, words) {
  const head = ["part", "factor", "name", "indicator", "text", "wording_read", "found", "trend", "confidence", "evidence_for", "evidence_against", "source", "would_change", "conclusion", "open_questions"];
  const row = (values) => head.map((key) => values[key] ?? "");
  return [
    head,
    ...Object.entries(words.SCOPE).map(([key, name]) => row({ part: "scope", name, text: doc.scope[key] })),
    ...doc.factors.flatMap((factor) => [
      row({ ...factor, part: "factor", factor: factor.number, name: factor.title }),
      ...factor.indicators.map((i) => row({ ...i, part: isOwn(i) ? "own question" : "indicator", factor: factor.number, name: factor.title, indicator: i.number, wording_read: i.read, found: i.state })),
    ]),
    ...doc.left_over.map((i) => row({ ...i, part: "left over", factor: "", name: i.factor, indicator: i.number, wording_read: i.read, found: i.state })),
  ];
}

/** Rows of a plan: one a step, a measure without steps has one row. */
export function planRows(doc, titles) {
  const head = ["plan", "area", "measure", "title", "origin", "risk_factors", "why", "step", "what", "owner", "partners", "date", "resources", "indicator", "monitored_by", "assumption", "risk", "precedents", "sources"];
  const rows = doc.measures.flatMap((m, index) =>
    (m.steps.length ? m.steps : [{}]).map((step, at) => {
      const values = {
        ...m, ...step, plan: doc.scope.title, area: doc.scope.area, measure: index + 1, risk_factors: m.factors.map((id) => titles[id] ?? id), step: m.steps.length ? at + 1 : "",
        monitored_by: m.monitor, sources: m.sources.map((s) => [s.title, s.publisher, s.address].filter(Boolean).join(", ")),
      };
      return head.map((key) => values[key] ?? "");
    }));
  return [head, ...rows];
}
