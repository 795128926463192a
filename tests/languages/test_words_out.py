"""Every word that a reader can meet comes from the catalogue: no template, frame of a page, style sheet or program holds one. test_pseudo.py sees the same on the built site."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path

import pytest
from jinja2 import nodes

from prevention_kb.derived import citation, freshness
from prevention_kb.languages.language import places_of
from prevention_kb.pages.environment import templates
from prevention_kb.reading.catalogue import english

from ..conftest import ROOT

PACKAGE = ROOT / "prevention_kb"
FRAME = ROOT / "overrides"
TEMPLATES = [
    *sorted((PACKAGE / "pages/templates").glob("*.*ml")),
    *(file for file in sorted(FRAME.rglob("*.html")) if file.parent.name != "words"),  # those kb words writes
]
FOR_EDITORS = ("problem_page.html", "problem_report.html")
"""Mistakes in the data, shown while serving: messages for editors are English."""
SHOWN = ("aria-label", "title", "alt", "placeholder", "aria-description", "content")
"""Attributes that a reader meets."""
WORD = re.compile(r"[A-Za-z]{2,}")
CODES = {
    "JSON",
    "Markdown",
    "CSV",
    "BibTeX",
    "RIS",
    "CSL",
    "HTML",
    "ISO",
    "UN",
    "en",
    "xml",
    "Atom",
    "utf",
    "ZIP",
    "MB",
    "KB",
}
"""Names that are the same in every language."""

FOR_PROGRAMS = r'name="(?:viewport|referrer|generator|theme-color|twitter:card|kb-\w+)"|property="og:(?:type|url|image)"|http-equiv'
"""Heads say this to browsers and other programs alone."""


def literal(html: str) -> list[str]:
    """Words of HTML that stand in it as they are, in texts and in attributes that a reader meets."""
    html = re.sub(rf"<meta (?:{FOR_PROGRAMS})[^>]*>", "", html)
    attributes = [
        value for name in SHOWN for _, value in re.findall(rf"(?<![\w-]){name}=([\"'])(.*?)\1", html, re.DOTALL)
    ]
    html = re.sub(r"""\bdata-[a-z-]+=("[^"]*"|'[^']*')""", "", html)
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>|&\w+;", " ", html, flags=re.DOTALL)
    return [word for part in (*attributes, text) for word in WORD.findall(part) if word not in CODES]


@pytest.mark.parametrize(
    "file", [file for file in TEMPLATES if file.name not in FOR_EDITORS], ids=lambda file: file.name
)
def test_no_template_holds_a_word(file: Path) -> None:
    source = file.read_text("utf-8")
    data = "".join(
        value if kind == "data" else "\0"
        for _, kind, value in templates.lex(source)
        if kind == "data" or kind.endswith("_begin")
    )
    assert literal(data.replace("\0", "")) == []
    sentences = [
        constant.value
        for constant in templates.parse(source).find_all(nodes.Const)
        if isinstance(constant.value, str)
        and re.search(r"[A-Za-z]{2,} [A-Za-z]{2,}|^[A-Z][a-z]+$|^, |\. ", constant.value.strip(" "))
    ]
    assert [text for text in sentences if not text.startswith(("<", "assets/")) and text not in CODES] == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Sources</p>", ["Sources"]),
        ("<svg><title>Sources</title><text>1975</text></svg>", ["Sources"]),
        ("<p title='Unknown day' data-kind='event'></p>", ["Unknown", "day"]),
        ('<button aria-label="Close"></button>', ["Close"]),
        ('<meta name="description" content="Facts"><meta name="theme-color" content="#fbfaf6">', ["Facts"]),
        ('<i data-title="treaty" class="record">JSON</i>', []),
    ],
)
def test_which_words_are_found(html: str, words: list[str]) -> None:
    assert sorted(literal(html)) == sorted(words)


STYLE_SHEETS = sorted((ROOT / "docs/assets/css").glob("*.css"))


def written(sheet: str) -> list[str]:
    """Words that a style sheet writes onto the page: those in quotation marks in the `content` of its rules."""
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    contents = re.findall(r"(?<![\w-])content\s*:((?:\"[^\"]*\"|'[^']*'|[^;}\"'])*)", sheet)
    return [
        text
        for content in contents
        for text in re.findall(r"\"[^\"]*\"|'[^']*'", content)
        if re.search(r"[^\W\d_]", text)
    ]


@pytest.mark.parametrize("file", STYLE_SHEETS, ids=lambda file: file.name)
def test_no_style_sheet_holds_a_word(file: Path) -> None:
    """They take them from the page: content: attr(data-before)."""
    assert written(file.read_text("utf-8")) == []


