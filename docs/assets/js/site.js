// What every page needs: light or dark before the first paint, Escape closes the menu, print shows all evidence.
// A classic script that the header waits for, so that dark pages never flash; everything works without it.
(function (d) {
  var root = d.documentElement, body = d.body, button = d.getElementById("kb-theme");
  var prefers = matchMedia("(prefers-color-scheme: dark)"), chosen = null;

  function show(dark) {
    body.setAttribute("data-md-color-scheme", dark ? "slate" : "default");
    button.setAttribute("aria-pressed", dark);
  }

  try { chosen = localStorage.getItem("kb-theme"); } catch (e) { /* storage is switched off */ }
  show(chosen ? chosen === "dark" : prefers.matches);
  root.classList.replace("no-js", "js");
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
  d.addEventListener("keydown", function (e) { if (e.key === "Escape") root.classList.add("quiet"); });
  ["focusin", "mouseover"].forEach(function (name) {
    d.addEventListener(name, function () { root.classList.remove("quiet"); });
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
