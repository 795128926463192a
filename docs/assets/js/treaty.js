// A treaty reached from the matrix of a day (?on=2019-03-16#cambodia): each state says what is known of that day too.
import { isDay, lineOn, readHistory } from "./matrix.js";
import { say } from "./words.js";

const on = new URLSearchParams(location.search).get("on") ?? "";
if (isDay(on)) {
  for (const { cells, dataset } of document.querySelectorAll("table.states tr[data-phases]")) {
    const line = document.createElement("p");
    line.className = "on-day";
    line.textContent = lineOn({ history: readHistory(dataset.phases), since: dataset.since, until: dataset.until }, on);
    cells[1].append(line);
  }
} else if (on) {
  const line = document.createElement("p");
  line.className = "note";
  line.setAttribute("role", "status");
  line.textContent = say("script.matrix.unknown", { what: say("script.matrix.asked-date", { asked: on }) });
  document.querySelector("table.states")?.parentElement.before(line);
}
