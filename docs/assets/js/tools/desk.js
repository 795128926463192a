// What both tools share: the way out, where the work is kept, which document is open, files, deleting, printing.

import { dayOf } from "../moment.js";
import { knows, parts, say } from "../words.js";
import { $, download, el, later } from "./dom.js";
import { read, readFile, write as writeFile, fileName } from "./exchange.js";
import { Conflict, Shelf } from "./storage.js";
import { newId } from "./state.js";

const HOME = new URL("../../../", import.meta.url).pathname;
const SAVE_AFTER = 500;
const SAVE_WITHIN = 2000;
const REFRESH_AFTER = 700;
const whenIdle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run));

const titleOf = (doc) => doc.scope.title || say("script.tool.untitled");
const refused = (get) => { try { return get(); } catch { return null; } };

/** A kept document in a list. */
export const choice = (entry, nameOf) =>
  el("option", { value: entry.id }, entry.damaged ? say("script.tool.damaged") : say("script.tool.kept", { name: nameOf(entry), date: dayOf(entry.changed) }));

/** A question that stops the page; resolves to true or false. */
function ask(text, yes) {
  const dialog = $("t-dialog");
  $("t-dialog-text").textContent = text;
  $("t-yes").textContent = yes;
  return new Promise((resolve) => {
    let answer = false;
    $("t-yes").onclick = () => { answer = true; dialog.close(); };
    $("t-no").onclick = () => dialog.close();
    dialog.onclose = () => { $("t-dialog-text").textContent = ""; resolve(answer); };
    dialog.showModal();
    $("t-no").focus();
  });
}

/** The way out: Shift three times, or the button. The page is emptied at once and leaves the way back. */
function wayOut(before) {
  const link = $("t-leave");
  let gone = false;
  const leave = () => {
    if (gone) return; // a second call would start the journey anew
    gone = true;
    refused(before);
    document.head.append(el("meta", { name: "referrer", content: "no-referrer" }));
    document.title = say("script.tool.neutral");
    document.body.hidden = true;
    location.replace(link.href);
  };
  link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  let times = [];
  addEventListener("keyup", (event) => {
    times = event.key === "Shift" ? [...times, event.timeStamp].slice(-3) : [];
    if (times.length === 3 && times[2] - times[0] < 1500) leave();
  });
  addEventListener("pointerdown", () => { times = []; });
}

/** A plain title for this tab, until it is closed. */
function neutralTitle(prefix) {
  const box = $("t-neutral");
  const own = document.title;
  const store = refused(() => sessionStorage);
  box.checked = refused(() => store.getItem(`${prefix}neutral`)) === "1";
  const apply = () => { document.title = box.checked ? say("script.tool.neutral") : own; };
  box.addEventListener("change", () => {
    apply();
    refused(() => (box.checked ? store.setItem(`${prefix}neutral`, "1") : store.removeItem(`${prefix}neutral`)));
  });
  apply();
}

/**
 * The open document of a tool, and the controls that both tools have. `tool`: kind, words (its group of them), blank(), touched(doc), nameOf(doc), schema,
 * framework (none until it is whole), show(doc) fills the form, first() is its first field, changed(doc) is called after each saved change; paper(on) puts empty
 * parts into the form, or takes them out, for the print of an empty one.
 */
export class Desk {
  #tool;
  #made = {};
  #dirty = false;
  #failed = false;
  #soon = later(() => this.#save(), SAVE_AFTER, SAVE_WITHIN);
  /** What is drawn from the document waits until nobody types. */
  #refresh = later(() => whenIdle(() => this.#redraw()), REFRESH_AFTER, Infinity);

  constructor(tool) {
    if (!knows(`script.${tool.words}.new`)) throw new Error("the words of the tool could not be loaded");
    this.#tool = tool;
    this.shelf = new Shelf({ device: refused(() => localStorage), tab: refused(() => sessionStorage), path: HOME });
    this.doc = tool.blank();
    this.#whereToKeep();
    this.#whichDocument();
    this.#deletion();
    this.#printing();
    this.#leaving();
  }

