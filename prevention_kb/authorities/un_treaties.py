"""The UN Treaty Collection: for each instrument that the Secretary-General keeps, its page of status or its chapter of MTDSG as XML.

Seen: the page of status of 30 instruments, 19 of them ours, as stored on 3 February 2026 (data/raw of mgaldino/treaties-ideal-point at
commit 746a24f). Of the XML no whole file was seen, only programs that read it (its elements are theirs: openclimatedata/
kigali-amendment-entry-into-force and others); no element with the day was seen in it, so that the day is the one the host gives for the file, and no declarations, so that none are read from it.
The page is therefore asked first.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from bs4 import BeautifulSoup
from bs4.element import Tag

from ..facts.knowledge import KnowledgeBase
from ..facts.treaties import Treaty
from .answers import (
    Dated,
    Declared,
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
    xml,
)
from .names import States

PUBLISHER = "UN Treaty Collection"
HOST = "https://treaties.un.org"
KINDS = {
    "signature": {"": "signature", "d": "succession to signature"},
    "consent": {
        "": "ratification",
        "a": "accession",
        "d": "succession",
        "A": "acceptance",
        "AA": "approval",
        "c": "formal confirmation",
        "P": "consent to be bound",
    },
    "provisional": {"": "provisional application", "n": "provisional application"},
}
"""What a letter behind a date means, by column."""
OURS = ("signature", "ratification", "accession", "succession")
VOLUME_I = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")
ROMAN = {"I": 1, "V": 5, "X": 10}
_NUMBER = re.compile(r"mtdsg_no=([IVX]+-[0-9]+(?:-[a-z])?)\b", re.IGNORECASE)
_DATED = re.compile(r"(\[)?\s*([0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4})\s*([A-Za-z]{1,2})?\s*(\])?")
_HEAD = re.compile(r"^[0-9]+\.?\s*([a-z][.)]?\s)?\s*")
"""The number before a title, as “11. b”."""
_MARGIN = re.compile(r'<(?:p align="(left|right)"|title)>\s*(?:<i>)?\s*([^<]+)')
"""A heading, which stands at the left, or the day of what follows, which stands at the right."""
UNNAMED = "declaration or reservation"
"""Where no heading says which of the two it is."""
SAYS_NOTHING = 6
"""The text of a heading alone, with the name of a state, has no more words than this."""
_NOTE_MARKS = re.compile(r"[0-9]+")


class UNTreaties:
    """The depositary of most instruments here."""

    name = PUBLISHER
    terms = ""

    def questions(self, kb: KnowledgeBase) -> Iterator[Question]:
        """The page and the XML of each instrument with a number in the collection."""
        for treaty in kb.all(Treaty).values():
            if number := treaty.un_treaty_collection:
                yield Question(f"treaties/{treaty.id}", (page(number), chapter_xml(number)))

    def recognises(self, answer: bytes) -> bool:
        """A page names its number, the XML has a table of participants."""
        return b"ViewDetails.aspx" in answer or b"MTDSG" in answer or b"<Participants" in answer

    def read(self, answer: bytes, kb: KnowledgeBase, modified: str = "") -> list[Reading]:
        """The table of the one instrument that the answer is about."""
        text = decoded(answer)
        if "tblgrid" in text or "<html" in text[:3000].lower():
            return [_read_page(text, kb)]
        return [_read_xml(text, kb, modified)]


def page(number: str) -> str:
    """The address of the page of status."""
    chapter = _arabic(number.split("-")[0])
    return f"{HOST}/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no={number}&chapter={chapter}&clang=_en"


def chapter_xml(number: str) -> str:
    """The address of the chapter as XML: volume I holds chapters I to XI, volume II the rest."""
    chapter = number.split("-")[0]
    volume = "I" if chapter in VOLUME_I else "II"
    return f"{HOST}/doc/Publication/MTDSG/Volume%20{volume}/Chapter%20{chapter}/{number}.en.xml"


def _arabic(roman: str) -> int:
    values = [ROMAN[letter] for letter in roman]
    return sum(-v if later > v else v for v, later in zip(values, [*values[1:], 0], strict=True))


def _read_page(text: str, kb: KnowledgeBase) -> TreatyTable:
    whole_html(text)
    soup = BeautifulSoup(text, "html.parser")
    grid = soup.find("table", id=re.compile("tblgrid$"))
    if not isinstance(grid, Tag):
        raise Refusal(
            "the page has no table of participants (an element whose id ends in tblgrid)",
            "open the address in a browser: it may be an error or a page of another kind",
        )
    treaty = _of_number(soup, kb)
    cells = [[_cell(td) for td in tr.find_all(["td", "th"], recursive=False)] for tr in grid.find_all("tr")]
    head, table = [name for name, _ in cells[0]] if cells else [], cells[1:]
    notes = {
        mark.get_text(strip=True): plain(note.get_text(" "))
        for note in soup.find_all("div", class_="divNotesAll")
        if isinstance(mark := note.find("a"), Tag)
    }
    status = plain(_by_id(soup, "rptStatus_ctl[0-9]+_tcText"))
    found = _table(head, table, status, notes, States(kb))
    title = plain(_by_id(soup, "rptTreaty_ctl[0-9]+_tcTreaty"))
    day = printed_day(plain(_by_id(soup, "InnerPage_div3$")))
    return TreatyTable(
        f"treaties/{treaty.id}",
        _published(treaty, _HEAD.sub("", title) or treaty.title, page(str(treaty.un_treaty_collection)), day),
        found[1],
        found[0],
        _declarations(soup, States(kb)),
        _declared(soup, States(kb), found[0]),
    )


def _published(treaty: Treaty, title: str, address: str, day: str) -> Published:
    printed = "-".join(reversed(day.split("-")))
    addresses = (address, treaty.official_url)
    return Published(f"untc-{treaty.id}", f"{title}: status as at {printed}", PUBLISHER, addresses, day)


def _of_number(soup: BeautifulSoup, kb: KnowledgeBase) -> Treaty:
    """The instrument that the page is about: its form is sent to the address of the page."""
    form = soup.find("form", action=_NUMBER)
    found = _NUMBER.search(str(form["action"])) if isinstance(form, Tag) else None
    if not found:
        raise Refusal("the page does not say which instrument it is about (mtdsg_no)", "save the page of status anew")
    if "clang=_fr" in str(form["action"] if isinstance(form, Tag) else ""):
        raise Refusal("the page is in French", "choose English on it and save it anew")
    return _numbered(found[1], kb)


def _numbered(number: str, kb: KnowledgeBase) -> Treaty:
    for treaty in kb.all(Treaty).values():
        if (treaty.un_treaty_collection or "").lower() == number.lower():
            return treaty
    raise Unknown(f"no instrument here has the number {number}")


def _by_id(soup: BeautifulSoup, pattern: str) -> str:
    found = soup.find(id=re.compile(pattern))
    return found.get_text(" ") if found else ""


def _cell(td: Tag) -> tuple[str, list[str]]:
    """The text of a cell, and the numbers of the end notes at it, which stand raised."""
    raised = td.find_all(["sup", "superscript"])
    marks = [mark for tag in raised for mark in _NOTE_MARKS.findall(tag.get_text(" "))]
    for tag in raised:
        tag.extract()
    return plain(td.get_text(" ")), marks


Cells = list[tuple[str, list[str]]]


def _table(
    head: list[str], table: list[Cells], status: str, notes: Mapping[str, str], states: States
) -> tuple[dict[str, Row], int]:
    """Rows of our states, and how many parties there are; what the table prints of its own size must be what is counted in it."""
    columns = [_column(name) for name in head]
    if columns[:1] != ["name"] or columns.count("name") != 1:
        what = "the first row of the table does not name the participants first, and once"
        raise Refusal(what, "compare it in a browser: the page may have another shape now", "row 1 of the table")
    rows: dict[str, Row] = {}
    counted = {"signature": 0, "consent": 0, "provisional": 0}
    for number, cells in enumerate(table, 1):
        place = f"row {number} of the table"
        if len(cells) != len(columns):
            raise Refusal(f"a row has {len(cells)} cells instead of {len(columns)}", "compare it in a browser", place)
        (name, marks), *rest = cells
        state = states.ours(name, place)
        acts: list[Dated] = []
        unclear: list[str] = []
        for column, (text, more) in zip(columns[1:], rest, strict=True):
            marks = [*marks, *more]
            found = list(_acts(column, text, place))
            counted[column] += any(not undone for _, _, undone in found)
            for kind, day, undone in found:
                if kind in OURS:
                    acts.append(Dated(kind, day, undone))
                else:
                    unclear.append(f"{kind} of {day}")
        if state and state in rows:
            raise Refusal(f"{name} stands in the table twice", "compare it in a browser", place)
        if state:
            rows[state] = Row(tuple(acts), tuple(unclear), tuple(notes[m] for m in marks if m in notes))
    _same_size(status, counted, columns)
    return rows, counted["consent"]


def _column(head: str) -> str:
    said = head.lower()
    for word, kind in (("provisional", "provisional"), ("signature", "signature"), ("participant", "name")):
        if said.startswith(word):
            return kind
    if re.search("ratification|accession|succession|acceptance|approval|consent to be bound", said):
        return "consent"
    raise Refusal(f"the table has a column “{head}” that is not known", "compare it in a browser", "head of the table")


def _acts(column: str, text: str, place: str) -> Iterator[tuple[str, str, bool]]:
    """The acts in a cell, as 24 Sep 1982 a: kind, day, and whether brackets undo it."""
    if rest := _DATED.sub("", text).strip():
        raise Refusal(f"“{rest}” is no date with a letter behind it", "compare it in a browser", place)
    for found in _DATED.finditer(text):
        kind, day = KINDS[column].get(found[3] or ""), day_in(found[2])
        if not kind:
            raise Refusal(f"the letter “{found[3]}” behind a date is not known", "look it up on the page", place)
        if not day:
            raise Refusal(f"{found[2]} is no day of the calendar", "compare it in a browser", place)
        yield kind, day, bool(found[1])


def _same_size(status: str, counted: Mapping[str, int], columns: list[str]) -> None:
    """Refusal where the table does not hold as many as it says: part of it is missing."""
    for word, kind in (("Signatories", "signature"), ("Parties", "consent")):
        said = re.search(rf"{word}\s*:\s*([0-9]+)", status)
        if said and kind in columns and int(said[1]) != counted[kind]:
            raise Refusal(
                f"it says {word.lower()}: {said[1]}, and {counted[kind]} are counted in its table",
                "ask again later, or save it anew: part of the table may be missing",
            )
    if not counted["consent"]:
        raise Refusal("the table has no parties", "ask again later, or save it anew")


def _declarations(soup: BeautifulSoup, states: States) -> dict[str, str]:
    """The text of each state's declarations and reservations, those under an article too."""
    texts: dict[str, list[str]] = {}
    for state, text in _declaring(soup, states):
        texts.setdefault(state, []).append(plain(text.get_text(" ")))
    return {state: " ".join(parts) for state, parts in texts.items()}


