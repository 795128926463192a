"""Bodies and people in their public roles."""

from __future__ import annotations

from ...facts.actors import Organisation, Person
from ..page import Page
from ..render import render

GROUPS = ("cambodian", "court", "asean", "un", "regional", "civil-society")
"""The parts of /actors/, in order."""


def actor_list(page: Page) -> str:
    """All bodies by group, then the people."""
    bodies = sorted(page.kb.all(Organisation).values(), key=lambda o: page.language.order(o.name))
    people = sorted(page.kb.all(Person).values(), key=lambda p: page.language.order(p.name))
    return render(
        "actor_list.html",
        page,
        groups=[(group, [o for o in bodies if o.group == group]) for group in GROUPS],
        people=people,
    )


ALL = [actor_list]
