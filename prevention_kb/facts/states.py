"""The states of ASEAN, their focal points, and how they voted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import (
    Field,
    StringConstraints,
)

from .dates import When
from .shape import (
    Also,
    Checked,
    Confidence,
    Exact,
    Fact,
    Line,
    Model,
    Named,
    Prose,
    Record,
    Sources,
    Title,
    TreatyId,
    VoteId,
)


class Membership(Model):
    """Since when a state is a member of ASEAN."""

    since: When = Field(description="The day of membership.")
    sources: Sources = Field(description="Where this was read; [] where it is recalled.")


class Independence(Model):
    """When a state became independent, for reading treaty dates before it."""

    date: When = Field(description="The day of independence.")
    sources: Sources = Field(description="Where this was read; [] where it is recalled.")
    note: Prose | None = Field(default=None, description="What a reader should know, such as a rival date.")


class FocalPoint(Model):
    """Whether the state has named a national focal point for the Responsibility to Protect."""

    state: Literal["named", "claimed", "possible", "none-found", "not-checked"] = Field(
        description="named: a source confirms it; claimed: only an audited document or the state says so; possible: indirect signs; none-found: a list was read and the "
        "state is not in it; not-checked: no list could be read."
    )
    since: When | None = Field(default=None, description="Since when, as precise as it is known.")
    as_of: When | None = Field(default=None, description="The newest moment for which a source supports this.")
    finding: Prose = Field(description="What was found, in one or two sentences.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")


class Institution(Model):
    """The national human rights institution and how it was accredited under the Paris Principles."""

    state: Literal["a", "b", "removed", "none-found", "not-checked"] = Field(
        description="a (fully in line with the Paris Principles) or b (in part), as the world alliance of such institutions accredited it; removed: "
        "accreditation taken away; none-found: a list was read and the state is not in it; not-checked: no list could be read."
    )
    name: Line | None = Field(default=None, description="Name of the institution in English.")
    as_of: When | None = Field(default=None, description="The newest moment for which a source supports this.")
    finding: Prose = Field(description="What was found, in one or two sentences.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")


class Scrutiny(Model):
    """One review of a state by its peers or by the committee of a treaty."""

    round: int | None = Field(
        default=None, ge=1, le=9, description="Cycle of the Universal Periodic Review; leave out for a committee."
    )
    treaty: TreatyId | None = Field(
        default=None,
        description="Id of the treaty whose committee reviews; leave out for the Universal Periodic Review.",
    )
    state: Literal["held", "set", "report-due"] = Field(
        description="held; set (a source gives the time; that it was held was not read); report-due (by when the state is to report)."
    )
    time: When = Field(description="The day, or the session of which it was part, as precise as it was read.")
    note: Prose | None = Field(default=None, description="What came of it, or a doubt.")
    sources: Sources = Field(min_length=1, description="Where this was read.")


class Cast(Model):
    """How a state voted."""

    vote: VoteId = Field(description="Id of the vote in data/votes.yaml.")
    cast: Literal["yes", "no", "abstain", "absent", "not-a-member", "not-established"] = Field(
        description="yes, no, abstain, absent, not-a-member (of the United Nations, or of the council that voted, on that day), or not-established where a source narrows it down without giving it."
    )
    confidence: Confidence = Field(description="How sure this is.")
    sources: Sources = Field(description="Sources for this; [] where none gives it.")
    note: Prose | None = Field(default=None, description="What a reader should know.")


class Country(Fact, Named):
    """A member state of ASEAN. Shown on /countries/ and on a page of its own."""

    collection = "countries"
    home = "countries/{}/"
    name_field = "official_name"
    short_field = "name"
    stub = "country"

    name: Line = Field(description="Short name in English, as the United Nations uses it.")
    official_name: Line = Field(description="Full name in English.")
    iso2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = Field(
        description="ISO 3166-1 code of two capitals."
    )
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(
        description="ISO 3166-1 code of three capitals."
    )
    asean: Membership = Field(description="Membership of ASEAN.")
    independence: Independence | None = Field(default=None, description="Independence, where a date applies.")
    focal_point: FocalPoint = Field(description="National focal point for the Responsibility to Protect.")
    institution: Institution | None = Field(
        default=None, description="National human rights institution, by the Paris Principles."
    )
    reviews: list[Scrutiny] = Field(
        default=[], description="Reviews by the United Nations that a source tells, in order of time."
    )
    votes: list[Cast] = Field(
        description="How the state voted at the United Nations, where a source says anything of it."
    )

    @property
    def full_name(self) -> str:
        return self.name

    @property
    def other_names(self) -> list[str]:
        return [*self.also, self.official_name, self.iso2, self.iso3]

    @property
    def gists(self) -> list[str]:
        return [self.official_name]


class Tally(Model):
    """The count of a vote."""

    yes: int | None = Field(default=None, ge=0, le=200, description="Votes in favour.")
    no: int | None = Field(default=None, ge=0, le=200, description="Votes against.")
    abstain: int | None = Field(default=None, ge=0, le=200, description="Abstentions.")


class Vote(Record, Checked):
    """A decision of the United Nations that tells how states stand towards prevention. Shown on /countries/ with the votes of the states."""

    collection = "votes"
    home = "countries/#{}"
    keyed = True

    title: Title = Field(description="What was decided.")
    subject: Literal["r2p", "crises", "justice"] = Field(
        description="r2p (the Responsibility to Protect), crises (a crisis in one state) or justice (a court, or remembrance of its victims)."
    )
    symbol: Exact | None = Field(default=None, description="Document symbol, as A/RES/75/277.")
    date: When = Field(description="The day of the decision.")
    method: Literal["recorded", "without-vote"] = Field(
        description="recorded (a vote was counted) or without-vote (consensus)."
    )
    tally: Tally | None = Field(default=None, description="The count, where a source gives it.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")
    note: Prose | None = Field(default=None, description="What a reader should know.")
    also: Also = Field(default=[])

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def other_names(self) -> list[str]:
        return [*self.also, *filter(None, [self.symbol])]

    @property
    def when(self) -> When | None:
        return self.date

    @property
    def rests_on(self) -> list[str] | None:
        return self.sources
