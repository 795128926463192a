"""The shape of every fact: the only place where a field is declared.

A field's description is one sentence with five uses: hover in the editor, JSON Schema, the cure in an error message,
the code book, the comment in a new file. Class docstrings say where a kind of fact is shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from .dates import DAY, When, calendar_day
from .signs import INVISIBLE

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ANY_REF = r"^[a-z_]+/[A-Za-z0-9]+(-[a-z0-9]+)*$"
PARAGRAPH = r"^P([1-9]|1[0-9]|2[0-5])$"
URL = rf"^https?://[^\s<>\"{{}}|\\^`/@:?#\[\]{INVISIBLE}]+(:[0-9]{{1,5}})?([/?#][^\s<>\"{{}}|\\^`{INVISIBLE}]*)?$"
PLAIN_TEXT = rf"^ *[^\s<>{{}}\x00-\x1f{INVISIBLE}][^<>{{}}\x00-\x1f{INVISIBLE}]*$"
"""Something that can be read, and no markup, no template signs, no control or invisible characters."""
PROSE = rf"^ *[^\s<>{{}}\x00-\x1f{INVISIBLE}][^<>{{}}\x00-\x09\x0b-\x1f{INVISIBLE}]*$"
QUOTE_WORDS = 25


@dataclass(frozen=True)
class RefTo:
    """Marks a text field as the id of a record of `collection`."""

    collection: str


def _at_most_25_words(text: str) -> str:
    count = len(text.split())
    if count > QUOTE_WORDS:
        raise PydanticCustomError(
            "quote",
            "a quotation of {count} words",
            {"count": count, "allowed": f"{QUOTE_WORDS} words at most"},
        )
    return text


def _real_day(text: str) -> str:
    try:
        calendar_day(text)
    except ValueError:
        raise PydanticCustomError(
            "day", "names a day that does not exist", {"allowed": "a day of the calendar: 2026-11-22"}
        ) from None
    return text


Id = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
Line = Annotated[str, StringConstraints(pattern=PLAIN_TEXT, max_length=300)]
Title = Annotated[str, StringConstraints(pattern=PLAIN_TEXT, min_length=3, max_length=200)]
Prose = Annotated[str, StringConstraints(pattern=PROSE, min_length=3, max_length=4000)]
Quote = Annotated[
    str,
    StringConstraints(pattern=PLAIN_TEXT, min_length=2, max_length=300),
    AfterValidator(_at_most_25_words),
]
Url = Annotated[str, StringConstraints(pattern=URL, max_length=600)]
Day = Annotated[
    str,
    StringConstraints(pattern=DAY),
    AfterValidator(_real_day),
    WithJsonSchema({"type": "string", "pattern": DAY}),
]
ParagraphId = Annotated[str, StringConstraints(pattern=PARAGRAPH)]
Confidence = Literal["high", "medium", "low"]


TreatyId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("treaties")]
CountryId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("countries")]
RiskFactorId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("risk_factors")]
MeasureId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("measures")]
ClaimId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("claims")]
OrganisationId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("organisations")]
PersonId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("people")]
SourceId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("sources")]
VoteId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("votes")]
CaseId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("cases")]
AnyId = Annotated[str, StringConstraints(pattern=ANY_REF, max_length=120), RefTo("*")]
"""A record of any kind, as collection/id."""

Sources = list[SourceId]


class Model(BaseModel):
    """A part of a record: unknown keys are mistakes, values do not change."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, validate_default=False, allow_inf_nan=False
    )


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind of fact is called, and what is said of it."""

    one: str
    """One record."""
    many: str
    """Several records."""
    holds: str
    """What the table of the open data holds, in a line."""
    unread: str
    """Heading over its facts in the list of what we do not know; empty where they always rest on the op-ed."""
    settles: str
    """What evidence would settle them."""


class Part(NamedTuple):
    """A page with some records of a large collection, each whole and with its evidence; the collection's own page only lists them."""

    address: str
    """From the top of the site."""
    label: str

    @property
    def name(self) -> str:
        """What the page is called in its address, as 1970s."""
        return self.address.rstrip("/").rpartition("/")[2]


