// The form of a tool until the modules that keep its work run, and where they never do: from a disk, on a broken line, in an old browser.
// A classic script inside the form, so that nothing can be typed before it.
(function (d) {
  var root = d.documentElement, form = d.getElementById("t-form"), typed = false;
  function ready() { return root.dataset.tool === "ready"; }

  form.inert = true;
  form.addEventListener("input", function () { typed = true; });
  d.getElementById("t-leave").addEventListener("click", function () { typed = false; });
  addEventListener("beforeunload", function (e) { if (typed && !ready()) e.preventDefault(); });

  // By now every module of the page has run, or will not.
  d.addEventListener("DOMContentLoaded", function () {
    form.inert = false;
    if (ready()) return;
    var box = d.createElement("div");
    box.className = "problem no-print";
    box.setAttribute("role", "alert");
    box.appendChild(d.createElement("p")).textContent = "Nothing typed here is saved: the part of this page that keeps work could not be loaded.";
    box.appendChild(d.createElement("p")).textContent = /^http/.test(location.protocol)
      ? "Load the page again while connected. Until then it is a form to print."
      : "A copy of the page on a disk is a form to print only. Open it at its address on the web.";
    d.querySelector(".tool-bar").insertAdjacentElement("afterend", box);
  });
})(document);
