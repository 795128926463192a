"""Treaties and votes: every state once, acts in order, and up to when a status is known."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.knowledge import KnowledgeBase
from ..facts.sources import Source
from ..facts.states import Country, Vote
from ..facts.treaties import CONSENTS, Act, ActKind, Treaty
from ..reading.problems import any_of
from ..reading.yaml_file import Path
from .broken import Broken


def treaties_cover_all_states(kb: KnowledgeBase) -> Iterator[Broken]:
    """Every treaty has a status for every state."""
    states = list(kb.all(Country))
    for treaty in kb.all(Treaty).values():
        for missing in [state for state in states if state not in treaty.status]:
            yield Broken(
                treaty,
                ("status",),
                what=f"the status of {missing} is missing",
                allowed=f"one entry for each of {any_of(states)}",
                cure=f"add {missing}: with acts: [] if no act was found",
            )


def votes_are_given_once(kb: KnowledgeBase) -> Iterator[Broken]:
    """A state has one entry for a vote, and none where nothing was put to the vote."""
    for country in kb.all(Country).values():
        seen: set[str] = set()
        for index, entry in enumerate(country.votes):
            vote = kb.all(Vote).get(entry.vote)
            if entry.vote in seen:
                yield Broken(
                    country,
                    ("votes", index, "vote"),
                    what=f"{entry.vote} is given twice",
                    allowed="one entry for each vote",
                    cure="delete one of the two",
                )
            if vote and vote.method == "without-vote":
                yield Broken(
                    country,
                    ("votes", index, "vote"),
                    what=f"{entry.vote} was adopted without a vote",
                    allowed="votes with method: recorded",
                    cure="delete the entry",
                )
            seen.add(entry.vote)


def recorded_votes_say_who_voted(kb: KnowledgeBase) -> Iterator[Broken]:
    """Of a recorded vote at least one state says how it voted, or a note says why none does; not asked while the record of a state cannot be read."""
    if kb.broken.get("countries"):
        return
    cast = {entry.vote for country in kb.all(Country).values() for entry in country.votes}
    for vote in kb.all(Vote).values():
        if vote.method == "recorded" and not vote.note and vote.id not in cast:
            yield Broken(
                vote,
                ("method",),
                what="a recorded vote, but no state says how it voted",
                allowed="an entry under votes in data/countries/<state>.yaml for each state, or a note that says why there is none",
                cure=f"add “- vote: {vote.id}” with its fields there, or the note here",
            )


def acts_follow_in_time(kb: KnowledgeBase) -> Iterator[Broken]:
    """Acts stand in order of time, none before adoption, and each rests on the one it needs."""
    for treaty in kb.all(Treaty).values():
        if treaty.in_force.upper < treaty.adopted.lower:
            yield Broken(
                treaty,
                ("in_force",),
                what=f"{treaty.in_force} is before the adoption ({treaty.adopted})",
                allowed="a day after adoption",
                cure="compare both with the depositary",
            )
        for state, status in treaty.status.items():
            at: Path = ("status", state, "acts")
            yield from _in_order(treaty, status.acts, at)
            yield from _rest_on_another(treaty, [act.act for act in status.acts], at)


def _in_order(treaty: Treaty, acts: list[Act], at: Path) -> Iterator[Broken]:
    kinds = [act.act for act in acts]
    for index, act in enumerate(acts):
        here = (*at, index, "date")
        if act.date.upper < treaty.adopted.lower:
            yield Broken(
                treaty,
                here,
                what=f"{act.act} on {act.date} is before the adoption ({treaty.adopted})",
                allowed="a day after adoption",
                cure="compare both with the depositary",
            )
        if index and act.date.upper < acts[index - 1].date.lower:
            yield Broken(
                treaty,
                here,
                what=f"{act.act} on {act.date} stands behind a later act ({acts[index - 1].date})",
                allowed="acts in order of time",
                cure="move the entry, or mend the date",
            )
        if kinds.index(act.act) != index:
            yield Broken(
                treaty,
                (*at, index, "act"),
                what=f"{act.act} is given twice",
                allowed="each kind of act once",
                cure="delete one of the two",
            )


_NEEDS: dict[ActKind, tuple[ActKind, ...]] = {
    "entry-into-force": CONSENTS,
    "withdrawal-notified": CONSENTS,
    "accession-withdrawn": CONSENTS,
    "withdrawal-effective": ("withdrawal-notified",),
}
"""One of which acts comes before an act."""


def _rest_on_another(treaty: Treaty, kinds: list[ActKind], at: Path) -> Iterator[Broken]:
    for kind, needed in _NEEDS.items():
        if kind in kinds and not any(k in kinds for k in needed):
            yield Broken(
                treaty,
                (*at, kinds.index(kind), "act"),
                what=f"{kind} stands without {' or '.join(needed)}",
                allowed="an act that comes before it",
                cure="add the missing act",
            )
    if sum(k in CONSENTS for k in kinds) > 1:
        yield Broken(
            treaty,
            at,
            what="two acts of consent are given",
            allowed="one of ratification, accession, succession",
            cure="delete one",
        )


def status_says_until_when(kb: KnowledgeBase) -> Iterator[Broken]:
    """A status that rests on a source says up to when; one that rests on none claims nothing."""
    for treaty in kb.all(Treaty).values():
        for state, status in treaty.status.items():
            at: Path = ("status", state)
            if bool(status.sources) != bool(status.as_of):
                what = "there are sources but no as_of" if status.sources else "there is an as_of but no source"
                yield Broken(
                    treaty,
                    at,
                    what=what,
                    allowed="both or neither",
                    cure="add the newest moment that the sources support"
                    if status.sources
                    else "add the source, or delete as_of",
                )
            if not status.sources and status.confidence != "low":
                yield Broken(
                    treaty,
                    (*at, "confidence"),
                    what=f"{status.confidence} confidence without a source",
                    allowed="low, where no source was read",
                    cure="add the source, or write low",
                )
            read = [a for a in status.acts if a.sources != [] and a.act != "entry-into-force"]
            newest = max((a.date.lower for a in read), default=None)
            if status.as_of and newest and newest > status.as_of.upper:
                yield Broken(
                    treaty,
                    (*at, "as_of"),
                    what=f"{status.as_of} is before the newest act ({newest.isoformat()})",
                    allowed="the newest moment that a source supports",
                    cure="set it to the day of the newest source",
                )


def none_found_names_the_list(kb: KnowledgeBase) -> Iterator[Broken]:
    """That a state has no focal point or institution is said where a list was read; where none could be, it was not checked."""
    sources = kb.all(Source)
    told = [
        (country, field, found)
        for country in kb.all(Country).values()
        for field, found in (("focal_point", country.focal_point), ("institution", country.institution))
    ]
    for country, field, found in told:
        if found is None or found.state != "none-found":
            continue
        if not any(s not in sources or sources[s].read != "none" for s in found.sources):
            yield Broken(
                country,
                (field, "state"),
                what="none-found, but no list that was read is named",
                allowed="none-found with the source in which somebody looked, or not-checked",
                cure="add the source, or write state: not-checked",
            )


def reviews_say_whose(kb: KnowledgeBase) -> Iterator[Broken]:
    """A review is that of one body: a cycle of the Universal Periodic Review, or the committee of a treaty."""
    for country in kb.all(Country).values():
        for index, review in enumerate(country.reviews):
            if (review.round is None) == (review.treaty is None):
                yield Broken(
                    country,
                    ("reviews", index),
                    what="the review is of no body" if review.round is None else "the review is of two bodies",
                    allowed="round (Universal Periodic Review) or treaty (its committee), one of the two",
                    cure="write one of them",
                )