class Record(Model):
    """One fact with an address for ever. `id` is the file name, or the key in a file of several records."""

    collection: ClassVar[str]
    home: ClassVar[str]
    """Its address from the top of the site, with {} for the id."""
    words: ClassVar[Words]
    keyed: ClassVar[bool] = False
    """Whether the records of this kind share one file, keyed by id."""
    stub: ClassVar[bool] = False
    """Whether each record has a page of its own in docs/."""
    id_pattern: ClassVar[str] = SLUG

    id: str = Field(default="", exclude=False)
    _path: str = PrivateAttr(default="")
    _lines: dict[tuple[str | int, ...], int] = PrivateAttr(default_factory=dict)

    @property
    def label(self) -> str:
        """What the record is called where it is only mentioned."""
        own = vars(self)
        for name in ("short", "name", "title", "term", "restated"):
            if value := own.get(name):
                return str(value)
        return self.id

    @property
    def part(self) -> Part | None:
        """The page that shows it whole, where its home is a list that does not."""
        return None

    @property
    def listed(self) -> Part | None:
        """The page that lists it under its title, where the list at its home is of another order."""
        return None

    @property
    def path(self) -> str:
        """The file that holds this record, from the top of the project."""
        return self._path

    def line(self, *keys: str) -> int:
        """The line of the record, or of one of its fields, in its file."""
        return self._lines.get(keys, self._lines.get((), 1))


class Checked(Model):
    """What stands on every fact: when it was checked and when it should be checked again."""

    checked: Day = Field(description="The day on which somebody last compared this with its sources, as 2026-11-22.")
    review_by: Day = Field(description="The day by which it should be checked again, later than `checked`.")


class Fact(Record, Checked):
    """A record that states something about the world and rests on sources."""

    sources: Sources = Field(
        description="Ids of records in data/sources.yaml that support this; [] where no source has been read yet."
    )
    paragraphs: list[ParagraphId] = Field(
        default=[], description="Paragraphs of the op-ed that speak of this, P1 to P25, the quoted one first."
    )
    quote: Quote | None = Field(
        default=None,
        description="The op-ed's own words, exact, 25 words at most; only where the wording matters.",
    )
    note: Prose | None = Field(
        default=None, description="A doubt or limit that a reader should know, in one or two sentences."
    )


# Sources ---------------------------------------------------------------------------------------------------------


class Name(Model):
    """A name in CSL form."""

    family: Line | None = Field(default=None, description="Family name of a person.")
    given: Line | None = Field(default=None, description="Given names of a person.")
    literal: Line | None = Field(default=None, description="Name of a body, or of a person whose name is not split.")


