"""How far the site speaks another language, and what is still to be read or said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...derived.translated import STATES, every_text, standing
from ...facts.kinds import COLLECTIONS
from ...facts.shape import Record
from ...facts.translation import Kept, Overlay, digest
from ...reading import catalogue, markdown_pages
from ...reading.overlays import BODY, PAGES
from ..page import Page
from ..render import render


def translation_table(page: Page) -> str:
    """For each language over English, how many texts of each kind of record, of the interface and of the pages are in which state."""
    facts = page.kb.original
    languages = []
    for code, overlay in facts.overlays.items():
        rows = [
            (f"kinds.{name}.many", counts) for name, counts in standing(facts, overlay).items() if name in COLLECTIONS
        ]
        rows += [("translation.interface", _messages(code)), ("translation.pages", _pages(page, code))]
        whole: Counter[str] = Counter()
        for _, counts in rows:
            whole += counts
        kept: list[tuple[str, Record | str, str]] = [
            (text.record.label, text.record, text.why) for text in every_text(facts, overlay) if text.state == "kept"
        ]
        kept += [(of.title, of.address, why.why) for name, of in _prose(page) if (why := _kept(overlay, name))]
        languages.append((code, rows, whole, kept))
    return render("translation_table.html", page, languages=languages, states=STATES) if languages else ""


def _messages(code: str) -> Counter[str]:
    """The messages of the interface by their state."""
    messages, translation = catalogue.translated(code)
    found: Counter[str] = Counter()
    for id, text in catalogue.english().messages.items():
        if id.startswith(catalogue.ALONE):
            continue
        fresh = translation.fresh(id, catalogue.wording(text))
        if id not in messages:
            found["missing"] += 1
        elif fresh is None and not id.startswith("language."):
            found["stale"] += 1
        else:
            state = translation.state(id)
            found["guarded" if state == "draft" and id.startswith(catalogue.GUARDED) else state] += 1
    return found


def _pages(page: Page, code: str) -> Counter[str]:
    """The pages with prose of their own by the state of it."""
    overlay = page.kb.original.overlays[code]
    found: Counter[str] = Counter()
    for name, english in _prose(page):
        said = overlay.pages.get(name)
        if said is None:
            found["kept" if _kept(overlay, name) else "missing"] += 1
        else:
            found[said.state(BODY) if said.of.get(BODY) == digest(english.body) else "stale"] += 1
    return found


def _prose(page: Page) -> Iterator[tuple[str, markdown_pages.MarkdownPage]]:
    """The English pages with prose of their own, by their file in docs/."""
    facts = page.kb.original
    others = tuple(f"{code}/" for code in facts.overlays)
    for file, english in markdown_pages.of(facts).pages.items():
        name = file.removeprefix("docs/")
        if not name.startswith(others) and markdown_pages.has_prose(english.body):
            yield name, english


def _kept(overlay: Overlay, name: str) -> Kept | None:
    """Why the page in this file of docs/ stays English on purpose."""
    return overlay.kept.get((PAGES, name.removesuffix(".md"), BODY))


ALL = [translation_table]
