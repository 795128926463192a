// The page on which a reader keeps a copy of this site on the device, replaces it by a newer one, and deletes it again.
// service-worker.js answers from the copy; what lies in the store under which name is told there.

import { dayOf } from "../moment.js";
import { day, knows, listed, say } from "../words.js";

const TOP = new URL("../../../", import.meta.url).href;
const WORKER = `${TOP}service-worker.js`;
const PREFIX = "kb-kept ";
const STORE = PREFIX + TOP;
const AT_ONCE = 6;
const at = (name) => `${TOP}offline/kept/${name}`;
const $ = (name) => document.querySelector(`[data-keep=${name}]`);

/** The one address that the policy of this site lets become a worker. */
let worker = WORKER;

class Told extends Error {}
class Outdated extends Error {}
const FULL = "QuotaExceededError"; // as browsers call it
class Full extends Error { name = FULL; }
const tell = (id, places) => new Told(say(`script.offline.${id}`, places));

const stored = async (name) => (await (await caches.match(at(name), { cacheName: STORE }))?.json()) ?? null;
const put = async (name, value) => (await caches.open(STORE)).put(at(name), new Response(JSON.stringify(value)));
const mb = (bytes) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(bytes / 1e6);
const hex = async (bytes) => Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (b) => b.toString(16).padStart(2, "0")).join("");

/** From the site itself, whatever is kept. */
async function ask(address) {
  const answer = await fetch(TOP + address, { cache: "no-store" }).catch(() => { throw tell("no-answer"); });
  if (!answer.ok) throw tell("no-file", { address: address || "/", status: answer.status });
  return answer;
}

const read = async (address) => (await ask(address)).json().catch(() => { throw tell("list-broken"); });
const latest = () => read("offline/files.json");
/** The version of the site and what each language of it takes, over the line and on the device: a hundredth of the list. */
const brief = () => read("offline/version.json");

/** Of a list of the site, what the chosen languages need: {digest: {address, bytes}}. */
function needed({ sets }, languages) {
  const found = new Map();
  for (const name of ["", ...languages]) {
    for (const [address, [digest, bytes]] of Object.entries(sets[name])) found.set(digest, { address, bytes });
  }
  return found;
}

const total = (files) => [...files.values()].reduce((sum, { bytes }) => sum + bytes, 0);

async function present() {
  const names = (await (await caches.open(STORE)).keys()).map(({ url }) => url.slice(at("").length));
  return new Set(names);
}

async function fetchOne(store, digest, address) {
  const answer = await ask(address);
  const bytes = await answer.arrayBuffer().catch(() => { throw tell("no-answer"); });
  if ((await hex(bytes)) !== digest) throw new Outdated(address);
  const headers = new Headers(answer.headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) headers.delete(name);
  await store.put(at(digest), new Response(bytes, { headers }));
}

/** Fetch what is missing of a list; what has come stays, so that a broken line costs nothing twice. */
async function fill(files, progress) {
  const store = await caches.open(STORE);
  const have = await present();
  const missing = [...files].filter(([digest]) => !have.has(digest));
  const room = await navigator.storage?.estimate?.();
  const bytes = missing.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  if (room && room.quota - room.usage < bytes) throw new Full();
  let done = total(files) - bytes;
  const queue = missing.values();
  const work = async () => {
    for (const [digest, { address, bytes }] of queue) {
      await fetchOne(store, digest, address);
      progress(done += bytes, total(files));
    }
  };
  progress(done, total(files));
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const wrong = ended.find(({ status }) => status === "rejected")?.reason;
  if (wrong) throw wrong;
}

/** Whether every file is there with its own bytes. */
async function damaged(files) {
  for (const digest of files.keys()) {
    const found = await caches.match(at(digest), { cacheName: STORE });
    if (!found || (await hex(await found.arrayBuffer())) !== digest) {
      await (await caches.open(STORE)).delete(at(digest));
      return true;
    }
  }
  return false;
}

/** Keep the present version: the whole of it, or the copy stays as it was. */
async function keep(languages, progress, again = 2) {
  const list = await latest();
  const old = await stored("list");
  const wanted = { ...list, languages, sets: Object.fromEntries(["", ...languages].map((name) => [name, list.sets[name]])) };
  let found;
  try {
    found = await navigator.serviceWorker.register(worker, { scope: TOP, updateViaCache: "none" });
  } catch {
    throw tell("no-worker");
  }
  const files = needed(list, languages);
  try {
    await put(`list-${list.version}`, wanted);
    await put("wanted", { version: list.version, languages });
    do await fill(files, progress); while (await damaged(files) && again-- > 0);
    const kept = { ...wanted, kept: new Date().toISOString() };
    await put(`list-${list.version}`, kept);
    await put("seen", { at: Date.now(), version: list.version });
    await put("list", kept);
    await (await caches.open(STORE)).delete(at("wanted"));
  } catch (error) {
    if (error instanceof Outdated) {
      if (again > 0 && (await latest()).version !== list.version) return keep(languages, progress, again - 1);
      throw tell("not-whole", { address: error.message });
    }
    if (error.name !== FULL) throw error;
    await (await caches.open(STORE)).delete(at("wanted")); // what has come of it goes, so that the room is free again
    throw tell("no-room", { size: mb(total(files)) });
  } finally {
    (found.active ?? found.waiting ?? found.installing)?.postMessage("sweep");
  }
  navigator.storage?.persist?.().catch(() => {}); // some browsers ask the reader, and wait for the answer: the copy is whole without it
  return say(old && old.version !== list.version ? "script.offline.updated" : "script.offline.kept-now");
}

