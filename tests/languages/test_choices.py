"""Where the data chooses among words, each of them has its message: a new one is missed here, not on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from prevention_kb.derived import link_answers
from prevention_kb.derived.book import BESIDE, fields
from prevention_kb.facts.documents import Precedent, Proposal
from prevention_kb.facts.findings import Finding, Stage
from prevention_kb.facts.framework import Action, Domain, Measure, Reading, RiskFactor
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.facts.states import Cast, Country
from prevention_kb.facts.treaties import Act, Status, Treaty
from prevention_kb.pages import corrections, jsonld
from prevention_kb.reading.catalogue import english


def choices(model: type[BaseModel], name: str) -> tuple[str, ...]:
    """The words that a field allows."""
    return next(found.choices for field, _, _, found in fields(model) if field == name)


def sourced(model: type[BaseModel]) -> list[str]:
    """The fields of a record that hold a part with sources of its own, which no other message names."""
    return [
        name
        for name, _, _, found in fields(model)
        if found.part
        and "sources" in found.part.model_fields
        and not issubclass(found.part, (Act, Action, Cast, Precedent, Stage, Status))
    ]


STAGES = [name for name, _, _, found in fields(Finding) if found.part and issubclass(found.part, Stage)]
GROUPS: dict[str, Iterable[Any]] = {
    "crime": choices(RiskFactor, "crime"),
    "crime-begin": choices(RiskFactor, "crime"),
    "risk-factor.eyebrow": choices(RiskFactor, "group"),
    "risk-factor.points": choices(RiskFactor, "group"),
    "risk-factor.list": choices(RiskFactor, "group"),
    "framework.group": choices(RiskFactor, "group"),
    "assess.group": choices(RiskFactor, "group"),
    "framework.reading": get_args(Reading),
    "framework.reading-begin": get_args(Reading),
    "dimension.name": choices(Domain, "domain"),
    "dimension.holds": choices(Domain, "domain"),
    "level": choices(Measure, "level"),
    "level-begin": choices(Measure, "level"),
    "measure.stage": choices(Measure, "category"),
    "measure.coercion": choices(Measure, "coercion"),
    "measure.coercion-begin": choices(Measure, "coercion"),
    "measure.route": choices(Measure, "routes"),
    "measure.route-begin": choices(Measure, "routes"),
    "measure.label": choices(Measure, "military_label"),
    "measure.label-there": choices(Measure, "military_label"),
    "proposal.eyebrow": choices(Proposal, "kind"),
    "proposal.kind": choices(Proposal, "kind"),
    "proposal.count": choices(Proposal, "kind"),
    "source.address": link_answers.STATES,
    "gap.day": choices(Act, "act"),
    "gap.stage": STAGES,
    "gap.part": [*sourced(Country), *sourced(Treaty)],
    "correction.question": corrections.QUESTIONS,
    "code-book.key": BESIDE,
    "counted": COLLECTIONS,
    "rating": jsonld.RATING,
}


@pytest.mark.parametrize("group", GROUPS)
def test_each_choice_has_its_words(group: str) -> None:
    words = list(GROUPS[group])
    assert words
    assert [word for word in words if f"{group}.{word.replace(' ', '-')}" not in english()] == []


def test_what_begins_a_line_is_said_for_all_that_stands_in_one() -> None:
    for inside, begin in (
        ("gap.", "gap-begin."),
        ("level.", "level-begin."),
        ("crime.", "crime-begin."),
        ("framework.reading.", "framework.reading-begin."),
    ):
        names = {id.removeprefix(inside) for id in english().messages if id.startswith(inside)}
        assert names - {id.removeprefix(begin) for id in english().messages} == set(), inside


def test_every_type_of_field_has_its_words() -> None:
    untold = set()

    def walk(model: type[BaseModel]) -> None:
        for _, _, _, found in fields(model):
            try:
                english().say(found.words)
            except KeyError as error:
                untold.add(str(error))
            if found.part:
                walk(found.part)

    for model in COLLECTIONS.values():
        walk(model)
    assert untold == set()
