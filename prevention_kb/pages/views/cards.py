"""Pictures to share: what the card of one fact says. It stands alone, so it says its state, its day and its address, and names a person
only with the last outcome."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from ...derived import links
from ...derived.outcomes import stands_alone
from ...derived.status import PARTY_PHASES, SHOWN
from ...facts.documents import Claim, Paragraph
from ...facts.events import Event
from ...facts.framework import RiskFactor
from ...facts.knowledge import KnowledgeBase
from ...facts.shape import Fact
from ...facts.treaties import Treaty
from ...languages import marks
from ...languages.language import Language
from ...reading import catalogue
from ...rules.wording import DEATH
from .. import picture
from ..environment import verdict_of
from ..page import Page
from ..render import render
from .framework import factors
from .positions import cell, countries

KINDS: tuple[type[Fact], ...] = (Claim, Treaty, RiskFactor, Event)
"""Of what there are cards."""
FOLDER = "cards"
"""Of a built site: where they stand."""
ROOM = 230
"""Letters that a card has for the text below its title, where the title is short."""
STEPS = (34, 80, 130)
"""Letters up to which a title is set in the largest size, the next, the one after that."""
_ORDER: tuple[str, ...] = (*PARTY_PHASES, *(phase for phase in SHOWN if phase not in PARTY_PHASES))
_SENTENCE = re.compile(r"(?<=[.?!][”’)])\s+|(?<=[.?!])\s+(?=[A-Z“])|(?<=។)\s*")
_UNSAID = re.compile(f"[{marks.ENGLISH}-{marks.END}\u200b\u17b4-\u17d3]")
"""What takes no room on a line: marks, and the signs of Khmer above and below its letters."""


@dataclass(frozen=True, slots=True)
class Card:
    """What one card says."""

    record: Fact
    colour: str
    """The class of its colour, which has the meaning that it has on the pages."""
    title: str = ""
    """Empty where it names a person and not the last outcome: then the card says that it names nobody."""
    lead: str = ""
    """The full name of what the title calls by its short one."""
    text: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    """What the status of this kind of fact is made of."""

    @property
    def size(self) -> int:
        """Which of the sizes its title is set in, 0 for the largest."""
        return sum(_length(self.title) > most for most in STEPS)


def every(page: Page) -> Iterator[tuple[str, str]]:
    """The name of each card, as claims/p5-nearly-50-years, and its HTML in the language of the page."""
    for kind in KINDS:
        for record in sorted(page.kb.all(kind).values(), key=lambda record: record.id):
            yield f"{record.collection}/{record.id}", html(page, record)


def html(page: Page, record: Fact) -> str:
    """One card. What a court or this site found is never told in the words of a draft."""
    read = catalogue.language(page.language.code, drafts=False)
    address = page.site.top and page.site.top + links.within(page.within, links.of(record))
    drafted = bool(page.within) and page.site.drafts(page.language.code)
    verdict = _verdict(page, read, record) if isinstance(record, Claim) else ""
    said = render("_card.html", page, card=_card(page, record), verdict=verdict, address=address, drafted=drafted)
    return marks.shown(said, page.language.code)


def _verdict(page: Page, read: Language, claim: Claim) -> Markup:
    """In words that a native reader has read, else in English."""
    if (said := verdict_of(claim)).id in read.own:
        return read.html(said)
    english = catalogue.english().say(verdict_of(page.kb.original.get(Claim, claim.id)))
    return escape(marks.english(english) if page.within else english)


@lru_cache(maxsize=2)
def _alone(kb: KnowledgeBase) -> dict[str, str]:
    """The name of the card of each page on which one fact alone stands whole that has one."""
    found: dict[str, list[str]] = {}
    for kind in KINDS:
        for record in kb.all(kind).values():
            there = found.setdefault(links.in_full(record).partition("#")[0], [])
            there.append(f"{record.collection}/{record.id}")
    return {address: cards[0] for address, cards in found.items() if len(cards) == 1}


def of_page(kb: KnowledgeBase, address: str) -> str | None:
    """The card that stands for the page at this address, from the top of its language; a page of several facts has none of its own."""
    return _alone(kb.original).get(address)


def _card(page: Page, record: Fact) -> Card:
    match record:
        case Claim():
            passage = page.kb.get(Paragraph, record.paragraphs[0])
            return _said(page, record, record.mark, passage=passage)
        case Treaty():
            cells = [cell(record, country) for country in countries(page)]
            cells.sort(key=lambda cell: _ORDER.index(cell.position.shown) + 100 * (not cell.read))
            phases: Counter[str] = Counter(c.position.shown for c in cells if c.read)
            lead = record.title if record.title != record.short else ""
            party = sum(phases[phase] for phase in PARTY_PHASES)
            more = {"cells": cells, "party": party, "phases": phases, "unread": sum(not c.read for c in cells)}
            return _said(page, record, "treaty", lead, **more)
        case RiskFactor():
            return _said(page, record, "risk", total=len(factors(page)))
        case Event():
            return _said(page, record, f"theme-{record.theme}", shape=picture.shape(record.date))
    raise TypeError(f"there are no cards of {record.collection}")


def _said(page: Page, record: Fact, colour: str, lead: str = "", **more: Any) -> Card:
    """The card with as many whole sentences as there is room for; with all of them where only they tell the last outcome, else nobody is named."""
    facts = page.kb.original
    original = facts.records[record.collection][record.id]
    name, below = (page.prose(text).striptags() for text in (record.label, record.gists[0]))
    in_english = [page.prose(text).striptags() for text in (original.label, original.gists[0])]
    room = ROOM - max(0, _length(name) - STEPS[1]) * 2 - _length(lead)
    if not stands_alone(facts, in_english[0]):
        if stands_alone(facts, " ".join(in_english)) and _length(below) <= 2 * ROOM:
            return Card(record, colour, name, lead, below, more)
        return Card(record, colour, more=more)
    short = _sentences(below, room)
    whole = _length(short) == _length(below)
    if not stands_alone(facts, short if page.kb is facts else in_english[1]) or not (
        whole or _may_be_cut(record, short)
    ):
        short = ""
    return Card(record, colour, name, lead, short, more)


def _may_be_cut(record: Fact, text: str) -> bool:
    """Not where the rest may hold the other figures of a toll, or what a claim is off by: a finding begins with what is right."""
    judged = isinstance(record, Claim) and record.verdict in ("imprecise", "contradicted")
    return not judged and not (DEATH.search(text) and re.search(r"[0-9០-៩]|illion", text))


def _sentences(text: str, room: int) -> str:
    """As many whole sentences from the beginning of a text as there is room for; a mark of its language goes with them."""
    kept = ""
    for sentence in _SENTENCE.split(text):
        if _length(longer := f"{kept} {sentence}".strip()) > room:
            break
        kept = longer
    return kept


def _length(text: str) -> int:
    return len(_UNSAID.sub("", text))