class Source(Record):
    """Something that was read, or should be, in the field names of the Citation Style Language. Shown on /sources/."""

    collection = "sources"
    home = "sources/#{}"
    words = Words(
        one="Source",
        many="Sources",
        holds="Everything that was read, or should be: publisher, date, address, how far it was read",
        unread="Sources of which no copy was read",
        settles="A copy of the source.",
    )
    keyed = True

    type: Literal[
        "article", "article-journal", "article-magazine", "article-newspaper", "book", "broadcast", "chapter", "dataset",
        "document", "hearing", "legal_case", "legislation", "post-weblog", "regulation", "report", "speech", "thesis",
        "treaty", "webpage", "entry-encyclopedia", "motion_picture", "post", "paper-conference",
    ] = Field(description="What it is, as the Citation Style Language names it.")  # fmt: skip
    title: Annotated[str, StringConstraints(pattern=PLAIN_TEXT, max_length=600)] = Field(
        description="Title as printed, however short or long; a title of our own stands in [square brackets]."
    )
    publisher: Line = Field(description="Who published it; for a copy, the original publisher and where the copy lies.")
    author: list[Name] = Field(default=[], description="Authors, where the source names them.")
    issued: When | None = Field(
        default=None, description="When it was published, as precise as it is known; leave out if undated."
    )
    URL: Url | None = Field(
        default=None, description="Address of the publisher's page, beginning with http:// or https://."
    )
    archive: Url | None = Field(default=None, description="Address of an archived copy.")
    accessed: Day | None = Field(default=None, description="The day on which it was read.")
    read: Literal["opening", "whole", "excerpt", "none"] = Field(
        description="How far it was read: opening (archived copy, usually its opening), whole (a whole copy), "
        "excerpt (a passage shown by a search index), none (no copy read yet)."
    )
    standing: Literal["primary", "authoritative", "press", "other"] = Field(
        default="other",
        description="primary: the body concerned; authoritative: UN reporting, archive, scholarship; press: news report; other.",
    )
    mirror: bool = Field(default=False, description="true where the address is a copy on somebody else's site.")
    note: Prose | None = Field(
        default=None, description="What a reader should know about this source, such as what part was read."
    )

    @property
    def part(self) -> Part:
        """The sources whose ids begin with the same letter."""
        return Part(f"sources/{self.id[0]}/", f"Sources: {self.id[0].upper()}")

    @property
    def listed(self) -> Part:
        """The sources whose titles begin with the same letter; digits stand together, and so does what is no Latin letter."""
        letters = unicodedata.normalize("NFKD", self.title.lstrip("[“”\"'‘’«(… "))[:1].lower()
        name = "0-9" if letters.isdigit() else letters if letters.isascii() and letters.isalpha() else "other"
        words = {"0-9": "0 to 9", "other": "other letters"}.get(name, name.upper())
        return Part(f"sources/titles/{name}/", f"Sources by title: {words}")


# Treaties --------------------------------------------------------------------------------------------------------

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
CONSENTS = ("ratification", "accession", "succession")


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

    article: Line = Field(description="The article that says it, as 49 (2).")
    months: int | None = Field(default=None, ge=0, le=24, description="Months between deposit and entry into force.")
    days: int | None = Field(default=None, ge=0, le=365, description="Days between deposit and entry into force.")
    first_of_month: bool = Field(default=False, description="true where it is the first day of the month that follows.")
    sources: Sources = Field(description="Where the clause was read; [] where it is recalled.")
    note: Prose | None = Field(default=None, description="A gap in the clause, or a limit of the text read.")

    @property
    def words(self) -> str:
        """The rule in words."""
        if self.months:
            span = "one month" if self.months == 1 else f"{self.months} months"
        elif self.days:
            span = f"{self.days} days"
        else:
            return "on the day of deposit"
        return (
            f"on the first day of the month after {span} from deposit"
            if self.first_of_month
            else f"{span} after deposit"
        )