  /** Open what was open last, and only then say that the page keeps what is typed: the last call of a tool. */
  begin() {
    this.#start();
    document.querySelectorAll("[data-script]").forEach((element) => { element.hidden = false; });
    document.querySelectorAll("[data-no-script]").forEach((element) => element.remove());
    $("t-form").inert = false;
    document.documentElement.dataset.tool = "ready";
  }

  /** What comes later: report(element, doc) shows what is printed, changed(doc), exports lists [button, extension, type, make(doc)]. */
  complete(more) {
    this.#made = more;
    $("t-json").addEventListener("click", () => download(writeFile(this.doc), fileName(this.doc, "json"), "application/json"));
    for (const [button, extension, type, make] of more.exports) {
      $(button).addEventListener("click", () => download(make(this.doc), fileName(this.doc, extension), type));
    }
    this.#redraw();
  }

  /** The open document over the whole framework; the form is not filled anew. */
  layOver() {
    this.doc = this.#checked(this.doc) ?? this.doc;
    return this.doc;
  }

  status(text) { $("t-status").textContent = text; }

  problem(title, lines = []) {
    const box = $("t-problem");
    box.hidden = !title;
    box.replaceChildren(...(title ? [el("p", {}, el("strong", {}, title)), ...lines.map((line) => el("p", {}, line))] : []));
  }

  /** A kept document of any kind, or nothing where it cannot be read. */
  load(kind, id, schema, framework) {
    this.#soon.flush();
    return read(this.shelf.raw(kind, id) ?? "", kind, schema, framework).doc;
  }

  /** Call after each change of the document. */
  touch() {
    this.doc.changed = new Date().toISOString();
    if (!this.#dirty) { this.#dirty = true; this.#saved(); }
    this.#soon();
  }

  /** Another version of the open document, by more than a keystroke. */
  replace(next) {
    this.doc = { ...next, changed: new Date().toISOString() };
    this.#tool.show(this.doc);
    this.#keepNow();
  }

  /** Opens a document as a further one, and keeps it. */
  open(next) {
    this.#soon.flush();
    this.#use(next);
    this.#keepNow();
  }

  #saved() {
    const { place } = this.shelf;
    if (!place) $("t-saved").replaceChildren(...parts("script.tool.not-kept", { a: (words) => el("a", { href: "#t-keep" }, words) }));
    else $("t-saved").textContent = this.#failed ? say("script.tool.unsaved") : say(this.#dirty ? `script.tool.saving-${place}` : `script.tool.saved-${place}`);
  }

  /** Keeps the open document now. Whatever goes wrong is said, and the document stays open. */
  #save() {
    if (!this.#dirty) return;
    try {
      this.#write();
    } catch {
      this.problem(say("script.tool.full"), [say("script.tool.full-cure")]);
      this.#failed = true;
      this.#saved();
      return;
    }
    if (this.#failed) this.problem("");
    this.#failed = this.#dirty = false;
    this.#saved();
    this.#refresh();
  }

  /** Where another tab has changed the document meanwhile, this one becomes a further document. */
  #write() {
    const { kind, words } = this.#tool;
    try {
      this.shelf.write(kind, this.doc);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      this.doc = { ...this.doc, id: newId(), scope: { ...this.doc.scope, title: say("script.tool.title-tab", { title: titleOf(this.doc) }) } };
      this.shelf.write(kind, this.doc);
      this.shelf.setOpen(kind, this.doc.id);
      this.#tool.show(this.doc);
      this.problem(say(`script.${words}.conflict`), [say("script.tool.conflict-kept")]);
    }
  }

