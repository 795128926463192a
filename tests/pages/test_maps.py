"""The maps: every state has its outline and name, every status its filling, and no name lies outside."""

from __future__ import annotations

from typing import get_args, get_type_hints

from prevention_kb import KnowledgeBase, Page
from prevention_kb.derived.status import SHOWN
from prevention_kb.facts.states import Cast, Country, FocalPoint, Institution
from prevention_kb.facts.treaties import Treaty
from prevention_kb.pages.environment import ICONS
from prevention_kb.pages.outline import DOTS, FILLS, NAMES, stored
from prevention_kb.pages.views.maps import by_treaty, legend, treaty_maps
from prevention_kb.pages.views.positions import cell, countries

from .test_views import SITE


def test_every_member_state_is_on_the_map(kb: KnowledgeBase) -> None:
    codes = {country.iso2 for country in kb.all(Country).values()}
    assert codes == set(stored()["states"]) == set(NAMES)
    assert set(DOTS) < codes


def test_whatever_can_be_said_of_a_state_has_a_filling() -> None:
    said = {
        *SHOWN,
        *get_args(get_type_hints(Cast)["cast"]),
        *get_args(get_type_hints(FocalPoint)["state"]),
        *get_args(get_type_hints(Institution)["state"]),
    }
    assert said == set(FILLS)


def test_what_has_a_word_of_its_own_has_a_shape_of_its_own() -> None:
    """Colour alone tells nobody that a state left a treaty, and not that it never was a party."""
    told = ("party", "deposited", "signed", "withdrawn", "taken-back", "none", "unclear", "not-checked")
    assert len({ICONS[phase] for phase in told}) == len({FILLS[phase] for phase in told}) == len(told)


def test_what_no_source_supports_is_never_filled(kb: KnowledgeBase) -> None:
    page = Page(kb, SITE, "treaties/")
    for treaty in kb.all(Treaty).values():
        cells = [cell(treaty, state) for state in countries(page)]
        drawn = {region.country.id: region for region in by_treaty(cells, lambda state: state.id)}
        assert all(drawn[c.country.id].fill == ("dots" if not c.read else FILLS[c.position.shown]) for c in cells)
        assert sum(count for _, count in legend(list(drawn.values()))) == len(cells)


def test_small_maps_show_treaties_on_which_states_differ(kb: KnowledgeBase) -> None:
    page = Page(kb, SITE, "countries/")
    drawn = treaty_maps(page)
    assert kb.get(Treaty, "rome-statute").short in drawn
    assert kb.get(Treaty, "crc").short not in drawn, "all are party to it"
