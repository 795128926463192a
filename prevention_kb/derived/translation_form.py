"""The file of a translation as somebody fills it in: the English as comments, the digests ready. `kb translate` writes it, and pages offer it as a form."""

from __future__ import annotations

import json

from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..facts.texts import texts, translatable
from ..facts.translation import Overlay, digest
from ..reading.catalogue import english
from ..reading.markdown_pages import MarkdownPage
from ..reading.overlays import FOLDER, HEAD_TEXTS, PAGES
from ..reading.translations import OF, READ
from .translated import may_be_a_draft, name_of

SCHEMAS = f"schema/{FOLDER}"
"""Where the schemas of files of translations stand."""


def place(code: str, record: Record) -> str:
    """The file that holds the translation of a record."""
    end = ".yaml" if record.keyed else f"/{record.id}.yaml"
    return f"{FOLDER}/{code}/{record.collection}{end}"


def place_of_page(code: str, file: str) -> str:
    """The file that holds the translation of the page in this file of docs/."""
    return f"{FOLDER}/{code}/{PAGES}/{file}"


def form(kb: KnowledgeBase, code: str, record: Record) -> str:
    """The file of a record: each English text as a comment above its path, with what is there already."""
    overlay = kb.overlays.get(code, Overlay(code))
    there = overlay.of(record.collection, record.id)
    can = translatable(type(record))
    rows = [_comment("about", record=f"{record.collection}/{record.id}")]
    of: dict[str, str] = {}
    for path, text in texts(record):
        if not can.fullmatch(path) or name_of(record, path, code):
            continue
        rows += [f"# {line}" for line in text.split("\n")]
        if not may_be_a_draft(kb, record, path, text):
            rows.append(_comment("guarded"))
        rows.append(f"{path}: {_quoted(there.texts.get(path, ''))}")
        of[path] = digest(text)
    rows += [f"{OF}:", *(f'  {path}: "{value}"' for path, value in of.items())]
    rows.append(f"# {READ}: {{by: , on: {DAY}}}   {english().say('translation.form.read')}")
    if record.keyed:
        return f"{record.id}:\n" + "".join(f"  {row}\n" for row in rows)
    return schema_line(place(code, record)) + "\n".join(rows) + "\n"


def form_of_page(page: MarkdownPage) -> str:
    """The file of a page: its head with the English as comments, and the English prose, to be replaced."""
    heads = [row for name in HEAD_TEXTS if name in page.meta for row in (f"# {page.meta[name]}", f'{name}: ""')]
    return "\n".join(
        ["---", *heads, f'{OF}: "{digest(page.body)}"', _comment("page"), "---", "", page.body.strip(), ""]
    )


def schema_line(path: str) -> str:
    """The first line of the file of translations at this path, by which an editor knows what may stand in it."""
    _, _, collection, *_ = path.split("/")
    return (
        f"# yaml-language-server: $schema={'../' * path.count('/')}{SCHEMAS}/{collection.removesuffix('.yaml')}.json\n"
    )


DAY = "2026-12-10"
"""A day as it is written, for an example."""


def _comment(id: str, **places: str) -> str:
    return f"# {english().say(f'translation.form.{id}', **places)}"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
