"""What audited texts promise, and what became of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .dates import When
from .documents import Said
from .shape import AnyId, Line, Model, ParagraphId, Prose, Sources

State = Literal["done", "in-part", "not-done", "not-due", "not-established"]


class Development(Model):
    """Something that happened to a promise, on either side."""

    date: When = Field(description="When it happened, or when the source says how things stand.")
    text: Prose = Field(description="What happened, in one or two sentences, attributed where somebody holds it.")
    sources: Sources = Field(min_length=1, description="Where it was read; the text that promises is no evidence here.")


class Promise(Said):
    """What an audited text promises, and what became of it. Shown on /promises/ and beside its passage on the page of the document."""

    collection = "promises"
    home = "promises/#{}"

    paragraphs: list[ParagraphId] = Field(
        min_length=1, description="Passages that promise it, as charter-4; the quotation stands in the first."
    )
    restated: Prose = Field(description="The promise in our words.")
    by: Line = Field(description="Who promised, in words.")
    makers: list[AnyId] = Field(
        min_length=1,
        description="Their records, as organisations/id, people/id or countries/id; of many states the body in which they promised.",
    )
    to: Line = Field(description="To whom, or for whose sake, in words.")
    due: When | None = Field(
        default=None, description="By when, where the text says so; left out where it names no time."
    )
    state: State = Field(
        description="done, in-part, not-done, not-due (the time has not come) or not-established (no source that was read settles it)."
    )
    as_of: When | None = Field(
        default=None,
        description="Up to when the sources tell how it stands; left out only where it is not due or not established.",
    )
    finding: Prose = Field(description="What independent sources say of it, attributed.")
    done: list[Development] = Field(
        default=[], description="What was done towards it, in order of time, each with its sources."
    )
    not_done: list[Development] = Field(
        default=[], description="What was not done, or was done against it, in order of time, each with its sources."
    )
    would_settle: Prose | None = Field(
        default=None, description="For what is not established: what evidence would settle it."
    )
    about: list[AnyId] = Field(default=[], description="Records that it speaks of, as collection/id.")

    @property
    def developments(self) -> list[tuple[str, int, Development]]:
        """Everything that happened to it: the side, the place there, and what."""
        sides = (("done", self.done), ("not_done", self.not_done))
        return [(side, at, found) for side, several in sides for at, found in enumerate(several)]

    @property
    def rests_on(self) -> list[str] | None:
        """The sources of the promise and of all that became of it, each once."""
        told = (source for _, _, development in self.developments for source in development.sources)
        return list(dict.fromkeys([*self.sources, *told]))

    @property
    def gists(self) -> list[str]:
        return [self.finding]
