"""A file in another encoding is a mistake of whoever saved it: one message with its place, whichever part of the program reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from prevention_kb.__main__ import main
from prevention_kb.upkeep import words

CAFE = b"\ncaf\xe9\n"
GIVEN = {
    "mkdocs.yml": "site_name: Tiny\n",
    "releases/ids.txt": "measures/force prevention/#force 0\n",
    "releases/2026-11-21.json": "{}\n",
    "docs/assets/css/x.css": "a{}\n",
    "overrides/main.html": "\n",
}
"""Files that the tiny project does not have."""


@pytest.fixture(autouse=True)
def inside(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workplace)
    return workplace


def spoil(name: str) -> str:
    """Spoil a file of the project; what is said of it."""
    file = Path(name)
    if name in GIVEN:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(GIVEN[name], "utf-8")
    line = file.read_bytes().count(b"\n") + 2
    file.write_bytes(file.read_bytes() + CAFE)
    told = f"{name}:{line}:4: the file is not UTF-8; UTF-8 only; save the file with the encoding UTF-8"
    return f"1 problem in the data\n  {told}\n"


@pytest.mark.parametrize(
    "name",
    [
        *GIVEN,
        "CITATION.cff",
        "docs/actors/people.md",
        "docs/article.md",
        "docs/sources/p.md",
        "docs/treaties/covenant.md",
        "data/documents/op-ed.yaml",
        "data/terms.yaml",
    ],
)
def test_another_encoding_is_one_problem(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = spoil(name)
    assert main(["check"]) == 1
    assert capsys.readouterr().err == told


def test_a_page_with_sections_of_records_is_read_once(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands on a page that cannot be read is not compared with its headings."""
    (inside / "docs/glossary.md").write_text("---\ntitle: Glossary\n---\n\n## Hybrid\n", "utf-8")
    told = spoil("docs/glossary.md")
    assert main(["check"]) == 1
    assert capsys.readouterr().err == told


def test_the_settings_before_the_launch(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = spoil("mkdocs.yml")
    assert main(["launch"]) == 1
    assert capsys.readouterr().err == told
    (inside / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    assert main(["launch"]) == 1
    assert capsys.readouterr().err.startswith("1 problem in the data\n  mkdocs.yml:2:1: cannot be read: ")


def test_the_log_of_changes_at_a_release(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written then."""
    (inside / "CHANGELOG.md").write_text("# Changes\n\n## Unreleased\n", "utf-8")
    told = spoil("CHANGELOG.md")
    cited = (inside / "CITATION.cff").read_bytes()
    assert main(["release", "--date", "2026-12-01", "--note", "The beginning."]) == 1
    assert capsys.readouterr().err == told
    assert not (inside / "releases").exists() and (inside / "CITATION.cff").read_bytes() == cited


def test_what_is_written_anew_need_not_be_read(tmp_path: Path) -> None:
    """A schema in another encoding is one that says something else."""
    (name, *_) = words.write(tmp_path)
    whole = (tmp_path / name).read_bytes()
    (tmp_path / name).write_bytes(whole + CAFE)
    assert words.write(tmp_path) == [name]
    assert (tmp_path / name).read_bytes() == whole and words.write(tmp_path) == []


@pytest.mark.parametrize("name", ["languages/km/terms.yaml", "languages/km/pages/article.md"])
def test_translations_at_a_stamp(name: str, inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = inside / name
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({}), "utf-8")
    told = spoil(name)
    assert main(["translate", "--stamp"]) == 1
    assert capsys.readouterr().err == told
