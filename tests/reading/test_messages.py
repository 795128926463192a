"""What pydantic refuses, in plain words: each kind of refusal on a made-up record, with the whole message."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, cast

import pytest
from pydantic import Field, StringConstraints, ValidationError

from prevention_kb.facts import shape
from prevention_kb.facts.dates import ALLOWED, When
from prevention_kb.reading import messages
from prevention_kb.reading import yaml_file as source


class Part(shape.Model):
    """A part of a thing."""

    name: shape.Line = Field(description="Its name.")
    weight: int | None = Field(default=None, ge=1, le=9, description="Its weight, 1 to 9.")


class Thing(shape.Model):
    """A record with a field of each kind."""

    title: shape.Title = Field(default="Thing", description="Its title.")
    line: shape.Line | None = Field(default=None, description="A line.")
    prose: shape.Prose | None = Field(default=None, description="A sentence.")
    quote: shape.Quote | None = Field(default=None, description="A quotation.")
    kind: Literal["small", "large"] = Field(default="small", description="How large.")
    told: Literal["small", "large"] = Field(default="small", description="small or large.")
    half: Literal["small", "large", "larger"] = Field(default="small", description="small, or larger.")
    near: int = Field(default=1, ge=1, le=9, description="A whole number.")
    number: int | float | None = Field(default=None, description="A number.")
    yes: bool = Field(default=True, description="Whether it is so.")
    when: When | None = Field(default=None, description="When it was.")
    day: shape.Day | None = Field(default=None, description="A day.")
    address: shape.Url | None = Field(default=None, description="An address.")
    other: shape.SourceId | None = Field(default=None, description="A source.")
    paragraph: shape.ParagraphId | None = Field(default=None, description="A paragraph.")
    code: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")] | None = Field(
        default=None, description="Two letters."
    )
    low: Annotated[str, StringConstraints(pattern="^[a-z]{2}$")] | None = Field(
        default=None, description="Two letters."
    )
    one: list[shape.Line] = Field(default=["x"], min_length=1, description="One at least.")
    two: list[shape.Line] = Field(default=["x", "y"], min_length=2, max_length=3, description="Two or three.")
    part: Part | None = Field(default=None, description="A part.")
    parts: list[Part] = Field(default=[], description="Parts.")
    named: dict[shape.CountryId, Part] = Field(default={}, description="Parts by state.")
    ASCII: str | None = Field(default=None, pattern="^[a-z]+$", description="As it is.")
    needed: shape.Line = Field(description="What is needed.")


FIELDS = (
    "title, line, prose, quote, kind, told, half, near, number, yes, when, day, address, other, paragraph, code, low, one, two, part, parts, "
    "named, ASCII, needed"
)
CASES = {
    # what is written, what is said of it
    "": "1:1: needed: is missing; What is needed; add a line “needed: …”",
    "needed:\n": "1:8: needed: is empty; What is needed; write what belongs here",
    "needed: '  '\n": "1:9: needed: holds nothing but blanks; What is needed; write what belongs here",
    "line:\ntitle:\n": "2:7: title: is empty; Its title; write what belongs here, or remove the line",
    "title: '  '\n": "1:8: title: holds nothing but blanks; Its title; write what belongs here, or remove the line",
    "titel: x\n": f"1:1: titel: unknown field; fields here are {FIELDS}; did you mean title?",
    "zzz: x\n": f"1:1: zzz: unknown field; fields here are {FIELDS}; remove the line or mend its spelling",
    "part:\n  name: x\n  wight: 1\n": "3:3: part.wight: unknown field; fields here are name, weight; did you mean weight?",
    "kind: smal\n": "1:7: kind: 'smal' is none of the allowed words; allowed are small, large; did you mean small?",
    "kind: LARGE\n": "1:7: kind: 'LARGE' is none of the allowed words; allowed are small, large; did you mean large?",
    "kind: 12\n": "1:7: kind: '12' is none of the allowed words; allowed are small, large; write the one that fits",
    "told: tiny\n": "1:7: told: 'tiny' is none of the allowed words; small or large; write the one that fits",
    "half: tiny\n": "1:7: half: 'tiny' is none of the allowed words; allowed are small, large, larger; write the one that fits",
    "when: 17/04/1975\n": f"1:7: when: '17/04/1975' is not written as a date; {ALLOWED}; write 1975-04-17",
    "when: 03/04/1975\n": f"1:7: when: '03/04/1975' is not written as a date; {ALLOWED}; write 1975-04-03 or 1975-03-04, whichever is meant",
    "when: 1975-02-30\n": f"1:7: when: '1975-02-30' names a day or month that does not exist; {ALLOWED}; give only what the source gives",
    "when: [1975]\n": f"1:7: when: a list (1975) is not a date; {ALLOWED}; give only what the source gives",
    "day: 17 April 1975\n": "1:6: day: '17 April 1975' is no day of the calendar; A day; write 1975-04-17",
    "day: April 1975\n": "1:6: day: 'April 1975' is no day of the calendar; A day; write year, month and day in digits",
    "day: 1975-02-30\n": "1:6: day: '1975-02-30' is no day of the calendar; A day; write year, month and day in digits",
    f"quote: {'word ' * 26}\n": "1:8: quote: a quotation of 26 words; 25 words at most; shorten it to the words on which the verdict turns",
    "title: ab\n": "1:8: title: is too short ('ab', 2 characters); Its title; write at least 3 characters: a shorter text is as a rule the rest of a longer one",
    f"title: {'a' * 201}\n": "1:8: title: is too long (201 characters); Its title; write at most 200 characters",
    "one: []\n": "1:6: one: the list is empty; One at least; name at least one",
    "one: ['  ']\n": "1:7: one.1: holds nothing but blanks; One at least; write what belongs here",
    "parts:\n": "1:7: parts: is empty; Parts; write what belongs here, or remove the line",
    "two: []\n": "1:6: two: the list is empty; Two or three; name at least 2",
    "two: [a]\n": "1:6: two: the list is too short; Two or three; name at least 2",
    "two: [a, b, c, d]\n": "1:6: two: is too long (4); Two or three; write at most 3",
    "near: 0\n": "1:7: near: '0' is out of range; at least 1; A whole number",
    "near: 10\n": "1:7: near: '10' is out of range; at most 9; A whole number",
    "near: ten\n": "1:7: near: 'ten' is not a whole number; A whole number; write it in digits",
    "near: 1,2\n": "1:7: near: '1,2' is not a whole number; A whole number; write it in digits",
    "near: 1.5\n": "1:7: near: '1.5' is not a whole number; A whole number; write it in digits",
    "near: [1]\n": "1:7: near: a list (1) is not a whole number; A whole number; write it in digits",
    "number: 1.7 million\n": "1:9: number: '1.7 million' is not a number; A number; write 1700000",
    "number: many\n": "1:9: number: 'many' is not a number; A number; write it in digits",
    "yes: NO\n": None,
    "yes: sometimes\n": "1:6: yes: 'sometimes' is not true or false; Whether it is so; write true or false",
    "yes: ' No '\n": "1:6: yes: ' No ' is not true or false; Whether it is so; write false",
    "yes: [x]\n": "1:6: yes: a list (x) is not true or false; Whether it is so; write true or false",
    "line: [a]\n": '1:7: line: a list (a) is not text; A line; write it without brackets and dashes, as one text: "a"',
    "line: {a: b}\n": "1:7: line: a group of fields (a) is not text; A line; write plain text; put text with a colon or brackets in quotation marks",
    "line: 12\n": "1:7: line: '12' is not text; A line; put it in quotation marks if it is meant as text",
    "one: a b, c\n": "1:6: one: 'a b, c' is not a list; One at least; write [one, two], or a line “- one” for each",
    "line: [[a]]\n": "1:7: line: a list (['a']) is not text; A line; write plain text; put text with a colon or brackets in quotation marks",
    "part: 1-2\n": "1:7: part: '1-2' is not a group of fields; A part; write its fields on lines of their own, indented by two spaces, or {name: …}",
    "one: a\n": "1:6: one: 'a' is not a list; One at least; write [a], or a line “- a” for each",
    "part: a\n": "1:7: part: 'a' is not a group of fields; A part; write its fields on lines of their own, indented by two spaces, or {name: …}",
    "named: [a]\n": "1:8: named: a list (a) is not a group of fields; Parts by state; write its fields on lines of their own, indented by two spaces",
    "named:\n  Laos: {name: x}\n": "2:3: named.Laos: 'Laos' cannot be an id; small letters, digits and single hyphens, as rome-statute; write laos",
    "named:\n  laos: {nam: x}\n": "2:10: named.laos.nam: unknown field; fields here are name, weight; did you mean name?",
    "named:\n  laos: {wight: 1}\n": (
        "2:9: named.laos.name: is missing; Its name; add a line “name: …”|"
        "2:10: named.laos.wight: unknown field; fields here are name, weight; did you mean weight?"
    ),
    "parts:\n  - weight: 1\n  - nam: x\n": (
        "2:5: parts.1.name: is missing; Its name; add a line “name: …”|"
        "3:5: parts.2.nam: unknown field; fields here are name, weight; did you mean name?"
    ),
    "parts:\n  - name: x\n  - weight: 10\n": (
        "3:5: parts.2.name: is missing; Its name; add a line “name: …”|3:13: parts.2.weight: '10' is out of range; at most 9; Its weight, 1 to 9"
    ),
    "line: a {b}\n": (
        "1:7: line: a brace ('{') stands in the text; plain text, in prose also *emphasis* and [links](https://…); write the text without braces"
    ),
    "line: a b}\n": (
        "1:7: line: a brace ('}') stands in the text; plain text, in prose also *emphasis* and [links](https://…); write the text without braces"
    ),
    "prose: a <b>\n": (
        "1:8: prose: markup or an angle bracket ('<') stands in the text; plain text, in prose also *emphasis* and [links](https://…); "
        "write it in words: less than, more than; emphasis is *one star*"
    ),
    "line: a > b\n": (
        "1:7: line: markup or an angle bracket ('>') stands in the text; plain text, in prose also *emphasis* and [links](https://…); "
        "write it in words: less than, more than; emphasis is *one star*"
    ),
    'line: "a\\nb"\n': (
        "1:7: line: a line break ('\\n') stands in the text; plain text, in prose also *emphasis* and [links](https://…); "
        "write it on one line, or fold it with >-"
    ),
    'prose: "a\\nb\\u200bc"\n': (
        "1:8: prose: an invisible character (U+200B) stands in the text; characters that can be seen; type the text anew instead of pasting it"
    ),
    "address: www.example.org\n": "1:10: address: 'www.example.org' is not an address of the web; An address; write https://www.example.org",
    "address: nowhere at all\n": "1:10: address: 'nowhere at all' is not an address of the web; An address; copy the address anew from the browser",
    "other: New_Id\n": "1:8: other: 'New_Id' cannot be an id; small letters, digits and single hyphens, as rome-statute; write new-id",
    "other: ក\n": "1:8: other: 'ក' cannot be an id; small letters, digits and single hyphens, as rome-statute; A source",
    "paragraph: p 05\n": "1:12: paragraph: 'p 05' cannot be the id of a passage; P and the number for the op-ed, as P5; for another document its id, a hyphen and the number, as speech-5; write P5",
    "paragraph: P26\n": None,
    "paragraph: speech_5\n": "1:12: paragraph: 'speech_5' cannot be the id of a passage; P and the number for the op-ed, as P5; for another document its id, a hyphen and the number, as speech-5; write P5",
    "paragraph: fifth\n": "1:12: paragraph: 'fifth' cannot be the id of a passage; P and the number for the op-ed, as P5; for another document its id, a hyphen and the number, as speech-5; write P and the number, as P5",
    "code: kh\n": "1:7: code: 'kh' will not do; Two letters; write KH",
    "code: ' KH'\n": "1:7: code: ' KH' will not do; Two letters; write KH",
    "low: KH\n": "1:6: low: 'KH' will not do; Two letters; write kh",
    "low: K\n": "1:6: low: 'K' will not do; Two letters",
    f"code: {'x' * 60}\n": f"1:7: code: '{'x' * 60}' will not do; Two letters",
    f"code: {'x' * 61}\n": f"1:7: code: '{'x' * 57}…' will not do; Two letters",
}


def said_of(model: type[shape.Model], text: str, tmp_path: Path, at: tuple[str, ...] = ()) -> list[str]:
    """Each message on what is written, as place, what is wrong, what is allowed, cure."""
    (tmp_path / "x.yaml").write_text(text, "utf-8")
    document = source.read(tmp_path / "x.yaml", "x")
    assert not document.problems
    value = document.value or {}
    for key in at:
        value = value[key]
    try:
        model.model_validate(value)
    except ValidationError as error:
        thing = cast(Any, model)
        found = messages.explain_all(thing, error.errors(include_url=False), at, document)
        return [str(problem).removeprefix("x:") for problem in sorted(set(found))]
    return []


@pytest.mark.parametrize(("text", "said"), CASES.items())
def test_the_whole_message(text: str, said: str | None, tmp_path: Path) -> None:
    if ": needed: " not in (said or ""):
        text += "needed: yes\n"
    assert said_of(Thing, text, tmp_path) == (said.split("|") if said else [])


def test_a_record_among_several(tmp_path: Path) -> None:
    text = "first:\n  needed: yes\nsecond:\n  near: 0\n"
    assert said_of(Thing, text, tmp_path, ("second",)) == [
        "4:3: needed: is missing; What is needed; add a line “needed: …”",
        "4:9: near: '0' is out of range; at least 1; A whole number",
    ]


class Aliased(shape.Model):
    """A field that bears another name in the files, and an id that never stands there."""

    id: str = Field(default="x", description="Its id.")
    url: str = Field(alias="URL", description="Its address.")


def test_fields_are_named_as_they_are_written(tmp_path: Path) -> None:
    assert said_of(Aliased, "ULR: x\n", tmp_path) == ["1:1: ULR: unknown field; fields here are URL; did you mean URL?"]
    assert said_of(Aliased, "zzz: x\n", tmp_path) == [
        "1:1: URL: is missing; Its address; add a line “URL: …”",
        "1:1: zzz: unknown field; fields here are URL; remove the line or mend its spelling",
    ]


class Bare(shape.Model):
    """A field without a description, and one whose description is what is allowed."""

    number: int = 1
    least: int = Field(default=1, ge=1, description="at least 1.")


def test_nothing_is_said_twice(tmp_path: Path) -> None:
    assert said_of(Bare, "number: x\nleast: 0\n", tmp_path) == [
        "1:9: number: 'x' is not a whole number; write it in digits",
        "2:8: least: '0' is out of range; at least 1",
    ]


class Unforeseen(shape.Model):
    """A constraint for which there are no words."""

    number: int = Field(multiple_of=5, description="A fifth.")


def test_what_nobody_foresaw_is_told_in_the_words_of_the_library(tmp_path: Path) -> None:
    assert said_of(Unforeseen, "number: 7\n", tmp_path) == [
        "1:9: number: '7' will not do (Input should be a multiple of 5); A fifth"
    ]


class Forty(shape.Model):
    """Many fields and many words."""

    word: Literal[
        "w1", "w2", "w3", "w4", "w5", "w6", "w7", "w8", "w9", "w10", "w11", "w12", "w13", "w14", "w15", "w16", "w17", "w18", "w19",
        "w20", "w21", "w22", "w23", "w24", "w25", "w26", "w27", "w28", "w29", "w30", "w31",
    ] = Field(default="w1", description="A word.")  # fmt: skip


def test_long_lists_are_cut(tmp_path: Path) -> None:
    words = ", ".join(f"w{number}" for number in range(1, 31))
    assert said_of(Forty, "word: x\n", tmp_path) == [
        f"1:7: word: 'x' is none of the allowed words; allowed are {words} and 1 more; write the one that fits"
    ]


def test_long_lists_of_fields_are_cut(tmp_path: Path) -> None:
    names = [f"f{number}" for number in range(1, 42)]
    many = type("Many", (shape.Model,), {"__annotations__": dict.fromkeys(names, int), **dict.fromkeys(names, 0)})
    (said,) = said_of(many, "zzz: 1\n", tmp_path)
    assert (
        said
        == f"1:1: zzz: unknown field; fields here are {', '.join(names[:40])} and 1 more; remove the line or mend its spelling"
    )
