"""The UN Framework of Analysis, the measures that answer its risk factors, and what states committed themselves to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    Field,
    StringConstraints,
)

from .shape import Also, Checked, Fact, Flag, Model, Prose, Record, RiskFactorId, Sources, Title

Reading = Literal["read", "read-in-part", "recalled-high", "recalled-medium", "recalled"]
"""How far the wording behind a paraphrase was read: read or read-in-part in a copy, or recalled with high, medium or unstated confidence."""

SignNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}\.([0-9]{1,2}|[a-z])$")]


class Indicator(Model):
    """A sign that the Framework names for a risk factor, in our words."""

    number: SignNumber = Field(
        description="Number of the factor and of the indicator in the Framework, in quotation marks: “7.3”; where its place there "
        "is not known, a letter of our own: “12.a”."
    )
    text: Prose = Field(description="The indicator in our own words.")
    read: Reading = Field(description="read, read-in-part, recalled-high, recalled-medium or recalled.")


class OwnSign(Model):
    """A sign to ask about that is not known to be an indicator of the United Nations."""

    number: SignNumber = Field(
        description="Number of the factor and a letter, in quotation marks: “14.a”. It is its address, and its place in worksheets."
    )
    text: Prose = Field(description="The sign in our own words.")


class Domain(Model):
    """A dimension of society that the factor touches."""

    domain: Literal["politics", "economy", "social cohesion", "social justice", "security sector"] = Field(
        description="One of the five dimensions that the op-ed names."
    )
    why: Prose = Field(description="Why the factor touches it, in one sentence.")


class Action(Model):
    """Something that lowers the risk."""

    text: Prose = Field(description="What can be done, in one sentence.")
    sources: Sources = Field(description="Where it was read; [] where it is our own suggestion.")


class RiskFactor(Fact):
    """A risk factor of the 2014 UN Framework of Analysis. Shown on /risk-factors/ and on a page of its own."""

    collection = "risk_factors"
    home = "risk-factors/{}/"
    stub = "risk_factor"

    number: int = Field(ge=1, le=14, description="Number in the Framework, 1 to 14.")
    title: Title = Field(description="Official name.")
    group: Literal["common", "specific"] = Field(description="common to all atrocity crimes, or specific to one.")
    crime: Literal["all", "genocide", "crimes-against-humanity", "war-crimes"] = Field(
        description="The crime it points to."
    )
    definition: Prose = Field(description="What the factor is, in our own words.")
    definition_read: Reading = Field(description="How far the official definition was read.")
    indicators: list[Indicator] = Field(description="Indicators in our own words, each with how far it was read.")
    own_signs: list[OwnSign] = Field(
        default=[],
        description="Signs of our own, listed among our questions and never among the indicators of the United Nations.",
    )
    list_complete: Flag = Field(description="true only where the whole list of the factor was read.")
    comments: Prose = Field(description="What the Framework says about the factor, in our own words.")
    comments_read: Reading = Field(description="How far the official comment was read.")
    tempo: Prose = Field(description="Our reading of what is structural (slow) and what is dynamic (fast) in it.")
    domains: list[Domain] = Field(description="Dimensions of society that it touches.")
    questions: list[Prose] = Field(description="Questions for an assessor, ours.")
    evidence: list[Prose] = Field(description="Where evidence can be found, ours.")
    actions: list[Action] = Field(description="What lowers the risk.")

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def gists(self) -> list[str]:
        return [self.definition]


class Guidance(Record, Checked):
    """A piece of advice on using the Framework. Shown on /risk-factors/."""

    collection = "guidance"
    home = "risk-factors/#{}"
    keyed = True

    title: Title = Field(description="What it is about, in two or three words.")
    text: Prose = Field(description="The advice in our own words.")
    read: Reading = Field(description="How far the wording behind it was read.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")
    also: Also = Field(default=[])

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def other_names(self) -> list[str]:
        return self.also

    @property
    def gists(self) -> list[str]:
        return [self.text]

    @property
    def rests_on(self) -> list[str] | None:
        return self.sources


class Measure(Fact):
    """A tool of early prevention or of response. Shown on /prevention/."""

    collection = "measures"
    home = "prevention/#{}"

    title: Title = Field(description="Name of the measure.")
    category: Literal["early-prevention", "response"] = Field(
        description="early-prevention or response, as the op-ed divides them."
    )
    coercion: Literal["non-coercive", "coercive", "military"] = Field(
        description="non-coercive, coercive, or military."
    )
    level: list[Literal["local", "national", "bilateral", "regional", "international"]] = Field(
        min_length=1, description="At which levels it is used."
    )
    what: Prose = Field(description="What it is, in one sentence.")
    when_to_use: Prose = Field(description="When it is used.")
    example: Prose | None = Field(default=None, description="A real example, with its date.")
    illustration: Prose | None = Field(
        default=None, description="What it can look like, in our words, where no real example stands here."
    )
    routes: list[
        Literal["root causes", "persuade perpetrators", "limit ability to harm", "protect civilians directly"]
    ] = Field(
        default=[],
        description="What it serves, in our view: root causes, persuade perpetrators, protect civilians directly (the op-ed's ways), limit ability to harm (a strategy of the Museum).",
    )
    basis: Prose = Field(
        description="Where the entry comes from: named in the op-ed, a list of the Holocaust Museum, or our own list from sources."
    )
    military_label: Literal["none", "among-others", "only"] | None = Field(
        default=None,
        description="For tools of the Museum's list, whether it labels them military: none, among-others or only; leave out for the rest.",
    )
    evidence_note: Prose | None = Field(
        default=None,
        description="What the Museum's data file says about studies of its effect, as a count of reports; no ranking.",
    )
    risk_factors: list[RiskFactorId] = Field(description="Ids of the risk factors that it answers.")

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def gists(self) -> list[str]:
        return [self.what]


class Commitment(Record, Checked):
    """A pillar of the Responsibility to Protect, or a paragraph of the World Summit Outcome. Shown on /prevention/."""

    collection = "commitments"
    home = "prevention/#{}"
    keyed = True

    title: Title = Field(description="Short name.")
    kind: Literal["pillar", "paragraph"] = Field(description="pillar, or paragraph of the 2005 World Summit Outcome.")
    text: Prose = Field(description="What it says, in our own words.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")
    note: Prose | None = Field(default=None, description="What was read of it and what is recalled.")
    also: Also = Field(default=[])

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def other_names(self) -> list[str]:
        return self.also

    @property
    def gists(self) -> list[str]:
        return [self.text]

    @property
    def rests_on(self) -> list[str] | None:
        return self.sources
