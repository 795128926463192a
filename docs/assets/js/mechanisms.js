// The bodies for prevention, by state, subject and what became of them; the table, the clauses and the records together.
import { filter } from "./filter.js";

filter(document.getElementById("mechanism-filter"), {
  items: [...document.querySelectorAll("[data-where][data-subject]")],
  groups: [...document.querySelectorAll(".side, table.bodies tbody")],
  words: "mechanisms",
});
