"""How far the site speaks another language, and what is still to be read or said."""

from __future__ import annotations

from collections import Counter

from ...derived.translated import STATES, every_text, standing
from ...facts.kinds import COLLECTIONS
from ...facts.translation import digest
from ...reading import catalogue, markdown_pages
from ...reading.overlays import BODY
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
        kept = [text for text in every_text(facts, overlay) if text.state == "kept"]
        languages.append((code, rows, whole, kept))
    return render("translation_table.html", page, languages=languages, states=STATES) if languages else ""


def _messages(code: str) -> Counter[str]:
    """The messages of the interface by their state."""
    messages, translation = catalogue.translated(code)
    found: Counter[str] = Counter()
    for id, text in catalogue.english().messages.items():
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
    facts = page.kb.original
    there = facts.overlays[code].pages
    found: Counter[str] = Counter()
    for file, english in markdown_pages.of(facts).pages.items():
        name = file.removeprefix("docs/")
        if name.startswith(tuple(f"{other}/" for other in facts.overlays)) or not markdown_pages.has_prose(
            english.body
        ):
            continue
        said = there.get(name)
        if said is None:
            found["missing"] += 1
        else:
            found[said.state(BODY) if said.of.get(BODY) == digest(english.body) else "stale"] += 1
    return found


ALL = [translation_table]
