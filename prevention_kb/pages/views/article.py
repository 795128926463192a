"""The audited documents: passage by passage, and the ledger of their claims."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from itertools import groupby
from typing import get_args

from markupsafe import Markup

from ...derived.evidence import at_another_time, evidence, published
from ...derived.speakers import claiming, in_order
from ...facts.dates import When
from ...facts.documents import Claim, Document, Figure, Paragraph, Wording
from ...languages import marks
from ..environment import VERDICTS
from ..page import Page
from ..render import render
from .promises import STATES, counted, promises_in
from .subpages import subpage

KINDS: tuple[str, ...] = get_args(Claim.model_fields["kind"].annotation)
Words = list[tuple[str, str]]
"""Pieces of a text: ("equal" | "del" | "ins", words)."""


def claims_of(page: Page, paragraph: Paragraph) -> list[Claim]:
    """The claims that begin in this passage, in the order of the text."""
    return page.kb.begun(paragraph, Claim)


def ordered(page: Page, *of: Document) -> list[tuple[Paragraph, list[Claim]]]:
    """Every passage of these documents, or of all that claim something, with the claims that begin in it."""
    ids = [passage_id for document in of or claiming(page.kb) for passage_id in document.passages]
    passages = [page.kb.get(Paragraph, passage_id) for passage_id in ids]
    return [(passage, claims_of(page, passage)) for passage in passages]


def verdict_strip(page: Page, document_id: str) -> str:
    """One mark for each claim of a document in the order of the text, by verdict, with a legend."""
    found = page.kb.get(Document, document_id)
    groups = ordered(page, found)
    return render("verdict_strip.html", page, document=found, groups=groups, counts=_counts(groups))


def document_list(page: Page) -> str:
    """Every audited document: what it is, who speaks, and how its claims hold up or what became of its promises."""
    found = [
        (document, _counts(ordered(page, document)), counted(p for _, of in promises_in(page, document) for p in of))
        for document in in_order(page.kb.all(Document).values())
    ]
    return render("document_list.html", page, documents=found, states=STATES)


def document(page: Page, document_id: str) -> str:
    """A document passage by passage: our summary, its claims or promises, and where each lives on; with a head, unless somebody wrote its page."""
    found = page.kb.get(Document, document_id)
    page.meta["tables"] = [f"{found.collection}/{found.id}", Paragraph.collection]
    if not found.page:
        told = "promise.describe" if found.checked_for == "promises" else f"document.describe.{found.passage}"
        page.describe(page.say(told, title=found.title))
    groups, promises = ordered(page, found), {passage.id: of for passage, of in promises_in(page, found)}
    later = {
        paragraph.id: [c for c in page.kb.all(Claim).values() if paragraph.id in c.paragraphs[1:]]
        for paragraph, _ in groups
    }
    whole = [(paragraph, claims, promises[paragraph.id]) for paragraph, claims in groups]
    sections = [(title, list(of)) for title, of in groupby(whole, key=lambda group: group[0].section)]
    return render(
        "document.html",
        page,
        document=found,
        sections=sections,
        later=later,
        fates=counted(promise for of in promises.values() for promise in of),
        states=STATES,
        strip=None if found.page else Markup(verdict_strip(page, found.id)),
    )


def claim_list(page: Page) -> str:
    """Every claim with its verdict and finding, and a link to its evidence."""
    groups = ordered(page)
    days = {str(day.text) for _, claims in groups for c in claims if at_another_time(c) and (day := published(c))}
    return render(
        "claim_list.html",
        page,
        day=When.parse(days.pop()) if len(days) == 1 else None,
        documents=claiming(page.kb),
        groups=groups,
        counts=_counts(groups),
        kinds=Counter(c.kind for _, claims in groups for c in claims),
        elsewhen=sum(at_another_time(c) for _, claims in groups for c in claims),
        kind_order=KINDS,
        rests_on=evidence,
    )


def claims_in(page: Page, paragraph: str) -> str:
    """The claims that begin in a passage, as p4, each with its evidence."""
    begins = next((p for p in page.kb.all(Paragraph).values() if p.id.lower() == paragraph), None)
    within = [begins.document] if begins and begins.document else []
    found, its, around = subpage([claim for _, claims in ordered(page, *within) for claim in claims], paragraph)
    begins = page.kb.get(Paragraph, its[0].paragraphs[0])
    bare = found._replace(kind=found.kind.removesuffix("-of"))  # the document is named behind it
    page.describe(page.say("claim.describe", title=page.label(bare), document=_called(begins), summary=begins.summary))
    return render(
        "claims_in.html",
        page,
        subpage=found,
        paragraph=begins,
        claims=its,
        neighbours=around,
        numbered=numbered,
        rests_on=evidence,
        compared=compared,
        scale=scale,
    )


def numbered(claim: Claim) -> dict[str, int]:
    """The number of each source in the list of a claim."""
    cited = (*claim.sources, *(w.source for w in claim.wordings), *(f.source for f in claim.figures))
    return {source: number for number, source in enumerate(dict.fromkeys(cited), 1)}


def compared(claim: Claim, wording: Wording) -> tuple[Words, Words] | None:
    """The quotation and the wording found elsewhere, word by word; None where they are different passages."""
    quote = claim.quote or ""
    mark = marks.english if quote.startswith(marks.ENGLISH) else str
    ours, theirs = marks.plain(quote).split(), marks.plain(wording.text).split()
    matcher = SequenceMatcher(None, [w.casefold() for w in ours], [w.casefold() for w in theirs], autojunk=False)
    if matcher.ratio() < 0.5:
        return None
    left: Words = []
    right: Words = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if a < b:
            left.append(("equal" if tag == "equal" else "del", mark(" ".join(ours[a:b]))))
        if c < d:
            right.append(("equal" if tag == "equal" else "ins", mark(" ".join(theirs[c:d]))))
    return left, right


def scale(figures: list[Figure]) -> float:
    """The upper end of one scale for figures of one unit of which some are ranges, else 0."""
    ends = [end for f in figures for end in (f.value, f.low, f.high) if end is not None]
    ranges = sum(f.low is not None and f.high is not None for f in figures)
    return float(max(ends)) if ranges > 1 and len({f.unit for f in figures}) == 1 else 0.0


def _counts(groups: list[tuple[Paragraph, list[Claim]]]) -> list[tuple[str, int]]:
    """How many claims bear each mark, in the order of the marks."""
    found: Counter[str] = Counter(c.mark for _, claims in groups for c in claims)
    return [(mark, found[mark]) for mark in VERDICTS]


def _called(passage: Paragraph) -> str:
    return passage.document.called if passage.document else ""


ALL = [verdict_strip, document_list, document, claim_list, claims_in]
