"""Who speaks on a page: in which language, what it says of the facts, and where the pages of that language begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..derived.translated import in_language
from ..facts.knowledge import KnowledgeBase
from ..languages.language import Language
from ..reading import catalogue
from .page import Page
from .site import Site


@dataclass(frozen=True, slots=True)
class Speech:
    """The facts as a language says them, the language, and where its pages begin: as km/, and for English at the top of the site."""

    kb: KnowledgeBase
    language: Language
    within: str = ""

    @classmethod
    def of(cls, kb: KnowledgeBase, code: str, drafts: bool) -> Speech:
        """The language of this code, with or without the drafts of its translations."""
        if code == catalogue.ENGLISH:
            return cls(kb, catalogue.english())
        return cls(in_language(kb, code, drafts), catalogue.language(code, drafts=drafts), folder(code))

    def page(self, site: Site, here: str = "", **more: Any) -> Page:
        """A page on which this language speaks; `more` are fields of `Page`."""
        return Page(self.kb, site, here, language=self.language, within=self.within, **more)


def folder(code: str) -> str:
    """Where the pages of a language begin, from the top of the site."""
    return "" if code == catalogue.ENGLISH else f"{code}/"
