"""Who was party on a day, on the real acts; test_phases.py has made-up ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevention_kb import KnowledgeBase
from prevention_kb.derived.status import history, in_force_for, last_known, on_date
from prevention_kb.facts.treaties import Treaty
from prevention_kb.reading.catalogue import english

CASES = [
    # treaty, state, day, phase, established
    # The Philippines and the Rome Statute: signature, deposit, in force, notice, last day, out
    ("rome-statute", "philippines", "1998-07-16", "not-adopted", True),
    ("rome-statute", "philippines", "1998-07-17", "none", True),
    ("rome-statute", "philippines", "2000-12-27", "none", True),
    ("rome-statute", "philippines", "2000-12-28", "signed", True),
    ("rome-statute", "philippines", "2011-08-29", "signed", True),
    ("rome-statute", "philippines", "2011-08-30", "deposited", True),
    ("rome-statute", "philippines", "2011-10-31", "deposited", True),
    ("rome-statute", "philippines", "2011-11-01", "party", True),
    ("rome-statute", "philippines", "2018-03-16", "party", True),
    ("rome-statute", "philippines", "2018-03-17", "withdrawal-notified", True),
    ("rome-statute", "philippines", "2019-03-16", "withdrawal-notified", True),
    ("rome-statute", "philippines", "2019-03-17", "withdrawn", True),
    ("rome-statute", "philippines", "2026-11-26", "withdrawn", False),
    # Malaysia took its accession back before it took effect
    ("rome-statute", "malaysia", "2019-03-03", "none", True),
    ("rome-statute", "malaysia", "2019-03-04", "deposited", True),
    ("rome-statute", "malaysia", "2019-04-28", "deposited", True),
    ("rome-statute", "malaysia", "2019-04-29", "withdrawn", True),
    ("rome-statute", "malaysia", "2019-06-01", "withdrawn", True),
    # Cambodia deposited in April 2002; the Statute itself entered into force in July
    ("rome-statute", "cambodia", "2002-04-10", "signed", True),
    ("rome-statute", "cambodia", "2002-04-11", "deposited", True),
    ("rome-statute", "cambodia", "2002-06-30", "deposited", True),
    ("rome-statute", "cambodia", "2002-07-01", "party", True),
    ("rome-statute", "timor-leste", "2002-11-30", "deposited", True),
    ("rome-statute", "timor-leste", "2002-12-01", "party", True),
    ("rome-statute", "thailand", "2000-10-01", "none", True),
    ("rome-statute", "thailand", "2020-01-01", "signed", True),
    ("rome-statute", "viet-nam", "2020-01-01", "none", True),
    ("rome-statute", "viet-nam", "2026-11-26", "none", False),
    # three months (ICCPR article 49)
    ("iccpr", "cambodia", "1980-10-16", "none", True),
    ("iccpr", "cambodia", "1980-10-17", "signed", True),
    ("iccpr", "cambodia", "1992-05-26", "deposited", True),
    ("iccpr", "cambodia", "1992-08-25", "deposited", True),
    ("iccpr", "cambodia", "1992-08-26", "party", True),
    ("iccpr", "cambodia", "2026-02-03", "party", True),
    ("iccpr", "cambodia", "2026-02-04", "party", False),
    ("iccpr", "philippines", "1976-03-23", "signed", True),
    # deposited before the treaty itself was in force
    ("icerd", "philippines", "1967-09-15", "deposited", True),
    ("icerd", "philippines", "1969-01-03", "deposited", True),
    ("icerd", "philippines", "1969-01-04", "party", True),
    # thirty days (CEDAW, ICPPED), ninety days (Genocide Convention), one month (OP-CRC-AC), on deposit (1967 Protocol)
    ("cedaw", "lao-pdr", "1981-09-12", "deposited", True),
    ("cedaw", "lao-pdr", "1981-09-13", "party", True),
    ("icpped", "thailand", "2012-01-09", "signed", True),
    ("icpped", "thailand", "2024-05-14", "deposited", True),
    ("icpped", "thailand", "2024-06-12", "deposited", True),
    ("icpped", "thailand", "2024-06-13", "party", True),
    ("genocide", "lao-pdr", "1951-03-07", "deposited", True),
    ("genocide", "lao-pdr", "1951-03-08", "party", True),
    ("genocide", "cambodia", "1951-01-12", "party", True),
    ("refugee-protocol", "cambodia", "1992-10-14", "none", True),
    ("refugee-protocol", "cambodia", "1992-10-15", "party", True),
    # a first of the month after three months (ICMW article 87)
    ("icmw", "indonesia", "2012-08-31", "deposited", True),
    ("icmw", "indonesia", "2012-09-01", "party", True),
    ("icmw", "cambodia", "2023-12-01", "signed", True),
    # ninety days, and a deposit with its day
    ("att", "philippines", "2022-03-24", "deposited", True),
    ("att", "philippines", "2022-06-22", "party", True),
    ("crpd", "timor-leste", "2023-01-16", "none", True),
    ("crpd", "timor-leste", "2023-02-15", "deposited", True),
    ("crpd", "timor-leste", "2023-02-16", "party", True),
    # days inside a span have no sure answer
    ("geneva-conventions", "viet-nam", "1957-06-01", "unclear", True),
    ("geneva-conventions", "viet-nam", "1958-07-01", "party", True),
    # no source read: never established
    ("ap-i", "viet-nam", "1990-01-01", "party", False),
    ("ap-ii", "timor-leste", "2004-01-01", "none", False),
]


@pytest.mark.parametrize(("treaty", "state", "day", "phase", "established"), CASES)
def test_on_date(kb: KnowledgeBase, treaty: str, state: str, day: str, phase: str, established: bool) -> None:
    answer = on_date(kb.get(Treaty, treaty), state, date.fromisoformat(day))
    assert (answer.phase, answer.established) == (phase, established)
    assert english().say(answer.reason)


def test_a_recorded_day_beats_the_computed_one(kb: KnowledgeBase) -> None:
    treaty = kb.get(Treaty, "icpped")
    force = in_force_for(treaty, treaty.status["thailand"].acts)
    assert force and force.recorded and force.lower == date(2024, 6, 13)


def test_recorded_days_agree_with_the_clause(kb: KnowledgeBase) -> None:
    """Where a source gives the day, the treaty's own clause gives the same one."""
    compared = 0
    for treaty in kb.all(Treaty).values():
        for state in treaty.status.values():
            recorded = next((act for act in state.acts if act.act == "entry-into-force"), None)
            if recorded:
                computed = in_force_for(treaty, [act for act in state.acts if act is not recorded])
                assert computed and computed.lower == recorded.date.lower, (treaty.id, recorded)
                compared += 1
    assert compared >= 8


