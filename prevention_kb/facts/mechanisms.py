"""Bodies that states or regions set up to prevent atrocities: on what basis, with what mandate, what they did, what became of them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .dates import When
from .shape import (
    Also,
    Checked,
    CountryId,
    Exact,
    Line,
    MeasureId,
    Model,
    Named,
    OrganisationId,
    ProposalId,
    Prose,
    Sources,
    Title,
    Words,
)

Subject = Literal[
    "coordination", "early-warning", "advice", "reporting", "training", "mediation", "response", "investigation", "law",
    "cooperation", "local",
]  # fmt: skip
"""What a clause of a mandate is about."""

UNTOLD = "Not established."
"""What a statement says that no source tells."""


class Statement(Model):
    """What a source says of one side of the body."""

    text: Prose = Field(
        description=f"What the sources say, in our own words; “{UNTOLD}” where none that was read does."
    )
    sources: Sources = Field(description="Where it was read; [] only where it is not established.")


class Basis(Statement):
    """The act that set it up."""

    instrument: Line = Field(
        description="Name and number of the act, as Act 818; else what kind of act the sources tell."
    )
    date: When | None = Field(default=None, description="Day of the act, where a source gives it.")


class Clause(Statement):
    """One clause of the mandate."""

    subject: Subject = Field(
        description="coordination, early-warning, advice, reporting, training, mediation, response, investigation, law, cooperation or local."
    )
    at: Words | None = Field(
        default=None, description="Article or section, as “section 3 (a)”; left out where a report tells the clause."
    )


class Deed(Statement):
    """Something that it did."""

    date: When = Field(description="When it did so.")


class Standing(Statement):
    """What became of it."""

    state: Literal["works", "dormant", "ended", "not-established"] = Field(
        description="works, dormant, ended, or not-established where no source tells."
    )
    as_of: When | None = Field(
        default=None, description="Up to when the sources say so; left out only where it is not established."
    )


class Mechanism(Named, Checked):
    """A body for the prevention of atrocities, or close to it, with its mandate clause by clause. Shown on /prevention/mechanisms/."""

    collection = "mechanisms"
    home = "prevention/mechanisms/#{}"

    name: Title = Field(description="Name in English.")
    own_name: Exact | None = Field(
        default=None, description="Name in a language of the state, only as a source gives it."
    )
    where: Line = Field(description="The state or region that set it up.")
    countries: list[CountryId] = Field(default=[], description="Ids of the ASEAN states that take part.")
    organisations: list[OrganisationId] = Field(
        default=[], description="Ids of bodies on this site that it is, or belongs to."
    )
    measures: list[MeasureId] = Field(min_length=1, description="Ids of the measures that it is an example of.")
    proposals: list[ProposalId] = Field(default=[], description="Ids of the proposals that need such a body.")
    basis: Basis = Field(description="On what act it rests, and what that act says of setting it up.")
    clauses: list[Clause] = Field(min_length=1, description="The clauses of its mandate, in the order of the act.")
    members: Statement = Field(description="Who sits on it, who appoints and dismisses them, for how long.")
    money: Statement = Field(description="What it costs and who pays, each figure with its year.")
    deeds: list[Deed] = Field(default=[], description="What it did, in order of time.")
    standing: Standing = Field(description="Whether it still works, and how that is known.")
    note: Prose | None = Field(default=None, description="A doubt or limit that a reader should know.")
    also: Also = Field(default=[])

    @property
    def statements(self) -> list[tuple[tuple[str | int, ...], Statement]]:
        """Everything that it states, each with its place in the record."""
        return [
            (("basis",), self.basis),
            *((("clauses", number), clause) for number, clause in enumerate(self.clauses)),
            (("members",), self.members),
            (("money",), self.money),
            *((("deeds", number), deed) for number, deed in enumerate(self.deeds)),
            (("standing",), self.standing),
        ]

    @property
    def sources_named(self) -> list[str]:
        """Every source of it once, in the order of the record."""
        return list(dict.fromkeys(source for _, part in self.statements for source in part.sources))

    @property
    def full_name(self) -> str:
        return self.name

    @property
    def other_names(self) -> list[str]:
        return [*self.also, *filter(None, [self.own_name])]

    @property
    def gists(self) -> list[str]:
        return [self.where]
