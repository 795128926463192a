// The claims, by verdict, kind, paragraph and words.
import { unfold } from "./evidence.js";
import { filter } from "./filter.js";

const items = [...document.querySelectorAll("article[data-verdict]")];
const texts = new Map(items.map((item) => [item, item.textContent.toLowerCase()]));

filter(document.getElementById("claim-filter"), {
  items,
  groups: [...document.querySelectorAll(".claims-of")],
  words: "claims",
  fits: {
    paragraph: (item, _, wanted) => item.parentElement.firstElementChild.id === `claims-of-${wanted}` || (item.dataset.paragraph ?? "").split(" ").includes(wanted),
    text: (item, _, wanted) => wanted.toLowerCase().split(/\s+/).every((word) => texts.get(item).includes(word)),
  },
  revealed: unfold,
});
