// The worksheet, once it has begun.

import { say } from "../words.js";
import { $, show } from "./dom.js";
import { desk, framework, schema, takeUp } from "./assess.js";
import { choice } from "./desk.js";
import { inOrder } from "./compare.js";
import { assessmentRows, csv } from "./csv.js";
import { html } from "./html.js";
import { markdown } from "./markdown.js";
import { assessmentReport, comparison, gapBlocks, profileHead } from "./report.js";
import { rest } from "./rest.js";
import { KIND, SCOPE, nameOf, profileRows } from "./state.js";

function overview(doc) {
  show($("t-overview"), [
    { table: { caption: say("script.assess.profile-here"), head: profileHead(), rows: profileRows(doc) } },
    ...gapBlocks(doc, 3),
  ]);
}

function choices() {
  const kept = desk.shelf.whole(KIND);
  for (const select of [$("t-a"), $("t-b")]) {
    const before = select.value;
    select.replaceChildren(...kept.map((entry) => choice(entry, nameOf)));
    select.value = kept.some(({ id }) => id === before) ? before : kept[0]?.id ?? "";
  }
  if ($("t-a").value === $("t-b").value && kept.length > 1) $("t-a").value = kept.find(({ id }) => id !== $("t-b").value).id;
}

$("t-compare").addEventListener("click", () => {
  const [a, b] = ["t-a", "t-b"].map((id) => desk.load(KIND, $(id).value, schema, framework()));
  const target = $("t-difference");
  if (!a || !b || a.id === b.id) show(target, [{ p: say("script.assess.two") }]);
  else show(target, comparison(...inOrder(a, b)));
  target.focus();
});

rest($("t-assess"), () => {
  takeUp();
  desk.complete({
    report: (element, doc) => show(element, assessmentReport(doc)),
    changed: (doc) => { overview(doc); choices(); },
    exports: [
      ["t-markdown", "md", "text/markdown", (doc) => markdown(assessmentReport(doc))],
      ["t-csv", "csv", "text/csv", (doc) => csv(assessmentRows(doc, { SCOPE }))],
      ["t-html", "html", "text/html", (doc) => html(assessmentReport(doc), nameOf(doc))],
    ],
  });
});
