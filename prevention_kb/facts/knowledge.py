"""All facts together, frozen: records by kind and id, and who refers to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar, cast

from .documents import Document, Paragraph, Said
from .kinds import references
from .shape import Checked, Fact, Record
from .translation import Overlay

R = TypeVar("R", bound=Record)
S = TypeVar("S", bound=Said)


@dataclass(frozen=True, slots=True)
class Unread:
    """A record with mistakes of shape: its kind, its file, where it stands in it, and what it says."""

    model: type[Record]
    path: str
    at: tuple[str, ...]
    entry: dict[str, Any]


@dataclass(frozen=True, eq=False)
class KnowledgeBase:
    """All records, frozen, by collection and id, and who refers to whom."""

    records: Mapping[str, Mapping[str, Record]]
    root: Path = field(default_factory=Path)
    broken: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Ids of records that exist and cannot be read, by collection; “*” where a file of several records cannot."""
    unread: tuple[Unread, ...] = ()
    """What the files say of the records that cannot be read."""
    overlays: Mapping[str, Overlay] = field(default_factory=dict)
    """What other languages say, by their code."""
    unrecorded: tuple[str, ...] = ()
    """Persons of whom texts speak who have no record, by the names that stand in texts."""
    english: KnowledgeBase | None = None
    """The same facts in English, where these are said in another language."""
    gone: frozenset[tuple[str, str]] = frozenset()
    """Ids that were released, as (collection, id), and of which nothing says what became of them: they are among the broken, so that no rule
    tells what follows from it."""

    @property
    def original(self) -> KnowledgeBase:
        """The facts in English: what is cited, compared and released."""
        return self.english or self

    def __post_init__(self) -> None:
        """Tell each passage its document, and each fact the document that it speaks of first."""
        passages = self.records.get(Paragraph.collection, {})
        documents = cast(Mapping[str, Document], self.records.get(Document.collection, {}))
        for document in documents.values():
            for passage_id in document.passages:
                if (passage := passages.get(passage_id)) and document.numbers(passage_id):
                    passage._document = document
        for records in self.records.values():
            for record in records.values():
                if isinstance(record, Fact) and record.paragraphs and (first := passages.get(record.paragraphs[0])):
                    record._document = first._document

    def __repr__(self) -> str:
        """Short: mkdocs-macros writes out whatever its macros hold, which took half of a build."""
        return f"KnowledgeBase({sum(map(len, self.records.values()))} records)"

    def all(self, model: type[R]) -> Mapping[str, R]:
        """The records of one kind by id."""
        return cast(Mapping[str, R], self.records[model.collection])

    def knows(self, collection: str, record_id: str) -> bool:
        """Whether there is such a record, be it readable or not."""
        broken = self.broken.get(collection, frozenset())
        return record_id in self.records[collection] or record_id in broken or "*" in broken

    def get(self, model: type[R], record_id: str) -> R:
        """One record; LookupError with the nearest id where there is none."""
        found = self.all(model).get(record_id)
        if found is None:
            close = next(iter(get_close_matches(record_id, list(self.all(model)), n=1, cutoff=0.7)), None)
            raise LookupError(
                f"no record {record_id!r} in {model.collection}" + (f"; did you mean {close!r}?" if close else "")
            )
        return found

    def begun(self, paragraph: Paragraph, model: type[S]) -> list[S]:
        """The claims or promises that begin in this passage, in the order of the text."""
        begin = (said for said in self.all(model).values() if said.paragraphs[:1] == [paragraph.id])
        return sorted(begin, key=paragraph.place)

    def checks(self) -> Iterator[tuple[Record, str, str]]:
        """Every record that has been checked, with the day of it and the day by which to check again."""
        for records in self.records.values():
            for record in records.values():
                if isinstance(record, Checked):
                    yield record, record.checked, record.review_by

    @cached_property
    def named(self) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
        """For each record, as (collection, id), the records that it refers to, each once, in the order of its fields."""
        return {
            (name, record.id): tuple(dict.fromkeys((kind, target) for _, kind, target in references(record)))
            for name, records in self.records.items()
            for record in records.values()
        }

    @cached_property
    def referrers(self) -> Mapping[tuple[str, str], tuple[Record, ...]]:
        """For each record, as (collection, id), the other records that refer to it; computed, never typed."""
        found: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for (name, record_id), targets in self.named.items():
            for target in targets:
                if target != (name, record_id):
                    found[target].append(self.records[name][record_id])
        return {target: tuple(by) for target, by in found.items()}

    def citing(self, record: Record) -> tuple[Record, ...]:
        """The records that refer to `record`."""
        return self.referrers.get((record.collection, record.id), ())
