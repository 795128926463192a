"""Every source, and who cites it."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from .. import link_check
from ..models import Source
from ..render import Page, render


def source_list(page: Page) -> str:
    """Every source with the facts that cite it, by publisher."""
    sources = sorted(page.kb.all(Source).values(), key=lambda s: (s.publisher.casefold(), s.title.casefold()))
    letters = [(letter, list(group)) for letter, group in groupby(sources, key=_initial)]
    citing = {s.id: sorted(page.kb.citing(s), key=lambda r: (r.collection, r.id)) for s in sources}
    return render(
        "source_list.html",
        page,
        letters=letters,
        citing=citing,
        counts=Counter(s.read for s in sources),
        total=len(sources),
        answers=link_check.read(page.kb.root),
    )


def _initial(source: Source) -> str:
    first = source.publisher.lstrip("[“\"'")[:1].upper()
    return first if first.isalpha() and first.isascii() else "#"


ALL = [source_list]
