// Two to four states side by side. The table is complete without it; what is chosen stands in the address (?states=cambodia,thailand).
import { follow } from "./address.js";
import { listed, say } from "./words.js";

const form = document.getElementById("compare-form");
const table = document.querySelector("#compare table");
const boxes = [...form.querySelectorAll("[name=states]")];
const ids = boxes.map((box) => box.value);
const output = form.querySelector("output");
const message = form.querySelector("[role=status]");
const onPaper = document.querySelectorAll(".on-paper [data-state]");
const MOST = 4;

function warn(text) {
  message.hidden = !text;
  message.textContent = text;
}

/** Show the chosen states, or all where fewer than two are chosen. */
function show(chosen) {
  const narrow = chosen.length >= 2;
  for (const row of table.rows) {
    if (row.classList.contains("group")) row.cells[0].colSpan = (narrow ? chosen.length : ids.length) + 1;
    else ids.forEach((id, index) => { row.cells[index + 1].hidden = narrow && !chosen.includes(id); });
  }
  for (const line of onPaper) line.hidden = narrow && !chosen.includes(line.dataset.state);
  table.parentElement.toggleAttribute("data-narrow", narrow);
  for (const box of boxes) {
    box.checked = chosen.includes(box.value);
    box.disabled = chosen.length >= MOST && !box.checked;
  }
  output.textContent = narrow ? say("script.compare.shown", { count: chosen.length }) : say(chosen.length ? "script.compare.more" : "script.compare.all");
}

function open() {
  const asked = (new URLSearchParams(location.search).get("states") ?? "").split(",").filter(Boolean);
  const known = ids.filter((id) => asked.includes(id)).slice(0, MOST);
  const unknown = asked.filter((id) => !ids.includes(id));
  const said = [];
  if (unknown.length) said.push(say("script.compare.unknown", { what: listed(unknown.map((id) => say("script.compare.id", { id }))) }));
  if (asked.length - unknown.length > MOST) said.push(say("script.compare.most", { most: MOST }));
  warn(said.join(" "));
  show(known);
}

const ticked = () => boxes.filter((box) => box.checked).map((box) => box.value);
const later = follow(open, () => history.replaceState(null, "", location.pathname + (ticked().length ? `?states=${ticked().join(",")}` : "") + location.hash));

function choose(states) {
  warn("");
  show(states);
  later();
}
form.addEventListener("change", () => choose(ticked()));
form.addEventListener("reset", (event) => {
  event.preventDefault();
  choose([]);
});
form.addEventListener("submit", (event) => event.preventDefault());
form.hidden = false;
open();
