// Narrows the measures of /prevention/ by stage, coercion, level and risk factor. The page is complete without it.
// The choice stands in the address, so that a copied link restores it.

const form = document.getElementById("measure-filter");

if (form) {
  const selects = [...form.querySelectorAll("select")];
  const problem = form.querySelector(".note");
  const rows = [...document.querySelectorAll("[data-category][data-coercion]")];
  const groups = [...document.querySelectorAll(".measure-group, table.measures tbody")];

  const fits = (row) => selects.every((s) => !s.value || row.dataset[s.name].split(" ").includes(s.value));

  function show() {
    rows.forEach((row) => { row.hidden = !fits(row); });
    groups.forEach((group) => { group.hidden = !group.querySelector("[data-category]:not([hidden])"); });
    const found = rows.filter((row) => row.dataset.record && !row.hidden).length;
    form.querySelector("output").textContent = found
      ? `${found} of ${form.dataset.total} measures`
      : `No measure fits all of this. ${form.dataset.total} stand here; take back one choice.`;
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    const unknown = [];
    selects.forEach((s) => {
      const value = asked.get(s.name) ?? "";
      const known = [...s.options].some((option) => option.value === value);
      s.value = known ? value : "";
      if (!known) unknown.push(`${s.labels[0].textContent.toLowerCase()} “${value.slice(0, 40)}”`);
    });
    problem.textContent = unknown.length
      ? `The address asks for ${unknown.join(" and ")}, which is not known here. That part was left out.`
      : "";
    problem.hidden = !unknown.length;
    show();
  }

  function write() {
    const address = new URL(location.href);
    selects.forEach((s) => { s.value ? address.searchParams.set(s.name, s.value) : address.searchParams.delete(s.name); });
    history.replaceState(null, "", address);
    problem.hidden = true;
    show();
  }

  // A link to a measure that the filter hides takes the filter back first.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.hidden) {
      selects.forEach((s) => { s.value = ""; });
      write();
      target.scrollIntoView();
    }
  }

  form.addEventListener("change", write);
  form.addEventListener("reset", () => setTimeout(write));
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", read);
  addEventListener("hashchange", reveal);
  form.hidden = false;
  read();
  reveal();
}
