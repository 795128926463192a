import assert from "node:assert/strict";
import { test } from "node:test";
import { Conflict, Shelf, memory } from "../../docs/assets/js/tools/storage.js";

const doc = (id, changed = "2026-01-01", more = {}) => ({ id, changed, scope: {}, ...more });
const full = () => ({ ...memory(), setItem() { throw new Error("QuotaExceededError"); } });

test("nothing is kept before somebody chose", () => {
  const [device, tab] = [memory(), memory()];
  const shelf = new Shelf({ device, tab, path: "/" });
  shelf.write("assessment", doc("a"));
  assert.deepEqual([shelf.place, device.length, tab.length], ["", 0, 0]);
  shelf.choose("device");
  assert.equal(new Shelf({ device, tab: memory(), path: "/" }).read("assessment", "a").id, "a");
  assert.equal(tab.length, 0);
});

test("this tab only leaves nothing on the device, also after it was there", () => {
  const [device, tab] = [memory(), memory()];
  const shelf = new Shelf({ device, tab, path: "/" });
  shelf.choose("device");
  shelf.write("plan", doc("p"));
  shelf.choose("tab");
  assert.equal(device.length, 0);
  assert.equal(new Shelf({ device, tab, path: "/" }).read("plan", "p").id, "p");
});

test("sites on one host do not meet", () => {
  const device = memory();
  const shelves = ["/", "/one/", "/one/two/"].map((path) => new Shelf({ device, tab: memory(), path }));
  shelves.forEach((shelf, at) => { shelf.choose("device"); shelf.write("assessment", doc(`d${at}`)); });
  shelves.forEach((shelf, at) => assert.deepEqual(shelf.list("assessment").map(({ id }) => id), [`d${at}`]));
  device.setItem("kb-theme", "dark");
  shelves[0].clear();
  assert.equal(shelves[1].list("assessment").length, 1);
  assert.equal(device.getItem("kb-theme"), "dark");
});

test("several are kept beside each other, newest first", () => {
  const shelf = new Shelf({ device: memory(), tab: memory(), path: "/" });
  shelf.write("assessment", doc("old", "2025"));
  shelf.write("assessment", doc("new", "2026"));
  shelf.write("plan", doc("plan", "2027"));
  assert.deepEqual(shelf.list("assessment").map(({ id }) => id), ["new", "old"]);
});

test("two tabs never overwrite each other", () => {
  const device = memory();
  const [one, two] = [1, 2].map(() => new Shelf({ device, tab: memory(), path: "/" }));
  one.choose("device"); two.choose("device");
  one.write("assessment", doc("a", "1"));
  two.read("assessment", "a");
  two.write("assessment", doc("a", "2"));
  assert.throws(() => one.write("assessment", doc("a", "3")), Conflict);
  assert.equal(two.read("assessment", "a").changed, "2");
  two.remove("assessment", "a");
  one.read("assessment", "a");
  two.write("assessment", doc("b"));
  one.read("assessment", "b");
  two.remove("assessment", "b");
  assert.throws(() => one.write("assessment", doc("b")), Conflict);
});

test("where there is no room, moving changes nothing", () => {
  const shelf = new Shelf({ device: full(), tab: memory(), path: "/" });
  shelf.write("assessment", doc("a"));
  assert.throws(() => shelf.choose("device"), /Quota/);
  assert.equal(shelf.read("assessment", "a").id, "a");
  assert.equal(shelf.offers("device"), false);
  assert.equal(new Shelf({ device: null, tab: null, path: "/" }).offers("tab"), false);
});

test("what is damaged is listed, not hidden", () => {
  const device = memory();
  const shelf = new Shelf({ device, tab: memory(), path: "/" });
  shelf.choose("device");
  for (const [id, text] of [["a", '{"id": "a", "chan'], ["b", "null"], ["c", '{"changed": "x"}']]) device.setItem(`${shelf.prefix}assessment:${id}`, text);
  assert.deepEqual(shelf.list("assessment").map(({ damaged }) => damaged), [true, true, true]);
  assert.equal(shelf.read("assessment", "a"), null);
  assert.equal(shelf.raw("assessment", "a"), '{"id": "a", "chan');
});

test("delete all takes everything, the choice too", () => {
  const [device, tab] = [memory(), memory()];
  const shelf = new Shelf({ device, tab, path: "/" });
  shelf.choose("device");
  shelf.write("assessment", doc("a"));
  shelf.write("plan", doc("p"));
  shelf.setOpen("plan", "p");
  shelf.clear();
  assert.deepEqual([device.length, tab.length, shelf.place], [0, 0, ""]);
});
