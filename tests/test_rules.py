"""Each rule: the tiny facts obey it, and some folder of broken/ breaks it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.load import read_all
from prevention_kb.rules import RULES, Rule

from .conftest import TINY

BROKEN = Path(__file__).parent / "broken"


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, KnowledgeBase]:
    """What can be read of each broken project."""
    found = {}
    for folder in sorted(BROKEN.iterdir()):
        project = tmp_path_factory.mktemp("rules") / folder.name
        shutil.copytree(TINY, project)
        shutil.copytree(folder, project, dirs_exist_ok=True)
        for name in (project / "deleted.txt").read_text().split() if (project / "deleted.txt").exists() else []:
            (project / name).unlink()
        found[folder.name] = read_all(project)[0]
    return found


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_obeyed_and_broken(rule: Rule, tiny: KnowledgeBase, broken: dict[str, KnowledgeBase]) -> None:
    assert rule.__doc__ and rule.__doc__.rstrip().endswith(".")
    assert not list(rule(tiny))
    cases = [name for name, kb in broken.items() if list(rule(kb))]
    assert cases, f"no folder of tests/broken/ breaks {rule.__name__}"
