// One part of a long form at a time. The address names it, without a step of the way back, which "Leave quickly" must not leave behind.

import { say } from "../words.js";
import { $, el } from "./dom.js";

const WIDE = matchMedia("(min-width: 76.25em)");

/** `box` holds factors in groups; `tell` says beside the name of one what was found. */
export function pager(box) {
  const sections = () => [...box.querySelectorAll(".factor")];
  const list = $("t-jump");
  const items = new Map(sections().map((section) => [section.dataset.factor, {
    link: el("a", { href: `#${section.id}` }, section.dataset.number, ". ", section.querySelector("[data-title]").textContent),
    found: el("span", { class: "so-far" }),
  }]));
  list.querySelector("ol").append(...[...items.values()].map(({ link, found }) => el("li", {}, link, found)));
  let at = 0;

  function show() {
    const all = sections();
    all.forEach((section, index) => { section.hidden = index !== at; });
    for (const group of box.querySelectorAll(".group")) group.hidden = !group.querySelector(".factor:not([hidden])");
    [...items.values()].forEach(({ link }, index) => { link.ariaCurrent = index === at ? "step" : null; });
    $("t-back").disabled = at === 0;
    $("t-next").disabled = at === all.length - 1;
  }

  /** The heading is in sight, and read aloud. */
  function go(to) {
    at = to;
    show();
    if (!WIDE.matches) list.open = false;
    const section = sections()[at];
    history.replaceState(history.state, "", `#${section.id}`);
    const heading = section.querySelector("[tabindex='-1']");
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }
  const named = (hash) => sections().findIndex(({ id }) => `#${id}` === hash);

  $("t-back").addEventListener("click", () => go(at - 1));
  $("t-next").addEventListener("click", () => go(at + 1));
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(named(link.hash));
  });
  addEventListener("hashchange", () => { if (named(location.hash) >= 0) go(named(location.hash)); });
  list.open = WIDE.matches;
  at = Math.max(0, named(location.hash));
  show();
  return { tell: (id, text) => { items.get(id).found.textContent = text; } };
}
