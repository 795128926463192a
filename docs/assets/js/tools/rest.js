// What a tool does not need to begin comes from the page that holds all of it, while somebody reads.

import { adopt, page } from "../pages.js";
import { say } from "../words.js";
import { $ } from "./dom.js";

const AGAIN_AFTER = 20_000;
const again = () => new Promise((go) => { addEventListener("online", go, { once: true }); setTimeout(go, AGAIN_AFTER); });

/** Whoever reads the heading of what stood there goes on from the new one. */
function put(place, found, address) {
  const part = document.importNode(found, true);
  part.hidden = place.hidden;
  for (const link of part.querySelectorAll("a[href]")) adopt(link, address);
  const read = place.contains(document.activeElement);
  place.replaceWith(part);
  if (read) part.querySelector("[tabindex='-1']")?.focus({ preventScroll: true });
}

/** Puts what is awaited in its place as soon as there is a connection, calls `arrived`, and says that none is needed any more. */
export async function rest(tool, arrived) {
  const tell = (id) => { $("t-ready").textContent = say(`script.tool.arrival.${id}`); };
  const places = [...tool.querySelectorAll("[data-rest]")];
  if (places.length) {
    tell("coming");
    let whole;
    while (!(whole = await page(tool.dataset.whole).catch(() => null))) {
      tell("waits");
      await again();
    }
    const found = places.map(({ dataset }) => whole.querySelector(`[data-${dataset.rest}="${CSS.escape(dataset[dataset.rest])}"]`));
    if (found.includes(null)) return tell("other"); // the site has another version by now
    const address = new URL(tool.dataset.whole, location).href;
    places.forEach((place, index) => put(place, found[index], address));
  }
  arrived();
  document.querySelectorAll("[data-whole-script]").forEach((element) => { element.hidden = false; });
  tell("whole");
}
