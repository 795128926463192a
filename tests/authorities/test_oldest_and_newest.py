"""The oldest and the newest stored tables of the depositary: what `kb refresh` proposes between them, each act checked against data/."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from prevention_kb import KnowledgeBase
from prevention_kb.authorities.answers import Row, TreatyTable
from prevention_kb.authorities.un_treaties import UNTreaties
from prevention_kb.facts.dates import When
from prevention_kb.facts.states import Country
from prevention_kb.facts.treaties import Act, Treaty
from prevention_kb.upkeep.comparison import Finding, compare

from .. import depositary

HERE = Path(__file__).parent
OLD = yaml.load((HERE / "cells_2015.yaml").read_text("utf-8"), yaml.CBaseLoader)
NEW = yaml.load((HERE / "cells.yaml").read_text("utf-8"), yaml.CBaseLoader)
BETWEEN = yaml.load((HERE / "acts_2015_to_2026.yaml").read_text("utf-8"), yaml.CBaseLoader)
DAY = "2015-03-14"


def then(kb: KnowledgeBase, instrument: str) -> TreatyTable:
    """The table of 2015, read from a page with its cells."""
    cells = dict(OLD[instrument])
    head = tuple(cells.pop("head"))
    rows = tuple((kb.get(Country, state).name, *texts) for state, texts in cells.items())
    rows += (("Norway", *[""] * (len(head) - 2), "1 Jan 2000"),)  # a table without a party would be refused
    signed = head[1].startswith("Signature")
    said = (depositary.counted(rows, 1) if signed else 0, depositary.counted(rows, len(head) - 1))
    number = str(kb.get(Treaty, instrument).un_treaty_collection)
    (found,) = UNTreaties().read(depositary.page(rows, number, "14-03-2015", head, said), kb)
    assert isinstance(found, TreatyTable)
    return found


def as_of_2015(kb: KnowledgeBase, instrument: str) -> KnowledgeBase:
    """The facts as they would be if the table of 2015 had been entered and nothing since."""
    treaty, table = kb.get(Treaty, instrument), then(kb, instrument)
    status = {
        state: held.model_copy(
            update={
                "acts": [Act(act=a.act, date=a.day) for a in table.rows.get(state, Row()).acts],  # type: ignore[arg-type]
                "as_of": When.parse(DAY),
            }
        )
        for state, held in treaty.status.items()
    }
    old = treaty.model_copy(update={"status": status})
    sources = {k: s for k, s in kb.records["sources"].items() if not k.startswith("untc-")}
    records = {**kb.records, "treaties": {**kb.records["treaties"], instrument: old}, "sources": sources}
    return replace(kb, records=records)


def proposed(kb: KnowledgeBase, instrument: str) -> list[Finding]:
    """What the page of 2026 says that the table of 2015 does not."""
    (now,) = UNTreaties().read((HERE / f"untc/{instrument}.html").read_bytes(), kb)
    found = compare(as_of_2015(kb, instrument), now, "2026-11-29", False).findings
    return [f for f in found if f.kind not in ("confirmed", "hint", "nothing")]


@pytest.mark.parametrize("instrument", OLD)
def test_every_act_of_2015_stands_in_data(kb: KnowledgeBase, instrument: str) -> None:
    held = kb.get(Treaty, instrument).status
    for state, row in then(kb, instrument).rows.items():
        days = {(act.act, act.date.text) for act in held[state].acts}
        assert {(act.act, act.day) for act in row.acts} <= days, state
        assert not row.unclear


@pytest.mark.parametrize("instrument", NEW)
def test_each_act_between_the_tables_is_proposed_and_stands_in_data(kb: KnowledgeBase, instrument: str) -> None:
    """The list was compared with data/ by hand; nothing of it is open."""
    found = proposed(kb, instrument)
    names = {state.name: state.id for state in kb.all(Country).values()}
    said = {(names[f.state], *f.what.split(" (")[0].removesuffix(" is new").split(" ")) for f in found}
    assert {f.kind for f in found} <= {"new"} and len(said) == len(found), found
    wanted = {(s, act, day) for s, acts in BETWEEN.get(instrument, {}).items() for act, day in acts.items()}
    assert said == wanted
    held = kb.get(Treaty, instrument).status
    assert all((act, day) in {(a.act, a.date.text) for a in held[state].acts} for state, act, day in said)
