"""Bodies and people in their public roles."""

from __future__ import annotations

from ...facts.actors import Organisation, Person
from ..page import Page
from ..render import render

GROUPS = {
    "cambodian": "Cambodia",
    "court": "Courts",
    "asean": "ASEAN",
    "un": "United Nations",
    "regional": "Networks of states and other regions",
    "civil-society": "Research and civil society",
}
"""The parts of /actors/, in order."""


def actor_list(page: Page) -> str:
    """All bodies by group, then the people."""
    bodies = sorted(page.kb.all(Organisation).values(), key=lambda o: o.name.casefold())
    people = sorted(page.kb.all(Person).values(), key=lambda p: p.name.casefold())
    return render(
        "actor_list.html",
        page,
        groups=[(key, title, [o for o in bodies if o.group == key]) for key, title in GROUPS.items()],
        people=people,
    )


ALL = [actor_list]
