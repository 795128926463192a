// The letters and words by which names, texts and questions are compared.

import { stemmer } from "../../vendor/stemmer/stemmer.js";
import { plain, whole } from "./words.js";

export const UNSPACED = /[\p{Script=Khmer}\p{Script=Lao}\p{Script=Thai}\p{Script=Myanmar}]/u;
export const YEAR = /^[12]\d{3}$/;
const LETTERS = /[\p{L}\p{M}\p{N}]+/gu;

/** Letters and digits alone, so that OP-CAT, OPCAT and “op cat” are the same name. */
export const squash = (text) => (plain(text).match(LETTERS) ?? []).join("");

let segmenter;
/** The words of a run of letters; of a script without spaces, by the browser's own dictionary where it has one. */
function segments(run) {
  if (!UNSPACED.test(run) || !globalThis.Intl?.Segmenter) return [run];
  segmenter ??= new Intl.Segmenter("km", { granularity: "word" });
  return [run, ...Array.from(segmenter.segment(run), (part) => part.segment)];
}

/** The parts of the words of a text; with `joined`, DC-Cam is found as dc, cam and dccam. */
export function words(text, joined) {
  const found = [];
  for (const word of whole(text)) {
    const parts = word.match(LETTERS);
    found.push(...parts);
    if (joined && parts.length > 1) found.push(parts.join(""));
  }
  return UNSPACED.test(text) ? found.flatMap(segments) : found;
}

/** Whether b is a with one letter changed, missing, too many, or swapped with its neighbour. */
export function near(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  let end = 0;
  const shorter = Math.min(a.length, b.length);
  while (start < shorter && a[start] === b[start]) start += 1;
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (restA.length <= 1 && restB.length <= 1) || (restA.length === 2 && restA === [...restB].reverse().join(""));
}

/** A word without its endings, so that “deaths” finds “death” and “conviction” finds “convicted”; English words only. What would leave two letters
 * is no ending, as in Kaing. */
export function stem(word) {
  const root = /^[a-z]{3,}$/.test(word) ? stemmer(word) : word;
  return root.length > 2 ? root : word;
}
