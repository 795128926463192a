"""The risk factors as several views show them: their order, how far each indicator was read, the dimensions of the op-ed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...facts.framework import Indicator, RiskFactor
from ..page import Page

READINGS = {
    "read": "Read in one advocacy group’s copy",
    "read-in-part": "Read there in part",
    "recalled-high": "Recalled with high confidence, not yet checked against the UN text",
    "recalled-medium": "Recalled with moderate confidence, not yet checked against the UN text",
    "recalled-low": "Recalled with low confidence, not yet checked against the UN text",
    "recalled": "Recalled, not yet checked against the UN text",
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


def anchor(indicator: Indicator) -> str:
    """The id of an indicator on the page of its factor, as i-7-3."""
    return "i-" + indicator.number.replace(".", "-")


def tally(of: Iterable[RiskFactor]) -> dict[str, int]:
    """How many indicators of these factors were read, read in part, and only recalled."""
    found = Counter(indicator.read for factor in of for indicator in factor.indicators)
    recalled = sum(count for state, count in found.items() if state.startswith("recalled"))
    return {
        "read": found["read"],
        "part": found["read-in-part"],
        "recalled": recalled,
        "all": sum(found.values()),
    }


def tally_words(counts: dict[str, int]) -> str:
    """The tally in words, as “10 read, 1 read in part, 3 recalled”."""
    if counts["recalled"] == counts["all"]:
        return "all recalled"
    if counts["read"] == counts["all"]:
        return "all read"
    parts = [("read", "read"), ("part", "read in part"), ("recalled", "recalled")]
    return ", ".join(f"{counts[key]} {words}" for key, words in parts if counts[key])
