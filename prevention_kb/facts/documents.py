"""The op-ed: its paragraphs, what it claims and whether that holds, what it proposes."""

from __future__ import annotations

from typing import Literal

from pydantic import (
    Field,
)

from .dates import When
from .shape import (
    PARAGRAPH,
    AnyId,
    ClaimId,
    CountryId,
    Fact,
    Line,
    MeasureId,
    Model,
    OrganisationId,
    Part,
    Prose,
    Record,
    RiskFactorId,
    SourceId,
    Sources,
    Title,
    TreatyId,
)


class Precedent(Model):
    """Something of the kind that exists elsewhere."""

    name: Title = Field(description="What it is.")
    text: Prose = Field(description="What it does, in one or two sentences.")
    sources: Sources = Field(description="Where it was read; [] where it is recalled.")


class Proposal(Fact):
    """What the op-ed proposes to Cambodia or ASEAN. Shown on /proposals/ and on a page of its own."""

    collection = "proposals"
    home = "proposals/{}/"
    stub = "proposal"

    title: Title = Field(description="The proposal in a few words, as an action.")
    restated: Prose = Field(description="What is proposed, in our words, attributed to the authors where it is shown.")
    kind: Literal["explicit", "implied"] = Field(
        description="explicit (the op-ed recommends it) or implied (follows from its argument)."
    )
    level: list[Literal["national", "bilateral", "regional", "international"]] = Field(
        min_length=1, description="At which levels it would work."
    )
    addressees: list[Line] = Field(min_length=1, description="Whom it addresses, in words.")
    countries: list[CountryId] = Field(default=[], description="Ids of the states that it addresses or concerns.")
    organisations: list[OrganisationId] = Field(
        default=[], description="Ids of the bodies that it addresses or would use."
    )
    treaties: list[TreatyId] = Field(default=[], description="Ids of the treaties that it is about.")
    risk_factors: list[RiskFactorId] = Field(default=[], description="Ids of the risk factors that it addresses.")
    measures: list[MeasureId] = Field(default=[], description="Ids of the measures that it consists of.")
    instruments: list[Line] = Field(default=[], description="Means that it would use.")
    precedents: list[Precedent] = Field(default=[], description="What exists of the kind elsewhere.")
    steps: list[Prose] = Field(min_length=1, description="Steps towards it, ours.")
    status: Prose = Field(description="How things stand, limited to what sources show.")
    status_as_of: When = Field(description="The time for which the status was established.")
    obstacles: list[Prose] = Field(default=[], description="What stands in the way.")

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def other_names(self) -> list[str]:
        return self.also

    @property
    def lines(self) -> list[str]:
        return [self.restated]


Verdict = Literal["confirmed", "imprecise", "contradicted", "unverified", "not-checkable"]
Weight = Literal["wording", "substance"]


class Figure(Model):
    """One of several rival figures, or one of a series."""

    what: Line = Field(description="What is counted, and over which time.")
    value: int | float | None = Field(default=None, description="The figure, where the source gives one.")
    low: int | float | None = Field(default=None, description="The lower end, where the source gives a range.")
    high: int | float | None = Field(default=None, description="The upper end.")
    unit: Line = Field(description="What the number counts: deaths, people, states, US dollars, years.")
    date: When | None = Field(default=None, description="When the figure was given or for which time it holds.")
    method: Line | None = Field(default=None, description="How it was reached, where the source says.")
    source: SourceId = Field(description="Id of the source in data/sources.yaml.")
    note: Prose | None = Field(default=None, description="What a reader should know.")


class Wording(Model):
    """How a quotation stands elsewhere."""

    text: Line = Field(description="The words, exact, as short as the comparison allows.")
    source: SourceId = Field(description="Id of the source that has them.")
    note: Prose | None = Field(default=None, description="What differs.")


class Claim(Fact):
    """Something that the op-ed says, and whether it holds. Shown on /claims/ and beside its paragraph on /article/."""

    collection = "claims"
    home = "claims/#{}"

    restated: Prose = Field(description="The claim in our words.")
    kind: Literal["fact", "figure", "quotation", "opinion", "proposal"] = Field(
        description="fact, figure, quotation, opinion or proposal."
    )
    verdict: Verdict = Field(
        description="confirmed, imprecise or contradicted (by a source that was read), unverified (none settles it), not-checkable (opinion, hope, proposal)."
    )
    weight: Weight | None = Field(
        default=None,
        description="For imprecise claims: wording (a word, name or form is off, the sense stays) or substance (what is said is off).",
    )
    finding: Prose = Field(description="What independent sources say, attributed.")
    held: When | None = Field(default=None, description="The time for which it held, where it is true only at a time.")
    figures: list[Figure] = Field(
        default=[], description="Rival figures, where experts differ or the figure changes over time."
    )
    wordings: list[Wording] = Field(default=[], description="For quotations: the wording found elsewhere.")
    about: list[AnyId] = Field(default=[], description="Records that it speaks of, as collection/id.")
    would_settle: Prose | None = Field(
        default=None, description="For unverified claims: what evidence would settle it."
    )

    @property
    def label(self) -> str:
        """The claim itself: it has no title."""
        return self.restated

    @property
    def mark(self) -> str:
        """The verdict by which the claim is shown and counted: imprecise ones by what their difference is one of."""
        return f"{self.verdict}-{self.weight}" if self.weight else self.verdict

    @property
    def part(self) -> Part | None:
        """The claims that begin in the same paragraph."""
        first = self.paragraphs[0] if self.paragraphs else ""
        return Part(f"claims/{first.lower()}/", "claims", first[1:]) if first else None

    @property
    def full_name(self) -> str:
        return self.restated

    @property
    def other_names(self) -> list[str]:
        return self.also

    @property
    def lines(self) -> list[str]:
        return [self.finding]

    @property
    def when(self) -> When | None:
        return self.held


class Paragraph(Record):
    """A paragraph of the op-ed in our summary. Shown on /article/."""

    collection = "paragraphs"
    home = "article/#{}"
    id_pattern = PARAGRAPH

    section: Literal["Opening", "Responsibility to Protect (R2P)", "At the forefront in ASEAN", "The authors"] = Field(
        description="The section of the op-ed."
    )
    summary: Prose = Field(
        description="What the paragraph says, in one or two sentences of our own, attributed to the authors."
    )
    claims: list[ClaimId] = Field(
        default=[], description="Ids of the claims that begin here, in the order of the text; others follow by id."
    )
    about: list[AnyId] = Field(default=[], description="Records that it speaks of, as collection/id.")
    note: Prose | None = Field(default=None, description="A defect of the copy, where there is one.")

    @property
    def lines(self) -> list[str]:
        return [self.summary]
