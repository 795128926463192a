"""How pages are laid out: maps that a finger can use, one rule above a heading, nothing beside the text left blank."""

from __future__ import annotations

import io
from itertools import combinations
from statistics import median
from typing import Any

import pytest
from PIL import Image

pytestmark = pytest.mark.browser

BOXES = "links => links.map(a => { const b = a.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom] })"


@pytest.mark.parametrize("address", ["treaties/rome-statute/", "countries/", "km/countries/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_names_on_a_map_can_be_tapped(glance: Any, address: str, width: int) -> None:
    """Singapore and Brunei as the others: 24 pixels at least, as WCAG 2.2 asks (2.5.8), none over another, all within the picture."""
    page = glance(address, width=width)
    frame = page.locator(".map .land").first.bounding_box()
    boxes = page.eval_on_selector_all(".map .land li a", BOXES)
    assert len(boxes) == 11
    for left, top, right, bottom in boxes:
        assert right - left >= 24 and bottom - top >= 24
        assert left >= frame["x"] - 1 and right <= frame["x"] + frame["width"] + 1
    for a, b in combinations(boxes, 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"two names touch: {a} {b}"


def test_a_name_on_the_map_of_a_treaty_leads_to_its_row(glance: Any) -> None:
    page = glance("treaties/rome-statute/")
    links = page.eval_on_selector_all(".map .land li a", "found => found.map(a => a.getAttribute('href'))")
    assert len(links) == 11 and all(page.locator(f"tr{link}").count() == 1 for link in links)


@pytest.mark.parametrize("address", ["countries/", "treaties/genocide/"])
def test_every_state_that_a_map_draws_is_drawn_once_a_page(glance: Any, address: str) -> None:
    page = glance(address)
    missing = page.eval_on_selector_all(
        "use", "found => found.map(u => u.getAttribute('href')).filter(h => document.querySelectorAll(h).length != 1)"
    )
    assert not missing


TWICE = """headings => headings.filter(h => {
  const before = h.previousElementSibling, line = e => parseFloat(getComputedStyle(e).borderBottomWidth) > 0
  return before && parseFloat(getComputedStyle(h).borderTopWidth) > 0 && line(before)
}).map(h => h.textContent)"""


@pytest.mark.parametrize(
    "address", ["countries/cambodia/", "treaties/cat/", "risk-factors/triggering-factors/", "glossary/"]
)
def test_one_rule_stands_above_a_heading(glance: Any, address: str) -> None:
    assert not glance(address).eval_on_selector_all("article h2", TWICE)


@pytest.mark.parametrize("address", ["learn/matrix/", "km/learn/order-teacher/", "km/learn/matrix-teacher/"])
def test_a_wide_table_of_a_lesson_scrolls_and_not_the_page(glance: Any, address: str) -> None:
    page = glance(address, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.eval_on_selector(".scroll:has(.lesson)", "found => found.scrollWidth > found.clientWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["learn/matrix/", "learn/matrix-teacher/", "km/learn/order-teacher/", "countries/"])
def test_a_table_that_goes_on_has_a_shade_at_that_edge(glance: Any, address: str, scheme: str) -> None:
    """A phone draws no bar: where nothing but the cut tells that a table scrolls, its last column is not found."""
    page = glance(address, width=360, scheme=scheme)
    table = page.locator(".scroll:visible").filter(has=page.locator("table"))
    table = next(t for t in table.all() if t.evaluate("found => found.scrollWidth > found.clientWidth + 20"))
    table.scroll_into_view_if_needed()

    def edges(left: int) -> tuple[bool, bool]:
        """Whether the paper is shaded at the left and the right edge, in the line between two rows where there are no letters."""
        table.evaluate("(found, left) => { found.scrollLeft = left; }", left)
        picture = Image.open(io.BytesIO(table.screenshot())).convert("L")
        middle = [picture.getpixel((picture.width // 2, y)) for y in range(picture.height)]
        paper = max(set(middle), key=middle.count)
        shaded = [
            sum(abs(picture.getpixel((x, y)) - paper) > 12 for y in range(picture.height)) / picture.height
            for x in (1, picture.width - 2)
        ]
        return shaded[0] > 0.5, shaded[1] > 0.5

    assert edges(0) == (False, True)
    stays = table.evaluate("found => getComputedStyle(found.querySelector('tbody th')).position === 'sticky'")
    assert edges(100_000) == (not stays, False), "a column that stays lies over the shade"


@pytest.mark.parametrize("address", ["promises/", "km/promises/", "claims/p4/", "claims/p19/"])
def test_a_long_run_of_source_marks_goes_on_in_the_next_line(glance: Any, address: str) -> None:
    page = glance(address, width=320)
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("width", [360, 1280])
def test_both_tables_of_treaties_have_the_same_columns(glance: Any, width: int) -> None:
    """Whoever looks for the same field in the other table finds it straight below."""
    page = glance("km/learn/matrix/", width=width)
    first, second = page.eval_on_selector_all(
        ".lesson.positions",
        "found => found.map(t => [...t.rows[0].cells].map(c => Math.round(c.getBoundingClientRect().width)))",
    )
    assert first == second and len(first) == 6


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_word_of_a_table_of_treaties_is_cut_in_two(glance: Any, width: int) -> None:
    broken = glance("learn/matrix/", width=width).eval_on_selector_all(
        ".lesson.positions",
        r"""(tables) => tables.flatMap((table) => {
          const found = [], walk = document.createTreeWalker(table, NodeFilter.SHOW_TEXT), range = document.createRange();
          while (walk.nextNode()) for (const word of walk.currentNode.data.matchAll(/\S+/g)) {
            range.setStart(walk.currentNode, word.index);
            range.setEnd(walk.currentNode, word.index + word[0].length);
            if (new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size > 1) found.push(word[0]);
          }
          return found;
        })""",
    )
    assert broken == []


def test_a_note_stands_out_from_the_fact_that_is_shown(glance: Any) -> None:
    """The fact to which an address leads has the ground that a note has elsewhere."""
    note, ground = glance("claims/#p8-61-countries").eval_on_selector(
        ":target .note", "note => [note, note.closest(':target')].map((part) => getComputedStyle(part).backgroundColor)"
    )
    assert note != ground


# Of a wide page: which share of its first two screens has something in the right third, in bands of 24 pixels; and how many letters stand on
# each full line of its text, notes in the margin and what is told under pictures apart.
USED = r"""() => {
  const main = document.querySelector(".md-content"), style = getComputedStyle(main), frame = main.getBoundingClientRect();
  const side = (name) => parseFloat(style[`padding${name}`]), range = document.createRange();
  const right = frame.right - side("Right"), third = right - (right - frame.left - side("Left")) / 3;
  const top = frame.top + side("Top"), end = Math.min(frame.bottom - side("Bottom"), 2 * innerHeight), tall = 24;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const texts = (within) => { const found = [], walk = document.createTreeWalker(within, NodeFilter.SHOW_TEXT); while (walk.nextNode()) found.push(walk.currentNode); return found; };
  const boxes = [...main.querySelectorAll("svg.chart, svg.drawing line, svg.drawing .mark, select, input, td i, .tally i")].map((e) => e.getBoundingClientRect());
  for (const text of texts(main)) if (text.data.trim() && seen(text.parentElement)) { range.selectNodeContents(text); boxes.push(...range.getClientRects()); }
  const bands = new Set();
  for (const box of boxes) if (box.width > 1 && box.right > third + 8)
    for (let band = Math.floor((Math.max(box.top, top) - top) / tall); top + band * tall < Math.min(box.bottom, end); band += 1) bands.add(band);
  const letters = [], apart = "aside, .margin, .passage > div, figcaption, table, .note, .leads-to, .kb-translation, .lede, .meta, .asof, .filters, .claims-here, .differences, .ways, .to-evidence, .citation";
  for (const paragraph of [...main.querySelectorAll("p")].filter((p) => seen(p) && !p.closest(apart)).slice(0, 60)) {
    const lines = [];
    for (const text of texts(paragraph)) if (!text.parentElement.closest("sup")) for (const word of text.data.matchAll(/\S+/g)) {
      range.setStart(text, word.index); range.setEnd(text, word.index + word[0].length);
      const [box] = range.getClientRects(), last = lines.at(-1);
      if (box && last && box.top < last.bottom - 4) last.letters += word[0].length + 1;
      else if (box) lines.push({ bottom: box.bottom, letters: word[0].length });
    }
    letters.push(...lines.slice(0, -1).map((line) => line.letters));
  }
  return { used: bands.size / Math.ceil((end - top) / tall), letters };
}"""

WIDE = [
    "", "claims/", "claims/p4/", "timeline/", "timeline/1970s/", "actors/", "prevention/", "prevention/mechanisms/", "accountability/",
    "accountability/findings/", "risk-factors/intergroup-tensions/", "proposals/focal-points/", "countries/cambodia/", "treaties/genocide/",
    "article/", "promises/",
]  # fmt: skip


@pytest.mark.parametrize("width", [1280, 1920])
@pytest.mark.parametrize("address", WIDE)
def test_the_right_third_of_a_wide_page_is_used(glance: Any, address: str, width: int) -> None:
    found = glance(address, width=width).evaluate(USED)
    assert found["used"] >= 1 / 3, f"{found['used']:.2f}"
    if len(found["letters"]) > 8:
        assert 55 <= median(found["letters"]) <= 76, sorted(found["letters"])


def test_what_a_closed_line_shows_on_a_wide_page_begins_beside_it(glance: Any) -> None:
    page = glance("actors/", width=1280)
    row = page.locator("#eccc")
    name, text = row.locator("summary").first.bounding_box(), row.locator(".lead").bounding_box()
    assert text["x"] > name["x"] + name["width"] and abs(text["y"] - name["y"]) < 24
    assert row.locator(".asof").first.is_hidden() and row.locator(".to-evidence a").is_hidden()
    row.locator("summary").first.click()
    assert row.locator(".asof").first.is_visible() and row.locator(".to-evidence a").is_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_claims_stand_open_with_their_sources_beside_them_where_there_is_room(glance: Any, scripts: bool) -> None:
    page = glance("claims/p4/", width=1280, scripts=scripts)
    claim = page.locator(
        ".record:has(.evidence > .sources > li:nth-child(3)):not(:has(.sources > li:nth-child(8)))"
    ).first
    finding, sources = claim.locator(".lead").bounding_box(), claim.locator(".evidence > .sources").bounding_box()
    assert sources["x"] > finding["x"] + finding["width"] and sources["y"] < finding["y"]
    claim = page.locator("#p4-over-two-million")  # with as many sources as would leave the rest of the page white
    finding, sources = claim.locator(".lead").bounding_box(), claim.locator(".evidence > .sources").bounding_box()
    assert sources["x"] == finding["x"] and sources["y"] > finding["y"]
    narrow = glance("claims/p4/", width=360, scripts=scripts)
    assert narrow.locator("#p4-over-two-million .lead").is_hidden()


LINES = """e => { const range = document.createRange(); range.selectNodeContents(e);
  return new Set([...range.getClientRects()].filter(b => b.width > 1).map(b => Math.round(b.top))).size }"""


@pytest.mark.parametrize("address", ["", "km/"])
def test_the_name_of_the_site_takes_two_lines_at_most(glance: Any, address: str) -> None:
    page = glance(address, width=360)
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 800})
        name, language = page.eval_on_selector_all(".kb-wordmark, .kb-language", f"all => all.map({LINES})")
        assert name <= 2 and language == 1
        tops = "all => all.map(e => e.getBoundingClientRect().top)"
        tools = page.eval_on_selector_all(".kb-icon, .kb-language, .kb-menu > summary", tops)
        assert max(tools) - min(tools) < 2, "what one taps stands in one row"


def test_the_name_of_khmer_is_seen_where_no_font_has_it(glance: Any) -> None:
    page = glance("", width=360)
    name = page.locator(".kb-language:lang(km)").text_content()
    assert page.evaluate("name => document.fonts.load('16px \"Khmer name\"', name).then(found => found.length)", name)


# Of each mark of a list of events that a rail follows: where it begins and ends, where the rail does, and where the next mark begins.
MARKS = """marks => marks.map((i, place) => { const top = of => of.getBoundingClientRect().top, ends = part => {
    const style = getComputedStyle(i, part), from = top(i) + parseFloat(style.top); return [from, from + parseFloat(style.height)] };
  const next = marks[place + 1], rail = getComputedStyle(i, "::after").display !== "none";
  return rail && [...ends("::before"), ...ends("::after"), top(next) + parseFloat(getComputedStyle(next, "::before").top)] }).filter(Boolean)"""


@pytest.mark.parametrize("address", ["timeline/1970s/", "timeline/", "countries/cambodia/"])
def test_the_rail_of_a_timeline_runs_between_its_marks(glance: Any, address: str) -> None:
    """Whether an event is one line or several, a day or a span."""
    page = glance(address, width=1280)
    page.evaluate("document.querySelectorAll('details:has(> .time)').forEach(d => { d.open = true })")
    page.wait_for_function("!document.documentElement.hasAttribute('data-loading')")
    assert page.locator(".time > li > .bar").count()
    for width in (1280, 700, 360):
        page.set_viewport_size({"width": width, "height": 900})
        marks = page.eval_on_selector_all(".time > li > i", MARKS)
        assert len(marks) > 5 and [mark for mark in marks if mark != sorted(mark)] == [], width


def test_a_caption_speaks_of_years_where_there_are_some(glance: Any) -> None:
    """On a phone the names of states stand on their map without a year, and the table of treaties tells of one state in words."""
    states = glance("countries/", width=360)
    assert states.locator(".land small").first.is_hidden() and states.locator(".map .years").is_hidden()
    states.set_viewport_size({"width": 1280, "height": 900})
    assert states.locator(".land small").first.is_visible() and states.locator(".map .years").is_visible()
    treaties = glance("treaties/", width=360)
    years = treaties.locator("#matrix-caption .years")
    assert years.is_hidden()
    treaties.get_by_label("State", exact=True).select_option("")
    assert years.is_visible()
    assert glance("treaties/", width=360, scripts=False).locator("#matrix-caption .years").is_visible()


@pytest.mark.parametrize("address", ["countries/cambodia/", "km/countries/myanmar/"])
def test_a_name_and_its_state_stand_in_one_row(glance: Any, address: str) -> None:
    page = glance(address, width=1280)
    boxes = "all => all.map(li => [...li.querySelectorAll('a, .status')].map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.bottom] }))"
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        rows = page.eval_on_selector_all(".run > li:has(> .status)", boxes)
        assert len(rows) == 5
        for name, state in rows:
            assert state[1] < name[2] and state[2] > name[1] and state[0] == rows[0][1][0]


def test_numbers_stand_under_the_marks_that_they_count(glance: Any) -> None:
    page = glance("")
    centres = "cells => cells.map(cell => { const range = document.createRange(); range.selectNode(cell.querySelector('svg') ?? cell.firstChild); const b = (cell.querySelector('i') ?? range).getBoundingClientRect(); return (b.left + b.right) / 2 })"
    above, below = (page.eval_on_selector_all(f".bound {row} td", centres) for row in ("tbody tr:first-child", "tfoot"))
    assert len(above) == len(below) > 5 and all(abs(a - b) < 1 for a, b in zip(above, below, strict=True))


@pytest.mark.parametrize("address", ["prevention/mechanisms/", "sources/"])
def test_names_side_by_side_keep_their_places_when_one_is_opened(glance: Any, address: str) -> None:
    page = glance(address)
    places = (
        "all => all.map(e => { const b = e.getBoundingClientRect(); return [Math.round(b.left), b.top + scrollY] })"
    )
    names = page.locator(".folds summary")
    before = names.evaluate_all(places)
    names.nth(1).click()
    after = names.evaluate_all(places)
    row = [place for place, (_, top) in enumerate(before) if top == before[1][1]]
    assert len(row) >= 3 and [after[place] for place in row] == [before[place] for place in row]
    assert [left for left, _ in after] == [left for left, _ in before]
    told = page.locator(".folds details[open] > :is(.sides, .names)").bounding_box()
    assert told["y"] > before[1][1] + 10 and told["width"] > 800, "below its row, as wide as the page"
    assert after[row[-1] + 1][1] > before[row[-1] + 1][1] + 20


def test_a_term_that_is_opened_moves_only_what_stands_below_it(glance: Any) -> None:
    page = glance("glossary/")
    places = "all => all.map(e => { const b = e.getBoundingClientRect(); return [b.left, b.top + scrollY] })"
    names = page.locator("section:has(#accession) :is(.crossref, .entry)")
    before = names.evaluate_all(places)
    page.locator("#atrocity-crimes summary").first.click()
    after = names.evaluate_all(places)
    assert len({left for left, _ in before}) == 2 and [left for left, _ in before] == [left for left, _ in after]
    assert all(now >= then for (_, then), (_, now) in zip(before, after, strict=True)) and before != after


BROKEN_WORDS = """() => {
  const broken = [], range = document.createRange();
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.closest("table:not([class])") || text.parentElement.closest("code, a")) continue;
    for (const word of text.data.matchAll(/\\p{L}+/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) broken.push(word[0]);
    }
  }
  return broken;
}"""


@pytest.mark.parametrize("address", ["about/accessibility/", "about/figures/", "assess/help/"])
def test_no_word_of_a_table_is_broken_on_a_phone(glance: Any, address: str) -> None:
    page = glance(address, width=360)
    assert page.locator("main table:not([class]) td").count() > 5
    assert page.evaluate(BROKEN_WORDS) == []


@pytest.mark.parametrize(
    "path",
    ["accountability/findings/", "accountability/", "claims/p4/", "timeline/1970s/", "treaties/rome-statute/", "countries/", "countries/myanmar/",
     "prevention/", "proposals/aichr/", "risk-factors/triggering-factors/", "actors/", "glossary/", "sources/u/", "data/", "about/changes/", "assess/help/"],
)  # fmt: skip
def test_no_sentence_is_set_in_a_strip_however_wide_the_window(glance: Any, path: str) -> None:
    """What is opened between the width of a phone and that of a desk had once no width at all: a letter a line."""
    page = glance(path)
    page.evaluate("document.querySelectorAll('main details').forEach((part) => { part.open = true; })")
    for width in (700, 780, 900, 1024, 1130, 1210):
        page.set_viewport_size({"width": width, "height": 900})
        narrow = page.evaluate(
            """() => [...document.querySelectorAll("main :is(p, dd, li, td, th)")].filter((part) =>
            part.checkVisibility() && part.innerText.length > 60 && !part.closest(".visually-hidden, .scroll, .matrix, [style*=writing-mode]")
            && part.getBoundingClientRect().width < 110).map((part) => `${part.tagName} ${Math.round(part.getBoundingClientRect().width)}: ${part.innerText.slice(0, 50)}`)"""
        )
        assert not narrow, (width, narrow[:3])


def test_the_code_book_of_a_phone_is_read_without_scrolling_sideways(glance: Any) -> None:
    page = glance("data/", width=360)
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    cut = page.eval_on_selector_all(
        ".scroll:has(> .codes)", "all => all.filter((one) => one.scrollWidth > one.clientWidth).length"
    )
    assert cut == 0 and page.locator(".codes").count() > 20
