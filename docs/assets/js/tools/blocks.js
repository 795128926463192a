// A finished document is a list of blocks, written once and shown as page, Markdown, or file for a word processor.
// Blocks: {h, level}, {p}, {note}, {list}, {facts: [[name, text]]}, {table: {caption, head, rows}}, {sources: [{title, …}]}. All text is plain.

import { listed, parts } from "../words.js";

export const h = (level, text) => ({ h: text, level });
export const p = (text) => ({ p: text });
export const facts = (pairs) => ({ facts: pairs.filter(([, text]) => text) });

/** Numbers and short words one after the other: 1.1, 1.2. */
export const row = (items) => listed(items, "unit");

/** A source as the parts of an element or of a text: `cite` and `a` make of its title and its address what stands there, `said` of any other text. */
export const source = ({ title, publisher, address, read }, { cite, a, said }) => {
  const known = [address && "at", read && "read"].filter(Boolean).join("-") || "bare";
  return parts(`script.tool.source.${known}`, { cite, a }, { title, address, publisher: said(publisher), read: said(read ?? "") });
};
