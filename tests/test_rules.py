"""Each rule: the tiny facts obey it, and some mistake breaks it."""

from __future__ import annotations

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.load import read_all
from prevention_kb.rules import RULES, Rule

from .mistakes import MISTAKES


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, KnowledgeBase]:
    """What can be read of each project with a mistake."""
    found = {}
    for name, mistake in MISTAKES.items():
        project = tmp_path_factory.mktemp("rules") / name
        mistake.make(project)
        found[name] = read_all(project)[0]
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_obeyed_and_broken(rule: Rule, tiny: KnowledgeBase, broken: dict[str, KnowledgeBase]) -> None:
    assert rule.__doc__ and rule.__doc__.rstrip().endswith(".")
    assert not list(rule(tiny))
    cases = [name for name, kb in broken.items() if list(rule(kb))]
    assert cases, f"no mistake of tests/mistakes.py breaks {rule.__name__}"
