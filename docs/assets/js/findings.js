// The findings of the tribunal, by accused, crime, place and outcome.
import { filter } from "./filter.js";

filter(document.getElementById("finding-filter"), {
  items: [...document.querySelectorAll("table.findings tr[data-record]")],
  groups: [...document.querySelectorAll("table.findings tbody")],
  words: "findings",
  revealed: (row) => { row.querySelector("details").open = true; },
});
