// The claims, by verdict, kind, paragraph and words.
import { unfold } from "./evidence.js";
import { filter } from "./filter.js";

const form = document.getElementById("claim-filter");
const items = [...document.querySelectorAll("article[data-verdict]")];
let texts;

/** Whether a claim has all of these words; what a word is comes when the first is asked for, and then the form answers again. */
function said(item, _, wanted) {
  if (texts) return texts.whole(wanted).every((word) => texts.of.get(item).includes(word));
  texts = { whole: () => [] };
  import("./search/words.js").then(({ plain, whole }) => {
    texts = { whole, of: new Map(items.map((each) => [each, plain(each.textContent)])) };
    form.dispatchEvent(new Event("input"));
  }, () => { texts = null; });
  return true;
}

filter(form, {
  items,
  groups: [...document.querySelectorAll(".claims-of")],
  words: "claims",
  fits: {
    paragraph: (item, _, wanted) => item.parentElement.firstElementChild.id === `claims-of-${wanted}` || (item.dataset.paragraph ?? "").split(" ").includes(wanted),
    text: said,
  },
  revealed: unfold,
});
