"""The scripts have no words of their own: what they say comes from the catalogue, whole, and said as Python says it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from prevention_kb.languages import marks
from prevention_kb.languages.language import Language, Text, places_of
from prevention_kb.reading.catalogue import english
from prevention_kb.upkeep import words

from ..conftest import ROOT

JS = ROOT / "docs/assets/js"
SCRIPTS = {file.relative_to(JS).as_posix(): file.read_text("utf-8") for file in sorted(JS.rglob("*.js"))}
TEMPLATES = {
    file.name: file.read_text("utf-8")
    for folder in ("prevention_kb/pages/templates", "overrides")
    for file in sorted((ROOT / folder).rglob("*.html"))
    if file.parent.name != "words"
}

# Reading a script ------------------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""//[^\n]*|/\*.*?\*/"""
    r"""|(?P<regex>(?:(?<=[(,=:\[!&|?{};\n>])|(?<=return))[ ]*/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*)"""
    r"""|(?P<text>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')"""
    r"""|(?P<template>`)|(?P<open>\{)|(?P<close>\})""",
    re.DOTALL,
)

Literal = tuple[int, str]
"""Where a text begins in the script, and the text: what stands between the quotation marks, each ${…} of a template as ${}."""


def literals(script: str) -> list[Literal]:
    """Every text of a script, those inside the holes of a template too; comments and patterns are none."""
    found: list[Literal] = []
    _read(script, 0, found)
    return sorted(found)


def _read(script: str, at: int, found: list[Literal]) -> int:
    """Read to the } that closes a hole, or to the end; where that is."""
    depth = 0
    while match := _TOKEN.search(script, at):
        at = match.end()
        if match["text"]:
            found.append((match.start(), match["text"][1:-1]))
        elif match["template"]:
            at = _read_template(script, match.end(), found)
        elif match["open"]:
            depth += 1
        elif match["close"]:
            if not depth:
                return at
            depth -= 1
    return len(script)


def _read_template(script: str, start: int, found: list[Literal]) -> int:
    made, at = "", start
    while script[at] != "`":
        if script[at] == "\\":
            made, at = made + script[at : at + 2], at + 2
        elif script.startswith("${", at):
            made, at = made + "${}", _read(script, at + 2, found)
        else:
            made, at = made + script[at], at + 1
    found.append((start - 1, made))
    return at + 1


def calls(script: str, *names: str) -> Iterator[list[str]]:
    """The arguments of each call of these functions, as they are written."""
    texts = {start: len(text) + 2 for start, text in literals(script) if "${}" not in text}
    for match in re.finditer(rf"(?<![.\w])(?:{'|'.join(names)})\(", script):
        arguments, depth, at = [""], 0, match.end()
        while depth >= 0:
            step = texts.get(at, 1)
            sign = script[at : at + step]
            depth += (sign in "([{") - (sign in ")]}") if step == 1 else 0
            if sign == "," and not depth:
                arguments.append("")
            elif depth >= 0:
                arguments[-1] += sign
            at += step
        yield [argument.strip() for argument in arguments]


def keys(written: str) -> set[str] | None:
    """The keys of an object as it is written in a script; None where that does not tell."""
    if not written.startswith("{") or "..." in written:
        return set() if not written else None
    parts = next(calls(f"f({written[1:-1]})", "f"))
    return {part.partition(":")[0].strip() for part in parts if part}


# The catalogue ---------------------------------------------------------------------------------------------------

MESSAGES = english().messages
OF_SCRIPTS = {id for id in MESSAGES if id.startswith("script.")}


def patterns(text: str) -> Iterator[re.Pattern[str]]:
    """The ids that stand in a piece of a script, as patterns: script.plan.without.${key} may be any of its group."""
    for _, said in literals(text):
        if re.match(r"(script|phase)\.[\w.${}-]+$", said):
            yield re.compile(re.escape(said).replace(r"\$\{\}", r"[^.]+"))


def asked(script: str) -> Iterator[re.Pattern[str]]:
    """The ids that a script asks for, as patterns."""
    for group, listed, *_ in calls(script, "labels"):
        if group.startswith('"'):
            yield from (re.compile(re.escape(f"{group[1:-1]}.{key or 'none'}")) for _, key in literals(listed))
    without_labels = re.sub(r"labels\(\"[^\"]*\"", "labels(", script)
    yield from patterns(without_labels)


ASKED = [(name, pattern) for name, script in SCRIPTS.items() for pattern in asked(script)]


def test_every_id_of_a_script_is_in_the_catalogue() -> None:
    missing = [(name, pattern.pattern) for name, pattern in ASKED if not any(map(pattern.fullmatch, MESSAGES))]
    assert len(ASKED) > 200
    assert not missing


