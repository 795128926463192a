// The plan builder: the form in the page and a plan in memory, kept in step. A measure is drawn when it is added or moved, never while somebody types.
// What is said of the offers comes by plan-rest.js, and with it what is made of a plan.

import { listed, parts, say, strung } from "../words.js";
import { $, el, show } from "./dom.js";
import { Desk, choice } from "./desk.js";
import { readFile } from "./exchange.js";
import * as assessment from "./state.js";
import { KIND, blank, blankMeasure, blankStep, foundIn, nameOf, startFrom, touched } from "./plan-state.js";

const form = $("t-form");
const list = $("t-measures");
const schemas = JSON.parse($("t-schema").textContent);
const boxes = [...form.querySelectorAll("[name=plan-factors]")];
export const titles = Object.fromEntries(boxes.map((box) => [box.value, box.parentElement.querySelector("span > span").textContent]));
const numbers = Object.fromEntries(boxes.map((box) => [box.value, parseInt(box.parentElement.textContent, 10)]));

// The measure in the HTML is the pattern of all: it prints as a paper form without scripts.
const pattern = list.firstElementChild;
const stepPattern = pattern.querySelector(".step");
stepPattern.remove();
pattern.remove();
for (const part of [pattern, stepPattern]) part.querySelectorAll("[data-script]").forEach((element) => { element.hidden = false; });

/** What can be taken over, by its origin, and the steps suggested with it: filled in once it is there. */
export const offers = {};
export const suggested = {};
const all = document.querySelectorAll(".offer").length;

const fields = (part) => part.querySelectorAll("input, textarea");

function stepElement(step) {
  const element = stepPattern.cloneNode(true);
  for (const input of fields(element)) input.value = step[input.name];
  return element;
}

function which(element, measure) {
  const factors = listed(measure.factors.map((id) => numbers[id] ?? id).sort((a, b) => a - b).map(String), "unit");
  element.querySelector(".which").textContent = factors ? say("script.plan.which", { factors }) : say("script.plan.which-none");
}

const strong = (words) => el("strong", {}, words);

function measureElement(measure) {
  const element = pattern.cloneNode(true);
  element.querySelector(".plan-steps").replaceChildren(...measure.steps.map(stepElement));
  for (const input of fields(element)) {
    if (input.closest(".step")) continue;
    if (input.name === "factors") input.checked = measure.factors.includes(input.value);
    else input.value = measure[input.name];
  }
  which(element, measure);
  if (measure.precedents || measure.sources.length) {
    const from = element.querySelector(".from");
    from.hidden = false;
    from.append(
      ...(measure.precedents ? [el("p", {}, ...parts("script.plan.elsewhere-begin", { strong }, { precedents: measure.precedents }))] : []),
      ...(measure.sources.length ? [el("p", {}, ...parts("script.plan.sources-begin", { strong }, { sources: strung(measure.sources.map(({ title, publisher }) => say("script.plan.source", { title, publisher }))) }))] : []),
    );
  }
  return element;
}

/** Numbers, and buttons that have nowhere to go. */
function renumber() {
  const cards = [...list.children];
  cards.forEach((card, index) => {
    card.querySelector(".no").textContent = index + 1;
    card.querySelector("[data-do=up]").disabled = index === 0;
    card.querySelector("[data-do=down]").disabled = index === cards.length - 1;
    [...card.querySelectorAll(".step")].forEach((step, at) => { step.querySelector(".no").textContent = at + 1; });
  });
  $("t-none").hidden = cards.length > 0;
}

function offered(plan) {
  const wanted = new Set(plan.factors);
  let count = 0;
  for (const element of document.querySelectorAll(".offer")) {
    const fits = !wanted.size || element.dataset.factors.split(" ").some((id) => wanted.has(id));
    element.hidden = !fits;
    if (fits) count += 1;
  }
  document.querySelectorAll(".offers").forEach((section) => { section.hidden = !section.querySelector(".offer:not([hidden])"); });
  $("t-offered").textContent = wanted.size ? say("script.plan.offered", { count, all }) : say("script.plan.offered-all", { count });
}

function fill(plan) {
  for (const input of fields(form.querySelector("[data-part=scope]"))) input.value = plan.scope[input.name];
  boxes.forEach((box) => { box.checked = plan.factors.includes(box.value); });
  $("t-invented").hidden = !plan.invented;
  const { findings, title, period } = plan.assessment;
  show($("t-findings"), findings.length
    ? [{ p: say(period ? "script.plan.from-period" : "script.plan.from", { title: title || say("script.tool.untitled-inside"), period }) },
       { facts: findings.map((f) => [titles[f.id] ?? f.title, foundIn(f)]) }]
    : []);
  list.replaceChildren(...plan.measures.map(measureElement));
  renumber();
  offered(plan);
}

function choices() {
  const kept = desk.shelf.whole(assessment.KIND);
  $("t-from").replaceChildren(...(kept.length ? kept.map((entry) => choice(entry, assessment.nameOf)) : [el("option", { value: "" }, say("script.plan.none-kept"))]));
  $("t-take").disabled = !kept.length;
}

