// The worksheet: the form in the page and an assessment in memory, kept in step. Nothing is drawn anew while somebody types.

import { listed, say } from "../words.js";
import { $, el, show } from "./dom.js";
import { open } from "./desk.js";
import { assessmentRows, csv } from "./csv.js";
import { inOrder } from "./compare.js";
import { html } from "./html.js";
import { markdown } from "./markdown.js";
import { assessmentReport, comparison, gapBlocks, profileHead } from "./report.js";
import { KIND, READ, SCOPE, STATES, blank, day, indicatorTouched, nameOf, profileRows, touched } from "./state.js";

const form = $("t-form");
const factors = [...form.querySelectorAll(".factor")];
const sections = new Map(factors.map((section) => [section.dataset.factor, section]));
const rows = new Map([...form.querySelectorAll(".ind")].map((row) => [row.dataset.i, row]));
const framework = factors.map((section) => ({
  id: section.dataset.factor,
  number: Number(section.dataset.number),
  title: section.querySelector("h4 span").textContent,
  indicators: [...section.querySelectorAll(".ind")].map((row) => ({
    number: row.dataset.i, text: row.querySelector("legend span").textContent, read: row.dataset.read,
  })),
}));

const fields = (part) => part.querySelectorAll("input, select, textarea");

/** What was found under a factor, in words, beside its name. */
function summary(factor) {
  const at = (state) => listed(factor.indicators.filter((i) => i.state === state).map((i) => i.number), "unit");
  const parts = Object.entries(STATES).filter(([state]) => state !== "not-assessed" && at(state)).map(([key, state]) => say("script.assess.so-far", { state, numbers: at(key) }));
  sections.get(factor.id).querySelector(".so-far").textContent = parts.join(" · ") || say("script.assess.nothing-so-far");
}

function fill(doc) {
  for (const input of fields(form.querySelector("[data-part=scope]"))) {
    if (input.name === "crimes") input.checked = doc.scope.crimes.includes(input.value);
    else input.value = doc.scope[input.name];
  }
  for (const factor of doc.factors) {
    for (const input of fields(sections.get(factor.id).querySelector(".whole"))) input.value = factor[input.name];
    for (const indicator of factor.indicators) {
      for (const input of fields(rows.get(indicator.number))) {
        if (input.type === "radio") input.checked = input.value === indicator.state;
        else input.value = indicator[input.name];
      }
      mark(rows.get(indicator.number), indicator);
    }
    summary(factor);
  }
  $("t-left").hidden = !doc.left_over.length;
  show($("t-left"), doc.left_over.length
    ? [{ h: say("script.assess.left"), level: 3 }, { p: say("script.assess.left-here") },
       { facts: doc.left_over.map((i) => [`${i.number} ${i.text}`, say("script.assess.left-entry", { state: STATES[i.state], evidence: [i.evidence_for, i.evidence_against, i.source].filter(Boolean).join(" · "), wording: READ[i.read] })]) }]
    : []);
}

/** Says on the folded part that something stands in it. */
function mark(row, indicator) {
  const written = indicatorTouched({ ...indicator, state: "not-assessed" });
  row.classList.toggle("written", written);
  row.querySelector("summary").dataset.after = say("script.assess.written");
}

function overview(doc) {
  show($("t-overview"), [
    { table: { caption: say("script.assess.profile-here"), head: profileHead(), rows: profileRows(doc) } },
    ...gapBlocks(doc, 3),
  ]);
}

function choices() {
  const kept = desk.shelf.list(KIND).filter((entry) => !entry.damaged);
  for (const select of [$("t-a"), $("t-b")]) {
    const before = select.value;
    select.replaceChildren(...kept.map((entry) => el("option", { value: entry.id }, say("script.tool.kept", { name: nameOf(entry), date: day(entry.changed) }))));
    select.value = kept.some(({ id }) => id === before) ? before : kept[0]?.id ?? "";
  }
  if ($("t-a").value === $("t-b").value && kept.length > 1) $("t-a").value = kept.find(({ id }) => id !== $("t-b").value).id;
}

const schema = JSON.parse($("t-schema").textContent);
const desk = open({
  kind: KIND, words: "assess", nameOf, touched, framework,
  schema,
  blank: () => blank(framework),
  first: () => form.querySelector("[name=title]"),
  show: fill,
  report: (element, doc) => show(element, assessmentReport(doc)),
  changed: (doc) => { overview(doc); choices(); },
  exports: [
    ["t-markdown", "md", "text/markdown", (doc) => markdown(assessmentReport(doc))],
    ["t-csv", "csv", "text/csv", (doc) => csv(assessmentRows(doc, { SCOPE }))],
    ["t-html", "html", "text/html", (doc) => html(assessmentReport(doc), nameOf(doc))],
  ],
});

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

const fold = (to) => () => factors.forEach((section) => { section.open = to; });
$("t-unfold").addEventListener("click", fold(true));
$("t-fold").addEventListener("click", fold(false));
fold(false)();

$("t-compare").addEventListener("click", () => {
  const [a, b] = ["t-a", "t-b"].map((id) => desk.load(KIND, $(id).value, schema, framework));
  const target = $("t-difference");
  if (!a || !b || a.id === b.id) show(target, [{ p: say("script.assess.two") }]);
  else show(target, comparison(...inOrder(a, b)));
  target.focus();
});

desk.begin();
