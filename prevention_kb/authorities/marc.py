"""Voting records as MARCXML, in which the libraries of the United Nations in New York and of its human rights office in Geneva give roll calls.

269 $a is the day, 791 $a the symbol, 996 $b $c $d the count of yes, no and abstentions, 967 one state each: its code ($c in New York, $b in
Geneva), $d Y, N or A and nothing for a state that cast no vote, $e its name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..facts.knowledge import KnowledgeBase
from ..facts.sources import Source
from ..facts.states import Vote
from .answers import Published, Reading, Refusal, RollCall, Unknown, decoded, plain, printed_day, xml
from .names import States

CASTS = {"Y": "yes", "N": "no", "A": "abstain", "": "absent", "X": "absent", "NV": "absent"}
NAMESPACE = b"http://www.loc.gov/MARC21/slim"


@dataclass(frozen=True, slots=True)
class Library:
    """What differs between the two libraries."""

    publisher: str
    host: str
    prefix: str
    """How the id of a source record of its begins."""
    code: str
    """The subfield of 967 that holds the code of a state."""
    members_only: bool
    holds: Callable[[str], bool]
    """Whether it has the record of the resolution with this symbol."""

    def record(self, kb: KnowledgeBase, vote: Vote) -> str:
        """The number of its record, where a source of the vote names it."""
        urls = (kb.all(Source)[s].URL or "" for s in vote.sources if s in kb.all(Source))
        numbers = (re.match(rf"https?://{re.escape(self.host)}/record/([0-9]+)", url) for url in urls)
        return next((found[1] for found in numbers if found), "")


def roll_calls(library: Library, answer: bytes, kb: KnowledgeBase) -> list[Reading]:
    """The roll call of every record in the answer that is one of our votes."""
    root = xml(decoded(answer))
    records = [e for e in root.iter() if _tag(e) == "record"]
    if not records:
        raise Refusal("the answer holds no MARCXML record", "ask again later, or save it anew")
    found: list[Reading] = []
    for number, record in enumerate(records, 1):
        if vote := _vote(record, kb):
            found.append(_roll_call(library, record, vote, States(kb), f"record {number}"))
    if not found:
        symbols = ", ".join(_values(record, "791", "a")[0] for record in records if _values(record, "791", "a"))
        raise Unknown(f"no vote here has the symbol {symbols or '(none given)'}")
    return found


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _fields(record: Element, tag: str) -> Iterator[dict[str, str]]:
    """The fields of one tag, each as its subfields by code."""
    for field in record.iter():
        if _tag(field) == "datafield" and field.get("tag") == tag:
            yield {part.get("code", ""): plain(part.text or "") for part in field}


def _values(record: Element, tag: str, code: str) -> list[str]:
    return [field[code] for field in _fields(record, tag) if field.get(code)]


def _symbol(text: str) -> str:
    """A symbol without what differs between writers: A/RES/57/228[A] is A/RES/57/228 A."""
    return re.sub(r"[\s\[\]]", "", text).upper()


def _vote(record: Element, kb: KnowledgeBase) -> Vote | None:
    symbols = {_symbol(value) for value in _values(record, "791", "a")}
    return next((v for v in kb.all(Vote).values() if v.symbol and _symbol(v.symbol) in symbols), None)


def _roll_call(library: Library, record: Element, vote: Vote, states: States, place: str) -> RollCall:
    said_day = " ".join(_values(record, "269", "a"))
    day = printed_day(re.sub(r"^([0-9]{4})([0-9]{2})([0-9]{2})$", r"\1-\2-\3", said_day))
    casts: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for field in _fields(record, "967"):
        name, cast = field.get("e") or field.get(library.code, ""), CASTS.get(field.get("d", ""))
        if cast is None:
            raise Refusal(f"{name} has the vote “{field.get('d')}”, which is not known", "look it up", place)
        counted[cast] += 1
        code = field.get(library.code, "")
        if state := states.ours(code if states.is_state(code) else name, place):
            if state in casts:
                raise Refusal(f"{name} stands in the roll call twice", "look at the record", place)
            casts[state] = cast
    if not counted:
        raise Refusal("the record has no roll call (field 967)", "look at the record", place)
    totals = next(_fields(record, "996"), {})
    said = tuple(
        int(totals.get(code) or 0)
        if (totals.get(code) or "0").isascii() and (totals.get(code) or "0").isdigit()
        else -1
        for code in "bcd"
    )
    found = tuple(counted[cast] for cast in ("yes", "no", "abstain"))
    if said != found:
        raise Refusal(
            f"it says {'-'.join(map(str, said))} (field 996), and {'-'.join(map(str, found))} are counted in its roll call",
            "ask again later, or save it anew: part of it may be missing",
            place,
        )
    number = next(
        (plain(e.text or "") for e in record.iter() if _tag(e) == "controlfield" and e.get("tag") == "001"), ""
    )
    title = f"{vote.title} ({vote.symbol}): voting record"
    address = f"https://{library.host}/record/{number}"
    published = Published(f"{library.prefix}-{vote.id}", title, library.publisher, (address,), day)
    return RollCall(f"votes/{vote.id}", published, (found[0], found[1], found[2]), casts, library.members_only)
