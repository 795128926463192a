"""The two tools that run in the browser: the worksheet on the risk factors, and the plan builder. The HTML is complete without scripts."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from ...facts.framework import Guidance
from ..page import Page
from ..render import render
from .framework import ADVICE_READ, factors, tally
from .prevention import CATEGORIES, measures
from .proposals import proposals, whose

EXCHANGE = Path(__file__).parents[3] / "schema" / "exchange"
"""The JSON Schemas of the files that the tools save and open; the export copies them."""

ADVICE = {
    "before": ("use-1", "use-2", "use-3", "use-5", "use-11", "use-12"),
    "common": ("use-7", "use-6"),
    "after": ("use-8",),
}
"""Which advice on using the Framework stands where in the worksheet: before it begins, over the factors, after them."""

GROUPS = ("common", "specific")

EXPLAINS = ("$schema", "title", "description")
"""What a schema says to readers and programs of other kinds."""


@cache
def exchange(name: str) -> dict[str, Any]:
    """The schema of an exchange file without its explanations, as the page carries it."""

    def bare(part: Any) -> Any:
        if isinstance(part, dict):
            return {k: bare(v) for k, v in part.items() if not (k in EXPLAINS and isinstance(v, str))}
        return [bare(item) for item in part] if isinstance(part, list) else part

    found: dict[str, Any] = bare(json.loads((EXCHANGE / f"{name}.json").read_text("utf-8")))
    return found


def _advice(page: Page) -> dict[str, list[Guidance]]:
    known = page.kb.all(Guidance)
    return {place: [known[i] for i in ids if i in known] for place, ids in ADVICE.items()}


def assess(page: Page) -> str:
    """The worksheet on the risk factors: scope, the first factor and the names of the others, overview, exports, comparison."""
    return render("assess.html", page, **_worksheet(page), schema=exchange("assessment"))


def assess_paper(page: Page) -> str:
    """The whole worksheet, to be printed; the one in the browser takes its factors from here."""
    return render("assess_paper.html", page, **_worksheet(page))


def _worksheet(page: Page) -> dict[str, Any]:
    order = factors(page)
    return {
        "groups": [(group, [f for f in order if f.group == group]) for group in GROUPS],
        "all": len(order),
        "counts": tally(order),
        "advice": _advice(page),
        "read": ADVICE_READ,
    }


def plan(page: Page) -> str:
    """The plan builder: scope, factors, the measures and proposals of the site by name, measures of the plan, checks, exports."""
    return render(
        "plan.html",
        page,
        factors=factors(page),
        parts=_offers(page),
        schemas={name: exchange(name) for name in ("plan", "assessment")},
    )


def plan_offers(page: Page) -> str:
    """What a plan can take over from this site, whole; the plan builder takes it from here."""
    return render("plan_offers.html", page, parts=_offers(page))


def _offers(page: Page) -> list[tuple[str, list[Any]]]:
    """The proposals, and the measures by stage, each list under its title."""
    return [
        (page.say("plan.offers.proposals", speakers=whose(page, *proposals(page))), list(proposals(page))),
        *(
            (page.say(f"measure.stage.{category}"), [m for m in measures(page) if m.category == category])
            for category in CATEGORIES
        ),
    ]


ALL = [assess, assess_paper, plan, plan_offers]
