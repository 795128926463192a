"""The catalogue of messages: what it refuses, and what a language makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from prevention_kb.facts.dates import When
from prevention_kb.languages.language import Language, message, places_of
from prevention_kb.reading import catalogue
from prevention_kb.reading.catalogue import english
from prevention_kb.reading.problems import DataError

HEAD = "language:\n  name: English\n  locale: en_GB\n"
REFUSED = [
    ("treaty:\n  Adopted: Adopted\n", "5:3: treaty.Adopted: an id is made of small letters, digits and hyphens"),
    ("treaty:\n  adopted: Adopted on {day\n", "5:3: treaty.adopted: a brace stands alone"),
    ("treaty:\n  adopted: Adopted on <b>{day}\n", "5:3: treaty.adopted: <b> is never closed"),
    ("treaty:\n  adopted: Adopted on {day}</b>\n", "5:3: treaty.adopted: </b> closes what is not open"),
    ("treaty:\n  adopted: 12\n", "5:3: treaty.adopted: a message is a text"),
    ("treaty:\n  adopted: [a, b]\n", "5:3: treaty.adopted: a message is a text"),
    ("treaty:\n  states: {one: a state, other: '{count states'}\n", "5:3: treaty.states: a brace stands alone"),
    ("treaty:\n  adopted: a\n  adopted: b\n", "6:3: adopted is given twice"),
]


def read(folder: Path, text: str) -> Language:
    (folder / "xx").mkdir(parents=True, exist_ok=True)
    (folder / "xx" / catalogue.FILE).write_text(text, "utf-8")
    return catalogue.language("xx", folder)


@pytest.mark.parametrize(("text", "said"), REFUSED)
def test_a_mistake_names_line_and_message(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DataError) as refused:
        read(tmp_path, HEAD + text)
    assert f"languages/xx/interface.yaml:{said}" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: b\n", "language.locale is missing"),
        ("language:\n  locale: xx_YY\n", "'xx_YY' is no locale"),
        ("language:\n  locale: km\n", "'km' names no territory"),
    ],
)
def test_a_language_has_a_locale(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(DataError, match=said):
        read(tmp_path, text)


@pytest.mark.parametrize("said", ["", "ក", "ក-", "ៜ-ក", "a-z", "[ក-៓]"])
def test_letters_are_a_span(tmp_path: Path, said: str) -> None:
    with pytest.raises(DataError, match=r"4:12: language\.letters: .* is no span of letters"):
        read(tmp_path, f'{HEAD}  letters: "{said}"\n')


@pytest.mark.parametrize("said", ["០១២", "၀១២៣៤៥៦៧៨៩", "៩៨៧៦៥៤៣២១០", "abcdefghij"])
def test_digits_are_ten_of_one_script(tmp_path: Path, said: str) -> None:
    assert read(tmp_path, f'{HEAD}  digits: "០១២៣៤៥៦៧៨៩"\n').digits(1979) == "១៩៧៩"
    with pytest.raises(DataError, match=r"4:11: language\.digits: .* are not the ten digits of a script"):
        read(tmp_path, f'{HEAD}  digits: "{said}"\n')


@pytest.mark.parametrize("name", ["", "  name: ''\n", "  name: ' '\n", "  name: {one: a, other: b}\n"])
def test_a_language_has_a_name(tmp_path: Path, name: str) -> None:
    """Else what leads to it would say nothing, or English."""
    with pytest.raises(DataError, match=r"xx/interface.yaml:[23]:\d+: language\.name: the language has no name"):
        read(tmp_path, f"language:\n  locale: en_GB\n{name}")


def test_a_list_keeps_letters_without_spaces_from_latin_ones(tmp_path: Path) -> None:
    head = "language:\n  name: ไทย\n  locale: th_TH\n"
    assert read(tmp_path, head).listed(["ASEAN", "UN"]) == "ASEANและUN"
    assert read(tmp_path, head + '  letters: "ก-๎"\n').listed(["ASEAN", "UN"]) == "ASEANและ UN"


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        read(tmp_path, HEAD + "a:\n  b: 1\n  c: '{'\n")
    assert len(refused.value.problems) == 2


def test_what_follows_from_a_mistake_is_not_told(tmp_path: Path) -> None:
    """Of the digest of a message that is wrong nothing is said, nor of any where nobody knows what the file says."""
    about = "overlay:\n  of: {a: 5a287fe9, b: 5a287fe9}\n  read: {by: Somebody, on: 2026-12-10, texts: [b]}\n"
    for wrong, said in (("a: '{'\nb: x\n", "a brace stands alone"), ("a: x # y\nb: x\n", "for a comment")):
        with pytest.raises(DataError) as refused:
            read(tmp_path, HEAD + wrong + about)
        (problem,) = refused.value.problems
        assert said in problem.what


@pytest.mark.parametrize("about", ["[a]", "abc", "{raed: {by: Somebody, on: 2026-12-10}}"])
def test_what_a_file_says_of_itself_is_digests_and_readers(tmp_path: Path, about: str) -> None:
    """Else every message would be English again, or a reading be lost, and nobody told."""
    with pytest.raises(DataError) as refused:
        read(tmp_path, f"{HEAD}overlay: {about}\n")
    (problem,) = refused.value.problems
    assert problem.line == 4 and "overlay says something else" in problem.what


def test_a_file_with_a_mistake_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is asked for with every text of the language: to read it each time took minutes."""
    asked: list[str] = []
    reading = catalogue.source.read
    monkeypatch.setattr(catalogue.source, "read", lambda file, shown: asked.append(shown) or reading(file, shown))
    with pytest.raises(DataError):
        read(tmp_path, f"{HEAD}a: '{{'\n")
    with pytest.raises(DataError):
        catalogue.language("xx", tmp_path)
    assert len(asked) == 1


