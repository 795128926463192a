"""Documents and their passages, what they claim, verdicts and quotations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from ..derived import links
from ..derived.evidence import at_another_time, evidence, published
from ..facts.documents import Claim, Document, Paragraph, Said, document_of, passage_number
from ..facts.knowledge import KnowledgeBase
from ..facts.promises import Promise
from ..facts.shape import Fact
from ..facts.sources import Source
from ..reading import markdown_pages as pages
from ..reading.problems import any_of, nearest
from .broken import Broken, each


def quotation_names_its_paragraph(kb: KnowledgeBase) -> Iterator[Broken]:
    """A quotation of a document says where it stands."""
    for record in each(kb):
        if isinstance(record, Fact) and record.quote and not record.paragraphs:
            yield Broken(
                record,
                ("quote",),
                what="the quotation has no paragraph",
                allowed="ids of passages, as P4, the quoted one first",
                cure="add a line “paragraphs: […]” with the passage that is quoted",
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


def units_are_written_alike(kb: KnowledgeBase) -> Iterator[Broken]:
    """A unit has one spelling: whoever adds up deaths passes over a figure whose unit is “death”."""
    figures = [(claim, i, figure.unit) for claim in kb.all(Claim).values() for i, figure in enumerate(claim.figures)]
    usual: dict[str, str] = {}
    for unit, _ in Counter(unit for _, _, unit in figures if not re.search(r"\d", unit)).most_common():
        if known := usual.get(nearest(unit.casefold(), usual, NEAR_UNIT) or ""):
            claim, i, _ = next(figure for figure in figures if figure[2] == unit)
            yield Broken(
                claim,
                ("figures", i, "unit"),
                what=f"the unit {unit!r} is nearly {known!r}, which other figures have",
                allowed="one spelling of a unit",
                cure=f"write {known}, or call the unit otherwise",
            )
        else:
            usual[unit.casefold()] = unit


NEAR_UNIT = 0.85
"""How alike two units are that are taken for one: death and deaths, not visits and visitors."""


def verdicts_rest_on_a_source(kb: KnowledgeBase) -> Iterator[Broken]:
    """Confirmed, imprecise and contradicted need an independent source that was read."""
    sources = kb.all(Source)
    for claim in kb.all(Claim).values():
        if claim.verdict in ("unverified", "not-checkable") or not all(s in sources for s in claim.sources):
            continue  # what cannot be read may be the source that it rests on
        if claim.document and not any(sources[s].read != "none" for s in evidence(claim) or ()):
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
    for claim in kb.all(Claim).values():
        if claim.verdict == "confirmed" and claim.document and at_another_time(claim):
            yield Broken(
                claim,
                ("held",),
                what=f"confirmed, but it held {claim.held}, and {claim.document.called} appeared {published(claim)}",
                allowed="a time that reaches the day of publication",
                cure="write what a source shows for that day: another verdict, or a longer time; "
                "delete the line where the claim is about a past event",
            )


def changed_verdicts_differ(kb: KnowledgeBase) -> Iterator[Broken]:
    """A verdict that stood before is another than the one that took its place, and was given up no later than the day of checking."""
    for claim in kb.all(Claim).values():
        days = [*(before.until for before in claim.earlier[1:]), claim.checked]
        for index, ((before, after), day) in enumerate(zip(claim.changes, days, strict=False)):
            if before.verdict == after:
                yield Broken(
                    claim,
                    ("earlier", index, "verdict"),
                    what=f"{before.verdict}, and so is the verdict after it",
                    allowed="a verdict that differs from the one that took its place",
                    cure="write the verdict that stood before, or delete the entry",
                )
            elif before.until > day:
                yield Broken(
                    claim,
                    ("earlier", index, "until"),
                    what=f"{before.until}, which is after {day}",
                    allowed="a day no later than that of the next verdict or of checking",
                    cure="put the entries in the order of time, or correct the day",
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


def passages_have_claims_or_promises(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every passage has a claim, or a promise where its document is checked for promises, and lists only what begins in it."""
    claims, promises = kb.all(Claim), kb.all(Promise)
    spoken = {
        "claims": {paragraph for claim in claims.values() for paragraph in claim.paragraphs},
        "promises": {paragraph for promise in promises.values() for paragraph in promise.paragraphs},
    }
    strangers: list[Said] = []
    for fact in (*claims.values(), *promises.values()):
        document = document_of(fact)
        if document and document.checked_for != fact.collection:
            strangers.append(fact)
            yield Broken(
                fact,
                ("paragraphs", 0),
                what=f"{document.called} is checked for {document.checked_for}, and this is none of them",
                allowed=f"passages of a document with checked_for: {fact.collection}",
                cure=f"move it to {'promises' if fact.collection == 'claims' else 'claims'}, or mend checked_for in {document.path}",
            )
    for paragraph in kb.all(Paragraph).values():
        kind = paragraph.document.checked_for if paragraph.document else ""
        if kind and paragraph.id not in spoken[kind] and not kb.broken.get(kind):
            yield Broken(
                paragraph,
                (),
                what=f"no {kind.removesuffix('s')} belongs to it",
                allowed=f"one {kind.removesuffix('s')} or more for each passage",
                cure=f"add a {kind.removesuffix('s')} with paragraphs: [{paragraph.id}]",
            )
        for listed, all_of in ((paragraph.claims, claims), (paragraph.promises, promises)):
            for index, id in enumerate(listed):
                if (said := all_of.get(id)) and said.paragraphs[:1] != [paragraph.id] and said not in strangers:
                    yield Broken(
                        paragraph,
                        (said.collection, index),
                        what=f"{id} begins in {said.paragraphs[0]}",
                        allowed=f"{said.collection} whose first paragraph is {paragraph.id}",
                        cure=f"move it there, or change the paragraphs of the {said.collection.removesuffix('s')}",
                    )


