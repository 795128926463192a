"""The ICRC treaty database: the states parties to the Geneva Conventions and both Protocols, from a table saved as a page or as CSV.

Not seen: neither a page of ihl-databases.icrc.org nor a file that it gives was found in public repositories or stored pages (searched for its
host, for the head of its list “States party to the following international humanitarian law and other related treaties”, and for the
names of its columns GC I-IV 1949, AP I 1977, AP II 1977, which a copy of that list has). Until one is seen, a table with named columns
stands in: a column of states, and a column for each instrument by those names, with the day of consent in each cell. The list does not
say whether a state ratified, acceded or succeeded; so it confirms the day of an act that is known, and never adds one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from ..facts.knowledge import KnowledgeBase
from ..facts.treaties import Treaty
from .answers import (
    Dated,
    Published,
    Question,
    Reading,
    Refusal,
    Row,
    TreatyTable,
    Unknown,
    day_in,
    decoded,
    plain,
    printed_day,
    whole_html,
)
from .names import States

PUBLISHER = "International Committee of the Red Cross"
COLUMNS = {"geneva-conventions": r"gc i ?[-–] ?iv", "ap-i": r"ap i( 1977)?$", "ap-ii": r"ap ii( 1977)?$"}
"""The head of each column; the four Conventions stand in one, since no state is party to some of them only."""
ADDRESS = "https://ihl-databases.icrc.org/en/ihl-treaties/treaties-and-states-parties"
FEWEST = 100
"""A list with fewer states is not whole; the Conventions have more parties than the United Nations have members."""
WHY = "its database shows the lists to browsers only; save the list of states parties there and run kb refresh --from FOLDER"


class ICRC:
    """The keeper of the list of parties to the Geneva Conventions; the depositary itself is the Swiss Federal Council."""

    name = PUBLISHER
    terms = ""

    def questions(self, kb: KnowledgeBase) -> Iterator[Question]:
        """Nothing is asked by address: the database shows its tables to browsers only. It is read from saved files."""
        for treaty in COLUMNS:
            if treaty in kb.all(Treaty):
                yield Question(f"treaties/{treaty}", (), WHY)

    def recognises(self, answer: bytes) -> bool:
        """The names of its columns."""
        return bool(re.search(rb"GC I ?(-|\xe2\x80\x93) ?IV", answer))

    def read(self, answer: bytes, kb: KnowledgeBase, modified: str = "") -> list[Reading]:
        """A table for each instrument that has a column."""
        text = decoded(answer)
        if "<html" in text[:3000].lower():
            whole_html(text)
        rows, rest = _of_page(text) if "<html" in text[:3000].lower() else _of_csv(text)
        day = printed_day(_said_as_of(rest))
        found: list[Reading] = list(_tables(rows, day, kb))
        if not found:
            raise Unknown("no instrument of this list is held here")
        return found


def _said_as_of(text: str) -> str:
    found = re.search(r"as (?:of|at)\s*:?,?\s*\"?([0-9][^\n<]{5,20})", text, re.IGNORECASE)
    return found[1] if found else ""


def _of_page(text: str) -> tuple[list[list[str]], str]:
    soup = BeautifulSoup(text, "html.parser")
    tables = [
        [[plain(c.get_text(" ")) for c in tr.find_all(["td", "th"])] for tr in table.find_all("tr")]
        for table in soup.find_all("table")
    ]
    if not tables:
        raise Refusal("the page has no table", "save the list of states parties")
    return max(tables, key=len), plain(soup.get_text(" "))


def _of_csv(text: str) -> tuple[list[list[str]], str]:
    try:
        rows = [[plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error as error:
        raise Refusal(f"this is no CSV: {error}", "save the table anew") from None
    return rows, text


def _tables(rows: list[list[str]], day: str, kb: KnowledgeBase) -> Iterator[TreatyTable]:
    start = next((i for i, row in enumerate(rows) if any(re.match("gc i", c.lower()) for c in row)), None)
    if start is None:
        raise Refusal(
            "no column is headed GC I-IV", "save the list of the main treaties, with the names of its columns"
        )
    head = rows[start]
    body = [row for row in rows[start + 1 :] if any(row)]
    states = States(kb)
    for treaty, pattern in COLUMNS.items():
        column = next((i for i, name in enumerate(head) if re.match(pattern, name.lower())), None)
        if column is not None and treaty in kb.all(Treaty):
            yield _one(kb.all(Treaty)[treaty], column, body, day, states)


def _one(treaty: Treaty, column: int, body: list[list[str]], day: str, states: States) -> TreatyTable:
    found: dict[str, Row] = {}
    parties = 0
    for number, row in enumerate(body, 1):
        place = f"row {number} of the table"
        if len(row) <= column:
            raise Refusal(f"a row has {len(row)} cells and none for {treaty.short}", "compare it in a browser", place)
        state = states.ours(row[0], place)
        joined = day_in(row[column])
        if row[column] and not joined:
            raise Refusal(f"“{row[column]}” is no date", "compare it in a browser", place)
        parties += bool(joined)
        if state in found:
            raise Refusal(f"{row[0]} stands in the table twice", "compare it in a browser", place)
        if state and joined:
            found[state] = Row((Dated("consent", joined),))
    if len(body) < FEWEST:
        raise Refusal(f"the list has only {len(body)} states", "save the whole list")
    title = f"States party to the main treaties of international humanitarian law: as of {day}"
    published = Published("icrc-states-parties", title, PUBLISHER, (ADDRESS,), day)
    return TreatyTable(
        f"treaties/{treaty.id}", published, parties, found, prints_declarations=False, consents_only=True
    )
