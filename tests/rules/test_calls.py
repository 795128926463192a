"""What a page that somebody writes asks for is told where it is not there, before a build stops at the first of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from prevention_kb.__main__ import main
from prevention_kb.pages import views
from prevention_kb.rules import calls

from ..conftest import ROOT, told

PAGE = "docs/about.md"
WRONG = {
    "{{ treaty_lst() }}": (1, "there is no treaty_lst that a page can call", "did you mean treaty_list?"),
    "Words, and\n{{- xyz(1) -}}": (2, "there is no xyz that a page can call", "mend the call, or delete it"),
    "```\n{{ event('x') }}\n```": (2, "there is no event that a page can call", "did you mean events_in?"),
    "{{ treaty_list }}": (1, "treaty_list is named, and not called", "write treaty_list()"),
    "See [it](articl.md).": (1, "the link (articl.md) leads to no page", "did you mean article.md?"),
    "\nSee [it](treaties/covenent.md#text 'T').": (
        2,
        "the link (treaties/covenent.md) leads to no page",
        "did you mean treaties/covenant.md?",
    ),
    '# X\n\n{{ treaty("covenent") }}': (3, "there is no record 'covenent'", "did you mean covenant?"),
    "{{ treaty('qqqq') }}": (1, "there is no record 'qqqq'", "delete the page"),
    '# X\n\n{{ rival_figures("qqqq", "Words: of a view.") }}': (
        3,
        "there is no record 'qqqq'",
        "mend the id, or take it away",
    ),
    "[it](<qq.md>)": (1, "the link (qq.md) leads to no page", "mend the link, or take it away and keep its words"),
}
RIGHT = [
    "{{ treaty_list() }}",
    "{{counterpart()}}",
    '{{ treaty("covenant") }} {{ events_in("1800s") }} {{ home("op-ed", of="nothing-of-ours") }}',
    "{% raw %}{{ treaty_lst() }}{% endraw %}",
    "[it](article.md) and [there](treaties/covenant.md#text), [web](https://kb.example/gone.md), [here](#x), [file](a.csv)",
    "`[it](gone.md)`\n\n```\n[it](gone.md)\n```\n",
]


@pytest.mark.parametrize("text", WRONG)
def test_what_a_page_asks_for_in_vain_is_told_with_its_line(text: str, workplace: Path) -> None:
    line, what, cure = WRONG[text]
    (workplace / PAGE).write_text(f"---\ntitle: About\n---\n\n{text}\n", "utf-8")
    (problem,) = told(workplace)
    assert (problem.path, problem.line, problem.what, problem.cure) == (PAGE, line + 4, what, cure)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_there_may_be_asked_for(text: str, workplace: Path) -> None:
    (workplace / PAGE).write_text(f"# About\n\n{text}\n", "utf-8")
    assert not told(workplace)


def test_the_names_of_the_views_are_those_that_a_page_can_call() -> None:
    assert calls.view_names() == {view.__name__ for view in views.ALL}


def test_a_link_begins_at_the_folder_of_its_page(workplace: Path) -> None:
    (workplace / "docs/guide").mkdir()
    (workplace / "docs/guide/more.md").write_text("# More\n\n[up](../article.md), [wrong](article.md)\n", "utf-8")
    (problem,) = told(workplace)
    assert problem.column == 28 and problem.cure == "mend the link, or take it away and keep its words"


def in_khmer(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny project with pages in another language."""
    (workplace / "languages/km").mkdir(parents=True)
    shutil.copy(ROOT / "languages/km/interface.yaml", workplace / "languages/km")
    monkeypatch.chdir(workplace)
    assert main(["stubs"]) == 0


def test_of_a_page_that_is_missing_nothing_else_is_told(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither what leads to it, nor the page of another language in its place."""
    (workplace / "docs/guide.md").write_text("# Guide\n", "utf-8")
    (workplace / "data/asked.yaml").write_text("guide/: handbook\n", "utf-8")
    in_khmer(workplace, monkeypatch)
    (workplace / PAGE).write_text("# About\n\n[a](guide.md), [b](guide.md)\n", "utf-8")
    assert main(["stubs"]) == 0 and not told(workplace)
    (workplace / "docs/guide.md").unlink()
    (problem,) = told(workplace)
    assert (problem.path, problem.what) == ("docs/guide.md", "the page is missing")
    (workplace / "docs/km/guide.md").unlink()
    assert {p.cure for p in told(workplace)} == {
        "mend the link, or take it away and keep its words",
        "mend it, or delete the line",
    }


def test_a_page_of_another_language_is_not_offered() -> None:
    """Nor an English one where a page in another language is meant."""
    for page, other in (("docs/about.md", "docs/km/guide.md"), ("docs/km/about.md", "docs/guide.md")):
        ((_, _, _, cure),) = calls._links("[a](guide.md)", page, {page, other}, (), ("km",))
        assert cure == "mend the link, or take it away and keep its words"


def test_pages_of_a_language_that_is_gone_are_one_problem(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_khmer(workplace, monkeypatch)
    assert not told(workplace)
    shutil.rmtree(workplace / "languages/km")
    (problem,) = told(workplace)
    assert problem.path == "docs/km" and "languages/km is missing" in problem.what
    assert problem.cure.endswith("git rm -r docs/km, and kb words")
    shutil.rmtree(workplace / "docs/km")
    assert not told(workplace)


def test_a_mistake_made_twice_is_told_of_each(workplace: Path) -> None:
    (workplace / PAGE).write_text("# About\n\n{{ xyz(1) }} [a](qq.md)\n\n{{ xyz(1) }} and [a](qq.md)\n", "utf-8")
    assert [(problem.line, problem.column) for problem in told(workplace)] == [(3, 1), (3, 16), (5, 1), (5, 20)]


def test_all_of_a_page_are_told_at_once(workplace: Path) -> None:
    (workplace / PAGE).write_text("\n\n".join(["# About", *WRONG]), "utf-8")
    assert len(told(workplace)) == len(WRONG)
