// Small helpers over the page. Text goes in by textContent only, never as markup.

import { source } from "./blocks.js";

export const $ = (id) => document.getElementById(id);

/** A new element: properties, then children (elements or text). */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key === "class") element.className = value;
    else if (key.includes("-")) element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const table = ({ caption, head, rows }) =>
  el("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": caption },
    el("table", { class: "plain" },
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, ...head.map((text) => (text ? el("th", { scope: "col" }, text) : el("td"))))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map((text, index) => (index ? el("td", {}, text) : el("th", { scope: "row" }, text))))))));

const isAddress = (text) => /^https?:\/\/[^\s<>"'`\\]+$/.test(text);

function block(b) {
  if (b.h !== undefined) return el(`h${b.level}`, {}, b.h);
  if (b.p !== undefined) return el("p", {}, b.p);
  if (b.note !== undefined) return el("p", { class: "note" }, el("strong", {}, b.note));
  if (b.list) return el("ul", { class: "questions" }, ...b.list.map((text) => el("li", {}, text)));
  if (b.facts) return el("dl", { class: "facts" }, ...b.facts.map(([name, text]) => el("div", {}, el("dt", {}, name), el("dd", {}, text))));
  if (b.sources) {
    const a = (address) => (isAddress(address) ? el("a", { href: address, class: "url", rel: "noreferrer" }, address) : address);
    return el("ol", { class: "sources" }, ...b.sources.map((s) => el("li", {}, ...source(s, { cite: (title) => el("cite", {}, title), a, said: (text) => text }))));
  }
  return table(b.table);
}

/** Shows a document of blocks in an element. */
export function show(element, blocks) {
  element.replaceChildren(...blocks.map(block));
}

/** Offers text as a file. */
export function download(text, name, type) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = el("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A function that runs once after `delay` ms of quiet, at most `longest` ms after the first call; `flush` runs it now. */
export function later(run, delay, longest) {
  let timer = 0;
  let first = 0;
  const now = () => {
    clearTimeout(timer);
    if (first) { first = 0; run(); }
  };
  const call = () => {
    first ||= Date.now();
    clearTimeout(timer);
    timer = setTimeout(now, Math.max(0, Math.min(delay, first + longest - Date.now())));
  };
  return Object.assign(call, { flush: now });
}
