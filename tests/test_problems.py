"""What an editor reads who made a mistake: exact messages for each of mistakes.py.

`pytest --bless` accepts the present messages; read the diff aloud.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from prevention_kb import DataError, load

from .mistakes import MISTAKES

EXPECTED = Path(__file__).parent / "broken"


@pytest.mark.parametrize("name", MISTAKES)
def test_messages(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    MISTAKES[name].make(tmp_path)
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    found = f"{caught.value}\n"
    expected = EXPECTED / f"{name}.txt"
    if request.config.getoption("--bless"):
        expected.write_text(found, "utf-8")
    assert found == expected.read_text("utf-8")


def test_messages_and_mistakes_belong_together() -> None:
    assert {file.stem for file in EXPECTED.iterdir()} == set(MISTAKES)
    assert len(MISTAKES) >= 40


@pytest.mark.parametrize("name", MISTAKES)
def test_every_message_names_a_place_and_a_cure(name: str) -> None:
    head, *rows = (EXPECTED / f"{name}.txt").read_text("utf-8").splitlines()
    assert head.endswith("in the data")
    assert rows
    keys = []
    for row in rows:
        place, _, said = row.strip().partition(": ")
        assert place.startswith(("data/", "docs/")) and said.count(";") >= 1, row
        file, _, numbers = place.partition(":")
        keys.append((file, *(int(n) for n in numbers.split(":") if n)))
    assert keys == sorted(keys)
