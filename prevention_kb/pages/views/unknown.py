"""What is not known: open claims, and every fact of the site that rests on no source that was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from pydantic import BaseModel

from ...derived.speakers import claiming, in_order
from ...facts.documents import Claim, Document, Paragraph, Precedent, Proposal
from ...facts.findings import Appeal, Charge, Final, Trial
from ...facts.framework import Action, Indicator
from ...facts.kinds import COLLECTIONS
from ...facts.mechanisms import Statement
from ...facts.promises import Promise
from ...facts.shape import Checked, Record
from ...facts.sources import Source
from ...facts.states import Cast, Country, FocalPoint, Vote
from ...facts.treaties import Act, Status
from ..page import Page
from ..render import render

KINDS = tuple(sorted(COLLECTIONS, key=lambda kind: kind != "claims"))
"""In this order, where the catalogue has a heading for it: the others always rest on a document."""

READINGS = ("definition_read", "comments_read", "read")
"""The fields that say how far a wording was read."""


class Item(NamedTuple):
    """One thing that is open in a record, in the words that begin a line and in those inside one."""

    begin: str
    within: str
    anchor: str = ""
    """That of the part on the record's page, where it has one."""
    indicator: str = ""
    """The number of an indicator: those of a factor are named together."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One record and what in it rests on no source that was read."""

    record: Record
    items: tuple[Item, ...]
    checked: str
    count: int


def unknown_list(page: Page) -> str:
    """Every open claim and every fact without a source that was read, by kind, the oldest check first."""
    kinds = [kind for kind in KINDS if f"kinds.{kind}.unread" in page.language]
    gaps = [gap for kind in kinds for gap in _gaps(page, kind)]
    groups = []
    for kind, of in groupby(gaps, key=lambda gap: gap.record.collection):
        found = sorted(of, key=lambda gap: (gap.checked, page.language.order(gap.record.label)))
        groups.append(
            (
                kind,
                *(page.say(f"kinds.{kind}.{what}") for what in ("unread", "settles")),
                found,
                sum(gap.count for gap in found),
            )
        )
    return render("unknown_list.html", page, groups=groups, total=sum(group[-1] for group in groups))


def _gaps(page: Page, kind: str) -> Iterator[Gap]:
    for record in page.kb.records[kind].values():
        if items := list(dict.fromkeys(_items(page, record))):
            checked = record.checked if isinstance(record, Checked) else ""
            yield Gap(record, tuple(_together(page, items)), checked, len(items))


def _item(page: Page, what: str, anchor: str = "", **places: Any) -> Item:
    """What is open, by its name under gap and gap-begin in the catalogue."""
    return Item(page.say(f"gap-begin.{what}", **places), page.say(f"gap.{what}", **places), anchor)


def _together(page: Page, items: list[Item]) -> Iterator[Item]:
    """The same items, with the indicators in one."""
    yield from (item for item in items if not item.indicator)
    if numbers := [item.indicator for item in items if item.indicator]:
        yield _item(page, "indicators", count=len(numbers), numbers=page.say("piece.between").join(numbers))


def _items(page: Page, record: Record) -> Iterator[Item]:
    """What in this record is open."""
    match record:
        case Claim():
            if record.verdict == "unverified":
                yield Item(record.restated, record.restated)
            return
        case Promise():
            if record.state == "not-established":
                yield Item(record.restated, record.restated)
            return
        case Source():
            if record.read == "none":
                yield Item(record.publisher, record.publisher)
            return
        case Document() | Paragraph() | Proposal():
            pass
        case _:
            if why := _unread(page, record.rests_on):
                documents = _documents(page, record.rests_on)
                yield _item(page, f"decision.{why}" if isinstance(record, Vote) else why, documents=documents)
    yield from _parts(page, record, ())


def _unread(page: Page, sources: list[str] | None) -> str:
    """Why these sources do not support a fact, by its name in the catalogue; an empty text where one of them does."""
    if sources is None:
        return ""
    read = [s for s in sources if page.kb.get(Source, s).read != "none"]
    if not sources or not read:
        return "unread"
    audited = {document.source for document in claiming(page.kb)}
    return "document-alone" if audited.issuperset(read) else ""


def _documents(page: Page, sources: list[str] | None) -> list[str]:
    """What the audited documents among these sources are called."""
    found = (document for document in page.kb.all(Document).values() if document.source in (sources or ()))
    return [document.called for document in in_order(found)]


def _parts(page: Page, part: BaseModel, at: tuple[Any, ...]) -> Iterator[Item]:
    """What is open in the parts of a record, with the part named in words."""
    for name, value in part:
        inner: list[tuple[Any, Any]] = []
        if isinstance(value, dict):
            inner = list(value.items())
        elif isinstance(value, list):
            inner = list(enumerate(value))
        elif isinstance(value, BaseModel):
            inner = [(name, value)]
        elif name in READINGS and str(value).startswith("recalled") and not isinstance(part, Indicator):
            yield _item(page, f"from-memory.{name}")
        for key, item in inner:
            if isinstance(item, BaseModel):
                yield from _part(page, item, name, (*at, key))


def _part(page: Page, part: BaseModel, name: str, at: tuple[Any, ...]) -> Iterator[Item]:
    """What is open in one part, which stands in the field of this name, and in its own parts."""
    state = page.kb.all(Country).get(at[0]) if isinstance(at[0], str) else None
    named = {"state": state.name, "anchor": state.id} if state else {}
    sources = dict(part).get("sources")
    unread = _unread(page, sources)
    why = page.say(f"gap.{unread}", documents=_documents(page, sources)) if unread else ""
    match part:
        case Action():
            return
        case Indicator():
            if part.read.startswith("recalled"):
                yield Item(part.number, part.number, indicator=part.number)
        case Status():
            if unread:
                yield _item(page, "state", **named, why=why)
                return
        case Act():
            if part.sources is not None and unread:
                yield _item(page, f"day.{part.act}", **named)
        case Cast():
            vote = page.kb.get(Vote, part.vote)
            if part.cast == "not-established":
                yield _item(page, "vote-not-established", "votes", vote=vote.symbol or vote.title)
            elif unread:
                yield _item(page, "vote", "votes", vote=vote.symbol or vote.title, why=why)
        case FocalPoint():
            if part.state in ("claimed", "possible", "not-checked"):
                yield _item(page, f"focal-point-not-{'checked' if part.state == 'not-checked' else 'established'}")
            elif unread and part.state == "named":
                yield _item(page, "part.focal_point", why=why)
        case Charge() | Trial() | Appeal() | Final():
            if part.outcome == "not-established":
                yield _item(page, f"stage.{name}")
            return
        case Statement():
            if unread:
                yield _item(page, f"side.{name}")
            return
        case Precedent():
            if unread:
                yield _item(page, "precedent", name=part.name, why=why)
        case _:
            if unread:
                yield _item(page, f"part.{name}", why=why)
    yield from _parts(page, part, at)


ALL = [unknown_list]