FOR_EDITORS_TOO = {
    "__main__.py": "the commands of kb and their help",
    "authorities": "what was found at a depositary, for kb refresh",
    "facts": "what fields are for, where they are declared: the schema and the code book say it; and values that records hold",
    "languages/khmer.py": "mistakes of spelling, for a rule",
    "reading": "mistakes in files",
    "rules": "mistakes in facts",
    "serving.py": "a build that breaks",
    "upkeep": "what the commands of kb print and write",
}
"""Who maintains the site reads what these say, in English: packages and modules, each with the reason."""


def _is_for_editors(file: Path) -> bool:
    inside = file.relative_to(PACKAGE)
    return any(part.as_posix() in FOR_EDITORS_TOO for part in (inside, *inside.parents))


PROGRAMS = [file for file in sorted(PACKAGE.rglob("*.py")) if not _is_for_editors(file)]
TECHNICAL = {"compile", "sub", "findall", "fullmatch", "select", "select_one"}
"""What these are given is a pattern or a selector."""
COMPLAINTS = {"Problem", "_problem", "named"}
"""What these are given tells an editor of a mistake, or what a program did when it broke."""
NO_WORDS = {
    "markup": re.compile(r'\s*<|.*="', re.S),
    "script": re.compile(r'"use strict"|.*[({]\s*$', re.S),
    "policy": re.compile(r"default-src "),
}
"""How texts begin that a browser reads and no reader does."""


def _names(node: ast.AST) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)}


def passed(tree: ast.Module) -> set[int]:
    """What of a program no reader meets: docstrings, complaints, patterns and selectors, and whatever these are made of."""
    found: set[int] = set()
    names: set[str] = set()
    made: list[tuple[set[str], ast.AST]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))  # a docstring
        elif isinstance(node, (ast.Raise, ast.Assert)) or (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", "")) in TECHNICAL | COMPLAINTS
        ):
            found |= {id(inner) for inner in ast.walk(node)}
            names |= _names(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            made.append((set[str]().union(*map(_names, targets)), node.value))
        elif isinstance(node, ast.FunctionDef) and node.name.startswith("_"):
            made.append(({node.name}, node))
    while more := [entry for entry in made if entry[0] & names]:
        made = [entry for entry in made if not entry[0] & names]
        for _, value in more:
            found |= {id(inner) for inner in ast.walk(value)}
            names |= _names(value)
    return found


def sentences(program: str) -> list[str]:
    """Texts of a program with a space between words that a reader may meet."""
    tree = ast.parse(program)
    gone = passed(tree)
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in gone
        and re.search(r"[A-Za-z]{2,},? [A-Za-z]{2,}", node.value)
        and not any(pattern.match(node.value) for pattern in NO_WORDS.values())
    ]


NAMES = {citation.LICENCE, citation.LICENCE_NAME, *freshness.KEEPERS, *chain(*freshness.KEEPERS.values())}
"""Names that are the same in every language: of a licence, and of those that facts name as depositaries and publishers."""


@pytest.mark.parametrize("file", PROGRAMS, ids=lambda f: f.relative_to(PACKAGE).as_posix())
def test_no_program_holds_a_sentence(file: Path) -> None:
    assert [text for text in sentences(file.read_text("utf-8")) if text not in NAMES] == []


def test_what_is_for_editors_is_there_and_says_something() -> None:
    for name in FOR_EDITORS_TOO:
        files = sorted((PACKAGE / name).rglob("*.py")) or [PACKAGE / name]
        assert any(sentences(file.read_text("utf-8")) for file in files), f"{name} needs no exception"


@pytest.mark.parametrize(
    ("program", "found"),
    [
        ('row = f"Claim of {who}"', ["Claim of "]),
        ('def _said():\n    return "no source read"', ["no source read"]),
        ('TITLE = "Treaty status, act by act"', ["Treaty status, act by act"]),
        ('what = "has no page"\nraise DataError([Problem(what=what)])', []),
        ('def _why():\n    return "has no page"\nproblem = Problem(what=_why())', []),
        ('PARTS = "ol, ul section"\nfor tag in body.select(PARTS): pass', []),
        ('"""A text of a program."""', []),
    ],
)
def test_which_sentences_are_found(program: str, found: list[str]) -> None:
    assert sentences(program) == found


# The catalogue ------------------------------------------------------------------------------------------


def test_every_place_is_a_name() -> None:
    for id, text in english().messages.items():
        places, elements = places_of(text)
        assert not places & elements, id
        assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in places | elements), id
