"""Who was party on a day: the rule of the Vienna Convention, on the real acts and on made-up ones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from prevention_kb import KnowledgeBase
from prevention_kb.dates import When
from prevention_kb.models import Act, Clause, Country, Status, Treaty
from prevention_kb.status import InForce, effect, every, history, in_force_for, last_known, on_date

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
    ("rome-statute", "malaysia", "2019-04-29", "none", True),
    ("rome-statute", "malaysia", "2019-06-01", "none", True),
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
    assert answer.sentence


@pytest.mark.parametrize(
    ("clause", "deposit", "due"),
    [
        ({"months": 3}, "2001-11-30", "2002-02-28"),
        ({"months": 3}, "2003-11-30", "2004-02-29"),
        ({"months": 1}, "2001-12-31", "2002-01-31"),
        ({"months": 6}, "1991-10-14", "1992-04-14"),
        ({"days": 30}, "2016-09-02", "2016-10-02"),
        ({"days": 90}, "1950-10-14", "1951-01-12"),
        ({}, "1992-10-15", "1992-10-15"),
        ({"days": 60, "first_of_month": True}, "2019-03-04", "2019-06-01"),
        ({"days": 60, "first_of_month": True}, "2001-10-31", "2002-01-01"),
        ({"months": 3, "first_of_month": True}, "2012-05-31", "2012-09-01"),
        ({"months": 3, "first_of_month": True}, "2001-09-30", "2002-01-01"),
    ],
)
def test_clause(clause: dict[str, int], deposit: str, due: str) -> None:
    rule = Clause.model_validate({"article": "1", "sources": [], **clause})
    assert effect(rule, date.fromisoformat(deposit)).isoformat() == due


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
    assert answer.sentence.startswith("Last known: not signed, as of 3 February 2026; not established after that.")


def test_without_a_source_nothing_is_established(kb: KnowledgeBase) -> None:
    answer = last_known(kb.get(Treaty, "ap-i"), "indonesia")
    assert answer.phase == "none" and not answer.established
    assert "no source read yet" in answer.sentence


def test_withdrawal_notified_without_effect_stays_party(tiny: KnowledgeBase) -> None:
    treaty = tiny.get(Treaty, "statute")
    acts = [act for act in treaty.status["cambodia"].acts if act.act != "withdrawal-effective"]
    changed = treaty.model_copy(
        update={"status": {"cambodia": treaty.status["cambodia"].model_copy(update={"acts": acts})}}
    )
    assert on_date(changed, "cambodia", date(2025, 1, 1)).phase == "withdrawal-notified"


def test_accession_taken_back_falls_back_to_the_signature(tiny: KnowledgeBase) -> None:
    treaty = tiny.get(Treaty, "covenant")
    acts = [
        Act.model_validate({"act": "signature", "date": "1980-01-01"}),
        Act.model_validate({"act": "accession", "date": "1990-01-01"}),
        Act.model_validate({"act": "accession-withdrawn", "date": "1990-02-01"}),
    ]
    status = Status.model_validate({"acts": acts, "as_of": "2000", "confidence": "high", "sources": ["tables"]})
    changed = treaty.model_copy(update={"status": {"cambodia": status}})
    assert on_date(changed, "cambodia", date(1990, 1, 15)).phase == "deposited"
    answer = on_date(changed, "cambodia", date(1991, 1, 1))
    assert answer.phase == "signed" and "before it took effect" in answer.reason
    assert in_force_for(changed, acts) is None


def test_every_real_cell_has_an_answer(kb: KnowledgeBase) -> None:
    cells = [(t, c) for t in kb.all(Treaty).values() for c in t.status]
    assert len(cells) == 286
    for treaty, state in cells:
        assert last_known(treaty, state).sentence


@given(st.dates(min_value=date(1940, 1, 1), max_value=date(2030, 1, 1)), st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_history_says_the_same_as_on_date(kb: KnowledgeBase, day: date, data: st.DataObject) -> None:
    """Pictures and scripts read the history; it must give the phase of every day."""
    treaty = data.draw(st.sampled_from(sorted(kb.all(Treaty).values(), key=lambda t: t.id)))
    state = data.draw(st.sampled_from(sorted(treaty.status)))
    phases = [phase for since, phase in history(treaty, state) if since <= day]
    assert (phases[-1] if phases else "not-adopted") == on_date(treaty, state, day).phase


# A made-up state: acts as "kind day", the whole answer -----------------------------------------------------------

SIGNED = "signature 1980-10-17"
JOINED = "accession 1992-05-26"
ANSWERS = [
    # acts, as_of, day, phase, sentence, since, in force
    ("", "2000", "1966-12-15", "not-adopted", "Not adopted yet. Adopted on 16 December 1966.", None, None),
    ("", "2000", "1966-12-16", "none", "Not signed. No act was found.", None, None),
    ("", "2000", "2000-12-31", "none", "Not signed. No act was found.", None, None),
    ("", "2000", "2001-01-01", "none", "Last known: not signed, as of 2000; not established after that. No act was found.", None, None),
    (SIGNED, "2000", "1980-10-17", "signed", "Signed. Signed on 17 October 1980; no consent to be bound was found.", "1980-10-17", None),
    (
        "signature 1980-10-17 By an earlier government.", "2000", "1980-10-17",
        "signed", "Signed. Signed on 17 October 1980. By an earlier government.", "1980-10-17", None,
    ),
    (
        "signature 1980-10", "2000", "1980-10-01",
        "unclear", "Not sure on this day. Signature, October 1980: the day is not known.", "1980-10", None,
    ),
    ("signature 1980-10", "2000", "1980-09-30", "none", "Not signed. No act was found.", None, None),
    (
        "signature 1980-10", "2000", "1980-10-30",
        "unclear", "Not sure on this day. Signature, October 1980: the day is not known.", "1980-10", None,
    ),
    (
        "signature 1980-10", "2000", "1980-10-31",
        "signed", "Signed. Signed on October 1980; no consent to be bound was found.", "1980-10", None,
    ),
    (
        f"{SIGNED}|{JOINED}", "2000", "1992-05-26",
        "deposited", "Consent deposited, not in force. Accession deposited on 26 May 1992; in force for the state from 26 August 1992.",
        "1992-05-26", ("1992-08-26", "1992-08-26", False),
    ),
    (
        JOINED, "2000", "1992-08-25",
        "deposited", "Consent deposited, not in force. Accession deposited on 26 May 1992; in force for the state from 26 August 1992.",
        "1992-05-26", ("1992-08-26", "1992-08-26", False),
    ),
    (
        JOINED, "2000", "1992-08-26",
        "party", "Party. In force for the state since 26 August 1992, worked out from article 49 (2); accession deposited on 26 May 1992.",
        "1992-08-26", ("1992-08-26", "1992-08-26", False),
    ),
    (
        "ratification 1992-05", "2000", "1992-07-31",
        "deposited",
        "Consent deposited, not in force. Ratification deposited on May 1992; in force for the state from between 1 August 1992 and 31 August 1992.",
        "1992-05", ("1992-08-01", "1992-08-31", False),
    ),
    (
        "ratification 1992-05", "2000", "1992-08-01",
        "unclear", "Not sure on this day. In force for the state between 1 August 1992 and 31 August 1992.",
        "1992-05", ("1992-08-01", "1992-08-31", False),
    ),
    (
        "ratification 1992-05", "2000", "1992-08-30",
        "unclear", "Not sure on this day. In force for the state between 1 August 1992 and 31 August 1992.",
        "1992-05", ("1992-08-01", "1992-08-31", False),
    ),
    (
        "ratification 1992-05", "2000", "1992-08-31",
        "party", "Party. In force for the state since 31 August 1992, worked out from article 49 (2); ratification deposited on May 1992.",
        "1992-08-31", ("1992-08-01", "1992-08-31", False),
    ),
    (
        "succession 1970-01-01", "2000", "1976-03-22",
        "deposited", "Consent deposited, not in force. Succession notified on 1 January 1970; in force for the state from 23 March 1976.",
        "1970-01-01", ("1976-03-23", "1976-03-23", False),
    ),
    (
        f"{JOINED}|entry-into-force 1992-09-01", "2000", "1992-08-31",
        "deposited", "Consent deposited, not in force. Accession deposited on 26 May 1992; in force for the state from 1 September 1992.",
        "1992-05-26", ("1992-09-01", "1992-09-01", True),
    ),
    (
        f"{JOINED}|entry-into-force 1992-09-01", "2000", "1992-09-01",
        "party", "Party. In force for the state since 1 September 1992; accession deposited on 26 May 1992.",
        "1992-09-01", ("1992-09-01", "1992-09-01", True),
    ),
    (
        f"{JOINED}|withdrawal-notified 1999-01-01", "2000", "1998-12-31",
        "party", "Party. In force for the state since 26 August 1992, worked out from article 49 (2); accession deposited on 26 May 1992.",
        "1992-08-26", ("1992-08-26", "1992-08-26", False),
    ),
    (
        f"{JOINED}|withdrawal-notified 1999-01-01", "2000", "1999-01-01",
        "withdrawal-notified",
        "Withdrawal notified, still party. In force since 26 August 1992; withdrawal notified on 1 January 1999, not yet in effect.",
        "1992-08-26", ("1992-08-26", "1992-08-26", False),
    ),
    (
        f"{JOINED}|withdrawal-notified 1999-01-01|withdrawal-effective 2000-01-01", "2000", "1999-12-31",
        "withdrawal-notified",
        "Withdrawal notified, still party. In force since 26 August 1992; withdrawal notified on 1 January 1999, not yet in effect.",
        "1992-08-26", ("1992-08-26", "1992-08-26", False),
    ),
    (
        f"{JOINED}|withdrawal-notified 1999-01-01|withdrawal-effective 2000-01-01", "2000", "2000-01-01",
        "withdrawn", "Withdrawn. The withdrawal took effect on 1 January 2000.",
        "2000-01-01", ("1992-08-26", "1992-08-26", False),
    ),
    (
        f"{JOINED}|accession-withdrawn 1992-06-01", "2000", "1992-05-31",
        "deposited", "Consent deposited, not in force. Accession deposited on 26 May 1992; in force for the state from 26 August 1992.",
        "1992-05-26", None,
    ),
    (
        f"{JOINED}|accession-withdrawn 1992-06-01", "2000", "1992-06-01",
        "none", "Not signed. Accession deposited on 26 May 1992 and withdrawn on 1 June 1992, before it took effect.", None, None,
    ),
    (
        f"{SIGNED}|{JOINED}|accession-withdrawn 1992-06-01", "2000", "1992-06-01",
        "signed", "Signed. Accession deposited on 26 May 1992 and withdrawn on 1 June 1992, before it took effect.", "1980-10-17", None,
    ),
]  # fmt: skip


def state_of(tiny: KnowledgeBase, acts: str, as_of: str | None, sources: list[str]) -> Treaty:
    """The covenant with one state, whose acts are these."""
    said = [dict(zip(("act", "date", "note"), act.split(" ", 2), strict=False)) for act in acts.split("|") if act]
    state = Status.model_validate({"acts": said, "as_of": as_of, "confidence": "high", "sources": sources})
    return tiny.get(Treaty, "covenant").model_copy(update={"status": {"cambodia": state}})


@pytest.mark.parametrize(("acts", "as_of", "day", "phase", "sentence", "since", "in_force"), ANSWERS)
def test_the_whole_answer(
    acts: str, as_of: str, day: str, phase: str, sentence: str, since: str | None,
    in_force: tuple[str, str, bool] | None, tiny: KnowledgeBase,
) -> None:  # fmt: skip
    treaty, on = state_of(tiny, acts, as_of, ["tables"]), date.fromisoformat(day)
    answer = on_date(treaty, "cambodia", on)
    assert (answer.phase, answer.sentence, answer.on) == (phase, sentence, on)
    assert answer.words == sentence.split(". ")[0] or not answer.established
    assert (answer.since and answer.since.text) == since
    force = answer.in_force
    assert (force and (force.lower.isoformat(), force.upper.isoformat(), force.recorded)) == in_force
    assert answer.as_of == When.parse(as_of)
    assert on_date(treaty, tiny.get(Country, "cambodia"), on) == answer


def test_what_is_established(tiny: KnowledgeBase) -> None:
    """Up to the last day of `as_of`, and never without a source; the adoption rests on the sources of the treaty itself."""
    for as_of, sources, day, expected in [
        ("2000-06", ["tables"], "2000-06-30", True),
        ("2000-06", ["tables"], "2000-07-01", False),
        ("2000-06", [], "2000-06-30", False),
        (None, ["tables"], "2000-06-30", False),
        (None, [], "1960-01-01", True),
        ("2000-06", ["tables"], "1960-01-01", True),
    ]:  # fmt: skip
        treaty = state_of(tiny, JOINED, as_of, sources)
        assert on_date(treaty, "cambodia", date.fromisoformat(day)).established == expected, (as_of, sources, day)
    recalled = state_of(tiny, JOINED, None, []).model_copy(update={"sources": []})
    before = on_date(recalled, "cambodia", date(1960, 1, 1))
    assert before.sentence == "Last known: not adopted yet, no source read yet. Adopted on 16 December 1966."
    assert before.in_force is None and before.since is None and before.as_of is None


@pytest.mark.parametrize(
    ("acts", "as_of", "on"),
    [
        ("", None, "1976-03-23"),  # no act, no source: the day on which the treaty itself entered into force
        ("", "1970-06", "1970-06-30"),
        (SIGNED, None, "1980-10-17"),
        (SIGNED, "1990", "1990-12-31"),
        (SIGNED, "1970", "1980-10-17"),
        (JOINED, "1992-06", "1992-08-26"),
        (JOINED, "1992-09", "1992-09-30"),
        ("accession 1992-05", "1992-06", "1992-08-31"),
        ("signature 1980/..", None, "1976-03-23"),
        ("signature 1980/..", "1990", "1990-12-31"),
        (f"{JOINED}|accession-withdrawn 1992-06-01", None, "1992-06-01"),
    ],
)
def test_the_last_day_that_is_spoken_of(acts: str, as_of: str | None, on: str, tiny: KnowledgeBase) -> None:
    treaty = state_of(tiny, acts, as_of, ["tables"])
    assert last_known(treaty, "cambodia") == on_date(treaty, "cambodia", date.fromisoformat(on))
    assert last_known(treaty, tiny.get(Country, "cambodia")).on.isoformat() == on


def test_the_last_day_of_a_treaty_that_entered_into_force_at_once(tiny: KnowledgeBase) -> None:
    """Adopted to a month only: no day before its end is sure."""
    treaty = state_of(tiny, "", None, []).model_copy(
        update={"adopted": When.parse("1976-03"), "in_force": When.parse("1976-03-23")}
    )
    assert last_known(treaty, "cambodia").on == date(1976, 3, 31)


def test_the_history_of_a_state(tiny: KnowledgeBase) -> None:
    acts = f"{SIGNED}|accession 1992-05|withdrawal-notified 1999-01-01|withdrawal-effective 2000-01-01"
    treaty = state_of(tiny, acts, "2000", ["tables"])
    expected = [
        ("1966-12-16", "none"), ("1980-10-17", "signed"), ("1992-05-01", "unclear"), ("1992-05-31", "deposited"), ("1992-08-01", "unclear"),
        ("1992-08-31", "party"), ("1999-01-01", "withdrawal-notified"), ("2000-01-01", "withdrawn"),
    ]  # fmt: skip
    assert [(since.isoformat(), phase) for since, phase in history(treaty, "cambodia")] == expected
    assert history(treaty, tiny.get(Country, "cambodia")) == history(treaty, "cambodia")


def test_every_cell_once(tiny: KnowledgeBase) -> None:
    answers = every(tiny)
    assert set(answers) == {(t, c) for t in ("covenant", "statute") for c in ("cambodia", "malaysia")}
    assert answers["statute", "cambodia"] == last_known(tiny.get(Treaty, "statute"), "cambodia")


def test_an_earlier_act_of_a_kind_gives_way_to_the_newest(tiny: KnowledgeBase) -> None:
    treaty = state_of(tiny, "ratification 1990-01-01|accession 1992-05-26", "2000", ["tables"])
    force = in_force_for(treaty, treaty.status["cambodia"].acts)
    assert force == InForce(date(1992, 8, 26), date(1992, 8, 26), False)
    assert InForce(date(1992, 8, 1), date(1992, 8, 31), True).words == "between 1 August 1992 and 31 August 1992"
