"""Ids and addresses that were released: each mistake with the whole of what is said of it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from prevention_kb import DataError, load
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.facts.moved import MOVED
from prevention_kb.reading.problems import Problem
from prevention_kb.reading.records import read_all
from prevention_kb.rules.released import check, with_gone
from prevention_kb.upkeep import releases

from ..conftest import told as everything_told

STAY = "to data/moved.yaml: {0}: {{moved_to: collection/id}} or {{withdrawn: why}}"
GONE = {
    "trees/old:\n  withdrawn: Gone.\n": [
        ("trees/old: there is no such collection", "collection/id", "mend the part before the slash"),
    ],
    "measures/old:\n  withdrawn: Gone.\nmeasures/force:\n  withdrawn: Gone.\n": [
        ("measures/force: there is a record of this id", "ids that no record bears", "delete the entry"),
    ],
    "measures/old:\n  moved_to: measures/farce\n": [
        ("measures/old: there is no record measures/farce", "collection/id of a record", "did you mean measures/force?"),
    ],
    "measures/old:\n  moved_to: trees/force\n": [
        ("measures/old: there is no record trees/force", "collection/id of a record", "name the record that holds the fact now"),
    ],
    "measures/old:\n  moved_to: measures/zz\n": [
        ("measures/old: there is no record measures/zz", "collection/id of a record", "name the record that holds the fact now"),
    ],
    "measures/old:\n  moved_to: measures/force\n": [],
    "measures/old: {moved_to: measures/force, withdrawn: Gone away.}\n": [
        (
            "measures/old: what became of it is said in both ways",
            "moved_to: collection/id of the record, or withdrawn: why it is gone",
            "delete one of the two",
        ),
    ],
    "measures/old:\n  moved: measures/force\n": [
        ("moved: unknown field", "fields here are moved_to, withdrawn", "did you mean moved_to?"),
    ],
    "measures/old:\n  moved_to: measures/force\n  withdrawn:\n": [
        ("withdrawn: is empty", "Why the fact is gone, in one sentence", "write what belongs here, or remove the line"),
    ],
    "treaties/old:\n  moved_to: treaties/covenant\n": [
        (
            "treaties/old: its old page is missing",
            "a page that leads on",
            "write docs/treaties/old.md with a title and {{ moved() }}",
        ),
    ],
}  # fmt: skip
"""What data/moved.yaml says, and what is wrong with it: all of it, in its order."""


def told(project: Path) -> list[Problem]:
    return check(with_gone(read_all(project)[0]))


@pytest.mark.parametrize("line", ["garbage", "measures/force prevention/#force", "one two three"])
def test_a_line_that_says_no_id_is_told(workplace: Path, line: str) -> None:
    released(workplace, "measures/force prevention/#force 0", line)
    with pytest.raises(DataError) as caught:
        load(workplace)
    (problem,) = caught.value.problems
    assert (problem.path, problem.line) == ("releases/ids.txt", 3) and line in problem.what and problem.cure


def released(project: Path, *rows: str) -> None:
    """The ids of releases/ids.txt."""
    (project / "releases").mkdir()
    (project / "releases/ids.txt").write_text("\n".join(["# A comment.", *rows, ""]), "utf-8")


def vanished(ref: str) -> Problem:
    """Of a record of measures, or of a kind that there is not."""
    held = f"restore it: git restore data/{ref}.yaml; or add " if ref.startswith("measures/") else "add "
    cure = held + STAY.format(ref)
    return Problem("releases/ids.txt", 0, 0, what=f"{ref} was released and is gone", allowed="ids stay for ever", cure=cure)  # fmt: skip


@pytest.mark.parametrize("said", GONE)
def test_what_is_said_of_old_ids(said: str, workplace: Path) -> None:
    (workplace / MOVED).write_text(said, "utf-8")
    lines = said.split("\n")
    found = [(p.path, p.what, p.allowed, p.cure) for p in told(workplace)]
    assert found == [(MOVED, *words) for words in GONE[said]]
    assert all(p.what.partition(":")[0] in lines[p.line - 1] for p in told(workplace))


@pytest.mark.parametrize("said", ["", "\n# Nothing.\n"])
def test_what_vanished_is_named(said: str, workplace: Path) -> None:
    """A record, a whole collection; what stands where it stood, and what moved, is no mistake."""
    if said:
        (workplace / MOVED).write_text(said, "utf-8")
    released(
        workplace, "measures/force prevention/#force 0", "measures/old prevention/#old 0", "trees/old trees/#old 0"
    )
    found = told(workplace)
    if not said:
        found = [
            replace(p, cure=p.cure.removesuffix(f"; where that file is missing, git restore {MOVED}")) for p in found
        ]
    assert found == [vanished("measures/old"), vanished("trees/old")]
    (workplace / MOVED).write_text("measures/old:\n  withdrawn: Gone.\n", "utf-8")
    assert told(workplace) == [vanished("trees/old")]


def test_a_record_that_cannot_be_read_has_not_vanished(workplace: Path) -> None:
    released(workplace, "measures/force prevention/#force 0")
    file = workplace / "data/measures/force.yaml"
    file.write_text(f"{file.read_text('utf-8')}zzz: 1\n", "utf-8")
    assert told(workplace) == []


@pytest.mark.parametrize("spoilt", ["\nzzz: 1\n", "\n: : b\n"])
def test_while_a_document_cannot_be_read_nothing_is_said_of_where_its_passages_stand(
    spoilt: str, workplace: Path
) -> None:
    """Of what stands elsewhere it is; a passage that no document names is told by the rule about that."""
    rows = [
        "paragraphs/P1 article/#P1 0",
        "paragraphs/speech-1 elsewhere/#speech-1 0",
        "measures/force toolbox/#force 0",
    ]
    released(workplace, *rows)
    assert [p.what.partition(" ")[0] for p in told(workplace)] == ["paragraphs/speech-1", "measures/force"]
    file = workplace / "data/documents/op-ed.yaml"
    file.write_text(file.read_text("utf-8") + spoilt, "utf-8")
    assert [p.what.partition(" ")[0] for p in told(workplace)] == ["paragraphs/speech-1", "measures/force"]


def test_while_moved_cannot_be_read_nothing_is_said_of_what_vanished(workplace: Path) -> None:
    """Of addresses it is: they do not depend on it."""
    released(workplace, "measures/old prevention/#old 0", "trees/old trees/#old 0", "measures/force toolbox/#force 0")
    (workplace / MOVED).write_text("- x\n", "utf-8")
    assert [(p.path, p.line, p.what) for p in told(workplace)] == [
        (MOVED, 1, "the file is not a list of ids"),
        ("releases/ids.txt", 0, "measures/force was released as toolbox/#force"),
    ]


def test_an_entry_that_says_nothing_rightly_still_speaks_of_its_id(workplace: Path) -> None:
    released(workplace, "measures/old prevention/#old 0", "measures/older prevention/#older 0")
    (workplace / MOVED).write_text("measures/old: {}\n", "utf-8")
    assert told(workplace) == [
        Problem(
            MOVED, 1, 1,
            what="measures/old: what became of it is said in neither of the two ways",
            allowed="moved_to: collection/id of the record, or withdrawn: why it is gone",
            cure="write one of the two",
        ),
        vanished("measures/older"),
    ]  # fmt: skip


def test_an_address_stays(workplace: Path) -> None:
    released(workplace, "measures/force toolbox/#force 0")
    assert told(workplace) == [
        Problem(
            "releases/ids.txt", 0, 0,
            what="measures/force was released as toolbox/#force",
            allowed="addresses stay for ever",
            cure="keep toolbox/#force, which readers and other sites use",
        )
    ]  # fmt: skip


def test_the_files_of_a_release_are_read(workplace: Path) -> None:
    """What is wrong with CITATION.cff and with a release is told together."""
    (workplace / "CITATION.cff").write_text("title: [\n", "utf-8")
    released(workplace)
    (workplace / "releases/2026-11-21.json").write_text("{", "utf-8")
    assert sorted({p.path for p in told(workplace)}) == ["CITATION.cff", "releases/2026-11-21.json"]


def all_released(project: Path) -> None:
    """Every id of the project, as kb release would write it."""
    kb = load(project)
    (project / "releases").mkdir()
    (project / releases.IDS).write_text(releases.ids_text(kb, {}), "utf-8")


CITED = [
    "events/fall",
    "treaties/covenant",
    "organisations/court",
    "countries/cambodia",
    "paragraphs/P1",
    "documents/op-ed",
    "claims/toll",
]


@pytest.mark.parametrize("ref", CITED)
def test_a_record_that_vanished_is_one_message_whoever_names_it(ref: str, workplace: Path) -> None:
    all_released(workplace)
    (workplace / MOVED).write_text("", "utf-8")
    (workplace / f"data/{ref}.yaml").unlink()
    (problem,) = everything_told(workplace)
    assert problem.what.startswith(f"{ref} was released and is gone") and f"git restore data/{ref}.yaml" in problem.cure


def test_an_entry_that_vanished_from_a_file_of_many_is_one_message(workplace: Path) -> None:
    all_released(workplace)
    file = workplace / "data/sources.yaml"
    before, _, rest = file.read_text("utf-8").partition("speech:\n")
    file.write_text(before + rest[rest.index("\n\n") + 2 :], "utf-8")
    (problem,) = everything_told(workplace)
    assert (
        problem.what.startswith("sources/speech was released and is gone, and ") and " records name it" in problem.what
    )
    assert "git restore data/sources.yaml" in problem.cure and problem.cure.endswith(f"git restore {MOVED}")


@pytest.mark.parametrize(
    "name",
    ["events", "treaties", "countries", "claims", "paragraphs", "sources", "terms", "votes", "findings", "cases"],
)
def test_a_kind_that_vanished_is_one_message(name: str, workplace: Path) -> None:
    """Of two records and more; also where one was added since the release, and is named elsewhere."""
    all_released(workplace)
    listed = workplace / releases.IDS
    rows = listed.read_text("utf-8").splitlines(keepends=True)
    of_kind = [row for row in rows if row.startswith(f"{name}/")]
    if len(of_kind) > 2:
        rows.remove(of_kind[-1])
        listed.write_text("".join(rows), "utf-8")
    home = workplace / "data" / name
    if home.is_dir():
        shutil.rmtree(home)
    else:
        home.with_suffix(".yaml").unlink()
    found = everything_told(workplace)
    shown = f"data/{name}" if COLLECTIONS[name].keyed is False else f"data/{name}.yaml"
    if len(of_kind) > 1:
        assert [(p.path, p.cure) for p in found] == [
            (
                shown,
                f"restore it: git restore {shown}; in a copy of this project for another subject: git rm -r releases",
            )
        ]
    else:
        assert len(found) == 1 and found[0].what.startswith(f"{of_kind[0].split()[0]} was released and is gone")


@pytest.mark.parametrize(
    ("became", "cure"),
    [
        ("moved_to: organisations/tribunal", "write tribunal instead, to which it moved"),
        ("moved_to: treaties/covenant", "write treaties/covenant instead, to which it moved"),
        ("withdrawn: It was one too many.", "remove it: it was withdrawn"),
    ],
)
def test_who_names_what_moved_or_was_withdrawn_is_told_what_to_write(became: str, cure: str, workplace: Path) -> None:
    all_released(workplace)
    (workplace / "data/organisations/court.yaml").rename(workplace / "data/organisations/tribunal.yaml")
    (workplace / MOVED).write_text(f"organisations/court:\n  {became}\n", "utf-8")
    found = [p for p in everything_told(workplace) if "there is no record 'court' in organisations" in p.what]
    assert len(found) > 1 and {p.cure for p in found} <= {cure, "remove the link, and keep its words"}
