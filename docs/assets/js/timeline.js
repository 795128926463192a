// The events, by theme, state, body or person, years, and mention in the op-ed; the picture follows.
import { unfold } from "./evidence.js";
import { filter } from "./filter.js";
import { say } from "./words.js";

const form = document.getElementById("timeline-filter");
const items = [...document.querySelectorAll("#timeline-list [data-record]")];
const decades = [...document.querySelectorAll("#timeline-list .decade")];
const leads = new Map(decades.map((decade) => [decade, document.querySelector(`.decades [href$="#${decade.firstElementChild.id}"]`)]));

/** The lanes of the picture, each with its marks and their events. */
const lanes = new Map([...document.querySelectorAll(".overview [class^=theme-]")].map((lane) => [lane,
  [...lane.querySelectorAll(".mark")].map((mark) => [mark, document.getElementById(mark.closest("a").getAttribute("href").split("#")[1])]),
]));
const draw = (lane) => { for (const [mark, event] of lanes.get(lane)) mark.toggleAttribute("data-off", event.hidden); };

// A mark says what it stands for to whoever points at it. The picture itself carries no names, since the list below says the same.
document.querySelector(".overview").addEventListener("pointerover", ({ target }) => {
  const link = target.closest("a");
  const event = link && !link.querySelector("title") && document.getElementById(link.getAttribute("href").split("#")[1]);
  if (!event) return;
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = say("script.events.mark", { date: event.querySelector("time").textContent, event: event.querySelector("h3").textContent });
  link.prepend(title);
});

// A button that prints the list with the evidence of all that is shown.
const whole = document.querySelector("[data-print-whole]");
whole.addEventListener("click", async () => {
  whole.disabled = true;
  await Promise.all(items.filter((item) => !item.hidden).map(unfold));
  whole.disabled = false;
  print();
});
whole.hidden = false;

// A picture of many events is long: a lane follows at once where it is in view, and else when it comes there.
const inView = new Set();
const view = new IntersectionObserver((changes) => {
  for (const { target, isIntersecting } of changes) {
    if (isIntersecting) draw(target);
    inView[isIntersecting ? "add" : "delete"](target);
  }
}, { rootMargin: "50%" });
for (const lane of lanes.keys()) view.observe(lane);
addEventListener("beforeprint", () => { for (const lane of lanes.keys()) draw(lane); });

filter(form, {
  items,
  groups: decades,
  words: "events",
  fits: {
    from: (event, _, wanted) => Number(event.dataset.to) >= Number(wanted),
    to: (event, _, wanted) => Number(event.dataset.from) <= Number(wanted),
    "op-ed": (event) => event.dataset.opEd === "yes",
  },
  disorder() {
    const { from, to } = form.elements;
    return from?.value && to?.value && from.value > to.value ? say("script.events.order") : "";
  },
  shown(left) {
    for (const lane of inView) draw(lane);
    let before = 0;
    for (const [decade, lead] of leads) {
      const count = left.get(decade);
      if (lead && lead.parentElement.hidden !== decade.hidden) lead.parentElement.hidden = decade.hidden;
      // The decades with the first events left stand below the form and are seen at once; of the others, how high they are, about, while they are not laid out.
      decade.toggleAttribute("data-near", count > 0 && before < 10);
      if (count) decade.style.containIntrinsicBlockSize = `${count * 12 + 6}rem`;
      before += count;
    }
  },
  revealed: unfold,
});
