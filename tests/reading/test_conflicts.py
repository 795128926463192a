"""A merge that nobody finished is named before a reader sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from prevention_kb import DataError, load
from prevention_kb.__main__ import main

from ..conftest import ROOT

CONFLICT = "<<<<<<< HEAD\n{0}\n=======\n{0} too\n>>>>>>> other-branch\n"


@pytest.mark.parametrize(
    "name",
    [
        "docs/timeline/1970s.md", "docs/about/new.md", "docs/assets/css/site.css", "docs/assets/js/site.js", "docs/_headers",
        "docs/assets/img/x.svg", "overrides/main.html", "releases/ids.txt", "releases/2026.11.21.json", "checks/links.csv",
        "CITATION.cff", "mkdocs.yml", "schema/terms.json",
    ],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_conflict_is_named_with_its_line(name: str, line_end: str, workplace: Path) -> None:
    file = workplace / name
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text("utf-8") if file.exists() else ""
    file.write_bytes((before + CONFLICT.format("# A line")).replace("\n", line_end).encode())
    line = before.count("\n") + 1
    with pytest.raises(DataError) as caught:
        load(workplace)
    (said,) = [str(p) for p in caught.value.problems if "conflict" in p.what]
    assert said.startswith(f"{name}:{line}:1: a conflict of a merge stands here (<<<<<<< HEAD)")
    assert len([p for p in caught.value.problems if p.path == name]) == 1, "and what follows from it is not told"


@pytest.mark.parametrize("mark", ["<<<<<<<", ">>>>>>>", "||||||| base"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", ["docs/new.md", "data/events/fall.yaml"])
def test_a_mark_alone_is_a_conflict(workplace: Path, name: str, mark: str, line_end: str) -> None:
    """As a hand leaves it that has deleted the rest, or as git writes it with the base of both."""
    (workplace / name).write_bytes(
        f"# A\n\n{mark}\ntext\n".replace("\n", line_end if name[-1] == "d" else "\n").encode()
    )
    with pytest.raises(DataError, match=rf"{name}:3:1: (a|an open) conflict of (a merge|git) stands here"):
        load(workplace)


def test_a_conflict_without_its_head_is_named(workplace: Path) -> None:
    (workplace / "docs/new.md").write_text("# A\n\none\n=======\ntwo\n>>>>>>> other\n", "utf-8")
    with pytest.raises(DataError, match=r"docs/new.md:6:1: a conflict of a merge stands here"):
        load(workplace)


@pytest.mark.parametrize(
    "text",
    [
        "A heading\n=======\n\nText\n",
        "# A\n\n    <<<<<<< HEAD\n",
        "# A\n\n`<<<<<<< HEAD`\n",
        "# A\n\n<<<<<<<HEAD\n",
        "# A\n\n|||||||\n",
        "# A\n\n||||||| x |\n",
    ],
)
def test_what_looks_alike_is_none(workplace: Path, text: str) -> None:
    (workplace / "docs/new.md").write_text(text, "utf-8")
    load(workplace)


def test_pictures_and_fonts_are_no_text(workplace: Path) -> None:
    (workplace / "docs/assets").mkdir()
    (workplace / "docs/assets/x.png").write_bytes(b"\x89PNG\n<<<<<<< HEAD\n")
    load(workplace)


@pytest.mark.parametrize("text", ['{"version": 1}', "[]", "{", "", "\xff"])
def test_a_spoilt_release_is_named(
    workplace: Path, text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By every command that reads it, without a traceback."""
    monkeypatch.chdir(workplace)
    (workplace / "releases").mkdir()
    (workplace / "releases/2026.11.21.json").write_text(text, "latin-1")
    for call in (["check"], ["export", "../out"], ["release"]):
        assert main(call) == 1
        assert "releases/2026.11.21.json" in capsys.readouterr().err


def test_the_project_has_none() -> None:
    from prevention_kb.reading import conflicts

    assert not list(conflicts.left_over(ROOT))
