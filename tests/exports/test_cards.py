"""Pictures to share: what they may say, how they are drawn, when they are drawn again, where the site names them."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from prevention_kb import KnowledgeBase, Page, Site, load
from prevention_kb.derived.outcomes import stands_alone
from prevention_kb.derived.translated import in_language, named
from prevention_kb.exports import cards as drawing
from prevention_kb.facts.documents import Claim
from prevention_kb.facts.events import Event
from prevention_kb.pages import settings
from prevention_kb.pages.environment import verdict_of
from prevention_kb.pages.views import cards
from prevention_kb.reading.catalogue import english, language

from ..conftest import ROOT, SITE_URL, build, quick_project

SITE = Site("Knowledge", SITE_URL)


@pytest.fixture(scope="module")
def every(kb: KnowledgeBase) -> dict[str, str]:
    return drawing.every(kb, SITE)


def said(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "lxml")


def test_each_of_these_facts_has_one_in_each_language(kb: KnowledgeBase, every: dict[str, str]) -> None:
    facts = {f"{kind.collection}/{id}" for kind in cards.KINDS for id in kb.records[kind.collection]}
    assert set(every) == {f"{code}/{fact}.png" for code in ("en", *kb.overlays) for fact in facts}


def test_a_card_says_its_state_its_address_and_its_day(kb: KnowledgeBase) -> None:
    claim = next(iter(kb.all(Claim).values()))
    card = said(cards.html(Page(kb, SITE), claim))
    assert card.select_one(".status use") and english().say(verdict_of(claim)) in card.select_one(".status").text  # type: ignore[union-attr]
    assert card.select_one(".address").text == f"kb.example/base/claims/#{claim.id}"  # type: ignore[union-attr]
    assert english().day(claim.checked) in card.footer.text  # type: ignore[union-attr]
    nowhere = said(cards.html(Page(kb, Site("Knowledge")), claim))
    assert nowhere.select_one(".address").text == "", "the site has no address yet"  # type: ignore[union-attr]


def test_nobody_is_named_without_the_last_outcome(kb: KnowledgeBase, every: dict[str, str]) -> None:
    """Over every card: who is named is an accused whose last outcomes stand on the card."""
    telling = unnamed = 0
    for name, html in every.items():
        text = said(html).select_one(".said").get_text(" ")  # type: ignore[union-attr]
        assert stands_alone(kb, text), (name, named(kb, text))
        telling += bool(named(kb, text))
        unnamed += 'class="size-1">An event about a person' in html
    assert telling > 10 and unnamed > 10, "both ways are taken, or this proves nothing"


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The court opened in 2006.", True),
        ("Nuon Chea was sentenced for crimes against humanity.", False),
        ("Duch was charged.", False),
        ("Duch was convicted and sentenced to 35 years.", False),
        ("Duch was charged, and finally convicted in 2012.", True),
        ("Ieng Sary was charged.", False),
        ("Ieng Sary was charged and died before judgment.", True),
        ("Hun Sen visited.", False),
        ("Straus counts sixteen.", False),
        ("Pol Pot died without trial.", False),
    ],
)
def test_what_stands_alone(kb: KnowledgeBase, text: str, may: bool) -> None:
    assert stands_alone(kb, text) is may


def test_no_draft_tells_what_was_found(kb: KnowledgeBase, every: dict[str, str]) -> None:
    """The verdict, the finding and what is told of a person stand in English until a native reader has read them."""
    facts, khmer = in_language(kb, "km", True), re.compile("[\u1780-\u17ff]")
    page = Page(facts, SITE, language=language("km"), within="km/")
    for claim in kb.all(Claim).values():
        card = said(cards.html(page, facts.get(Claim, claim.id)))
        for part in card.select(".status, .text"):
            if part.text == language("km").say("card.unnamed"):
                continue  # our own words of the picture, not the claim's
            assert not khmer.search(part.text), claim.id
            assert part.select("[lang=en]") or part.get("lang") == "en", (claim.id, "and is marked as English")
    drafted = said(every["km/events/famine-1975.png"])
    assert khmer.search(drafted.h1.text) and language("km").say("card.draft") in drafted.footer.text  # type: ignore[union-attr]


def test_a_toll_is_not_cut_off_from_its_rivals(kb: KnowledgeBase) -> None:
    """Nor a finding that begins with what is right before it says what is off."""
    event = next(iter(kb.all(Event).values()))
    long = (
        "Of these, others counted many more, by other ways and for other years, as the rest of this long text tells. "
        * 3
    )
    for first, kept in (("Some 500,000 died. ", ""), ("The camp was opened. ", "The camp was opened.")):
        told = event.model_copy(update={"title": "A camp", "summary": first + long})
        assert cards._card(Page(kb, SITE), told).text.startswith(kept) and bool(kept) == bool(
            cards._card(Page(kb, SITE), told).text
        )
    claim = next(c for c in kb.all(Claim).values() if c.verdict == "imprecise")
    off = claim.model_copy(update={"restated": "It was so.", "finding": "It was. " + long})
    assert cards._card(Page(kb, SITE), off).text == ""


def test_nothing_in_a_fact_becomes_markup(kb: KnowledgeBase) -> None:
    event = next(iter(kb.all(Event).values())).model_copy(
        update={"title": "<script>x</script> & <b>", "summary": "&lt;i&gt; <u>"}
    )
    assert not said(cards.html(Page(kb, SITE), event)).select("script, b, u, i:not([class])")


class Drawn:
    """In the place of the browser: which cards were drawn."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def __call__(self, wanted: dict[str, str]) -> Iterator[dict[str, bytes]]:
        self.names = list(wanted)
        yield dict.fromkeys(wanted, b"PNG")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    found = Drawn()
    monkeypatch.setattr(drawing, "_drawn", found)
    return found


