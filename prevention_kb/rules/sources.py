"""Sources: used, found again, named once, not newer than their reading; what rests on them claims no more than they give."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Protocol, cast
from urllib.parse import urlsplit

from pydantic import BaseModel

from ..facts.dates import When
from ..facts.knowledge import KnowledgeBase
from ..facts.promises import Promise
from ..facts.shape import Checked
from ..facts.sources import Source, bare
from ..facts.treaties import Status
from ..reading.yaml_file import Path
from .broken import Broken, each


def sources_are_used(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every source supports some fact; not asked while a record cannot be read that might cite it."""
    if kb.broken:
        return
    for source in kb.all(Source).values():
        if not kb.citing(source):
            yield Broken(
                source,
                (),
                what=f"no fact cites the source {source.id}",
                allowed="sources that some record names",
                cure="cite it, or delete it",
            )


def sources_say_where(kb: KnowledgeBase) -> Iterator[Broken]:
    """A source that was read has an address or a word on where it was read, and the day; one that was not read has no such day."""
    for source in kb.all(Source).values():
        if source.read == "none" and source.accessed:
            yield Broken(
                source,
                ("accessed",),
                what=f"read on {source.accessed}, but read says that no copy was read",
                allowed="accessed with read: opening, whole or excerpt",
                cure="say how far it was read, or delete accessed",
            )
        if source.read != "none":
            if not (source.URL or source.archive or source.note):
                yield Broken(
                    source,
                    ("read",),
                    what="the source was read, but nothing says where",
                    allowed="URL, archive or note",
                    cure="add its address",
                )
            if not source.accessed:
                yield Broken(
                    source,
                    ("read",),
                    what="the source was read, but not when",
                    allowed="accessed: the day, as 2026-11-22",
                    cure="add accessed",
                )


def sources_have_one_record(kb: KnowledgeBase) -> Iterator[Broken]:
    """One address is one source."""
    seen: dict[str, Source] = {}
    for source in kb.all(Source).values():
        if source.URL:
            first = seen.setdefault(bare(source.URL), source)
            if first is not source:
                yield Broken(
                    source,
                    ("URL",),
                    what=f"the address is that of {first.id}",
                    allowed="one record for one address",
                    cure=f"cite {first.id} instead and delete this one",
                )


SCRIPTS = {
    "ar": ("ARABIC",), "ja": ("HIRAGANA", "KATAKANA", "CJK"), "km": ("KHMER",), "lo": ("LAO",), "my": ("MYANMAR",), "ru": ("CYRILLIC",),
    "ta": ("TAMIL",), "th": ("THAI",), "uk": ("CYRILLIC",), "zh": ("CJK",),
}  # fmt: skip
"""How Unicode names begin of the letters in which a language is written, where they are not Latin."""
LATIN = ("LATIN", "MODIFIER")


def _letters(text: str, scripts: tuple[str, ...]) -> float:
    """What share of the letters of a text is of these scripts; all of it where it has no letter."""
    letters = [unicodedata.name(letter, LATIN[0]) for letter in text if letter.isalpha()]
    return sum(name.startswith(scripts) for name in letters) / len(letters) if letters else 1


def titles_say_their_language(kb: KnowledgeBase) -> Iterator[Broken]:
    """A title mostly in letters that English does not have names its language, one in another language what it means, and neither says so falsely."""
    for source in kb.all(Source).values():
        ours, scripts = source.is_titled_by_us, SCRIPTS.get(source.language or "", LATIN)
        if ours and _letters(source.title, LATIN) < 0.5:
            yield Broken(
                source,
                ("title",),
                what="a title in [square brackets] is ours, and this one is not in Latin letters",
                allowed="a title as printed without brackets, or one of ours in English within them",
                cure="take the brackets off and add in_english, where it is printed so; else write it in English",
            )
        elif not source.language and _letters(source.title, LATIN) < 0.5:
            yield Broken(
                source,
                ("title",),
                what="the title is not in Latin letters, and nothing says in what language it is",
                allowed="language: its code, as km for Khmer",
                cure="add language: km, or whichever it is",
            )
        elif source.is_foreign and not _letters(source.title, scripts):
            yield Broken(
                source,
                ("language",),
                what=f"{source.language}, but no letter of the title is one of this language",
                allowed="the language in which the title is printed",
                cure="mend the code; or put a title of our own in English into [square brackets]",
            )
        elif source.is_foreign and not source.in_english:
            yield Broken(
                source,
                ("language",),
                what="the title is in another language, and nothing says what it means",
                allowed="in_english: the title in English, in words of your own",
                cure="add in_english; a title of your own in English stands in [square brackets] instead",
            )
        elif source.in_english and ours:
            yield Broken(
                source,
                ("in_english",),
                what="the title is in English itself, and ours: it stands in [square brackets]",
                allowed="in_english for a title as it is printed",
                cure="delete in_english, or write the title as printed, without brackets",
            )
        elif source.in_english and not source.language:
            yield Broken(
                source,
                ("in_english",),
                what="the title is in English itself",
                allowed="in_english for a title in another language, with language",
                cure="delete in_english, or add language",
            )
        elif source.in_english:
            yield from _meaning(source, source.in_english)


def _meaning(source: Source, said: str) -> Iterator[Broken]:
    """What is wrong with what a title means: it is the title once more, not in English, or has the brackets that the site sets."""
    cure = "write what the title says, in English and in words of your own"
    if said.casefold().strip(". ") == source.title.casefold().strip(". "):
        what, allowed = "it is the title once more", "the title in English"
        cure += "; where it is printed in English, delete language and in_english"
        yield Broken(source, ("in_english",), what=what, allowed=allowed, cure=cure)
    elif _letters(said, LATIN) < 0.5:
        what = "it is not in Latin letters"
        yield Broken(source, ("in_english",), what=what, allowed="the title in English", cure=cure)
    elif said.startswith("[") and said.endswith("]"):
        what, allowed = "it stands in brackets of its own", "the words alone: the site sets the brackets"
        yield Broken(source, ("in_english",), what=what, allowed=allowed, cure=f"write {said[1:-1].strip()}")


