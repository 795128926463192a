"""Audited documents: their passages, what they claim and whether that holds, what they propose; promises have a module of their own."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from pydantic import (
    Field,
    PrivateAttr,
    StringConstraints,
)

from .dates import When
from .shape import (
    PASSAGE,
    SAME,
    Also,
    AnyId,
    ClaimId,
    CountryId,
    Day,
    Exact,
    Fact,
    Line,
    MeasureId,
    Model,
    OrganisationId,
    ParagraphId,
    PromiseId,
    Prose,
    Record,
    RiskFactorId,
    SourceId,
    Sources,
    Subpage,
    Title,
    TreatyId,
    Words,
)

PageAddress = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*/$", max_length=80)]
Prefix = Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
Lines = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]*(-[1-9][0-9]*)?$", max_length=20)]


class Document(Record):
    """A text that is audited here: who speaks in it, its parts, the order of its passages. Shown on /documents/ and on a page of its own."""

    collection = "documents"
    home = "documents/{}/"
    stub = "document"

    title: Title = Field(description="The title of the document.")
    called: Line = Field(description="What it is called in a sentence, as the op-ed or the speech of 2027.")
    kind: Literal["op-ed", "speech", "statement", "declaration", "report", "plan", "law"] = Field(
        description="op-ed, speech, statement, declaration, report, plan or law."
    )
    checked_for: Literal["claims", "promises"] = Field(
        default="claims",
        description="What is checked in it: claims (do they hold?) or promises (what became of them?).",
    )
    source: SourceId = Field(
        description="Id of its source, which is no evidence for what the document claims or for what became of a promise."
    )
    speakers: list[AnyId] = Field(
        default=[], description="Who speaks in it, as people/id or organisations/id, in the order of the document."
    )
    voice: Line = Field(description="The words for who speaks in a sentence, as the authors or the speaker.")
    voice_named: Line = Field(
        description="The same where the document is not named before, as the op-ed’s authors or the speaker of 2027."
    )
    date: When | None = Field(
        default=None, description="When it was published, adopted or spoken; its claims are judged as of then."
    )
    date_note: Prose | None = Field(default=None, description="What is doubtful in the date.")
    page: PageAddress | None = Field(
        default=None,
        description="Address of a page that somebody wrote for it, as article/; left out where it is documents/ and the id.",
    )
    prefix: Prefix | None = Field(
        default=None,
        description="The letter before the number in the ids of its passages, as P for P4; left out where it is the id of the document and a hyphen.",
    )
    passage: Literal["paragraph", "section", "article", "point"] = Field(
        default="paragraph", description="What one of its passages is called: paragraph, section, article or point."
    )
    sections: list[Title] = Field(min_length=1, description="Titles of its parts, in their order.")
    passages: list[ParagraphId] = Field(min_length=1, description="Ids of its passages, in the order of the text.")
    lines: list[Lines] = Field(
        default=[],
        description="Lines of a plain copy of the text that hold the passages, in their order, as 3-9; kb check --text compares quotations with them.",
    )
    dimensions: ParagraphId | None = Field(
        default=None,
        description="Id of the passage that names the dimensions under which the risk factors are read here; leave out where none does.",
    )
    note: Prose | None = Field(default=None, description="A defect of the copy, or what else a reader should know.")
    also: Also = Field(default=[])

    _alone: bool = PrivateAttr(default=True)

    @property
    def alone(self) -> bool:
        """Whether it is the only document that claims something, and the words for its passages need not name it."""
        return self._alone and self.prefix is not None

    @property
    def address(self) -> str:
        """The page that shows it."""
        return self.page or super().address

    @property
    def begins(self) -> str:
        """What the ids of its passages begin with."""
        return self.prefix or f"{self.id}-"

    def numbers(self, passage_id: str) -> bool:
        """Whether this can be the id of one of its passages."""
        return passage_id == f"{self.begins}{passage_number(passage_id)}"

    @property
    def voice_begin(self) -> str:
        """The words for who speaks, at the beginning of a sentence; the same in a script without capitals."""
        return self.voice[:1].upper() + self.voice[1:]

    @property
    def called_begin(self) -> str:
        """What it is called, at the beginning of a sentence."""
        return self.called[:1].upper() + self.called[1:]

    @property
    def full_name(self) -> str:
        return self.title

    @property
    def other_names(self) -> list[str]:
        return self.also

    @property
    def when(self) -> When | None:
        return self.date


def document_of(record: Record) -> Document | None:
    """The document of a passage, or of the passage that a fact names first."""
    return cast("Document | None", record._document)


def in_text(passage_id: str) -> tuple[str, int]:
    """Sorts ids of passages as they stand in their documents: P2 before P10."""
    number = passage_number(passage_id)
    return passage_id.removesuffix(number), int(number or 0)


def passage_number(passage_id: str) -> str:
    """The number at the end of the id of a passage."""
    return passage_id[len(passage_id.rstrip("0123456789")) :]


class Precedent(Model):
    """Something of the kind that exists elsewhere."""

    name: Title = Field(description="What it is.")
    text: Prose = Field(description="What it does, in one or two sentences.")
    sources: Sources = Field(description="Where it was read; [] where it is recalled.")


class Proposal(Fact):
    """What an audited document proposes to Cambodia or ASEAN. Shown on /proposals/ and on a page of its own."""

    collection = "proposals"
    home = "proposals/{}/"
    stub = "proposal"

    title: Title = Field(description="The proposal in a few words, as an action.")
    restated: Prose = Field(description="What is proposed, in our words, attributed to who speaks where it is shown.")
    kind: Literal["explicit", "implied"] = Field(
        description="explicit (the document recommends it) or implied (follows from its argument)."
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
    def gists(self) -> list[str]:
        return [self.restated]

    @property
    def document(self) -> Document | None:
        """The document that proposes it."""
        return document_of(self)


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

    text: Words = Field(description="The words, exact, as short as the comparison allows.")
    source: SourceId = Field(description="Id of the source that has them.")
    note: Prose | None = Field(default=None, description="What differs.")


class EarlierVerdict(Model):
    """A verdict that stood before, and why the claim was judged anew."""

    verdict: Verdict = Field(description="The verdict that stood before.")
    until: Day = Field(description="The day on which the claim was judged anew.")
    why: Prose = Field(description="What was found, or which rule changed.")


class Said(Fact):
    """Something that an audited document says, known by our words for it, since it has no title."""

    restated: Prose = Field(description="What is said, in our words.")

    @property
    def label(self) -> str:
        return self.restated

    @property
    def full_name(self) -> str:
        return self.restated

    @property
    def document(self) -> Document | None:
        """The document that says it."""
        return document_of(self)


class Claim(Said):
    """Something that an audited document says, and whether it holds. Shown on /claims/ and beside its passage on the page of the document."""

    collection = "claims"
    home = "claims/#{}"

    paragraphs: list[ParagraphId] = Field(
        min_length=1, description="Passages that say it, as P4; it begins in the first, where the quotation stands."
    )
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
    earlier: list[EarlierVerdict] = Field(
        default=[],
        description="Verdicts that stood before this one, oldest first, each with the day and the reason of the change.",
    )
    finding: Prose = Field(description="What independent sources say, attributed.")
    held: When | None = Field(default=None, description="The time for which it held, where it is true only at a time.")
    toll_of: list[Exact] = Field(
        default=[],
        description="Where the figures are those of a death toll: the names by which other texts speak of it, as Khmer Rouge; "
        "a bare number of its dead in such a text must be a range, or lead to this claim.",
    )
    figures: list[Figure] = Field(
        default=[], description="Rival figures, where experts differ or the figure changes over time."
    )
    wordings: list[Wording] = Field(default=[], description="For quotations: the wording found elsewhere.")
    about: list[AnyId] = Field(default=[], description="Records that it speaks of, as collection/id.")
    would_settle: Prose | None = Field(
        default=None, description="For unverified claims: what evidence would settle it."
    )

    @property
    def changes(self) -> list[tuple[EarlierVerdict, str]]:
        """Each verdict that stood before, with the one that took its place; that of today as it is shown."""
        return list(zip(self.earlier, [*(before.verdict for before in self.earlier[1:]), self.mark], strict=False))

    @property
    def mark(self) -> str:
        """The verdict by which the claim is shown and counted: imprecise ones by what their difference is one of."""
        return f"{self.verdict}-{self.weight}" if self.weight else self.verdict

    @property
    def shown_on(self) -> Subpage:
        """The claims that begin in the same passage."""
        first, document = self.paragraphs[0], self.document
        kind: str = document.passage if document else "paragraph"
        within = ""
        if document and not document.alone:
            kind, within = f"{kind}-of", document.called
        return Subpage(f"claims/{first.lower()}/", f"claims-{kind}", passage_number(first), within)

    @property
    def gists(self) -> list[str]:
        return [self.finding]

    @property
    def when(self) -> When | None:
        return self.held


class Paragraph(Record):
    """A passage of an audited document in our summary. Shown on the page of the document."""

    collection = "paragraphs"
    home = "documents/#{}"
    id_pattern = PASSAGE

    section: Annotated[Title, SAME] = Field(
        description="The section in which it stands, one of those that its document names."
    )
    summary: Prose = Field(
        description="What the passage says, in one or two sentences of our own, attributed to who speaks."
    )
    claims: list[ClaimId] = Field(
        default=[],
        description="Ids of the claims that begin here, in the order of the text; others follow by id. The published data name all.",
    )
    promises: list[PromiseId] = Field(
        default=[],
        description="Ids of the promises that begin here, in the order of the text; others follow by id. The published data name all.",
    )
    about: list[AnyId] = Field(default=[], description="Records that it speaks of, as collection/id.")
    note: Prose | None = Field(default=None, description="A defect of the copy, where there is one.")

    @property
    def gists(self) -> list[str]:
        return [self.summary]

    @property
    def document(self) -> Document | None:
        """The document in which it stands."""
        return document_of(self)

    def place(self, said: Said) -> tuple[int, str]:
        """By what the claims or promises that begin here are sorted: the order of the text, those that are in no list behind it by id."""
        order = getattr(self, said.collection)
        return order.index(said.id) if said.id in order else len(order), said.id

    @property
    def address(self) -> str:
        """Its place on the page of its document."""
        return f"{self.document.address}#{self.id}" if self.document else super().address