def test_only_what_says_something_else_is_drawn_again(tiny: KnowledgeBase, tmp_path: Path, drawn: Drawn) -> None:
    first = drawing.make(tiny, SITE, tmp_path)
    assert first.drawn == len(drawn.names) > 3 and drawing.fit(tiny, SITE, tmp_path)
    again = drawing.make(tiny, SITE, tmp_path)
    assert (again.drawn, again.kept, drawn.names) == (0, first.drawn, [])
    (tmp_path / first_of(tmp_path)).unlink()
    assert not drawing.fit(tiny, SITE, tmp_path)
    drawing.make(tiny, SITE, tmp_path)
    assert len(drawn.names) == 1
    elsewhere = Site("Knowledge", "https://elsewhere.example/")
    assert not drawing.fit(tiny, elsewhere, tmp_path), "the address stands on each"
    assert drawing.make(tiny, elsewhere, tmp_path).drawn == first.drawn


def first_of(folder: Path) -> str:
    return next(iter(json.loads((folder / drawing.LIST).read_text("utf-8"))))


def test_the_card_of_a_fact_that_is_gone_goes(tiny: KnowledgeBase, tmp_path: Path, drawn: Drawn) -> None:
    drawing.make(tiny, SITE, tmp_path)
    known = json.loads((tmp_path / drawing.LIST).read_text("utf-8"))
    (tmp_path / "en/claims/old.png").write_bytes(b"")
    (tmp_path / "en/claims/mine.png").write_bytes(b"")
    (tmp_path / drawing.LIST).write_text(json.dumps(known | {"en/claims/old.png": "x"}), "utf-8")
    drawing.make(tiny, SITE, tmp_path)
    assert not (tmp_path / "en/claims/old.png").exists() and (tmp_path / "en/claims/mine.png").exists()


def test_what_gives_them_their_look_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    before = drawing.digests({"en/x.png": "x"})
    monkeypatch.setattr(drawing, "COLOURS", 3)
    assert drawing.digests({"en/x.png": "x"}) != before