def test_an_answer_after_the_last_check_says_so(kb: KnowledgeBase) -> None:
    answer = on_date(kb.get(Treaty, "cat"), "malaysia", date(2026, 11, 26))
    assert not answer.established and english().say(answer.words) == "No action found"
    assert answer.as_of and english().when(answer.as_of) == "3 February 2026"


def test_without_a_source_nothing_is_established(kb: KnowledgeBase) -> None:
    answer = last_known(kb.get(Treaty, "ap-i"), "indonesia")
    assert answer.phase == "not-checked" and not answer.established
    assert english().say(answer.reason) == "We could read no list of acts."


def test_no_source_is_older_than_what_it_is_cited_for(kb: KnowledgeBase) -> None:
    """A list of March counted as read for a deposit on the 30th of that month, which no source gave."""
    late = [
        f"{treaty.id}, {state}: {status.as_of} before {act.act} of {act.date}"
        for treaty in kb.all(Treaty).values()
        for state, status in treaty.status.items()
        for act in status.acts
        if status.as_of and act.act != "entry-into-force" and status.as_of.lower < act.date.lower
    ]
    assert late == []


def test_every_real_cell_has_an_answer(kb: KnowledgeBase) -> None:
    cells = [(t, c) for t in kb.all(Treaty).values() for c in t.status]
    assert len(cells) == 297
    for treaty, state in cells:
        assert english().say(last_known(treaty, state).reason)


@given(st.dates(min_value=date(1940, 1, 1), max_value=date(2030, 1, 1)), st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_history_says_the_same_as_on_date(kb: KnowledgeBase, day: date, data: st.DataObject) -> None:
    """Pictures and scripts read the history; it must give the phase of every day."""
    treaty = data.draw(st.sampled_from(sorted(kb.all(Treaty).values(), key=lambda t: t.id)))
    state = data.draw(st.sampled_from(sorted(treaty.status)))
    phases = [phase for since, phase in history(treaty, state) if since <= day]
    assert (phases[-1] if phases else "not-adopted") == on_date(treaty, state, day).shown


@pytest.mark.parametrize(
    ("state", "day", "phase", "established"),
    [
        ("cambodia", "2000-01-01", "party", False),  # no source gives the day of accession
        ("cambodia", "1950-01-01", "none", False),  # nor, therefore, that it had not acceded
        ("cambodia", "2025-01-15", "party", True),  # this is what the source says
        ("cambodia", "2025-02-01", "party", False),
        ("philippines", "2000-01-01", "party", True),
    ],
)
def test_a_day_that_no_source_gives_establishes_nothing_before_the_status(
    kb: KnowledgeBase, state: str, day: str, phase: str, established: bool
) -> None:
    answer = on_date(kb.get(Treaty, "geneva-conventions"), state, date.fromisoformat(day))
    assert (answer.phase, answer.established) == (phase, established)
    assert (english().say(answer.reason).endswith("We read no source for this day.")) == (
        state == "cambodia" and phase == "party"
    )
