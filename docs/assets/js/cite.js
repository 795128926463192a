// “Cite” beside a record: shows its citation in every form, taken from the record's JSON, with a button to copy each.
// Without this script the link leads to that JSON, and pages of one record show the forms themselves.

import { knows, say } from "./words.js";

const FORMS = [["short", say("script.page.short")], ["full", say("script.page.full")], ["bibtex", "BibTeX"], ["ris", "RIS"], ["csl", "CSL-JSON"]];
const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");
document.body.append(said);

function addButton(block) {
  const text = block.querySelector("code, span");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  const what = block.dataset.copy;
  button.textContent = say("script.page.copy");
  button.setAttribute("aria-label", say("script.page.copy-what", { what }));
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = say("script.page.copied");
      said.textContent = say("script.page.copied-what", { what });
    } catch {
      const range = document.createRange();
      range.selectNodeContents(text);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      button.textContent = say("script.page.press");
      said.textContent = say("script.page.selected");
    }
    setTimeout(() => { button.textContent = say("script.page.copy"); }, 4000);
  });
  block.querySelector("b").after(" ", button);
}

function block(key, name, text) {
  const line = key === "short" || key === "full";
  const made = document.createElement(line ? "p" : "div");
  made.dataset.copy = name;
  const title = document.createElement("b");
  title.textContent = name;
  const holder = document.createElement(line ? "span" : "code");
  holder.textContent = text;
  if (line) made.append(title, " ", holder);
  else {
    const frame = document.createElement("pre");
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", name);
    frame.append(holder);
    made.append(title, frame);
  }
  addButton(made);
  return made;
}

const field = ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
const csl = (item) => `[{\n${Object.entries(item).map(field).join(",\n")}\n}]`;

// Where cards were made (kb cards), the head of the page says where they stand; these kinds of facts on shared pages have one.
function card(record = "") {
  const folder = document.querySelector("meta[name=kb-cards]")?.content;
  if (!folder || !/^(claims|events)\//.test(record)) return null;
  const made = document.createElement("a");
  made.href = `${folder}${record}.png`;
  made.download = "";
  made.textContent = say("script.page.card");
  return made;
}

let number = 0;
async function show(link) {
  let panel = document.getElementById(link.getAttribute("aria-controls") || "");
  if (!panel) {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(String(answer.status));
    const { citation } = await answer.json();
    panel = document.createElement("div");
    panel.className = "citation";
    panel.id = `citation-${++number}`;
    panel.hidden = true;
    for (const [key, name] of FORMS) {
      const text = key === "csl" ? csl(citation.csl) : citation[key];
      panel.append(block(key, name, text));
    }
    const data = document.createElement("p");
    const json = document.createElement("a");
    json.href = link.href;
    json.textContent = say("script.page.json");
    data.append(json);
    const picture = card(link.closest("[data-record]")?.dataset.record);
    if (picture) data.append(" · ", picture);
    panel.append(data);
    link.closest("p, div").after(panel);
    link.setAttribute("aria-controls", panel.id);
  }
  panel.hidden = !panel.hidden;
  link.setAttribute("aria-expanded", String(!panel.hidden));
  if (!panel.hidden) panel.scrollIntoView({ block: "nearest" });
}

function prepare(part) {
  part.querySelectorAll("a[data-cite]").forEach((link) => {
    link.setAttribute("role", "button");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", async (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      try { await show(link); } catch { location.href = link.href; }
    });
    link.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); link.click(); }
    });
  });
}

if (knows("script.page.copy")) {
  document.querySelectorAll("[data-copy]").forEach(addButton);
  prepare(document);
  document.addEventListener("kb:added", (event) => prepare(event.detail));
}
