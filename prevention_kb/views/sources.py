"""Every source: an index by title, and by letter how far each was read and who cites it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from textwrap import shorten

from .. import link_check
from ..models import Source
from ..render import Page, render
from .parts import part


def source_list(page: Page) -> str:
    """Every source by title, each leading to what is known of it."""
    sources = sorted(page.kb.all(Source).values(), key=lambda s: (_plain(s.title), s.id))
    letters = [(letter, list(group)) for letter, group in groupby(sources, key=lambda s: _initial(s.title))]
    return render(
        "source_list.html",
        page,
        letters=letters,
        shown=_short_titles(sources),
        counts=Counter(s.read for s in sources),
        total=len(sources),
    )


def sources_in(page: Page, letter: str) -> str:
    """The sources whose ids begin with a letter, each with how far it was read and the facts that cite it."""
    found, its, around = part(sorted(page.kb.all(Source).values(), key=lambda s: s.id), letter)
    letter = found.label.removeprefix("Sources: ")
    page.describe(f"Sources under {letter}: how far each of the {len(its)} was read, and the facts that cite it")
    return render(
        "sources_in.html",
        page,
        part=found,
        sources=its,
        neighbours=around,
        citing={s.id: sorted(page.kb.citing(s), key=lambda r: (r.collection, r.id)) for s in its},
        answers=link_check.read(page.kb.root),
    )


def _short_titles(sources: list[Source]) -> dict[str, str]:
    """The titles cut short, by id; where two would read the same, whole, and with the publisher: the page names every source."""
    short = {s.id: _cut(s.title, 50) for s in sources}
    times, whole = Counter(short.values()), Counter(s.title for s in sources)
    for s in sources:
        if times[short[s.id]] > 1:
            short[s.id] = s.title if whole[s.title] == 1 else f"{s.title}, {_cut(s.publisher, 40)}"
    return short


def _cut(text: str, length: int) -> str:
    """The words that fit."""
    return shorten(text, length, placeholder="…")


def _plain(title: str) -> str:
    return title.lstrip("[“\"'‘(").casefold()


def _initial(title: str) -> str:
    first = _plain(title)[:1].upper()
    return "0–9" if first.isdigit() else first if first.isalpha() and first.isascii() else "#"


ALL = [source_list, sources_in]