def test_an_unknown_language_names_those_that_exist(tmp_path: Path) -> None:
    read(tmp_path, HEAD)
    with pytest.raises(DataError, match=r"there is no language 'km'; xx; restore the file"):
        catalogue.language("km", tmp_path)
    assert [problem.what for problem in catalogue.problems(tmp_path)] == ["there is no language 'en'"]


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + "a:\n  b: one\n").say("a.b") == "one"
    assert read(tmp_path, HEAD + "a:\n  b: another\n").say("a.b") == "another"


def test_our_own_languages_hold(tmp_path: Path) -> None:
    assert catalogue.problems() == []


LANGUAGE = Language(
    "en",
    "en_GB",
    {
        **english().messages,
        "t.states": {"one": "{count} state", "other": "{count} states"},
        "t.adopted": "Adopted by {who} on {day}",
        "t.link": "Read <a>the {what}</a> & <b>more</b><br/><hidden>quietly</hidden>",
        "t.outer": "It says: {inner}",
    },
)


@pytest.mark.parametrize(
    ("id", "places", "text"),
    [
        ("t.states", {"count": 1}, "1 state"),
        ("t.states", {"count": 0}, "0 states"),
        ("t.states", {"count": 11}, "11 states"),
        ("t.adopted", {"who": "A & B", "day": date(1975, 4, 17)}, "Adopted by A & B on 17 April 1975"),
        (
            "t.adopted",
            {"who": ["A", "B", "C"], "day": When.parse("1975-04~")},
            "Adopted by A, B and C on about April 1975",
        ),
        ("t.outer", {"inner": message("t.states", count=2)}, "It says: 2 states"),
    ],
)
def test_plain_text(id: str, places: dict[str, object], text: str) -> None:
    assert LANGUAGE.say(id, **places) == text
    assert LANGUAGE.say(message(id, **places)) == text


def test_html_escapes_places_and_knows_elements() -> None:
    html = LANGUAGE.html("t.link", what="<i>", a=Markup('<a href="x" class="y">'))
    assert html == (
        'Read <a href="x" class="y">the &lt;i&gt;</a> &amp; <b>more</b><br><span class="visually-hidden">quietly</span>'
    )
    assert LANGUAGE.html("t.adopted", who=Markup("<b>A</b>"), day="<x>") == "Adopted by <b>A</b> on &lt;x&gt;"
    assert LANGUAGE.html("t.adopted", who=[Markup("<b>A</b>"), "<"], day="x") == "Adopted by <b>A</b> and &lt; on x"


def test_what_is_not_given_is_a_fault() -> None:
    for wrong in (
        lambda: LANGUAGE.say("t.nothing"),
        lambda: LANGUAGE.say("t.adopted", who="A"),
        lambda: LANGUAGE.html("t.link", what="x"),
    ):
        with pytest.raises(KeyError):
            wrong()


def test_places_of_a_message() -> None:
    assert places_of(LANGUAGE.messages["t.states"]) == ({"count"}, set())
    assert places_of(LANGUAGE.messages["t.link"]) == ({"what"}, {"a"})
