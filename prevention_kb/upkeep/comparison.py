"""What an authority says beside what data/ says: each difference in words, and the edits that would settle it.

A program never decides a fact. What the authority has and data/ has not, or has less exactly, becomes an edit that a person reviews. What
data/ has and the authority has not is a question, and stays as it is; so does what no word of this knowledge base fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from ..authorities.answers import Dated, Declared, NamedStates, Published, Reading, RollCall, Row, TreatyTable
from ..facts.dates import When, calendar_day
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Checked, Record
from ..facts.sources import Source
from ..facts.states import Cast, Country, FocalPoint, Vote
from ..facts.treaties import CONSENTS, Status, Treaty
from ..reading.yaml_file import Path as At
from .edits import Add, Cite, Edit, Insert, Set

Kind = Literal["new", "changed", "confirmed", "question", "refused", "nothing", "hint"]
KINDS: dict[Kind, str] = {
    "new": "new",
    "changed": "changed",
    "confirmed": "confirmed",
    "question": "for a person",
    "refused": "refused",
    "nothing": "not compared",
    "hint": "worth a look",
}
NOT_IN_TABLES = ("entry-into-force", "withdrawal-notified", "withdrawal-effective", "accession-withdrawn")
"""Acts of which a table of parties says nothing: what data/ has of them stays."""
ASK_AGAIN = 30
"""Days after which a record is due again of which something stayed open."""
SAYS_NOTHING = 3
"""A declaration of fewer words only points to another place."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that the comparison found."""

    kind: Kind
    record: str
    what: str
    state: str = ""

    def __str__(self) -> str:
        return ": ".join(part for part in (self.record, self.state, self.what) if part)


@dataclass
class Comparison:
    """All that one answer led to; `edits` by file."""

    record: str
    findings: list[Finding] = field(default_factory=list)
    edits: dict[str, list[Edit]] = field(default_factory=dict)

    def edit(self, file: str, *edits: Edit) -> None:
        """Note edits of a file."""
        self.edits.setdefault(file, []).extend(edits)

    @property
    def open(self) -> bool:
        """Whether something is left for a person."""
        return any(finding.kind == "question" for finding in self.findings)

    @property
    def differs(self) -> bool:
        """Whether it found more than what data/ says."""
        return any(finding.kind in ("new", "changed", "question") for finding in self.findings)


def compare(kb: KnowledgeBase, reading: Reading, today: str, live: bool) -> Comparison:
    """What the answer settles. `live` is an answer of today; a saved one that is no newer than data/ moves no day of checking."""
    match reading:
        case TreatyTable():
            return _treaty(kb, reading, today, live)
        case RollCall():
            return _vote(kb, reading, today, live)
        case NamedStates():
            return _focal_points(kb, reading, today)


def _treaty(kb: KnowledgeBase, table: TreatyTable, today: str, live: bool) -> Comparison:
    treaty = kb.get(Treaty, table.record.partition("/")[2])
    found, cited = Comparison(table.record), Cited(kb, table.published)
    day = table.published.day
    newer = live
    for state, status in treaty.status.items():
        name = kb.all(Country)[state].name if state in kb.all(Country) else state
        at: At = ("status", state)
        if cited.newer or (status.as_of and status.as_of.lower.isoformat() > day):
            what = f"the table of {day} is older than what data holds (as of {cited.newer or status.as_of})"
            found.findings.append(Finding("nothing", table.record, what, name))
            continue
        position = _Position(table, state, name, status, cited)
        position.compare()
        found.findings += position.findings
        if all(finding.kind == "hint" for finding in position.findings):
            found.findings.append(Finding("confirmed", table.record, f"as the table of {day}", name))
        if any(finding.kind == "question" for finding in position.findings):
            found.edit(treaty.path, *cited.less_exact(status, at))
            continue
        newer = newer or not status.as_of or status.as_of.upper.isoformat() < day
        found.edit(treaty.path, *position.edits, *_supported(status, at, cited.id, day))
    _settle(found, treaty, cited, today, newer)
    return found


