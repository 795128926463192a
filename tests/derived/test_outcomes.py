"""What a line tells that is cut out of a text: whoever is named with a conviction keeps what became of it."""

from __future__ import annotations

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.derived import outcomes

GUILTY = "The Trial Chamber found Duch guilty of crimes against humanity and sentenced him to 35 years."
RAISED = "On appeal the term was raised to life on 3 February 2012, finally."
MORE = "As reparation it declared the harm to the civil parties."


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{GUILTY} {RAISED} {MORE}", f"{GUILTY} {RAISED}"),
        (f"{GUILTY} {MORE} {RAISED}", f"{GUILTY} {MORE} {RAISED}"),
        (f"{GUILTY} {MORE}", f"{GUILTY} {MORE}"),
        (f"Duch, whose sentence became final in 2012, was found guilty in 2010. {MORE}", "Duch, whose sentence became final in 2012, was found guilty in 2010."),
        (f"Nuon Chea was convicted of murder, which never became final. {MORE}", "Nuon Chea was convicted of murder, which never became final."),
        (f"The court opened its doors to visitors from every province. {RAISED}", "The court opened its doors to visitors from every province."),
        (f"People convicted of conspiring with other states can lose their nationality. {MORE}", "People convicted of conspiring with other states can lose their nationality."),
    ],
)  # fmt: skip
def test_a_conviction_is_told_to_its_end(kb: KnowledgeBase, text: str, line: str) -> None:
    assert outcomes.beginning(kb, text) == line
