"""Dates: as precise as they are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prevention_kb.dates import When, calendar_day

GOOD = [
    # text, lower, upper, precision, words
    ("1975-04-17", "1975-04-17", "1975-04-17", "day", "17 April 1975"),
    ("1975-04", "1975-04-01", "1975-04-30", "month", "April 1975"),
    ("1976-02", "1976-02-01", "1976-02-29", "month", "February 1976"),
    ("1975", "1975-01-01", "1975-12-31", "year", "1975"),
    ("1977~", "1977-01-01", "1977-12-31", "year", "about 1977"),
    ("1975-04?", "1975-04-01", "1975-04-30", "month", "April 1975 (uncertain)"),
    ("1984%", "1984-01-01", "1984-12-31", "year", "about 1984 (uncertain)"),
    ("197X", "1970-01-01", "1979-12-31", "decade", "the 1970s"),
    ("1971-07/1975-01", "1971-07-01", "1975-01-31", "span", "July 1971 to January 1975"),
    ("1975-04-17/1979-01-07~", "1975-04-17", "1979-01-07", "span", "17 April 1975 to about 7 January 1979"),
    ("../1979", "0001-01-01", "1979-12-31", "span", "until 1979"),
    ("2010/..", "2010-01-01", "9999-12-31", "span", "since 2010"),
]
BAD = [
    ("2002-02-30", "does not exist"),
    ("1975-13", "does not exist"),
    ("1975-02-30~", "does not exist"),
    ("1975/1974", "ends before it begins"),
    ("1979-01-07/1975-04-17", "ends before it begins"),
    ("17 April 1975", "not written as a date"),
    ("1975-4-17", "not written as a date"),
    ("75", "not written as a date"),
    ("", "not written as a date"),
    ("1975-04-17T10:00", "not written as a date"),
    ("1975-21", "does not exist"),
    ("1975-00", "does not exist"),
    ("1975-00-00", "does not exist"),
    ("1975-04-00", "does not exist"),
    ("1975-00-17~", "does not exist"),
    ("1975/1979-00", "does not exist"),
    ("0000", "does not exist"),
    ("១៩៧៥-០៤-១៧", "not written as a date"),
    ("１９７５", "not written as a date"),
    ("1975-04-១៧/1979", "not written as a date"),
    ("../..", "not written as a date"),
    ("1975-04-17/1975-04", "may end before it begins"),
    ("1975-04-17%/1975~", "may end before it begins"),
    ("1975-04-17\n", "not written as a date"),
]


@pytest.mark.parametrize(
    "text", ["2026-00-10", "2026-11-00", "2026-02-30", "20261122", "2026-W47-7", "២០២៦-១១-២២", "2026-11-22\n"]
)
def test_a_day_has_one_form(text: str) -> None:
    with pytest.raises(ValueError):
        calendar_day(text)


@pytest.mark.parametrize(("text", "lower", "upper", "precision", "words"), GOOD)
def test_good(text: str, lower: str, upper: str, precision: str, words: str) -> None:
    when = When.parse(text)
    assert (when.lower.isoformat(), when.upper.isoformat()) == (lower, upper)
    assert (when.precision, when.words, str(when)) == (precision, words, text)


@pytest.mark.parametrize(("text", "reason"), BAD)
def test_bad(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        When.parse(text)


def test_machine_form_only_without_doubt() -> None:
    assert When.parse("1975-04").iso == "1975-04"
    assert When.parse("1977~").iso is None
    assert When.parse("1975/1979").iso is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_itself(day: date) -> None:
    when = When.parse(day.isoformat())
    assert when.lower == when.upper == day
    assert when.is_day and not when.is_span


@given(st.text(alphabet="0123456789-/~?%X.", max_size=24))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    try:
        when = When.parse(text)
    except ValueError as error:
        assert str(error)
    else:
        assert when.lower <= when.upper
        assert when.words


def test_order_is_by_first_day() -> None:
    texts = ["1979", "1975-04-17", "1975", "1975-04", "../1953"]
    in_order = sorted(texts, key=lambda text: When.parse(text).sort_key)
    assert in_order == ["../1953", "1975", "1975-04", "1975-04-17", "1979"]


SIDES = st.one_of(
    st.dates(min_value=date(1, 1, 1), max_value=date(9990, 12, 31)).flatmap(
        lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], d.isoformat()[:4]])
    ),
).flatmap(lambda text: st.sampled_from([text, f"{text}~", f"{text}?", f"{text}%"]))


@settings(deadline=None)  # edtf takes its time
@given(
    st.one_of(
        SIDES,
        st.integers(0, 998).map(lambda n: f"{n:03}X").filter(lambda text: text != "000X"),
        st.tuples(SIDES, SIDES | st.just("..")).map("/".join),
        SIDES.map(lambda text: f"../{text}"),
    )
)
def test_bounds_are_those_of_another_reader(text: str) -> None:
    """The package edtf, where we accept the date; it lets pass ends that lie before the beginning."""
    from edtf import parse_edtf

    try:
        when = When.parse(text)
    except ValueError:
        return
    other = parse_edtf(text)
    for ours, theirs, infinite in (
        (when.lower, other.lower_strict(), date.min),
        (when.upper, other.upper_strict(), date.max),
    ):
        found = infinite if isinstance(theirs, float) else date(theirs.tm_year, theirs.tm_mon, theirs.tm_mday)
        assert ours == found, text
