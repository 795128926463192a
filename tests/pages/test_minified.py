"""Scripts and style sheets lose nothing but comments and blanks on their way to a reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tree_sitter_javascript
from mkdocs.structure.files import File
from tree_sitter import Language, Node, Parser

from prevention_kb.pages import minified

from ..conftest import ROOT

SCRIPTS = sorted((ROOT / "docs").rglob("*.js"))
STYLES = sorted((ROOT / "docs").rglob("*.css"))
PARSER = Parser(Language(tree_sitter_javascript.language()))
WHOLE = ("string", "regex")


def meaning(script: str) -> Iterator[Any]:
    """The kinds and words of a script in their order, without comments and the semicolons at ends of lines, which may be left out."""

    def walk(node: Node) -> Iterator[Any]:
        if node.type in ("comment", ";"):
            return
        yield (node.type, node.text) if node.type in WHOLE or not node.children else node.type
        if node.type not in WHOLE:
            for child in node.children:
                yield from walk(child)

    tree = PARSER.parse(script.encode())
    assert not tree.root_node.has_error
    yield from walk(tree.root_node)


@pytest.mark.parametrize("file", SCRIPTS, ids=lambda file: file.relative_to(ROOT / "docs").as_posix())
def test_a_script_means_the_same(file: Path) -> None:
    """A template within a template keeps its blanks only where it has none: say the inner one in a line of its own."""
    text = file.read_text("utf-8")
    assert list(meaning(minified.SUFFIXES[".js"](text))) == list(meaning(text))


def test_a_difference_would_be_seen() -> None:
    for written, sent in (
        ("a = `x ${b ? `: ${b} ` : ''}`", "a=`x ${b?`:${b} `:''}`"),
        ("a = 'x  y'", "a='x y'"),
        ("return\na", "return a"),
        ("a = b / c", "a = b / d"),
    ):
        assert list(meaning(written)) != list(meaning(sent)), written
    assert list(meaning("// c\nlet a = 1;\n")) == list(meaning("let a=1"))


@pytest.mark.browser
def test_a_style_sheet_says_the_same(glance: Any) -> None:
    """As a browser reads it, rule by rule."""
    rules = "(text) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); return [...sheet.cssRules].map((rule) => rule.cssText); }"
    page = glance("")
    for file in STYLES:
        text = file.read_text("utf-8")
        written, sent = (page.evaluate(rules, each) for each in (text, minified.SUFFIXES[".css"](text)))
        assert written and written == sent, file.name


def test_what_the_theme_brings_and_other_files_stay(tmp_path: Path) -> None:
    texts = {
        "docs/a.js": "// c\nlet a = 1;\n",
        "docs/a.css": "/* c */ a { b: c; }\n",
        "docs/a.json": "{ }\n",
        "theme/b.js": "// c\n",
    }
    files = []
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
        folder, _, path = name.partition("/")
        files.append(File(path, str(tmp_path / folder), str(tmp_path / "site"), use_directory_urls=True))
    minified.minify(files, str(tmp_path / "docs"))
    assert [file.content_string for file in files] == ["let a=1;", "a{b:c}", "{ }\n", "// c\n"]


@pytest.mark.site
def test_readers_are_sent_no_comments(site: Path) -> None:
    for file in (*site.glob("assets/js/**/*.js"), *site.glob("assets/css/*.css"), site / "service-worker.js"):
        written = (ROOT / "docs" / file.relative_to(site)).read_text("utf-8")
        assert file.read_text("utf-8") == minified.SUFFIXES[file.suffix](written), file.name
