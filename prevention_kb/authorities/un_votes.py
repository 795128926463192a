"""The UN Digital Library: voting records of resolutions of the General Assembly and the Security Council.

Seen: two records stored whole in the tests of programs that read them, and the roll calls that lefthand67/un_votes copied from the pages
of the same records (logs_builder/scrapy.zip at commit 38cae07). Its help page names the search field documentsymbol, which covers 791 $a.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from ..facts.knowledge import KnowledgeBase
from ..facts.states import Vote
from .answers import Question, Reading
from .marc import NAMESPACE, Library, roll_calls
from .ohchr_votes import LIBRARY as OHCHR
from .ohchr_votes import OF_THE_COUNCIL

LIBRARY = Library(
    "UN Digital Library", "digitallibrary.un.org", "undl", "c", False, lambda symbol: not OHCHR.holds(symbol)
)
NO_RESOLUTION = (
    "its voting data are of adopted resolutions only (research.un.org/en/docs/unvoting/undl); "
    "who voted how on this stands in the verbatim record of the meeting, for kb review"
)


class UNVotes:
    """The library of the United Nations in New York."""

    name = LIBRARY.publisher
    terms = "it permits no automated download without its approval (https://digitallibrary.un.org/pages/?page=tos)"

    def questions(self, kb: KnowledgeBase) -> Iterator[Question]:
        """The record of each recorded vote: by its number where a source names it, else by the symbol; of an agenda there is none."""
        for vote in kb.all(Vote).values():
            if vote.method == "recorded" and not vote.symbol:
                yield Question(f"votes/{vote.id}", (), NO_RESOLUTION)
            elif vote.method == "recorded" and vote.symbol and LIBRARY.holds(vote.symbol):
                number = LIBRARY.record(kb, vote)
                yield Question(f"votes/{vote.id}", (export(number) if number else search(vote.symbol),))

    def recognises(self, answer: bytes) -> bool:
        """MARCXML has a namespace of its own; the records of the Council are of the other library."""
        return NAMESPACE in answer and not OF_THE_COUNCIL.search(answer)

    def read(self, answer: bytes, kb: KnowledgeBase, modified: str = "") -> list[Reading]:
        """The roll call of every record in the answer that is one of our votes."""
        return roll_calls(LIBRARY, answer, kb)


def export(number: str) -> str:
    """The address of a record as MARCXML."""
    return f"https://{LIBRARY.host}/record/{number}/export/xm"


def search(symbol: str) -> str:
    """The address of all voting records of a symbol as MARCXML."""
    wanted = quote(f'documentsymbol:"{symbol}"', safe="")
    return f"https://{LIBRARY.host}/search?ln=en&cc=Voting+Data&c=Voting+Data&p={wanted}&of=xm"
