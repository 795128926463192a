// What a word is: the same rule stands in prevention_kb/languages/words.py, which writes the search index; a test compares the two.

const BEYOND_ASCII = /[^\u0000-\u007f]/;
const WORD = /[\p{L}\p{M}\p{N}]+(?:[/.’'‐‑-][\p{L}\p{M}\p{N}]+)*/gu;

/** Small letters without accents and without signs that nobody sees; signs that no reader can tell apart are one. */
export function plain(text) {
  if (!BEYOND_ASCII.test(text)) return text.toLowerCase();
  return text.replace(/[\p{Cf}\p{DI}]+/gu, "").normalize("NFKD").toLowerCase().replaceAll("đ", "d").normalize("NFKD").replace(/[\u0300-\u036f]+/g, "").normalize("NFC")
    .replace(/([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb]+)/g, "$2$1") // Thai and Lao: the mark of tone after the ring of AM,
    .replace(/\u0e40\u0e40/g, "\u0e41").replace(/\u0ec0\u0ec0/g, "\u0ec1"); // and AE typed as E twice
}

/** The words of a text in plain letters, each with what is joined in it, as dc-cam, without the ’s of a possessor. */
export const whole = (text) => (plain(text).match(WORD) ?? []).map((word) => word.replace(/[’']s$/, ""));
