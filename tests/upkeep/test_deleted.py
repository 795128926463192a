"""What git has and the folder of the project has no more is told where no rule would."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from prevention_kb import load
from prevention_kb.__main__ import main
from prevention_kb.facts.moved import MOVED
from prevention_kb.upkeep import deleted

from ..conftest import ROOT
from .test_changes import commit, git

KHMER = "languages/km/measures/force.yaml"
PAGE = "languages/km/pages/article.md"


@pytest.fixture
def repository(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny facts, committed, with words of readers, a language that says nothing yet, and a release."""
    (workplace / "data/asked.yaml").write_text("measures/force: soldiers\n", "utf-8")
    (workplace / MOVED).write_text("# Nothing has moved.\n", "utf-8")
    for name in ("languages/km/interface.yaml", "languages/km/kept.yaml"):
        (workplace / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, workplace / name)
    (workplace / "languages/km/kept.yaml").write_text("", "utf-8")
    monkeypatch.chdir(workplace)
    assert main(["stubs"]) == 0
    git(workplace, "init", "-q")
    commit(workplace, "Change")
    assert main(["release", "--date", "2026-11-21", "--note", "The beginning."]) == 0
    commit(workplace, "Change")
    return workplace


@pytest.mark.parametrize(
    "path",
    [
        "data/asked.yaml",
        MOVED,
        "releases",
        "releases/ids.txt",
        "releases/2026.11.21.json",
        "languages/km/kept.yaml",
    ],
)
def test_what_need_not_be_there_is_missed_where_git_has_it(
    path: str, repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each of the two cures is one."""
    capsys.readouterr()
    assert main(["check"]) == 0
    for cure in (["restore", path], ["rm", "-q", "-r", path]):
        there = repository / path
        shutil.rmtree(there) if there.is_dir() else there.unlink()
        capsys.readouterr()
        assert main(["check"]) == 1
        said = capsys.readouterr().err
        assert said.startswith(f"1 problem in the data\n  {path}: git has ") and f"git restore {path}; " in said
        git(repository, *cure)
        assert main(["check"]) == 0


def test_a_folder_that_is_gone_is_counted_whole(repository: Path) -> None:
    """Also the files in it that nobody would miss by themselves."""
    for name in ("force", "no-record-of-ours"):
        (repository / f"languages/km/measures/{name}.yaml").parent.mkdir(parents=True, exist_ok=True)
        (repository / f"languages/km/measures/{name}.yaml").write_text("what: កម្លាំង\n", "utf-8")
    git(repository, "add", "languages")
    shutil.rmtree(repository / "languages/km/measures")
    (problem,) = deleted.problems(load(repository))
    assert (problem.path, problem.what) == (
        "languages/km/measures",
        "git has 2 files in it, and this copy no more",
    )


def test_a_translation_that_goes_with_its_record_or_page_is_not_missed(repository: Path) -> None:
    for name, text in ((KHMER, "what: កម្លាំង\n"), (PAGE, "ទំព័រ\n")):
        (repository / name).parent.mkdir(parents=True, exist_ok=True)
        (repository / name).write_text(text, "utf-8")
    git(repository, "add", KHMER, PAGE)
    for name in (KHMER, PAGE):
        (repository / name).unlink()
    kb = load(repository)
    assert [problem.path for problem in deleted.problems(kb)] == [KHMER, PAGE]
    without = replace(kb, records={**kb.records, "measures": {}})
    assert [problem.path for problem in deleted.problems(without)] == [PAGE]
    (repository / "docs/article.md").unlink()
    assert not list(deleted.problems(without))


def test_a_copy_without_git_has_nothing_to_compare_with(workplace: Path) -> None:
    assert not list(deleted.problems(load(workplace)))