def _declaring(soup: BeautifulSoup, states: States) -> Iterator[tuple[str, Tag]]:
    """Each of our states that declares something, and the element with the text."""
    for heading in soup.find_all(id=re.compile(r"dgDec(UnderArticle)?_ctl[0-9]+_divParticipant$")):
        text = soup.find(id=str(heading["id"]).replace("divParticipant", "divText"))
        if (state := states.named(_cell(heading)[0])) and isinstance(text, Tag):
            yield state, text


def _declared(soup: BeautifulSoup, states: States, rows: Mapping[str, Row]) -> dict[str, tuple[Declared, ...]]:
    """The declarations of each state by their headings, with the day that stands at the right margin, or else that of the signature or
    of the consent: “unless otherwise indicated, the declarations and reservations were made upon ratification, accession or succession”."""
    found: dict[str, tuple[Declared, ...]] = {}
    for state, text in _declaring(soup, states):
        acts = {act.act: act.day for act in rows.get(state, Row()).acts}
        consent = next((acts[kind] for kind in OURS[1:] if kind in acts), "")
        these: list[Declared] = []
        day = ""
        for side, said in _MARGIN.findall(str(text)):
            if side == "right":
                day = day_in(said)
                these += [Declared(UNNAMED, day, True)] if day else []
            elif kind := _kind(said):
                if these and these[-1] == Declared(UNNAMED, day, True):
                    these.pop()  # the heading below a day says what it is
                made = acts.get("signature", "") if "upon signature" in said.lower() else consent
                these.append(Declared(kind, day or made, bool(day)))
        if not these and len(plain(text.get_text(" ")).split()) > SAYS_NOTHING:
            these = [Declared(UNNAMED, consent, False)]
        if these:
            found[state] = tuple(dict.fromkeys((*found.get(state, ()), *these)))
    return found