def test_every_message_for_scripts_is_used() -> None:
    in_templates = set(re.findall(r"script\.[\w.-]+", " ".join(TEMPLATES.values())))
    unused = [id for id in OF_SCRIPTS - in_templates if not any(pattern.fullmatch(id) for _, pattern in ASKED)]
    assert not unused


def test_every_message_of_the_frame_is_used_and_there() -> None:
    frame = {id.removeprefix("frame.") for id in MESSAGES if id.startswith("frame.")}
    found = {
        a or b
        for text in TEMPLATES.values()
        for a, b in re.findall(r"(?:speech|original|there)\.frame(?:\.([\w-]+)|\[\"([\w.-]+)\"\])", text)
    }
    assert any('frame["nav." ~' in text for text in TEMPLATES.values())
    chosen = {id for id in frame if id.startswith(("nav.", "translation."))}
    assert found - set(words.FRAME_TOO) - chosen == frame - chosen
    by_state = {f"translation.{way}" for way in ("edit", "new", "too-long")}
    assert all(f'"{id}"' in TEMPLATES["translation.html"] for id in chosen - by_state if not id.startswith("nav."))


def _titles(nav: list[Any]) -> Iterator[str]:
    """What the navigation calls its pages and sections."""
    for entry in nav:
        for title, below in entry.items() if isinstance(entry, dict) else ():
            yield title
            if isinstance(below, list):
                yield from _titles(below)


def test_every_title_of_the_navigation_is_a_message() -> None:
    """On a page in another language it would stand unmarked in English otherwise."""
    nav = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.CBaseLoader)["nav"]
    said = {id.removeprefix("frame.nav."): text for id, text in MESSAGES.items() if id.startswith("frame.nav.")}
    assert {title.lower().replace(" ", "-"): title for title in _titles(nav)} == said


def test_what_the_frame_says_in_english_says_so_and_attributes_take_the_words_alone() -> None:
    """On a page in another language; else a message said anew would stand there unmarked until it is translated again."""
    assert words._html(marks.english("Ours & <a>theirs</a>")) == '<span lang="en">Ours &amp; <a>theirs</a></span>'
    assert words._html("សេចក្តី") == "សេចក្តី"
    inside = [
        said
        for text in TEMPLATES.values()
        for attribute in re.findall(r"""(?:<title>|\w=")(?:\{\{.*?\}\}|\{%.*?%\}|[^<"{])*""", text)
        for said in re.findall(r"\{\{[^}]*frame(?:\.\w|\[)[^}]*\}\}", attribute)
        if "language.locale" not in said
    ]
    assert len(inside) > 10 and all("striptags" in said for said in inside), inside


def test_every_place_and_element_of_a_message_is_filled() -> None:
    missing = []
    for name, script in SCRIPTS.items():
        for function in ("say", "parts", "partsOf"):
            for what, *more in calls(script, function):
                filled = keys(more[-1] if len(more) == (1 if function == "say" else 2) else "")
                elements = keys(more[0]) if function != "say" and more else set()
                for pattern in patterns(what):
                    for id in filter(pattern.fullmatch, MESSAGES):
                        places, around = _wanted(MESSAGES[id])
                        if (filled is not None and places - filled) or (elements is not None and around - elements):
                            missing.append((name, id))
    assert not missing


def _wanted(text: Text) -> tuple[set[str], set[str]]:
    """The places of a message, and every element, since a script makes each of them."""
    texts = [text] if isinstance(text, str) else text.values()
    return places_of(text)[0], {name for one in texts for name in re.findall(r"<(\w+)>", one)}


@pytest.mark.parametrize(("path", "text"), words.texts().items(), ids=lambda value: value[-12:] if "/" in value else "")
def test_what_kb_words_writes_is_up_to_date(path: str, text: str) -> None:
    assert (ROOT / path).read_text("utf-8") == text, "run kb words"


# Words that stand in a script ------------------------------------------------------------------------------------

TECHNICAL = re.compile(
    r"(querySelector(All)?|closest(\?\.)?|matches|matchMedia|addEventListener|CustomEvent|import|from|class(Name)?( =|:))[ (]*$"
)
"""Behind these a text is a selector, a question to the browser, or the name of an event, of a module or of classes."""
ALLOWED = {
    ("tools/html.js", ""): "the markup and the style of the file for word processors",
    ("tools/csv.js", "own question"): "a value of the table’s format, as its other words",
    ("tools/csv.js", "left over"): "a value of the table’s format, as its other words",
    ("pages.js", ""): "errors that nobody sees: the link is followed instead, or the page is asked for again",
    ("evidence-in-place.js", ""): "errors that nobody sees: the link is followed instead",
    ("tools/desk.js", "the words of the tool"): "an error that stops the tool; the page says what that means",
    ("cite.js", "BibTeX"): "the name of a format",
}
"""Texts that no reader meets as words, by their script and beginning, with the reason."""

