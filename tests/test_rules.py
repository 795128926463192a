"""Each rule: the tiny facts obey it, and every branch of it is broken by some mistake of tests/mistakes.py."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.load import read_all
from prevention_kb.rules import RULES, Rule

from .mistakes import MISTAKES

MODULES = list(dict.fromkeys(sys.modules[rule.__module__] for rule in RULES))


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


def branches(module: ModuleType) -> Iterator[tuple[str, int]]:
    """Every place in a module where a rule finds itself broken: its file and line."""
    file = str(module.__file__)
    for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Broken":
            yield file, node.lineno


def test_every_branch_is_broken(broken: dict[str, KnowledgeBase], monkeypatch: pytest.MonkeyPatch) -> None:
    reached: set[tuple[str, int]] = set()

    def note(*said: object, **named: object) -> object:
        caller = sys._getframe(1)
        reached.add((caller.f_code.co_filename, caller.f_lineno))
        return kept(*said, **named)

    kept = MODULES[0].Broken  # type: ignore[attr-defined]
    for module in MODULES:
        monkeypatch.setattr(module, "Broken", note)
    for rule in RULES:
        for kb in broken.values():
            list(rule(kb))
    wanted = {place for module in MODULES for place in branches(module)}
    assert len(wanted) > len(RULES)
    assert sorted(wanted - reached) == [], "no mistake of tests/mistakes.py leads here"
