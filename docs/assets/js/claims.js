// Narrows the ledger of claims by verdict, kind, paragraph and words. The page is complete without it.
// What is chosen stands in the address (?verdict=imprecise&paragraph=P19), so that a reader can pass it on.
const form = document.getElementById("claim-filter");
const records = [...document.querySelectorAll("article[data-verdict]")];
const sections = [...document.querySelectorAll("section.claims-of")];
const output = form.querySelector("output");
const message = form.querySelector("[role=status]");
const names = ["verdict", "kind", "paragraph", "text"];
const words = new Map(records.map((record) => [record, record.textContent.toLowerCase()]));

/** Whether a record has what is chosen. */
function matches(record, chosen) {
  return names.every((name) => {
    if (!chosen[name]) return true;
    if (name === "text") return chosen.text.toLowerCase().split(/\s+/).every((word) => words.get(record).includes(word));
    return record.dataset[name].split(" ").includes(chosen[name]);
  });
}

/** Show what is chosen and say how much that is. */
function show() {
  const chosen = Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));
  for (const record of records) record.hidden = !matches(record, chosen);
  for (const section of sections) section.hidden = !section.querySelector("article:not([hidden])");
  const count = records.filter((record) => !record.hidden).length;
  output.textContent = count ? `${count} of ${form.dataset.total} claims` : "No claim fits; clear one of the fields";
  return chosen;
}

/** Put what is chosen into the address. */
function remember(chosen) {
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value));
  history.replaceState(null, "", (`${query}` ? `?${query}` : location.pathname) + location.hash);
}

/** Take what is chosen from the address; say plainly what it asks for that does not exist. */
function read() {
  const query = new URLSearchParams(location.search);
  const unknown = [];
  for (const name of names) {
    const field = form.elements[name];
    const value = query.get(name) ?? "";
    field.value = value;
    if (value && field.value !== value) {
      field.value = "";
      unknown.push(`${name} “${value}”`);
    }
  }
  if (unknown.length) for (const name of names) form.elements[name].value = "";
  message.hidden = !unknown.length;
  message.textContent = unknown.length ? `The address asks for ${unknown.join(" and ")}, which does not exist here. Every claim is shown.` : "";
}

/** A claim that the address leads to is never hidden. */
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.closest("[hidden]")) return;
  for (const name of names) form.elements[name].value = "";
  remember(show());
  target.scrollIntoView();
}

form.addEventListener("input", () => {
  message.hidden = true;
  remember(show());
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(() => {
  message.hidden = true;
  remember(show());
}));
addEventListener("popstate", () => { read(); show(); });
addEventListener("hashchange", reveal);

read();
show();
form.hidden = false;
reveal();
