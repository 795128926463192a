"""What a template sees: the facts, links from the page it stands on, prose as HTML, numbered sources."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from ..derived import citation, links, page_stubs, released, terms
from ..derived.evidence import best_read, read_words
from ..derived.passages import passage_name
from ..derived.speakers import claiming
from ..facts.documents import Document, Paragraph
from ..facts.events import Event
from ..facts.kinds import LINK
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record, Subpage
from ..facts.sources import Source
from ..facts.states import Vote
from ..languages import marks
from ..languages.language import Language, Message
from ..reading.catalogue import english
from . import corrections
from .environment import templates
from .site import Site


@dataclass(slots=True)
class Page:
    """One call of a view: the facts, the settings, the page it stands on, and the sources cited so far."""

    kb: KnowledgeBase
    site: Site
    here: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    """The front matter of the page; a view may add what the head of the page shows."""
    language: Language = field(default_factory=english)
    within: str = ""
    """Where the pages in the language of this page begin, as km/; those in English begin at the top of the site."""
    cited: dict[str, int] = field(default_factory=dict)
    explained: set[tuple[str, str]] = field(default_factory=set)
    downloads: Callable[[str], Mapping[str, int]] | None = None
    """The files of the open data with their sizes in bytes, for the address of a site."""
    start: str | None = None
    """Where relative links begin, if not at the page: Zensical rewrites them in HTML too, as if they stood in the source."""

    def say(self, what: str | Message, /, **places: Any) -> str:
        """A message in the language of the page, as plain text."""
        return self.language.say(what, **places)

    def describe(self, text: str) -> None:
        """Say what the page is about, for search engines and link cards, unless its front matter does."""
        plain = marks.plain(self._prose(" ".join(text.split())).striptags())
        short = plain if len(plain) <= 170 else plain[:168].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
        self.meta.setdefault("description", escape(short))  # the theme puts it into an attribute as it is

    def href(self, target: Record | Subpage | str) -> str:
        """A link from this page to a record, to a part of a collection, or to an address from the top of the site."""
        if isinstance(target, Record):
            target = links.of(target)
        return self._relative(target.address if isinstance(target, Subpage) else target)

    def _relative(self, target: str) -> str:
        """A link from this page to an address from the top of the site: to the page in the same language, where it is a page."""
        return links.relative(links.within(self.within, target), self.here, self.start)

    @property
    def address(self) -> str:
        """The address of the page without its language."""
        return self.here.removeprefix(self.within)

    def label(self, of: Record | Subpage) -> str:
        """What a record, or a part of a collection, is called where it is only mentioned."""
        if isinstance(of, Paragraph):
            return self.brief(of, within=False)
        return self.say(page_stubs.called(of)) if isinstance(of, Subpage) else of.label

    def brief(self, passage: Paragraph, within: bool = True) -> str:
        """A passage in a few letters, as P4; as Section 4 where its id is long, which names the document too unless it is told `within` it."""
        document = passage.document
        return passage.id if document is None or document.prefix else self.say(passage_name(passage, within))

    def links(self, records: Iterable[Record], within: bool = True) -> list[Markup]:
        """A link to each of these; passages are told `within` their document, or name it."""
        return [
            Markup('<a href="{}">{}</a>').format(
                self.href(record), self.brief(record, within) if isinstance(record, Paragraph) else record.label
            )
            for record in records
        ]

    def links_to(self, collection: str, ids: Iterable[str], within: bool = True) -> list[Markup]:
        """A link to each record of these ids."""
        return self.links((self.kb.records[collection][record_id] for record_id in ids), within)

    def in_full(self, record: Record) -> str:
        """A link from this page to where a record stands whole, with its evidence."""
        return self._relative(links.in_full(record))

    def link_to(self, collection: str, record_id: str) -> str:
        """A link from this page to the record of this id."""
        return self._relative(links.to(self.kb, collection, record_id))

    def numbers(self, ids: Iterable[str]) -> list[tuple[int, Source]]:
        """The numbers of these sources on this page, in order of first mention, with the sources."""
        found = []
        for source_id in ids:
            number = self.cited.setdefault(source_id, len(self.cited) + 1)
            found.append((number, self.kb.get(Source, source_id)))
        return found

    def ranked(self, ids: Iterable[str]) -> list[tuple[int, Source]]:
        """The same, the strongest kind of source first."""
        return sorted(self.numbers(ids), key=lambda numbered: numbered[1].rank)

    def documents(self, passages: Iterable[str]) -> list[tuple[Document, list[str]]]:
        """The documents in which these passages stand, each with the ids of its own."""
        found: dict[str, tuple[Document, list[str]]] = {}
        for passage_id in passages:
            if document := self.kb.get(Paragraph, passage_id).document:
                found.setdefault(document.id, (document, []))[1].append(passage_id)
        return list(found.values())

    @property
    def claiming(self) -> list[Document]:
        """The documents whose claims are checked."""
        return claiming(self.kb)

    @property
    def audited(self) -> str:
        """The same in a sentence: the op-ed; the op-ed and the speech."""
        return str(self.language.listed(document.called for document in self.claiming))

    @property
    def any_document(self) -> str:
        """The same where each may be meant: the op-ed or the speech."""
        found = (document.called for document in self.claiming)
        return str(self.language.listed(found, either=True))

    def named(self, refs: Iterable[str]) -> list[Record]:
        """The records that these references name, as people/id."""
        return [self.kb.records[kind][record_id] for kind, _, record_id in (ref.partition("/") for ref in refs)]

    def reading(self, ids: Iterable[str]) -> str:
        """How far the best read of these sources was read: a key of READ."""
        return best_read(self.kb, ids)

    def read_words(self, ids: Iterable[str], group: str = "read") -> str:
        """How far these sources were read, in words; `group` of messages tells inside a sentence or at its begin."""
        return read_words(self.language, self.kb, ids, group)

    def prose(self, text: str | Message, terms: bool = False) -> Markup:
        """Inline Markdown as HTML: emphasis and links, nothing else; record links become addresses.

        With `terms`, what the glossary explains leads there where it is first mentioned on the page.
        """
        html = self._prose(self.say(text) if isinstance(text, Message) else text)
        return self._explained(html) if terms else html

    def _prose(self, text: str) -> Markup:
        def target(match: Any) -> str:
            collection, _, record_id = match[1].partition("/")
            address = self.link_to(collection, record_id) if collection in links.HOMES else match[1]
            return match[0].replace(f"({match[1]})", f"({address})")

        if not _MARKED.intersection(text):
            return escape(text)
        return _inline(LINK.sub(target, text) if "](" in text else text)

    def _explained(self, html: Markup) -> Markup:
        """The same HTML with the first mention of each term made a link; nothing inside links is touched."""
        parts, in_link = _TAG.split(html), False
        for index, part in enumerate(parts):
            if index % 2:
                in_link = part.startswith("<a ") or (in_link and part != "</a>")
            elif not in_link:
                parts[index] = self._with_terms(part)
        return Markup("".join(parts))

    def spelt(self, html: Markup | str) -> Markup:
        """The same with what an abbreviation stands for behind its first mention on the page, also inside links: for whoever comes here first."""
        parts = _TAG.split(html if isinstance(html, Markup) else escape(html))
        return Markup("".join(part if index % 2 else self._with_names(part) for index, part in enumerate(parts)))

    def _with_names(self, text: str) -> str:
        done, at = [], 0
        for start, end, record in terms.mentions(self.kb.original, text):  # other languages have these letters too
            if text[start:end] != (short := getattr(record, "abbreviation", None)):
                continue
            key, name = (record.collection, short), self.kb.records[record.collection][record.id].label
            if key not in self.explained and short not in name and name not in text:
                done += [text[at:start], self.say("piece.spelt", short=short, name=escape(name))]
                at = end
            self.explained.add(key)
        return "".join((*done, text[at:]))

    def _with_terms(self, text: str) -> str:
        done, at = [], 0
        for start, end, record in terms.mentions(self.kb, text):
            key = (record.collection, record.id)
            home, _, _ = links.of(record).partition("#")
            if key in self.explained or home == self.address:
                continue
            self.explained.add(key)
            done += [text[at:start], self._term(record, Markup(text[start:end]))]
            at = end
        return "".join((*done, text[at:]))

    def _term(self, record: Record, text: Markup) -> str:
        name, meaning = record.label, self._prose(record.gists[0]).striptags()
        description = (
            meaning if terms.is_name(text, name) else self.say("glossary.explained", name=name, meaning=meaning)
        )
        term = templates.get_template("term.html")
        return term.render(page=self, record=record, text=text, description=description).strip()

    def cited_as(self, record: Record) -> dict[str, Any]:
        """How this record is cited: short, full, bibtex, ris, csl (as text)."""
        facts = self.kb.original
        record = facts.records[record.collection][record.id]
        item = citation.item(facts, record, self.site.top, released.is_changed(facts, record))
        forms = citation.forms(item) | {"csl": citation.csl_text(item)}
        return {name: marks.english(text) for name, text in forms.items()} if self.within else forms

    def report(self, record: Record) -> tuple[str, str] | None:
        """Where to report a problem with this record, and how: `public` or by `mail`; None where no address is set."""
        fact, site = f"{record.collection}/{record.id}", self.site
        if href := corrections.issue(site, fact):
            return href, "public"
        address = site.top and site.top + links.of(record)
        when = record.date if isinstance(record, (Event, Vote)) else None
        href = corrections.mail(
            site,
            self.language,
            fact,
            address,
            self.say("correction.dated", label=record.label, date=when) if when else record.label,
        )
        return (href, "mail") if href else None

    def place(self, record: Record, *keys: str) -> tuple[str, int, str | None]:
        """File, line, and edit address of a record or of a part of it."""
        line = record.line(*keys)
        return record.path, line, self.site.edit(record.path, line)


_TAG = re.compile(r"(<[^>]+>)")
_MARKED = frozenset("*_[`\\&!")
_markdown = MarkdownIt("zero", {"html": False, "typographer": False}).enable(["emphasis", "link", "escape", "entity"])
_markdown.add_render_rule("hardbreak", lambda *_: "\n")  # a backslash at the end of a line breaks none


@lru_cache(maxsize=20_000)
def _inline(text: str) -> Markup:
    return Markup(_markdown.renderInline(text))  # markdown-it escapes text, and refuses javascript: and data: links
