"""The pages in docs/ that say what a release changed: one for a release of few changes, else one for each kind of record.

`kb release` and `kb stubs` write them; the page of changes leads to them, so that it stays light however many releases there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain

from ..facts.knowledge import KnowledgeBase
from ..languages.language import Message, message
from ..reading.catalogue import english
from . import links
from .page_stubs import Call
from .released import Difference, Release, history

WHOLE = 150
"""A release of at most so many lines has one page."""
ADDED = 400
"""Of a kind of which more records are new, these stand on a page of their own."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a page says of a release: all, or what was changed of one kind of record."""

    version: str
    kind: str
    difference: Difference
    named: str = field(default="")
    """What tells the page from others of the release, in its address; nothing where it has all."""

    @property
    def name(self) -> str:
        """By which the page calls its view, and its address ends."""
        return f"{self.version}/{self.named}" if self.named else self.version

    @property
    def address(self) -> str:
        return f"about/changes/{self.name}/"

    @property
    def title(self) -> Message:
        if not self.named:
            return message("changes.version", version=self.version)
        kind = message(f"kinds.{self.kind}.many")
        return message(
            f"changes.part.{'added' if self.named.endswith('-added') else 'all'}", version=self.version, kind=kind
        )

    @property
    def call(self) -> Call:
        """The page as it is written."""
        return Call(english().say(self.title), "release_part", self.name)


def lines(what: Difference) -> int:
    """How many lines say what was changed."""
    return len(what.added) + len(what.removed) + sum(1 + len(change.fields) for change in what.changed)


def parts(release: Release) -> list[Part]:
    """The pages of a release; none of the first, which compares with nothing."""
    what = release.difference
    if release.first:
        return []
    if lines(what) <= WHOLE:
        return [Part(release.version, "", what)]
    kinds: dict[str, Difference] = defaultdict(Difference)
    for ref, label in what.added:
        kinds[_kind(ref)].added.append((ref, label))
    for change in what.changed:
        kinds[_kind(change.record)].changed.append(change)
    for ref, label in what.removed:
        kinds[_kind(ref)].removed.append((ref, label))
    return list(chain.from_iterable(_of_kind(release.version, kind, of) for kind, of in sorted(kinds.items())))


def _kind(ref: str) -> str:
    return ref.partition("/")[0]


def _of_kind(version: str, kind: str, what: Difference) -> Iterable[Part]:
    if len(what.added) > ADDED:
        yield Part(version, kind, Difference(what.added), f"{kind}-added")
        what = Difference([], what.changed, what.removed)
    if what:
        yield Part(version, kind, what, kind)


@lru_cache(maxsize=2)
def of(kb: KnowledgeBase) -> dict[str, Part]:
    """The pages of all releases by their files in docs/."""
    return {links.page(part.address): part for release in history(kb.root) for part in parts(release)}


def calls(kb: KnowledgeBase) -> dict[str, Call]:
    """What these files hold."""
    return {path: part.call for path, part in of(kb).items()}
