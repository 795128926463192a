"""States by the names that authorities give them: ISO 3166, the names in our own records, and the forms of the UN that ISO has otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

import pycountry

from ..facts.knowledge import KnowledgeBase
from ..facts.states import Country
from .answers import Refusal, plain

OF_THE_UN = {
    "bahamas (the)": "BHS",
    "cape verde": "CPV",
    "czech republic": "CZE",
    "czechoslovakia": "CSK",
    "democratic republic of the congo": "COD",
    "european union": "EUE",
    "german democratic republic": "DDR",
    "gambia (republic of the)": "GMB",
    "holy see": "VAT",
    "libyan arab jamahiriya": "LBY",
    "netherlands": "NLD",
    "netherlands (kingdom of the)": "NLD",
    "republic of korea": "KOR",
    "serbia and montenegro": "SCG",
    "st. kitts and nevis": "KNA",
    "st. lucia": "LCA",
    "st. vincent and the grenadines": "VCT",
    "state of palestine": "PSE",
    "swaziland": "SWZ",
    "the former yugoslav republic of macedonia": "MKD",
    "turkey": "TUR",
    "united kingdom": "GBR",
    "united states": "USA",
    "yugoslavia": "YUG",
}
"""Names that stand in tables of the depositary, today or in 2015, and that ISO 3166 writes otherwise."""


def _key(name: str) -> str:
    """A name as it is compared: without capitals and accents, which the same authority writes now so, now so."""
    letters = unicodedata.normalize("NFKD", plain(name).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _of_iso() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for state in (*pycountry.countries, *pycountry.historic_countries):
        for name in ("alpha_3", "name", "official_name", "common_name"):
            if value := getattr(state, name, None):
                found.setdefault(_key(value), state.alpha_3)
    return found


class States:
    """Which of our states a name or code means."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self._own, self._ids = {}, {}
        for state in kb.all(Country).values():
            self._ids[state.iso3] = state.id
            for name in (state.name, state.official_name, *state.also):
                self._own[_key(name)] = state.iso3

    def ours(self, name: str, place: str = "") -> str | None:
        """The id of our state; None for any other. Refusal for what is the name of none: it might be ours by a new name."""
        said = _key(name)
        turned = re.sub(r"^(.+) \((.+)\)$", r"\1, \2", said)
        code = self._own.get(said) or OF_THE_UN.get(said) or _of_iso().get(said) or _of_iso().get(turned)
        if code is None:
            raise Refusal(
                f"no state is known by the name “{name}”",
                "if it is one of ours, add the name to `also` in its record; if not, to OF_THE_UN in prevention_kb/authorities/names.py",
                place,
            )
        return self._ids.get(code)

    def named(self, name: str) -> str | None:
        """As `ours`, but None also for what is no name of a state: for text in which anything may stand."""
        try:
            return self.ours(name)
        except Refusal:
            return None

    def is_state(self, name: str) -> bool:
        """Whether this is the name of any state."""
        try:
            self.ours(name)
        except Refusal:
            return False
        return True
