"""Who was party on a day: the rule of the Vienna Convention, on made-up acts, with the whole answer."""

from __future__ import annotations

from datetime import date

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.derived.status import (
    InForce,
    Position,
    effect,
    every,
    history,
    in_force_for,
    last_known,
    on_date,
    rule,
)
from prevention_kb.facts.dates import When
from prevention_kb.facts.states import Country
from prevention_kb.facts.treaties import Act, Clause, Status, Treaty
from prevention_kb.languages.language import message
from prevention_kb.reading.catalogue import english

SIGNED = "signature 1980-10-17"
JOINED = "accession 1992-05-26"
ANSWERS = [
    # acts, as_of, day, phase, sentence, since, in force
    ("", "2000", "1966-12-15", "not-adopted", "Not adopted yet. Adopted on 16 December 1966.", None, None),
    ("", "2000", "1966-12-16", "none", "No action found. We found no act.", None, None),
    ("", "2000", "2000-12-31", "none", "No action found. We found no act.", None, None),
    ("", "2000", "2001-01-01", "none", "Last known: no action found, as of 2000; not established after that. We found no act.", None, None),
    (SIGNED, "2000", "1980-10-17", "signed", "Signed. Signed on 17 October 1980; we found no consent to be bound.", "1980-10-17", None),
    (
        "signature 1980-10-17 By an earlier government.", "2000", "1980-10-17",
        "signed", "Signed. Signed on 17 October 1980. By an earlier government.", "1980-10-17", None,
    ),
    (
        "signature 1980-10", "2000", "1980-10-01",
        "unclear", "Not sure on this day. Signature, October 1980: day not known.", "1980-10", None,
    ),
    ("signature 1980-10", "2000", "1980-09-30", "none", "No action found. We found no act.", None, None),
    (
        "signature 1980-10", "2000", "1980-10-30",
        "unclear", "Not sure on this day. Signature, October 1980: day not known.", "1980-10", None,
    ),
    (
        "signature 1980-10", "2000", "1980-10-31",
        "signed", "Signed. Signed in October 1980; we found no consent to be bound.", "1980-10", None,
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
        "Consent deposited, not in force. Ratification deposited in May 1992; in force for the state from a day between 1 August 1992 and 31 August 1992.",
        "1992-05", ("1992-08-01", "1992-08-31", False),
    ),
    (
        "ratification 1992-05", "2000", "1992-08-01",
        "unclear", "Not sure on this day. In force for the state from a day between 1 August 1992 and 31 August 1992.",
        "1992-05", ("1992-08-01", "1992-08-31", False),
    ),
    (
        "ratification 1992-05", "2000", "1992-08-30",
        "unclear", "Not sure on this day. In force for the state from a day between 1 August 1992 and 31 August 1992.",
        "1992-05", ("1992-08-01", "1992-08-31", False),
    ),
    (
        "ratification 1992-05", "2000", "1992-08-31",
        "party", "Party. In force for the state since a day between 1 August 1992 and 31 August 1992, worked out from article 49 (2); ratification deposited in May 1992.",
        "1992-08-01/1992-08-31", ("1992-08-01", "1992-08-31", False),
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
        "withdrawn", "Accession withdrawn, never party. Accession deposited on 26 May 1992 and withdrawn on 1 June 1992, before it took effect.", "1992-06-01", None,
    ),
    (
        f"{SIGNED}|accession-withdrawn 1992-06-01", "2000", "1992-06-01",
        "signed", "Signed. Signed on 17 October 1980; we found no consent to be bound.", "1980-10-17", None,
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


def said(answer: Position) -> str:
    """The whole answer in English, with its limit in time."""
    words, reason = english().say(answer.words), english().say(answer.reason)
    if answer.established:
        return f"{words}. {reason}"
    limit = (
        f"as of {english().when(answer.as_of)}; not established after that" if answer.as_of else "no source read yet"
    )
    return f"Last known: {words.lower()}, {limit}. {reason}"


@pytest.mark.parametrize(("acts", "as_of", "day", "phase", "sentence", "since", "in_force"), ANSWERS)
def test_the_whole_answer(
    acts: str, as_of: str, day: str, phase: str, sentence: str, since: str | None,
    in_force: tuple[str, str, bool] | None, tiny: KnowledgeBase,
) -> None:  # fmt: skip
    treaty, on = state_of(tiny, acts, as_of, ["tables"]), date.fromisoformat(day)
    answer = on_date(treaty, "cambodia", on)
    assert (answer.phase, said(answer), answer.on) == (phase, sentence, on)
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
    assert said(before) == "Last known: not adopted yet, no source read yet. Adopted on 16 December 1966."
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


@pytest.mark.parametrize(("acts", "phase"), [("", "not-checked"), (SIGNED, "signed")])
def test_where_no_source_was_read_and_no_act_is_known_nobody_has_looked(
    acts: str, phase: str, tiny: KnowledgeBase
) -> None:
    unread = on_date(state_of(tiny, acts, None, []), "cambodia", date(1990, 1, 1))
    assert (unread.phase, unread.established) == (phase, False)
    if not acts:
        assert (unread.reason, unread.since, unread.in_force) == (message("position.reason.not-checked"), None, None)


def test_every_cell_once(tiny: KnowledgeBase) -> None:
    answers = every(tiny)
    assert set(answers) == {(t, c) for t in ("covenant", "statute") for c in ("cambodia", "malaysia")}
    assert answers["statute", "cambodia"] == last_known(tiny.get(Treaty, "statute"), "cambodia")


def test_an_earlier_act_of_a_kind_gives_way_to_the_newest(tiny: KnowledgeBase) -> None:
    treaty = state_of(tiny, "ratification 1990-01-01|accession 1992-05-26", "2000", ["tables"])
    force = in_force_for(treaty, treaty.status["cambodia"].acts)
    assert force == InForce(date(1992, 8, 26), date(1992, 8, 26), False)
    assert (
        english().say(InForce(date(1992, 8, 1), date(1992, 8, 31), True).words)
        == "between 1 August 1992 and 31 August 1992"
    )


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
    stated = Clause.model_validate({"article": "1", "sources": [], **clause})
    assert effect(stated, date.fromisoformat(deposit)).isoformat() == due


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        ({"months": 3}, "3 months after deposit"),
        ({"days": 30}, "30 days after deposit"),
        ({}, "on the day of deposit"),
        ({"days": 60, "first_of_month": True}, "on the first day of the month after 60 days from deposit"),
        ({"months": 3, "first_of_month": True}, "on the first day of the month after 3 months from deposit"),
    ],
)
def test_the_words_of_a_clause(clause: dict[str, int], words: str) -> None:
    assert english().say(rule(Clause.model_validate({"article": "1", "sources": [], **clause}))) == words


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
    assert answer.phase == "signed" and "before it took effect" in english().say(answer.reason)
    assert in_force_for(changed, acts) is None
