// What every page needs: light or dark before the first paint, Escape closes the menu, print shows all evidence,
// a source mark says on pointing what it stands for, a report of a problem says on which page.
// A classic script that the header waits for, so that dark pages never flash; everything works without it.
(function (d) {
  var root = d.documentElement, body = d.body, button = d.getElementById("kb-theme");
  var around = (d.currentScript.getAttribute("data-about") || "{name}").split("{name}");
  var prefers = matchMedia("(prefers-color-scheme: dark)"), chosen = null;

  function show(dark) {
    body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
    button.setAttribute("aria-pressed", dark);
  }

  function recall() {
    try { chosen = localStorage.getItem("kb-theme") || chosen; } catch (e) { /* storage is switched off */ }
    show(chosen ? chosen === "dark" : prefers.matches);
  }
  recall();
  addEventListener("pageshow", function (e) { if (e.persisted) recall(); });
  root.classList.replace("no-js", "js");
  // Other scripts keep their places while they are on their way; what has not come then does not come.
  // Here and elsewhere an attribute and no class says in which state a part of the page is: as the theme speaks of tables without a class,
  // browsers would look anew at all that stands within a part whose class changes.
  root.toggleAttribute("data-loading", true);
  addEventListener("load", function () { root.toggleAttribute("data-loading", false); });
  button.hidden = false;

  prefers.addEventListener("change", function (e) { if (!chosen) show(e.matches); });
  button.addEventListener("click", function () {
    chosen = button.getAttribute("aria-pressed") === "true" ? "light" : "dark";
    show(chosen === "dark");
    try { localStorage.setItem("kb-theme", chosen); } catch (e) { /* storage is switched off */ }
  });
  d.addEventListener("keydown", function (e) {
    var menu = e.key === "Escape" && d.querySelector(".kb-menu[open]");
    if (menu) { menu.open = false; menu.firstElementChild.focus(); }
  });
  // Escape also puts away the explanation of a term, until the next one is pointed at.
  d.addEventListener("keydown", function (e) { if (e.key === "Escape") root.toggleAttribute("data-quiet", true); });
  ["focusin", "mouseover", "click"].forEach(function (name) {
    d.addEventListener(name, function (e) {
      var link = e.target.closest && e.target.closest("a");
      if (name !== "click") root.toggleAttribute("data-quiet", false);
      if (link && link.matches(".cite a:not([title])")) explain(link);
      if (link && link.matches("[data-report]")) complete(link);
    });
  });
  // The sources stand in the order of their numbers: of a record with a list of its own there, else at the end of the page.
  function explain(mark) {
    var record = mark.closest("[data-of]"), list = record && record.querySelector(".sources") || d.querySelector(".page-sources .sources");
    var item = list && list.children[parseInt(mark.textContent, 10) - 1];
    if (!item) return;
    item = item.cloneNode(true);
    if (item.lastChild.nodeName === "A") item.removeChild(item.lastChild); // at the end of the page it leads to more about the source
    mark.title = item.textContent.trim();
  }
  // The link to the public form names the fact; the form also asks for the page, and how the fact begins.
  function complete(link) {
    var record = link.closest("[data-record],[data-of]"), page = d.querySelector("link[rel=canonical]");
    if (!record || !/[?&]fact=[^&]+$/.test(link.href)) return;
    var about = record.querySelector("aside[aria-label]"), when = record.querySelector(":scope>time,:scope>.when");
    var name = about ? within(about.getAttribute("aria-label")) : (record.querySelector("h2,h3,h4,cite") || d.querySelector("h1")).textContent;
    if (when) name += " (" + when.textContent + ")";
    if (page) link.href += "&page=" + encodeURIComponent(page.href + "#" + record.id);
    link.href += "&current=" + encodeURIComponent(name.length > 160 ? name.slice(0, 159).replace(/[\uD800-\uDBFF]$/, "") + "…" : name);
  }
  // The name in “About {name}”, as the language of the page says it.
  function within(label) {
    return label.slice(around[0].length, label.length - around[1].length);
  }
  // Where the page is wide, what is told beside its heading is open from the beginning.
  d.addEventListener("DOMContentLoaded", function () {
    var wide = matchMedia("(min-width: 75rem)").matches;
    d.querySelectorAll("details.spread").forEach(function (e) { if (wide) e.open = true; e.toggleAttribute("data-folds-up", true); });
  });
  d.addEventListener("click", function (e) {
    if (e.target.closest("[data-print]")) print();
  });
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = [].slice.call(d.querySelectorAll("details.more:not([open])"));
    opened.forEach(function (e) { e.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (e) { e.open = false; });
    opened = [];
  });
})(document);
