"""The UN Framework of Analysis: what it is made of, how to use it, one page for each risk factor."""

from __future__ import annotations

from ...derived.speakers import begin, in_order
from ...facts.documents import Document, Paragraph, in_text
from ...facts.framework import Guidance, RiskFactor
from ...languages.language import Message, message
from ..page import Page
from ..render import render
from .framework import ADVICE_READ, DIMENSIONS, READINGS, anchor, compared, factors, tally, usual
from .positions import neighbours

GROUPS = ("common", "specific")


def _rows(page: Page) -> list[tuple[str, str, list[tuple[RiskFactor, dict[str, int], Message]]]]:
    rows = [(factor, counts := tally([factor]), compared(counts)) for factor in factors(page)]
    return [
        (group, page.say(f"framework.group.{group}"), [row for row in rows if row[0].group == group])
        for group in GROUPS
    ]


def framework_reading(page: Page) -> str:
    """How far the UN text behind the indicators was read, as counts of this site."""
    return render("framework_reading.html", page, counts=tally(factors(page)))


def risk_factor_figure(page: Page) -> str:
    """The factors as columns with a mark for each indicator on this site."""
    return render("risk_factor_figure.html", page, groups=_rows(page), readings=READINGS)


def risk_factor_list(page: Page) -> str:
    """The factors in order, with the wording of the documents beside the official name."""
    groups = _rows(page)
    said = {group: _said_in_documents(page, [factor for factor, _, _ in rows]) for group, _, rows in groups}
    return render("risk_factor_list.html", page, groups=groups, said=said)


def _said_in_documents(page: Page, of: list[RiskFactor]) -> Message | None:
    """Which documents list some of these factors, and where; or else which ones list others alone."""
    passages = sorted({passage for factor in of for passage in factor.paragraphs}, key=in_text)
    found = page.documents(passages)
    documents = begin([document for document, _ in found])
    if not found:
        others = _listing_others(page, *of)
        return message("risk-factor.list.not-listed", count=len(others), documents=begin(others)) if others else None
    names = [page.brief(page.kb.get(Paragraph, passage), len(found) == 1) for passage in passages]
    return message("risk-factor.list.listed", count=len(found), documents=documents, passages=names)


def _listing_others(page: Page, *of: RiskFactor) -> list[Document]:
    """The documents that list factors, and none of these."""
    there = {document.id for factor in of for document, _ in page.documents(factor.paragraphs)}
    every = [document for factor in factors(page) for document, _ in page.documents(factor.paragraphs)]
    return in_order(document for document in every if document.id not in there)


def guidance_list(page: Page) -> str:
    """Advice on using the Framework, each piece with how far it was read."""
    advice = sorted(page.kb.all(Guidance).values(), key=lambda g: (len(g.id), g.id))
    return render("guidance_list.html", page, advice=advice, read=ADVICE_READ)


def dimension_list(page: Page) -> str:
    """The five dimensions of the op-ed, with the factors that we read as touching each."""
    touching = {name: [f for f in factors(page) if name in {d.domain for d in f.domains}] for name in DIMENSIONS}
    return render("dimension_list.html", page, dimensions=DIMENSIONS, touching=touching)


def risk_factor(page: Page, factor_id: str) -> str:
    """One factor, for an assessor: indicators, questions, evidence, and what answers it."""
    found = page.kb.get(RiskFactor, factor_id)
    page.describe(page.say("risk-factor.describe", title=found.title, number=found.number, definition=found.definition))
    order = factors(page)
    referring = page.kb.citing(found)
    counts = tally([found])
    return render(
        "risk_factor.html",
        page,
        factor=found,
        total=len(order),
        indicators=[(indicator, anchor(indicator)) for indicator in found.indicators],
        own=[(sign, anchor(sign)) for sign in found.own_signs],
        usual=usual(found.indicators),
        counts=counts,
        compared=compared(counts),
        measures=[r for r in referring if r.collection == "measures"],
        related=[r for r in referring if r.collection != "measures"],
        neighbours=neighbours(order, found),
        others=_listing_others(page, found),
        dimensions_in=_naming_dimensions(page),
    )


def _naming_dimensions(page: Page) -> Paragraph | None:
    """The passage that names the dimensions: of the first document that does."""
    named = (document.dimensions for document in page.kb.all(Document).values() if document.dimensions)
    return next((page.kb.get(Paragraph, passage) for passage in named), None)


def risk_factor_book(page: Page) -> str:
    """All factors on one page, for printing: definition, indicators, questions, what lowers the risk."""
    return render("risk_factor_book.html", page, factors=factors(page))


ALL = [
    risk_factor_book,
    framework_reading,
    risk_factor_figure,
    risk_factor_list,
    guidance_list,
    dimension_list,
    risk_factor,
]
