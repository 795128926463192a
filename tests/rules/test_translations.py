"""Translations: each thing that can be proved wrong of one, with the whole of what is said of it, and what passes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.facts.events import Event
from prevention_kb.facts.translation import Overlay, Translation, digest
from prevention_kb.facts.treaties import Treaty
from prevention_kb.languages.language import Language
from prevention_kb.reading import catalogue
from prevention_kb.reading.catalogue import translated, wording
from prevention_kb.reading.problems import Problem
from prevention_kb.rules import translations
from prevention_kb.upkeep.overlay_schema import of_messages

FILE = "languages/km/x.yaml"
Told = list[tuple[str, str]]
"""What is wrong, and the cure."""


def made(english: Mapping[str, str], said: Mapping[str, str], lines: Mapping[str, int] | None = None) -> Translation:
    """A translation of these texts as they stand today."""
    return Translation(said, {path: digest(text) for path, text in english.items()}, path=FILE, lines=lines or {})


def told(kb: KnowledgeBase, ref: tuple[str, str], translation: Translation, code: str = "km") -> list[Problem]:
    return translations.check(replace(kb, overlays={code: Overlay(code, {ref: translation})}))


# Records -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("record", "lines", "place", "cure"),
    [
        ("statut", {"": 5}, (5, 1), "did you mean treaties/statute?"),
        ("zzz", {}, (0, 0), "delete it, or name a record of data/"),
    ],
)
def test_a_translation_of_no_record(
    tiny: KnowledgeBase, record: str, lines: dict[str, int], place: tuple[int, int], cure: str
) -> None:
    found = told(tiny, ("treaties", record), Translation({"title": "<"}, path=FILE, lines=lines))
    assert found == [Problem(FILE, *place, what=f"there is no record treaties/{record}", cure=cure)]


def test_of_a_record_that_cannot_be_read_nothing_is_said(tiny: KnowledgeBase) -> None:
    kb = replace(tiny, broken={"treaties": frozenset({"lost"})})
    assert told(kb, ("treaties", "lost"), Translation({"title": "<"})) == []


def test_a_text_that_the_record_does_not_have(tiny: KnowledgeBase) -> None:
    """Every one is told, each with its place; behind it the others are judged all the same."""
    event = tiny.get(Event, "rule")
    said = {"sumary": "ក", "zzz": "ខ", "title": "<", "summary": "{"}
    lines = {"sumary": 3, "title": 7}
    found = told(tiny, ("events", "rule"), made({"title": event.title}, said, lines))
    assert found == [
        Problem(FILE, 3, 1, what="events/rule has no text sumary", allowed="title, summary", cure="did you mean summary?"),
        Problem(FILE, 1, 1, what="events/rule has no text zzz", allowed="title, summary", cure="delete the line and its digest"),
        Problem(FILE, 7, 1, what="title: it holds markup or a line break", cure="write plain text on one line"),
    ]  # fmt: skip


def test_a_name_that_a_source_gives_has_no_translation(tiny: KnowledgeBase) -> None:
    """In the language of the name alone; the name in data/ is the one that is shown."""
    title = tiny.get(Treaty, "covenant").title
    said = made({"title": title}, {"title": "ក"}, {"title": 4})
    what = "title: a source gives this name, in data/; a translation stands beside it"
    cure = "delete the line and its digest, or the name in data/"
    assert told(tiny, ("treaties", "covenant"), said) == [Problem(FILE, 4, 1, what=what, cure=cure)]
    assert told(tiny, ("treaties", "covenant"), said, "lo") == []


MARKUP = ("it holds markup or a line break", "write plain text on one line")
MISSING = "its links differ from the English: x/a is missing"
KEEP = "keep every link as it is, and translate the words in square brackets"
DIGITS = "write the number, with digits of either script"
TOUCH = "Latin letters touch Khmer ones"
TEXTS: dict[tuple[str, str], Told] = {
    ("Kept.", "រក្សា។"): [],
    ("Kept.", "cafe\u0301"): [("it is not in the form NFC of Unicode", "type it anew")],
    **{("Kept.", said): [("it begins or ends with a blank", "delete the blanks at its ends")] for said in ("ក ", " ក", "ក\u00a0")},
    ("Kept.\nBoth.", "ក\nខ\n"): [],
    **{("Kept.", f"ក {sign}"): [MARKUP] for sign in "<>{}\n"},
    ("Kept.\nBoth.", "ក\nខ"): [],
    ("Kept.\nBoth.", "ក <"): [MARKUP],
    ("See [it](x/a).", "[ក](x/a)"): [],
    ("See [it](x/a).", "ក"): [(MISSING, KEEP)],
    ("See [it](x/a).", "[ក](x/b)"): [(MISSING, KEEP)],
    ("See [it](x/a).", "[ក](x/a) [ខ](x/b)"): [("its links differ from the English: x/b is not there", KEEP)],
    ("See it.", "[ក](x/b)"): [("its links differ from the English: x/b is not there", KEEP)],
    ("[b](x/b) [a](x/a)", "ក"): [("its links differ from the English: x/a, x/b is missing", KEEP)],
    ("[a](x/a) [b](x/a)", "[ក](x/a)"): [(MISSING, KEEP)],
    ("In 1979, 1,700 or 2.5.", "២.៥ ១៧០០ 1979"): [],
    ("In 1979, and 1979.", "1979"): [],
    ("In 1,979.5 of 7.", "ក"): [("19795, 7 of the English is missing", DIGITS)],
    ("[7 things](x/p8)", "[៧](x/p8)"): [],
    ("[7 things](x/p8)", "[ក](x/p8)"): [("7 of the English is missing", DIGITS)],
    ("8 [things](x/p8)", "[ក](x/p8)"): [("8 of the English is missing", DIGITS)],
    ("Kept.", "កA"): [(f"{TOUCH}: …កA…", "mend the spelling")],
    ("[Kept](x/a).", "[កA](x/a)"): [(f"{TOUCH}: …កA…", "mend the spelling")],
}  # fmt: skip
"""An English text and its translation, and everything that is wrong with it."""


@pytest.mark.parametrize(("english", "said"), TEXTS)
def test_a_text(tiny: KnowledgeBase, english: str, said: str) -> None:
    event = tiny.get(Event, "rule").model_copy(update={"summary": english})
    kb = replace(tiny, records={**tiny.records, "events": {"rule": event}})
    found = told(kb, ("events", "rule"), made({"summary": english}, {"summary": said}))
    expected = [(f"summary: {what}", cure) for what, cure in TEXTS[english, said]]
    assert found == [Problem(FILE, 1, 1, what=what, cure=cure) for what, cure in expected]
    assert told(kb, ("events", "rule"), made({"summary": "Otherwise."}, {"summary": said})) == []


def test_a_number_may_stand_in_groups(tiny: KnowledgeBase) -> None:
    """Each language writes the thousands as it does."""
    english = "In 1979, 40,000 fled and 1,747,000 had died."
    event = tiny.get(Event, "rule").model_copy(update={"summary": english})
    kb = replace(tiny, records={**tiny.records, "events": {"rule": event}})
    for mark in (",", ".", " ", "\u00a0", "\u202f", "’", ""):
        said = f"1979: 40{mark}000, 1{mark}747{mark}000"
        assert not told(kb, ("events", "rule"), made({"summary": english}, {"summary": said})), mark
    (problem,) = told(kb, ("events", "rule"), made({"summary": english}, {"summary": "1979: 4 000, 1 747 000"}))
    assert problem.what == "summary: 40000 of the English is missing"


@pytest.mark.parametrize(
    ("code", "said", "lost"),
    [
        ("th", "๑๙๗๙", ""),
        ("th", "1979", ""),
        ("th", "១៩៧៩", "1979"),
        ("km", "๑๙๗๙", "1979"),
        ("zz", "1979", ""),
        ("zz", "๑๙๗๙", "1979"),
    ],
)
def test_a_number_may_stand_in_the_digits_of_its_language(
    tiny: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, code: str, said: str, lost: str
) -> None:
    """zz is a language without words."""
    thai = Language("th", "th_TH", {"language.digits": "๐๑๒๓๔๕๖๗๘๙"})
    spoken = catalogue.language
    monkeypatch.setattr(catalogue, "language", lambda code: thai if code == "th" else spoken(code))
    event = tiny.get(Event, "rule").model_copy(update={"summary": "In 1979."})
    kb = replace(tiny, records={**tiny.records, "events": {"rule": event}})
    found = told(kb, ("events", "rule"), made({"summary": "In 1979."}, {"summary": said}), code)
    assert [(problem.what, problem.cure) for problem in found] == (
        [(f"summary: {lost} of the English is missing", DIGITS)] if lost else []
    )


def test_a_language_is_spelt_by_its_own_rules(tiny: KnowledgeBase) -> None:
    english = {"title": tiny.get(Event, "rule").title}
    assert told(tiny, ("events", "rule"), made(english, {"title": "កA"}), "lo") == []


# Pages -------------------------------------------------------------------------------------------------------------

TAKE = "take them over as they stand there"
CALLS, LINKS = (f"its {what} differ from those of the English page" for what in ("calls of views", "links"))
PAGES: dict[tuple[str, str], Told] = {
    ("Words.", "ពាក្យ"): [],
    ("Words.", "Words.\n"): [("its text is still the English one", "translate it, or delete the file")],
    ("Words.", "កA"): [(f"{TOUCH}: …កA…", "mend the spelling")],
    ('{{ a("x") }} {{ b() }}', 'ក{{ a("x") }} {{ b() }}'): [],
    ('{{ a("Some words") }}', '{{ a("ពាក្យ ខ្លះ") }} ក'): [],
    ('{{ a("x") }}', '{{ a("y") }} ក'): [(f'{CALLS}: {{{{ a("x") }}}}', TAKE)],
    ("{{ a() }} {{ b() }}", "{{ b() }} ក"): [(f"{CALLS}: {{{{ a() }}}}", TAKE)],
    ("{{ a() }}", "{{ a() }} {{ b() }} {{ a() }}"): [(f"{CALLS}: {{{{ a() }}}}, {{{{ b() }}}}", TAKE)],
    ("{{ a() }} {{ b() }}", "{{ b() }} {{ a() }}"): [(f"{CALLS}: {{{{ b() }}}}, {{{{ a() }}}}", TAKE)],
    ("[A](a.md) [B](b.md)", "[ខ](b.md) [ក](a.md)"): [],
    ("[A](a.md) [B](b.md)", "[ខ](b.md) ក"): [(f"{LINKS}: a.md", TAKE)],
    ("Words.", "[ខ](b.md) [ក](a.md)"): [(f"{LINKS}: a.md, b.md", TAKE)],
}  # fmt: skip
"""A page of prose and its translation, and everything that is wrong with it."""


@pytest.fixture
def project(tiny: KnowledgeBase, tmp_path: Path) -> KnowledgeBase:
    """The tiny facts beside pages of prose: every English one of PAGES."""
    (tmp_path / "docs").mkdir()
    for number, (english, _) in enumerate(PAGES):
        (tmp_path / f"docs/page-{number}.md").write_text(f"---\ntitle: A page\n---\n\n{english}\n", "utf-8")
    return replace(tiny, root=tmp_path)


def test_pages(project: KnowledgeBase) -> None:
    """What was made from another wording is not judged, nor what is no translation of a page."""
    pages, old, expected = {}, {}, []
    for number, ((english, said), wrong) in enumerate(PAGES.items()):
        file = f"page-{number}.md"
        there = Translation({"body": said}, {"body": digest(f"{english}\n")}, path=f"languages/km/pages/{file}")
        pages[file], old[file] = there, replace(there, of={"body": digest("Otherwise.")})
        expected += [Problem(there.path, 0, 0, what=what, cure=cure) for what, cure in wrong]
    pages = {"none.md": Translation({"body": "<"}), **pages}
    assert translations.check(replace(project, overlays={"km": Overlay("km", pages=pages)})) == expected
    assert translations.check(replace(project, overlays={"km": Overlay("km", pages=old)})) == []
    elsewhere = translations.check(replace(project, overlays={"lo": Overlay("lo", pages=pages)}))
    assert elsewhere == [problem for problem in expected if problem.cure != "mend the spelling"]


# Messages ----------------------------------------------------------------------------------------------------------

Text = str | dict[str, str]
PLACE, ELEMENT = (f"keep {said} as the English has it" for said in ("{name}", "<name>…</name>"))
MESSAGES: dict[str, tuple[Text | None, Text, Told]] = {
    "language.digits": (None, "<{", []),
    "frame.fine": ("Of {name}, <link>here</link>.", "<link>ទីនេះ</link> {name}", []),
    "frame.fin": (None, "{", [("there is no message frame.fin", "did you mean frame.fine?")]),
    "zzz": (None, "{", [("there is no message zzz", "delete it")]),
    "frame.places": ("{a} {c}", "{b}", [("frame.places: places differ from the English: a, b, c", PLACE)]),
    "frame.elements": ("<a>x</a>", "<b>ក</b>", [("frame.elements: elements differ from the English: a", ELEMENT)]),
    "counted.one": ({"one": "{count} x", "other": "{count} x"}, "ក", []),
    "counted.more": ("All {count}", {"other": "ក"}, []),
    "counted.wrong": ({"one": "x", "other": "{count} x"}, {"one": "ក", "other": "កA"}, [(f"counted.wrong: {TOUCH}: …កA…", "mend the spelling")]),
    "frame.spelling": ("{n} x", "ក {n}ខA", [(f"frame.spelling: {TOUCH}: …ក {{n}}ខA…", "mend the spelling")]),
}  # fmt: skip
"""Messages of the interface: the English, the translation, and everything that is wrong with it."""
LINES = {"frame.fin": 2, "frame.places": 3}


def test_messages(project: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a file of messages nothing is asked; what was made from another wording is not judged."""
    english = {id: text for id, (text, _, _) in MESSAGES.items() if text is not None}
    said = {id: text for id, (_, text, _) in MESSAGES.items()}
    there = made(
        {id: wording(text) for id, text in english.items()}, {id: wording(text) for id, text in said.items()}, LINES
    )
    monkeypatch.setattr(translations.catalogue, "english", lambda: SimpleNamespace(messages=english))
    monkeypatch.setattr(translations.catalogue, "translated", {"km": (said, there)}.__getitem__)
    kb = replace(project, overlays={"km": Overlay("km")})
    assert translations.check(kb) == []
    (project.root / "languages/km").mkdir(parents=True)
    (project.root / "languages/km/interface.yaml").touch()
    assert translations.check(kb) == [
        Problem(FILE, line := LINES.get(id, 0), min(line, 1), what=what, cure=cure)
        for id, (_, _, wrong) in MESSAGES.items()
        for what, cure in wrong
    ]
    old = replace(there, of={})
    monkeypatch.setattr(translations.catalogue, "translated", {"km": (said, old)}.__getitem__)
    assert [p.what for p in translations.check(kb)] == ["there is no message frame.fin", "there is no message zzz"]


