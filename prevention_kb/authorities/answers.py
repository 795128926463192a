"""What an authority is, and what its answers say once they are read: a table of parties, a roll call, a list of focal points."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from xml.etree.ElementTree import Element

import defusedxml
from defusedxml.ElementTree import ParseError, fromstring

from ..facts.knowledge import KnowledgeBase

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LARGEST = 30_000_000
"""Bytes of an answer; the largest page that was seen has three million."""


class Refusal(Exception):
    """An answer that settles nothing: what is wrong with it, what to do, and the line or element."""

    def __init__(self, what: str, cure: str, place: str = "") -> None:
        super().__init__(what)
        self.what, self.cure, self.place = what, cure, place


class Unknown(Refusal):
    """An answer about something that this knowledge base does not hold; nothing is wrong with it."""

    def __init__(self, what: str) -> None:
        super().__init__(what, "nothing is to be done")


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask: the record that the answer settles, and the addresses that give it, the better one first; `why` there is none."""

    record: str
    addresses: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Dated:
    """One dated act as the authority prints it. `act` is “consent” where it does not say of which kind."""

    act: str
    day: str
    undone: bool = False
    """In square brackets: the depositary's sign for an act that no longer counts."""


@dataclass(frozen=True, slots=True)
class Row:
    """What one of our states did: its acts, what cannot be put into the words of this knowledge base, the end notes."""

    acts: tuple[Dated, ...] = ()
    unclear: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration or reservation of a state: what the authority calls it, and its day."""

    kind: str
    day: str
    """The printed day, else that of the act with which it was made; empty where neither is known."""
    printed: bool
    """Whether the day is its own, printed beside it."""


@dataclass(frozen=True, slots=True)
class Published:
    """Where an answer stands: the words for a source record, and the day that the authority itself prints."""

    source: str
    """Id of the source record that always holds the newest answer."""
    title: str
    publisher: str
    addresses: tuple[str, ...]
    """Addresses of the same page; a source record of one of them with the same day is a record of this answer."""
    day: str


@dataclass(frozen=True, slots=True)
class TreatyTable:
    """The parties to one instrument; a state without a row is not in the table."""

    record: str
    published: Published
    parties: int
    rows: Mapping[str, Row]
    declarations: Mapping[str, str] = field(default_factory=dict)
    """The text that a state's declarations and reservations have; only where the authority prints them."""
    declared: Mapping[str, tuple[Declared, ...]] = field(default_factory=dict)
    """The same, taken apart by their headings."""
    prints_declarations: bool = True
    consents_only: bool = False
    """A list of parties, which says nothing of signatures."""


@dataclass(frozen=True, slots=True)
class RollCall:
    """How each of our states voted, and the count."""

    record: str
    published: Published
    tally: tuple[int, int, int]
    casts: Mapping[str, str]
    members_only: bool = False
    """A council: a state that is not in the roll call was no member of it."""


@dataclass(frozen=True, slots=True)
class NamedStates:
    """The states of ours that a list of focal points names, and how many it names in all."""

    record: str
    published: Published
    states: frozenset[str]
    parties: int


Reading = TreatyTable | RollCall | NamedStates


class Authority(Protocol):
    """One who is asked."""

    name: str
    terms: str
    """Why a program may ask it only with its approval, and where it says so; empty where any program may."""

    def questions(self, kb: KnowledgeBase) -> Iterator[Question]:
        """What to ask for which record."""

    def recognises(self, answer: bytes) -> bool:
        """Whether a saved file is probably of this authority, by what is in it."""

    def read(self, answer: bytes, kb: KnowledgeBase, modified: str = "") -> list[Reading]:
        """What the answer says; `modified` is the day that the host gives for the file. Refusal where it settles nothing."""


def plain(text: str) -> str:
    """A text on one line, in composed characters, with straight apostrophes."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").split())


def decoded(answer: bytes) -> str:
    """The text of an answer; Refusal where it is empty or too large."""
    if not answer.strip():
        raise Refusal("the answer is empty", "ask again later, or save it anew")
    if len(answer) > LARGEST:
        raise Refusal(f"the answer has more than {LARGEST // 1_000_000} million bytes", "look at it in a browser")
    try:
        return answer.decode("utf-8-sig")
    except UnicodeDecodeError:
        return answer.decode("cp1252", "replace")


def whole_html(text: str) -> None:
    """Refusal where a page breaks off, or asks for a name and a password."""
    if re.search(r"<input[^>]+type\s*=\s*[\"']?password", text, re.IGNORECASE):
        raise Refusal("this is a page that asks for a password", "open the address in a browser")
    if "</html>" not in text[-2000:].lower():
        raise Refusal("the page breaks off before its end", "ask again, or save the page anew", f"line {lines(text)}")


def xml(text: str) -> Element:
    """The root of an XML answer, without entities; Refusal with the line where it cannot be read."""
    if re.match(r"\s*(<!doctype html|<html)", text, re.IGNORECASE):
        raise Refusal("a web page came instead of XML", "open the address in a browser to see what it says")
    try:
        root: Element = fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except ParseError as error:
        raise Refusal(
            f"this is no whole XML: {str(error.msg).split(':')[0]}",
            "ask again later, or save it anew",
            f"line {error.position[0]}",
        ) from None
    except (defusedxml.DefusedXmlException, ValueError, RecursionError) as error:
        raise Refusal(f"the XML is refused: {type(error).__name__}", "look at it in an editor") from None
    return root


def lines(text: str) -> int:
    """How many lines a text has."""
    return text.count("\n") + 1


_DAY = re.compile(
    r"(?P<y>[12][0-9]{3})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})|(?P<d2>[0-9]{1,2})[-./](?P<m2>[0-9]{1,2})[-./](?P<y2>[12][0-9]{3})"
    r"|(?P<d3>[0-9]{1,2})[ -](?P<m3>[A-Za-z]{3})[a-z]*\.?[ -](?P<y3>[12][0-9]{3})"
)


def day_in(text: str) -> str:
    """The first day that a text names, as 2026-02-03; empty where it names none. The day stands before the month, as the UN and the ICRC write."""
    for found in _DAY.finditer(text):
        group = {name[0]: value for name, value in found.groupdict().items() if value}
        month = group["m"].lower()
        number = int(month) if month.isdigit() else MONTHS.index(month) + 1 if month in MONTHS else 0
        try:
            return date(int(group["y"]), number, int(group["d"])).isoformat()
        except ValueError:
            continue
    return ""


def printed_day(text: str) -> str:
    """The day of a table; Refusal where it prints none, or one that has not come yet."""
    found = day_in(text)
    if not found:
        raise Refusal("it prints no day for which it holds", "save the page that does, or enter the facts by hand")
    if found > datetime.now().date().isoformat():
        raise Refusal(f"it is dated {found}, which has not come yet", "compare it in a browser")
    return found
