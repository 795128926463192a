// Answers from the copy of this site that a reader keeps on the device; assets/js/offline/keep.js fetches, replaces and deletes it.
// Without a copy nothing is touched. Files lie under their digests, so an answer is whole or none; a page and what it loads come from one
// list, so versions never mix, also while a newer one takes the place of the old. The layout of the store stands in both scripts.
"use strict";

const TOP = self.registration.scope;
const STORE = `kb-kept ${TOP}`;
const at = (name) => `${TOP}offline/kept/${name}`;
const DAY = 86_400_000;
const SOON = 600_000;

const open = () => caches.open(STORE);
const stored = async (name) => (await (await caches.match(at(name), { cacheName: STORE }))?.json()) ?? null;
const keep = async (name, value) => (await caches.has(STORE)) && (await open()).put(at(name), new Response(JSON.stringify(value)));

/** The list by which a page is answered: for a page that is opened the present one, for what it loads the one it was opened by. */
async function listFor({ request, clientId }) {
  if (request.mode === "navigate") return stored("list");
  const page = await stored(`page-${clientId}`);
  return page && stored(`list-${page.version}`);
}

/** What the list says of an address: [digest, bytes]; a query and a missing slash at the end change no page. */
function entry(list, url) {
  const { origin, pathname } = new URL(url);
  const path = (origin + pathname).startsWith(TOP) ? (origin + pathname).slice(TOP.length).replace(/(^|\/)index\.html$/, "$1") : null;
  for (const set of path === null ? [] : Object.values(list.sets)) if (Object.hasOwn(set, path)) return set[path];
  return null;
}

async function hex(bytes) {
  return Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (b) => b.toString(16).padStart(2, "0")).join("");
}

/** A file of the copy, if its bytes are those of the list. */
async function whole(digest) {
  const found = await caches.match(at(digest), { cacheName: STORE });
  const bytes = await found?.arrayBuffer().catch(() => null);
  return bytes && (await hex(bytes)) === digest ? new Response(bytes, { headers: found.headers }) : null;
}

/** A damaged file is fetched again; where the site has another version by now, the whole copy is given up. */
async function mended(request, digest) {
  const answer = await fetch(request.url, { cache: "no-cache" }).catch(() => null);
  if (!answer) return null;
  const bytes = await answer.clone().arrayBuffer();
  if (answer.ok && (await hex(bytes)) === digest) {
    await (await open()).put(at(digest), new Response(bytes, { headers: plain(answer.headers) }));
    return whole(digest);
  }
  await keep("list", { ...(await stored("list")), damaged: true });
  return request.mode === "navigate" ? fetch(request) : Response.error();
}

/** What a host said of a file, without what was true on the way only. */
function plain(headers) {
  const found = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) found.delete(name);
  return found;
}

async function answer(event) {
  const { request } = event;
  const list = await listFor(event).catch(() => null);
  if (!list || (list.damaged && request.mode === "navigate")) return fetch(request).catch((error) => lost(event, list, "damaged", error));
  const found = entry(list, request.url);
  if (!found) {
    const slashed = new URL(request.url);
    slashed.pathname += "/";
    return request.mode === "navigate" && entry(list, slashed) ? Response.redirect(slashed) : fetch(request).catch((error) => lost(event, list, "not-kept", error));
  }
  const kept = (await whole(found[0])) ?? (await mended(request, found[0]));
  if (!kept) return lost(event, list, "damaged", new TypeError(`${request.url} is damaged`));
  if (request.mode !== "navigate" || kept.url) return kept;
  await opened(event, list);
  event.waitUntil(look(list).then(sweep).catch(() => {}));
  return noted(kept, list);
}

/** Remember by which list a page was opened: what it loads comes from there too. */
const opened = ({ resultingClientId: id }, { version }) => id && keep(`page-${id}`, { version, at: Date.now() });

/** The page says above its heading that it is the kept one, and whether the site has a newer one. */
async function noted(kept, list) {
  const text = await kept.text();
  const words = list.words[/<html lang="([\w-]+)"/.exec(text)?.[1]] ?? Object.values(list.words)[0];
  const seen = await stored("seen");
  const line = fill(seen && seen.version !== list.version ? words.newer : words.kept, list, words);
  return new Response(text.replace("</header>", () => `</header>${line}`), { headers: kept.headers });
}

function fill(text, list, { days, digits }) {
  const kept = new Date(list.kept);
  const said = (number) => String(number).replace(/[0-9]/g, (digit) => digits[digit]);
  const day = days.split("|")[kept.getMonth()].replace("{day}", said(kept.getDate())).replace("{year}", said(kept.getFullYear()));
  return text.replaceAll("{top}", TOP).replaceAll("{day}", day);
}

/** In the place of a page that cannot be had: why, and what to do. Anything else fails as it does without a copy. */
async function lost(event, list, why, error) {
  const { request } = event;
  if (request.mode !== "navigate" || !list) throw error;
  await opened(event, list);
  const words = list.words[request.url.slice(TOP.length).split("/")[0]] ?? Object.values(list.words)[0];
  return new Response(fill(words[why], list, words), { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

/** Once a day, while somebody reads: whether the site has a newer version. */
async function look(list) {
  const seen = await stored("seen");
  if (seen && Date.now() - seen.at < DAY && seen.at <= Date.now()) return;
  const answer = await fetch(`${TOP}offline/version.json`, { cache: "no-store" });
  if (answer.ok) await keep("seen", { at: Date.now(), version: (await answer.json()).version });
}

/** Old versions go once no open page was opened by them. */
async function sweep() {
  const store = await open();
  const here = new Set((await self.clients.matchAll({ includeUncontrolled: true })).map(({ id }) => `page-${id}`));
  const names = (await store.keys()).map(({ url }) => url.slice(at("").length));
  const drop = (name) => store.delete(at(name));
  const live = new Set([(await stored("list"))?.version, (await stored("wanted"))?.version]);
  for (const name of names.filter((each) => each.startsWith("page-"))) {
    const page = await stored(name);
    if (here.has(name) || Date.now() - page.at < SOON) live.add(page.version); // a page that only begins, or rests, is not among the clients
    else await drop(name);
  }
  const lists = names.filter((name) => name.startsWith("list-"));
  const old = lists.filter((name) => !live.has(name.slice("list-".length)));
  if (!old.length) return;
  const needed = new Set();
  for (const name of lists) if (!old.includes(name)) for (const set of Object.values((await stored(name)).sets)) for (const [digest] of Object.values(set)) needed.add(digest);
  for (const name of [...old, ...names.filter((each) => /^[0-9a-f]{64}$/.test(each) && !needed.has(each))]) await drop(name);
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("message", (event) => { if (event.data === "sweep") event.waitUntil(sweep()); });
self.addEventListener("fetch", (event) => {
  const { method, url, cache } = event.request; // whoever wants no store wants the network: so the copy itself is fetched
  if (method === "GET" && url.startsWith(TOP) && cache !== "no-store") event.respondWith(answer(event));
});
