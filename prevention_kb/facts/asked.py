"""The words in which readers ask for a thing that says it otherwise."""

from __future__ import annotations

from .shape import SLUG

ASKED = "data/asked.yaml"
"""No collection: what it holds is for the search alone, and no fact."""
HOME = "/"
"""How the first page is called there, whose address is empty."""
WORD = SLUG[1:-1]
ALLOWED = "collection/id or the address of a page, and behind it words in small letters, as events/famine-1975: hungry porridge"
