"""Every word that a reader can meet comes from the catalogue: read in the files, and seen in a language of wide letters."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, NavigableString
from bs4.element import Comment
from jinja2 import nodes

from prevention_kb import KnowledgeBase, Page, exports
from prevention_kb.derived import book
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.facts.sources import Source
from prevention_kb.languages.language import places_of
from prevention_kb.pages.environment import templates
from prevention_kb.reading.catalogue import english

from ..conftest import ROOT
from ..pages.test_views import SITE, calls
from ..pseudo import Pseudo

PACKAGE = ROOT / "prevention_kb"
TEMPLATES = sorted((PACKAGE / "pages/templates").glob("*.*ml"))
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


def literal(html: str) -> list[str]:
    """Words of HTML that stand in it as they are, in texts and in attributes that a reader meets."""
    html = re.sub(r'<meta (?:name="(?:viewport|referrer)"|http-equiv)[^>]*>', "", html)  # said to the browser alone
    attributes = [value for name in SHOWN for value in re.findall(rf'\b{name}="([^"]*)"', html)]
    html = re.sub(r'\bdata-[a-z-]+="[^"]*"', "", html)
    text = re.sub(r"<(script|style|svg)\b.*?</\1>|<[^>]*>|&\w+;", " ", html, flags=re.DOTALL)
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


PROGRAMS = [
    *sorted((PACKAGE / "pages").rglob("*.py")),
    *sorted((PACKAGE / "derived").glob("*.py")),
    PACKAGE / "exports/search_index.py",
]
EDITORS = {"settings.py", "compiled.py", "verbatim.py"}
"""What these say, editors read."""
NOT_SHOWN = {
    "citation.py": "forms of citation are fixed by their formats; the open data has one language",
    "freshness.py": "names of publishers, as the sources have them",
    "released.py": "the feed of changes and mistakes in the files of releases",
}


def sentences(file: Path) -> Iterator[str]:
    """Texts of a program with a space between words, outside docstrings, complaints and patterns."""
    tree = ast.parse(file.read_text("utf-8"))
    passed: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))  # a docstring
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Call)
            and getattr(node.func, "id", getattr(node.func, "attr", ""))
            in ("Problem", "compile", "named", "_asked", "sub", "findall", "fullmatch")
        ):
            passed |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in passed else None
        if (
            isinstance(text, str)
            and re.search(r"[A-Za-z]{2,},? [A-Za-z]{2,}", text)
            and not text.lstrip().startswith("<")
        ):
            yield text


@pytest.mark.parametrize(
    "file", [f for f in PROGRAMS if f.name not in EDITORS], ids=lambda f: f.relative_to(PACKAGE).as_posix()
)
def test_no_program_holds_a_sentence(file: Path) -> None:
    if file.name in NOT_SHOWN:
        assert list(sentences(file)), f"{file.name} needs no exception"
        return
    assert list(sentences(file)) == []


def texts(value: object) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (str(key), *texts(inner))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from texts(inner)


@pytest.fixture(scope="module")
def data(tiny: KnowledgeBase) -> str:
    """All that the facts and their declarations say, in one line."""
    page = Page(tiny, SITE)
    said = [SITE.name, f"{SITE.url}data/", SITE.repository, SITE.responsible, SITE.contact]
    said += [text for _, _, arguments, _ in calls(tiny) for text in texts(arguments)]
    said += [f"{name.given} {name.family}" for source in tiny.all(Source).values() for name in source.author]
    for records in tiny.records.values():
        for record in records.values():
            said += [record.label, record.path]
            for text in texts(record.model_dump(mode="json")):
                said += [text, page.prose(text).striptags(), text.replace("-", " "), text.replace("_", " ")]
    said += [
        f"{entry.meaning} {entry.path} {entry.shape.kind} {' '.join(entry.shape.choices)} {entry.example}"
        for name in COLLECTIONS
        for entry in book.entries(tiny, name)
    ]
    return " ".join(" ".join(said).split()).casefold()


NARROW = re.compile(r"[A-Za-z][^\uff21-\uff5a]*[A-Za-z]")
"""A run of text without a wide letter."""


def test_every_view_speaks_another_language(tiny: KnowledgeBase, data: str) -> None:
    language = Pseudo()
    escaped: dict[str, list[str]] = {}
    for called, view, arguments, here in calls(tiny):
        html = view(Page(tiny, SITE, here, language=language, downloads=partial(exports.sizes, tiny)), *arguments)
        soup = BeautifulSoup(html, "lxml")
        for gone in [*soup(["script", "style", "code", "pre"]), *soup.select(".citation")]:
            gone.decompose()
        shown = [
            str(node)
            for node in soup.find_all(string=True)
            if isinstance(node, NavigableString) and not isinstance(node, Comment)
        ]
        shown += [element[key] for element in soup.find_all(True) for key in SHOWN if element.has_attr(key)]
        for text in shown:
            for run in NARROW.findall(" ".join(text.split())):
                pieces = [piece.strip(" .").casefold() for piece in re.split(r"[,;:·().]+\s|\s·\s", run)]
                if any(p not in data for p in pieces) and not all(word in CODES for word in WORD.findall(run)):
                    escaped.setdefault(called, []).append(run)
    assert escaped == {}


# The catalogue and its users ------------------------------------------------------------------------------------------


def test_every_message_is_said() -> None:
    """A message that nothing says is deleted: its id stands in a file, or its group does where the last part is computed."""
    sources = " ".join(file.read_text("utf-8") for file in (*TEMPLATES, *PACKAGE.rglob("*.py")))
    untold = [
        id
        for id in english().messages
        if not id.startswith(("language.", "script.", "frame."))
        and f'"{id}"' not in sources
        and not any(f'"{".".join(id.split(".")[:depth])}.' in sources for depth in range(1, id.count(".") + 1))
    ]
    assert untold == []


def test_every_place_is_a_name() -> None:
    for id, text in english().messages.items():
        places, elements = places_of(text)
        assert not places & elements, id
        assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in places | elements), id
