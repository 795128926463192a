// A finished document is a list of blocks, written once and shown as page, Markdown, or file for a word processor.
// Blocks: {h, level}, {p}, {note}, {list}, {facts: [[name, text]]}, {table: {caption, head, rows}}, {sources: [{title, …}]}. All text is plain.

import { listed } from "../words.js";

export const h = (level, text) => ({ h: text, level });
export const p = (text) => ({ p: text });
export const facts = (pairs) => ({ facts: pairs.filter(([, text]) => text) });

/** Numbers and short words one after the other: 1.1, 1.2. */
export const row = (items) => listed(items, "unit");
