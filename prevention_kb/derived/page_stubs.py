"""The pages of docs/ that records ask for."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache

from ..facts.kinds import COLLECTIONS
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record, Subpage
from ..languages.language import Message, message
from ..reading import markdown_pages
from ..reading.catalogue import english
from . import links


@dataclass(frozen=True, slots=True)
class Call:
    """A page that is no more than the call of a view: its title, the view and what it is asked for; prose may follow."""

    title: str
    view: str
    argument: str

    @property
    def head(self) -> str:
        """The line of its title, as YAML reads it too: a quotation mark or backslash stays one."""
        return f"title: {json.dumps(self.title, ensure_ascii=False)}"

    @property
    def call(self) -> str:
        return f'{{{{ {self.view}("{self.argument}") }}}}'

    @property
    def text(self) -> str:
        """The page as `kb new` writes it."""
        return f"---\n{self.head}\n---\n\n{self.call}\n"


@dataclass(frozen=True, slots=True)
class Stub(Call):
    """Such a page that records ask for, with the (first) record that it shows."""

    record: Record


@lru_cache(maxsize=2)
def stubs(kb: KnowledgeBase) -> dict[str, Stub]:
    """The pages that the records ask for, by file in docs/."""
    wanted: dict[str, Stub] = {}
    for name, model in COLLECTIONS.items():
        for record in kb.records[name].values():
            if model.stub and links.of(record) == links.address(name, record.id):  # else somebody wrote its page
                wanted[links.stub(name, record.id) or ""] = stub_of(record)
            for subpage, view in ((record.shown_on, f"{name}_in"), (record.listed_on, f"{name}_listed")):
                if subpage and (file := links.page(subpage.address)) not in wanted:
                    wanted[file] = Stub(english().say(called(subpage)), view, subpage.name, record)
    return wanted


COUNTERPART = "{{ counterpart() }}"
"""What the page of the same address in another language holds."""


def counterparts(kb: KnowledgeBase) -> dict[str, str]:
    """The pages in other languages that the pages of docs/ ask for: their files, each with the file of the English page."""
    english = [path.removeprefix("docs/") for path in markdown_pages.of(kb).pages]
    codes = tuple(f"{code}/" for code in kb.overlays)
    return {f"docs/{code}{path}": f"docs/{path}" for code in codes for path in english if not path.startswith(codes)}


def called(subpage: Subpage) -> Message:
    """What a subpage is called: Claims of paragraph 12."""
    return message(
        f"subpage.{subpage.kind}",
        name=int(subpage.of) if subpage.of.isdecimal() else subpage.of,
        document=subpage.within,
    )


def stub_of(record: Record) -> Stub:
    """The page that shows this record alone."""
    return Stub(record.label, record.stub, record.id, record)
