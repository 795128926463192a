"""What a record names exists, and links in prose lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..facts.kinds import COLLECTIONS, LINK, references
from ..facts.knowledge import KnowledgeBase
from ..facts.moved import Moved
from ..facts.shape import Record
from ..reading.moved import moved
from ..reading.problems import NEAR_ID, any_of, nearest
from ..reading.yaml_file import Path
from .broken import Broken, each, texts_and_dates


def references_exist(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every id that a record names is the id of a record. What many name is told once."""
    named: dict[tuple[str, str], list[tuple[Record, Path]]] = {}
    for record in each(kb):
        if any(missing(kb, *target) for target in kb.named[record.collection, record.id]):
            for at, collection, target in references(record):
                if missing(kb, collection, target):
                    named.setdefault((collection, target), []).append((record, at))
    for (collection, target), places in named.items():
        yield from _told(kb, f"{collection}/{target}", places, missing(kb, collection, target) or {})


def entries_differ(kb: KnowledgeBase) -> Iterator[Broken]:
    """A list names nothing twice: no source, no state, no other name. The passages of a document have a rule of their own."""
    for found in texts_and_dates(kb):
        seen: set[tuple[Path, str]] = set()
        again: dict[tuple[Path, str], list[Path]] = {}
        for at, text in found.texts:
            if type(at[-1]) is not int or at[0] == "passages":
                continue
            entry = (at[:-1], text)
            if entry in seen:
                again.setdefault(entry, []).append(at)
            seen.add(entry)
        for (_, text), places in again.items():
            twice = len(places) == 1
            yield Broken(
                found.record,
                places[0],
                what=f"{text} stands {'twice' if twice else f'{len(places) + 1} times'} in the list",
                allowed="each entry once",
                cure="delete one of the two" if twice else "delete all of them but one",
            )


def missing(kb: KnowledgeBase, collection: str, target: str) -> dict[str, str] | None:
    """What is wrong, what is allowed, and the cure of a reference that leads to no record; None where it leads to one."""
    if collection not in kb.records:
        what, allowed = f"there is no collection {collection!r}", f"collection/id, of {any_of(COLLECTIONS)}"
        return {"what": what, "allowed": allowed, "cure": "mend the part before the slash"}
    if kb.knows(collection, target):
        return None
    close = nearest(target, kb.records[collection], NEAR_ID)
    cure = f"did you mean {close}?" if close else f"remove it, or add the record: kb new {collection} {target}"
    if now := became(kb).get(f"{collection}/{target}"):
        there = (now.moved_to or "").removeprefix(f"{collection}/")
        cure = f"write {there} instead, to which it moved" if there else "remove it: it was withdrawn"
    what, allowed = f"there is no record {target!r} in {collection}", f"the id of a record in {collection}"
    return {"what": what, "allowed": allowed, "cure": cure}


@lru_cache(maxsize=2)
def became(kb: KnowledgeBase) -> dict[str, Moved]:
    """What data/moved.yaml says of ids that no record bears any more."""
    return moved(kb.root)[0]


def _of_a_link(cure: str) -> str:
    """The cure of a reference, where it is a link in a text."""
    return "remove the link, and keep its words" if cure.startswith("remove it") else cure


def links_in_prose_resolve(kb: KnowledgeBase) -> Iterator[Broken]:
    """A Markdown link in prose leads to the web (https) or to a record, as [ICCPR](treaties/iccpr)."""
    named: dict[str, list[tuple[Record, Path]]] = {}
    for found in texts_and_dates(kb):
        record = found.record
        for at, text in found.texts:
            if "](" not in text:
                continue
            if "](" in LINK.sub("", text):
                yield Broken(
                    record,
                    at,
                    what="a link is written in an unusual way, with brackets, a title or a space in it",
                    allowed="[words](https://…) or [words](collection/id)",
                    cure="write it in this plain form",
                )
            for target in LINK.findall(text):
                if not re.match(r"https?://[^/]", target) and missing(kb, *target.partition("/")[::2]):
                    named.setdefault(target, []).append((record, at))
    for target, places in named.items():
        collection, _, record_id = target.partition("/")
        fault = missing(kb, collection, record_id) or {}
        if collection not in kb.records:
            allowed = "https://…, or collection/id of a record"
            fault = {"what": f"the link ({target}) leads nowhere", "allowed": allowed, "cure": "mend the address"}
        yield from _told(kb, target, places, fault | {"near": f"]({target})", "cure": _of_a_link(fault["cure"])})


def _told(kb: KnowledgeBase, ref: str, places: list[tuple[Record, Path]], said: dict[str, str]) -> Iterator[Broken]:
    """One problem for what many records name; where it moved, one for each, since each gets the new name."""
    apart = len(places) if ref in became(kb) else 1
    for record, at in places[:apart]:
        words = {"what": said["what"], "allowed": said["allowed"], "cure": said["cure"], "near": said.get("near", "")}
        yield Broken(record, at, **words, also=places[apart:])
