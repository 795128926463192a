// The exchange files: writing them, and opening one from anywhere without losing or believing anything. Pure functions.

import { listed, say } from "../words.js";
import * as assessment from "./state.js";
import * as plan from "./plan-state.js";
import { differences } from "./schema.js";

const KINDS = [assessment.KIND, plan.KIND];
const LARGEST = 8_000_000;
const SHOWN = 8;

/** The text of an exchange file. */
export const write = (doc) => `${JSON.stringify(doc, null, 2)}\n`;

/** A file name from the title: letters and digits of any script, nothing that a system could trip over. */
export function fileName(doc, extension) {
  const title = (doc.scope.title || doc.scope.area || "untitled").normalize("NFC").toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${doc.kind === plan.KIND ? "plan" : "assessment"}-${[...title].slice(0, 60).join("") || "untitled"}.${extension}`;
}

const refuse = (...problems) => ({ ok: false, problems });

/** The text in these bytes, or null where it is in another encoding than UTF-8, or UTF-16 with its mark. */
function decode(bytes) {
  const [first, second] = new Uint8Array(bytes);
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try { return new TextDecoder(encoding, { fatal: true }).decode(bytes); } catch { return null; }
}

/** Opens a file that somebody chose, as `read` opens its text. */
export async function readFile(file, ...how) {
  if (file.size > 4 * LARGEST) return refuse(say("script.tool.too-large"));
  let bytes;
  try { bytes = await file.arrayBuffer(); } catch { return refuse(say("script.tool.not-read")); }
  const text = decode(bytes);
  if (text === null) return refuse(say("script.tool.encoding"));
  const result = read(text, ...how);
  if (result.ok && text.includes("\uFFFD")) result.notes.push(say("script.tool.letters-lost", { sign: "\uFFFD" }));
  return result;
}

/** Opens the text of a file: {ok, doc, notes} or {ok: false, problems}. `kind` is what the page works with; with a `framework`, an assessment is laid over it. */
export function read(text, kind, schema, framework) {
  if (text.length > LARGEST) return refuse(say("script.tool.too-large"));
  const json = text.replace(/^\uFEFF/, "");
  if (!json.trim()) return refuse(say("script.tool.empty"));
  let value;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const position = Number(/position (\d+)/.exec(error.message)?.[1] ?? NaN);
    return refuse(Number.isNaN(position) ? say("script.tool.not-json") : say("script.tool.not-json-line", { line: json.slice(0, position).split("\n").length }));
  }
  if (value === null || typeof value !== "object" || Array.isArray(value) || !KINDS.includes(value.kind)) {
    return refuse(say("script.tool.foreign"));
  }
  if (value.kind !== kind) return refuse(say(`script.tool.holds.${value.kind}`));
  if (!Number.isInteger(value.version)) return refuse(say("script.tool.no-version"));
  if (value.version > schema.properties.version.const) {
    return refuse(say("script.tool.newer", { found: value.version, known: schema.properties.version.const }));
  }
  const found = differences(value, schema);
  if (found.length) {
    const rest = found.length > SHOWN ? [say("script.tool.rest", { count: found.length - SHOWN })] : [];
    return refuse(say("script.tool.changed"), ...found.slice(0, SHOWN), ...rest);
  }
  return kind === assessment.KIND && framework ? fitted(value, framework) : { ok: true, doc: value, notes: [] };
}

/** The same assessment over the framework of this page; what has no place here is kept in left_over. */
function fitted(value, framework) {
  const doc = { ...assessment.blank(framework, value.id, value.created), changed: value.changed, scope: value.scope, left_over: [...value.left_over] };
  const here = new Map(doc.factors.map((factor) => [factor.id, factor]));
  const seen = new Set();
  const [moved, reworded] = [[], []];
  for (const factor of value.factors) {
    const target = here.get(factor.id);
    if (target && !seen.has(factor.id)) {
      for (const key of Object.keys(assessment.FACTOR)) target[key] = factor[key];
    } else if (factor.conclusion || factor.open_questions) {
      moved.push(say("script.tool.moved-factor", { title: factor.title }));
      doc.left_over.push({
        factor: factor.title, number: "0.0", text: say("script.tool.factor-whole"), read: "recalled", state: "unknown", trend: factor.trend, evidence_for: factor.conclusion,
        evidence_against: "", source: "", confidence: factor.confidence, would_change: factor.open_questions,
      });
    }
    seen.add(factor.id);
    for (const indicator of factor.indicators) {
      const place = target?.indicators.find((i) => i.number === indicator.number);
      const key = `${factor.id} ${indicator.number}`;
      if (place && !seen.has(key)) {
        for (const field of Object.keys(assessment.INDICATOR)) place[field] = indicator[field];
        if (place.text !== indicator.text && assessment.indicatorTouched(indicator)) reworded.push(indicator.number);
      } else if (assessment.indicatorTouched(indicator)) {
        moved.push(indicator.number);
        doc.left_over.push({ factor: factor.title, ...indicator });
      }
      seen.add(key);
    }
  }
  const notes = [
    moved.length ? say("script.tool.moved", { places: listed(moved, "unit") }) : "",
    reworded.length ? say("script.tool.reworded", { places: listed(reworded, "unit") }) : "",
  ].filter(Boolean);
  return { ok: true, doc, notes };
}
