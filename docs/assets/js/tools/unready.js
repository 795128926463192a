// The form of a tool until the modules that keep its work run, and where they never do: from a disk, on a broken line, in an old browser.
// A classic script inside the form, so that nothing can be typed before it. Its words stand on its element.
(function (d) {
  var root = d.documentElement, form = d.getElementById("t-form"), typed = false;
  var words = d.currentScript.dataset;
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
    box.appendChild(d.createElement("p")).textContent = words.unsaved;
    box.appendChild(d.createElement("p")).textContent = /^http/.test(location.protocol) ? words.again : words.disk;
    d.querySelector(".tool-bar").insertAdjacentElement("afterend", box);
  });
})(document);
