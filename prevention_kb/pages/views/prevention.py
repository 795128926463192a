"""The toolbox: measures of early prevention and of response, and the commitments behind them."""

from __future__ import annotations

from itertools import groupby

from ...facts.documents import Claim, Paragraph
from ...facts.framework import Commitment, Measure
from ..page import Page
from ..render import render
from .framework import factors

CATEGORIES = ("early-prevention", "response")
COERCION = ("non-coercive", "coercive", "military")
LEVELS = ("local", "national", "bilateral", "regional", "international")
LABELS = ("none", "among-others", "only")


def measures(page: Page) -> list[Measure]:
    """Measures by category and coercion, each by name."""
    return sorted(
        page.kb.all(Measure).values(),
        key=lambda m: (CATEGORIES.index(m.category), COERCION.index(m.coercion), page.language.order(m.title)),
    )


def _grouped(page: Page) -> list[tuple[str, list[tuple[str, list[Measure]]]]]:
    return [
        (category, [(kind, list(of)) for kind, of in groupby(of_category, key=lambda m: m.coercion)])
        for category, of_category in groupby(measures(page), key=lambda m: m.category)
    ]


def passages(page: Page, *ids: str) -> str:
    """What these passages of the audited documents say, in our summary."""
    found = [(document, [page.kb.get(Paragraph, i) for i in own]) for document, own in page.documents(ids)]
    return render("passages.html", page, documents=found)


def measure_filter(page: Page) -> str:
    """The form that narrows the table and the records; hidden until its script runs."""
    used = {level for m in page.kb.all(Measure).values() for level in m.level}
    return render(
        "measure_filter.html",
        page,
        categories=CATEGORIES,
        coercion=COERCION,
        levels=[level for level in LEVELS if level in used],
        factors=factors(page),
        total=len(page.kb.all(Measure)),
    )


def measure_table(page: Page) -> str:
    """All measures in one table, by category and coercion."""
    order = factors(page)
    return render(
        "measure_table.html",
        page,
        groups=_grouped(page),
        numbers={m.id: [f for f in order if f.id in m.risk_factors] for m in page.kb.all(Measure).values()},
        total=len(order),
    )


def measure_list(page: Page) -> str:
    """Every measure as a record."""
    return render(
        "measure_list.html",
        page,
        groups=_grouped(page),
        factors=factors(page),
    )


def force_count(page: Page) -> str:
    """How many tools of the Museum's list carry a military label: the one count that this page uses."""
    every = measures(page)
    listed = [m for m in every if m.military_label]
    by_label = {label: [m for m in listed if m.military_label == label] for label in LABELS}
    return render(
        "force_count.html",
        page,
        labels=LABELS,
        by_label=by_label,
        listed=listed,
        measures=every,
        military=[m for m in every if m.coercion == "military"],
    )


def claim_findings(page: Page, *ids: str) -> str:
    """These claims with their verdict and finding."""
    return render("claim_findings.html", page, claims=[page.kb.get(Claim, i) for i in ids])


def commitment_list(page: Page, kind: str) -> str:
    """The pillars of R2P, or the paragraphs of the World Summit Outcome."""
    of = sorted((c for c in page.kb.all(Commitment).values() if c.kind == kind), key=lambda c: c.id)
    return render("commitment_list.html", page, commitments=of)


ALL = [
    passages,
    measure_filter,
    measure_table,
    measure_list,
    force_count,
    claim_findings,
    commitment_list,
]
