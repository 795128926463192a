"""What can be proved of a translation without knowing what it means: it belongs to a text that exists, keeps its numbers and links, and is written
as its language is."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ..derived.translated import may_be_a_draft, name_of, named_elsewhere
from ..facts.kinds import LINK
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Named
from ..facts.texts import texts
from ..facts.translation import Concept, Overlay, Translation
from ..languages import writing
from ..languages.language import Text, places_of
from ..reading import catalogue, concepts, markdown_pages, overlays
from ..reading.files import is_there
from ..reading.overlays import BODY, FOLDER, PAGES
from ..reading.problems import DataError, Problem, any_of, nearest
from .references import became

SAID_BY_THE_PROGRAM = "schema/languages/interface.json"
MISSPELT = 0.85
"""How alike two ids must be where one is the name of a file, which hardly anybody types."""

_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f’']\d{3})+(?!\d)|\d+(?:[.,]\d+)*")
"""Groups of three digits may stand apart, as Spanish and French write them."""
_CALL = re.compile(r"\{\{.*?\}\}")
_STRING = re.compile(r'"[^"]*"')
_PAGE_LINK = re.compile(r"\]\(([^)]*)\)")


def check(kb: KnowledgeBase) -> list[Problem]:
    """Everything that is wrong in the translations of a knowledge base whose records could be read."""
    found: list[Problem] = []
    found += _of_english(kb)
    for overlay in kb.overlays.values():
        for (collection, record_id), translation in overlay.records.items():
            found += _of_record(kb, overlay, collection, record_id, translation)
        for file, translation in overlay.pages.items():
            if page := markdown_pages.of(kb).pages.get(f"docs/{file}"):
                found += _of_page(overlay.code, translation, page.body)
        found += _of_messages(kb, overlay.code)
        found += _of_concepts(kb, overlay)
        found += _of_kept(kb, overlay)
    return found


def _of_no_record(kb: KnowledgeBase, collection: str, record_id: str) -> str:
    """The cure where a translation stands for a record that is not there."""
    if now := became(kb).get(f"{collection}/{record_id}"):
        return f"call it {now.moved_to}, to which it moved" if now.moved_to else "delete it: the record was withdrawn"
    close = nearest(record_id, kb.records.get(collection, {}), MISSPELT)
    return f"did you mean {collection}/{close}?" if close else "delete it, or name a record of data/"


def _of_record(
    kb: KnowledgeBase, overlay: Overlay, collection: str, record_id: str, translation: Translation
) -> Iterator[Problem]:
    if not kb.knows(collection, record_id):
        cure = _of_no_record(kb, collection, record_id)
        line = translation.lines.get("", 0)
        yield Problem(
            translation.path, line, min(line, 1), what=f"there is no record {collection}/{record_id}", cure=cure
        )
        return
    record = kb.records[collection].get(record_id)
    if record is None:  # it has mistakes of its own
        return
    english = dict(texts(record))
    for path, said in translation.texts.items():
        place = (translation.path, translation.lines.get(path, 1), 1)
        if path not in english:
            cure = f"did you mean {close}?" if (close := nearest(path, english)) else "delete the line and its digest"
            yield Problem(
                *place, what=f"{collection}/{record_id} has no text {path}", allowed=any_of(english), cure=cure
            )
        elif name_of(record, path, overlay.code):
            what = f"{path}: a source gives this name, in data/; a translation stands beside it"
            yield Problem(*place, what=what, cure="delete the line and its digest, or the name in data/")
        elif translation.fresh(path, english[path]):  # what was made from another wording is listed, not judged
            for what, cure in _wrong(overlay.code, english[path], said, prose="\n" in english[path]):
                yield Problem(*place, what=f"{path}: {what}", cure=cure)


def _wrong(code: str, english: str, said: str, prose: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with a translation of a text, and the cure."""
    if unicodedata.normalize("NFC", said) != said:
        yield "it is not in the form NFC of Unicode", "type it anew"
    if re.search(r"[<>{}]", said) or ("\n" in said and not prose):
        yield "it holds markup or a line break", "write plain text on one line"
    elif said.rstrip("\n") != said.strip():
        yield "it begins or ends with a blank", "delete the blanks at its ends"
    if (there := _targets(english)) != (here := _targets(said)):
        missing, strange = there - here, here - there
        yield (
            f"its links differ from the English: {any_of(sorted((missing or strange).elements()))} is {'missing' if missing else 'not there'}",
            "keep every link as it is, and translate the words in square brackets",
        )
    digits = catalogue.digits(code)
    if digits is not None and (
        lost := _numbers(LINK.sub(_words, english), digits) - _numbers(LINK.sub(_words, said), digits)
    ):
        yield (
            f"{any_of(sorted(lost))} of the English is missing",
            "write the number, with digits of either script",
        )
    for what in writing.of(code).mistakes(LINK.sub(_words, said)):
        yield what, "mend the spelling"


