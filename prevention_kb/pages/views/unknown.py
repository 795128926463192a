"""What is not known: open claims, and every fact of the site that rests on no source that was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pydantic import BaseModel

from ...facts.documents import Claim, Document, Paragraph, Precedent, Proposal
from ...facts.findings import Stage
from ...facts.framework import Action, Indicator
from ...facts.kinds import COLLECTIONS
from ...facts.shape import Checked, Record
from ...facts.sources import Source
from ...facts.states import Cast, Country, FocalPoint, Vote
from ...facts.treaties import Act, Status
from ..page import Page
from ..render import render

TITLES = {
    name: (model.words.unread, model.words.settles)
    for name, model in sorted(COLLECTIONS.items(), key=lambda kind: kind[0] != "claims")
    if model.words.unread
}
"""For each kind: heading, and what evidence would settle its facts."""


INDICATOR = "indicator "


@dataclass(frozen=True, slots=True)
class Gap:
    """One record and what in it rests on no source that was read."""

    record: Record
    items: tuple[tuple[str, str], ...]
    """Words, and the anchor of the part on the record's page or an empty text."""
    checked: str
    count: int


def unknown_list(page: Page) -> str:
    """Every open claim and every fact without a source that was read, by kind, the oldest check first."""
    gaps = [gap for kind in TITLES for gap in _gaps(page, kind)]
    groups = []
    for kind, of in groupby(gaps, key=lambda gap: gap.record.collection):
        found = sorted(of, key=lambda gap: (gap.checked, gap.record.label.casefold()))
        groups.append((kind, *TITLES[kind], found, sum(gap.count for gap in found)))
    return render("unknown_list.html", page, groups=groups, total=sum(group[-1] for group in groups))


def _gaps(page: Page, kind: str) -> Iterator[Gap]:
    for record in page.kb.records[kind].values():
        if items := list(dict.fromkeys(_items(page, record))):
            checked = record.checked if isinstance(record, Checked) else ""
            yield Gap(record, tuple(_together(items)), checked, len(items))


def _together(items: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same items, with the indicators in one."""
    numbers = [words.removeprefix(INDICATOR) for words, _ in items if words.startswith(INDICATOR)]
    yield from (item for item in items if not item[0].startswith(INDICATOR))
    if numbers:
        yield f"{INDICATOR if len(numbers) == 1 else 'indicators '}{', '.join(numbers)}", ""


def _items(page: Page, record: Record) -> Iterator[tuple[str, str]]:
    """What in this record is open."""
    match record:
        case Claim():
            if record.verdict == "unverified":
                yield record.restated, ""
            return
        case Source():
            if record.read == "none":
                yield f"{record.publisher}", ""
            return
        case Document() | Paragraph() | Proposal():
            pass
        case _:
            if (word := _unread(page, getattr(record, "sources", None))) and not isinstance(record, Vote):
                yield word, ""
            elif word:
                yield f"{word} for the decision", ""
    yield from _parts(page, record, ())


def _unread(page: Page, sources: list[str] | None) -> str:
    """Why these sources do not support a fact, in words; an empty text where one of them does."""
    if sources is None:
        return ""
    read = [s for s in sources if page.kb.get(Source, s).read != "none"]
    if not sources or not read:
        return "no source read yet"
    audited = {document.source: document.called for document in page.kb.all(Document).values()}
    if all(source in audited for source in read):
        return f"rests on {' and '.join(audited[source] for source in read)} alone"
    return ""


def _parts(page: Page, part: BaseModel, at: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    """What is open in the parts of a record, with the part named in words."""
    for name in type(part).model_fields:
        value = getattr(part, name)
        inner: list[tuple[Any, Any]] = []
        if isinstance(value, dict):
            inner = list(value.items())
        elif isinstance(value, list):
            inner = list(enumerate(value))
        elif isinstance(value, BaseModel):
            inner = [(name, value)]
        elif name in ("definition_read", "comments_read", "read") and str(value).startswith("recalled"):
            words = {"definition_read": "definition", "comments_read": "comment", "read": "wording"}
            if not isinstance(part, Indicator):
                yield f"{words[name]} from memory", ""
        for key, item in inner:
            if isinstance(item, BaseModel):
                yield from _part(page, item, (*at, key))


def _part(page: Page, part: BaseModel, at: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
    """What is open in one part, and in its own parts."""
    state = page.kb.all(Country).get(at[0]) if isinstance(at[0], str) else None
    place, anchor = (f"{state.name}: ", state.id) if state else ("", "")
    unread = _unread(page, getattr(part, "sources", None))
    match part:
        case Action():
            return
        case Indicator():
            if part.read.startswith("recalled"):
                yield f"{INDICATOR}{part.number}", ""
        case Status():
            if unread:
                yield f"{place}{unread}", anchor
                return
        case Act():
            if part.sources is not None and unread:
                yield f"{place}day of {part.act.replace('-', ' ')} from memory", anchor
        case Cast():
            vote = page.kb.get(Vote, part.vote)
            if part.cast == "not-established":
                yield f"vote on {vote.symbol or vote.title} not established", "votes"
            elif unread:
                yield f"vote on {vote.symbol or vote.title}: {unread}", "votes"
        case FocalPoint():
            if part.state in ("claimed", "possible", "not-checked"):
                yield f"focal point not {'checked' if part.state == 'not-checked' else 'established'}", ""
            elif unread and part.state == "named":
                yield f"focal point: {unread}", ""
        case Stage():
            if vars(part)["outcome"] == "not-established":
                yield f"{at[-1]} not established", ""
            return
        case Precedent():
            if unread:
                yield f"{part.name}: {unread}", ""
        case _:
            if unread:
                yield f"{str(at[-1]).replace('_', ' ')}: {unread}", ""
    yield from _parts(page, part, at)


ALL = [unknown_list]