@pytest.mark.parametrize(
    ("english", "what", "cure"),
    [
        ("home: {lede: '{count} x', label: Go}", None, ""),
        ("home: {lede: {one: 'One', other: '{count} x'}, label: Go}", None, ""),
        ("home: {lede: '{cont} x', label: Go}", "home.lede: the program does not fill {cont}", "write {count}; after a change of the program, kb words"),
        ("home: {lede: 'x', label: Go}", "home.lede: {count} is gone", "write {count}; after a change of the program, kb words"),
        ("home: {lede: '{count} {more}', label: Go}", "home.lede: the program does not fill {more}", "take {more} away; after a change of the program, kb words"),
        ("home: {lede: '{count} x', labels: Go}", "the message home.label is missing, and the program says it", "rename home.labels back"),
        ("home: {lede: '{count} x'}", "the message home.label is missing, and the program says it", "restore it from git; after a change of the program, kb words"),
    ],
)  # fmt: skip
def test_the_english_is_what_the_program_says(
    english: str, what: str | None, cure: str, project: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The id of a message that is mistyped, or a place in it, would stop pages that have no part in it. Of a translation of such a message nothing is told."""
    folder = project.root / "languages/en"
    folder.mkdir(parents=True)
    (folder / "interface.yaml").write_text(f"language: {{name: English, locale: en_GB}}\n{english}\n", "utf-8")
    monkeypatch.setattr(translations.catalogue, "translated", lambda code: translated(code, project.root / "languages"))
    schema = project.root / translations.SAID_BY_THE_PROGRAM
    schema.parent.mkdir(parents=True)
    said = {"home.lede": "{count} x", "home.label": "Go", "language.name": "English", "language.locale": "en_GB"}
    schema.write_text(json.dumps(of_messages(said)), "utf-8")
    found = translations.check(project)
    assert [(p.path, p.what, p.cure) for p in found] == ([("languages/en/interface.yaml", what, cure)] if what else [])
    schema.write_text("{", "utf-8")
    assert not translations.check(project)
