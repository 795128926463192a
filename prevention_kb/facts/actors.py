"""Bodies, people and terms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import (
    Field,
)

from .dates import When
from .shape import (
    Also,
    AnyId,
    Checked,
    Fact,
    Line,
    Model,
    Named,
    OrganisationId,
    Prose,
    Sources,
    Subpage,
    Title,
    Url,
    Words,
)


class Seats(Model):
    """How many of a tribunal's office are of the state and how many are international, and how many must agree."""

    national: int = Field(ge=0, le=99, description="Members from the state.")
    international: int = Field(ge=0, le=99, description="Members whom the United Nations nominated.")
    majority: int | None = Field(
        default=None, ge=1, le=99, description="How many must agree to a decision, where a source gives it."
    )


class Actor(Fact, Named):
    """What bodies, offices and people have in common: they are called by their name and told by their role."""

    if TYPE_CHECKING:  # each declares them where they stand among its own fields
        name: str
        role: str

    @property
    def full_name(self) -> str:
        return self.name

    @property
    def gists(self) -> list[str]:
        return [self.role]


class Organisation(Actor):
    """A body that acts or is named. Shown on /actors/."""

    collection = "organisations"
    home = "actors/#{}"
    short_field = "abbreviation"

    name: Title = Field(description="Official name in English.")
    abbreviation: Words | None = Field(default=None, description="Abbreviation in use.")
    group: Literal["court", "cambodian", "asean", "un", "regional", "civil-society"] = Field(
        description="Part of /actors/ where it stands: court, cambodian (state or institute), asean, un, regional (other regions "
        "and networks of states), civil-society (research and civil society across borders)."
    )
    kind: Line = Field(description="What kind of body it is, in a few words.")
    founded: When | None = Field(default=None, description="When it was founded.")
    founded_note: Prose | None = Field(
        default=None, description="What the founding date stands for, or why there is none."
    )
    role: Prose = Field(description="What it does, in one or two sentences.")
    relevance: Prose = Field(description="Why it stands here.")
    official_url: Url | None = Field(default=None, description="Its own address.")
    official_url_note: Line | None = Field(default=None, description="Whether the address was read in a stored copy.")

    @property
    def shown_on(self) -> Subpage:
        """The organisations of the same group."""
        return Subpage(f"actors/{self.group}/", f"organisations-{self.group}", self.group)

    @property
    def opened(self) -> bool:
        """Whether its own address was seen, in a stored copy or otherwise."""
        return self.official_url_note != "Address not opened"

    @property
    def short_names(self) -> list[str]:
        return [*filter(None, [self.abbreviation])]

    @property
    def when(self) -> When | None:
        return self.founded


class Office(Actor):
    """A chamber, office or party of a court, never a person. Shown on /accountability/."""

    collection = "offices"
    home = "accountability/#{}"
    keyed = True

    name: Title = Field(description="Official name in English.")
    court: OrganisationId = Field(description="Id of the court.")
    seats: Seats | None = Field(default=None, description="Who sits in it, where it has a fixed number of members.")
    role: Prose = Field(description="What it does, in one or two sentences.")
    relevance: Prose = Field(description="What became of it in the cases.")


class Person(Actor):
    """A person in a public role. Shown on /actors/. Whoever was not finally convicted gets no record."""

    collection = "people"
    home = "actors/#{}"

    name: Title = Field(description="Name as the person is publicly known.")
    role: Prose = Field(description="Public role, with dates.")
    relevance: Prose = Field(description="Why the person stands here.")
    organisations: list[OrganisationId] = Field(default=[], description="Ids of bodies that the person is known for.")

    @property
    def shown_on(self) -> Subpage:
        """All people."""
        return Subpage("actors/people/", "people", "people")


class Term(Named, Checked):
    """A term or abbreviation. Shown on /glossary/ and where it is first used on a page."""

    collection = "terms"
    home = "glossary/#{}"
    keyed = True
    name_field = "term"

    term: Title = Field(description="The term, in sentence case.")
    abbreviation: Words | None = Field(default=None, description="Its abbreviation.")
    also: Also = Field(default=[])
    definition: Prose = Field(description="What it means, in one or two plain sentences.")
    sources: Sources = Field(description="Sources for the definition; [] where none was read.")
    see: list[AnyId] = Field(default=[], description="Records that say more, as collection/id.")

    @property
    def full_name(self) -> str:
        return self.term

    @property
    def other_names(self) -> list[str]:
        return self.also

    @property
    def short_names(self) -> list[str]:
        return [*filter(None, [self.abbreviation])]

    @property
    def gists(self) -> list[str]:
        return [self.definition]

    @property
    def rests_on(self) -> list[str] | None:
        return self.sources