class Treaty(Fact):
    """An instrument and what the eleven ASEAN states did about it. Shown on /treaties/ and on a page of its own."""

    collection = "treaties"
    home = "treaties/{}/"
    words = Words(
        one="Treaty",
        many="Treaties",
        holds="Instruments and how each enters into force; the acts of the states are in the two tables of treaty status",
        unread="Positions and days of treaty acts",
        settles="The depositary’s own page on the instrument.",
    )
    stub = True

    title: Title = Field(description="Full official title.")
    short: Line = Field(description="Short name or abbreviation, as used in the matrix.")
    also: list[Line] = Field(
        default=[], description="Other names and abbreviations under which a reader may look for it."
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
    un_treaty_collection: Line | None = Field(
        default=None, description="Chapter and number in the UN Treaty Collection, as IV-4."
    )
    official_url: Url = Field(description="Address of the depositary's page.")
    summary: Prose = Field(description="What it does, in one or two plain sentences.")
    relevance: Prose = Field(description="Why it matters for preventing atrocities, in one or two plain sentences.")
    status: dict[CountryId, Status] = Field(description="One entry for each ASEAN state, keyed by its id.")


# Countries -------------------------------------------------------------------------------------------------------


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

    state: Literal["named", "claimed", "possible", "none-found"] = Field(
        description="named: a source confirms it; claimed: only the op-ed or the state says so; possible: indirect signs; none-found."
    )
    since: When | None = Field(default=None, description="Since when, as precise as it is known.")
    as_of: When | None = Field(default=None, description="The newest moment for which a source supports this.")
    finding: Prose = Field(description="What was found, in one or two sentences.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")


class Cast(Model):
    """How a state voted."""

    vote: VoteId = Field(description="Id of the vote in data/votes.yaml.")
    cast: Literal["yes", "no", "abstain", "absent", "not-established"] = Field(
        description="yes, no, abstain, absent, or not-established where a source narrows it down without giving it."
    )
    confidence: Confidence = Field(description="How sure this is.")
    sources: Sources = Field(description="Sources for this; [] where none gives it.")
    note: Prose | None = Field(default=None, description="What a reader should know.")


class Country(Fact):
    """A member state of ASEAN. Shown on /countries/ and on a page of its own."""

    collection = "countries"
    home = "countries/{}/"
    words = Words(
        one="State",
        many="States",
        holds="The members of ASEAN: codes, membership, votes, focal point",
        unread="States: membership, focal points, votes",
        settles="The announcement of the body or government concerned; for votes, the verbatim record.",
    )
    stub = True

    name: Line = Field(description="Short name in English, as the United Nations uses it.")
    official_name: Line = Field(description="Full name in English.")
    iso2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = Field(
        description="ISO 3166-1 code of two capitals."
    )
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(
        description="ISO 3166-1 code of three capitals."
    )
    also: list[Line] = Field(
        default=[],
        description="Other ordinary English names, and what its people and things are called, as Burma and Burmese.",
    )
    asean: Membership = Field(description="Membership of ASEAN.")
    independence: Independence | None = Field(default=None, description="Independence, where a date applies.")
    focal_point: FocalPoint = Field(description="National focal point for the Responsibility to Protect.")
    votes: list[Cast] = Field(
        description="How the state voted at the United Nations, where a source says anything of it."
    )


class Tally(Model):
    """The count of a vote."""

    yes: int | None = Field(default=None, ge=0, le=200, description="Votes in favour.")
    no: int | None = Field(default=None, ge=0, le=200, description="Votes against.")
    abstain: int | None = Field(default=None, ge=0, le=200, description="Abstentions.")


class Vote(Record, Checked):
    """A decision of the United Nations that tells how states stand towards prevention. Shown on /countries/ with the votes of the states."""

    collection = "votes"
    home = "countries/#{}"
    words = Words(
        one="Vote",
        many="Votes",
        holds="Decisions of the United Nations on the Responsibility to Protect, on crises in the region, and on courts",
        unread="Votes",
        settles="The verbatim record of the meeting.",
    )
    keyed = True

    title: Title = Field(description="What was decided.")
    subject: Literal["r2p", "crises", "justice"] = Field(
        description="r2p (the Responsibility to Protect), crises (a crisis in one state) or justice (a court, or remembrance of its victims)."
    )
    symbol: Line | None = Field(default=None, description="Document symbol, as A/RES/75/277.")
    date: When = Field(description="The day of the decision.")
    method: Literal["recorded", "without-vote"] = Field(
        description="recorded (a vote was counted) or without-vote (consensus)."
    )
    tally: Tally | None = Field(default=None, description="The count, where a source gives it.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")
    note: Prose | None = Field(default=None, description="What a reader should know.")


# Events ----------------------------------------------------------------------------------------------------------

Theme = Literal["regime", "accountability", "memory", "r2p-norm", "asean", "regional-crisis", "treaty", "prevention"]


class Event(Fact):
    """Something that happened, on a day or over a span. Shown on /timeline/."""

    collection = "events"
    home = "timeline/#{}"
    words = Words(
        one="Event",
        many="Events",
        holds="What happened, 1953 to the present: date, theme, place, who and what it concerns",
        unread="Events",
        settles="An independent report or document of the day.",
    )

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
    also_named: list[Line] = Field(default=[], description="Other bodies named by the sources, as text; no persons.")

    @property
    def part(self) -> Part:
        """The events that began in the same decade."""
        decade = f"{self.date.lower.year // 10}0s"  # a rule sees to it that the beginning is known
        return Part(f"timeline/{decade}/", f"The {decade}")


class Case(Record, Checked):
    """A case before the tribunal. Shown on /accountability/."""

    collection = "cases"
    home = "accountability/#{}"
    words = Words(
        one="Case",
        many="Cases",
        holds="Cases before the tribunal",
        unread="Cases before the tribunal",
        settles="The decision of the court.",
    )
    keyed = True

    title: Title = Field(description="Name of the case, as Case 002/02.")
    accused: Prose = Field(description="Who stood accused, each with the outcome in the same sentence.")
    charges: Prose = Field(description="What they were accused of, in short.")
    outcome: Prose = Field(description="How the case ended, with dates, groups of victims, and whether it is final.")
    final: Literal["final", "partly-final", "ended-without-trial"] = Field(description="How far the outcome is final.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")
    note: Prose | None = Field(default=None, description="What a reader should know.")


# The framework and what answers it -------------------------------------------------------------------------------

Reading = Literal["read", "read-in-part", "recalled-high", "recalled-medium", "recalled-low", "recalled"]
"""How far the wording behind a paraphrase was read: read or read-in-part in a copy, or recalled with high, medium, low or unstated confidence."""


class Indicator(Model):
    """A sign that a risk factor is present, in our words."""

    number: Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}\.([0-9]{1,2}|[a-z])$")] = Field(
        description="Number of the factor and of the indicator in the Framework, in quotation marks: “7.3”; where its place there "
        "is not known, a letter of our own: “12.a”."
    )
    text: Prose = Field(description="The indicator in our own words.")
    read: Reading = Field(description="read, read-in-part, recalled-high, recalled-medium, recalled-low or recalled.")


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
    words = Words(
        one="Risk factor",
        many="Risk factors",
        holds="The 14 risk factors with indicators, questions, evidence, actions",
        unread="Risk factors and indicators written from memory",
        settles="The text of the Framework itself (A/70/741–S/2016/71).",
    )
    stub = True

    number: int = Field(ge=1, le=14, description="Number in the Framework, 1 to 14.")
    title: Title = Field(description="Official name.")
    group: Literal["common", "specific"] = Field(description="common to all atrocity crimes, or specific to one.")
    crime: Literal["all", "genocide", "crimes-against-humanity", "war-crimes"] = Field(
        description="The crime it points to."
    )
    definition: Prose = Field(description="What the factor is, in our own words.")
    definition_read: Reading = Field(description="How far the official definition was read.")
    indicators: list[Indicator] = Field(
        min_length=1, description="Indicators in our own words, each with how far it was read."
    )
    list_complete: bool = Field(description="true only where the whole list of the factor was read.")
    comments: Prose = Field(description="What the Framework says about the factor, in our own words.")
    comments_read: Reading = Field(description="How far the official comment was read.")
    tempo: Prose = Field(description="Our reading of what is structural (slow) and what is dynamic (fast) in it.")
    domains: list[Domain] = Field(description="Dimensions of society that it touches.")
    questions: list[Prose] = Field(description="Questions for an assessor, ours.")
    evidence: list[Prose] = Field(description="Where evidence can be found, ours.")
    actions: list[Action] = Field(description="What lowers the risk.")


