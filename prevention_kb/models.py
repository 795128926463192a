"""The shape of every fact: the only place where a field is declared.

A field's description is one sentence with five uses: hover in the editor, JSON Schema, the cure in an error message,
the code book, the comment in a new file. Class docstrings say where a kind of fact is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from .dates import When

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PARAGRAPH = r"^P([1-9]|1[0-9]|2[0-5])$"
URL = r"^https?://[^\s<>\"{}|\\^`/]+(/[^\s<>\"{}|\\^`]*)?$"
PLAIN_TEXT = r"^[^<>{}\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]+$"
"""No markup, no template signs, no control characters, nothing that turns the direction of the text."""
PROSE = r"^[^<>{}\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]+$"
QUOTE_WORDS = 25


@dataclass(frozen=True)
class RefTo:
    """Marks a text field as the id of a record of `collection`."""

    collection: str


def _at_most_25_words(text: str) -> str:
    count = len(text.split())
    if count > QUOTE_WORDS:
        raise PydanticCustomError(
            "quote", "a quotation of {count} words", {"count": count, "allowed": f"{QUOTE_WORDS} words at most"}
        )
    return text


def _real_day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise PydanticCustomError("day", "names a day that does not exist", {"allowed": "a day of the calendar: 2026-11-22"}) from None
    return text


Id = Annotated[str, StringConstraints(pattern=SLUG, max_length=80)]
Line = Annotated[str, StringConstraints(pattern=PLAIN_TEXT, max_length=300)]
Title = Annotated[str, StringConstraints(pattern=PLAIN_TEXT, min_length=3, max_length=200)]
Prose = Annotated[str, StringConstraints(pattern=PROSE, min_length=3, max_length=4000)]
Quote = Annotated[str, StringConstraints(pattern=PLAIN_TEXT, min_length=2, max_length=300), AfterValidator(_at_most_25_words)]
Url = Annotated[str, StringConstraints(pattern=URL, max_length=600)]
Day = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$"),
    AfterValidator(_real_day),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
ParagraphId = Annotated[str, StringConstraints(pattern=PARAGRAPH)]
Confidence = Literal["high", "medium", "low"]


def ref(collection: str) -> Any:
    """The type of a field that names a record of `collection` by its id."""
    return Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo(collection)]


Sources = list[ref("sources")]  # type: ignore[misc]


class Model(BaseModel):
    """A part of a record: unknown keys are mistakes, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, validate_default=False)


class Record(Model):
    """One fact with an address for ever. `id` is the file name, or the key in a file of several records."""

    collection: ClassVar[str]
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
        return next(str(value) for name in ("short", "name", "title", "id") if (value := getattr(self, name, None)))

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
        default=None, description="The op-ed's own words, exact, 25 words at most; only where the wording matters."
    )
    note: Prose | None = Field(default=None, description="A doubt or limit that a reader should know, in one or two sentences.")


# Sources ---------------------------------------------------------------------------------------------------------


class Name(Model):
    """A name in CSL form."""

    family: Line | None = Field(default=None, description="Family name of a person.")
    given: Line | None = Field(default=None, description="Given names of a person.")
    literal: Line | None = Field(default=None, description="Name of a body, or of a person whose name is not split.")


class Source(Record):
    """Something that was read, or should be, in the field names of the Citation Style Language. Shown on /sources/."""

    collection = "sources"
    keyed = True

    type: Literal[
        "article", "article-journal", "article-magazine", "article-newspaper", "book", "broadcast", "chapter", "dataset",
        "document", "hearing", "legal_case", "legislation", "post-weblog", "regulation", "report", "speech", "thesis",
        "treaty", "webpage", "entry-encyclopedia", "motion_picture", "post", "paper-conference",
    ] = Field(description="What it is, as the Citation Style Language names it.")  # fmt: skip
    title: Title = Field(description="Title as printed; a title of our own stands in [square brackets].")
    publisher: Line = Field(description="Who published it; for a copy, the original publisher and where the copy lies.")
    author: list[Name] = Field(default=[], description="Authors, where the source names them.")
    issued: When | None = Field(default=None, description="When it was published, as precise as it is known; leave out if undated.")
    URL: Url | None = Field(default=None, description="Address of the publisher's page, beginning with http:// or https://.")
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
    note: Prose | None = Field(default=None, description="What a reader should know about this source, such as what part was read.")


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
        default=None, description="The newest moment for which a source supports this status; leave out where no source was read."
    )
    confidence: Confidence = Field(description="How sure the status is: high, medium or low.")
    sources: Sources = Field(description="Sources of the status; [] where none has been read.")
    reservations: Prose | None = Field(default=None, description="Reservations and declarations in short, with the date of the text seen.")
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
        return f"on the first day of the month after {span} from deposit" if self.first_of_month else f"{span} after deposit"


