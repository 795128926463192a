"""Names in other languages: facts, so each rests on a source that can carry its standing, and is written as its language is."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Named, NameIn
from ..facts.sources import Source
from ..languages import writing
from .broken import Broken, each


def _names(kb: KnowledgeBase) -> Iterator[tuple[Named, str, NameIn]]:
    for record in each(kb):
        if isinstance(record, Named):
            for code, name in record.names.items():
                yield record, code, name


def names_say_something(kb: KnowledgeBase) -> Iterator[Broken]:
    """A name in another language has at least a whole or a shorter form."""
    for record, code, name in _names(kb):
        if not (name.name or name.short):
            yield Broken(
                record,
                ("names", code),
                what="it gives no name",
                allowed="name, short, or both",
                cure="write the form that the source has",
            )


def names_rest_on_their_standing(kb: KnowledgeBase) -> Iterator[Broken]:
    """A source of each name was read; an official name stands in a text of the body itself, a law or a ministry, one of CLDR in its data."""
    sources = kb.all(Source)
    for record, code, name in _names(kb):
        cited = [sources[id] for id in name.sources if id in sources]
        if len(cited) < len(name.sources):  # told by the references
            continue
        if all(source.read == "none" for source in cited):
            yield Broken(
                record,
                ("names", code, "sources"),
                what="none of its sources was read",
                allowed="a source in which the name was seen",
                cure="name one, or delete the name",
            )
        elif name.standing.startswith("official") and not any(source.standing == "primary" for source in cited):
            yield Broken(
                record,
                ("names", code, "standing"),
                what=f"{name.standing}, but none of its sources is a text of the body itself, a law or a ministry",
                allowed="press or attested, or a source of standing primary",
                cure="write what its best source is, or cite a text of the body itself",
            )
        elif name.standing == "cldr" and not any(source.type == "dataset" for source in cited):
            yield Broken(
                record,
                ("names", code, "standing"),
                what="cldr, but none of its sources is a dataset",
                allowed="the source of the data of the Unicode CLDR",
                cure="cite it, or write what its best source is",
            )


def names_are_written_as_their_language_is(kb: KnowledgeBase) -> Iterator[Broken]:
    """The letters and marks of a name stand in the order of their script, with nothing between that nobody sees."""
    for record, code, name in _names(kb):
        for what in (wrong for form in name.forms for wrong in writing.of(code).mistakes(form)):
            yield Broken(
                record,
                ("names", code),
                what=what,
                allowed="letters and marks in the order of the script",
                cure="type it anew, letter for letter as the source has it",
            )