class Guidance(Record, Checked):
    """A piece of advice on using the Framework. Shown on /risk-factors/."""

    collection = "guidance"
    home = "risk-factors/#{}"
    words = Words(
        one="Advice on the factors",
        many="Factors explained",
        holds="How the risk factors are to be used",
        unread="Advice on using the Framework, written from memory",
        settles="The text of the Framework itself (A/70/741–S/2016/71).",
    )
    keyed = True

    title: Title = Field(description="What it is about, in two or three words.")
    text: Prose = Field(description="The advice in our own words.")
    read: Reading = Field(description="How far the wording behind it was read.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")


class Measure(Fact):
    """A tool of early prevention or of response. Shown on /prevention/."""

    collection = "measures"
    home = "prevention/#{}"
    words = Words(
        one="Measure",
        many="Measures",
        holds="Tools of early prevention and response",
        unread="Measures",
        settles="A document of a body that uses the measure.",
    )

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
        description="What it serves in the op-ed's scheme: root causes, persuade perpetrators, limit ability to harm, protect civilians directly.",
    )
    basis: Prose = Field(
        description="Where the entry comes from: named in the op-ed, a list of the Holocaust Museum, or our own list from sources."
    )
    military_label: Literal["none", "among-others", "only"] | None = Field(
        default=None,
        description="For tools of the Museum's list, whether it labels them military: none, among-others or only; leave out for the rest.",
    )
    evidence_note: Prose | None = Field(
        default=None, description="What the Museum's data file says about studies of its effect; no ranking."
    )
    risk_factors: list[RiskFactorId] = Field(description="Ids of the risk factors that it answers.")


