// The events, by theme, state, body or person, years, and mention in the op-ed; the picture follows.
import { unfold } from "./evidence.js";
import { filter } from "./filter.js";

const form = document.getElementById("timeline-filter");
const items = [...document.querySelectorAll("#timeline-list [data-record]")];
const decades = [...document.querySelectorAll("#timeline-list .decade")];
const marks = new Map([...document.querySelectorAll(".overview .mark")].map((mark) => [mark.closest("a").getAttribute("href").split("#")[1], mark]));
const leads = new Map(decades.map((decade) => [decade, document.querySelector(`.decades [href$="#${decade.firstElementChild.id}"]`)]));

filter(form, {
  items,
  groups: decades,
  noun: "events",
  fits: {
    from: (event, _, wanted) => Number(event.dataset.to) >= Number(wanted),
    to: (event, _, wanted) => Number(event.dataset.from) <= Number(wanted),
    "op-ed": (event) => event.dataset.opEd === "yes",
  },
  disorder() {
    const { from, to } = form.elements;
    return from?.value && to?.value && from.value > to.value ? "The first year is later than the last, so that no event can fit." : "";
  },
  shown() {
    for (const event of items) marks.get(event.id)?.classList.toggle("off", event.hidden);
    for (const [decade, lead] of leads) if (lead) lead.parentElement.hidden = decade.hidden;
  },
  revealed: unfold,
});
