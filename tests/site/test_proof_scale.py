"""What keeps the site quick at any size. No test asserts a time: `make bench` measures."""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
from pathlib import Path

import markdown
from hypothesis import given
from hypothesis import strategies as st

from prevention_kb import KnowledgeBase, load
from prevention_kb.pages import verbatim
from prevention_kb.pages.page import _inline

from ..conftest import ROOT, quick_project


def test_the_generator_fits_the_models_and_the_rules(tmp_path: Path, kb: KnowledgeBase) -> None:
    """Twice the facts, made from the models, are as good as the facts; a new field or rule does not break the bench."""
    sys.path.insert(0, str(ROOT))
    from bench.grow import FIXED, grow

    assert grow(ROOT, tmp_path / "larger", 2) > 1.8 * sum(map(len, kb.records.values()))
    larger = load(tmp_path / "larger")
    for name, records in larger.records.items():
        assert len(records) >= len(kb.records[name]) * (1 if name in FIXED or name == "sources" else 2) - 1, name


def test_the_facts_have_a_short_name(tiny: KnowledgeBase) -> None:
    """mkdocs-macros writes out what its macros hold: whole facts there took half of a build and 500 MB."""
    assert repr(tiny) == f"KnowledgeBase({sum(map(len, tiny.records.values()))} records)"


def test_the_collector_is_on_again_after_loading(workplace: Path) -> None:
    load(workplace)
    assert gc.isenabled()


def convert(text: str) -> str:
    return markdown.markdown(
        text, extensions=["attr_list", "footnotes", "tables", "toc", "prevention_kb.pages.verbatim"]
    )


def test_what_views_made_is_not_read_as_markdown() -> None:
    html = '<section id="a">\n<p>*one* [x](javascript:y) {: .z } `c`</p>\n| a | b |\n</section>'
    assert (
        convert(f"# Title\n\n{verbatim.mark(html)}\n\nText *here*.")
        == f'<h1 id="title">Title</h1>\n{html}\n<p>Text <em>here</em>.</p>'
    )
    assert convert(f"A {verbatim.mark('<b>*x*</b>')} within *a* line") == "<p>A <b>*x*</b> within <em>a</em> line</p>"
    assert verbatim.mark("https://kb.example/") == "https://kb.example/"


def test_no_step_of_markdown_searches_what_views_made() -> None:
    """Each would take its time for every page, and change tabs, empty lines and what looks like a fence."""
    html = "<pre>\na\tb\n   \n```\nc\n```\n</pre>"
    for text in (verbatim.mark(html), f"## A {verbatim.mark('<b>x</b>')}\n\n{verbatim.mark(html)}"):
        shown = markdown.markdown(text, extensions=["fenced_code", "toc", "prevention_kb.pages.verbatim"])
        assert shown.endswith(html) and ("<h2" not in shown or '<h2 id="a-x">A <b>x</b></h2>' in shown)


def test_mkdocs_still_sees_the_ids_of_what_views_made() -> None:
    from mkdocs.structure.pages import _RawHTMLPreprocessor

    seen = _RawHTMLPreprocessor()
    md = markdown.Markdown(extensions=["prevention_kb.pages.verbatim"])
    seen._register(md)
    html = md.convert(
        verbatim.mark('<div id="one"><p class="x" id="two">a</p></div>') + "\n\n" + verbatim.mark('<p id="three">b</p>')
    )
    assert seen.present_anchor_ids == {"one", "two", "three"}
    assert re.findall('id="(.*?)"', html) == ["one", "two", "three"]


@given(st.text(max_size=200))
def test_any_text_passes_unchanged(text: str) -> None:
    """But for line ends and what Python-Markdown keeps for itself, whatever stands in a fact stands on the page."""
    shown = str(_inline(re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text)))
    html = f"<p>x{shown}x</p>"
    assert convert(f"before\n\n{verbatim.mark(html)}\n\nafter") == f"<p>before</p>\n{html}\n<p>after</p>"


WATCH = """
kept = []
def on_nav(nav, files, **_):
    kept[:] = [file.page for file in files.documentation_pages()]
def on_post_build(**_):
    print("held:", len(kept), sum(len(page.markdown or "") + len(page.content or "") for page in kept))
"""


def test_no_page_is_held_once_it_is_written(tmp_path: Path) -> None:
    """A large site would need a fifth more memory."""
    project = quick_project(tmp_path / "project")
    config = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(config.replace("hooks: [hooks.py]", "hooks: [hooks.py, watch.py]"), "utf-8")
    (project / "watch.py").write_text(WATCH, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "site")]
    settings = {**os.environ, "PYTHONPATH": str(project), "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=project, env=settings, capture_output=True, text=True, check=True)
    pages = sum(1 for _ in (project / "docs").rglob("*.md"))
    assert f"held: {pages} 0" in done.stdout