class Commitment(Record, Checked):
    """A pillar of the Responsibility to Protect, or a paragraph of the World Summit Outcome. Shown on /prevention/."""

    collection = "commitments"
    home = "prevention/#{}"
    words = Words(
        one="Commitment",
        many="Commitments",
        holds="Pillars of the Responsibility to Protect, paragraphs of the World Summit",
        unread="Pillars and paragraphs of the Responsibility to Protect",
        settles="The report or resolution itself.",
    )
    keyed = True

    title: Title = Field(description="Short name.")
    kind: Literal["pillar", "paragraph"] = Field(description="pillar, or paragraph of the 2005 World Summit Outcome.")
    text: Prose = Field(description="What it says, in our own words.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")
    note: Prose | None = Field(default=None, description="What was read of it and what is recalled.")


# Proposals -------------------------------------------------------------------------------------------------------


class Precedent(Model):
    """Something of the kind that exists elsewhere."""

    name: Title = Field(description="What it is.")
    text: Prose = Field(description="What it does, in one or two sentences.")
    sources: Sources = Field(description="Where it was read; [] where it is recalled.")


class Proposal(Fact):
    """What the op-ed proposes to Cambodia or ASEAN. Shown on /proposals/ and on a page of its own."""

    collection = "proposals"
    home = "proposals/{}/"
    words = Words(
        one="Proposal of the authors",
        many="Proposals",
        holds="What the authors propose, to whom, with precedents, steps, obstacles",
        unread="Precedents named with the proposals",
        settles="A page of the body that is named.",
    )
    stub = True

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


# The op-ed -------------------------------------------------------------------------------------------------------

Verdict = Literal["confirmed", "imprecise", "contradicted", "unverified", "not-checkable"]


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

    @property
    def words(self) -> str:
        """The figure in words, with its unit: “1.2 to 2.8 million deaths”; "" where only a date is given."""
        ends = [end for end in (self.low, self.high) if end is not None] or [
            end for end in (self.value,) if end is not None
        ]
        if not ends:
            return ""
        if all(abs(end) >= 1_000_000 and end % 100_000 == 0 for end in ends):
            number = " to ".join(f"{end / 1_000_000:g}" for end in ends) + " million"
        else:
            number = " to ".join(f"{end:,}" for end in ends)
        if len(ends) == 1 and self.value is None:
            number = f"{'at least' if self.low is not None else 'at most'} {number}"
        return f"{number} {self.unit}"


