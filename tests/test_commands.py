"""The command kb, as an editor calls it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prevention_kb import DataError, load
from prevention_kb.__main__ import main
from prevention_kb.models import COLLECTIONS


@pytest.fixture(autouse=True)
def inside(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workplace)
    return workplace


def test_check_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert "2 treaties, 2 countries" in capsys.readouterr().out


def test_check_says_what_is_wrong(capsys: pytest.CaptureFixture[str], inside: Path) -> None:
    (inside / "data/treaties/covenant.yaml").write_text("short: X\n", "utf-8")
    assert main(["check"]) == 1
    said = capsys.readouterr()
    assert "data/treaties/covenant.yaml:1:1: title: is missing" in said.err and not said.out


def test_check_elsewhere_says_where_to_go(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert main(["check"]) == 1
    assert "run the command in the folder of the project" in capsys.readouterr().err


def test_stale_facts_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--stale", "--today", "2026-12-01"]) == 0
    assert "0 facts are past" in capsys.readouterr().out
    assert main(["check", "--stale", "--today", "2030-01-01"]) == 0
    said = capsys.readouterr().out
    assert "data/treaties/covenant.yaml:1: due since 2027-05-31" in said


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_new_names_every_field_and_never_overwrites(
    collection: str, inside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = COLLECTIONS[collection]
    record_id = "P25" if collection == "paragraphs" else "something-new"
    assert main(["new", collection, record_id]) == 0
    file = inside / "data" / (f"{collection}.yaml" if model.keyed else f"{collection}/{record_id}.yaml")
    text = file.read_text("utf-8")
    for name, info in model.model_fields.items():
        assert name == "id" or (info.description and info.description in text), name
    assert main(["new", collection, record_id]) == 1
    assert file.read_text("utf-8") == text
    with pytest.raises(DataError) as caught:  # it is not filled in yet, and says so
        load(inside)
    assert all(problem.path.startswith(("data/", "docs/")) for problem in caught.value.problems)


def test_new_writes_the_page(inside: Path) -> None:
    assert main(["new", "treaties", "something-new"]) == 0
    assert '{{ treaty("something-new") }}' in (inside / "docs/treaties/something-new.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("call", "said"),
    [(["new", "treatis", "x"], "did you mean treaties?"), (["new", "treaties", "X Y"], "cannot be an id")],
)
def test_new_refuses(call: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(call) == 1
    assert said in capsys.readouterr().err


def test_stubs_mend_pages(inside: Path) -> None:
    shutil.rmtree(inside / "docs/treaties")
    with pytest.raises(DataError, match="is missing"):
        load(inside)
    assert main(["stubs"]) == 0
    load(inside)


def test_schema_writes_one_file_a_kind(inside: Path) -> None:
    assert main(["schema"]) == 0
    assert {file.stem for file in (inside / "schema").iterdir()} == set(COLLECTIONS)


def test_an_edit_is_seen_at_once(inside: Path) -> None:
    """A running server must not show old facts."""
    file = inside / "data/treaties/covenant.yaml"
    before = load(inside)
    file.write_text(file.read_text("utf-8").replace("short: COVENANT", "short: PACT"), "utf-8")
    with pytest.raises(DataError):
        load(inside)  # the page bears the old title
    main(["stubs"])
    after = load(inside)
    assert before is not after
    assert after.records["treaties"]["covenant"].label == "PACT"
