"""Each rule: the tiny facts obey it, and every branch of it is broken by some mistake of tests/mistakes.py."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from prevention_kb import rules
from prevention_kb.reading.problems import Problem
from prevention_kb.reading.records import read_all
from prevention_kb.rules import RULES
from prevention_kb.rules import pages as page_rules
from prevention_kb.rules.broken import Rule

from ..conftest import TINY
from ..mistakes import BROKEN, FINE, MISTAKES, shown

NAMED = {rule.__name__: rule for rule in RULES}
MODULES = list(dict.fromkeys(sys.modules[rule.__module__] for rule in RULES))


def test_every_rule_has_a_mistake() -> None:
    assert {mistake.breaks for mistake in MISTAKES.values()} == {*NAMED, ""}
    assert {mistake.breaks for mistake in FINE.values()} <= set(NAMED)


@pytest.mark.parametrize("rule", RULES, ids=NAMED)
def test_obeyed(rule: Rule) -> None:
    assert rule.__doc__ and rule.__doc__.rstrip().endswith(".")
    assert not list(rule(read_all(TINY)[0]))


@pytest.mark.parametrize("name", [name for name, mistake in MISTAKES.items() if mistake.breaks])
def test_broken(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule alone says all that is said of the mistake."""
    MISTAKES[name].make(tmp_path)
    kb, problems, documents = read_all(tmp_path)
    assert not problems
    monkeypatch.setattr(rules, "RULES", [NAMED[MISTAKES[name].breaks]])
    found = sorted(set(rules.check(kb, documents)))
    assert shown(found, tmp_path) == (BROKEN / f"{name}.txt").read_text("utf-8").partition("\n")[2]


@pytest.mark.parametrize("name", FINE)
def test_the_edge_of_what_is_allowed(name: str, tmp_path: Path) -> None:
    FINE[name].make(tmp_path)
    kb, problems, _ = read_all(tmp_path)
    assert not problems and not list(NAMED[FINE[name].breaks](kb))


def test_pages_are_left_over(workplace: Path) -> None:
    """Pages of parts alone: what else lies beside them is nobody's business, and nothing is told while a record cannot be read."""
    (workplace / "docs/timeline/1940s.md").write_text("A page.")
    (workplace / "docs/timeline/picture.svg").write_text("<svg/>")
    (workplace / "docs/treaties/pact.md").write_text("A page of prose.")
    kb = read_all(workplace)[0]
    assert list(page_rules.pages_left_over(kb)) == [
        Problem(
            "docs/timeline/1940s.md", 0, 0, what="no record stands on this page any more", allowed="", cure="delete it"
        )
    ]
    assert not list(page_rules.pages_left_over(replace(kb, broken={"events": frozenset({"gone"})})))


def branches(module: ModuleType) -> Iterator[tuple[str, int]]:
    """Every place in a module where a rule finds itself broken: its file and line."""
    file = str(module.__file__)
    for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Broken":
            yield file, node.lineno


def test_every_branch_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: set[tuple[str, int]] = set()

    def note(*said: object, **named: object) -> object:
        caller = sys._getframe(1)
        reached.add((caller.f_code.co_filename, caller.f_lineno))
        return kept(*said, **named)

    kept = MODULES[0].Broken  # type: ignore[attr-defined]
    for module in MODULES:
        monkeypatch.setattr(module, "Broken", note)
    for name, mistake in MISTAKES.items():
        if mistake.breaks:
            mistake.make(tmp_path / name)
            list(NAMED[mistake.breaks](read_all(tmp_path / name)[0]))
    wanted = {place for module in MODULES for place in branches(module)}
    assert len(wanted) > len(RULES)
    assert sorted(wanted - reached) == [], "no mistake of tests/mistakes.py leads here"
