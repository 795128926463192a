"""Bodies and people in their public roles."""

from __future__ import annotations

from ...facts.actors import Organisation, Person
from ..page import Page
from ..render import render
from .subpages import subpage

GROUPS = ("cambodian", "court", "asean", "un", "regional", "civil-society")
"""The parts of /actors/, in order."""


def actor_list(page: Page) -> str:
    """All bodies by group, then the people, each with a link to the page where it stands whole."""
    bodies = _organisations(page)
    return render(
        "actor_list.html",
        page,
        groups=[(group, [o for o in bodies if o.group == group]) for group in GROUPS],
        people=_people(page),
    )


def actors(page: Page) -> list[Organisation | Person]:
    """All bodies and people, in the order of /actors/."""
    return [*_organisations(page), *_people(page)]


def organisations_in(page: Page, group: str) -> str:
    """The organisations of a group, each with sources and with the facts that name it."""
    found, bodies, around = subpage(_organisations(page), group)
    page.describe(page.say("actor.organisations-description", part=page.label(found), count=len(bodies)))
    return render("organisations_in.html", page, subpage=found, bodies=bodies, neighbours=around)


def people_in(page: Page, name: str) -> str:
    """The people, each with sources and with the facts that name him or her."""
    found, people, _ = subpage(_people(page), name)
    page.describe(page.say("actor.people-note", count=len(page.claiming), documents=page.audited))
    return render("people_in.html", page, subpage=found, people=people)


def _organisations(page: Page) -> list[Organisation]:
    bodies = page.kb.all(Organisation).values()
    return sorted(bodies, key=lambda body: (GROUPS.index(body.group), page.language.order(body.name)))


def _people(page: Page) -> list[Person]:
    return sorted(page.kb.all(Person).values(), key=lambda person: page.language.order(person.name))


ALL = [actor_list, organisations_in, people_in]
