"""The facts as another language says them, and which of its texts may be shown.

A translation is shown where the English has not changed since it was made, and where a native reader has read it or, if the site shows drafts,
where it may be a draft. Everything else stays English, marked as such. What may not be a draft is decided here, never by a translator.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from ..facts.actors import Person
from ..facts.documents import Claim, Document, Paragraph
from ..facts.events import Case, persons_of
from ..facts.findings import Finding
from ..facts.knowledge import KnowledgeBase
from ..facts.promises import Promise
from ..facts.shape import Named, PersonIn, Record
from ..facts.sources import Source
from ..facts.texts import texts, translatable, with_texts
from ..facts.translation import Overlay, digest
from ..facts.treaties import Treaty
from ..languages import marks

STANDING = {"official": "official", "official-short": "official", "attested": "attested", "press": "attested", "cldr": "attested"}  # fmt: skip
"""The state of a name by its standing."""

_CHARGE = re.compile(
    r"\b(accus\w+|charg\w+|indict\w*|convict\w*|sentenc\w*|arrest\w*|acquit\w*|guilty|suspect\w*|pardon\w*|amnest\w*|on trial|fit for trial|warrants?)\b",
    re.IGNORECASE,
)
_GUARDED = {
    Claim: re.compile(r"finding|earlier\..*|would_settle|figures\..*|wordings\..*|note"),
    Promise: re.compile(r"finding|done\..*|not_done\..*|would_settle|note"),
    Treaty: re.compile(r"clause\..*|withdrawal|status\..*"),
    Case: re.compile(r"accused|charges|outcome|note"),
    Finding: re.compile(r"accused\..*|charged\..*|trial\..*|appeal\..*|final\..*|mode|note"),
    Person: re.compile(r".*"),
}
"""Fields that are never shown as a draft: reasons of a verdict and of what became of a promise, legal definitions, what a court found, what is said of a person."""


@lru_cache(maxsize=2)
def persons(kb: KnowledgeBase) -> re.Pattern[str]:
    """The names of people in public roles, of those who stood accused and of those without a record, as they stand in texts: the whole name, or the last part of it."""
    names = set(kb.unrecorded)
    names |= {name for person in kb.all(Person).values() for name in (person.name, *person.also)}
    names |= {last for person in kb.all(Person).values() if len(last := person.name.rpartition(" ")[2]) > 4}
    names |= {name for finding in kb.all(Finding).values() for name in finding.accused}
    names |= {person.name for person in named_elsewhere(kb)}
    names |= {name for case in kb.all(Case).values() for name in CALLED.findall(case.accused)}
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) + r")\b")


def named_elsewhere(kb: KnowledgeBase) -> list[PersonIn]:
    """The persons without a record whose names in other languages are known."""
    return [person for records in kb.records.values() for record in records.values() for person in persons_of(record)]


CALLED = re.compile(r"called (\w+)")
"""A second name of an accused, where a case tells it."""


def may_be_a_draft(kb: KnowledgeBase, record: Record, path: str, text: str) -> bool:
    """Whether a translation of this text may be shown before a native reader has read it."""
    guarded = _GUARDED.get(type(record))
    if guarded and guarded.fullmatch(path):
        return False
    return not (_CHARGE.search(text) or named(kb, text))


def named(kb: KnowledgeBase, text: str) -> set[str]:
    """The people whom a text names, as it names them."""
    return set(persons(kb).findall(text))


SHOWN = ("official", "attested", "read", "draft")
"""States of what stands on the pages, drafts where the site shows them."""
STATES = (*SHOWN, "guarded", "kept", "stale", "missing")
"""What can be said of a text in another language: a name that a body itself uses or a source gives; read by a native reader; a draft; a draft
that may not be shown; English on purpose; made from another wording; nothing there."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a record: where it stands, what the English says, and what stands instead, with its state."""

    record: Record
    path: str
    english: str
    translation: str = ""
    state: str = "missing"
    """One of STATES."""
    why: str = ""
    """Of what stays English on purpose: the reason."""


def name_of(record: Record, path: str, code: str) -> tuple[str, str] | None:
    """The name that a source gives for this text, with its state; None where none does."""
    if isinstance(record, Named) and (name := record.names.get(code)):
        if path == record.name_field and name.name:
            return name.name, STANDING[name.standing]
        if path == record.short_field and name.short:
            return name.short, STANDING[name.standing]
    return None


def text_of(kb: KnowledgeBase, overlay: Overlay, record: Record, path: str, english: str) -> Text:
    """What a language has for one text of a record."""
    if name := name_of(record, path, overlay.code):
        return Text(record, path, english, *name)
    translation = overlay.of(record.collection, record.id)
    if path not in translation.texts:
        if kept := overlay.kept.get((record.collection, record.id, path)):
            return Text(record, path, english, state="kept", why=kept.why)
        return Text(record, path, english)
    said = translation.texts[path]
    if translation.of.get(path) != digest(english):
        return Text(record, path, english, said, "stale")
    state = translation.state(path)
    if state == "draft" and not may_be_a_draft(kb, record, path, english):
        state = "guarded"
    return Text(record, path, english, said, state)


def every_text(kb: KnowledgeBase, overlay: Overlay) -> Iterator[Text]:
    """Every text of every record that can be translated, with what the language has for it."""
    for name, records in kb.records.items():
        if name == Source.collection:
            continue
        for record in records.values():
            can = translatable(type(record))
            for path, english in texts(record):
                if can.fullmatch(path) and (marks.has_words(english) or name_of(record, path, overlay.code)):
                    yield text_of(kb, overlay, record, path, english)


@lru_cache(maxsize=4)
def in_language(kb: KnowledgeBase, code: str, drafts: bool) -> KnowledgeBase:
    """The facts as this language says them: each text a translation marked with its state, or English marked as such."""
    overlay = kb.overlays.get(code, Overlay(code))
    shown = {*SHOWN} if drafts else {*SHOWN} - {"draft"}

    def said(record: Record, path: str, english: str) -> str:
        found = text_of(kb, overlay, record, path, english)
        return marks.translated(found.translation, found.state) if found.state in shown else marks.english(english)

    def whole(record: Record) -> Record:
        if isinstance(record, Source):
            own = {"title"} if record.is_foreign else set()
            return with_texts(record, lambda path, text: text if path in own else marks.english(text))
        return with_texts(record, lambda path, english: said(record, path, english))

    records: dict[str, Mapping[str, Record]] = {
        name: MappingProxyType({id: whole(record) for id, record in of_kind.items()})
        for name, of_kind in kb.records.items()
    }
    _sections(kb, records)
    return replace(kb, records=MappingProxyType(records), english=kb)


def _sections(kb: KnowledgeBase, records: dict[str, Mapping[str, Record]]) -> None:
    """A passage calls its section as its document does."""
    found = dict(records[Paragraph.collection])
    for document in kb.all(Document).values():
        there = records[Document.collection][document.id]
        names = dict(zip(document.sections, there.sections, strict=True))  # type: ignore[attr-defined]
        for passage_id in document.passages:
            if passage := found.get(passage_id):
                called = names.get(kb.get(Paragraph, passage_id).section)
                found[passage_id] = passage.model_copy(update={"section": called}) if called else passage
    records[Paragraph.collection] = MappingProxyType(found)


def standing(kb: KnowledgeBase, overlay: Overlay) -> dict[str, Counter[str]]:
    """How many texts of each kind of record are in which state."""
    found: dict[str, Counter[str]] = {}
    for text in every_text(kb, overlay):
        found.setdefault(text.record.collection, Counter())[text.state] += 1
    return found