  #keepNow() {
    this.#dirty = true;
    this.#save();
    this.#redraw();
  }

  #redraw() {
    const kept = this.shelf.list(this.#tool.kind);
    if (!kept.some(({ id }) => id === this.doc.id)) kept.unshift(this.doc);
    const newest = (entry) => (entry.id === this.doc.id && !entry.damaged ? this.doc : entry);
    $("t-open").replaceChildren(...kept.map((entry) => choice(newest(entry), this.#tool.nameOf)));
    $("t-open").value = this.doc.id;
    for (const { changed } of [this.#tool, this.#made]) changed?.(this.doc);
  }

  #use(next) {
    this.doc = next;
    this.#dirty = false;
    this.shelf.setOpen(this.#tool.kind, this.doc.id);
    this.#tool.show(this.doc);
    this.#redraw();
    this.#saved();
  }

  #start() {
    const { kind } = this.#tool;
    const last = this.shelf.lastOpen(kind);
    const kept = this.shelf.whole(kind);
    const found = kept.find(({ id }) => id === last) ?? kept[0];
    this.#use(this.#kept(found?.id) ?? this.#tool.blank());
  }

  /** A kept document, or nothing. It goes through the same check as a file: it may be damaged, or of an older form of the site. */
  #kept(id) {
    const kept = this.shelf.read(this.#tool.kind, id);
    return kept ? this.#checked(kept) : undefined;
  }

  #checked(kept) {
    const { kind, schema, framework } = this.#tool;
    return read(JSON.stringify(kept), kind, schema, framework).doc;
  }

  /** Opens what a file held as a further document, or says what is wrong with it. */
  #take(result) {
    const { kind, words, nameOf } = this.#tool;
    if (!result.ok) {
      this.problem(say(`script.${words}.not-opened`), result.problems);
      return;
    }
    const known = this.shelf.raw(kind, result.doc.id) !== null || result.doc.id === this.doc.id;
    const next = known ? { ...result.doc, id: newId() } : result.doc;
    this.problem(result.notes.length ? say("script.tool.notes") : "", result.notes);
    this.open(next);
    this.status(say(known ? "script.tool.opened-beside" : "script.tool.opened", { name: nameOf(next) }));
  }

  #whereToKeep() {
    for (const input of document.querySelectorAll("[name=t-keep]")) {
      input.checked = input.value === this.shelf.place;
      input.disabled = !this.shelf.offers(input.value);
      if (input.disabled) input.parentElement.append(el("span", { class: "hint" }, say("script.tool.not-offered")));
      input.addEventListener("change", () => this.#keepIn(input.value));
    }
  }

  /** Shows where the work is kept; nowhere, once all of it is deleted. */
  #checkPlace(place) { document.querySelectorAll("[name=t-keep]").forEach((radio) => { radio.checked = radio.value === place; }); }

  async #keepIn(place) {
    const { kind, touched } = this.#tool;
    this.#soon.flush();
    const many = this.shelf.list(kind).length;
    const moving = place === "tab" && this.shelf.place === "device";
    if (moving && !(await ask(say("script.tool.moves", { count: many }), say("script.tool.move")))) {
      this.#checkPlace("device");
      return;
    }
    try {
      this.shelf.choose(place);
      this.#dirty ||= touched(this.doc);
      this.#save();
      this.shelf.setOpen(kind, this.doc.id);
      this.problem("");
      this.#redraw();
      this.status(say(place === "device" ? "script.tool.now-device" : "script.tool.now-tab"));
    } catch {
      this.problem(say("script.tool.refused"), [say("script.tool.refused-cure")]);
      this.#checkPlace(this.shelf.place);
    }
    this.#saved();
  }

  /** Another of the kept ones, a new one, a copy, one from a file. */
  #whichDocument() {
    const { kind, words, schema, blank, nameOf, first } = this.#tool;
    $("t-open").addEventListener("change", (event) => this.#switchTo(event.target.value));
    $("t-new").addEventListener("click", () => {
      this.#soon.flush();
      this.problem("");
      this.#use(blank());
      first().focus();
      this.status(say(`script.${words}.new`));
    });
    $("t-copy").addEventListener("click", () => {
      const now = new Date().toISOString();
      this.problem("");
      this.open({ ...structuredClone(this.doc), id: newId(), created: now, changed: now, scope: { ...this.doc.scope, title: say("script.tool.title-copy", { title: titleOf(this.doc) }) } });
      this.status(say("script.tool.copied"));
      first().focus();
    });
    $("t-file-button").addEventListener("click", () => $("t-file").click());
    $("t-file").addEventListener("change", async (event) => {
      const [file] = event.target.files;
      if (file) this.#take(await readFile(file, kind, schema, this.#tool.framework));
      event.target.value = "";
      $("t-file-button").focus();
    });
  }

  #switchTo(id) {
    const { kind, nameOf } = this.#tool;
    this.#soon.flush();
    if (id === this.doc.id) return;
    const opened = this.#kept(id);
    if (opened) {
      this.#use(opened);
      this.problem("");
      this.status(say("script.tool.opened", { name: nameOf(this.doc) }));
    } else {
      download(this.shelf.raw(kind, id) ?? "", `damaged-${id}.json`, "application/json");
      this.problem(say("script.tool.unreadable"), [say("script.tool.unreadable-kept")]);
      this.#redraw();
    }
  }

  #deletion() {
    const { kind, blank, nameOf } = this.#tool;
    $("t-delete").addEventListener("click", async () => {
      if (!(await ask(say("script.tool.delete", { name: nameOf(this.doc) }), say("script.tool.delete-yes")))) return;
      this.shelf.remove(kind, this.doc.id);
      this.#start();
      this.problem("");
      this.status(say("script.tool.deleted"));
      $("t-open").focus();
    });
    $("t-clear").addEventListener("click", async () => {
      if (!(await ask(say("script.tool.clear"), say("script.tool.clear-yes")))) return;
      this.shelf.clear();
      this.#use(blank());
      this.#checkPlace("");
      this.problem("");
      this.#saved();
      this.status(say("script.tool.cleared"));
      $("t-new").focus();
    });
  }

  /** The report where something was filled in, else the form as a worksheet. */
  #printing() {
    const { paper, touched } = this.#tool;
    const on = document.documentElement.dataset;
    let opened = [];
    const prepare = (what) => {
      on.print = what;
      if (what === "report") {
        this.#made.report($("t-report"), this.doc);
        $("t-report").hidden = false;
      } else {
        paper?.(true);
        opened = [...document.querySelectorAll(".tool-form details:not([open])")];
        opened.forEach((element) => { element.open = true; });
      }
    };
    addEventListener("beforeprint", () => { if (!on.print) prepare(this.#made.report && touched(this.doc) ? "report" : "paper"); });
    addEventListener("afterprint", () => {
      if (on.print === "paper") paper?.(false);
      delete on.print;
      $("t-report").hidden = true;
      $("t-report").replaceChildren();
      opened.forEach((element) => { element.open = false; });
      opened = [];
    });
    $("t-print").addEventListener("click", () => { prepare("report"); print(); });
    $("t-paper").addEventListener("click", () => { prepare("paper"); print(); });
  }

  #leaving() {
    const { show, touched } = this.#tool;
    wayOut(this.#soon.flush);
    neutralTitle(this.shelf.prefix);
    addEventListener("pagehide", this.#soon.flush);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.#soon.flush(); });
    // What the browser kept of this page when it was left may be older than what is kept since, or deleted.
    // WebKit empties the fields of a page that it kept whole, after this event: what is open is shown again then.
    addEventListener("pageshow", (event) => {
      if (event.persisted && this.shelf.place) location.reload();
      else if (event.persisted) setTimeout(() => show(this.doc), 50);
    });
    addEventListener("beforeunload", (event) => {
      this.#soon.flush();
      if ((this.#dirty || (!this.shelf.place && touched(this.doc))) && !document.body.hidden) event.preventDefault();
    });
  }
}