def _settle(found: Comparison, record: Record, cited: Cited, today: str, newer: bool) -> None:
    """The source record and the day of checking, where anything was compared that is newer than data/ or differs from it."""
    compared = any(finding.kind != "nothing" for finding in found.findings)
    if compared and (newer or any(found.edits.values())):
        found.edit("data/sources.yaml", *cited.edits(today))
        at: At = (record.id,) if record.keyed else ()
        if isinstance(record, Checked):
            found.edit(record.path, *_checked(record, at, today, found.open))
    found.edits = {file: edits for file, edits in found.edits.items() if edits}


def _checked(record: Checked, at: At, today: str, still_open: bool) -> Iterator[Edit]:
    """The day of checking, and as long as before until the next; sooner where something stayed open."""
    span = calendar_day(record.review_by) - calendar_day(record.checked)
    if still_open:
        span = min(span, timedelta(ASK_AGAIN))
    yield Set((*at, "checked"), today)
    yield Set((*at, "review_by"), (calendar_day(today) + span).isoformat())


def _supported(part: Status | Cast | FocalPoint, at: At, source: str, day: str) -> Iterator[Edit]:
    """What a part of a record says of itself once the authority has confirmed it."""
    if not isinstance(part, Cast) and (not part.as_of or part.as_of.text != day):
        yield Set((*at, "as_of"), day, before="confidence" if isinstance(part, Status) else "finding")
    if not isinstance(part, FocalPoint) and part.confidence != "high":
        yield Set((*at, "confidence"), "high")
    if source not in part.sources:
        yield Cite(at, source)


class Cited:
    """The source record for an answer: the one of that very day, else the one that always holds the newest answer."""

    def __init__(self, kb: KnowledgeBase, published: Published) -> None:
        self._published, sources = published, kb.all(Source)
        wanted = {_address(url) for url in published.addresses}
        same = (s for s in sources.values() if s.URL and _address(s.URL) in wanted and s.issued)
        found = next((s for s in same if s.issued and s.issued.text == published.day), None)
        self._same_day, self._standing = found, sources.get(published.source)
        self.id = found.id if found else published.source
        taken = {_address(s.URL) for s in sources.values() if s.URL}
        self._free = next((url for url in published.addresses if _address(url) not in taken), published.addresses[-1])

    @property
    def newer(self) -> str:
        """The day of a newer answer that the record already holds; empty where it holds none."""
        held = self._standing.issued if self._standing and not self._same_day else None
        return held.text if held and held.lower.isoformat() > self._published.day else ""

    def edits(self, today: str) -> Iterator[Edit]:
        """What makes the record say which answer was read, and when."""
        p = self._published
        if self._same_day:
            return
        if self._standing:
            for name, value in (("title", p.title), ("issued", p.day), ("accessed", today), ("read", "whole")):
                yield Set((self.id, name), value, before="read")
            return
        yield Add(
            self.id,
            {
                "type": "webpage",
                "title": p.title,
                "publisher": p.publisher,
                "issued": p.day,
                "URL": self._free,
                "accessed": today,
                "read": "whole",
                "standing": "primary",
            },
        )

    def less_exact(self, status: Status, at: At) -> Iterator[Edit]:
        """A position that the new answer does not confirm keeps its month: the day stood in a source record that now has a newer one."""
        old = self._standing.issued if self._standing and not self._same_day else None
        if old and status.as_of and status.as_of.text == old.text and self.id in status.sources:
            yield Set((*at, "as_of"), old.text[:7])


