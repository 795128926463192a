"""What happened, and the cases before the tribunal."""

from __future__ import annotations

from typing import Literal

from pydantic import (
    Field,
)

from .dates import When
from .shape import (
    Also,
    CaseId,
    Checked,
    CountryId,
    Fact,
    Line,
    Named,
    OrganisationId,
    PersonId,
    PersonIn,
    Persons,
    Prose,
    Record,
    Sources,
    Subpage,
    Title,
    TreatyId,
    Words,
)

Theme = Literal["regime", "accountability", "memory", "r2p-norm", "asean", "regional-crisis", "treaty", "prevention"]

BY_YEAR = 2010
"""From this year on each year has a page of its own: a decade of which newspapers tell has too many events for one page."""


class Event(Fact, Named):
    """Something that happened, on a day or over a span. Shown on /timeline/."""

    collection = "events"
    home = "timeline/#{}"
    name_field = "title"

    title: Title = Field(description="What happened, short and neutral, in sentence case.")
    date: When = Field(description="When, as precise as it is known; a span as first/last.")
    theme: Theme = Field(
        description="regime, accountability, memory, r2p-norm, asean, regional-crisis, treaty or prevention."
    )
    summary: Prose = Field(description="What happened, in one to three plain sentences, with figures as ranges.")
    place: Line | None = Field(default=None, description="Where, as a place name.")
    countries: list[CountryId] = Field(default=[], description="Ids of the ASEAN states concerned.")
    people: list[PersonId] = Field(default=[], description="Ids of people concerned who have a record.")
    organisations: list[OrganisationId] = Field(default=[], description="Ids of bodies concerned that have a record.")
    treaties: list[TreatyId] = Field(default=[], description="Ids of treaties that this is about.")
    cases: list[CaseId] = Field(default=[], description="Ids of the tribunal's cases that this belongs to.")
    also_named: list[Words] = Field(default=[], description="Other bodies named by the sources, as text; no persons.")
    persons: Persons = Field(default=[])

    @property
    def decade(self) -> Subpage:
        """The events that began in the same decade."""
        decade = f"{self.date.lower.year // 10}0"  # a rule sees to it that the beginning is known
        return Subpage(f"timeline/{decade}s/", "decade", decade)

    @property
    def shown_on(self) -> Subpage:
        """The events that began in the same decade or, of late, in the same year."""
        year = self.date.lower.year
        return Subpage(f"timeline/{year}/", "year", str(year)) if year >= BY_YEAR else self.decade

    @property
    def listed_on(self) -> Subpage | None:
        """The decade whose years have pages of their own."""
        return self.decade if self.shown_on != self.decade else None

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def gists(self) -> list[str]:
        return [self.summary]

    @property
    def when(self) -> When | None:
        return self.date


class Case(Named, Checked):
    """A case before the tribunal. Shown on /accountability/."""

    collection = "cases"
    home = "accountability/#{}"
    name_field = "title"
    keyed = True

    title: Title = Field(description="Name of the case, as Case 002/02.")
    accused: Prose = Field(description="Who stood accused, each with the outcome in the same sentence.")
    charges: Prose = Field(description="What they were accused of, in short.")
    outcome: Prose = Field(description="How the case ended, with dates, groups of victims, and whether it is final.")
    final: Literal["final", "partly-final", "ended-without-trial"] = Field(description="How far the outcome is final.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")
    note: Prose | None = Field(default=None, description="What a reader should know.")
    persons: Persons = Field(default=[])
    also: Also = Field(default=[])

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def other_names(self) -> list[str]:
        return self.also

    @property
    def gists(self) -> list[str]:
        return [self.accused]

    @property
    def rests_on(self) -> list[str] | None:
        return self.sources


def persons_of(record: Record) -> list[PersonIn]:
    """The persons whose names in other languages a record gives."""
    return record.persons if isinstance(record, (Event, Case)) else []