def test_a_build_takes_them_over_or_goes_without(tmp_path: Path, drawn: Drawn) -> None:
    """Named in the head and on the page of one fact where all are there; not at all where one is missing."""
    project = quick_project(tmp_path / "project")
    folder, kb = project / ".cache/cards", load(project)
    treaty = next(iter(kb.records["treaties"]))
    page = tmp_path / f"site/treaties/{treaty}/index.html"
    drawing.make(kb, settings.read(project, SITE_URL), folder)
    for whole in (True, False):
        result = build(tmp_path / "site", str(project / "mkdocs.yml"), KB_CARDS=".cache/cards")
        assert result.returncode == 0, result.stderr
        html = said(page.read_text("utf-8"))
        image = html.select_one("meta[property='og:image']")["content"]  # type: ignore[index]
        card = f"cards/en/treaties/{treaty}.png"
        assert image == SITE_URL + (card if whole else "assets/img/card.png")
        assert bool(html.select(f"a[download][href$='{card}']")) is whole
        assert bool(html.select("meta[name=kb-cards]")) is whole
        assert (tmp_path / "site" / card).exists() is whole
        home = said((tmp_path / "site/index.html").read_text("utf-8"))
        assert home.select_one("meta[property='og:image']")["content"] == SITE_URL + "assets/img/card.png"  # type: ignore[index]
        (folder / card.removeprefix("cards/")).unlink(missing_ok=True)


@pytest.mark.browser
def test_a_handful_as_they_are_drawn(every: dict[str, str]) -> None:
    """The longest and the shortest of each kind: right size, few bytes, and nothing runs over its edge."""
    from PIL import Image

    wanted = {}
    for start in (
        "en/claims",
        "en/treaties",
        "en/risk_factors",
        "en/events",
        "km/treaties",
        "km/risk_factors",
        "km/events",
    ):
        of = sorted((name for name in every if name.startswith(start)), key=lambda name: len(said(every[name]).text))
        wanted |= {name: every[name] for name in (of[0], of[-1])}
    with ThreadPoolExecutor(1) as apart:  # where no other test has a browser open
        found = apart.submit(lambda: list(drawing._drawn(wanted))).result()
    for pictures in found:
        for name, content in pictures.items():
            assert len(content) <= 40_000, (name, len(content))
            with Image.open(io.BytesIO(content)) as picture:
                assert (picture.size, picture.mode) == ((1200, 630), "P"), name


@pytest.mark.browser
def test_no_card_runs_over(every: dict[str, str], browser: Any, tmp_path: Path) -> None:
    """All of them, laid out and not drawn."""
    page = browser.new_page(viewport={"width": 1200, "height": 630})
    for code in ("en", "km"):
        of = {name: html for name, html in every.items() if name.startswith(f"{code}/")}
        (tmp_path / "cards.html").write_text(drawing.composed(code, of.values()), "utf-8")
        page.goto((tmp_path / "cards.html").as_uri())
        over = page.evaluate(
            """() => [...document.querySelectorAll(".card")].map((card, at) => {
                 const room = card.querySelector(".said").getBoundingClientRect();
                 const out = [...card.querySelectorAll(".said > *")].map((one) => [one, one.getBoundingClientRect()])
                     .filter(([, box]) => box.top < room.top - 1 || box.bottom > room.bottom + 1 || box.right > room.right + 1);
                 const cut = [...card.querySelectorAll(".address, .site, .kind")].filter((one) => one.scrollWidth > one.clientWidth + 1);
                 return [at, [...out.map(([one]) => one), ...cut].map((one) => one.className || one.tagName)];
             }).filter(([, which]) => which.length)"""
        )
        names = list(of)
        assert [(names[at], which) for at, which in over] == []
    page.close()


def test_the_files_that_give_the_look_are_there() -> None:
    assert (ROOT / drawing.SPRITE).is_file()
    assert [[sheet.name for sheet in drawing.styles(code)] for code in ("en", "km")] == [
        ["site.css", "_cards.css"],
        ["site.css", "km.css", "_cards.css"],
    ]
    assert all(sheet.is_file() for sheet in drawing.styles("km"))
