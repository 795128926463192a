// Where work is kept: on this device, in this tab only, or, until somebody chose, nowhere but in memory.

/** Storage in memory, with the methods of localStorage that are used here. */
export function memory() {
  const map = new Map();
  return {
    get length() { return map.size; },
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => { map.set(key, String(value)); },
    removeItem: (key) => { map.delete(key); },
  };
}

/** Keys carry the path of the site, since all sites of one host share one storage. */
const prefixOf = (path) => `kb-tools:${encodeURIComponent(path)}:`;

/** Somebody else changed this document since we last saw it. */
export class Conflict extends Error {}

const KINDS = ["assessment", "plan"];

export class Shelf {
  #seen = new Map();
  #heads = new Map();

  /** `device` and `tab` are localStorage and sessionStorage, or null where the browser refuses them. */
  constructor({ device, tab, path }) {
    this.prefix = prefixOf(path);
    this.stores = { "": memory(), tab, device };
    this.place = this.#ask(tab) === "tab" ? "tab" : this.#ask(device) === "device" ? "device" : "";
  }

  #ask(store) {
    try { return store?.getItem(`${this.prefix}keep`); } catch { return null; }
  }

  #key(kind, id) { return `${this.prefix}${kind}:${id}`; }

  #keys(store, kinds = KINDS) {
    const keys = [];
    for (let index = 0; index < (store?.length ?? 0); index += 1) keys.push(store.key(index));
    return keys.filter((key) => kinds.some((kind) => key.startsWith(`${this.prefix}${kind}:`)));
  }

  get store() { return this.stores[this.place]; }

  /** Whether the browser lets us keep anything there. */
  offers(place) {
    const store = this.stores[place];
    try {
      store.setItem(`${this.prefix}try`, "1");
      store.removeItem(`${this.prefix}try`);
      return true;
    } catch { return false; }
  }

  /** Keep from now on in `place`, and move what there is. Throws where it does not fit; then nothing has changed. */
  choose(place) {
    const [from, to] = [this.store, this.stores[place]];
    if (from !== to) {
      const moving = this.#keys(from);
      const made = [];
      try {
        for (const key of moving) {
          if (to.getItem(key) === null) made.push(key);
          to.setItem(key, from.getItem(key));
        }
      } catch (error) {
        made.forEach((key) => to.removeItem(key));
        throw error;
      }
      moving.forEach((key) => from.removeItem(key));
    }
    this.stores.tab?.removeItem(`${this.prefix}keep`);
    if (place === "tab") this.stores.device?.removeItem(`${this.prefix}keep`);
    to.setItem(`${this.prefix}keep`, place);
    this.place = place;
  }

  /** What a list needs to know of a kept text: {changed, scope}, or null where it cannot be read. A text is read once. */
  #head(key) {
    const text = this.store.getItem(key);
    if (this.#heads.get(key)?.text !== text) {
      let head = null;
      try {
        const { changed, scope } = JSON.parse(text);
        if (typeof changed === "string" && scope && typeof scope === "object") head = { changed, scope };
      } catch { /* damaged */ }
      this.#heads.set(key, { text, head });
    }
    return this.#heads.get(key).head;
  }

  /** Every document of this kind as {id, changed, scope}, newest first; what cannot be read is listed too, as {id, damaged}. */
  list(kind) {
    return this.#keys(this.store, [kind])
      .map((key) => ({ id: key.slice(this.#key(kind, "").length), ...(this.#head(key) ?? { changed: "", damaged: true }) }))
      .sort((a, b) => (a.changed < b.changed ? 1 : -1));
  }

  /** Those of them that can be read. */
  whole(kind) { return this.list(kind).filter((entry) => !entry.damaged); }

  /** The text of a document as it is kept. */
  raw(kind, id) { return this.store.getItem(this.#key(kind, id)); }

  /** The document, or null where there is none or it cannot be read. */
  read(kind, id) {
    const text = this.raw(kind, id);
    this.#seen.set(this.#key(kind, id), text);
    try { return text && JSON.parse(text); } catch { return null; }
  }

  /** Keeps the document. Throws Conflict where another tab wrote in between, and the browser's error where it does not fit. */
  write(kind, doc) {
    const key = this.#key(kind, doc.id);
    const now = this.store.getItem(key);
    if (now !== null && now !== this.#seen.get(key)) throw new Conflict(key);
    if (now === null && this.#seen.get(key)) throw new Conflict(key);
    const text = JSON.stringify(doc);
    this.store.setItem(key, text);
    this.#seen.set(key, text);
    this.#heads.set(key, { text, head: { changed: doc.changed, scope: doc.scope } });
  }

  remove(kind, id) {
    this.store.removeItem(this.#key(kind, id));
    this.#seen.delete(this.#key(kind, id));
  }

  /** Which document this tab had open last. */
  lastOpen(kind) {
    try { return this.stores.tab?.getItem(`${this.prefix}open:${kind}`) ?? null; } catch { return null; }
  }

  setOpen(kind, id) {
    try { if (this.place) this.stores.tab?.setItem(`${this.prefix}open:${kind}`, id); } catch { /* only a convenience */ }
  }

  /** Deletes everything that these pages ever kept, on the device and in the tab, the choice of the place too. */
  clear() {
    for (const store of Object.values(this.stores)) {
      for (let index = (store?.length ?? 0) - 1; index >= 0; index -= 1) {
        const key = store.key(index);
        if (key.startsWith(this.prefix)) store.removeItem(key);
      }
    }
    this.#seen.clear();
    this.place = "";
  }
}
