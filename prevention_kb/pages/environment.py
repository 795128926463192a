"""The templates, and the words and filters that each of them knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..derived import status
from ..derived.evidence import READ, at_another_time, looked, published
from ..facts.dates import When, day
from ..facts.documents import Claim, Paragraph, in_text
from ..facts.events import Event
from ..facts.kinds import KINDS
from ..facts.shape import Record


def _order(record: Record) -> tuple[Any, ...]:
    """Events by date, what belongs to a document by passage, everything else by name."""
    if isinstance(record, Event):
        return (record.date.sort_key, record.label)
    paragraphs = [record.id] if isinstance(record, Paragraph) else getattr(record, "paragraphs", [])
    return (min(map(in_text, paragraphs), default=("~", 0)), record.label)


def verdict_of(claim: Claim) -> str:
    """The verdict on a claim in words; a view is that of who speaks in its document."""
    if claim.verdict == "not-checkable" and claim.document:
        return f"{claim.document.whose[:1].upper()}{claim.document.whose[1:]} view"
    return VERDICTS[claim.mark][1]


def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {
        "READ": READ,
        "PHASES": status.WORDS,
        "ACTS": status.ACTS,
        "ICONS": ICONS,
        "KINDS": KINDS,
        "VERDICTS": VERDICTS,
        "verdict_of": verdict_of,
        "at_another_time": at_another_time,
        "published": published,
        "looked": looked,
    }
    env.filters |= {
        "day": lambda text: day(When.parse(text).lower),
        "in_order": lambda records: sorted(records, key=_order),
        "in_text": lambda ids: sorted(ids, key=in_text),
        "host": lambda url: url.split("/")[2].removeprefix("www."),
    }
    return env


ICONS = {
    "party": "party", "deposited": "half", "withdrawal-notified": "half", "signed": "signed", "withdrawn": "left",
    "none": "none", "not-adopted": "none", "unclear": "open", "not-checked": "open",
}  # fmt: skip
"""The sign for each phase; the word always stands with it."""


VERDICTS: dict[str, tuple[str, str]] = {
    "confirmed": ("ok", "Confirmed"),
    "imprecise-wording": ("half", "Imprecise in wording"),
    "imprecise-substance": ("mostly", "Imprecise in substance"),
    "contradicted": ("no", "Contradicted"),
    "unverified": ("open", "Unverified"),
    "not-checkable": ("say", "The authors’ view"),
}
"""What is found of a claim, by its mark, in sign and word."""

templates = _environment()
