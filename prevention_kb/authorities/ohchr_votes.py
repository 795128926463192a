"""The library of the UN human rights office: voting records of resolutions of the Human Rights Council, and of the Commission before it.

Seen: no whole record, but two programs that read them (scripts/parse_marcxml.py of lszoszk/hrc-voting at commit 193f2d4, and one more), the
roll calls that the first has read from all of them, and the address with which the second searches. The host lets in only what runs
scripts as a browser does; a program is refused, and the record then read from a saved file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from ..facts.knowledge import KnowledgeBase
from ..facts.states import Vote
from .answers import Question, Reading
from .marc import NAMESPACE, Library, roll_calls

LIBRARY = Library(
    "Library of the UN human rights office", "searchlibrary.ohchr.org", "ohchr", "b", True,
    lambda symbol: symbol.startswith(("A/HRC/", "E/CN.4/")),
)  # fmt: skip
OF_THE_COUNCIL = re.compile(rb"tag=.791.[^>]*>\s*<[^>]*code=.a.[^>]*>\s*(A/HRC|E/CN\.4)/")
"""The symbol of a resolution of the Council or the Commission, in its field."""


class OHCHRVotes:
    """The library of the human rights office in Geneva."""

    name = LIBRARY.publisher
    terms = ""

    def questions(self, kb: KnowledgeBase) -> Iterator[Question]:
        """The record of each vote in the Council, by its symbol."""
        for vote in kb.all(Vote).values():
            if vote.method == "recorded" and vote.symbol and LIBRARY.holds(vote.symbol):
                yield Question(f"votes/{vote.id}", (search(vote.symbol),))

    def recognises(self, answer: bytes) -> bool:
        """MARCXML with the symbol of a resolution of the Council."""
        return NAMESPACE in answer and bool(OF_THE_COUNCIL.search(answer))

    def read(self, answer: bytes, kb: KnowledgeBase, modified: str = "") -> list[Reading]:
        """The roll call of every record in the answer that is one of our votes."""
        return roll_calls(LIBRARY, answer, kb)


def search(symbol: str) -> str:
    """The address of all voting records that name a symbol, as MARCXML."""
    wanted = quote(f'"{symbol}"', safe="")
    return f"https://{LIBRARY.host}/search?cc=Voting&c=Voting&ln=en&p={wanted}&of=xm"
