"""What a template sees: the facts, links from the page it stands on, dates and prose in words, numbered sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from . import corrections, links, status, terms
from .dates import When, day
from .load import KnowledgeBase
from .models import COLLECTIONS, LINK, Event, Paragraph, Part, Record, Source

READ = {
    "whole": "a whole copy was read",
    "opening": "read in an archived copy, usually its opening",
    "excerpt": "a passage was read in a search index",
    "none": "no source read yet",
}
"""How far a source was read, best first, in the words that stand on every fact."""


def best_read(kb: KnowledgeBase, ids: Iterable[str]) -> str:
    """How far the best read of these sources was read: a key of READ."""
    sources = kb.all(Source)
    states = {sources[source_id].read for source_id in ids}
    return next((state for state in READ if state in states), "none")


@dataclass(frozen=True, slots=True)
class Site:
    """Settings of the site, from mkdocs.yml or the environment."""

    name: str = ""
    url: str = ""
    repository: str = ""
    branch: str = "main"
    responsible: str = ""
    contact: str = ""

    def edit(self, path: str, line: int) -> str | None:
        """The address that opens a file of the repository at a line, ready to edit; None without a repository."""
        if not self.repository:
            return None
        return f"{self.repository.rstrip('/')}/edit/{quote(self.branch)}/{quote(path)}#L{line}"


@dataclass(slots=True)
class Page:
    """One call of a view: the facts, the settings, the page it stands on, and the sources cited so far."""

    kb: KnowledgeBase
    site: Site
    here: str = ""
    meta: dict[str, Any] = field(default_factory=dict)
    """The front matter of the page; a view may add what the head of the page shows."""
    cited: dict[str, int] = field(default_factory=dict)
    explained: set[tuple[str, str]] = field(default_factory=set)
    start: str | None = None
    """Where relative links begin, if not at the page: Zensical rewrites them in HTML too, as if they stood in the source."""

    def describe(self, text: str) -> None:
        """Say what the page is about, for search engines and link cards, unless its front matter does."""
        plain = self._prose(" ".join(text.split())).striptags()
        short = plain if len(plain) <= 170 else plain[:168].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
        self.meta.setdefault("description", escape(short))  # the theme puts it into an attribute as it is

    def href(self, target: Record | Part | str) -> str:
        """A link from this page to a record, to a part of a collection, or to an address from the top of the site."""
        if isinstance(target, Record):
            target = links.of(target)
        return links.relative(target.address if isinstance(target, Part) else target, self.here, self.start)

    def whole(self, record: Record) -> str:
        """A link from this page to where a record stands whole, with its evidence."""
        return links.relative(links.whole(record), self.here, self.start)

    def link_to(self, collection: str, record_id: str) -> str:
        """A link from this page to the record of this id."""
        return links.relative(links.address(collection, record_id), self.here, self.start)

    def numbers(self, ids: Iterable[str]) -> list[tuple[int, Source]]:
        """The numbers of these sources on this page, in order of first mention, with the sources."""
        found = []
        for source_id in ids:
            number = self.cited.setdefault(source_id, len(self.cited) + 1)
            found.append((number, self.kb.get(Source, source_id)))
        return found

    def reading(self, ids: Iterable[str]) -> str:
        """How far the best read of these sources was read: a key of READ."""
        return best_read(self.kb, ids)

    def prose(self, text: str, terms: bool = False) -> Markup:
        """Inline Markdown as HTML: emphasis and links, nothing else; record links become addresses.

        With `terms`, what the glossary explains leads there where it is first mentioned on the page.
        """
        return self._explained(self._prose(text)) if terms else self._prose(text)

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

    def _with_terms(self, text: str) -> str:
        done, at = [], 0
        for start, end, record in terms.mentions(self.kb, text):
            key = (record.collection, record.id)
            home, _, _ = links.of(record).partition("#")
            if key in self.explained or home == self.here:
                continue
            self.explained.add(key)
            done += [text[at:start], self._term(record, Markup(text[start:end]))]
            at = end
        return "".join((*done, text[at:]))

    def _term(self, record: Record, text: Markup) -> str:
        name = getattr(record, "term", None) or record.label
        meaning = self._prose(str(getattr(record, "definition", None) or getattr(record, "role", ""))).striptags()
        description = (
            meaning if text.lower().removesuffix("s") == name.lower().removesuffix("s") else f"{name}: {meaning}"
        )
        return render("term.html", self, record=record, text=text, description=description)

    def cited_as(self, record: Record) -> dict[str, Any]:
        """How this record is cited: short, full, bibtex, ris, csl (as text)."""
        from . import changes, citation  # both build on this module

        base = self.site.url and self.site.url.rstrip("/") + "/"
        item = citation.item(self.kb, record, base, changes.is_changed(self.kb, record))
        return citation.forms(item) | {"csl": citation.csl_text(item)}

    def linked(self, record: Record) -> Markup:
        """What this page says of the record to programs, as JSON-LD."""
        from . import jsonld

        return jsonld.script([jsonld.node(self, record)])

    def report(self, record: Record) -> tuple[str, str] | None:
        """Where to report a problem with this record, and how public that is; None where no address is set."""
        fact, site = f"{record.collection}/{record.id}", self.site
        if href := corrections.issue(site, fact):
            return href, "in public"
        address = site.url and f"{site.url.rstrip('/')}/{links.of(record)}"
        when = getattr(record, "date", None)
        href = corrections.mail(site, fact, address, f"{record.label} ({when.words})" if when else record.label)
        return (href, "by e-mail") if href else None

    def place(self, record: Record, *keys: str) -> tuple[str, int, str | None]:
        """File, line, and edit address of a record or of a part of it."""
        line = record.line(*keys)
        return record.path, line, self.site.edit(record.path, line)


_TAG = re.compile(r"(<[^>]+>)")
_MARKED = frozenset("*_[`\\&!")
_markdown = MarkdownIt("zero", {"html": False, "typographer": False}).enable(["emphasis", "link", "escape", "entity"])


@lru_cache(maxsize=20_000)
def _inline(text: str) -> Markup:
    return Markup(_markdown.renderInline(text))  # markdown-it escapes text, and refuses javascript: and data: links


def _order(record: Record) -> tuple[Any, ...]:
    """Events by date, what belongs to the op-ed by paragraph, everything else by name."""
    if isinstance(record, Event):
        return (record.date.sort_key, record.label)
    paragraphs = [record.id] if isinstance(record, Paragraph) else getattr(record, "paragraphs", [])
    return (min((int(name[1:]) for name in paragraphs), default=99), record.label)


def _environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"READ": READ, "PHASES": status.WORDS, "ACTS": status.ACTS, "ICONS": ICONS, "KINDS": KINDS}
    env.filters |= {
        "day": lambda text: day(When.parse(text).lower),
        "in_order": lambda records: sorted(records, key=_order),
        "host": lambda url: url.split("/")[2].removeprefix("www."),
    }
    return env


ICONS = {
    "party": "party", "deposited": "half", "withdrawal-notified": "half", "signed": "signed", "withdrawn": "left",
    "none": "none", "not-adopted": "none", "unclear": "open",
}  # fmt: skip
"""The sign for each phase; the word always stands with it."""

KINDS = {name: model.words.many for name, model in COLLECTIONS.items()}
"""What records of a kind are called where several stand together."""

templates = _environment()


def render(template: str, page: Page, **context: Any) -> str:
    """The HTML of a template for this page. Blank lines go, since Markdown would read them as the end of HTML."""
    html = templates.get_template(template).render(page=page, kb=page.kb, site=page.site, **context)
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