def _targets(text: str) -> Counter[str]:
    return Counter(match[1] for match in LINK.finditer(text))


def _words(link: re.Match[str]) -> str:
    """The words of a link."""
    return link[0].rpartition("](")[0][1:]


def _numbers(text: str, digits: Mapping[int, int]) -> set[str]:
    """The numbers of a text, whatever marks they are written with, be it with digits of the language or with those of English."""
    return {re.sub(r"\D", "", found) for found in _NUMBER.findall(text.translate(digits))}


def _of_page(code: str, translation: Translation, english: str) -> Iterator[Problem]:
    """A page of prose calls the same views in the same order, and leads to the same places."""
    body = translation.texts[BODY]
    if not translation.fresh(BODY, english):
        return
    if body.strip() == english.strip():
        what = "its text is still the English one"
        yield Problem(translation.path, 0, 0, what=what, cure="translate it, or delete the file")
    for what, wanted, found in (
        ("calls of views", _calls(english), _calls(body)),
        ("links", sorted(_PAGE_LINK.findall(english)), sorted(_PAGE_LINK.findall(body))),
    ):
        if wanted != found:
            different = list((Counter(wanted) - Counter(found)).elements()) or list(
                (Counter(found) - Counter(wanted)).elements()
            )
            yield Problem(
                translation.path, 0, 0, what=f"its {what} differ from those of the English page: {any_of(different or found)}",
                cure="take them over as they stand there",
            )  # fmt: skip
    for what in writing.of(code).mistakes(_PAGE_LINK.sub("]", _CALL.sub("", body))):
        yield Problem(translation.path, 0, 0, what=what, cure="mend the spelling")


def _calls(text: str) -> list[str]:
    """The calls of a page, without the sentences in them."""
    return [_STRING.sub(lambda string: '""' if " " in string[0] else string[0], call) for call in _CALL.findall(text)]


def _messages(kb: KnowledgeBase, code: str) -> tuple[Mapping[str, Text], Translation]:
    """The messages of the interface of a language; none where there is no file of them, or it cannot be used, which the catalogue tells."""
    if (kb.root / FOLDER / code / catalogue.FILE).is_file():
        with suppress(DataError):
            return catalogue.translated(code)
    return {}, Translation()


def _wanted(kb: KnowledgeBase) -> dict[str, str]:
    """The messages that the program says, each as it was in English when `kb words` wrote down what an editor tells of them."""
    if not is_there(file := kb.root / SAID_BY_THE_PROGRAM):
        return {}
    try:
        told = json.loads(file.read_text("utf-8"))
    except ValueError:  # half of a merge; `kb words` writes it anew
        return {}
    found: dict[str, str] = {}

    def walk(group: Mapping[str, Any], above: str) -> None:
        for key, value in group.get("properties", {}).items():
            if "description" in value:
                found[f"{above}{key}"] = value["description"]
            elif "patternProperties" not in value:
                walk(value, f"{above}{key}.")

    walk(told, "")
    return {id: text for id, text in found.items() if not id.startswith(("language.", f"{catalogue.ABOUT}."))}


