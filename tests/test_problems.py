"""What an editor reads who made a mistake: each folder of broken/ is laid over tiny/, with the exact messages expected.

`pytest --bless` accepts the present messages; read the diff.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prevention_kb import DataError, load

BROKEN = Path(__file__).parent / "broken"
CASES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())


def messages(project: Path) -> str:
    with pytest.raises(DataError) as caught:
        load(project)
    return str(caught.value) + "\n"


@pytest.mark.parametrize("case", CASES)
def test_messages(case: str, workplace: Path, request: pytest.FixtureRequest) -> None:
    folder = BROKEN / case
    shutil.copytree(folder, workplace, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt", "deleted.txt"))
    if (deleted := folder / "deleted.txt").exists():
        for name in deleted.read_text("utf-8").split():
            (workplace / name).unlink()
    found = messages(workplace)
    expected = folder / "expected.txt"
    if request.config.getoption("--bless"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


def test_there_are_cases() -> None:
    assert len(CASES) >= 40


def test_every_message_names_a_place_and_a_cure() -> None:
    for case in CASES:
        head, *rows = (BROKEN / case / "expected.txt").read_text("utf-8").splitlines()
        assert head.endswith("in the data")
        assert rows
        for row in rows:
            place, _, said = row.strip().partition(": ")
            assert place.startswith(("data", "docs")), row
            assert said.count(";") >= 1, row
        places = [row.strip().split(": ")[0].split(":") for row in rows]
        keys = [(p[0], *(int(n) for n in p[1:3])) if len(p) > 1 else (p[0], 0, 0) for p in places]
        assert keys == sorted(keys), case
