"""What the maps show: where the states of ASEAN stand towards a treaty, how they voted, what they have set up. Each map repeats a table of its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ...facts.states import Country, Vote
from ...facts.treaties import Treaty
from ...languages.language import message
from ..outline import FILLS, Region, on_map, stored
from ..page import Page
from ..render import render
from .positions import Cell, apart, cell, countries


@dataclass(frozen=True, slots=True)
class SmallMap:
    """One of several maps side by side: what it is of, where its link leads, and how many states have which filling."""

    title: str
    href: str
    regions: list[Region]

    @property
    def legend(self) -> list[tuple[Region, int]]:
        return legend(self.regions)


def by_treaty(cells: Iterable[Cell], href: Callable[[Country], str]) -> list[Region]:
    """The states as a treaty has them; one whose status no source supports is dotted, as what is not known is."""
    return on_map(
        Region(c.country, c.position.shown if c.read else "not-checked", c.position.words if c.read else message("read.none"), href(c.country),
               FILLS[c.position.shown] if c.read else "dots")
        for c in cells
    )  # fmt: skip


def by_vote(page: Page, vote: Vote) -> list[Region]:
    """The states as they voted."""
    casts = {state.id: cast.cast for state in countries(page) for cast in state.votes if cast.vote == vote.id}
    said = [(state, casts.get(state.id, "not-established")) for state in countries(page)]
    return on_map(Region(s, cast, message(f"cast.{cast}"), page.href(s) + "#votes", FILLS[cast]) for s, cast in said)


def members(page: Page, here: Country | None = None) -> list[Region]:
    """The states by the year in which they joined ASEAN, each with a link to its page; the one of this page stands out."""
    return on_map(
        Region(c, "", c.asean.since.lower.year, page.href(c), "full" if c is here else "plain") for c in countries(page)
    )


def legend(regions: list[Region]) -> list[tuple[Region, int]]:
    """What the fillings say: each thing that is said of a state once, with how many it is said of, the most filled first."""
    order = list(dict.fromkeys(FILLS.values()))
    counts = Counter(region.key for region in regions)
    first = {region.key: region for region in reversed(regions)}
    return [(first[key], counts[key]) for key in sorted(counts, key=lambda k: (order.index(first[k].fill), -counts[k]))]


def treaty_maps(page: Page) -> str:
    """A small map for each treaty on which the states differ."""
    states = countries(page)
    return _small(page, [_of_treaty(page, treaty, states) for treaty in apart(page)])


def vote_maps(page: Page) -> str:
    """A small map for each recorded vote."""
    votes = sorted((v for v in page.kb.all(Vote).values() if v.method == "recorded"), key=lambda v: v.date.sort_key)
    maps = [SmallMap(v.symbol or v.title, page.href(v), by_vote(page, v)) for v in votes]
    return _small(page, [m for m in maps if any(region.key in ("yes", "no", "abstain") for region in m.regions)])


def step_maps(page: Page) -> list[SmallMap]:
    """What the states have set up: a focal point, an institution for human rights."""
    states = countries(page)
    points = [(s, s.focal_point.state) for s in states]
    bodies = [(s, s.institution.state if s.institution else "not-checked") for s in states]
    return [
        _of_step(page, "focal-point", "#focal-points", points),
        _of_step(page, "institution", "#side-by-side", bodies),
    ]


def _of_step(page: Page, step: str, href: str, found: Iterable[tuple[Country, str]]) -> SmallMap:
    regions = on_map(Region(state, key, message(f"{step}.{key}"), href, FILLS[key]) for state, key in found)
    return SmallMap(page.say(f"country.{step}"), href, regions)


def _of_treaty(page: Page, treaty: Treaty, states: list[Country]) -> SmallMap:
    regions = by_treaty([cell(treaty, state) for state in states], lambda s: f"{page.href(treaty)}#{s.id}")
    return SmallMap(treaty.subject or treaty.short, page.href(treaty), regions)


def _small(page: Page, maps: list[SmallMap]) -> str:
    return render("_small_maps.html", page, maps=maps, outline=stored())


ALL = [treaty_maps, vote_maps]