WORDS = re.compile(r"[^\W\d_]{2,}[,:;]? +[^\W\d_]+|(?<![\w#.$-])[A-Z][a-z]+(?![\w-]*[(=/])")
"""Two words, or one with a capital letter."""
KEYS = {"Escape", "Shift", "Enter", "QuotaExceededError"}


def texts_left(name: str, script: str) -> list[str]:
    """The texts of a script that look like words for readers and do not come from the catalogue."""
    return [
        text
        for start, text in literals(script)
        if WORDS.search(text)
        and text not in KEYS
        and not TECHNICAL.search(script[:start])
        and not any(name == file and text.startswith(begin) for file, begin in ALLOWED)
    ]


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_words_are_left_in_a_script(name: str) -> None:
    assert not texts_left(name, SCRIPTS[name])


def test_every_exception_is_needed() -> None:
    needed = {
        (file, begin)
        for file, begin in ALLOWED
        for _, text in literals(SCRIPTS[file])
        if WORDS.search(text) and text.startswith(begin)
    }
    assert needed == set(ALLOWED)


@pytest.mark.parametrize("name", SCRIPTS)
@pytest.mark.parametrize(
    "planted", ['"Nothing was found"', "`Give a year from ${first}`", "'Copied'", '"not yet in ASEAN"']
)
def test_words_that_are_written_into_a_script_are_found(name: str, planted: str) -> None:
    """Also at the end of a script, so that no pattern or template before it hides the rest."""
    said = planted[1:-1].replace("${first}", "${}")
    if any(name == file and said.startswith(begin) for file, begin in ALLOWED):
        pytest.skip("all texts of this script are excepted")
    assert said in texts_left(name, f"{SCRIPTS[name]}\nshow({planted});\n")


# Python and the browser say the same -----------------------------------------------------------------------------

TABLE: dict[str, Text] = {
    "plain": "No sign of a place",
    "places": "{what} of {count}, “{what}”",
    "plural": {"zero": "none", "one": "{count} thing", "two": "two", "few": "{count} few", "many": "{count} many", "other": "{count} things"},
    "marked": "Press <kbd>{key}</kbd> to <b>leave</b>, now",
}  # fmt: skip
DATES = {"date.day": "{day} {month} {year}", "language.locale": ""}
LOCALES = ("en_GB", "km_KH", "fr", "pl", "ar", "ru", "th", "id", "lo")
"""Of Vietnamese and Burmese, node and Babel know different years of the Unicode CLDR."""


@pytest.mark.parametrize("locale", LOCALES)
def test_a_script_says_what_python_says(locale: str) -> None:
    spoken = Language(locale.partition("_")[0], locale, {**TABLE, **DATES, "language.locale": locale})
    days = [f"1975-{month:02}-17" for month in range(1, 13)]
    counts = [*range(23), 100, 101, 111, 1_000_000]
    lists = [["a"], ["a", "b"], ["a", "b", "c"], ["x, y", "b", "c", "d"], ["កa", "aក", "ខ"]]
    expected = {
        "say": [spoken.say("plain"), spoken.say("places", what="a {count} <b>", count=3)],
        "plural": [spoken.say("plural", count=count) for count in counts],
        "listed": [spoken.listed(each) for each in lists],
        "days": [spoken.day(each) for each in days],
        "marked": str(spoken.html("marked", key="Esc")),
    }
    script = f"""
      import {{ day, learn, listed, parts, say }} from {json.dumps((JS / "words.js").as_uri())};
      learn({json.dumps(dict(spoken.messages))});
      const around = (name) => (words) => `<${{name}}>${{words}}</${{name}}>`;
      console.log(JSON.stringify({{
        say: [say("plain"), say("places", {{ what: "a {{count}} <b>", count: 3 }})],
        plural: {counts}.map((count) => say("plural", {{ count }})),
        listed: {json.dumps(lists)}.map((each) => listed(each)),
        days: {json.dumps(days)}.map(day),
        marked: parts("marked", {{ kbd: around("kbd"), b: around("b") }}, {{ key: "Esc" }}).join(""),
      }}));
    """
    assert _node(script) == expected


def _node(script: str) -> Any:
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not installed")
    done = subprocess.run(
        [node, "--input-type=module", "--eval", script], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return json.loads(done.stdout)
