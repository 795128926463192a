// What both tools share: the way out, where the work is kept, which document is open, files, deleting, printing.

import { $, download, el, later } from "./dom.js";
import { read, readFile, write as writeFile, fileName } from "./exchange.js";
import { Conflict, Shelf } from "./storage.js";
import { day, newId } from "./state.js";

const HOME = new URL("../../../", import.meta.url).pathname;
const SAVE_AFTER = 500;
const SAVE_WITHIN = 2000;
const REFRESH_AFTER = 700;
const whenIdle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run));

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
    document.title = "Notes";
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
  const apply = () => { document.title = box.checked ? "Notes" : own; };
  box.addEventListener("change", () => {
    apply();
    refused(() => (box.checked ? store.setItem(`${prefix}neutral`, "1") : store.removeItem(`${prefix}neutral`)));
  });
  apply();
}

/**
 * Sets a tool up; `begin` of what it returns starts it. `tool` says what it works with: kind, one, many (words), blank(), touched(doc), nameOf(doc), schema, framework,
 * show(doc) fills the form, report(element, doc) shows what is printed, changed(doc) is called after each saved change; paper(on)
 * puts empty parts into the form, and takes them out, around the print of an empty one.
 */
export function open(tool) {
  const shelf = new Shelf({ device: refused(() => localStorage), tab: refused(() => sessionStorage), path: HOME });
  let doc = tool.blank();
  let dirty = false;
  let failed = false;

  const status = (text) => { $("t-status").textContent = text; };
  const problem = (title, lines = []) => {
    const box = $("t-problem");
    box.hidden = !title;
    box.replaceChildren(...(title ? [el("p", {}, el("strong", {}, title)), ...lines.map((line) => el("p", {}, line))] : []));
  };

  function saved() {
    const words = { device: "Kept on this device", tab: "Kept in this tab" }[shelf.place];
    if (words && failed) $("t-saved").textContent = "What you typed last is not kept. Save a file.";
    else if (words) $("t-saved").textContent = dirty ? `${words}, saving…` : `${words}.`;
    else $("t-saved").replaceChildren("Not kept yet. ", el("a", { href: "#t-keep" }, "Say where to keep it"));
  }

  /** Keeps the open document now. Whatever goes wrong is said, and the document stays open. */
  function save() {
    if (!dirty) return;
    try {
      try {
        shelf.write(tool.kind, doc);
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
        doc = { ...doc, id: newId(), scope: { ...doc.scope, title: `${doc.scope.title || "Without a title"} (from this tab)` } };
        shelf.write(tool.kind, doc);
        shelf.setOpen(tool.kind, doc.id);
        tool.show(doc);
        problem(`${tool.One} was changed or deleted in another tab.`, ["What you have here was kept beside it under “(from this tab)”. Nothing was overwritten."]);
      }
    } catch {
      problem("The browser does not keep this any more: there is no room, or it refuses.", ["Save a JSON file now. The work stays open in this tab."]);
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
  const refresh = later(() => whenIdle(() => { list(); tool.changed(doc); }), REFRESH_AFTER, Infinity);

  function list() {
    const kept = shelf.list(tool.kind);
    if (!kept.some(({ id }) => id === doc.id)) kept.unshift(doc);
    $("t-open").replaceChildren(...kept.map((entry) => el("option", { value: entry.id }, entry.damaged ? "Damaged, cannot be opened (choose to save it as a file)" : titled(entry.id === doc.id ? doc : entry))));
    $("t-open").value = doc.id;
  }
  const titled = (entry) => `${tool.nameOf(entry)}, ${day(entry.changed)}`;

  function use(next, { focus = false } = {}) {
    doc = next;
    dirty = false;
    shelf.setOpen(tool.kind, doc.id);
    tool.show(doc);
    list();
    tool.changed(doc);
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
    tool.changed(doc);
  }

  /** Opens what a file held as a further document, or says what is wrong with it. */
  function take(result) {
    if (!result.ok) {
      problem(`The file was not opened. ${tool.One} that was open is as it was.`, result.problems);
      return;
    }
    const known = shelf.raw(tool.kind, result.doc.id) !== null || result.doc.id === doc.id;
    const next = known ? { ...result.doc, id: newId() } : result.doc;
    problem(result.notes.length ? "Opened, with something to look at:" : "", result.notes);
    add(next);
    status(`Opened “${tool.nameOf(next)}”${known ? " beside the one that is kept here" : ""}.`);
  }

  // Where to keep the work.
  for (const input of document.querySelectorAll("[name=t-keep]")) {
    input.checked = input.value === shelf.place;
    input.disabled = !shelf.offers(input.value);
    if (input.disabled) input.parentElement.append(el("span", { class: "hint" }, "This browser does not offer it here."));
    input.addEventListener("change", async () => {
      soon.flush();
      const many = shelf.list(tool.kind).length;
      const moving = input.value === "tab" && shelf.place === "device";
      if (moving && !(await ask(`All work that is kept on this device (here ${many}, and what the other tool keeps) moves into this tab, and is gone when the tab is closed.`, "Move it"))) {
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
        tool.changed(doc);
        status(input.value === "device" ? "Kept on this device from now on." : "Kept in this tab from now on.");
      } catch {
        problem("The browser refused to keep it there.", ["Nothing was lost. Save a file, or choose the other place."]);
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
      status(`Opened “${tool.nameOf(doc)}”.`);
    } else {
      download(shelf.raw(tool.kind, id) ?? "", `damaged-${id}.json`, "application/json");
      problem("This one cannot be read any more.", ["It was saved as a file as it is, and stays kept."]);
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
    status(`A new ${tool.word}. The others are as they were.`);
  });
  $("t-copy").addEventListener("click", () => {
    const now = new Date().toISOString();
    problem("");
    add({ ...structuredClone(doc), id: newId(), created: now, changed: now, scope: { ...doc.scope, title: `${doc.scope.title || "Without a title"} (copy)` } });
    status("This is now the copy. The first one is as it was.");
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
    if (!(await ask(`Delete “${tool.nameOf(doc)}”? It cannot be brought back.`, "Delete it"))) return;
    dirty = false;
    shelf.remove(tool.kind, doc.id);
    start();
    problem("");
    status("Deleted.");
    $("t-open").focus();
  });
  $("t-clear").addEventListener("click", async () => {
    if (!(await ask("Delete all assessments and plans that are kept on this device and in this tab, and what is open now? They cannot be brought back. Files that you saved stay.", "Delete all"))) return;
    dirty = false;
    shelf.clear();
    use(tool.blank());
    document.querySelectorAll("[name=t-keep]").forEach((radio) => { radio.checked = false; });
    problem("");
    saved();
    status("All is deleted. Nothing is kept here.");
    $("t-new").focus();
  });

  $("t-json").addEventListener("click", () => download(writeFile(doc), fileName(doc, "json"), "application/json"));
  for (const [button, extension, type, make] of tool.exports) {
    $(button).addEventListener("click", () => download(make(doc), fileName(doc, extension), type));
  }

  // Printing: the report where something was filled in, else the form as a worksheet.
  const root = document.documentElement;
  let opened = [];
  const prepare = (what) => {
    root.dataset.print = what;
    if (what === "report") {
      tool.report($("t-report"), doc);
      $("t-report").hidden = false;
    }
    if (what === "paper") {
      tool.paper?.(true);
      opened = [...document.querySelectorAll(".tool-form details:not([open])")];
      opened.forEach((element) => { element.open = true; });
    }
  };
  addEventListener("beforeprint", () => { if (!root.dataset.print) prepare(tool.touched(doc) ? "report" : "paper"); });
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
      document.documentElement.dataset.tool = "ready";
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
      tool.changed(doc);
    },
    open: add,
  };
}
