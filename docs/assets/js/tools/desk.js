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
 * Sets a tool up; `begin` of what it returns starts it, and `complete` adds what may come later. `tool` says what it works with: kind, words (its group of
 * them), blank(), touched(doc), nameOf(doc), schema, framework (none until it is whole), show(doc) fills the form, changed(doc) is called after each saved
 * change; paper(on) puts empty parts into the form, and takes them out, around the print of an empty one. What comes later: report(element, doc) shows what is printed, changed(doc),
 * exports lists [button, extension, type, make(doc)].
 */
export function open(tool) {
  if (!knows(`script.${tool.words}.new`)) throw new Error("the words of the tool could not be loaded");
  const shelf = new Shelf({ device: refused(() => localStorage), tab: refused(() => sessionStorage), path: HOME });
  let doc = tool.blank();
  let dirty = false;
  let failed = false;
  let made = {};
  const changed = () => { for (const { changed: tell } of [tool, made]) tell?.(doc); };

  const status = (text) => { $("t-status").textContent = text; };
  const problem = (title, lines = []) => {
    const box = $("t-problem");
    box.hidden = !title;
    box.replaceChildren(...(title ? [el("p", {}, el("strong", {}, title)), ...lines.map((line) => el("p", {}, line))] : []));
  };

  function saved() {
    if (!shelf.place) $("t-saved").replaceChildren(...parts("script.tool.not-kept", { a: (words) => el("a", { href: "#t-keep" }, words) }));
    else $("t-saved").textContent = failed ? say("script.tool.unsaved") : say(dirty ? `script.tool.saving-${shelf.place}` : `script.tool.saved-${shelf.place}`);
  }

  /** Keeps the open document now. Whatever goes wrong is said, and the document stays open. */
  function save() {
    if (!dirty) return;
    try {
      try {
        shelf.write(tool.kind, doc);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        doc = { ...doc, id: newId(), scope: { ...doc.scope, title: say("script.tool.title-tab", { title: titleOf(doc) }) } };
        shelf.write(tool.kind, doc);
        shelf.setOpen(tool.kind, doc.id);
        tool.show(doc);
        problem(say(`script.${tool.words}.conflict`), [say("script.tool.conflict-kept")]);
      }
    } catch {
      problem(say("script.tool.full"), [say("script.tool.full-cure")]);
      failed = true;
      saved();
      return;
    }
    if (failed) problem("");
    failed = dirty = false;
    saved();
    refresh();
  }
  const soon = later(save, SAVE_AFTER, SAVE_WITHIN);
  /** What is drawn from the document waits until nobody types. */
  const refresh = later(() => whenIdle(() => { list(); changed(); }), REFRESH_AFTER, Infinity);

  function list() {
    const kept = shelf.list(tool.kind);
    if (!kept.some(({ id }) => id === doc.id)) kept.unshift(doc);
    $("t-open").replaceChildren(...kept.map((entry) => el("option", { value: entry.id }, entry.damaged ? say("script.tool.damaged") : titled(entry.id === doc.id ? doc : entry))));
    $("t-open").value = doc.id;
  }
  const titled = (entry) => say("script.tool.kept", { name: tool.nameOf(entry), date: dayOf(entry.changed) });

  function use(next, { focus = false } = {}) {
    doc = next;
    dirty = false;
    shelf.setOpen(tool.kind, doc.id);
    tool.show(doc);
    list();
    changed();
    saved();
    if (focus) tool.first().focus();
  }

  /** Opens a document as a further one, and keeps it. */
  function add(next) {
    soon.flush();
    use(next);
    dirty = true;
    save();
    list();
    changed();
  }

  /** Opens what a file held as a further document, or says what is wrong with it. */
  function take(result) {
    if (!result.ok) {
      problem(say(`script.${tool.words}.not-opened`), result.problems);
      return;
    }
    const known = shelf.raw(tool.kind, result.doc.id) !== null || result.doc.id === doc.id;
    const next = known ? { ...result.doc, id: newId() } : result.doc;
    problem(result.notes.length ? say("script.tool.notes") : "", result.notes);
    add(next);
    status(say(known ? "script.tool.opened-beside" : "script.tool.opened", { name: tool.nameOf(next) }));
  }

  // Where to keep the work.
  for (const input of document.querySelectorAll("[name=t-keep]")) {
    input.checked = input.value === shelf.place;
    input.disabled = !shelf.offers(input.value);
    if (input.disabled) input.parentElement.append(el("span", { class: "hint" }, say("script.tool.not-offered")));
    input.addEventListener("change", async () => {
      soon.flush();
      const many = shelf.list(tool.kind).length;
      const moving = input.value === "tab" && shelf.place === "device";
      if (moving && !(await ask(say("script.tool.moves", { count: many }), say("script.tool.move")))) {
        document.querySelector("[name=t-keep][value=device]").checked = true;
        return;
      }
      try {
        shelf.choose(input.value);
        dirty ||= tool.touched(doc);
        save();
        shelf.setOpen(tool.kind, doc.id);
        problem("");
        list();
        changed();
        status(say(input.value === "device" ? "script.tool.now-device" : "script.tool.now-tab"));
      } catch {
        problem(say("script.tool.refused"), [say("script.tool.refused-cure")]);
        document.querySelectorAll("[name=t-keep]").forEach((radio) => { radio.checked = radio.value === shelf.place; });
      }
      saved();
    });
  }

  $("t-open").addEventListener("change", (event) => {
    soon.flush();
    const id = event.target.value;
    if (id === doc.id) return;
    const next = shelf.read(tool.kind, id);
    if (next && openable(next)) {
      use(openable(next));
      problem("");
      status(say("script.tool.opened", { name: tool.nameOf(doc) }));
    } else {
      download(shelf.raw(tool.kind, id) ?? "", `damaged-${id}.json`, "application/json");
      problem(say("script.tool.unreadable"), [say("script.tool.unreadable-kept")]);
      list();
    }
  });
  /** What is kept goes through the same check as a file: it may be damaged, or of an older form of the site. */
  const openable = (kept) => {
    const result = read(JSON.stringify(kept), tool.kind, tool.schema, tool.framework);
    return result.ok ? result.doc : null;
  };

  $("t-new").addEventListener("click", () => {
    soon.flush();
    problem("");
    use(tool.blank(), { focus: true });
    status(say(`script.${tool.words}.new`));
  });
  $("t-copy").addEventListener("click", () => {
    const now = new Date().toISOString();
    problem("");
    add({ ...structuredClone(doc), id: newId(), created: now, changed: now, scope: { ...doc.scope, title: say("script.tool.title-copy", { title: titleOf(doc) }) } });
    status(say("script.tool.copied"));
    tool.first().focus();
  });
  $("t-file-button").addEventListener("click", () => $("t-file").click());
  $("t-file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (file) take(await readFile(file, tool.kind, tool.schema, tool.framework));
    event.target.value = "";
    $("t-file-button").focus();
  });
  $("t-delete").addEventListener("click", async () => {
    if (!(await ask(say("script.tool.delete", { name: tool.nameOf(doc) }), say("script.tool.delete-yes")))) return;
    dirty = false;
    shelf.remove(tool.kind, doc.id);
    start();
    problem("");
    status(say("script.tool.deleted"));
    $("t-open").focus();
  });
  $("t-clear").addEventListener("click", async () => {
    if (!(await ask(say("script.tool.clear"), say("script.tool.clear-yes")))) return;
    dirty = false;
    shelf.clear();
    use(tool.blank());
    document.querySelectorAll("[name=t-keep]").forEach((radio) => { radio.checked = false; });
    problem("");
    saved();
    status(say("script.tool.cleared"));
    $("t-new").focus();
  });

  // Printing: the report where something was filled in, else the form as a worksheet.
  const root = document.documentElement;
  let opened = [];
  const prepare = (what) => {
    root.dataset.print = what;
    if (what === "report") {
      made.report($("t-report"), doc);
      $("t-report").hidden = false;
    }
    if (what === "paper") {
      tool.paper?.(true);
      opened = [...document.querySelectorAll(".tool-form details:not([open])")];
      opened.forEach((element) => { element.open = true; });
    }
  };
  addEventListener("beforeprint", () => { if (!root.dataset.print) prepare(made.report && tool.touched(doc) ? "report" : "paper"); });
  addEventListener("afterprint", () => {
    if (root.dataset.print === "paper") tool.paper?.(false);
    delete root.dataset.print;
    $("t-report").hidden = true;
    $("t-report").replaceChildren();
    opened.forEach((element) => { element.open = false; });
    opened = [];
  });
  $("t-print").addEventListener("click", () => { prepare("report"); print(); });
  $("t-paper").addEventListener("click", () => { prepare("paper"); print(); });

  wayOut(soon.flush);
  neutralTitle(shelf.prefix);
  addEventListener("pagehide", soon.flush);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") soon.flush(); });
  // What the browser kept of this page when it was left may be older than what is kept since, or deleted.
  // WebKit empties the fields of a page that it kept whole, after this event: what is open is shown again then.
  addEventListener("pageshow", (event) => {
    if (event.persisted && shelf.place) location.reload();
    else if (event.persisted) setTimeout(() => tool.show(doc), 50);
  });
  addEventListener("beforeunload", (event) => {
    soon.flush();
    if ((dirty || (!shelf.place && tool.touched(doc))) && !document.body.hidden) event.preventDefault();
  });

  function start() {
    const last = shelf.lastOpen(tool.kind);
    const kept = shelf.list(tool.kind).filter((entry) => !entry.damaged);
    const found = kept.find(({ id }) => id === last) ?? kept[0];
    const stored = found && shelf.read(tool.kind, found.id);
    use((stored && openable(stored)) || tool.blank());
  }

  return {
    get doc() { return doc; },
    /** Open what was open last, and only then say that the page keeps what is typed. The last call of a tool: all of it stands ready. */
    begin() {
      start();
      document.querySelectorAll("[data-script]").forEach((element) => { element.hidden = false; });
      document.querySelectorAll("[data-no-script]").forEach((element) => element.remove());
      $("t-form").inert = false;
      document.documentElement.dataset.tool = "ready";
    },
    complete(more) {
      made = more;
      $("t-json").addEventListener("click", () => download(writeFile(doc), fileName(doc, "json"), "application/json"));
      for (const [button, extension, type, make] of more.exports) {
        $(button).addEventListener("click", () => download(make(doc), fileName(doc, extension), type));
      }
      changed();
    },
    /** The open document over the whole framework; the form is not filled anew. */
    layOver() {
      const result = read(JSON.stringify(doc), tool.kind, tool.schema, tool.framework);
      if (result.ok) doc = result.doc;
      return doc;
    },
    shelf,
    status,
    problem,
    /** A kept document of any kind, or null where it cannot be read. */
    load(kind, id, schema, framework) {
      soon.flush();
      const result = read(shelf.raw(kind, id) ?? "", kind, schema, framework);
      return result.ok ? result.doc : null;
    },
    /** Call after each change of the document. */
    touch() {
      doc.changed = new Date().toISOString();
      if (!dirty) { dirty = true; saved(); }
      soon();
    },
    /** Another version of the open document, by more than a keystroke. */
    replace(next) {
      doc = { ...next, changed: new Date().toISOString() };
      dirty = true;
      tool.show(doc);
      save();
      list();
      changed();
    },
    open: add,
  };
}
