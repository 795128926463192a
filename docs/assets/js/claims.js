// The claims, by verdict, kind, paragraph and words.
import { unfold } from "./evidence.js";
import { filter } from "./filter.js";
import { plain, whole } from "./search/words.js";

const items = [...document.querySelectorAll("article[data-verdict]")];
const texts = new Map(items.map((item) => [item, plain(item.textContent)]));

filter(document.getElementById("claim-filter"), {
  items,
  groups: [...document.querySelectorAll(".claims-of")],
  words: "claims",
  fits: {
    paragraph: (item, _, wanted) => item.parentElement.firstElementChild.id === `claims-of-${wanted}` || (item.dataset.paragraph ?? "").split(" ").includes(wanted),
    text: (item, _, wanted) => whole(wanted).every((word) => texts.get(item).includes(word)),
  },
  revealed: unfold,
});
