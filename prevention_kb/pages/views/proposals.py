"""What the audited documents propose: the list, and a briefing each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from ...derived.status import PARTY_PHASES, SHOWN
from ...facts.actors import Organisation
from ...facts.dates import When
from ...facts.documents import Document, Proposal, in_text
from ...facts.framework import Measure, RiskFactor
from ...facts.treaties import Treaty
from ...languages.language import Message, message
from ..page import Page
from ..render import render
from .positions import Cell, cell, countries, neighbours

LEVELS = (("national",), ("national", "regional"), ("regional",))
"""The parts of /proposals/, by the levels at which a proposal would work; other mixtures follow under their names."""


def proposals(page: Page) -> list[Proposal]:
    """Proposals by level, then in the order of the documents."""
    return sorted(
        page.kb.all(Proposal).values(),
        key=lambda p: (
            LEVELS.index(levels) if (levels := tuple(p.level)) in LEVELS else len(LEVELS),
            min(map(in_text, p.paragraphs), default=("~", 0)),
            page.language.order(p.title),
        ),
    )


def whose(page: Page, *found: Proposal) -> str:
    """Who proposes this, in words: the op-ed’s authors; of several documents each."""
    speakers = {d.id: d.voice_named for p in found if (d := p.document)}
    return str(page.language.listed(speakers.values()))


def made_in(page: Page, found: Iterable[Proposal]) -> str:
    """The documents that make these proposals, in a sentence: the op-ed; the op-ed and the speech. Every document, where there is no proposal."""
    makers = sorted((document for document, _ in by_document(found)), key=lambda document: document.begins)
    return str(page.language.listed(document.called for document in makers)) if makers else page.audited


def by_document(found: Iterable[Proposal]) -> list[tuple[Document, list[Proposal]]]:
    """The same proposals under the document that makes them."""
    groups: dict[str, tuple[Document, list[Proposal]]] = {}
    for proposal in found:
        if document := proposal.document:
            groups.setdefault(document.id, (document, []))[1].append(proposal)
    return list(groups.values())


def proposal_list(page: Page) -> str:
    """All proposals: a table by addressee and level, then in short, part by part."""
    order = proposals(page)
    parts: dict[str, list[Proposal]] = {}
    for proposal in order:
        parts.setdefault(_part(page, tuple(proposal.level)), []).append(proposal)
    addressees = Counter(name for p in order for name in p.addressees)
    table = [
        (name, [[p for p in part if name in p.addressees] for part in parts.values()])
        for name, _ in addressees.most_common()
    ]
    return render(
        "proposal_list.html",
        page,
        parts=list(parts.items()),
        table=table,
        counts=_put(page, order),
        total=len(order),
        by_document=by_document,
    )


def _put(page: Page, order: list[Proposal]) -> list[Message]:
    """How many of these are recommended in which documents, and how many implied."""
    explicit, implied = ([p for p in order if p.kind == kind] for kind in ("explicit", "implied"))
    found = []
    if explicit:
        found.append(message("proposal.count.explicit", number=len(explicit), documents=made_in(page, explicit)))
    if implied and explicit and len(by_document(order)) == 1:
        found.append(message("proposal.count.implied", number=len(implied)))
    elif implied:
        found.append(message("proposal.count.implied-in", number=len(implied), documents=made_in(page, implied)))
    return found


def _part(page: Page, levels: tuple[str, ...]) -> str:
    """How the proposals that would work at these levels are headed."""
    return page.say(f"proposal.part.{'-'.join(levels)}") if levels in LEVELS else _levels(page, levels)


def _levels(page: Page, levels: Sequence[str]) -> str:
    """These levels as a list: National and regional."""
    first, *others = levels
    return str(page.language.listed([page.say(f"level-begin.{first}"), *(page.say(f"level.{o}") for o in others)]))


def proposal(page: Page, proposal_id: str) -> str:
    """One proposal as a briefing: what, to whom, status, precedents, steps, obstacles, what it would answer."""
    found = page.kb.get(Proposal, proposal_id)
    page.describe(page.say("proposal.describe", speakers=whose(page, found), proposal=found.restated))
    return render(
        "proposal.html",
        page,
        proposal=found,
        levels=_levels(page, found.level),
        risk_factors=[page.kb.get(RiskFactor, i) for i in found.risk_factors],
        all_risk_factors=len(found.risk_factors) == len(page.kb.all(RiskFactor)),
        measures=[page.kb.get(Measure, i) for i in found.measures],
        bodies=[page.kb.get(Organisation, i) for i in found.organisations],
        treaties=[standing(page, page.kb.get(Treaty, i)) for i in found.treaties],
        neighbours=neighbours(proposals(page), found),
    )


def standing(page: Page, treaty: Treaty) -> tuple[Treaty, list[tuple[str, list[Cell], When, When]], list[Cell]]:
    """Where the ASEAN states stand towards a treaty: those whose status was read, by phase, parties first; and the rest."""
    cells = [cell(treaty, country) for country in countries(page)]
    phases = []
    for phase in sorted(SHOWN, key=lambda phase: phase not in PARTY_PHASES):
        found = [c for c in cells if c.read and c.position.shown == phase]
        limits = sorted((c.status.as_of for c in found if c.status.as_of), key=lambda when: when.upper)
        if limits:
            phases.append((page.say(f"phase.{phase}"), found, limits[0], limits[-1]))
    return treaty, phases, [c for c in cells if not c.read]


ALL = [proposal_list, proposal]