def _address(url: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/").casefold()


class _Position:
    """One state and one instrument, as data/ has it and as the table has it."""

    def __init__(self, table: TreatyTable, state: str, name: str, status: Status, cited: Cited) -> None:
        self.table, self.state, self.name, self.status, self.cited = table, state, name, status, cited
        self.findings: list[Finding] = []
        self._changes: list[Edit] = []
        self._inserts: list[Insert] = []
        self._ours: dict[str, int] = {act.act: index for index, act in enumerate(status.acts)}
        self._left = "accession-withdrawn" in self._ours or "withdrawal-effective" in self._ours

    @property
    def edits(self) -> list[Edit]:
        """Changes of what is there first, then new entries from the last to the first, so that the numbers stay right."""
        return [*self._changes, *reversed(self._inserts)]

    def compare(self) -> None:
        """Act by act."""
        row = self.table.rows.get(self.state, Row())
        seen = {self._one(theirs) for theirs in row.acts}
        for kind, index in self._ours.items():
            left = self._left and kind in CONSENTS
            if kind not in seen and kind not in NOT_IN_TABLES and not left and not self._not_listed(kind):
                act = self.status.acts[index]
                sources = self.status.sources if act.sources is None else act.sources
                self._tell(
                    "question",
                    f"{kind} {act.date} stands in data ({', '.join(sources) or 'no source'}) and not in the table",
                )
        for what in row.unclear:
            self._tell("question", f"{what}: there is no such act here")
        if self.table.prints_declarations:
            self._declared(self.table.declarations.get(self.state, ""))

    def _not_listed(self, kind: str) -> bool:
        """A list of consents says nothing of signatures."""
        return kind == "signature" and self.table.consents_only

    def _tell(self, kind: Kind, what: str) -> None:
        self.findings.append(
            Finding(kind, self.table.record, f"{what} (depositary's table of {self.table.published.day})", self.name)
        )

    def _one(self, theirs: Dated) -> str:
        """Compares one act of the table; returns the kind of the act in data/ that it was compared with."""
        kinds = CONSENTS if theirs.act == "consent" else (theirs.act,)
        kind = next((k for k in kinds if k in self._ours), "")
        if kind:
            self._both(theirs, self._ours[kind])
            return kind
        other = next((k for k in CONSENTS if k in self._ours), "") if theirs.act in CONSENTS else ""
        if other:
            said = f"data says {other} {self.status.acts[self._ours[other]].date}"
            self._tell("question", f"{theirs.act} {theirs.day}, and {said}")
        elif theirs.act == "consent" or theirs.undone:
            what = "bound, and of which kind the act was the list does not say" if theirs.act == "consent" else "undone"
            self._tell("question", f"{theirs.act} {theirs.day} ({what}) is not in data")
        else:
            place = sum(act.date.lower.isoformat() <= theirs.day for act in self.status.acts)
            self._inserts.append(Insert(("status", self.state, "acts"), place, {"act": theirs.act, "date": theirs.day}))
            self._inserts.sort(key=lambda edit: edit.index)
            self._tell("new", f"{theirs.act} {theirs.day} is new")
        return other

    def _both(self, theirs: Dated, index: int) -> None:
        """An act that both have: the day, whether it still counts, and its own sources."""
        act = self.status.acts[index]
        left = self._left and act.act in CONSENTS
        if theirs.undone != left and not (theirs.undone and act.act == "signature" and self._left):
            says = "in brackets, which undo it" if theirs.undone else "without brackets, and data says that it was left"
            self._tell("question", f"{act.act} {theirs.day} stands {says}")
            return
        at: At = ("status", self.state, "acts", index)
        if act.date.text != theirs.day:
            self._changes.append(Set((*at, "date"), theirs.day))
            note = "; read its note again" if act.note else ""
            self._tell("changed", f"{act.act} {theirs.day} instead of {act.date}{note}")
        if act.sources is not None and self.cited.id not in act.sources:
            self._changes.append(Cite(at, self.cited.id))

    def _declared(self, text: str) -> None:
        """Whether both have declarations, and of the same days; what they mean only a person can say. A heading alone stands where they
        were withdrawn."""
        those, day = self.table.declared.get(self.state, ()), self.table.published.day
        held = self.status.reservations or ""
        if len(text.split()) > SAYS_NOTHING and not held:
            said = "; ".join(_in_words(one) for one in those) or "declarations"
            line = f"Text of {When.parse(day).words}: {said[:1].upper()}{said[1:]}. What it says is not put into words here yet."
            self._changes.append(Set(("status", self.state, "reservations"), line))
            self._tell(
                "new", f"{said} ({len(text.split())} words) is new; read it, and put it into words in `reservations`"
            )
        elif not text and held:
            self._hint("data has reservations, and none are printed")
        acts = {act.date.text for act in self.status.acts}
        for one in those if held else ():
            if one.printed and one.day not in acts and When.parse(one.day).words not in held and one.day not in held:
                self._hint(f"{_in_words(one)} is printed, and `reservations` does not name that day")

    def _hint(self, what: str) -> None:
        self.findings.append(
            Finding("hint", self.table.record, f"{what} (depositary's page of {self.table.published.day})", self.name)
        )


def _in_words(one: Declared) -> str:
    return f"{one.kind} of {When.parse(one.day).words}" if one.day else one.kind


def _vote(kb: KnowledgeBase, call: RollCall, today: str, live: bool) -> Comparison:
    vote = kb.get(Vote, call.record.partition("/")[2])
    found, cited = Comparison(call.record), Cited(kb, call.published)
    _decision(found, vote, call)
    for country in kb.all(Country).values():
        theirs = call.casts.get(country.id) or ("not-a-member" if call.members_only else "")
        if not theirs:
            found.findings.append(Finding("question", call.record, "is not in the roll call", country.name))
            continue
        index = next((i for i, cast in enumerate(country.votes) if cast.vote == vote.id), None)
        at: At = ("votes", len(country.votes) if index is None else index)
        if index is None:
            entry = {"vote": vote.id, "cast": theirs, "confidence": "high", "sources": [cited.id]}
            found.edit(country.path, Insert(("votes",), len(country.votes), entry))
            found.findings.append(Finding("new", call.record, f"{theirs} is new", country.name))
            continue
        cast = country.votes[index]
        found.edit(country.path, *_supported(cast, at, cited.id, call.published.day))
        if cast.cast == theirs:
            found.findings.append(Finding("confirmed", call.record, theirs, country.name))
        else:
            found.edit(country.path, Set((*at, "cast"), theirs))
            note = "; read its note again" if cast.note else ""
            found.findings.append(
                Finding("changed", call.record, f"{theirs} instead of {cast.cast}{note}", country.name)
            )
    if cited.id not in vote.sources:
        found.edit(vote.path, Cite((vote.id,), cited.id))
    _settle(found, vote, cited, today, live)
    return found


def _decision(found: Comparison, vote: Vote, call: RollCall) -> None:
    """The day and the count of a vote."""
    if vote.date.text != call.published.day:
        found.findings.append(Finding("changed", call.record, f"voted on {call.published.day} instead of {vote.date}"))
        found.edit(vote.path, Set((vote.id, "date"), call.published.day))
    yes, no, abstain = call.tally
    ours = vote.tally and (vote.tally.yes, vote.tally.no, vote.tally.abstain)
    if ours != call.tally:
        said = f"the record counts {yes}-{no}-{abstain}, data {(vote.tally and '-'.join(map(str, ours or ()))) or 'nothing'}"
        found.findings.append(Finding("question", call.record, said))


def _focal_points(kb: KnowledgeBase, named: NamedStates, today: str) -> Comparison:
    """A list says who is named; what that means beside what a state says, and in which words, a person decides."""
    found, cited = Comparison(named.record), Cited(kb, named.published)
    day = named.published.day
    for country in kb.all(Country).values():
        point, listed = country.focal_point, country.id in named.states
        if listed == (point.state == "named"):
            found.findings.append(
                Finding("confirmed", f"countries/{country.id}", f"as the list of {day}", country.name)
            )
            if listed and (not point.as_of or point.as_of.upper.isoformat() < day):
                found.edit(country.path, *_supported(point, ("focal_point",), cited.id, day))
        else:
            said = "names it" if listed else "does not name it"
            what = f"the list of {day} {said}, and data says {point.state}"
            found.findings.append(Finding("question", f"countries/{country.id}", what, country.name))
    if any(found.edits.values()):
        found.edit("data/sources.yaml", *cited.edits(today))
    found.edits = {file: edits for file, edits in found.edits.items() if edits}
    return found