/** Delete a copy: this one with its worker, or what a site in another folder of this host left. */
async function remove(name) {
  await caches.delete(name);
  const registration = name === STORE && await navigator.serviceWorker.getRegistration(TOP);
  if (registration?.scope === TOP) await registration.unregister();
  return say("script.offline.deleted");
}

/** One tab at a time changes the copy. */
async function alone(work) {
  if (!navigator.locks) return work();
  return navigator.locks.request(STORE, { ifAvailable: true }, (lock) => {
    if (!lock) throw tell("other-tab");
    return work();
  });
}

// The page --------------------------------------------------------------------------------------------------------

const nameOf = (code) => new Intl.DisplayNames(document.documentElement.lang, { type: "language" }).of(code);
const chosen = () => [document.documentElement.lang, ...[...document.querySelectorAll("[data-keep-language]:checked")].map(({ value }) => value)];

function status(text) {
  $("status").textContent = text;
}

function progress(done, all) {
  $("progress").hidden = false;
  $("progress").max = all;
  $("progress").value = done;
  status(say("script.offline.progress", { done: mb(done), all: mb(all) }));
}

/** The other languages of the site, to be kept beside that of this page. */
function offer(list, kept) {
  const others = Object.keys(list?.wire ?? {}).filter((code) => code && code !== document.documentElement.lang);
  if (!others.length || $("languages").querySelector("input")) return;
  for (const value of others) {
    const box = Object.assign(document.createElement("input"), { type: "checkbox", value, checked: kept?.languages.includes(value) ?? false });
    box.dataset.keepLanguage = "";
    const label = document.createElement("label");
    label.append(box, " ", nameOf(value));
    $("languages").append(label);
  }
  $("languages").hidden = false;
}

/** What is kept, what could be, and which buttons make sense. */
async function show() {
  const [kept, wanted] = [await stored("list"), await stored("wanted")];
  const seen = await brief().catch(() => null);
  const newer = kept && seen && seen.version !== kept.version;
  const state = kept?.damaged ? "damaged" : newer ? "newer" : kept ? "kept" : wanted ? "begun" : "none";
  offer(seen ?? kept, kept);
  $("state").textContent = say(`script.offline.state.${state}`, kept ? {
    day: day(dayOf(kept.kept)), version: kept.data, languages: listed(kept.languages.map(nameOf)), size: mb(total(needed(kept, kept.languages))),
  } : {});
  const of = (sizes) => mb([...new Set(["", ...chosen()])].reduce((sum, name) => sum + (sizes[name] ?? 0), 0));
  const size = seen && of(seen.wire);
  const room = seen && of(seen.room);
  $("keep").textContent = size
    ? say(kept ? "script.offline.again" : wanted ? "script.offline.go-on" : "script.offline.keep", { size, room })
    : say("script.offline.keep-unknown");
  $("keep").disabled = !seen;
  $("keep").hidden = state === "kept" && String(kept.languages) === String(chosen());
  $("delete").hidden = !(kept || wanted);
  if (!seen) status(say("script.offline.no-answer"));
  const others = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== STORE);
  $("elsewhere").hidden = !others.length;
  $("elsewhere-list").replaceChildren(...others.map((name) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: say("script.offline.delete") });
    button.addEventListener("click", () => act(() => remove(name)));
    const item = document.createElement("li");
    item.append(name.slice(PREFIX.length), " ", button);
    return item;
  }));
}

/** Do what a button says, and say what came of it. */
async function act(work) {
  const buttons = [$("keep"), $("delete")];
  for (const button of buttons) button.disabled = true;
  let said;
  try {
    said = await alone(work);
  } catch (error) {
    said = error instanceof Told ? error.message : say("script.offline.failed", { reason: error.message });
  }
  $("progress").hidden = true;
  for (const button of buttons) button.disabled = false;
  await show().catch(() => {});
  status(said);
}

async function begin() {
  const why = location.protocol === "file:" ? "on-disk" : !globalThis.isSecureContext ? "not-secure" : !("serviceWorker" in navigator && "caches" in globalThis) ? "no-worker" : "";
  $("tool").hidden = false;
  try {
    if (why) throw tell(why);
    worker = globalThis.trustedTypes?.createPolicy("kb-service-worker", { createScriptURL: () => WORKER }).createScriptURL("") ?? WORKER;
    await caches.keys(); // refused where nothing may be stored
  } catch (error) {
    $("state").textContent = error instanceof Told ? error.message : say("script.offline.no-worker");
    for (const name of ["keep", "delete", "languages"]) $(name)?.remove();
    return;
  }
  $("keep").addEventListener("click", () => act(() => keep(chosen(), progress)));
  $("delete").addEventListener("click", () => act(() => remove(STORE)));
  $("languages").addEventListener("change", show);
  await show();
}

if (knows("script.offline.keep")) begin();
