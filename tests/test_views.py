"""Every view on the tiny facts, compared whole with golden/; `pytest --bless` accepts, read the diff."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from prevention_kb import KnowledgeBase, Page, Site, views
from prevention_kb.models import COLLECTIONS

from .conftest import ROOT

GOLDEN = Path(__file__).parent / "golden"
SITE = Site("Tiny", "https://kb.example/", "https://code.example/kb", "main", "Somebody", "somebody@kb.example")


def calls(kb: KnowledgeBase) -> list[tuple[str, Callable[..., str], tuple[str, ...], str]]:
    """Each view once; a view of one record for each record of its kind: name, view, arguments, page."""
    found: list[tuple[str, Callable[..., str], tuple[str, ...], str]] = []
    for view in views.ALL:
        if len(inspect.signature(view).parameters) == 1:
            found.append((view.__name__, view, (), "here/"))
            continue
        collection = next(c for c in COLLECTIONS if c.replace("ies", "y").removesuffix("s") == view.__name__)
        found += [(f"{view.__name__}-{i}", view, (i,), f"{collection}/{i}/") for i in kb.records[collection]]
    return found


def test_golden(tiny: KnowledgeBase, request: pytest.FixtureRequest) -> None:
    made = {
        f"{name}.html": view(Page(tiny, SITE, here), *arguments) + "\n" for name, view, arguments, here in calls(tiny)
    }
    if request.config.getoption("--bless"):
        GOLDEN.mkdir(exist_ok=True)
        for old in GOLDEN.iterdir():
            old.unlink()
        for name, text in made.items():
            (GOLDEN / name).write_text(text, "utf-8")
    assert {file.name: file.read_text("utf-8") for file in GOLDEN.iterdir()} == made


def test_text_is_escaped(tiny: KnowledgeBase) -> None:
    html = views.treaties.treaty(Page(tiny, SITE, "treaties/covenant/"), "covenant")
    assert "Keeps <em>things</em> &amp; more" in html
    assert 'href="../statute/"' in html


def test_hostile_text_stays_text(tiny: KnowledgeBase) -> None:
    page = Page(tiny, SITE, "")
    for text in (
        "<b>x</b>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        "![x](https://a.example/x.png)",
        "a & b",
        '"quoted"',
    ):
        html = str(page.prose(text))
        assert "<b>" not in html and "<img" not in html and 'href="javascript' not in html and 'href="data' not in html


def test_unknown_id_names_the_nearest(tiny: KnowledgeBase) -> None:
    with pytest.raises(LookupError, match="did you mean 'covenant'"):
        views.treaties.treaty(Page(tiny, SITE, ""), "covenent")


def test_every_view_has_its_template_and_a_page_that_calls_it() -> None:
    templates = {
        file.stem for file in (ROOT / "prevention_kb/templates").glob("*.html") if not file.name.startswith("_")
    }
    prose = "\n".join(file.read_text("utf-8") for file in (ROOT / "docs").rglob("*.md"))
    names = [view.__name__ for view in views.ALL]
    assert len(names) == len(set(names))
    for view in views.ALL:
        assert view.__doc__, view.__name__
        assert f"{{{{ {view.__name__}(" in prose, f"no page calls {view.__name__}"
    assert templates - {"problem_report"} <= set(names), "a template without a view"
