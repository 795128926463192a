// A form that narrows a list which is complete without it. The address holds what is chosen; what it asks for that does not
// exist is left out, with a plain word.
import { follow, named } from "./address.js";
import { listed, say } from "./words.js";

const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value.trim());

function set(field, wanted) {
  if (field.type === "checkbox") field.checked = wanted === field.value;
  else field.value = wanted;
}

function known(field, wanted) {
  if (!wanted) return true;
  if (field.type === "checkbox") return wanted === field.value;
  if (field.type === "number") return /^\d{4}$/.test(wanted) && wanted >= field.min && wanted <= field.max;
  return field.type === "search" || [...field.options].some((option) => option.value === wanted);
}

/** What is hidden or shown already costs nothing. */
const hide = (item, away) => { if (item.hidden !== away) item.hidden = away; };

/** An item fits where its data attribute of the field's name holds the chosen word. */
const holds = (item, name, wanted) => ` ${item.getAttribute(`data-${name}`) ?? ""} `.includes(` ${wanted} `);

/** Set the fields as the address asks; what it asks for that does not exist, in words. */
function recall(fields) {
  const asked = new URLSearchParams(location.search);
  const unknown = [];
  for (const field of fields) {
    const wanted = asked.get(field.name) ?? "";
    const good = known(field, wanted);
    set(field, good ? wanted : "");
    if (!good) unknown.push(say("script.filter.asked", { field: field.labels[0].textContent.trim(), asked: wanted.slice(0, 40) }));
  }
  return unknown;
}

/** Keep in the address what is chosen. */
function keep(fields) {
  const address = new URL(location.href);
  for (const field of fields) {
    const wanted = value(field);
    if (wanted && known(field, wanted)) address.searchParams.set(field.name, wanted);
    else address.searchParams.delete(field.name);
  }
  history.replaceState(null, "", address);
}

/**
 * Let `form` narrow `items`. `groups` are hidden when nothing in them is left; `words` is the group of words that count the items (script.<words>.left, .none).
 * `fits` maps a field's name to a test of its own; `disorder` says what is wrong with the choice as a whole;
 * `shown` is called with the items left in each group, a Map; `revealed` with an item that the address leads to.
 */
export function filter(form, { items, groups = [], words, fits = {}, disorder = () => "", shown = () => {}, revealed = () => {} }) {
  const fields = [...form.elements].filter((field) => field.name);
  const problem = form.querySelector(".note");
  const records = items.filter((item) => item.dataset.record);
  const groupOf = new Map(groups.flatMap((group) => items.filter((item) => group.contains(item)).map((item) => [item, group])));

  function warn(text) {
    problem.textContent = text;
    hide(problem, !text);
  }

  function show() {
    const chosen = fields.filter(value).map((field) => [fits[field.name] ?? holds, field.name, value(field)]);
    const stays = new Set(items.filter((item) => chosen.every(([fit, name, wanted]) => fit(item, name, wanted))));
    for (const item of items) hide(item, !stays.has(item));
    const left = new Map(groups.map((group) => [group, 0]));
    for (const item of stays) if (groupOf.has(item)) left.set(groupOf.get(item), left.get(groupOf.get(item)) + 1);
    for (const [group, count] of left) hide(group, !count);
    const count = records.filter((item) => stays.has(item)).length;
    form.querySelector("output").textContent = say(count ? `script.${words}.left` : `script.${words}.none`, { count, all: records.length });
    shown(left);
  }

  function read() {
    const unknown = recall(fields);
    warn(unknown.length ? say("script.filter.unknown", { what: listed(unknown) }) : disorder());
    show();
  }

  const later = follow(read, () => keep(fields));

  function answer() {
    const wrong = fields.find((field) => field.type === "number" && (field.validity.badInput || !known(field, field.value)));
    warn(wrong ? say("script.filter.year", { first: wrong.min, last: wrong.max }) : disorder());
    show();
    later();
  }

  // What an address leads to is never hidden: the filter is taken back first.
  function reveal() {
    const target = named();
    if (!target || !items.includes(target)) return;
    if (target.hidden) {
      for (const field of fields) set(field, "");
      answer();
    }
    revealed(target);
    target.scrollIntoView();
  }

  form.addEventListener("focusin", () => document.body.toggleAttribute("data-narrowing", true), { once: true });
  form.addEventListener("input", answer);
  form.addEventListener("reset", () => setTimeout(answer));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", reveal);
  form.hidden = false;
  read();
  reveal();
}
