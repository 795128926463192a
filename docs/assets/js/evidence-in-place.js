// The evidence of a fact in a long list stands on a page of its own, so that the list stays light. This puts it in its place
// when a reader asks for it. Fetched on first use by evidence.js.

import { adopt, page } from "./pages.js";

/** Put what is said of a fact, and its evidence, in the place of the link that leads to it, unfolded; the element that folds it. */
export async function open(link) {
  const [address, id] = link.href.split("#");
  const found = [...((await page(address)).getElementById(id)?.querySelectorAll(".said, .evidence") ?? [])];
  if (!found.length) throw new Error(`nothing stands at ${link.href}`);
  if (!link.isConnected) return null;  // asked for twice
  const shown = found.map((each) => document.importNode(each, true));
  for (const each of shown.flatMap((part) => [...part.querySelectorAll("a[href]")])) adopt(each, address);
  const summary = document.createElement("summary");
  summary.append(...link.childNodes);
  summary.setAttribute("aria-label", link.getAttribute("aria-label")); // with the name of the fact, as evidence.js gave it
  const details = document.createElement("details");
  details.className = "more";
  details.open = true;
  details.append(summary, ...shown);
  link.parentElement.replaceWith(details);
  document.dispatchEvent(new CustomEvent("kb:added", { detail: details }));
  return details;
}

/** Unfold the evidence of a record in the list, if it can be had. */
export async function unfold(record) {
  const link = record.querySelector(".to-evidence a");
  const details = record.querySelector("details.more");
  if (details) details.open = true;
  if (link) await open(link).catch(() => {});
}
