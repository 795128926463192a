"""What scripts do on pages in Khmer, where a text may be an element with its state, and a browser may not know the language."""

from __future__ import annotations

import re
from typing import Any

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.facts.states import Country
from prevention_kb.facts.treaties import Treaty

from ..conftest import comes

pytestmark = pytest.mark.browser
KHMER = "[\u1780-\u17ff]"


@pytest.mark.parametrize("width", [360, 1280])
def test_the_matrix_says_state_status_and_day(look: Any, width: int, kb: KnowledgeBase) -> None:
    page = look("km/treaties/", width=width)
    page.wait_for_selector("#matrix-form:not([hidden])")
    names = [
        name.strip() for name in page.locator("#matrix thead th[data-state]").all_inner_texts() if name.strip()
    ] or list(page.locator("#one option").all_inner_texts()[1:])
    cells = page.eval_on_selector_all(
        "#matrix td a", "links => links.map((link) => [link.childNodes.length, link.textContent])"
    )
    assert len(cells) == len(kb.all(Treaty)) * len(kb.all(Country))
    for count, text in cells:
        assert count == 1 and re.match("|".join(map(re.escape, names)), text), text
        assert re.search("[\n ][០-៩]{4}", text) or not re.search("[០-៩]", text), text
    page.fill("#on", "1970-03-16")
    page.wait_for_function("document.querySelector('#matrix caption').textContent.includes('១៩៧០')")
    later = page.locator("#matrix td a").all_text_contents()
    assert later != [text for _, text in cells] and all(text.count("៖") == 1 for text in later)
    said = page.locator("#matrix caption").inner_text() + page.locator("#matrix-said").inner_text()
    assert "មីនា" in said and not re.search("[A-Za-z]{3}", said)


def test_an_index_on_its_way_leaves_no_answer_to_another_query(look: Any) -> None:
    """And one that cannot be fetched says so, and may be asked for again."""
    page = look("")
    waiting: list[Any] = []
    page.route("**/search.km.json", lambda route: waiting.append(route))
    page.locator("#kb-search button").click()
    page.wait_for_selector(".kb-find-help ul")
    page.keyboard.type("genocide")
    page.wait_for_selector("#kb-find-list a")
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("ទួលស្លែង")
    page.wait_for_function("document.querySelector('#kb-find-list').hidden")
    assert page.locator("#kb-find-list a").count() == 0
    comes(page, lambda: waiting)
    waiting.pop().abort()
    page.wait_for_selector(".kb-find-help [role=alert]")
    page.unroute("**/search.km.json")
    page.locator(".kb-find-help button").click()
    page.wait_for_selector("#kb-find-list a[href*='/km/']")
    page.problems.clear()


def test_two_names_of_one_thing_are_answered_once(look: Any) -> None:
    page = look("")
    found = page.evaluate(
        """async (queries) => {
          const { load } = await import(document.querySelector("script[src$='site.js']").src.replace("site.js", "search/find.js"));
          const { find } = await (await load()).complete();
          return queries.map((query) => find(query, 5).found.map((entry) => entry.a));
        }""",
        ["Burma vs Myanmar", "genocide vs genocide", "genocide vs war crimes"],
    )
    assert all(len(set(one)) == len(one) for one in found)
    assert found[2][:2] == ["glossary/#genocide", "glossary/#war-crimes"]


@pytest.mark.parametrize(
    ("path", "query", "languages"),
    [
        ("", "Son of long-time ruler becomes new head of government", {"de", "en"}),
        ("", "L’accusé Nuon Chea est décédé", {"fr", "en"}),
        ("km/", "Hun Sen on the thirty-third anniversary of the Paris Peace Agreements", {"km", "en"}),
        ("km/", "Nuon Chea décédé", {"km", "en", "fr"}),
    ],
)
def test_what_is_found_says_its_language(look: Any, path: str, query: str, languages: set[str]) -> None:
    """A text of a result has letters of its language, whichever that of the page is."""
    page = look(path)
    page.locator("#kb-search button").click()
    page.wait_for_selector(".kb-find-help ul")
    page.keyboard.insert_text(query)
    page.wait_for_selector("#kb-find-list a[href*='/sources/']")
    said = page.eval_on_selector_all(
        "#kb-find-list :is(b, .kb-find-line)",
        """found => found.flatMap((element) => {
          const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), texts = [];
          while (walk.nextNode()) {
            const speaks = walk.currentNode.parentElement.closest("[lang]");
            texts.push([speaks.lang, element.contains(speaks) ? speaks.textContent : element.textContent]);
          }
          return texts;
        })""",
    )
    assert {language for language, _ in said} == languages
    for language, text in said:
        assert bool(re.search(KHMER, text)) == (language == "km"), (language, text)
