// The worksheet: the form in the page and an assessment in memory, kept in step. Nothing is drawn anew while somebody types.
// The factors after the first come by assess-rest.js, and with them what is made of an assessment.

import { listed, say, strung } from "../words.js";
import { $, el, show } from "./dom.js";
import { Desk } from "./desk.js";
import { pager } from "./pager.js";
import { KIND, READ, STATES, blank, indicatorTouched, nameOf, supply, touched } from "./state.js";

const form = $("t-form");
const scope = form.querySelector("[data-part=scope]");
const sections = new Map();
const rows = new Map();
let asked = [];
let whole = false;

/** What the page asks: all of it once the factors that are awaited are there. */
function readForm() {
  for (const section of form.querySelectorAll(".factor")) sections.set(section.dataset.factor, section);
  for (const row of form.querySelectorAll(".ind")) rows.set(row.dataset.i, row);
  asked = [...sections.values()].map((section) => ({
    id: section.dataset.factor,
    number: Number(section.dataset.number),
    title: section.querySelector("[data-title]").textContent,
    indicators: [...section.querySelectorAll(".ind")].map((row) => ({
      number: row.dataset.i, text: row.querySelector("legend span").textContent, read: row.dataset.read,
    })),
  }));
}
readForm();
export const framework = () => asked;
const steps = pager(form.querySelector(".stepwise"));

const fields = (part) => part.querySelectorAll("input, select, textarea");

/** What was found under a factor, in words, beside its name. */
function summary(factor) {
  const at = (state) => listed(factor.indicators.filter((i) => i.state === state).map((i) => i.number), "unit");
  const parts = Object.entries(STATES).filter(([state]) => state !== "not-assessed" && at(state)).map(([key, state]) => say("script.assess.so-far", { state, numbers: at(key) }));
  steps.tell(factor.id, strung(parts));
}

/** The fields of a factor, if it is there. */
function fillFactor(factor) {
  for (const input of sections.get(factor.id)?.querySelectorAll(".whole :is(textarea, select)") ?? []) input.value = factor[input.name];
  for (const indicator of factor.indicators) {
    const row = rows.get(indicator.number);
    if (!row) continue;
    for (const input of fields(row)) {
      if (input.type === "radio") input.checked = input.value === indicator.state;
      else input.value = indicator[input.name];
    }
    mark(row, indicator);
  }
  if (sections.has(factor.id)) summary(factor);
}

function fill(doc) {
  supply(doc, asked);
  for (const input of fields(scope)) {
    if (input.name === "crimes") input.checked = doc.scope.crimes.includes(input.value);
    else input.value = doc.scope[input.name];
  }
  doc.factors.forEach(fillFactor);
  leftOver(doc);
}

/** What a file held that has no place in this form. */
function leftOver(doc) {
  $("t-left").hidden = !doc.left_over.length;
  show($("t-left"), doc.left_over.length
    ? [{ h: say("script.assess.left"), level: 3 }, { p: say("script.assess.left-here") },
       { facts: doc.left_over.map((i) => [`${i.number} ${i.text}`, say("script.assess.left-entry", { state: STATES[i.state], evidence: strung([i.evidence_for, i.evidence_against, i.source].filter(Boolean)), wording: READ[i.read] })]) }]
    : []);
}

/** Says on the folded part that something stands in it. */
function mark(row, indicator) {
  const written = indicatorTouched({ ...indicator, state: "not-assessed" });
  row.classList.toggle("written", written);
  row.querySelector("summary").dataset.after = say("script.assess.written");
}

export const schema = JSON.parse($("t-schema").textContent);
export const desk = new Desk({
  kind: KIND, words: "assess", nameOf, touched, schema,
  get framework() { return whole ? asked : null; },
  blank: () => blank(asked),
  first: () => form.querySelector("[name=title]"),
  show: fill,
});

/** Takes up the factors that have come: the assessment is laid over all of them, and what was typed meanwhile stays. */
export function takeUp() {
  const here = new Set(rows.keys());
  readForm();
  whole = true;
  const doc = desk.layOver();
  supply(doc, asked);
  for (const factor of doc.factors) if (!factor.indicators.some(({ number }) => here.has(number))) fillFactor(factor);
  leftOver(doc);
}

const places = new Map();
const place = (number) => {
  if (!places.has(desk.doc)) {
    places.clear();
    places.set(desk.doc, new Map(desk.doc.factors.flatMap((factor) => factor.indicators.map((i) => [i.number, { factor, indicator: i }]))));
  }
  return places.get(desk.doc).get(number);
};

form.addEventListener("input", ({ target }) => {
  const { doc } = desk;
  const row = target.closest(".ind");
  if (row) {
    const { factor, indicator } = place(row.dataset.i);
    if (target.type === "radio") {
      indicator.state = target.value;
      summary(factor);
    } else {
      indicator[target.name] = target.value;
      mark(row, indicator);
    }
  } else if (target.closest(".whole")) {
    const id = target.closest(".factor").dataset.factor;
    doc.factors.find((factor) => factor.id === id)[target.name] = target.value;
  } else if (target.name === "crimes") {
    doc.scope.crimes = [...form.querySelectorAll("[name=crimes]:checked")].map((input) => input.value);
  } else if (target.name in doc.scope) {
    doc.scope[target.name] = target.value;
  } else {
    return;
  }
  desk.touch();
});
form.addEventListener("submit", (event) => event.preventDefault());

desk.begin();
