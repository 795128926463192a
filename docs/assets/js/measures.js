// The measures, by stage, coercion, level and risk factor; the table and the records below it together.
import { filter } from "./filter.js";

filter(document.getElementById("measure-filter"), {
  items: [...document.querySelectorAll("[data-category][data-coercion]")],
  groups: [...document.querySelectorAll(".measure-group, table.measures tbody")],
  words: "measures",
});
