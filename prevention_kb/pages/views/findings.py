"""The findings of the tribunal: each charge and what became of it."""

from __future__ import annotations

import re
from itertools import groupby

from ...facts.events import Case
from ...facts.findings import UNKNOWN, Finding
from ..page import Page
from ..render import render

LAW = ("genocide", "crimes-against-humanity", "grave-breaches", "national-law")
OUTCOMES = {
    "charged": "say", "not-charged": "none", "convicted": "ok", "convicted-otherwise": "half", "upheld": "ok", "reversed": "no",
    "replaced": "half", "added": "ok", "acquitted": "no", "quashed": "no", "not-convicted": "no", "never-final": "none",
    "ended-without-trial": "none", "none": "none", "not-established": "open",
}  # fmt: skip
"""The icon for each outcome, in their order; the word always stands with it."""
STAGES = ("charged", "trial", "appeal", "final")


def token(text: str) -> str:
    """A name as a value of a filter, without spaces."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def finding_table(page: Page) -> str:
    """Every finding by case, with its outcome at each stage, and a filter by accused, crime, place and outcome."""
    found = list(page.kb.all(Finding).values())
    cases = page.kb.all(Case)
    order = sorted(found, key=lambda f: page.language.order(cases[f.case].title))
    outcomes = {f.final.outcome for f in found}
    return render(
        "finding_table.html",
        page,
        groups=[(cases[case], list(of)) for case, of in groupby(order, key=lambda f: f.case)],
        total=len(found),
        accused=dict.fromkeys(name for f in order for name in f.accused),
        places=sorted({place for f in found for place in f.places}),
        counts=[
            (outcome, sum(f.final.outcome == outcome for f in found)) for outcome in OUTCOMES if outcome in outcomes
        ],
        law=LAW,
        outcomes=OUTCOMES,
        stages=STAGES,
        unknown=UNKNOWN,
        token=token,
    )


ALL = [finding_table]
