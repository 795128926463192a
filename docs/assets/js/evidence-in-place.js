// The evidence of a fact in a long list stands on a page of its own, so that the list stays light. This puts it in its place
// when a reader asks for it. Fetched on first use by evidence.js.

const pages = new Map();

/** The page at an address, asked for once. The browser itself reads the answer as a page: the policy lets no script turn text into one. */
function page(address) {
  if (!pages.has(address)) {
    pages.set(address, new Promise((found, failed) => {
      const request = new XMLHttpRequest();
      request.responseType = "document";
      request.onload = () => (request.status === 200 && request.response ? found(request.response) : failed(new Error(`${request.status}`)));
      request.onerror = () => failed(new Error("no answer"));
      request.open("GET", address);
      request.send();
    }).catch((error) => {
      pages.delete(address);
      throw error;
    }));
  }
  return pages.get(address);
}

/** Links of that page as links of this one; what stands here is reached without leaving. */
function adopt(link, address) {
  const target = new URL(link.getAttribute("href"), address);
  link.href = target.hash && target.pathname === location.pathname && target.host === location.host ? target.hash : target.href;
}

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
