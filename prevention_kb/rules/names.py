"""Names in other languages: facts, so each rests on a source that can carry its standing, and is written as its language is."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.events import persons_of
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Named, NameIn, Record
from ..facts.sources import Source
from ..facts.texts import texts
from ..languages import writing
from ..reading.yaml_file import Path
from .broken import Broken, each


def _names(kb: KnowledgeBase) -> Iterator[tuple[Record, Path, NameIn]]:
    """The names of records, and of the persons of whom one tells."""
    for record in each(kb):
        if isinstance(record, Named):
            for code, name in record.names.items():
                yield record, ("names", code), name
        for at, person in enumerate(persons_of(record)):
            for code, name in person.names.items():
                yield record, ("persons", at, "names", code), name


def names_say_something(kb: KnowledgeBase) -> Iterator[Broken]:
    """A name in another language has at least a whole or a shorter form."""
    for record, path, name in _names(kb):
        if not (name.name or name.short):
            yield Broken(
                record,
                path,
                what="it gives no name",
                allowed="name, short, or both",
                cure="write the form that the source has",
            )


def names_rest_on_their_standing(kb: KnowledgeBase) -> Iterator[Broken]:
    """A source of each name was read; an official name stands in a text of the body itself, a law or a ministry, one of CLDR in its data."""
    sources = kb.all(Source)
    for record, path, name in _names(kb):
        cited = [sources[id] for id in name.sources if id in sources]
        if len(cited) < len(name.sources):  # told by the references
            continue
        if all(source.read == "none" for source in cited):
            yield Broken(
                record,
                (*path, "sources"),
                what="none of its sources was read",
                allowed="a source in which the name was seen",
                cure="name one, or delete the name",
            )
        elif name.standing.startswith("official") and not any(source.standing == "primary" for source in cited):
            yield Broken(
                record,
                (*path, "standing"),
                what=f"{name.standing}, but none of its sources is a text of the body itself, a law or a ministry",
                allowed="press or attested, or a source of standing primary",
                cure="write what its best source is, or cite a text of the body itself",
            )
        elif name.standing == "cldr" and not any(source.type == "dataset" for source in cited):
            yield Broken(
                record,
                (*path, "standing"),
                what="cldr, but none of its sources is a dataset",
                allowed="the source of the data of the Unicode CLDR",
                cure="cite it, or write what its best source is",
            )


def names_are_written_as_their_language_is(kb: KnowledgeBase) -> Iterator[Broken]:
    """The letters and marks of a name stand in the order of their script, with nothing between that nobody sees."""
    for record, path, name in _names(kb):
        for what in (wrong for form in name.forms for wrong in writing.of(str(path[-1])).mistakes(form)):
            yield Broken(
                record,
                path,
                what=what,
                allowed="letters and marks in the order of the script",
                cure="type it anew, letter for letter as the source has it",
            )


def persons_are_named_once_and_where_they_are_told_of(kb: KnowledgeBase) -> Iterator[Broken]:
    """A record gives the names of a person of whom it tells, as it writes the name, and no other record gives them again."""
    home: dict[str, Record] = {}
    for record in each(kb):
        for at, person in enumerate(persons_of(record)):
            before = home.setdefault(person.name, record)
            if before is not record or person.name in [other.name for other in persons_of(record)[:at]]:
                yield Broken(
                    record,
                    ("persons", at, "name"),
                    what=f"{person.name} has names in other languages already ({before.collection}/{before.id})",
                    allowed="each person once",
                    cure="delete one of the two",
                )
            elif not any(person.name in text for _, text in texts(record)):
                yield Broken(
                    record,
                    ("persons", at, "name"),
                    what=f"no text of this record names {person.name}",
                    allowed="the name as the texts have it, in the record that tells of the person",
                    cure="write the name so, or give it where the person is told of",
                )
