"""The sheets of the lessons: a student's says no answer, a teacher's says all of them, and both are about the same records."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from prevention_kb import KnowledgeBase, Page, Site
from prevention_kb.facts.events import Event
from prevention_kb.pages.views import lessons

from ..conftest import ROOT

FOLDER = ROOT / "docs/learn"
_CALL = re.compile(r"\{\{ (lesson_\w+)\((.*?)\) \}\}")


def calls(name: str) -> list[tuple[str, str]]:
    found = _CALL.findall((FOLDER / f"{name}.md").read_text("utf-8"))
    return [(view, arguments) for view, arguments in found if view != "lesson_note"]


def shown(kb: KnowledgeBase, view: str, arguments: str) -> BeautifulSoup:
    page = Page(kb, Site(), "learn/x/")
    return BeautifulSoup(eval(f"lessons.{view}(page, {arguments})", {"lessons": lessons, "page": page}), "lxml")


@pytest.mark.parametrize("name", ["order", "claim", "matrix"])
def test_both_sheets_are_about_the_same(name: str) -> None:
    students, teachers = calls(name), calls(f"{name}-teacher")
    assert students and teachers == [(view, f"{arguments}, answers=true") for view, arguments in students]


def test_a_sheet_of_events_says_no_date_and_no_order(kb: KnowledgeBase) -> None:
    ((view, arguments),) = calls("order")
    ids = re.findall(r'"([^"]+)"', arguments)
    students, teachers = shown(kb, view, arguments), shown(kb, view, f"{arguments}, answers=True")
    assert not students.select("time")
    letters = [row.th.text for row in students.select("table")[0].select("tbody tr") if row.th]
    assert letters == sorted(letters) and len(letters) == len(ids)
    dates = [str(time["datetime"]) for time in teachers.select("th time")]
    assert all(before < after for before, after in pairwise(dates)) and len(dates) == len(ids)
    titles = [kb.get(Event, i).title for i in ids]
    given = [row.td.find(string=True) for row in students.select("table")[0].select("tbody tr") if row.td]
    assert set(given) == set(titles) and given != titles
    assert not [title for title in titles if re.search(r"\d{4}", title)], "no title gives its year away"
    for row in teachers.select("tbody tr"):
        letter, number = re.findall(r"\b[A-Z]\b|\d+", row.th.small.text)  # type: ignore[union-attr]
        event = next(r for r in students.select("table")[0].select("tbody tr") if r.th and r.th.text == letter)
        source = next(r for r in students.select("table")[1].select("tbody tr") if r.th and r.th.text == number)
        assert event.td.find(string=True) in row.text and source.td.find(string=True) in row.text  # type: ignore[union-attr, operator]


def test_a_sheet_of_claims_says_no_verdict(kb: KnowledgeBase) -> None:
    for view, arguments in calls("claim"):
        claim = kb.records["claims"][re.findall(r'"([^"]+)"', arguments)[0]]
        students, teachers = shown(kb, view, arguments), shown(kb, view, f"{arguments}, answers=True")
        assert not students.select(".v") and claim.finding not in students.text  # type: ignore[attr-defined]
        assert teachers.select(f".v.{claim.mark}")  # type: ignore[attr-defined]
        assert len(students.select("tbody tr")) >= 2


def test_a_table_of_treaties_changes_between_its_days(kb: KnowledgeBase) -> None:
    ((view, arguments),) = calls("matrix")
    students, teachers = shown(kb, view, arguments), shown(kb, view, f"{arguments}, answers=True")
    first, second = ([td.text for td in table.select("td")] for table in students.select("table"))
    changed = sum(a != b for a, b in zip(first, second, strict=True))
    assert 0 < changed == len(teachers.select("tbody tr"))


def test_a_teacher_has_an_answer_to_each_task_and_every_number_its_source(kb: KnowledgeBase) -> None:
    """Nobody has to work out at home what the class is asked, nor to guess what a small number stands for."""
    for name in ("order", "matrix"):
        tasks = re.findall(r"^\d\. ", (FOLDER / f"{name}.md").read_text("utf-8"), re.M)
        ((view, arguments),) = calls(name)
        teachers = shown(kb, view, f"{arguments}, answers=True")
        assert len(teachers.select("h2 + ol > li")) == len(tasks)
    numbers = {int(mark.text) for mark in teachers.select("sup.cite a")}
    assert numbers and numbers == set(range(1, len(teachers.select("ol.sources > li")) + 1))
    rows = [[cell.text for cell in row.select("td")] for row in teachers.select("tbody tr")]
    answer = teachers.select("h2 + ol > li")[1].text
    counts = Counter(state for state, *_ in rows)
    assert all(
        (state in answer) == (count == max(counts.values()))
        for state, count in counts.items()
        if state != "Philippines"
    )
    assert "Philippines (Rome Statute)" in answer and ["Philippines", "Withdrawn"] in [[row[0], row[2]] for row in rows]


def test_an_event_without_source_is_refused(tiny: KnowledgeBase) -> None:
    bare = next((e for e in tiny.all(Event).values() if not e.sources), None)
    if bare is None:
        bare = tiny.get(Event, "fall").model_copy(update={"sources": []})
    with pytest.raises(LookupError, match="needs one"):
        lessons._source(Page(tiny, Site()), bare)