def passages_have_one_document(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every passage stands once in one document, under an id that says in which, and in one of its sections."""
    if not kb.broken.get(Document.collection):  # a document that cannot be read may be the one that names it
        for passage in kb.all(Paragraph).values():
            if passage.document is None:
                yield Broken(
                    passage,
                    (),
                    what=f"no document names the passage {passage.id}",
                    allowed="passages that stand in the list of one document",
                    cure="add it to passages in the file of its document",
                )
            elif passage.section not in passage.document.sections:
                yield Broken(
                    passage,
                    ("section",),
                    what=f"{passage.document.called} has no section “{passage.section}”",
                    allowed=any_of(passage.document.sections),
                    cure=f"write one of them, or add it to sections in {passage.document.path}",
                )
    for document in kb.all(Document).values():
        last = 0
        for index, passage_id in enumerate(document.passages):
            number = passage_number(passage_id)
            if not document.numbers(passage_id) or int(number) <= last:
                yield Broken(
                    document,
                    ("passages", index),
                    what=f"{passage_id} cannot stand here",
                    allowed=f"{document.begins}1, {document.begins}2 and so on, each once, in the order of their numbers",
                    cure="write them in this order; a passage of another document stands in the list of that document",
                )
                break
            last = int(number)


def documents_differ(kb: KnowledgeBase) -> Iterator[Broken]:
    """No two documents have one source, one page or one letter before the numbers of their passages."""
    seen: dict[tuple[str, str | None], Document] = {}
    for document in kb.all(Document).values():
        for name, value in (("source", document.source), ("page", document.page), ("prefix", document.prefix)):
            first = seen.setdefault((name, value), document)
            if value and first is not document:
                yield Broken(
                    document,
                    (name,),
                    what=f"{value} is that of {first.id} ({first.path})",
                    allowed=f"a {name} of its own",
                    cure="leave the line out" if name != "source" else "name the source of this document",
                )


def speakers_are_people_or_bodies(kb: KnowledgeBase) -> Iterator[Broken]:
    """Who speaks in a document is a person or a body."""
    for document in kb.all(Document).values():
        for index, speaker in enumerate(document.speakers):
            if speaker.partition("/")[0] not in ("people", "organisations"):
                yield Broken(
                    document,
                    ("speakers", index),
                    what=f"{speaker} cannot speak",
                    allowed="people/id or organisations/id",
                    cure="name the person or the body",
                )


def pages_of_documents_show_them(kb: KnowledgeBase) -> Iterator[Broken]:
    """A document with a page that somebody wrote is shown there."""
    read = pages.of(kb)
    for document in kb.all(Document).values():
        path, call = links.page(document.address), f'{{{{ {document.stub}("{document.id}") }}}}'
        if not document.page or path in read.unread or (path in read.pages and call in read.pages[path].body):
            continue
        there = path in read.pages
        yield Broken(
            document,
            ("page",),
            what=f"{path} does not show the document" if there else f"the page {path} is missing",
            allowed=f"a page with the line {call}",
            cure="write the line there, or leave out page" if there else "restore it from git, or leave out page",
        )
