"""Every source: an index by short name, lists by title, and by letter how far each was read and who cites it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from ...derived import link_answers
from ...facts.knowledge import KnowledgeBase
from ...facts.shape import Subpage
from ...facts.sources import Source
from ..page import Page
from ..render import render
from .subpages import named, subpages


def source_list(page: Page) -> str:
    """Every source by its short name, each leading to what is known of it, and the ways to find one by its title."""
    sources = page.kb.all(Source).values()
    return render(
        "source_list.html",
        page,
        letters=list(_by_letter(page.kb).items()),
        titles=list(_by_title(page.kb)),
        counts=Counter(s.read for s in sources),
        total=len(sources),
    )


def sources_listed(page: Page, letter: str) -> str:
    """The sources whose titles begin with a letter, each whole and with its publisher, leading to what is known of it."""
    found, its, around = named(_by_title(page.kb), letter)
    page.describe(page.say("sources.describe-titles", count=len(its), first=its[0].title, last=its[-1].title))
    return render(
        "sources_listed.html",
        page,
        subpage=found,
        sources=its,
        neighbours=around,
        titles=list(_by_title(page.kb)),
    )


@lru_cache(maxsize=4)
def _by_title(kb: KnowledgeBase) -> Mapping[Subpage, list[Source]]:
    """The pages that list sources by title, each with its sources, in the order of the titles."""
    others_last = sorted(
        kb.all(Source).values(), key=lambda s: (s.listed_on.name == "other", s.listed_on.name, _plain(s.title), s.id)
    )
    return subpages(others_last, lambda source: source.listed_on)


@lru_cache(maxsize=4)
def _by_letter(kb: KnowledgeBase) -> Mapping[Subpage, list[Source]]:
    """The pages that show sources whole, each with its sources, in the order of their ids."""
    return subpages(sorted(kb.all(Source).values(), key=lambda s: s.id))


def sources_in(page: Page, letter: str) -> str:
    """The sources whose ids begin with a letter, or with some, each with how far it was read and the facts that cite it."""
    found, its, around = named(_by_letter(page.kb), letter)
    apart = [
        (other, of)
        for other, of in _by_letter(page.kb).items()
        if other.name != letter and other.name.startswith(letter)
    ]
    first, last = its[0].publisher, its[-1].publisher
    page.describe(page.say("sources.describe-letter", count=len(its), letter=letter.upper(), first=first, last=last))
    return render(
        "sources_in.html",
        page,
        subpage=found,
        sources=its,
        apart=apart,
        neighbours=around,
        citing={s.id: sorted(page.kb.citing(s), key=lambda r: (r.collection, r.id)) for s in its},
        answers=link_answers.read(page.kb.root),
    )


def _plain(title: str) -> str:
    return title.lstrip("[“”\"'‘’«(… ").casefold()


ALL = [source_list, sources_in, sources_listed]
