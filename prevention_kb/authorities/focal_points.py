"""The Global Centre for the Responsibility to Protect: its list of states that have named a national focal point, saved as a page or text.

Not seen: no stored copy of the list was found (the stored pages of globalr2p.org that were searched count the states and name only some). A list is
read that prints a day and names at least thirty states, each on a line or in an element of its own. It is never asked by address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from ..facts.knowledge import KnowledgeBase
from .answers import NamedStates, Published, Question, Reading, Refusal, decoded, plain, printed_day, whole_html
from .names import States

PUBLISHER = "Global Centre for the Responsibility to Protect"
ADDRESS = "https://www.globalr2p.org/the-global-network-of-r2p-focal-points/"
FEWEST = 30
"""The network had fifty states in 2015; a list with fewer than this is not whole."""
WHY = "its list of states is on a page for browsers; save that page and run kb refresh --from FOLDER"


class FocalPoints:
    """The secretariat of the network of focal points."""

    name = PUBLISHER
    terms = ""

    def questions(self, kb: KnowledgeBase) -> Iterator[Question]:
        """One list settles it for all states; only a saved one is read."""
        yield Question("countries/*", (), WHY)

    def recognises(self, answer: bytes) -> bool:
        """It speaks of focal points and of the responsibility to protect."""
        said = answer.lower()
        return b"focal point" in said and (b"r2p" in said or b"responsibility to protect" in said)

    def read(self, answer: bytes, kb: KnowledgeBase, modified: str = "") -> list[Reading]:
        """The states that the list names."""
        text = decoded(answer)
        if "<html" in text[:3000].lower():
            whole_html(text)
            text = BeautifulSoup(text, "html.parser").get_text("\n")
        said = [plain(line).strip("•*- ") for line in text.splitlines()]
        states = States(kb)
        named = {line for line in said if line and states.is_state(line)}
        if len(named) < FEWEST:
            raise Refusal(f"only {len(named)} states stand on lines of their own", "save the whole list")
        dated = next((line for line in said if re.search(r"(as of|as at|updated)", line, re.IGNORECASE)), "")
        title = "National focal points for the Responsibility to Protect"
        published = Published("gcr2p-focal-points", title, PUBLISHER, (ADDRESS,), printed_day(dated))
        ours = frozenset(state for line in named if (state := states.ours(line)))
        return [NamedStates("countries/*", published, ours, len(named))]
