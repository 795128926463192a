// The bodies for prevention, by state, subject and what became of them; the table, the subjects and the records together. Where a subject is opened,
// what each body says of it stands below its name, as in its record.
import { filter } from "./filter.js";

filter(document.getElementById("mechanism-filter"), {
  items: [...document.querySelectorAll("[data-where][data-subject]")],
  groups: [...document.querySelectorAll(".side, table.bodies tbody")],
  words: "mechanisms",
});

function compare(fold) {
  const subject = fold.querySelector("h3").id.replace("on-", "");
  for (const body of fold.querySelectorAll(".sides>li")) {
    const record = document.getElementById(body.querySelector("a").hash.slice(1));
    for (const said of record.querySelectorAll(`[data-side="${subject}"] dd`)) {
      const clause = document.createElement("p");
      clause.append(...said.cloneNode(true).childNodes);
      body.append(clause);
    }
  }
}

for (const fold of document.querySelectorAll(".side details")) {
  if (fold.open) compare(fold);
  else fold.addEventListener("toggle", () => compare(fold), { once: true });
}
