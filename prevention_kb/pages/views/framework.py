"""The risk factors as several views show them: their order, how far each indicator was read, the dimensions of the op-ed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import get_args

from ...facts.framework import Domain, Indicator, OwnSign, Reading, RiskFactor
from ...languages.language import Message, message
from ..page import Page

READINGS: tuple[Reading, ...] = get_args(Reading)
"""How far the UN wording behind a paraphrase was read, best first; the words beside it stand under framework.reading in the catalogue."""

ADVICE_READ = ("read", "read-in-part")
"""The same for advice on using the Framework, under framework.advice; the rest is recalled."""

DIMENSIONS: tuple[str, ...] = get_args(Domain.model_fields["domain"].annotation)
"""The five dimensions that a document names (`dimensions` in its record says where)."""


def factors(page: Page) -> list[RiskFactor]:
    """The risk factors in the order of the Framework."""
    return sorted(page.kb.all(RiskFactor).values(), key=lambda f: f.number)


def anchor(sign: Indicator | OwnSign) -> str:
    """The id of an indicator, or of a sign of our own, on the page of its factor, as i-7-3."""
    return "i-" + sign.number.replace(".", "-")


def usual(of: list[Indicator]) -> str:
    """How far most of these lines were read: said once at their head, so that only those that differ bear it."""
    return Counter(indicator.read for indicator in of).most_common(1)[0][0] if of else ""


def tally(of: Iterable[RiskFactor]) -> dict[str, int]:
    """How many lines of these factors were compared with a copy, in part, or not; and how many are questions of our own."""
    of = list(of)
    found = Counter(indicator.read for factor in of for indicator in factor.indicators)
    recalled = sum(count for state, count in found.items() if state.startswith("recalled"))
    return {
        "read": found["read"],
        "part": found["read-in-part"],
        "recalled": recalled,
        "own": sum(len(factor.own_signs) for factor in of),
        "all": sum(found.values()),
    }


def compared(counts: dict[str, int]) -> Message:
    """The tally in words, as “10 compared with a copy, 1 in part, 3 not yet compared”."""
    said = "-".join(key for key in ("read", "part", "recalled") if counts[key])
    return message(f"framework.compared.{said or 'none'}", **counts)
