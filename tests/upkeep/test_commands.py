"""The command kb, as an editor calls it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from prevention_kb import DataError, load
from prevention_kb.__main__ import main
from prevention_kb.facts.kinds import COLLECTIONS

from ..conftest import ROOT


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


def test_check_starts_without_what_only_other_commands_need(inside: Path) -> None:
    """Half of its time is the start: neither templates nor Markdown nor what speaks to other hosts is read for it."""
    script = "import sys; from prevention_kb.__main__ import main; main(['check']); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], cwd=inside, capture_output=True, text=True, check=True)
    for_others = {"jinja2", "markdown", "markdown_it", "mkdocs", "edtf", "pathspec", "urllib.request", "http.client"}
    assert "pydantic" in ran.stdout.split() and not for_others & set(ran.stdout.split())


def test_what_is_compared_with_a_text_is_told_before_all_is_called_well(
    inside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--text", "nosuch", "mkdocs.yml"]) == 1
    said = capsys.readouterr()
    assert "there is no document 'nosuch'; name a file of data/documents/" in said.err and not said.out


def test_a_language_that_is_not_there_is_told_with_those_that_are(
    inside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    begin = "begin it with languages/<code>/interface.yaml\n"
    assert main(["translate", "--language", "xx"]) == 1
    assert capsys.readouterr().err == f"there is no language 'xx'; {begin}"
    (inside / "languages/km").mkdir(parents=True)
    shutil.copy(ROOT / "languages/km/interface.yaml", inside / "languages/km")
    assert main(["stubs"]) == 0
    capsys.readouterr()
    assert main(["translate", "--language", "xx"]) == 1
    assert capsys.readouterr().err == f"there is no language 'xx'; name one of km, or {begin}"


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


@pytest.mark.parametrize("collection", [name for name, model in COLLECTIONS.items() if model.keyed])
def test_the_first_record_of_a_file_stands_below_the_schema_that_editors_need(collection: str, inside: Path) -> None:
    file = inside / f"data/{collection}.yaml"
    file.unlink()
    assert main(["new", collection, "something-new"]) == 0
    assert file.read_text("utf-8").startswith(
        f"# yaml-language-server: $schema=../schema/{collection}.json\n\nsomething-new:\n"
    )


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


def snapshot(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def refused(inside: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str, str], str]:
    """What `kb new` says where it refuses, and writes nothing."""

    def new(collection: str, record_id: str) -> str:
        before = snapshot(inside)
        assert main(["new", collection, record_id]) == 1
        assert snapshot(inside) == before
        return capsys.readouterr().err

    return new


@pytest.mark.parametrize(
    ("collection", "record_id", "said"),
    [("treatis", "x", "did you mean treaties?"), ("treaties", "X Y", "cannot be an id")],
)
def test_new_refuses(collection: str, record_id: str, said: str, refused: Callable[[str, str], str]) -> None:
    assert said in refused(collection, record_id)


@pytest.mark.parametrize(
    ("kind", "entry", "why"),
    [
        ("claims", "{withdrawn: It was said by nobody.}", "was withdrawn: It was said by nobody."),
        ("terms", "{moved_to: terms/other}", "was moved to terms/other"),
    ],
)
def test_new_begins_nothing_under_an_id_that_is_gone(
    inside: Path, kind: str, entry: str, why: str, refused: Callable[[str, str], str]
) -> None:
    (inside / "data/moved.yaml").write_text(f"{kind}/gone: {entry}\n", "utf-8")
    said = refused(kind, "gone")
    assert f"{kind}/gone {why}" in said and "data/moved.yaml:1" in said


def test_stubs_mend_pages(inside: Path) -> None:
    shutil.rmtree(inside / "docs/treaties")
    with pytest.raises(DataError, match="is missing"):
        load(inside)
    assert main(["stubs"]) == 0
    load(inside)


def test_schema_writes_one_file_a_kind(inside: Path) -> None:
    assert main(["schema"]) == 0
    assert {file.stem for file in (inside / "schema").iterdir()} == {*COLLECTIONS, "asked", "moved", "languages"}


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


# What somebody wrote is kept -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("collection", "record_id", "there"),
    [
        ("proposals", "my-draft", "docs/proposals/my-draft.md"),
        ("treaties", "old-name", "docs/treaties/old-name.md"),
        ("events", "my-event", "data/events/my-event.yaml"),
    ],
)
def test_new_overwrites_no_file(
    collection: str, record_id: str, there: str, inside: Path, refused: Callable[[str, str], str]
) -> None:
    """Nor writes the other file, where one of two is there."""
    (inside / there).write_text("By hand.\n", "utf-8")
    assert f"{there} exists already" in refused(collection, record_id)


@pytest.mark.parametrize("key", ['"quoted":', "'quoted':", "quoted :", "quoted:"])
def test_new_finds_an_entry_however_its_key_is_written(
    key: str, inside: Path, refused: Callable[[str, str], str]
) -> None:
    file = inside / "data/terms.yaml"
    file.write_text(file.read_text("utf-8") + f"\n{key}\n  term: Quoted\n", "utf-8")
    assert "terms has a record quoted already" in refused("terms", "quoted")


@pytest.mark.parametrize("collection", [name for name, model in COLLECTIONS.items() if model.stub])
def test_index_is_no_id_where_records_have_pages(collection: str, refused: Callable[[str, str], str]) -> None:
    assert "'index' cannot be an id" in refused(collection, "index")


@pytest.mark.parametrize(
    "record_id",
    [
        "con",
        "prn",
        "aux",
        "nul",
        "com0",
        "com1",
        "com9",
        "lpt0",
        "lpt9",
        "x" * 81,
        "may-20",
        "20-may-2019",
        "007",
        "8e05",
    ],
)
@pytest.mark.parametrize("collection", ["treaties", "events", "terms"])
def test_what_windows_cannot_save_is_no_id(collection: str, record_id: str, refused: Callable[[str, str], str]) -> None:
    assert f"{record_id!r} cannot be an id" in refused(collection, record_id)


def test_the_ids_of_paragraphs_are_said_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "paragraphs", "p26"]) == 1
    assert "in the op-ed P and the number, as P4" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "cure"),
    [
        ("2026-12-00", "write year, month and day in digits"),
        ("2026-02-30", "write year, month and day in digits"),
        ("24/12/2026", "write 2026-12-24"),
        ("3/4/2026", "write 2026-04-03 or 2026-03-04, whichever is meant"),
    ],
)
@pytest.mark.parametrize(
    "call", [["release", "--date"], ["check", "--stale", "--today"], ["review", "--today"]], ids=" ".join
)
def test_a_day_that_is_none_says_why(
    call: list[str], typed: str, cure: str, inside: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(inside)
    with pytest.raises(SystemExit) as caught:
        main([*call, typed])
    said = f"argument {call[-1]}: {typed!r} is no day of the calendar; a day as 2026-11-22; {cure}\n"
    assert caught.value.code == 2 and capsys.readouterr().err.endswith(said)
    assert snapshot(inside) == before


COMMANDS = [
    ["check"], ["new", "events", "x-1"], ["new", "terms", "x-1"], ["schema"], ["stubs"], ["export", "out"], ["diff", "HEAD"],
    ["links"], ["release"],
]  # fmt: skip


@pytest.mark.parametrize("call", COMMANDS, ids=" ".join)
def test_every_command_elsewhere_says_where_to_go_and_writes_nothing(
    call: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert main(call) == 1
    assert "run the command in the folder of the project" in capsys.readouterr().err
    assert not list(elsewhere.iterdir())
