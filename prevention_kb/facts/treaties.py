"""Treaties, and what each state did about them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .dates import When
from .shape import Confidence, CountryId, Exact, Fact, Flag, Line, Model, Named, Prose, Sources, Title, TreatyId, Url

ActKind = Literal[
    "signature",
    "ratification",
    "accession",
    "succession",
    "entry-into-force",
    "withdrawal-notified",
    "withdrawal-effective",
    "accession-withdrawn",
]
CONSENTS: tuple[ActKind, ...] = ("ratification", "accession", "succession")


class Act(Model):
    """One dated act of a state towards a treaty."""

    act: ActKind = Field(
        description="signature; ratification, accession or succession (day of deposit); entry-into-force (for this state, where "
        "a source gives it); withdrawal-notified; withdrawal-effective; accession-withdrawn (before it took effect)."
    )
    date: When = Field(description="The day of the act, as precise as it is known.")
    sources: Sources | None = Field(
        default=None,
        description="Sources for this day; leave out where the sources of the status give it, [] where the day is only recalled.",
    )
    note: Prose | None = Field(default=None, description="What a reader must know to read this act rightly.")


class Status(Model):
    """What one state did about one treaty."""

    acts: list[Act] = Field(description="Dated acts in order of time; [] where none was found.")
    as_of: When | None = Field(
        default=None,
        description="The newest moment for which a source supports this status; leave out where no source was read.",
    )
    confidence: Confidence = Field(description="How sure the status is: high, medium or low.")
    sources: Sources = Field(description="Sources of the status; [] where none has been read.")
    reservations: Prose | None = Field(
        default=None, description="Reservations and declarations in short, with the date of the text seen."
    )
    note: Prose | None = Field(default=None, description="A doubt or limit that a reader should know.")


class Clause(Model):
    """How the treaty enters into force for a state that joins."""

    article: Exact = Field(description="The article that says it, as 49 (2).")
    months: int | None = Field(default=None, ge=0, le=24, description="Months between deposit and entry into force.")
    days: int | None = Field(default=None, ge=0, le=365, description="Days between deposit and entry into force.")
    first_of_month: Flag = Field(default=False, description="true where it is the first day of the month that follows.")
    sources: Sources = Field(description="Where the clause was read; [] where it is recalled.")
    note: Prose | None = Field(default=None, description="A gap in the clause, or a limit of the text read.")


class Treaty(Fact, Named):
    """An instrument and what the eleven ASEAN states did about it. Shown on /treaties/ and on a page of its own."""

    collection = "treaties"
    home = "treaties/{}/"
    name_field = "title"
    short_field = "short"
    stub = "treaty"

    title: Title = Field(description="Full official title.")
    short: Line = Field(description="Short name or abbreviation, as used in the matrix.")
    subject: Line | None = Field(
        default=None,
        description="What it is about in one to three words, for tables where an abbreviation tells a reader nothing.",
    )
    kind: Literal["core", "optional-protocol", "atrocity-crimes", "humanitarian", "refugee", "arms"] = Field(
        description="Group: core human rights treaty, optional protocol to one, atrocity crimes, humanitarian, refugee or arms law."
    )
    core_number: int | None = Field(
        default=None, ge=1, le=9, description="Place among the nine core human rights treaties."
    )
    parent: TreatyId | None = Field(default=None, description="Id of the treaty that this protocol belongs to.")
    adopted: When = Field(description="The day of adoption.")
    opened: When | None = Field(
        default=None, description="The day on which it was opened for signature, where it differs."
    )
    in_force: When = Field(description="The day on which the treaty itself entered into force.")
    clause: Clause = Field(description="How it enters into force for a state that joins later.")
    withdrawal: Prose | None = Field(
        default=None, description="What the treaty says of leaving it, in short, with the article."
    )
    depositary: Line = Field(description="Who keeps the treaty and receives the instruments of the states.")
    monitoring_body: Line = Field(description="The body that watches over it, or “None” with the reason.")
    un_treaty_collection: Exact | None = Field(
        default=None, description="Chapter and number in the UN Treaty Collection, as IV-4."
    )
    official_url: Url = Field(description="Address of the depositary's page.")
    summary: Prose = Field(description="What it does, in one or two plain sentences.")
    relevance: Prose = Field(description="Why it matters for preventing atrocities, in one or two plain sentences.")
    status: dict[CountryId, Status] = Field(description="One entry for each ASEAN state, keyed by its id.")

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        return self.short

    @property
    def short_names(self) -> list[str]:
        return [self.short]

    @property
    def other_names(self) -> list[str]:
        return [*self.also, *filter(None, [self.un_treaty_collection])]

    @property
    def gists(self) -> list[str]:
        return [self.summary]

    @property
    def when(self) -> When | None:
        return self.adopted