def _of_english(kb: KnowledgeBase) -> Iterator[Problem]:
    """The English messages have the ids and the places that the program gives: without them pages would stop that have no part in it."""
    messages, translation = _messages(kb, catalogue.ENGLISH)
    wanted = _wanted(kb) if messages else {}
    for id, before in wanted.items():
        above = id.rpartition(".")[0]
        place = next((line for key, line in translation.lines.items() if key.startswith(f"{above}.")), 0)
        if id not in messages:
            new = nearest(id, [key for key in messages if key not in wanted], MISSPELT)
            cure = f"rename {new} back" if new else "restore it from git; after a change of the program, kb words"
            what, allowed = f"the message {id} is missing, and the program says it", f"“{before}”"
            yield Problem(translation.path, place, min(1, place), what=what, allowed=allowed, cure=cure)
            continue
        line = translation.lines.get(id, 0)
        text = messages[id]
        now, then = (
            set().union(*places_of(said)) for said in (text if isinstance(text, str) else text["other"], before)
        )
        if now != then:
            strange, lacking = (
                ", ".join(f"{{{name}}}" for name in sorted(names)) for names in (now - then, then - now)
            )
            what = f"{id}: the program does not fill {strange}" if strange else f"{id}: {lacking} is gone"
            cure = f"write {lacking}" if lacking else f"take {strange} away"
            allowed = f"the places of “{before}”"
            yield Problem(
                translation.path,
                line,
                min(1, line),
                what=what,
                allowed=allowed,
                cure=f"{cure}; after a change of the program, kb words",
            )


def _of_messages(kb: KnowledgeBase, code: str) -> Iterator[Problem]:
    """The messages of the interface: each is one of the English, with its places and elements."""
    messages, translation = _messages(kb, code)
    spoken = catalogue.english()
    for id, text in messages.items():
        place = (translation.path, translation.lines.get(id, 0), min(1, translation.lines.get(id, 0)))
        if id.startswith("language."):
            continue
        if id not in spoken.messages:
            if id in _wanted(kb):
                continue  # told of the English
            cure = f"did you mean {close}?" if (close := nearest(id, spoken.messages)) else "delete it"
            yield Problem(*place, what=f"there is no message {id}", cure=cure)
        elif translation.fresh(id, catalogue.wording(spoken.messages[id])):
            yield from (
                Problem(*place, what=f"{id}: {what}", cure=cure)
                for what, cure in _message(code, spoken.messages[id], text)
            )


def _message(code: str, english: Mapping[str, str] | str, text: Mapping[str, str] | str) -> Iterator[tuple[str, str]]:
    wanted, given = places_of(english), places_of(text)
    for what, there, here in (("place", wanted[0] - {"count"}, given[0] - {"count"}), ("element", wanted[1], given[1])):
        if there != here:
            yield (
                f"{what}s differ from the English: {any_of(sorted(there ^ here))}",
                f"keep {'{name}' if what == 'place' else '<name>…</name>'} as the English has it",
            )
    said = text if isinstance(text, str) else text["other"]
    for what in writing.of(code).mistakes(said):
        yield what, "mend the spelling"


# Concepts ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A text that a language says, what the English says, and where it stands."""

    path: str
    line: int
    where: str
    english: str
    said: str


def everything_said(kb: KnowledgeBase, overlay: Overlay) -> Iterator[Said]:
    """Every text of a language that was made from the English of today: of records, pages and the interface."""
    for (collection, record_id), translation in overlay.records.items():
        if record := kb.records[collection].get(record_id):
            english = dict(texts(record))
            for path, said in translation.texts.items():
                if path in english and translation.fresh(path, english[path]):
                    where = f"{record_id}: {path}" if record.keyed else path
                    yield Said(translation.path, translation.lines.get(path, 1), where, english[path], said)
    for file, translation in overlay.pages.items():
        page = markdown_pages.of(kb).pages.get(f"docs/{file}")
        if page and translation.fresh(BODY, page.body):
            yield Said(translation.path, 0, BODY, _CALL.sub("", page.body), translation.texts[BODY])
    messages, translation = _messages(kb, overlay.code)
    spoken = catalogue.english().messages
    for id, text in messages.items():
        if id in spoken and translation.fresh(id, catalogue.wording(spoken[id])):
            line = translation.lines.get(id, 0)
            yield Said(translation.path, line, id, catalogue.wording(spoken[id]), catalogue.wording(text))