export const desk = new Desk({
  kind: KIND, words: "plan", nameOf, touched, framework: null, schema: schemas.plan,
  blank: () => blank(),
  first: () => form.querySelector("[name=title]"),
  show: fill,
  paper(on) {
    const empty = () => Object.assign(measureElement(blankMeasure({ steps: [blankStep(), blankStep(), blankStep()] })), { className: "measure blank" });
    if (on) list.append(empty(), empty(), empty());
    else list.querySelectorAll(".blank").forEach((card) => card.remove());
    renumber();
    list.querySelectorAll(".blank > fieldset > legend .no").forEach((number, index) => { number.textContent = index + 1; });
  },
  changed: choices,
});

const at = (element, selector) => [...element.parentElement.children].filter((child) => child.matches(selector)).indexOf(element);

form.addEventListener("input", ({ target }) => {
  const { doc } = desk;
  const card = target.closest(".measure");
  if (card) {
    const measure = doc.measures[at(card, ".measure")];
    const step = target.closest(".step");
    if (step) measure.steps[at(step, ".step")][target.name] = target.value;
    else if (target.name === "factors") {
      measure.factors = [...card.querySelectorAll("[name=factors]:checked")].map((box) => box.value);
      which(card, measure);
    } else measure[target.name] = target.value;
  } else if (target.name === "plan-factors") {
    doc.factors = boxes.filter((box) => box.checked).map((box) => box.value);
    offered(doc);
  } else if (target.name in doc.scope) {
    doc.scope[target.name] = target.value;
  } else return;
  desk.touch();
});
form.addEventListener("submit", (event) => event.preventDefault());

function addMeasure(measure) {
  desk.doc.measures.push(measure);
  const card = measureElement(measure);
  list.append(card);
  renumber();
  desk.touch();
  card.querySelector(measure.title ? "[name=why]" : "[name=title]").focus();
  desk.status(say(measure.title ? "script.plan.added-title" : "script.plan.added", { number: list.children.length, title: measure.title }));
}

form.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  if (button.dataset.add !== undefined) {
    const { origin } = button.closest(".offer").dataset;
    const steps = suggested[origin].map((step) => blankStep(step));
    const offer = structuredClone(offers[origin]);
    const wanted = offer.factors.filter((id) => desk.doc.factors.includes(id));
    addMeasure(blankMeasure({ ...offer, factors: wanted.length ? wanted : offer.factors, ...(steps.length ? { steps } : {}) }));
    return;
  }
  const card = button.closest(".measure");
  if (!card || !button.dataset.do) return;
  const { measures } = desk.doc;
  const index = at(card, ".measure");
  const act = {
    "add-step"() {
      measures[index].steps.push(blankStep());
      const element = stepElement(measures[index].steps.at(-1));
      card.querySelector(".plan-steps").append(element);
      element.querySelector("textarea").focus();
      desk.status(say("script.plan.step-added"));
    },
    "drop-step"() {
      const step = button.closest(".step");
      measures[index].steps.splice(at(step, ".step"), 1);
      const next = step.nextElementSibling ?? step.previousElementSibling;
      step.remove();
      (next?.querySelector("textarea") ?? card.querySelector("[data-do=add-step]")).focus();
      desk.status(say("script.plan.step-removed"));
    },
    up() { move(-1); },
    down() { move(1); },
    drop() {
      const [gone] = measures.splice(index, 1);
      const next = card.nextElementSibling ?? card.previousElementSibling;
      card.remove();
      (next?.querySelector("[name=title]") ?? $("t-own")).focus();
      desk.status(say(gone.title ? "script.plan.removed-title" : "script.plan.removed", { title: gone.title }));
    },
  };
  function move(by) {
    measures.splice(index + by, 0, ...measures.splice(index, 1));
    if (by < 0) card.previousElementSibling.before(card);
    else card.nextElementSibling.after(card);
    button.focus();
    desk.status(say("script.plan.moved", { number: index + by + 1 }));
  }
  act[button.dataset.do]();
  renumber();
  if (button.disabled) card.querySelector("[data-do]:not(:disabled)[data-do=up], [data-do]:not(:disabled)[data-do=down]")?.focus();
  desk.touch();
});
$("t-own").addEventListener("click", () => addMeasure(blankMeasure({ factors: [] })));

function take(doc) {
  desk.replace(startFrom(desk.doc, doc));
  desk.problem("");
  const found = desk.doc.assessment.findings.length;
  desk.status(say(found ? "script.plan.carried" : "script.plan.carried-none", { name: assessment.nameOf(doc), count: found }));
  boxes[0].focus();
}
$("t-take").addEventListener("click", () => {
  const doc = desk.load(assessment.KIND, $("t-from").value, schemas.assessment, null);
  if (doc) take(doc);
  else desk.problem(say("script.plan.unreadable"), [say("script.plan.unreadable-cure")]);
});
$("t-from-button").addEventListener("click", () => $("t-from-file").click());
$("t-from-file").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  if (file) {
    const result = await readFile(file, assessment.KIND, schemas.assessment, null);
    if (result.ok) {
      take(result.doc);
      if (result.notes.length) desk.problem(say("script.tool.notes"), result.notes);
    } else desk.problem(say("script.plan.not-opened-from"), result.problems);
  }
  event.target.value = "";
});
desk.begin();
