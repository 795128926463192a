"""The home page, and what stands on several pages."""

from __future__ import annotations

from functools import partial

from ...derived import outcomes
from ...derived.evidence import evidence
from ...derived.speakers import who
from ...facts.documents import Document, Proposal
from ...facts.sources import Source
from ...reading.problems import DataError
from ..environment import ICONS, templates
from ..page import Page
from ..render import render
from .article import VERDICTS, ordered
from .countries import party_counts
from .positions import apart, cell, countries, treaties

SHOWN = 4
"""So many claims stand under “where the difference matters most”."""


def home(page: Page, document_id: str) -> str:
    """The first screen: what was found of the claims of a document, what is contradicted, and who is bound by what, as one picture."""
    document = page.kb.get(Document, document_id)
    claims = [claim for _, of in ordered(page, document) for claim in of]
    states, instruments = countries(page), apart(page)
    rows = [(state, [cell(treaty, state) for treaty in instruments]) for state in states]
    found = {c.position.shown for _, cells in rows for c in cells if c.read}
    return render(
        "home.html",
        page,
        claims=claims,
        document=document,
        groups=[(mark, [c for c in claims if c.mark == mark]) for mark in VERDICTS],
        contradicted=[c for c in claims if c.verdict == "contradicted"],
        instruments=instruments,
        rows=rows,
        phases=[phase for phase in ICONS if phase in found],
        party=[sum(party_counts([cell(t, c) for c in states])[:1]) for t in instruments],
        sentence=partial(outcomes.beginning, page.kb),
    )


def differences(page: Page, document_id: str) -> str:
    """The claims of a document that differ in substance: figures first, then facts, then by how many sources speak of them."""
    found = [c for _, of in ordered(page, page.kb.get(Document, document_id)) for c in of if c.weight == "substance"]
    order = {"figure": 0, "fact": 1}
    first = sorted(found, key=lambda c: (order.get(c.kind, 2), -len(evidence(c) or [])))[:SHOWN]
    return render(
        "differences.html",
        page,
        claims=first,
        left=len(found) - len(first),
        sentence=partial(outcomes.beginning, page.kb),
    )


def standing(page: Page, document_id: str) -> str:
    """What a document recommends to Cambodia and to ASEAN, each with what sources show of it today."""
    made = [p for p in page.kb.all(Proposal).values() if p.document and p.document.id == document_id]
    explicit = [p for p in made if p.kind == "explicit"]
    groups = [
        ("cambodia", [p for p in explicit if "national" in p.level]),
        ("asean", [p for p in explicit if "national" not in p.level]),
    ]
    return render(
        "standing.html",
        page,
        groups=[(who, found) for who, found in groups if found],
        implied=len(made) - len(explicit),
        sentence=partial(outcomes.beginning, page.kb),
    )


def ways(page: Page, document_id: str) -> str:
    """The ways in, first to a document, with live counts."""
    document = page.kb.get(Document, document_id)
    claims = sum(len(of) for _, of in ordered(page, document))
    count = {name: len(records) for name, records in page.kb.records.items()}
    return render("ways.html", page, count=count | {"claims": claims}, document=document)


def checked_so_far(page: Page) -> str:
    """How far the facts have been checked, in live counts."""
    cells = [cell(t, c) for t in treaties(page) for c in countries(page)]
    sources = page.kb.all(Source).values()
    days = [checked for _, checked, _ in page.kb.checks()]
    return render(
        "checked_so_far.html",
        page,
        facts=len(days),
        cells=len(cells),
        read_cells=sum(c.read for c in cells),
        sources=len(sources),
        read_sources=sum(s.read != "none" for s in sources),
        newest=page.language.day(max(days)),
    )


def responsible(page: Page) -> str:
    """Who answers for this site and how to reach them, from the settings."""
    return render("responsible.html", page, who=who(page.kb))


def problem_report(error: DataError) -> str:
    """The mistakes in the data, or why the build stopped, as a box on the page, for `make serve`."""
    return templates.get_template("problem_report.html").render(error=error)


def problem_page(error: DataError) -> str:
    """The same as a page of its own, which looks by itself whether all is well again."""
    return templates.get_template("problem_page.html").render(error=error, seconds=2)


ALL = [home, differences, standing, ways, checked_so_far, responsible]