def _of_concepts(kb: KnowledgeBase, overlay: Overlay) -> Iterator[Problem]:
    """A word that the language does not use for a concept stands where the English speaks of it; names that a source gives are facts."""
    if not overlay.concepts:
        return
    names = _names(kb, overlay.code)
    avoided_at_all = re.compile(
        "|".join(re.escape(word) for c in overlay.concepts.values() for word in c.avoid) or "(?!)"
    )
    for said in everything_said(kb, overlay):
        if not avoided_at_all.search(said.said):
            continue
        own = names.sub(" ", said.said) if names else said.said
        for concept in overlay.concepts.values():
            avoided = [word for word in concept.avoid if word in own]
            if avoided and concept.is_meant(said.english):
                yield Problem(
                    said.path,
                    said.line,
                    min(1, said.line),
                    what=f"{said.where}: {avoided[0]} stands for {concept.name}",
                    allowed=f"{FOLDER}/{overlay.code}/{concepts.FILE}:{concept.line} calls it {concept.word}",
                    cure="write that word, or change the concept with a reason",
                )


def called_otherwise(kb: KnowledgeBase, overlay: Overlay) -> Iterator[tuple[Said, Concept]]:
    """The texts whose English speaks of a concept and which have no word of it: it may be rightly so, and a reader of the language must say."""
    for said in everything_said(kb, overlay):
        for concept in overlay.concepts.values():
            if concept.is_meant(said.english) and not any(word in said.said for word in (concept.word, *concept.also)):
                yield said, concept


def _of_kept(kb: KnowledgeBase, overlay: Overlay) -> Iterator[Problem]:
    """What stays English on purpose is a text of a record, and stands nowhere in the other language."""
    for (collection, record_id, path), kept in overlay.kept.items():
        place, ref = (kept.path, kept.line, 1), f"{collection}/{record_id}"
        twice = Problem(
            *place,
            what=f"{ref}: {path} is said to stay English, and is translated",
            cure="delete the line here, or the translation",
        )
        if collection == PAGES:
            there, file = markdown_pages.of(kb), f"docs/{record_id}.md"
            if file not in there.pages and (
                file in there.unread or f"docs/{overlay.code}/{record_id}.md" in there.pages
            ):
                continue  # told of the page
            if file not in there.pages or path != BODY:
                cure = f"write {PAGES}/<page>: {{{BODY}: why}}"
                yield Problem(*place, what=f"there is no page {ref}: {path}", cure=cure)
            elif f"{record_id}.md" in overlay.pages:
                yield twice
        elif collection not in overlays.TRANSLATED or not kb.knows(collection, record_id):
            cure = _of_no_record(kb, collection, record_id)
            yield Problem(*place, what=f"there is no record {ref}", cure=cure)
        elif record := kb.records[collection].get(record_id):
            english = dict(texts(record))
            if path not in english:
                cure = f"did you mean {close}?" if (close := nearest(path, english)) else "delete the line"
                yield Problem(*place, what=f"{ref} has no text {path}", allowed=any_of(english), cure=cure)
            elif not may_be_a_draft(kb, record, path, english[path]):
                what = f"{ref}: {path} is never shown as a draft, so that no reason need be given"
                yield Problem(*place, what=what, cure="delete the line")
            elif name_of(record, path, overlay.code) or path in overlay.of(collection, record_id).texts:
                yield twice


def _names(kb: KnowledgeBase, code: str) -> re.Pattern[str] | None:
    """The names that sources give in this language, the longest first."""
    named = [
        record.names for records in kb.records.values() for record in records.values() if isinstance(record, Named)
    ]
    named += [person.names for person in named_elsewhere(kb)]
    found = {form for names in named if code in names for form in names[code].forms}
    return re.compile("|".join(map(re.escape, sorted(found, key=len, reverse=True)))) if found else None
