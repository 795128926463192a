// A document of blocks as Markdown. Whatever a user typed is escaped: it reads as text in every Markdown program.

import { source } from "./blocks.js";

/** Text that Markdown programs take for text. Signs of HTML become entities, which even the simplest of them know. */
export function escape(text) {
  return text
    .replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign])
    .replace(/[\\`*_{}[\]|~$!]/g, "\\$&")
    .replace(/(^|\n)([ \t]*)([#+\-=:])/g, "$1$2\\$3")
    .replace(/(^|\n)([ \t]*\d{1,9})([.)])(?=\s|$)/g, "$1$2\\$3");
}

const lines = (text) => escape(text).split(/\r?\n/).map((line) => line.trim());
const paragraph = (text) => lines(text).join("\\\n").replace(/\\\n(\\\n)+/g, "\n\n").replace(/^(\\\n|\s)+|(\\\n|\s)+$/g, "");
const inItem = (text) => paragraph(text).replaceAll("\n", "\n  ");
const inCell = (text) => lines(text).filter(Boolean).join(" / ");

function block(b) {
  if (b.h !== undefined) return `${"#".repeat(b.level)} ${lines(b.h).join(" ")}`;
  if (b.p !== undefined) return paragraph(b.p);
  if (b.note !== undefined) return `> ${paragraph(b.note).replaceAll("\n", "\n> ")}`;
  if (b.list) return b.list.map((text) => `- ${inItem(text)}`).join("\n");
  if (b.facts) return b.facts.map(([name, text]) => `- **${lines(name).join(" ")}:** ${inItem(text)}`).join("\n");
  if (b.sources) return b.sources.map((s, i) => `${i + 1}. ${source(s, { cite: escape, a: address, said: escape }).join("")}`).join("\n");
  const row = (cells) => `| ${cells.map(inCell).join(" | ")} |`;
  const { caption, head, rows } = b.table;
  return [`*${lines(caption).join(" ")}*`, "", row(head), `|${" --- |".repeat(head.length)}`, ...rows.map(row)].join("\n");
}

/** A web address as a link, where it is one; any other text stays text. */
const address = (text) => (/^https?:\/\/[^\s<>"'`\\]+$/.test(text) ? `<${text}>` : escape(text));

export const markdown = (blocks) => `${blocks.map(block).join("\n\n")}\n`;
