"""The risk factors as several views show them: their order, how far each indicator was read, the dimensions of the op-ed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...facts.framework import Indicator, OwnSign, RiskFactor
from ..page import Page

READINGS = {
    "read": "Compared with a copy of the UN text",
    "read-in-part": "Compared with a copy in part",
    "recalled-high": "Not yet compared with the UN text",
    "recalled-medium": "Not yet compared with the UN text, and less sure",
    "recalled": "Not yet compared with the UN text",
}
"""How far the UN wording behind a paraphrase was read, best first, in the words that stand beside it."""

ADVICE = {"read": "Read on a page of the United Nations, in an archived copy", "read-in-part": "Read in part"}
"""The same for advice on using the Framework; the rest is recalled."""

CRIMES = {
    "all": "all atrocity crimes",
    "genocide": "genocide",
    "crimes-against-humanity": "crimes against humanity",
    "war-crimes": "war crimes",
}

DIMENSIONS = {
    "politics": "How power is won, used, checked and handed over.",
    "economy": "Resources, livelihoods, financing and inequality.",
    "social cohesion": "Relations between groups, identity, memory and trust.",
    "social justice": "Equal rights, access to justice, accountability and repair.",
    "security sector": "Forces, arms, command, borders and protection of civilians.",
}
"""The five dimensions that the op-ed names, and what we put under each."""


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


def tally_words(counts: dict[str, int]) -> str:
    """The tally in words, as “10 compared with a copy, 1 in part, 3 not yet compared”."""
    if not counts["all"]:
        return "none is listed"
    if counts["recalled"] == counts["all"]:
        return "none compared yet"
    if counts["read"] == counts["all"]:
        return "all compared with a copy"
    parts = [("read", "compared with a copy"), ("part", "in part"), ("recalled", "not yet compared")]
    return ", ".join(f"{counts[key]} {words}" for key, words in parts if counts[key])
