// The exchange files: writing them, and opening one from anywhere without losing or believing anything. Pure functions.

import * as assessment from "./state.js";
import * as plan from "./plan-state.js";
import { differences } from "./schema.js";

const KINDS = { [assessment.KIND]: { words: "an assessment", where: "Assess a risk" }, [plan.KIND]: { words: "a plan", where: "Draft a plan" } };
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

const TOO_LARGE = "The file is larger than any worksheet could be.";

/** The text in these bytes, or null where it is in another encoding than UTF-8, or UTF-16 with its mark. */
function decode(bytes) {
  const [first, second] = new Uint8Array(bytes);
  const encoding = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try { return new TextDecoder(encoding, { fatal: true }).decode(bytes); } catch { return null; }
}

/** Opens a file that somebody chose, as `read` opens its text. */
export async function readFile(file, ...how) {
  if (file.size > 4 * LARGEST) return refuse(TOO_LARGE);
  let bytes;
  try { bytes = await file.arrayBuffer(); } catch { return refuse("The file could not be read. If it was moved or is open elsewhere, choose it again."); }
  const text = decode(bytes);
  if (text === null) return refuse("The file is not in UTF-8: a program saved it in another encoding, and letters would be lost. Open the file as it came, or save it as UTF-8.");
  const result = read(text, ...how);
  if (result.ok && text.includes("\uFFFD")) result.notes.push("The sign \uFFFD stands in it, where letters were lost before the file came here.");
  return result;
}

/** Opens the text of a file: {ok, doc, notes} or {ok: false, problems}. `kind` is what the page works with; with a `framework`, an assessment is laid over it. */
export function read(text, kind, schema, framework) {
  if (text.length > LARGEST) return refuse(TOO_LARGE);
  const json = text.replace(/^\uFEFF/, "");
  if (!json.trim()) return refuse("The file is empty.");
  let value;
  try {
    value = JSON.parse(json);
  } catch (error) {
    const position = Number(/position (\d+)/.exec(error.message)?.[1] ?? NaN);
    const line = Number.isNaN(position) ? "" : ` Reading stopped in line ${json.slice(0, position).split("\n").length}.`;
    return refuse(`The file is damaged or is no exchange file: it is not whole JSON.${line} If it was sent, ask for it again.`);
  }
  if (value === null || typeof value !== "object" || Array.isArray(value) || !Object.prototype.hasOwnProperty.call(KINDS, value.kind)) {
    return refuse("This is JSON, but from something else: it does not say that it is an assessment or a plan of this site.");
  }
  if (value.kind !== kind) return refuse(`This file holds ${KINDS[value.kind].words}. Open it on the page “${KINDS[value.kind].where}”.`);
  if (!Number.isInteger(value.version)) return refuse("The file is damaged: it does not say which version of the format it has.");
  if (value.version > schema.properties.version.const) {
    return refuse(`The file was written by a newer worksheet: version ${value.version}, and this page knows version ${schema.properties.version.const}. Open it where it was written, or reload this page while connected.`);
  }
  const found = differences(value, schema);
  if (found.length) {
    const rest = found.length > SHOWN ? [`And ${found.length - SHOWN} more.`] : [];
    return refuse("The file is damaged or was changed by hand. What is wrong with it:", ...found.slice(0, SHOWN), ...rest);
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
      moved.push(`factor “${factor.title}”`);
      doc.left_over.push({
        factor: factor.title, number: "0.0", text: "The factor as a whole", read: "recalled", state: "unknown", trend: factor.trend, evidence_for: factor.conclusion,
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
    moved.length ? `No place here for ${moved.join(", ")}: kept at the end of the worksheet.` : "",
    reworded.length ? `Worded differently on this page than in the file: ${reworded.join(", ")}. Read those answers again.` : "",
  ].filter(Boolean);
  return { ok: true, doc, notes };
}
