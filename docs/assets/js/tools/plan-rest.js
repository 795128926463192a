// The plan builder, once it has begun.

import { parts, say } from "../words.js";
import { csv, planRows } from "./csv.js";
import { $, el, show } from "./dom.js";
import { example } from "./example.js";
import { html } from "./html.js";
import { markdown } from "./markdown.js";
import { desk, offers, suggested, titles } from "./plan.js";
import { planReport } from "./plan-report.js";
import { checks, nameOf } from "./plan-state.js";
import { rest } from "./rest.js";

const HOME = new URL("../../../", import.meta.url).href;
const text = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

/** Sources are named by their address on this site, which stays, and which has the original, its copies and how far it was read. */
const site = document.querySelector("link[rel=canonical]")?.href;
const up = "../".repeat(location.href.slice(HOME.length).split("/").length - 1);
const addressOf = (link) => (site ? new URL(up + link.href.slice(HOME.length), site).href : "");

/** An offer of the page as the start of a measure, and the button that takes it. */
function takeUp(element) {
  const { origin } = element.dataset;
  const title = text(element.querySelector("summary b"));
  offers[origin] = {
    origin, title,
    factors: element.dataset.factors.split(" ").filter(Boolean),
    precedents: [...element.querySelectorAll(".precedent > span")].map(text).join("\n"),
    sources: [...element.querySelectorAll(".named-sources > li")].map((item) => {
      const link = item.querySelector("a");
      return { id: link.hash.slice(1), title: text(link), publisher: text(item.querySelector("span")), address: addressOf(link), read: text(item.querySelector("small")) };
    }),
  };
  suggested[origin] = [...element.querySelectorAll(".suggested > li")].map(text);
  const words = parts("script.plan.add", { hidden: (said) => el("span", { class: "visually-hidden" }, said) }, { title });
  element.querySelector(".tool-actions").prepend(el("button", { type: "button", class: "button quiet", "data-add": "" }, ...words));
}

function missing(plan) {
  const found = checks(plan, titles);
  show($("t-checks"), found.length
    ? [{ facts: found.map(({ at, sentences }) => [at === null ? say("script.plan.the-plan") : `${at + 1}. ${plan.measures[at].title || say("script.plan.unnamed")}`, sentences.join("\n")]) }]
    : [{ p: say("script.plan.complete") }]);
}

$("t-example").addEventListener("click", () => {
  desk.open(example(offers));
  desk.status(say("script.plan.example-open"));
  $("t-form").querySelector("[name=title]").focus();
});

rest($("t-plan"), () => {
  document.querySelectorAll(".offer").forEach(takeUp);
  desk.complete({
    report: (element, plan) => show(element, planReport(plan, titles)),
    changed: missing,
    exports: [
      ["t-markdown", "md", "text/markdown", (plan) => markdown(planReport(plan, titles))],
      ["t-csv", "csv", "text/csv", (plan) => csv(planRows(plan, titles))],
      ["t-html", "html", "text/html", (plan) => html(planReport(plan, titles), nameOf(plan))],
    ],
  });
});
