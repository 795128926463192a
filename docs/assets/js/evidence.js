// The evidence of a fact in a long list stands on a page of its own, so that the list stays light. Here it opens in place
// when a reader asks for it; without this script, or where the page cannot be had, the link leads there.

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

/** Put the evidence that a link leads to in the place of the link, unfolded; the element that folds it. */
async function open(link) {
  const [address, id] = link.href.split("#");
  const found = (await page(address)).getElementById(id)?.querySelector(".evidence");
  if (!found) throw new Error(`nothing stands at ${link.href}`);
  if (!link.isConnected) return null;  // asked for twice
  const shown = document.importNode(found, true);
  for (const each of shown.querySelectorAll("a[href]")) adopt(each, address);
  const summary = document.createElement("summary");
  summary.append(...link.childNodes);
  const details = document.createElement("details");
  details.className = "more";
  details.open = true;
  details.append(summary, shown);
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

document.addEventListener("click", async (event) => {
  const link = event.target.closest(".to-evidence a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    (await open(link))?.firstElementChild.focus();
  } catch {
    location.assign(link.href);
  }
});

// A button that prints the list with the evidence of all that is shown.
document.querySelector("[data-print-whole]")?.addEventListener("click", async (event) => {
  const button = event.currentTarget;
  button.disabled = true;
  await Promise.all([...document.querySelectorAll("[data-record]:not([hidden])")].map(unfold));
  button.disabled = false;
  print();
});
