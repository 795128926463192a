// A treaty reached from the matrix of a day (?on=2019-03-16#cambodia): each state says what is known of that day too.
import { isDay, lineOn, readHistory } from "./matrix.js";

const on = new URLSearchParams(location.search).get("on") ?? "";
if (isDay(on)) {
  for (const { cells, dataset } of document.querySelectorAll("table.states tr[data-phases]")) {
    const line = document.createElement("p");
    line.className = "on-day";
    line.textContent = lineOn({ history: readHistory(dataset.phases), since: dataset.since, until: dataset.until }, on);
    cells[1].append(line);
  }
}
