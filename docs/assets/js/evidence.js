// The evidence of a fact in a long list opens in its place. Without this script, or where it cannot be had, the link leads to it.

const inPlace = () => import("./evidence-in-place.js");

/** Unfold the evidence of a record in the list, if it can be had. */
export const unfold = (record) => inPlace().then((evidence) => evidence.unfold(record), () => {});

for (const link of document.querySelectorAll(".to-evidence a")) {
  link.setAttribute("aria-label", `${link.textContent}, ${link.closest("[id]").querySelector("h3").textContent}`);
}

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".to-evidence a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    (await (await inPlace()).open(link))?.firstElementChild.focus();
  } catch {
    location.assign(link.href);
  }
});
