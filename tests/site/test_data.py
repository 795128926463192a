"""The real facts: one case a file, and the counts that are meant."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.derived.status import PARTY_PHASES, last_known
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.facts.shape import Record
from prevention_kb.facts.sources import Source
from prevention_kb.facts.states import Country
from prevention_kb.facts.treaties import Treaty

from ..conftest import ROOT

FILES = sorted(
    file.relative_to(ROOT).as_posix()
    for file in (ROOT / "data").rglob("*.yaml")
    if file.name not in ("asked.yaml", "moved.yaml")
)
MEANT = {
    "events": 123, "treaties": 26, "countries": 11, "risk_factors": 14, "measures": 36, "proposals": 12, "claims": 114,
    "paragraphs": 25, "organisations": 31, "people": 11, "terms": 49, "sources": 700, "votes": 8, "cases": 7,
}  # fmt: skip
"""How many records there must be at least; a smaller number means that something was lost."""


@pytest.mark.parametrize("name", FILES)
def test_file(name: str, kb: KnowledgeBase) -> None:
    text = (ROOT / name).read_text("utf-8")
    collection = Path(name).parent.name if Path(name).parent.name != "data" else Path(name).stem
    depth = "../" * (name.count("/"))
    assert text.split("\n", 1)[0] == f"# yaml-language-server: $schema={depth}schema/{collection}.json"
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert not re.search(r"[ \t]+$", text, re.MULTILINE), "space at the end of a line"
    if not COLLECTIONS[collection].keyed:
        assert Path(name).stem in kb.records[collection]


@pytest.mark.parametrize(("collection", "least"), MEANT.items())
def test_counts(collection: str, least: int, kb: KnowledgeBase) -> None:
    assert len(kb.records[collection]) >= least


def test_every_state_has_a_position_on_every_treaty(kb: KnowledgeBase) -> None:
    assert sum(len(treaty.status) for treaty in kb.all(Treaty).values()) == len(kb.all(Treaty)) * len(kb.all(Country))


def test_asean_members_by_date(kb: KnowledgeBase) -> None:
    joined = {c.id: c.asean.since.text for c in kb.all(Country).values()}
    assert sorted(joined.values()) == [
        *["1967-08-08"] * 5, "1984-01-07", "1995-07-28", "1997-07-23", "1997-07-23", "1999-04-30", "2025-10-26",
    ]  # fmt: skip
    assert joined["timor-leste"] == "2025-10-26"


def test_core_treaties_of_cambodia(kb: KnowledgeBase) -> None:
    """The op-ed's “eight of the nine”: all but the migrant workers convention."""
    core = [t for t in kb.all(Treaty).values() if t.kind == "core"]
    outside = [t.id for t in core if last_known(t, "cambodia").phase not in PARTY_PHASES]
    assert len(core) == 9 and outside == ["icmw"]


def test_sources_that_were_read_say_when(kb: KnowledgeBase) -> None:
    for source in kb.all(Source).values():
        assert (source.read == "none") == (source.accessed is None), source.id


def test_labels(kb: KnowledgeBase) -> None:
    for records in kb.records.values():
        for record in records.values():
            assert isinstance(record, Record) and record.label and record.line() >= 1 and record.path
