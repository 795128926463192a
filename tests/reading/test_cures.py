"""What a message offers for a refused value can be typed as it stands, and is accepted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prevention_kb.facts import shape
from prevention_kb.facts.dates import When
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.reading import cures

DATES = {
    "17/04/1975": "1975-04-17",
    "17.4.1975": "1975-04-17",
    "04/17/1975": "1975-04-17",
    "03/04/1975": "1975-04-03 or 1975-03-04",
    "04/04/1975": "1975-04-04",
    "April 17, 1975": "1975-04-17",
    "Apr. 17 1975": "1975-04-17",
    "17 April 1975": "1975-04-17",
    "17th of April, 1975": "1975-04-17",
    "Sept 1975": "1975-09",
    "May 1975": "1975-05",
    "April 1975": "1975-04",
    "1975/04/17": "1975-04-17",
    "1975-4-17": "1975-04-17",
    "1975/04": "1975-04",
    "19750417": "1975-04-17",
    "1975-04-17T10:00": "1975-04-17",
    "1975-00-00": "1975",
    "1975-00": "1975",
    "1975-00-17": "1975",
    "1975-04-00": "1975-04",
    "c. 1975": "1975~",
    "circa April 1975": "1975-04~",
    "the 1970s": "197X",
    "1970's": "197X",
    "1975-1979": "1975/1979",
    "1975–79": "1975/1979",
    "1975 to 1979": "1975/1979",
    "17 April 1975 – 7 January 1979": "1975-04-17/1979-01-07",
    "since 1999": "1999/..",
    "until 1979": "../1979",
    "from 1975": "1975/..",
    "after April 1975": "1975-04/..",
    "till 1979": "../1979",
    "to 1979": "../1979",
    "before 1979": "../1979",
    "SINCE 1999": "1999/..",
    "13/05/1975": "1975-05-13",
    "05/13/1975": "1975-05-13",
    "12/12/1975": "1975-12-12",
    "1975 to 1976 to 1977": "",
    "១៩៧៥-០៤-១៧": "1975-04-17",
    "31/02/1975": "",
    "1975-13": "",
    "yesterday": "",
    "": "",
    "../..": "",
    "75": "",
}


@pytest.mark.parametrize(("written", "typed"), DATES.items())
def test_dates(written: str, typed: str) -> None:
    assert cures.date(written) == typed
    for one in typed.split(" or ") if typed else ():
        assert When.parse(one)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("17 April 1975", "1975-04-17"), ("03/04/1975", "1975-04-03 or 1975-03-04"), ("April 1975", ""), ("17 April 1975 or so", ""),
        ("1975–79", ""), ("c. 17 April 1975", ""), ("", ""),
    ],
)  # fmt: skip
def test_days(written: str, typed: str) -> None:
    assert cures.day(written) == typed


@given(st.text("0123456789 -/.~?%XxAprilMayc,th០៤", max_size=20))
def test_a_date_that_is_offered_is_a_date(text: str) -> None:
    for one in cures.date(text).split(" or "):
        assert not one or When.parse(one)
    for one in cures.day(text).split(" or "):
        assert not one or When.parse(one).is_day


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("ARMED-CONFLICT-INSTABILITY", "armed-conflict-instability"),
        ("New Malaysia", "new-malaysia"),
        ("new_malaysia", "new-malaysia"),
        ("Câmbodia's--law ", "cambodia-s-law"),
        ("កម្ពុជា", ""),
    ],
)
def test_ids(written: str, typed: str) -> None:
    assert cures.identifier(written) == typed
    assert not typed or re.fullmatch(shape.SLUG, typed)


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("www.example.org/page", "https://www.example.org/page"),
        ("WWW.Example.ORG/page", "https://WWW.Example.ORG/page"),
        ("example.org", "https://example.org"),
        ("https://https://www.example.org/a", "https://www.example.org/a"),
        ("http:/example.org/a", "http://example.org/a"),
        ("https://example.org/IV 4", "https://example.org/IV%204"),
        ("https://example.org/geno\u200bcide\u00ad", "https://example.org/genocide"),
    ],
)
def test_addresses(written: str, typed: str) -> None:
    assert cures.address(written) == typed
    assert re.fullmatch(shape.URL, typed) and not re.fullmatch(shape.URL, written)


def test_a_path_is_no_host() -> None:
    assert not re.fullmatch(shape.URL, cures.address("https:///a"))


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://x.org:65535/a", True), ("https://x.org:8080", True), ("https://x.org./a", True), ("https://x.org:0443/a", True),
        ("https://x.org:65536/a", False), ("https://x.org:70000/a", False), ("https://x.org:99999/a", False),
        ("https://www..org/a", False), ("https://.org/a", False), ("https://x.org../a", False),
    ],
)  # fmt: skip
def test_hosts_and_ports(address: str, fits: bool) -> None:
    assert bool(re.fullmatch(shape.URL, address)) == fits


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        *((word, "true") for word in ("YES", "yes", "y", "Y", "on", "1", "true", " True ", 1, True)),
        *((word, "false") for word in ("NO", "no", "n", "N", "off", "0", "false", "False", 0, False)),
        *((word, "") for word in ("sometimes", "", 2, "yesno")),
    ],
)
def test_yes_or_no(written: object, typed: str) -> None:
    assert cures.yes_or_no(written) == typed


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("1,200", "1200"),
        ("1 200", "1200"),
        ("1\u00a0200", "1200"),
        ("1.7 million", "1700000"),
        ("2 MILLION", "2000000"),
        ("១២", "12"),
        ("about 5", ""),
        ("two", ""),
        (1.5, "1.5"),
        ("10", "10"),
        ("0", "0"),
        ("0.000001", "0.000001"),
        ("5 ", "5"),
        ("5 thousand", "5000"),
        ("5 dozen", ""),
        ("1.7m", "1700000"),
        ("1,7 million", "1700000"),
        ("1,5", "1.5"),
        ("1.747.000", "1747000"),
        ("1,747,000", "1747000"),
        ("1’747’000", "1747000"),
        ("1_747_000", "1747000"),
        ("1.747", "1.747"),
        ("1,747.5", "1747.5"),
        ("17,00,000", ""),
        ("1,7,5", ""),
    ],
)
def test_numbers(written: object, typed: str) -> None:
    assert cures.number(written) == typed


def test_a_field_by_another_name_is_one_that_there_is() -> None:
    """Of some kind of record; none leads to itself."""
    known = {info.alias or name for model in COLLECTIONS.values() for name, info in model.model_fields.items()}
    assert {name for names in cures.OTHER_NAMES.values() for name in names} <= known
    assert cures.OTHER_NAMES["deadline"] == ("due",) and "due" in known


LANGUAGES = {
    "Khmer": "km", "khmer": "km", "ខ្មែរ": "km", "km-KH": "km", "km_KH": "km", "khm": "km", "Français": "fr", "Burmese": "my", "Tetum": "tet",
    "Chinese (Simplified)": "zh", "zh-Hans": "zh", "English": "en", "en-GB": "en", "Greek": "el", "xx": "", "nowhere": "", "": "",
}  # fmt: skip


@pytest.mark.parametrize("typed", LANGUAGES)
def test_a_language_is_known_by_its_names_and_codes(typed: str) -> None:
    assert cures.language(typed) == LANGUAGES[typed]


UNQUOTED = {
    "“a”": "a", "„a b“": "a b", "«a»": "a", "‘ a ’": "a", " “a” ": "a", "a": "", '"a"': "", "“a": "", "“”": "", "“ ”": "", "“a” b": "", "`a`": "a",
}  # fmt: skip


@pytest.mark.parametrize("typed", UNQUOTED)
def test_what_stands_in_quotation_marks_of_print(typed: str) -> None:
    assert cures.unquoted(typed) == UNQUOTED[typed]
    assert cures.unquoted(None) == "" and cures.unquoted(3) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2015-11–21", "2015-11-21"), ("2015–11–21", "2015-11-21"), ("2015‑11‑21", "2015-11-21"), ("2015-21-11", "2015-11-21"),
        ("2015/21/11", "2015-11-21"), ("2015-31-02", ""), ("2015-13-13", ""), ("2015–2016", "2015/2016"),
    ],
)  # fmt: skip
def test_a_day_with_another_dash_or_the_month_last(typed: str, meant: str) -> None:
    assert cures.date(typed) == meant
