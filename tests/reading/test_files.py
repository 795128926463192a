"""What systems and editors leave in the folders of the project is passed over."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from prevention_kb import DataError, load
from prevention_kb.__main__ import main
from prevention_kb.facts.moved import MOVED
from prevention_kb.reading import files, persons
from prevention_kb.reading.problems import Problem
from prevention_kb.upkeep import differences

LEFT = [
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    ".fall.yaml.swp",
    "fall.yaml~",
    "#fall.yaml#",
    "~$fall.yaml",
    "._fall.yaml",
    "Icon\r",
    ".~lock.fall.yaml#",
    "thumbs.db",
    "ehthumbs.db",
    "fall.csv~",
]


@pytest.mark.parametrize("folder", ["data", "data/events", "docs/timeline", "releases"])
def test_what_was_left_behind_is_no_record_and_no_page(workplace: Path, folder: str) -> None:
    (workplace / folder).mkdir(exist_ok=True)
    for name in LEFT:
        (workplace / folder / name).write_bytes(b"\x00\xff")
    (workplace / folder / ".#fall.yaml").symlink_to("writer@machine.1:2")  # the lock of Emacs, a link to nothing
    (workplace / folder / ".#1970s.md").symlink_to("writer@machine.1:2")
    (workplace / folder / "__MACOSX").mkdir()
    (workplace / folder / "__MACOSX" / "fall.yaml").write_bytes(b"\x00\xff")
    (workplace / folder / ".trash").mkdir()
    (workplace / folder / ".trash" / "old.yaml").write_text("a: b")
    before = differences.facts_in(workplace / "data").keys()
    assert len(load(workplace).records["events"]) == 4
    assert before == differences.facts_in(workplace / "data").keys()


def test_a_folder_of_records_may_be_a_link_and_a_loop_ends(workplace: Path) -> None:
    (workplace / "data/events").rename(workplace / "elsewhere")
    (workplace / "data/events").symlink_to(workplace / "elsewhere", target_is_directory=True)
    assert len(load(workplace).records["events"]) == 4
    (workplace / "loop").mkdir()
    (workplace / "loop/again").symlink_to(workplace / "loop", target_is_directory=True)
    (workplace / "loop/x.md").write_text("x")
    assert [file.name for file in files.own(workplace / "loop", ".md")] == ["x.md"]


@pytest.mark.parametrize(
    "name",
    [
        "data/events/gone-1.yaml", "data/sources.yaml", "data/moved.yaml", "mkdocs.yml", "releases/ids.txt",
        "languages/persons.yaml", "languages/km/kept.yaml", "languages/km/concepts.yaml", "languages/km/terms.yaml",
    ],
)  # fmt: skip
def test_a_link_to_nothing_is_told_with_a_cure(workplace: Path, name: str) -> None:
    """Also where no file need stand: persons that nobody reads any more would be spoken of in drafts."""
    (workplace / name).parent.mkdir(parents=True, exist_ok=True)
    (workplace / name).unlink(missing_ok=True)
    (workplace / name).symlink_to("../elsewhere.yaml")
    with pytest.raises(DataError) as caught:
        load(workplace)
    assert [(p.what, p.cure) for p in caught.value.problems if p.path == name] == [
        ("the link leads to ../elsewhere.yaml, which is not there", "restore what it leads to, or delete the link")
    ]


UNOPENED = {
    "pipe": (os.mkfifo, "this is no file but a pipe or a device", "delete it, or move it elsewhere"),
    "folder": (os.mkdir, "this is no file but a folder", "delete it, or move it elsewhere"),
    "loop": (
        lambda file: file.symlink_to(file.name),
        "the link leads to itself",
        "delete the link, and restore the file from git",
    ),
}
READ = [
    "data/events/gone-1.yaml", "data/sources.yaml", "data/moved.yaml", "data/asked.yaml", "mkdocs.yml", "releases/ids.txt", "CITATION.cff",
    "languages/persons.yaml", "languages/km/terms.yaml", "docs/article.md", "docs/countries/cambodia.md",
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),  # MkDocs looks into a folder in docs/, and the page is missing
    [(name, kind) for name in READ for kind in UNOPENED if not (kind == "folder" and name.startswith("docs/"))],
)
def test_what_is_no_file_is_told_and_nothing_waits_for_it(
    workplace: Path, name: str, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make, what, cure = UNOPENED[kind]
    (workplace / name).parent.mkdir(parents=True, exist_ok=True)
    (workplace / name).unlink(missing_ok=True)
    make(workplace / name)
    monkeypatch.chdir(workplace)
    signal.alarm(60)  # ends the program where it waits
    try:
        assert main(["check"]) == 1
    finally:
        signal.alarm(0)
    said = capsys.readouterr().err
    assert f"{name}: {what}; a file, or a link to one; {cure}\n" in said and str(workplace) not in said


def test_the_cure_for_a_copy_never_overwrites_the_record(workplace: Path) -> None:
    (workplace / "data/events/fall.yaml.orig").write_text("title: An older one\n")
    (workplace / "data/events/fall.txt").write_text("title: An older one\n")
    with pytest.raises(DataError) as caught:
        load(workplace)
    assert [p.cure for p in caught.value.problems] == [
        "delete it, or move it out of data: fall.yaml stands beside it"
    ] * 2


@pytest.mark.parametrize(
    "text", ["Pol Pot\n", "Pol Pot: a name\n", "- 3\n", "- ''\n", "- 'Pol Pot '\n", "- a: : b\n", "[]\n", ""]
)
def test_names_of_persons_without_a_record_are_a_list(workplace: Path, text: str) -> None:
    (workplace / "languages").mkdir(exist_ok=True)
    (workplace / persons.FILE).write_text("- Pol Pot\n- Bellamy\n")
    assert load(workplace).unrecorded == ("Pol Pot", "Bellamy")
    (workplace / persons.FILE).write_text(text)
    with pytest.raises(DataError) as caught:
        load(workplace)
    (problem,) = caught.value.problems
    assert problem.path == persons.FILE and problem.line == 1 and problem.cure


@pytest.mark.parametrize("text", ["- a\n", "just text\n", "a: : b\n", "events/gone: neither\n", "events/gone: {}\n"])
def test_what_moved_is_one_message_and_nothing_is_called_gone(workplace: Path, text: str) -> None:
    (workplace / "releases").mkdir(exist_ok=True)
    (workplace / "releases/ids.txt").write_text("# ids\nevents/gone timeline/#gone 0123456789ab\n")
    (workplace / MOVED).write_text(text)
    with pytest.raises(DataError) as caught:
        load(workplace)
    (problem,) = caught.value.problems
    assert problem.path == MOVED and problem.line >= 1 and problem.cure


def test_the_text_of_a_file_ends_its_lines_in_one_way(tmp_path: Path) -> None:
    """As Python reads text; of another encoding the first byte is named that is none of UTF-8."""
    (tmp_path / "a.txt").write_bytes("é\r\nb\rc\n".encode())
    assert files.text_of(tmp_path, "a.txt") == "é\nb\nc\n"
    for raw, line, column in ((b"\xe9", 1, 1), (b"a\n\xe9\n\xe9", 2, 1), (b"\n\na\xe9", 3, 2)):
        (tmp_path / "a.txt").write_bytes(raw)
        with pytest.raises(DataError) as caught:
            files.text_of(tmp_path, "a.txt")
        cure = "save the file with the encoding UTF-8"
        assert caught.value.problems == (
            Problem("a.txt", line, column, what="the file is not UTF-8", allowed="UTF-8 only", cure=cure),
        )
