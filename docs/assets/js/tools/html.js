// A document of blocks as one HTML file that word processors open with its headings and tables. Everything typed is escaped.

import { language } from "../words.js";
import { source } from "./blocks.js";

const CSS = "body{font-family:Georgia,serif;line-height:1.4;max-width:48em;margin:2em auto;padding:0 1em}table{border-collapse:collapse;width:100%}th,td{border:1px solid #777;padding:.3em .5em;text-align:left;vertical-align:top}caption{text-align:left}dt{font-weight:bold}";

export const escape = (text) => String(text).replace(/[&<>"']/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" })[sign]);
const text = (value) => escape(value).replace(/\r?\n/g, "<br>");
const href = (value) => (/^https?:\/\/[^\s<>"'`\\]+$/.test(value) ? `<a href="${escape(value)}">${escape(value)}</a>` : text(value));

function block(b) {
  if (b.h !== undefined) return `<h${b.level}>${text(b.h)}</h${b.level}>`;
  if (b.p !== undefined) return `<p>${text(b.p)}</p>`;
  if (b.note !== undefined) return `<p><strong>${text(b.note)}</strong></p>`;
  if (b.list) return `<ul>${b.list.map((item) => `<li>${text(item)}</li>`).join("")}</ul>`;
  if (b.facts) return `<table>${b.facts.map(([name, value]) => `<tr><th scope="row">${text(name)}</th><td>${text(value)}</td></tr>`).join("")}</table>`;
  if (b.sources) return `<ol>${b.sources.map((s) => `<li>${source(s, { cite: text, a: href, said: text }).join("")}</li>`).join("")}</ol>`;
  const { caption, head, rows } = b.table;
  return `<table><caption>${text(caption)}</caption><thead><tr>${head.map((c) => `<th scope="col">${text(c)}</th>`).join("")}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map((c) => `<td>${text(c)}</td>`).join("")}</tr>`).join("")}</tbody></table>`;
}

/** The whole file. */
export const html = (blocks, title) =>
  `<!doctype html>\n<html lang="${language()}"><head><meta charset="utf-8"><title>${escape(title)}</title><style>${CSS}</style></head>\n<body>\n${blocks.map(block).join("\n")}\n</body></html>\n`;