class Wording(Model):
    """How a quotation stands elsewhere."""

    text: Line = Field(description="The words, exact, as short as the comparison allows.")
    source: SourceId = Field(description="Id of the source that has them.")
    note: Prose | None = Field(default=None, description="What differs.")


class Claim(Fact):
    """Something that the op-ed says, and whether it holds. Shown on /claims/ and beside its paragraph on /article/."""

    collection = "claims"
    home = "claims/#{}"
    words = Words(
        one="Claim",
        many="Claims",
        holds="What the op-ed says, with verdict, finding, rival figures and wordings",
        unread="Claims of the op-ed that no source settles",
        settles="Said with each claim.",
    )

    restated: Prose = Field(description="The claim in our words.")
    kind: Literal["fact", "figure", "quotation", "opinion", "proposal"] = Field(
        description="fact, figure, quotation, opinion or proposal."
    )
    verdict: Verdict = Field(
        description="confirmed, imprecise or contradicted (by a source that was read), unverified (none settles it), not-checkable (opinion, hope, proposal)."
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
    def part(self) -> Part | None:
        """The claims that begin in the same paragraph."""
        first = self.paragraphs[0] if self.paragraphs else ""
        return Part(f"claims/{first.lower()}/", f"Claims of paragraph {first[1:]}") if first else None


class Paragraph(Record):
    """A paragraph of the op-ed in our summary. Shown on /article/."""

    collection = "paragraphs"
    home = "article/#{}"
    words = Words(
        one="Paragraph of the op-ed",
        many="Paragraphs of the op-ed",
        holds="The op-ed paragraph by paragraph, in our summary",
        unread="",
        settles="",
    )
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


# Actors and terms ------------------------------------------------------------------------------------------------


class Organisation(Fact):
    """A body that acts or is named. Shown on /actors/."""

    collection = "organisations"
    home = "actors/#{}"
    words = Words(
        one="Body",
        many="Bodies",
        holds="Bodies that act or are named",
        unread="Bodies",
        settles="The body’s own page, or a report on it.",
    )

    name: Title = Field(description="Official name in English.")
    abbreviation: Line | None = Field(default=None, description="Abbreviation in use.")
    khmer_name: Line | None = Field(default=None, description="Official name in Khmer, where a source gives it.")
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


class Person(Fact):
    """A person in a public role. Shown on /actors/. Whoever was not finally convicted gets no record."""

    collection = "people"
    home = "actors/#{}"
    words = Words(
        one="Person",
        many="People",
        holds="People in public roles",
        unread="People",
        settles="An official page or a report that names the office.",
    )

    name: Title = Field(description="Name as the person is publicly known.")
    khmer_name: Line | None = Field(default=None, description="Name in Khmer, where a source gives it.")
    role: Prose = Field(description="Public role, with dates.")
    relevance: Prose = Field(description="Why the person stands here.")
    organisations: list[OrganisationId] = Field(default=[], description="Ids of bodies that the person is known for.")


class Term(Record, Checked):
    """A term or abbreviation. Shown on /glossary/ and where it is first used on a page."""

    collection = "terms"
    home = "glossary/#{}"
    words = Words(
        one="Term",
        many="Terms",
        holds="Terms and abbreviations, some in Khmer",
        unread="Terms",
        settles="The treaty, resolution or handbook that defines the term.",
    )
    keyed = True

    term: Title = Field(description="The term, in sentence case.")
    abbreviation: Line | None = Field(default=None, description="Its abbreviation.")
    also: list[Line] = Field(default=[], description="Other forms and synonyms under which a reader may look for it.")
    khmer: Line | None = Field(default=None, description="The term in Khmer, where an official source gives it.")
    definition: Prose = Field(description="What it means, in one or two plain sentences.")
    sources: Sources = Field(description="Sources for the definition; [] where none was read.")
    see: list[AnyId] = Field(default=[], description="Records that say more, as collection/id.")


# All of them -----------------------------------------------------------------------------------------------------

COLLECTIONS: dict[str, type[Record]] = {
    model.collection: model
    for model in (
        Event, Treaty, Country, RiskFactor, Measure, Proposal, Claim, Paragraph, Organisation, Person, Term, Source,
        Vote, Case, Guidance, Commitment,
    )
}  # fmt: skip
"""Every kind of record by the name of its folder or file in data/."""

INTERNAL = {"votes", "cases", "guidance", "commitments"}
"""Kinds that stand beside the twelve collections: others refer to them, or a page shows them; their tables support the rest."""


@cache
def field_of(model: type[BaseModel], name: str) -> FieldInfo | None:
    """The declaration of a field, by its name or alias."""
    for key, info in model.model_fields.items():
        if name in (key, info.alias):
            return info
    return None


def _unwrap(annotation: Any) -> Iterator[tuple[str, Any]]:
    """The types inside Optional, list and dict: ("one" | "list" | "dict" | "keys", type)."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from _unwrap(args[0])
    elif origin is list:
        yield "list", args[0]
    elif origin is dict:
        yield "keys", args[0]
        yield "dict", args[1]
    elif origin is not None and type(None) in args:
        for arg in args:
            if arg is not type(None):
                yield from _unwrap(arg)
    else:
        yield "one", annotation


def _ref_in(annotation: Any, metadata: tuple[Any, ...] = ()) -> RefTo | None:
    """The reference mark of a text type, also inside Optional."""
    if get_origin(annotation) is Annotated:
        metadata = (*metadata, *annotation.__metadata__)
    for arg in (*metadata, *(a for a in get_args(annotation) if get_origin(a) is Annotated)):
        if isinstance(arg, RefTo):
            return arg
        if get_origin(arg) is Annotated and (found := _ref_in(arg)):
            return found
    return None


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, str, RefTo | None, type[BaseModel] | None], ...]:
    """For each field that holds references or parts: its name, shape, reference mark, and model of the parts."""
    steps: list[tuple[str, str, RefTo | None, type[BaseModel] | None]] = []
    for name, info in model.model_fields.items():
        if (
            found := _ref_in(info.annotation, tuple(info.metadata))
            if get_origin(info.annotation) not in (list, dict)
            else None
        ):
            steps.append((name, "one", found, None))
            continue
        for shape, inner in _unwrap(info.annotation):
            part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
            mark = _ref_in(inner)
            if part or mark:
                steps.append((name, shape, mark, part))
    return tuple(steps)


def references(
    part: BaseModel | dict[str, Any], at: tuple[str | int, ...] = (), model: type[BaseModel] | None = None
) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every reference in a record: where it stands, the collection, and the id.

    `part` may also be what a file says, not yet validated; then `model` tells what it should be, and whatever has the
    wrong shape is passed over.
    """
    for name, shape, mark, inner in _plan(model or type(part)):
        value = part.get(name) if isinstance(part, dict) else getattr(part, name)
        if not value:
            continue
        here = (*at, name)
        values: list[tuple[tuple[str | int, ...], Any]] = []
        if shape == "one":
            values = [(here, value)]
        elif shape == "list" and isinstance(value, list):
            values = [((*here, index), item) for index, item in enumerate(value)]
        elif isinstance(value, dict):
            values = [((*here, key), key if shape == "keys" else item) for key, item in value.items()]
        for place, item in values:
            if mark and isinstance(item, str):
                yield place, *_target(mark, item)
            elif inner and isinstance(item, (dict, BaseModel)):
                yield from references(item, place, inner)


def _target(mark: RefTo, value: str) -> tuple[str, str]:
    """Collection and id that a reference names."""
    if mark.collection != "*":
        return mark.collection, value
    collection, _, record_id = value.partition("/")
    return collection, record_id


LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
"""A Markdown link in prose: to https://… or to a record as collection/id."""
