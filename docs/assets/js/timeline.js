// Narrows the events of /timeline/ by theme, state, body or person, years, and mention in the op-ed. The page is complete
// without it. The choice stands in the address, so that a copied link restores it.

const form = document.getElementById("timeline-filter");

if (form) {
  const fields = [...form.elements].filter((field) => field.name);
  const problem = form.querySelector(".note");
  const count = form.querySelector("output");
  const events = [...document.querySelectorAll("#timeline-list [data-record]")];
  const decades = [...document.querySelectorAll("#timeline-list .decade")];
  const marks = new Map([...document.querySelectorAll(".overview [data-event]")].map((mark) => [mark.dataset.event, mark]));

  const data = { theme: "theme", state: "state", actor: "actor", "op-ed": "opEd" };
  const value = (field) => (field.type === "checkbox" ? (field.checked ? field.value : "") : field.value);

  function fits(event) {
    return fields.every((field) => {
      const wanted = value(field);
      if (!wanted) return true;
      if (field.name === "from") return Number(event.dataset.to) >= Number(wanted);
      if (field.name === "to") return Number(event.dataset.from) <= Number(wanted);
      return (event.dataset[data[field.name]] ?? "").split(" ").includes(wanted);
    });
  }

  function show() {
    let found = 0;
    events.forEach((event) => {
      event.hidden = !fits(event);
      found += !event.hidden;
      marks.get(event.id)?.classList.toggle("off", event.hidden);
    });
    decades.forEach((decade) => {
      decade.hidden = !decade.querySelector("[data-record]:not([hidden])");
      const link = document.querySelector(`.decades [href$="#${decade.firstElementChild.id}"]`);
      if (link) link.parentElement.hidden = decade.hidden;
    });
    count.textContent = found
      ? `${found} of ${form.dataset.total} events`
      : `No event fits all of this. ${form.dataset.total} stand here; take back one choice.`;
  }

  function set(field, wanted) {
    if (field.type === "checkbox") field.checked = wanted === field.value;
    else field.value = wanted;
  }

  function known(field, wanted) {
    if (!wanted) return true;
    if (field.type === "checkbox") return wanted === field.value;
    if (field.type === "number") return /^\d{4}$/.test(wanted) && wanted >= field.min && wanted <= field.max;
    return [...field.options].some((option) => option.value === wanted);
  }

  function say(text) {
    problem.textContent = text;
    problem.hidden = !text;
  }

  function disorder() {
    const { from, to } = form.elements;
    return from?.value && to?.value && from.value > to.value ? "The first year is later than the last, so that no event can fit." : "";
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    const unknown = [];
    fields.forEach((field) => {
      const wanted = asked.get(field.name) ?? "";
      const good = known(field, wanted);
      set(field, good ? wanted : "");
      if (!good) unknown.push(`${field.labels[0].textContent.trim().toLowerCase()} “${wanted.slice(0, 40)}”`);
    });
    say(unknown.length ? `The address asks for ${unknown.join(" and ")}, which is not known here. That part was left out.` : disorder());
    show();
  }

  function write() {
    const address = new URL(location.href);
    fields.forEach((field) => {
      const wanted = value(field);
      if (wanted && known(field, wanted)) address.searchParams.set(field.name, wanted);
      else address.searchParams.delete(field.name);
    });
    history.replaceState(null, "", address);
    const wrong = fields.find((field) => field.type === "number" && (field.validity.badInput || !known(field, field.value)));
    say(wrong ? `Give a year from ${wrong.min} to ${wrong.max}.` : disorder());
    show();
  }

  // A link to one event opens its evidence; if the filter hides the event, the filter is taken back first.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target?.matches("#timeline-list [data-record]")) return;
    if (target.hidden) {
      fields.forEach((field) => set(field, ""));
      write();
    }
    target.querySelector("details").open = true;
    target.scrollIntoView();
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
