"""Bodies, people and terms."""

from __future__ import annotations

from typing import Literal

from pydantic import (
    Field,
)

from .dates import When
from .shape import AnyId, Checked, Fact, Line, Model, OrganisationId, Prose, Record, Sources, Title, Url


class Seats(Model):
    """How many of a tribunal's office are of the state and how many are international, and how many must agree."""

    national: int = Field(ge=0, le=99, description="Members from the state.")
    international: int = Field(ge=0, le=99, description="Members whom the United Nations nominated.")
    majority: int | None = Field(
        default=None, ge=1, le=99, description="How many must agree to a decision, where a source gives it."
    )


class Organisation(Fact):
    """A body that acts or is named. Shown on /actors/."""

    collection = "organisations"
    home = "actors/#{}"

    name: Title = Field(description="Official name in English.")
    abbreviation: Line | None = Field(default=None, description="Abbreviation in use.")
    khmer_name: Line | None = Field(default=None, description="Official name in Khmer, where a source gives it.")
    group: Literal["court", "cambodian", "asean", "un", "regional", "civil-society"] = Field(
        description="Part of /actors/ where it stands: court, cambodian (state or institute), asean, un, regional (other regions "
        "and networks of states), civil-society (research and civil society across borders)."
    )
    kind: Line = Field(description="What kind of body it is, in a few words.")
    part_of: OrganisationId | None = Field(
        default=None,
        description="Id of the court whose office it is; it then stands among its offices on /accountability/.",
    )
    seats: Seats | None = Field(default=None, description="Who sits in it, for an office of a mixed court.")
    founded: When | None = Field(default=None, description="When it was founded.")
    founded_note: Prose | None = Field(
        default=None, description="What the founding date stands for, or why there is none."
    )
    role: Prose = Field(description="What it does, in one or two sentences.")
    relevance: Prose = Field(description="Why it stands here.")
    official_url: Url | None = Field(default=None, description="Its own address.")
    official_url_note: Line | None = Field(default=None, description="Whether the address was read in a stored copy.")

    @property
    def opened(self) -> bool:
        """Whether its own address was seen, in a stored copy or otherwise."""
        return self.official_url_note != "Address not opened"

    @property
    def full_name(self) -> str:
        return self.name

    @property
    def short_names(self) -> list[str]:
        return [*filter(None, [self.abbreviation])]

    @property
    def other_names(self) -> list[str]:
        return [*self.also, *filter(None, [self.khmer_name])]

    @property
    def gists(self) -> list[str]:
        return [self.role]

    @property
    def when(self) -> When | None:
        return self.founded


class Person(Fact):
    """A person in a public role. Shown on /actors/. Whoever was not finally convicted gets no record."""

    collection = "people"
    home = "actors/#{}"

    name: Title = Field(description="Name as the person is publicly known.")
    khmer_name: Line | None = Field(default=None, description="Name in Khmer, where a source gives it.")
    role: Prose = Field(description="Public role, with dates.")
    relevance: Prose = Field(description="Why the person stands here.")
    organisations: list[OrganisationId] = Field(default=[], description="Ids of bodies that the person is known for.")

    @property
    def full_name(self) -> str:
        return self.name

    @property
    def other_names(self) -> list[str]:
        return [*self.also, *filter(None, [self.khmer_name])]

    @property
    def gists(self) -> list[str]:
        return [self.role]


class Term(Record, Checked):
    """A term or abbreviation. Shown on /glossary/ and where it is first used on a page."""

    collection = "terms"
    home = "glossary/#{}"
    keyed = True

    term: Title = Field(description="The term, in sentence case.")
    abbreviation: Line | None = Field(default=None, description="Its abbreviation.")
    also: list[Line] = Field(default=[], description="Other forms and synonyms under which a reader may look for it.")
    khmer: Line | None = Field(default=None, description="The term in Khmer, where an official source gives it.")
    definition: Prose = Field(description="What it means, in one or two plain sentences.")
    sources: Sources = Field(description="Sources for the definition; [] where none was read.")
    see: list[AnyId] = Field(default=[], description="Records that say more, as collection/id.")

    @property
    def full_name(self) -> str:
        return self.term

    @property
    def short_names(self) -> list[str]:
        return [*filter(None, [self.abbreviation])]

    @property
    def other_names(self) -> list[str]:
        return [*self.also, *filter(None, [self.khmer])]

    @property
    def gists(self) -> list[str]:
        return [self.definition]

    @property
    def rests_on(self) -> list[str] | None:
        return self.sources
