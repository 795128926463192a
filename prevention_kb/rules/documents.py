"""Claims, verdicts and quotations of the op-ed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ..derived.evidence import OP_ED, at_another_time, published
from ..facts.documents import Claim, Paragraph
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Fact
from ..facts.sources import Source
from .broken import Broken, each


def quotation_names_its_paragraph(kb: KnowledgeBase) -> Iterator[Broken]:
    """A quotation of the op-ed says where it stands."""
    for record in each(kb):
        if isinstance(record, Fact) and record.quote and not record.paragraphs:
            yield Broken(
                record,
                ("quote",),
                what="the quotation has no paragraph",
                allowed="P1 to P25, the quoted paragraph first",
                cure="add paragraphs: [P…]",
            )


def figures_fit_together(kb: KnowledgeBase) -> Iterator[Broken]:
    """The lower end of a range is below the upper one, and the figure itself between them."""
    for claim in kb.all(Claim).values():
        for index, figure in enumerate(claim.figures):
            ends = [(name, end) for name in ("low", "value", "high") if (end := figure.model_dump()[name]) is not None]
            for (name, lower), (other, upper) in pairwise(ends):
                if lower > upper:
                    yield Broken(
                        claim,
                        ("figures", index, name),
                        what=f"{name} ({lower:,}) is above {other} ({upper:,})",
                        allowed="low, value and high in this order",
                        cure="compare them with the source",
                    )


def verdicts_rest_on_a_source(kb: KnowledgeBase) -> Iterator[Broken]:
    """Confirmed, imprecise and contradicted need an independent source that was read."""
    sources = kb.all(Source)
    for claim in kb.all(Claim).values():
        if claim.verdict in ("unverified", "not-checkable") or not all(s in sources for s in claim.sources):
            continue  # what cannot be read may be the source that it rests on
        if not any(s != OP_ED and sources[s].read != "none" for s in claim.sources):
            yield Broken(
                claim,
                ("verdict",),
                what=f"{claim.verdict}, but no independent source of it was read",
                allowed="a verdict that a source supports which was read, or unverified",
                cure="add the source, or write unverified and would_settle",
            )


def only_views_are_not_checkable(kb: KnowledgeBase) -> Iterator[Broken]:
    """Opinions and proposals are not checkable, and nothing else is."""
    for claim in kb.all(Claim).values():
        if (claim.kind in ("opinion", "proposal")) != (claim.verdict == "not-checkable"):
            yield Broken(
                claim,
                ("verdict",),
                what=f"{claim.verdict} for a claim of the kind {claim.kind}",
                allowed="not-checkable for opinion and proposal, and for nothing else",
                cure="change the verdict or the kind, or split the claim into what can be checked and what cannot",
            )


def imprecise_says_how_far(kb: KnowledgeBase) -> Iterator[Broken]:
    """An imprecise claim says whether it is off in wording or in substance, and no other does."""
    for claim in kb.all(Claim).values():
        if claim.verdict == "imprecise" and not claim.weight:
            yield Broken(
                claim,
                ("verdict",),
                what="imprecise, but weight is missing",
                allowed="weight: wording (the sense stays) or weight: substance (what is said is off)",
                cure="add a line “weight: …” below the verdict",
            )
        if claim.verdict != "imprecise" and claim.weight:
            yield Broken(
                claim,
                ("weight",),
                what=f"{claim.weight} for a claim that is {claim.verdict}",
                allowed="a weight for imprecise claims, and for no others",
                cure="delete the line, or write “verdict: imprecise”",
            )


def confirmed_held_when_published(kb: KnowledgeBase) -> Iterator[Broken]:
    """A claim is judged as of the day of its publication: what was true at another time is not confirmed by that."""
    day = published(kb)
    for claim in kb.all(Claim).values():
        if day and claim.verdict == "confirmed" and at_another_time(kb, claim):
            yield Broken(
                claim,
                ("held",),
                what=f"confirmed, but it held {claim.held}, and the op-ed appeared {day}",
                allowed="a time that reaches the day of publication",
                cure="write what a source shows for that day: another verdict, or a longer time; "
                "delete the line where the claim is about a past event",
            )


def unverified_says_what_would_settle(kb: KnowledgeBase) -> Iterator[Broken]:
    """An open claim says what evidence would close it."""
    for claim in kb.all(Claim).values():
        if claim.verdict == "unverified" and not claim.would_settle:
            yield Broken(
                claim,
                ("verdict",),
                what="unverified, but would_settle is missing",
                allowed="what evidence would settle it",
                cure="add a line “would_settle: …”",
            )


def paragraphs_have_claims(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every paragraph of the op-ed has a claim, and lists only claims that begin in it."""
    claims = kb.all(Claim)
    spoken = {paragraph for claim in claims.values() for paragraph in claim.paragraphs}
    for paragraph in kb.all(Paragraph).values():
        if paragraph.id not in spoken and not kb.broken.get("claims"):
            yield Broken(
                paragraph,
                (),
                what="no claim belongs to it",
                allowed="one claim or more for each paragraph",
                cure=f"add a claim with paragraphs: [{paragraph.id}]",
            )
        for index, claim_id in enumerate(paragraph.claims):
            claim = claims.get(claim_id)
            if claim and claim.paragraphs[:1] != [paragraph.id]:
                first = claim.paragraphs[0] if claim.paragraphs else "no paragraph"
                yield Broken(
                    paragraph,
                    ("claims", index),
                    what=f"{claim_id} begins in {first}",
                    allowed=f"claims whose first paragraph is {paragraph.id}",
                    cure="move it there, or change the paragraphs of the claim",
                )
