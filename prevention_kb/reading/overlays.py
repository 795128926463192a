"""languages/<code>/ as overlays: what another language says of records and on pages; every mistake of shape with its place.

A file of a record holds its texts by their paths (`title`, `steps.0`), `of` with the digest of the English that each was made from, and,
once a native reader has seen them, `read` with the name and day. Kinds whose records share a file in data/ share one here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from ..facts.kinds import COLLECTIONS
from ..facts.shape import LANGUAGE, Record
from ..facts.sources import Source
from ..facts.texts import paths, translatable
from ..facts.translation import Overlay, Reading, Translation
from . import concepts, kept, markdown_pages, persons, thesaurus, translations
from . import yaml_file as source
from .catalogue import ENGLISH, FILE
from .files import own
from .problems import Problem, any_of, nearest
from .translations import DIGEST, OF, READ

FOLDER = "languages"
PAGES = "pages"
BODY = "body"
"""The path under which the text of a page stands."""
WITHOUT_LANGUAGE = (f"{FOLDER}/{ENGLISH}/{FILE}", f"{FOLDER}/{ENGLISH}/{thesaurus.FILE}", persons.FILE)
"""The files that stand in no folder of a language over English."""
TRANSLATED = {name: model for name, model in COLLECTIONS.items() if model is not Source}
"""The kinds of records that other languages say anew: a source is called as it is printed."""


def read_all(root: Path) -> tuple[Mapping[str, Overlay], list[Problem]]:
    """The overlays of all languages of a project by their code, and what is wrong in their files."""
    found: dict[str, Overlay] = {}
    problems: list[Problem] = []
    folder = root / FOLDER
    inside = [file.relative_to(root).as_posix() for file in own(folder)]
    for shown in inside:
        if (shown.count("/") == 1 or shown.startswith(f"{FOLDER}/{ENGLISH}/")) and shown not in WITHOUT_LANGUAGE:
            what, allowed = "nothing reads a file of this name", any_of(WITHOUT_LANGUAGE)
            problems.append(Problem(shown, 0, 0, what=what, allowed=allowed, cure="rename or delete it"))
    for name in dict.fromkeys(shown.split("/")[1] for shown in inside if shown.count("/") > 1):
        shown = f"{FOLDER}/{name}"
        if name == ENGLISH:
            continue
        if not re.fullmatch(LANGUAGE, name):
            allowed = "a code of two or three small letters, as km (ISO 639)"
            problems.append(Problem(shown, 0, 0, what="no language has this code", allowed=allowed, cure="rename it"))
        elif (folder / ENGLISH / FILE).is_file() and not (folder / name / FILE).is_file():
            what = "the file is missing, without which there is no such language"
            allowed = "language: {name: …, locale: …}, at least"
            cure = "restore it from git, or write it; delete the folder of a language that nobody needs"
            problems.append(Problem(f"{shown}/{FILE}", 0, 0, what=what, allowed=allowed, cure=cure))
        else:
            found[name] = _overlay(root, name, problems)
    return MappingProxyType(found), problems


def _overlay(root: Path, code: str, problems: list[Problem]) -> Overlay:
    records: dict[tuple[str, str], Translation] = {}
    pages: dict[str, Translation] = {}
    folder = root / FOLDER / code
    for file in own(folder):
        shown = file.relative_to(root).as_posix()
        inside = file.relative_to(folder).as_posix()
        first, _, rest = inside.partition("/")
        if inside in (FILE, concepts.FILE, kept.FILE):
            continue
        if first == PAGES and inside.endswith(".md"):
            if page := _page(file, shown, problems):
                pages[rest] = page
        elif (model := TRANSLATED.get(first)) and not model.keyed and re.fullmatch(r"[^/]+\.yaml", rest):
            document = source.read(file, shown)
            problems += document.problems
            if not document.problems:
                records[first, file.stem] = _translation(model, document, (), problems)
        elif (model := TRANSLATED.get(inside.removesuffix(".yaml"))) and model.keyed:
            document = source.read(file, shown)
            problems += document.problems
            if document.problems:
                continue
            if not isinstance(document.value, dict):
                what, cure = "the file holds no records", "write <id>: {path: text}, as hybrid: {definition: …}"
                problems.append(Problem(shown, 1, 1, what=what, cure=cure))
                continue
            for record_id in document.value:
                records[model.collection, record_id] = _translation(model, document, (record_id,), problems)
        else:
            problems.append(_misplaced(shown, code))
    shown = f"{FOLDER}/{code}"
    called = concepts.read(folder / concepts.FILE, f"{shown}/{concepts.FILE}", problems)
    left = kept.read(folder / kept.FILE, f"{shown}/{kept.FILE}", problems)
    return Overlay(code, MappingProxyType(records), MappingProxyType(pages), called, left)


def _misplaced(shown: str, code: str) -> Problem:
    folders = [f"{name}/<id>.yaml" for name, model in TRANSLATED.items() if not model.keyed]
    files = [f"{name}.yaml" for name, model in TRANSLATED.items() if model.keyed]
    return Problem(
        shown,
        0,
        0,
        what="no file of a translation has this name",
        allowed=f"in {FOLDER}/{code}/ stand {any_of([FILE, concepts.FILE, kept.FILE, *files, *folders, f'{PAGES}/<page>.md'])}",
        cure="rename or delete it; `kb translate <collection>/<id>` writes a file with the right name",
    )


def _translation(
    model: type[Record], document: source.Document, at: tuple[str, ...], problems: list[Problem]
) -> Translation:
    """One group of texts with their digests; mistakes go to `problems`."""
    entry = document.value
    for step in at:
        entry = entry[step]
    if not isinstance(entry, dict):
        where = document.place(at) if at else (1, 1)
        what = f"{at[-1]} holds no texts" if at else "the file holds no texts"
        problems.append(Problem(document.path, *where, what=what, cure="write path: text, as title: …"))
        return Translation(path=document.path)
    known = translatable(model)
    texts: dict[str, str] = {}
    for path, text in entry.items():
        if path in (OF, READ):
            continue
        if not known.fullmatch(path):
            problems.append(_not_said(model, document, (*at, path)))
        elif not isinstance(text, str) or not text.strip():
            problems.append(
                Problem(document.path, *document.place((*at, path)), what=f"{path} is no text", cure="write the text, or delete the line")
            )  # fmt: skip
        else:
            texts[path] = text
    lines = {
        ".".join(map(str, key[len(at) :])): line for key, line in document.lines.items() if len(key) == len(at) + 1
    }
    lines[""] = document.lines.get(at, 1)
    of = translations.digests(document, (*at, OF), entry.get(OF), texts, problems, also=entry)
    read = translations.readings(document, (*at, READ), entry.get(READ), texts, problems)
    return Translation(MappingProxyType(texts), MappingProxyType(of), MappingProxyType(read), document.path, lines)


def _not_said(model: type[Record], document: source.Document, at: tuple[str, ...]) -> Problem:
    path = at[-1]
    kinds = [re.sub(r"\\\.\[[^]]*\]\+", ".0", pattern).replace("\\.", ".") for pattern, _ in paths(model)]
    close = nearest(path, kinds)
    return Problem(
        document.path,
        *document.place(at, key=True),
        what=f"{path!r} is no text of a record of {model.collection} that another language can say",
        allowed=any_of(kinds),
        cure=f"did you mean {close}?" if close else "delete the line",
    )


HEAD_TEXTS = ("title", "description", "short")
"""What the head of a translated page may say."""


def _page(file: Path, shown: str, problems: list[Problem]) -> Translation | None:
    """The prose of a page: what its head says, and the body; made from one state of the English page."""
    count = len(problems)
    meta, body = markdown_pages.head_and_body(file, shown, problems)
    if len(problems) > count:
        return None
    unknown = [name for name in meta if name not in (*HEAD_TEXTS, OF, READ)]
    of, read = str(meta.get(OF, "")), meta.get(READ)
    what = cure = ""
    if unknown:
        what, cure = f"{unknown[0]} is no field of a translated page", "delete the line"
    elif not DIGEST.fullmatch(of):
        what, cure = "of does not say which state of the English page it was made from", "run `kb translate --stamp`"
    elif read is not None and (what := translations.no_reading(read)):
        cure = "write read: {by: a name, on: 2026-12-10}"
    if what:
        allowed = any_of((*HEAD_TEXTS, OF, READ))
        problems.append(Problem(shown, 1, 1, what=what, allowed=allowed, cure=cure))
        return None
    texts = {name: str(meta[name]) for name in HEAD_TEXTS if name in meta} | {BODY: body}
    readings = dict.fromkeys(texts, Reading(str(read["by"]), str(read["on"]))) if read else {}
    return Translation(texts, {BODY: of}, readings, shown)
