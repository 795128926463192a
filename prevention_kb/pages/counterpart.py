"""The page of the same address in another language: the same calls of views, and the prose as that language says it, or in English, marked.

Every page of docs/ has a counterpart in docs/<code>/ that holds one line, `{{ counterpart() }}`; what it shows is decided here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from ..derived import page_stubs, release_pages, translation_form
from ..facts.knowledge import KnowledgeBase
from ..facts.translation import NOTHING, Translation, digest
from ..languages import marks
from ..reading import markdown_pages
from ..reading.catalogue import FILE, english
from ..reading.overlays import BODY, FOLDER
from ..reading.problems import DataError, Problem
from . import verbatim
from .site import Site
from .speech import Speech
from .views import tools

SLUG = re.compile(r"[^a-z0-9]+")
_TOOL = re.compile("|".join(rf"\{{\{{\s*{view.__name__}\(" for view in tools.ALL))
_BLOCK = re.compile(r"(?<=\n\n)<(details|div|ul|ol|p|table|section|figure|aside)\b(?![^>]* lang=)")


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What such a page holds: Markdown with calls of views, the fields of its head, and who speaks in it."""

    body: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    speech: Speech | None = None


def code_of(kb: KnowledgeBase, address: str) -> str:
    """The language of a page at this address from the top of the site, where it is not English; an empty text where it is."""
    first, slash, _ = address.partition("/")
    return first if slash and first in kb.overlays else ""


@lru_cache(maxsize=1_000)
def of(kb: KnowledgeBase, code: str, file: str, drafts: bool) -> Counterpart:
    """The counterpart, in the language of this code, of the page in this file of docs/; DataError where there is no such page."""
    page = markdown_pages.of(kb).pages.get(f"docs/{file}")
    if page is None:
        raise DataError(
            [
                Problem(
                    f"docs/{code}/{file}",
                    0,
                    0,
                    what=f"there is no page docs/{file} of which it is the counterpart",
                    cure="delete it",
                )
            ]
        )
    said = kb.overlays[code].pages.get(file, NOTHING)
    speech = Speech.of(kb, code, drafts)
    tool = bool(_TOOL.search(page.body))
    body = None if tool else _shown(said, BODY, page.body, drafts)
    title = _title(kb, page, said if body else NOTHING, speech)
    meta = {name: value for name, value in page.meta.items() if name not in markdown_pages.TEXTS}
    meta |= {"title": marks.plain(title), "language": code, "drafts": drafts}
    if title.startswith(marks.ENGLISH):
        meta["title_language"] = "en"
    if body is None:
        meta["prose_language"] = "en"
    if body and "description" in said.texts:
        meta["description"] = said.texts["description"]
    elif "description" in page.meta:
        meta["description"] = page.meta["description"]
    if tool:
        return Counterpart(page.body, meta | {"body_language": "en"}, Speech(kb, english(), speech.within))
    if body is None:
        marked = _BLOCK.sub(lambda tag: f'{tag[0]} lang="en"', page.body)
        return Counterpart(f"{verbatim.ENGLISH}\n\n{marked}", meta, speech)
    return Counterpart(body, meta, speech)


def editing(kb: KnowledgeBase, site: Site, code: str, file: str) -> Mapping[str, str]:
    """Where the translation of this page is written on the web: `way` is edit, new, or too-long for a form, `href` the address of the form; nothing without a repository.

    A page of one record shows the translation of that record, a page with prose has its own; the words of every other stand in the interface.
    """
    if not site.repository:
        return {}
    page = markdown_pages.of(kb).pages[f"docs/{file}"]
    stub = page_stubs.stubs(kb).get(page.path)
    filled = None
    if stub and stub.view == stub.record.stub:
        path = translation_form.place(code, stub.record)
        filled = partial(translation_form.form, kb, code, stub.record)
    elif markdown_pages.has_prose(page.body) and not _TOOL.search(page.body):
        path = translation_form.place_of_page(code, file)
        filled = partial(translation_form.form_of_page, page)
    if filled is None or (kb.root / path).exists():
        path = path if filled else f"{FOLDER}/{code}/{FILE}"
        return {"way": "edit", "href": site.edit(path, 1) or ""}
    href = site.create(path, filled())
    return {"way": "new", "href": href} if href else {"way": "too-long"}


def _shown(said: Translation, path: str, english: str, drafts: bool) -> str | None:
    """A text of a page that may be shown, or None."""
    found = said.texts.get(path) if said.of.get(BODY) == digest(english) else None
    return found if drafts or path in said.read else None


def _title(kb: KnowledgeBase, page: markdown_pages.MarkdownPage, said: Translation, speech: Speech) -> str:
    """What the page is called: as its translation says, or its record, or the navigation; else the English title, marked."""
    if "title" in said.texts:
        return said.texts["title"]
    if stub := page_stubs.stubs(kb).get(page.path):
        record = speech.kb.records[stub.record.collection][stub.record.id]
        if stub.view == record.stub:
            return record.label
        for part in (record.shown_on, record.listed_on):
            if part and part.name == stub.argument:
                return speech.language.say(page_stubs.called(part))
    if released := release_pages.of(kb).get(page.path):
        return speech.language.say(released.title)
    id = f"frame.nav.{SLUG.sub('-', page.in_nav.lower())}"
    return speech.language.say(id) if page.in_nav and id in speech.language else marks.english(page.title)
