"""What every fact shares: kinds of text, references, who checked it when, an address for ever.

A field's description is one sentence with five uses: hover in the editor, JSON Schema, the cure in an error message,
the code book, the comment in a new file. Class docstrings say where a kind of fact is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PrivateAttr,
    Strict,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from .characters import INVISIBLE
from .dates import DAY, When, calendar_day

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ANY_REF = r"^[a-z_]+/[A-Za-z0-9]+(-[a-z0-9]+)*$"
PASSAGE = r"^([A-Z]|[a-z0-9]+(-[a-z0-9]+)*-)[1-9][0-9]*$"
"""The id of a passage: what the ids of its document begin with, and its number, as P4 or speech-4."""
_LABEL = rf"[^\s<>\"{{}}|\\^`/@:?#\[\].{INVISIBLE}]+"
_PORT = "(?:[0-5]?[0-9]{1,4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
URL = rf"^https?://{_LABEL}(\.{_LABEL})*\.?(:{_PORT})?([/?#][^\s<>\"{{}}|\\^`{INVISIBLE}]*)?$"
PLAIN_TEXT = rf"^ *[^\s<>{{}}\x00-\x1f{INVISIBLE}][^<>{{}}\x00-\x1f{INVISIBLE}]*$"
"""Something that can be read, and no markup, no characters of a template, no control or invisible characters."""
PROSE = rf"^ *[^\s<>{{}}\x00-\x1f{INVISIBLE}][^<>{{}}\x00-\x09\x0b-\x1f{INVISIBLE}]*$"
QUOTE_WORDS = 25


@dataclass(frozen=True)
class RefTo:
    """Marks a text field as the id of a record of `collection`."""

    collection: str


SAME = "the same in every language"
"""Marks a text that is of no language or of all: a code, an abbreviation, a name, words to search by."""
KEPT = "never translated"
"""Marks a text in English that no translation stands for: a quotation."""


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


Line = Annotated[str, StringConstraints(pattern=PLAIN_TEXT, max_length=300)]
Title = Annotated[str, StringConstraints(pattern=PLAIN_TEXT, min_length=3, max_length=200)]
Prose = Annotated[str, StringConstraints(pattern=PROSE, min_length=3, max_length=4000)]
Exact = Annotated[Line, SAME]
"""A line that is the same in every language: a code, an abbreviation."""
Words = Annotated[Line, KEPT]
"""A line of exact words."""
Also = Annotated[
    list[Words],
    Field(
        description="Other names, under which a reader may look for it; words in which readers ask stand in data/asked.yaml."
    ),
]
Quote = Annotated[
    str,
    KEPT,
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
Flag = Annotated[bool, Strict()]
"""true or false, and none of the other words for them."""
Confidence = Literal["high", "medium", "low"]


TreatyId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("treaties")]
CountryId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("countries")]
RiskFactorId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("risk_factors")]
MeasureId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("measures")]
ProposalId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("proposals")]
ParagraphId = Annotated[str, StringConstraints(pattern=PASSAGE, max_length=80), RefTo("paragraphs")]
ClaimId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("claims")]
PromiseId = Annotated[str, StringConstraints(pattern=SLUG, max_length=80), RefTo("promises")]
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


class Subpage(NamedTuple):
    """A page with some records of a large collection, each whole and with its evidence; their home only lists them."""

    address: str
    """From the top of the site."""
    kind: str
    """The message subpage.<kind> says what it is called."""
    of: str
    """What tells it from the others there: a paragraph, a decade, a letter."""
    within: str = ""
    """The document of a passage whose number does not stand by itself."""

    @property
    def name(self) -> str:
        """What the page is called in its address, as 1970s."""
        return self.address.rstrip("/").rpartition("/")[2]


class Record(Model):
    """One fact with an address for ever. `id` is the file name, or the key in a file of several records."""

    collection: ClassVar[str]
    home: ClassVar[str]
    """Its home, where a link to it leads: the address from the top of the site, with {} for the id."""
    keyed: ClassVar[bool] = False
    """Whether the records of this kind share one file, keyed by id."""
    stub: ClassVar[str] = ""
    """The view that shows one record alone, for kinds whose records have pages of their own in docs/."""
    usual: ClassVar[tuple[str, ...]] = ()
    """Fields that may be left out and as a rule are not: a new record begins with them."""
    id_pattern: ClassVar[str] = SLUG

    id: str = Field(default="", exclude=False)
    _path: str = PrivateAttr(default="")
    _lines: dict[tuple[str | int, ...], int] = PrivateAttr(default_factory=dict)
    _document: Record | None = PrivateAttr(default=None)
    """The document of a passage, or of the passage that a fact names first; known once all records stand together."""

    @property
    def address(self) -> str:
        """Its address from the top of the site."""
        return self.home.format(self.id)

    # What a record is called, said once for each kind; everything that names, lists or finds records asks these.

    @property
    def full_name(self) -> str:
        """Its whole name or title."""
        return self.id

    @property
    def label(self) -> str:
        """What it is called where it is only mentioned."""
        return self.full_name

    @property
    def short_names(self) -> list[str]:
        """Abbreviations and short forms of its name."""
        return []

    @property
    def other_names(self) -> list[str]:
        """Under which other names and codes a reader may look for it."""
        return []

    @property
    def gists(self) -> list[str]:
        """What says in a line what it is, the best first."""
        return []

    @property
    def when(self) -> When | None:
        """Its date, where it has one."""
        return None

    @property
    def rests_on(self) -> list[str] | None:
        """The ids of the sources of the record as a whole; None for a kind that rests on none."""
        return None

    @property
    def shown_on(self) -> Subpage | None:
        """The page that shows it whole, where its home is a list that does not."""
        return None

    @property
    def listed_on(self) -> Subpage | None:
        """A page that lists it beside its home, in another order or with fewer like it."""
        return None

    @property
    def path(self) -> str:
        """The file that holds this record, from the top of the project."""
        return self._path

    def line(self, *keys: str) -> int:
        """The line of the record, or of one of its fields, in its file."""
        return self._lines.get(keys, self._lines.get((), 1))


class Review(Model):
    """Who last compared a record with a source by eye; `kb review` writes it."""

    by: Exact = Field(description="Who compared it, by the name that this person wants to be known by.")
    day: Day = Field(description="The day of the comparison, as 2026-11-22.")
    source: SourceId = Field(description="Id of the source that was opened, in data/sources.yaml.")
    read: Literal["whole", "opening", "excerpt"] = Field(
        description="How far the source was read: whole, opening or excerpt (only the passage that says this)."
    )
    part: Exact | None = Field(
        default=None, description="The part that was compared, as 1.3, where it was not the whole record."
    )


class Checked(Model):
    """What stands on every fact: when it was checked and when it should be checked again."""

    checked: Day = Field(description="The day on which somebody last compared this with its sources, as 2026-11-22.")
    review_by: Day = Field(description="The day by which it should be checked again, later than `checked`.")
    reviewed: Review | None = Field(
        default=None, description="Who last compared this with a source by eye, and how far; `kb review` writes it."
    )


class NameIn(Model):
    """The name of a record in another language, as a source gives it. It is a fact: nobody here translated it."""

    name: Exact | None = Field(
        default=None,
        description="The name, letter for letter; leave out where a source gives no more than a shorter form.",
    )
    short: Exact | None = Field(default=None, description="A shorter form, where a source gives one.")
    also: list[Exact] = Field(default=[], description="Other forms that sources give; the search knows them.")
    standing: Literal["official", "official-short", "attested", "press", "cldr"] = Field(
        description="official (the body itself, a law, a ministry), official-short (a form that it shortens itself), attested (a "
        "university, a journal, a rights group), press, or cldr (the Unicode CLDR). An official one rests on a source of standing primary."
    )
    sources: Sources = Field(min_length=1, description="Where it was read.")
    note: Annotated[Prose, KEPT] | None = Field(
        default=None, description="What a reader should know, such as a rival form."
    )

    @property
    def forms(self) -> list[str]:
        """Every form of it, the fullest first."""
        return [*filter(None, (self.name, self.short)), *self.also]


LANGUAGE = r"^[a-z]{2,3}$"
LanguageCode = Annotated[str, StringConstraints(pattern=LANGUAGE)]


class Named(Record):
    """A record with a name of its own, which other languages have too."""

    name_field: ClassVar[str] = "name"
    """The field that holds its name in English."""
    short_field: ClassVar[str] = ""
    """The field that holds a shorter one."""

    names: dict[LanguageCode, NameIn] = Field(
        default={}, description="Its name in other languages by their code, as km, each with its standing and sources."
    )


class PersonIn(Model):
    """A person of whom a record tells and who has no record, as other languages write the name. It is a fact, and says nothing of the person."""

    name: Exact = Field(description="The name as the texts of this site have it.")
    names: dict[LanguageCode, NameIn] = Field(
        min_length=1,
        description="The name in other languages by their code, as km, each with its standing and sources.",
    )


Persons = Annotated[
    list[PersonIn],
    Field(
        description="Persons of whom this tells above all and who have no record, with their names in other languages, so that the search finds them there."
    ),
]


class Fact(Record, Checked):
    """A record that states something about the world and rests on sources."""

    sources: Sources = Field(
        description="Ids of records in data/sources.yaml that support this; [] where no source has been read yet."
    )
    paragraphs: list[ParagraphId] = Field(
        default=[], description="Passages of the audited documents that speak of this, as P4, the quoted one first."
    )
    quote: Quote | None = Field(
        default=None,
        description="The document's own words, exact, 25 words at most; only where the wording matters.",
    )
    note: Prose | None = Field(
        default=None, description="A doubt or limit that a reader should know, in one or two sentences."
    )
    also: Also = Field(default=[])

    @property
    def rests_on(self) -> list[str] | None:
        return self.sources

    @property
    def other_names(self) -> list[str]:
        return self.also