class Treaty(Fact):
    """An instrument and what the eleven ASEAN states did about it. Shown on /treaties/ and on a page of its own."""

    collection = "treaties"
    stub = True

    title: Title = Field(description="Full official title.")
    short: Line = Field(description="Short name or abbreviation, as used in the matrix.")
    kind: Literal["core", "optional-protocol", "atrocity-crimes", "humanitarian", "refugee", "arms"] = Field(
        description="Group: core human rights treaty, optional protocol to one, atrocity crimes, humanitarian, refugee or arms law."
    )
    core_number: int | None = Field(default=None, ge=1, le=9, description="Place among the nine core human rights treaties.")
    parent: ref("treaties") | None = Field(default=None, description="Id of the treaty that this protocol belongs to.")  # type: ignore[valid-type]
    adopted: When = Field(description="The day of adoption.")
    opened: When | None = Field(default=None, description="The day on which it was opened for signature, where it differs.")
    in_force: When = Field(description="The day on which the treaty itself entered into force.")
    clause: Clause = Field(description="How it enters into force for a state that joins later.")
    withdrawal: Prose | None = Field(default=None, description="What the treaty says of leaving it, in short, with the article.")
    depositary: Line = Field(description="Who keeps the treaty and receives the instruments of the states.")
    monitoring_body: Line = Field(description="The body that watches over it, or “None” with the reason.")
    un_treaty_collection: Line | None = Field(default=None, description="Chapter and number in the UN Treaty Collection, as IV-4.")
    official_url: Url = Field(description="Address of the depositary's page.")
    summary: Prose = Field(description="What it does, in one or two plain sentences.")
    relevance: Prose = Field(description="Why it matters for preventing atrocities, in one or two plain sentences.")
    status: dict[ref("countries"), Status] = Field(description="One entry for each ASEAN state, keyed by its id.")  # type: ignore[valid-type]


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

    vote: ref("votes") = Field(description="Id of the vote in data/votes.yaml.")  # type: ignore[valid-type]
    cast: Literal["yes", "no", "abstain", "absent", "not-established"] = Field(
        description="yes, no, abstain, absent, or not-established where a source narrows it down without giving it."
    )
    confidence: Confidence = Field(description="How sure this is.")
    sources: Sources = Field(description="Sources for this; [] where none gives it.")
    note: Prose | None = Field(default=None, description="What a reader should know.")


class Country(Fact):
    """A member state of ASEAN. Shown on /countries/ and on a page of its own."""

    collection = "countries"
    stub = True

    name: Line = Field(description="Short name in English, as the United Nations uses it.")
    official_name: Line = Field(description="Full name in English.")
    iso2: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = Field(description="ISO 3166-1 code of two capitals.")
    iso3: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = Field(description="ISO 3166-1 code of three capitals.")
    asean: Membership = Field(description="Membership of ASEAN.")
    independence: Independence | None = Field(default=None, description="Independence, where a date applies.")
    focal_point: FocalPoint = Field(description="National focal point for the Responsibility to Protect.")
    votes: list[Cast] = Field(description="How the state voted on the Responsibility to Protect, where a source says anything of it.")


class Tally(Model):
    """The count of a vote."""

    yes: int | None = Field(default=None, ge=0, le=200, description="Votes in favour.")
    no: int | None = Field(default=None, ge=0, le=200, description="Votes against.")
    abstain: int | None = Field(default=None, ge=0, le=200, description="Abstentions.")


class Vote(Record, Checked):
    """A decision of the United Nations on the Responsibility to Protect. Shown on /countries/ with the votes of the states."""

    collection = "votes"
    keyed = True

    title: Title = Field(description="What was decided.")
    symbol: Line | None = Field(default=None, description="Document symbol, as A/RES/75/277.")
    date: When = Field(description="The day of the decision.")
    method: Literal["recorded", "without-vote"] = Field(description="recorded (a vote was counted) or without-vote (consensus).")
    tally: Tally | None = Field(default=None, description="The count, where a source gives it.")
    sources: Sources = Field(description="Sources for this; [] where none was read.")
    note: Prose | None = Field(default=None, description="What a reader should know.")


# All of them -----------------------------------------------------------------------------------------------------

COLLECTIONS: dict[str, type[Record]] = {
    model.collection: model for model in (Treaty, Country, Vote, Source)
}
"""Every kind of record by the name of its folder or file in data/."""

INTERNAL = {"votes"}
"""Kinds that have no download of their own: they travel inside the records that refer to them."""


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
    steps = []
    for name, info in model.model_fields.items():
        if found := _ref_in(info.annotation, tuple(info.metadata)) if get_origin(info.annotation) not in (list, dict) else None:
            steps.append((name, "one", found, None))
            continue
        for shape, inner in _unwrap(info.annotation):
            part = inner if isinstance(inner, type) and issubclass(inner, BaseModel) else None
            mark = _ref_in(inner)
            if part or mark:
                steps.append((name, shape, mark, part))
    return tuple(steps)


def references(part: BaseModel, at: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every reference in a record: where it stands, the collection, and the id."""
    for name, shape, mark, inner in _plan(type(part)):
        value = getattr(part, name)
        if not value:
            continue
        here = (*at, name)
        match shape:
            case "one":
                if mark:
                    yield here, mark.collection, value
                elif inner:
                    yield from references(value, here)
            case "list":
                for index, item in enumerate(value):
                    if mark:
                        yield (*here, index), mark.collection, item
                    elif isinstance(item, BaseModel):
                        yield from references(item, (*here, index))
            case "keys":
                for key in value:
                    if mark:
                        yield (*here, key), mark.collection, key
            case "dict":
                for key, item in value.items():
                    if isinstance(item, BaseModel):
                        yield from references(item, (*here, key))


LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
"""A Markdown link in prose: to https://… or to a record as collection/id."""
