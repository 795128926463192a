"""Bodies and people in their public roles."""

from __future__ import annotations

from ...facts.actors import Organisation, Person
from ..page import Page
from ..render import render
from .subpages import subpage

GROUPS = ("cambodian", "court", "asean", "un", "regional", "civil-society")
"""The parts of /actors/, in order."""


def actor_list(page: Page) -> str:
    """All bodies by group, then the people, who stand whole on a page of their own."""
    bodies = sorted(page.kb.all(Organisation).values(), key=lambda o: page.language.order(o.name))
    return render(
        "actor_list.html",
        page,
        groups=[(group, [o for o in bodies if o.group == group]) for group in GROUPS],
        people=_people(page),
    )


def people_in(page: Page, name: str) -> str:
    """The people, each with sources and with the facts that name him or her."""
    found, people, _ = subpage(_people(page), name)
    page.describe(page.say("actor.people-note", count=len(page.claiming), documents=page.audited))
    return render("people_in.html", page, subpage=found, people=people)


def _people(page: Page) -> list[Person]:
    return sorted(page.kb.all(Person).values(), key=lambda person: page.language.order(person.name))


ALL = [actor_list, people_in]
