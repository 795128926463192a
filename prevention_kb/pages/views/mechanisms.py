"""Bodies for prevention that exist elsewhere: side by side by subject, then one by one."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from ...facts.mechanisms import Mechanism, Statement, Subject
from ...facts.shape import Record
from ...facts.sources import Source
from ..page import Page
from ..render import render

CLAUSES = get_args(Subject)
"""What a clause of a mandate is about."""

SIDES = ("basis", *CLAUSES, "members", "money", "standing")
"""Everything by which the bodies are compared, in the order of an act."""

STANDING = {"works": "ok", "dormant": "half", "ended": "no", "not-established": "open"}
"""What became of a body, with its icon; the word always stands with it."""


def side(mechanism: Mechanism, name: str) -> list[Statement]:
    """What is said of one side of a body: the clauses of a subject, or the statement of that name."""
    whole = {
        "basis": mechanism.basis,
        "members": mechanism.members,
        "money": mechanism.money,
        "standing": mechanism.standing,
    }
    return [whole[name]] if name in whole else [clause for clause in mechanism.clauses if clause.subject == name]


def mechanisms(page: Page) -> list[Mechanism]:
    """All bodies, by the state or region that set them up."""
    return sorted(
        page.kb.all(Mechanism).values(), key=lambda m: (page.language.order(m.where), page.language.order(m.name))
    )


def related(page: Page, mechanism: Mechanism) -> list[Record]:
    """The states, bodies, measures and proposals that it names."""
    named = page.kb.named[mechanism.collection, mechanism.id]
    return [
        page.kb.records[collection][record_id] for collection, record_id in named if collection != Source.collection
    ]


def mechanism_list(page: Page) -> str:
    """The filter, a table of all bodies, the bodies by subject, whose clauses a script puts side by side, and each body whole."""
    found = mechanisms(page)
    bodies = Counter(m.where for m in found)
    sides = {name: [m for m in found if side(m, name)] for name in SIDES}
    return render(
        "mechanism_list.html",
        page,
        mechanisms=found,
        sides={name: of for name, of in sides.items() if of},
        clauses=CLAUSES,
        standing=STANDING,
        subjects={m.id: [name for name in SIDES if side(m, name)] for m in found},
        wheres=list(bodies),
        labels={m.id: m.where if bodies[m.where] == 1 else m.name for m in found},
        related={m.id: related(page, m) for m in found},
        states=[state for state in STANDING if any(m.standing.state == state for m in found)],
    )


ALL = [mechanism_list]