def _kind(heading: str) -> str:
    """What a heading calls that which follows it, as reservation; empty for one that says something else."""
    said = plain(heading).lower()
    return " and ".join(word for word in ("declaration", "reservation", "understanding") if word in said)


def _read_xml(text: str, kb: KnowledgeBase, modified: str) -> TreatyTable:
    root = xml(text)
    participants = root.find(".//Participants")
    if participants is None or participants.find(".//Tbody") is None:
        raise Refusal("the XML has no table of participants (Participants/Table/TGroup/Tbody)", "open the page instead")
    title = _words(root.find(".//ExternalData/Titlesect"))
    treaty = _titled(title, text, kb)
    head = [_words(entry) for entry in participants.iterfind(".//Thead/Row/Entry")] or [
        _words(entry) for entry in participants.iterfind(".//Thead/Row/*")
    ]
    table = [[_entry(entry) for entry in row.iterfind("Entry")] for row in participants.iterfind(".//Tbody//Row")]
    status = " ".join(
        f"{word}: {_words(found)}."
        for word in ("Signatories", "Parties")
        if (found := root.find(f".//Status/{word}")) is not None
    )
    rows, parties = _table([_NOTE_TAIL.sub("", name) for name in head], table, status, {}, States(kb))
    dated = " ".join(_words(e) for e in root.iter() if "updated" in e.tag.lower() or "asat" in e.tag.lower())
    day = printed_day(dated or modified)
    address = chapter_xml(str(treaty.un_treaty_collection))
    return TreatyTable(
        f"treaties/{treaty.id}",
        _published(treaty, treaty.title, address, day),
        parties,
        rows,
        prints_declarations=False,
    )


_NOTE_TAIL = re.compile(r"\s+[0-9, ]+$")


def _titled(title: str, text: str, kb: KnowledgeBase) -> Treaty:
    if found := _NUMBER.search(html.unescape(text)):
        return _numbered(found[1], kb)
    said = re.sub(r"[^a-z]+", "", _HEAD.sub("", title.lower()))
    for treaty in kb.all(Treaty).values():
        if treaty.un_treaty_collection and re.sub(r"[^a-z]+", "", treaty.title.lower()) == said:
            return treaty
    raise Unknown(f"no instrument here has the title “{title}”")


def _words(element: Element | None) -> str:
    """The text of an element, in which marks may stand as text: <superscript>2</superscript> written with &lt;."""
    return _entry(element)[0] if element is not None else ""


def _entry(element: Element) -> tuple[str, list[str]]:
    inner = "".join(
        f"<superscript>{child.text or ''}</superscript>{child.tail or ''}"
        if child.tag.lower() in ("superscript", "sup")
        else f"{''.join(child.itertext())}{child.tail or ''}"
        for child in element
    )
    return _cell(BeautifulSoup(f"<td>{element.text or ''}{inner}</td>", "html.parser"))