MIRRORS = (
    "docslib.org", "docplayer.", "docsbay.net", "docest.com", "fdocuments.", "fliphtml5.com", "lawsdocbox.com", "pdfdrive.", "pdfslide.", "readkong.com",
    "scribd.com", "slideplayer.", "studylib.net", "vdocument", "yumpu.com", "ki-media.blogspot", "khmerization.blogspot", "liquisearch.com",
)  # fmt: skip
"""Sites that hold files and reports of others."""


_COPY = re.compile(
    r"\b(cop(y|ies|ied)|repost(ed)?|mirrored|hosted|printed (by|in)|reprint(ed|ing)?|text (at|on))\b", re.IGNORECASE
)
"""How a publisher says that the text lies with somebody else."""


def copies_say_so(kb: KnowledgeBase) -> Iterator[Broken]:
    """What was read on a site that holds the files of others is marked as a copy, or ranked below press; a repost says why it stands."""
    for source in kb.all(Source).values():
        host = urlsplit(source.URL or "").netloc
        if (said := _COPY.search(source.publisher)) and not source.mirror:
            yield Broken(
                source,
                ("publisher",),
                what=f"“{said[0]}”, but the source is not marked as a copy",
                allowed="mirror: true for a text on somebody else’s site",
                cure="add mirror: true, or name the publisher alone where the address is its own",
            )
        elif any(mirror in host for mirror in MIRRORS) and not source.mirror and source.standing != "other":
            yield Broken(
                source,
                ("standing",),
                what=f"{source.standing}, but {host} holds the files of others",
                allowed="mirror: true for a copy, or standing: other",
                cure="add mirror: true where the text is somebody else's, or write standing: other",
            )
        elif "KI Media" in source.publisher and not source.note:
            yield Broken(
                source,
                ("publisher",),
                what="a private blog that reposts news, without a word on why it stands here",
                allowed="the address of the publisher itself, or a note with the reason",
                cure="look for the first publisher's own page, or say in note that none could be read",
            )


def authors_have_a_name(kb: KnowledgeBase) -> Iterator[Broken]:
    """An author of a source is a person, with family and given names, or a body, with a literal one."""
    for source in kb.all(Source).values():
        for index, name in enumerate(source.author):
            allowed = "family and given, or literal alone"
            if not (name.family or name.literal):
                yield Broken(
                    source,
                    ("author", index),
                    what="the author has no name",
                    allowed=allowed,
                    cure="write family: …, or literal: …",
                )
            elif name.literal and (name.family or name.given):
                what = "the author has a name in parts and a whole one"
                yield Broken(source, ("author", index), what=what, allowed=allowed, cure="delete one of the two")


def dates_fit_their_sources(kb: KnowledgeBase) -> Iterator[Broken]:
    """No source is newer than the day it was read; an `as_of` is neither newer nor more precise than its sources."""
    sources = kb.all(Source)
    for source in sources.values():
        if source.issued and source.accessed and source.issued.lower.isoformat() > source.accessed:
            yield Broken(
                source,
                ("issued",),
                what=f"{source.issued} is after the day on which it was read ({source.accessed})",
                allowed="a day before accessed",
                cure="compare both with the source",
            )
    for record in each(kb):
        for at, part in _parts_with_as_of(record):
            named = part.rests_on if isinstance(part, Promise) and part.rests_on else part.sources
            cited = [sources[s] for s in named if s in sources]
            days = {s.accessed for s in cited if s.accessed} | {s.issued.text for s in cited if s.issued}
            days |= {act.date.text for act in (part.acts if isinstance(part, Status) else ())}
            days |= {told.date.text for _, _, told in (part.developments if isinstance(part, Promise) else ())}
            known = [s.accessed or "" for s in cited]
            if not cited or len(cited) < len(named):
                continue
            newest = max(known) if all(known) else record.checked if isinstance(record, Checked) else "9999"
            if part.as_of.lower.isoformat() > newest:
                yield Broken(
                    record,
                    (*at, "as_of"),
                    what=f"{part.as_of} is newer than its sources ({newest})",
                    allowed="the newest moment that a source supports",
                    cure="name the newer source, or an earlier moment",
                )
            elif part.as_of.is_day and part.as_of.text not in days:
                yield Broken(
                    record,
                    (*at, "as_of"),
                    what=f"{part.as_of} is more precise than its sources",
                    allowed="a day only where a source, an act or what happened is dated to that day",
                    cure=f"write {part.as_of.text[:7]} or {part.as_of.text[:4]}, as the source has it",
                )


class Supported(Protocol):
    """A part that says until when its sources support it."""

    as_of: When
    sources: list[str]


def _parts_with_as_of(part: BaseModel, at: Path = ()) -> Iterator[tuple[Path, Supported]]:
    """Every part of a record that says until when its sources support it, be it of a kind that a later hand adds."""
    held = vars(part)
    if held.get("as_of") and "sources" in held:
        yield at, cast(Supported, part)
    for name, value in held.items():
        if isinstance(value, BaseModel):
            yield from _parts_with_as_of(value, (*at, name))
        elif isinstance(value, dict):
            for key, inner in value.items():
                if isinstance(inner, BaseModel):
                    yield from _parts_with_as_of(inner, (*at, name, key))
