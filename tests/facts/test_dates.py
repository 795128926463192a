"""Dates: as precise as they are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError, create_model

from prevention_kb.facts.dates import ALLOWED, PATTERN, When, calendar_day
from prevention_kb.reading.catalogue import english

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
    ("1975-01-01", "1975-01-01", "1975-01-01", "day", "1 January 1975"),
    ("1976-12-31%", "1976-12-31", "1976-12-31", "day", "about 31 December 1976 (uncertain)"),
    ("1975-12~", "1975-12-01", "1975-12-31", "month", "about December 1975"),
    ("0001", "0001-01-01", "0001-12-31", "year", "0001"),
    ("200X", "2000-01-01", "2009-12-31", "decade", "the 2000s"),
    ("1975/1975", "1975-01-01", "1975-12-31", "span", "1975 to 1975"),
    ("1975-04-17/1975-04-17", "1975-04-17", "1975-04-17", "span", "17 April 1975 to 17 April 1975"),
    ("1974/1975-02?", "1974-01-01", "1975-02-28", "span", "1974 to February 1975 (uncertain)"),
    ("../1979-02~", "0001-01-01", "1979-02-28", "span", "until about February 1979"),
    ("1975-04-17?/..", "1975-04-17", "9999-12-31", "span", "since 17 April 1975 (uncertain)"),
]
DERIVED = [
    # text, known to the day, span, machine form, the two ends of a span
    ("1975-04-17", True, False, "1975-04-17", None),
    ("1975-04", False, False, "1975-04", None),
    ("1975", False, False, "1975", None),
    ("1977~", False, False, None, None),
    ("1975-04?", False, False, None, None),
    ("1975-04-17%", False, False, None, None),
    ("197X", False, False, None, None),
    ("1971-07/1975-01", False, True, None, ("1971-07", "1975-01")),
    ("1975-04-17/1979-01-07~", False, True, None, ("1975-04-17", "1979-01-07~")),
    ("1975-04-17/1979-01-07", False, True, None, ("1975-04-17", "1979-01-07")),
    ("../1979", False, True, None, None),
    ("../1979-04", False, True, None, None),
    ("2010/..", False, True, None, None),
    ("2010-01/..", False, True, None, None),
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
    ("1975-04/1975-03", "ends before it begins"),
    ("1975-04/1975", "may end before it begins"),
    ("1975/..~", "not written as a date"),
    ("1975/1976/1977", "not written as a date"),
    ("1975/1976X", "not written as a date"),
    ("1975-02-31/..", "does not exist"),
    ("../1975-02-31", "does not exist"),
    ("199X~", "not written as a date"),
    ("000X", "does not exist"),
]


@pytest.mark.parametrize(
    "text", ["2026-00-10", "2026-11-00", "2026-02-30", "20261122", "2026-W47-7", "២០២៦-១១-២២", "2026-11-22\n"]
)
def test_a_day_has_one_form(text: str) -> None:
    with pytest.raises(ValueError):
        calendar_day(text)


def test_a_day_of_the_calendar() -> None:
    assert calendar_day("2024-02-29") == date(2024, 2, 29)
    with pytest.raises(ValueError, match=r"^'22/11/2026' is not a day as 2026-11-22$"):
        calendar_day("22/11/2026")


@pytest.mark.parametrize(("text", "lower", "upper", "precision", "words"), GOOD)
def test_good(text: str, lower: str, upper: str, precision: str, words: str) -> None:
    when = When.parse(text)
    assert (when.lower.isoformat(), when.upper.isoformat()) == (lower, upper)
    assert (when.precision, english().when(when), str(when)) == (precision, words, text)


@pytest.mark.parametrize(("text", "is_day", "is_span", "iso", "ends"), DERIVED)
def test_derived(text: str, is_day: bool, is_span: bool, iso: str | None, ends: tuple[str, str] | None) -> None:
    when = When.parse(text)
    assert (when.is_day, when.is_span, when.iso) == (is_day, is_span, iso)
    assert when.ends == (ends and (When.parse(ends[0]), When.parse(ends[1])))
    assert when.sort_key == (when.lower, when.upper, text)


REASONS = {
    "does not exist": "names a day or month that does not exist",
    "not written as a date": "is not written as a date",
    "ends before it begins": "ends before it begins",
    "may end before it begins": "may end before it begins: its end is less precise than its beginning",
}


@pytest.mark.parametrize(("text", "reason"), BAD)
def test_bad(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as caught:
        When.parse(text)
    assert str(caught.value) == REASONS[reason]


def test_days_in_words() -> None:
    assert [english().day(date(1975, month, 17)).split()[1] for month in range(1, 13)] == [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]  # fmt: skip
    assert english().day(date(1975, 4, 7)) == "7 April 1975"


@pytest.fixture
def dated() -> type[BaseModel]:
    """A kind of record with a date, as the models have one."""
    return create_model("Dated", date=(When, ...))


@pytest.mark.parametrize(("value", "text"), [("1975-04", "1975-04"), (1975, "1975"), (When.parse("197X"), "197X")])
def test_a_record_reads_and_writes_its_date(value: object, text: str, dated: type[BaseModel]) -> None:
    record = dated.model_validate({"date": value})
    assert vars(record)["date"] == When.parse(text) and record.model_dump() == {"date": text}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (True, "is not a date"),
        (1975.5, "is not a date"),
        (["1975"], "is not a date"),
        (None, "is not a date"),
        (75, "is not written as a date"),
        ("1975-13", "names a day or month that does not exist"),
    ],
)
def test_a_record_refuses_what_is_no_date(value: object, said: str, dated: type[BaseModel]) -> None:
    with pytest.raises(ValidationError) as caught:
        dated.model_validate({"date": value})
    (error,) = caught.value.errors()
    assert (error["type"], error["msg"], error["ctx"]) == ("date", said, {"allowed": ALLOWED})


def test_the_schema_of_a_date(dated: type[BaseModel]) -> None:
    text, number = dated.model_json_schema()["properties"]["date"]["anyOf"]
    assert number == {"type": "integer", "minimum": 1000, "maximum": 9999}
    assert text == {"type": "string", "pattern": PATTERN}


def test_machine_form_only_without_doubt() -> None:
    assert When.parse("1975-04").iso == "1975-04"
    assert When.parse("1977~").iso is None
    assert When.parse("1975/1979").iso is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_is_itself(one: date) -> None:
    when = When.parse(one.isoformat())
    assert when.lower == when.upper == one
    assert when.is_day and not when.is_span


@given(st.text(alphabet="0123456789-/~?%X.", max_size=24))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    try:
        when = When.parse(text)
    except ValueError as error:
        assert str(error)
    else:
        assert when.lower <= when.upper
        assert english().when(when)


def test_order_is_by_first_day() -> None:
    texts = ["1979", "1975-04-17", "1975", "1975-04", "../1953"]
    in_order = sorted(texts, key=lambda text: When.parse(text).sort_key)
    assert in_order == ["../1953", "1975", "1975-04", "1975-04-17", "1979"]


SIDES = st.one_of(
    st.dates(min_value=date(1, 1, 1), max_value=date(9990, 12, 31)).flatmap(
        lambda d: st.sampled_from([d.isoformat(), d.isoformat()[:7], d.isoformat()[:4]])
    ),
).flatmap(lambda text: st.sampled_from([text, f"{text}~", f"{text}?", f"{text}%"]))


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
