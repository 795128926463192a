"""What can be an id: a table holds every one as it is, and no word is taken for a month."""

from __future__ import annotations

import pytest

from prevention_kb.exports import tables
from prevention_kb.facts import ids
from prevention_kb.facts.events import Event


@pytest.mark.parametrize(
    "record_id",
    [
        "may-20",
        "17-april",
        "1-may",
        "sept-11",
        "20-may-2019",
        "december-1975",
        "007",
        "8e05",
        "1234567890123456",
    ],
)
def test_what_a_spreadsheet_reads_otherwise_is_no_id(record_id: str) -> None:
    assert "spreadsheet" in (ids.instead(Event, record_id) or "") and tables._guarded(record_id) != record_id


@pytest.mark.parametrize(
    "record_id",
    [
        "mayaguez-1975",
        "decree-1994",
        "decision-12",
        "march-on-1975",
        "january",
        "declaration-2009",
        "123",
        "1e",
        "julius-1",
    ],
)
def test_what_looks_alike_is_one(record_id: str) -> None:
    assert ids.instead(Event, record_id) is None and tables._guarded(record_id) == record_id
