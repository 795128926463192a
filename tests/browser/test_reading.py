"""What a reader does with the pages: another day, other states, a filter, a link passed on; by mouse, keyboard and touch size."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
from playwright.sync_api import expect

from prevention_kb import KnowledgeBase
from prevention_kb.facts.documents import Claim
from prevention_kb.facts.events import Event
from prevention_kb.facts.findings import Finding
from prevention_kb.facts.framework import Measure, RiskFactor
from prevention_kb.facts.mechanisms import Mechanism
from prevention_kb.facts.sources import Source
from prevention_kb.facts.treaties import Treaty
from prevention_kb.pages.page import Page
from prevention_kb.pages.site import Site
from prevention_kb.pages.views.mechanisms import mechanisms, side
from prevention_kb.reading.catalogue import english

from ..conftest import SITE_URL, comes

pytestmark = pytest.mark.browser
UNFOLD = "for (const part of document.querySelectorAll('details')) part.open = true"


def cell(page: Any, treaty: str, state: int) -> Any:
    """The cell of a treaty and of the state in this column."""
    return (
        page.locator("#matrix tbody tr", has=page.get_by_role("rowheader", name=treaty, exact=True))
        .locator("td")
        .nth(state)
    )


PHILIPPINES, MALAYSIA, CAMBODIA = 6, 4, 1


@pytest.mark.parametrize(
    ("day", "state", "said"),
    [
        ("2019-03-16", PHILIPPINES, "Philippines: Withdrawal notified, still party"),
        ("2019-03-17", PHILIPPINES, "Philippines: Withdrawn"),
        ("2019-03-03", MALAYSIA, "Malaysia: No action found"),
        ("2019-04-01", MALAYSIA, "Malaysia: Consent deposited, not in force"),
        ("2019-04-29", MALAYSIA, "Malaysia: Accession withdrawn, never party"),
        ("2002-06-30", CAMBODIA, "Cambodia: Consent deposited, not in force"),
        ("2002-07-01", CAMBODIA, "Cambodia: Party"),
        ("1998-01-01", CAMBODIA, "Cambodia: Not adopted yet"),
    ],
)
def test_rome_statute_on_a_day(glance: Any, day: str, state: int, said: str) -> None:
    page = glance(f"treaties/?on={day}")
    assert cell(page, "Rome Statute", state).locator("a").text_content() == said


def test_a_day_that_no_source_gives_is_not_counted_as_confirmed(glance: Any) -> None:
    page = glance("treaties/?on=2000-01-01")
    link = cell(page, "Geneva Conventions", CAMBODIA).locator("a")
    assert "recalled" in link.get_attribute("class").split()
    assert link.text_content() == "Cambodia: Party, but no source gives the day\nday ?"
    row = page.locator(".matrix tbody tr", has_text="Geneva Conventions").first
    assert row.locator("a.party").count() - row.locator("a.party.recalled").count() == 5


def test_after_the_last_check_nothing_is_established(glance: Any) -> None:
    page = glance("treaties/?on=2026-11-26")
    link = cell(page, "ICCPR", CAMBODIA).locator("a")
    assert link.text_content() == "Cambodia: Party, last known; may have changed after 3 February\n2026"
    assert link.get_attribute("class") == "party last-known"


def test_the_words_of_the_matrix_stand_beside_the_screen_and_the_year_under_the_sign(glance: Any) -> None:
    """Whoever hears or copies the table gets the words; whoever sees it, the sign and the year."""
    page = glance("treaties/")
    lines = (
        cell(page, "ICCPR", CAMBODIA)
        .locator("a")
        .evaluate(
            """(a) => { const range = document.createRange(); range.selectNodeContents(a);
            return [...range.getClientRects()].filter((r) => r.width > 1).map((r) => [r.left, r.right, r.top - a.getBoundingClientRect().top]); }"""
        )
    )
    box = cell(page, "ICCPR", CAMBODIA).locator("a").bounding_box()
    (words, year) = lines
    assert words[1] < 0, "the words are off the screen"
    assert box["x"] < year[0] < year[1] < box["x"] + box["width"] and year[2] > 10, "the year is under the sign"
    page.get_by_label("Arrange").select_option("state")
    name = page.get_by_role("link", name=re.compile(r"^Cambodia: Party, as of 3 February\s2026$"))
    assert name.count() > 5
    copied = page.evaluate(
        "() => { getSelection().selectAllChildren(document.getElementById('matrix')); return String(getSelection()); }"
    )
    assert re.search(r"Cambodia: Party, as of 3 February\s2026", copied)


def test_the_matrix_is_put_in_order_by_year_and_by_name(glance: Any, kb: Any) -> None:
    page = glance("treaties/")
    treaties = list(kb.records["treaties"].values())
    heads = page.locator("#matrix tbody th[scope=row]")
    page.get_by_label("Arrange").select_option("name")
    assert [h.strip() for h in heads.all_text_contents()] == sorted((t.short for t in treaties), key=str.lower)
    page.get_by_label("Arrange").select_option("year")
    found = [h.strip() for h in heads.all_text_contents()]
    adopted = {t.short: str(t.adopted.lower) for t in treaties}
    assert [adopted[name] for name in found] == sorted(adopted.values())


def test_choosing_a_day_is_kept_in_the_address_and_comes_back(glance: Any) -> None:
    page = glance("treaties/")
    page.get_by_label("On this date").fill("2019-03-16")
    expect(page).to_have_url(re.compile(re.escape("?on=2019-03-16") + "$"))
    assert "16 March 2019" in page.locator("#matrix-said").text_content()
    page.reload()
    assert page.get_by_label("On this date").input_value() == "2019-03-16"
    page.get_by_role("button", name="Clear").click()
    expect(page).to_have_url(re.compile(re.escape("/treaties/") + "$"))
    assert "Last known status" in page.locator("#matrix-caption").text_content()


def test_states_are_chosen_by_keyboard(glance: Any) -> None:
    page = glance("treaties/?states=malaysia,philippines")
    expect(page.locator("#matrix thead th[data-state]:visible")).to_have_count(2)
    page.get_by_label("Cambodia").focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(re.escape("?states=cambodia,malaysia,philippines") + "$"))
    assert [h.strip() for h in page.locator("#matrix thead th[data-state]:visible").all_text_contents()] == [
        "Cambodia",
        "Malaysia",
        "Philippines",
    ]


@pytest.mark.parametrize(("address", "width"), [("treaties/", 1280), ("km/treaties/", 1280), ("treaties/", 360)])
def test_three_states_are_three_ticks_away(glance: Any, address: str, width: int) -> None:
    """A key takes all ticks away at once; the table shows all states until one is ticked, and says so."""
    page = glance(address, width=width)
    heads = page.locator("#matrix thead th[data-state]:not([hidden])")
    page.locator(".states summary").click()
    page.locator("[data-tick='']").focus()
    page.keyboard.press("Enter")
    assert page.locator("[name=states]:checked").count() == 0 and heads.count() == 11
    assert page.locator("#matrix-form [role=status]").is_visible()
    expect(page).to_have_url(re.compile(re.escape(address) + (r"\?states=all$" if width == 360 else "$")))
    for state in ("malaysia", "cambodia", "thailand"):
        page.locator(f"[name=states][value={state}]").focus()
        page.keyboard.press("Space")
    assert heads.count() == 3 and page.locator("#matrix-form [role=status]").is_hidden()
    expect(page).to_have_url(re.compile(r"\?states=\w+,\w+,\w+$"))
    assert set(page.url.partition("=")[2].split(",")) == {"cambodia", "malaysia", "thailand"}
    page.locator("[data-tick=all]").click()
    assert page.locator("[name=states]:checked").count() == heads.count() == 11


def test_a_day_that_the_table_does_not_have_stays_in_its_field_with_a_word(glance: Any) -> None:
    """Whatever else is chosen after it, and where an address asked for it."""
    page = glance("treaties/?on=2019-03-16")
    day, note = page.get_by_label("On this date"), page.locator("#matrix-form [role=status]")
    for chosen in (lambda: day.fill("1900-01-01"), lambda: page.get_by_label("Arrange").select_option("name")):
        chosen()
        assert note.is_visible() and "between 1945 and 2099" in note.text_content()
        assert day.input_value() == "1900-01-01" and day.get_attribute("aria-invalid") == "true"
        assert "16 March 2019" in page.locator("#matrix-said").text_content(), "the table keeps the day that it has"
    expect(page).to_have_url(re.compile(re.escape("?on=2019-03-16&by=name") + "$"))
    day.fill("2019-03-17")
    assert note.is_hidden() and "17 March 2019" in page.locator("#matrix-said").text_content()
    page = glance("treaties/?on=1900-01-01")
    note = page.locator("#matrix-form [role=status]")
    assert "“1900-01-01”" in note.text_content() and "between 1945 and 2099" in note.text_content()
    assert page.get_by_label("On this date").input_value() == "1900-01-01"
    page.get_by_role("button", name="Clear").click()
    assert note.is_hidden() and page.get_by_label("On this date").input_value() == ""


@pytest.mark.parametrize("by", ["", "state"])
def test_of_a_day_to_come_nothing_is_said_as_past(glance: Any, by: str) -> None:
    page = glance(f"treaties/?by={by}")
    page.get_by_label("On this date").fill("2090-01-01")
    note, caption = page.locator("#matrix-form [role=status]"), page.locator("#matrix-caption")
    assert note.text_content().startswith("1 January 2090 is still to come.")
    assert "Last known status" in caption.text_content() and "was party" not in caption.text_content()
    expect(page).to_have_url(re.compile("on=2090-01-01"))
    page.reload()
    assert note.text_content().startswith("1 January 2090 is still to come.")
    page.get_by_label("On this date").fill("2020-01-01")
    assert note.is_hidden() and caption.text_content().startswith("Who was party on 1 January 2020.")


def test_states_as_rows_and_order_by_year(glance: Any) -> None:
    page = glance("treaties/?by=state")
    assert page.locator("#matrix tbody tr").count() == 11
    page.get_by_label("Arrange").select_option("year")
    first = page.locator("#matrix tbody th:visible").first
    assert first.text_content().strip() == "Genocide Convention"
    assert page.locator("#matrix .group:visible").count() == 0


def test_an_address_that_asks_for_nonsense(glance: Any, kb: KnowledgeBase) -> None:
    page = glance("treaties/?on=2019-02-30&states=atlantis&by=moon&of=covenant-of-mars")
    said = page.locator("#matrix-form [role=status]").text_content()
    assert "the date “2019-02-30”" in said and "the state “atlantis”" in said and "the arrangement “moon”" in said
    assert "the instrument “covenant-of-mars”" in said
    assert page.locator("#matrix tbody tr:not(.group)").count() == len(kb.all(Treaty))


@pytest.mark.parametrize("by", ["", "year", "state"])
def test_one_instrument_is_a_few_keys_away(glance: Any, by: str) -> None:
    page = glance(f"treaties/?by={by}")
    page.get_by_label("On this date").fill("2019-03-16")
    chooser = page.get_by_label("Instrument", exact=True)
    chooser.select_option(label="Rome Statute")
    asked = "?on=2019-03-16&of=rome-statute" + (f"&by={by}" if by else "")
    expect(page).to_have_url(re.compile(re.escape(asked) + "$"))
    assert page.locator("#matrix tbody td:visible").count() == 11
    assert page.locator("#matrix .group:visible").count() == (0 if by else 1)
    assert not page.locator("#matrix tfoot").is_visible()
    said = page.locator("#matrix-said").text_content()
    assert said.startswith("Rome Statute. 16 March 2019, all states. Party: 3 confirmed"), said
    chooser.focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").startswith("Philippines: "):
            break
    assert page.evaluate("document.activeElement.textContent") == "Philippines: Withdrawal notified, still party"
    page.reload()
    assert chooser.input_value() == "rome-statute"
    page.get_by_role("button", name="Clear").click()
    assert page.locator("#matrix tbody td:visible").count() == 11 * 27
    assert page.locator("#matrix tfoot").is_visible()


def test_on_a_phone_one_instrument_is_a_list_in_words(glance: Any) -> None:
    page = glance("treaties/?of=genocide", width=360)
    cells = page.locator("#matrix tbody td:visible")
    assert cells.count() == 11
    assert all(box["width"] > 280 for box in (cells.nth(at).bounding_box() for at in range(11)))


def test_a_cell_of_a_day_takes_the_day_to_the_treaty(glance: Any) -> None:
    page = glance("treaties/?on=2019-03-16&of=rome-statute")
    page.locator("#matrix td a:visible", has_text="Malaysia").click()
    expect(page).to_have_url(re.compile(re.escape("treaties/rome-statute/?on=2019-03-16#malaysia") + "$"))
    lines = page.locator("table.states .on-day")
    expect(lines).to_have_count(11)
    assert page.locator("#malaysia .on-day").text_content() == "16 March 2019: Consent deposited, not in force"
    assert page.locator("#philippines .on-day").text_content().startswith("16 March 2019: Withdrawal notified")
    page = glance("treaties/geneva-conventions/?on=2026-11-01")
    assert re.search(
        r"^1 November 2026: Party, last known; may have changed after \d+ \w+ \d{4}$",
        page.locator("#cambodia .on-day").text_content(),
    )
    page = glance("treaties/rome-statute/?on=2019-02-30")
    assert page.locator(".on-day").count() == 0
    assert "the date “2019-02-30”" in page.locator("article [role=status]").text_content()


def test_a_cell_in_words_says_a_thing_once(glance: Any) -> None:
    """On a phone a cell of one treaty is a line: the mark under the sign of a wide table would say again what the line says."""
    page = glance("treaties/?on=2000-01-01&of=geneva-conventions", width=360)
    lines = page.locator("#matrix td a:visible").all_text_contents()
    early = [line for line in lines if "no source gives the day" in line]
    assert len(lines) == 11 and early
    assert not [line for line in lines if "?" in line]
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("#matrix td a:visible", has_text="no source gives the day\nday ?")).to_have_count(len(early))


def test_not_yet_in_asean_is_said(glance: Any) -> None:
    page = glance("treaties/?on=2019-03-16")
    assert "not yet in ASEAN" in page.locator("#matrix thead th[data-state=timor-leste]").text_content()
    assert "not yet in ASEAN" not in page.locator("#matrix thead th[data-state=cambodia]").text_content()


def test_matrix_on_a_phone(glance: Any) -> None:
    page = glance("treaties/", width=360, has_touch=True)
    assert (
        page.evaluate("document.getElementById('matrix').scrollWidth - document.getElementById('matrix').clientWidth")
        <= 0
    )
    box = cell(page, "ICCPR", CAMBODIA).locator("a").bounding_box()
    assert box["width"] >= 24 and box["height"] >= 24


def test_the_matrix_begins_with_one_state_on_a_phone(glance: Any) -> None:
    """In words; a plain choice leads to another or to all, whose codes are explained in place. A wide screen, and a page without scripts, have all."""
    page = glance("treaties/", width=360)
    row = page.locator("#matrix tbody tr[data-kind]").first
    expect(row.locator("td:visible")).to_have_count(1)
    link = row.locator("td:visible a")
    assert link.inner_text().startswith("Cambodia: Party, as of")
    assert (
        link.evaluate(
            "(a) => { const r = document.createRange(); r.selectNodeContents(a); return r.getBoundingClientRect().left; }"
        )
        > 0
    )
    assert page.locator(".state-codes").is_hidden() and not page.url.partition("?")[2]
    page.locator("#one").select_option("malaysia")
    expect(page).to_have_url(re.compile(r"\?states=malaysia$"))
    assert row.locator("td:visible a").inner_text().startswith("Malaysia:")
    page.locator("#one").select_option("")
    expect(page).to_have_url(re.compile(r"\?states=all$"))
    expect(row.locator("td:visible")).to_have_count(11)
    assert "MM Myanmar" in page.locator(".state-codes").inner_text()
    page.reload()
    expect(row.locator("td:visible")).to_have_count(11)
    page.locator(".states summary").click()
    page.locator(".states input[value=malaysia]").uncheck()
    expect(row.locator("td:visible")).to_have_count(10)
    assert page.locator("#one").evaluate("(list) => list.selectedIndex") == -1, "neither one of them nor all"
    page.get_by_role("button", name="Clear").click()
    expect(row.locator("td:visible")).to_have_count(1)
    page.evaluate("scrollTo(0, 3000)")
    page.locator(".back a", has_text="Filter").click()
    assert page.locator("#matrix-form").evaluate("(form) => form.getBoundingClientRect().top < innerHeight")
    page = glance("treaties/")
    expect(page.locator("#matrix tbody tr[data-kind]").first.locator("td:visible")).to_have_count(11)
    assert page.locator("#one").is_hidden() and page.locator(".state-codes").is_hidden()


def test_without_scripts_the_matrix_of_a_phone_has_all_states_and_their_codes(look: Any) -> None:
    page = look("treaties/", width=360, scripts=False)
    assert page.locator("#matrix tbody tr[data-kind]").first.locator("td:visible").count() == 11
    assert "MM Myanmar" in page.locator(".state-codes").inner_text()


def test_two_states_side_by_side(glance: Any) -> None:
    page = glance("countries/?states=cambodia,thailand")
    heads = page.locator("#compare thead th[data-state]:visible")
    assert [h.strip() for h in heads.all_text_contents()] == ["Cambodia", "Thailand"]
    for name in ("Malaysia", "Myanmar"):
        page.get_by_label(name).check()
    assert page.get_by_label("Singapore").is_disabled()
    expect(page).to_have_url(re.compile(re.escape("?states=cambodia,malaysia,myanmar,thailand") + "$"))
    assert page.locator("#compare tbody tr").nth(1).locator("td:visible").count() == 4
    page.get_by_role("button", name="Show all").click()
    assert page.locator("#compare thead th[data-state]:visible").count() == 11


def test_comparison_without_a_known_state(glance: Any) -> None:
    page = glance("countries/?states=atlantis,cambodia")
    assert "“atlantis”, which is not a state on this site" in page.locator("#compare-form [role=status]").text_content()
    expect(page.locator("#compare thead th[data-state]:visible")).to_have_count(11)


@pytest.mark.parametrize("subject", ["money", "training"])
def test_bodies_are_compared_by_what_their_records_say(glance: Any, kb: KnowledgeBase, subject: str) -> None:
    """A page holds each clause once; where a subject is opened, the clauses of all bodies stand side by side."""
    page = glance(f"prevention/mechanisms/#on-{subject}")
    fold = page.locator(f"details:has(#on-{subject})")
    expect(fold).to_have_attribute("open", "")
    said = [side(m, subject) for m in mechanisms(Page(kb, Site())) if side(m, subject)]
    expect(fold.locator(".sides > li")).to_have_count(len(said))
    for body, statements in zip(fold.locator(".sides > li").all(), said, strict=True):
        expect(body.locator("p")).to_have_count(len(statements))
        for clause, statement in zip(body.locator("p").all(), statements, strict=True):
            assert clause.text_content().startswith(statement.text[:20])
    fold.locator("summary").click()
    fold.locator("summary").click()
    expect(fold.locator(".sides p")).to_have_count(sum(map(len, said)))


FILTERS = [
    ("claims/", "verdict", "imprecise", lambda kb: sum(c.verdict == "imprecise" for c in kb.all(Claim).values()), "article[data-verdict]"),
    ("claims/", "paragraph", "P19", lambda kb: sum("P19" in c.paragraphs for c in kb.all(Claim).values()), "article[data-verdict]"),
    ("claims/", "verdict", "imprecise-wording", lambda kb: sum(c.weight == "wording" for c in kb.all(Claim).values()), "article[data-verdict]"),
    ("accountability/findings/", "outcome", "never-final", lambda kb: sum(f.final.outcome == "never-final" for f in kb.all(Finding).values()), "tr[data-outcome]"),
    ("prevention/mechanisms/", "subject", "early-warning", lambda kb: sum(any(c.subject == "early-warning" for c in m.clauses) for m in kb.all(Mechanism).values()), "article[data-subject]"),
    ("timeline/", "theme", "accountability", lambda kb: sum(e.theme == "accountability" for e in kb.all(Event).values()), "#timeline-list [data-record]"),
    ("timeline/", "from", "2020", lambda kb: sum(e.date.upper.year >= 2020 for e in kb.all(Event).values()), "#timeline-list [data-record]"),
    ("prevention/", "coercion", "coercive", lambda kb: sum(m.coercion == "coercive" for m in kb.all(Measure).values()), "article[data-coercion]"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "name", "value", "count", "items"), FILTERS, ids=[f"{f[0]}{f[1]}-{f[2]}" for f in FILTERS]
)
def test_filter_from_the_address(
    glance: Any, kb: KnowledgeBase, path: str, name: str, value: str, count: Any, items: str
) -> None:
    page = glance(f"{path}?{name}={value}")
    expected = count(kb)
    assert expected > 0
    assert page.locator(f"{items}:visible").count() == expected
    assert page.locator("form.filters output").text_content().startswith(f"{expected} of ")
    page.locator("form.filters button[type=reset]").click()
    expect(page).to_have_url(re.compile(r"^[^?]*$"))
    expect(page.locator(f"{items}:visible")).to_have_count(page.locator(items).count())


@pytest.mark.parametrize(
    "path", ["claims/?verdict=lies", "timeline/?theme=moon&from=1066", "prevention/?coercion=soft"]
)
def test_filter_that_does_not_exist_shows_everything(glance: Any, path: str) -> None:
    page = glance(path)
    assert "which we do not have" in page.locator("form.filters .note").text_content()
    text = page.locator("form.filters output").text_content().split()
    assert text[0] == text[2]


def test_filter_by_keyboard_and_words(glance: Any) -> None:
    page = glance("claims/")
    page.get_by_label("Words").focus()
    page.keyboard.type("genocide Cham")
    expect(page).to_have_url(re.compile(r"text=genocide\+Cham"))
    assert 0 < page.locator("article[data-verdict]:visible").count() < 20


@pytest.mark.parametrize(
    ("typed", "plainly"),
    [("génocide", "genocide"), ("tribu\u00adnal", "tribunal"), ("ＥＣＣＣ", "eccc"), ("“genocide”,", "genocide"), ("court's", "court")],
)  # fmt: skip
def test_the_filter_of_the_claims_knows_words_as_the_search_does(glance: Any, typed: str, plainly: str) -> None:
    page = glance("claims/")
    counts = []
    for text in (plainly, typed):
        page.get_by_label("Words").fill(text)
        counts.append(page.locator("article[data-verdict]:visible").count())
    assert counts[0] == counts[1] > 0


def test_a_link_to_a_hidden_fact_takes_the_filter_back(glance: Any) -> None:
    page = glance("timeline/?theme=memory#fall-of-phnom-penh-1975")
    event = page.locator("#fall-of-phnom-penh-1975")
    assert event.is_visible()
    expect(event.locator("details[open] .sources li").first).to_be_visible()


EVIDENCE = [
    ("timeline/", "fall-of-phnom-penh-1975", "timeline/1970s/"),
    ("claims/", "p4-over-two-million", "claims/p4/"),
    ("timeline/2010s/", "case-00202-verdict-2018", "timeline/2018/"),
    ("actors/", "aichr", "actors/asean/"),
    ("actors/", "hun-manet", "actors/people/"),
]


def test_a_mark_of_the_timeline_says_what_it_stands_for(glance: Any) -> None:
    page = glance("timeline/")
    mark = page.locator(".overview a[href='#fall-of-phnom-penh-1975']")
    assert mark.locator("title").count() == 0
    mark.locator(".target").hover()
    assert mark.locator("title").text_content() == "17 April 1975: Fall of Phnom Penh"


@pytest.mark.parametrize(
    ("path", "record", "part"), EVIDENCE, ids=["event", "claim", "decade", "organisation", "person"]
)
def test_evidence_unfolds_in_place(glance: Any, path: str, record: str, part: str) -> None:
    """By mouse and by keyboard; its links lead where they lead on the page that it comes from."""
    page = glance(path)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    item = page.locator(f"[id='{record}']")
    item.locator("summary").first.click()  # the line of the record, which unfolds it
    item.locator(".to-evidence a").click()
    expect(item.locator("details .evidence .sources li").first).to_be_visible()
    assert page.evaluate("document.activeElement.localName") == "summary", "the reader's place is lost"
    name = page.evaluate("document.activeElement.ariaLabel")
    assert name.endswith(f", {item.locator('h3').first.inner_text()}"), "whoever hears it is told of which fact"
    hrefs = item.locator(".evidence a").evaluate_all("all => all.map((a) => a.href)")
    there = glance(part).locator(f"[id='{record}'] .evidence a").evaluate_all("all => all.map((a) => a.href)")
    assert hrefs == there and any("/sources/" in href for href in hrefs)
    page.keyboard.press("Enter")
    expect(item.locator(".evidence")).to_be_hidden()
    page.evaluate("for (const part of document.querySelectorAll('details.fold')) part.open = true")
    page.locator(f".to-evidence a[href*='{part.split('/')[1]}/#']:visible").first.press("Enter")
    expect(page.locator("details .evidence")).to_have_count(2)
    assert sum(url.endswith(part) for url in asked) == 1, "one page is fetched once"
    item.locator("details:not(.fold) > summary").first.click()
    cite = item.get_by_role("button", name="Cite")
    cite.evaluate("(button) => button.scrollIntoView({ block: 'end' })")
    cite.click()
    expect(item.locator(".citation")).to_contain_text("BibTeX")
    hidden = item.locator(".citation").evaluate(
        "(panel) => { const { top, bottom, height } = panel.getBoundingClientRect(); return Math.min(height, innerHeight) - (Math.min(bottom, innerHeight) - Math.max(top, 0)); }"
    )
    assert hidden <= 1, "what was asked for opens below the screen"
    assert not page.problems


@pytest.mark.parametrize(
    ("path", "record", "part"), EVIDENCE, ids=["event", "claim", "decade", "organisation", "person"]
)
def test_the_way_to_evidence_is_a_link(look: Any, path: str, record: str, part: str) -> None:
    """Without scripts, and where the page cannot be had in place."""
    page = look(path, scripts=False)
    page.locator(f"[id='{record}'] summary").first.click()
    page.locator(f"[id='{record}'] .to-evidence a").click()
    expect(page).to_have_url(re.compile(re.escape(f"{part}#{record}") + "$"))
    assert page.locator(f"[id='{record}'] .sources li").count() > 1

    page = look(path)
    page.context.route(
        f"**/{part}", lambda route: route.abort() if route.request.resource_type == "xhr" else route.continue_()
    )
    page.locator(f"[id='{record}'] summary").first.click()
    page.locator(f"[id='{record}'] .to-evidence a").click()
    expect(page).to_have_url(re.compile(re.escape(f"{part}#{record}") + "$"))


def test_the_list_is_printed_with_the_evidence_of_what_is_shown(glance: Any) -> None:
    page = glance("timeline/?theme=regime")
    page.evaluate(
        "window.print = () => { window.printed = document.querySelectorAll('#timeline-list .evidence').length; }"
    )
    shown = page.locator("#timeline-list [data-record]:visible").count()
    page.get_by_role("button", name="with their evidence").click()
    page.wait_for_function("() => window.printed")
    assert page.evaluate("window.printed") == shown > 1


@pytest.mark.parametrize(
    ("path", "fact"),
    [("timeline/1970s/", "fall-of-phnom-penh-1975"), ("claims/p4/", "p4-over-two-million"), ("sources/o/", "op-ed")],
)
def test_a_part_leads_to_its_neighbours_and_back(look: Any, path: str, fact: str) -> None:
    page = look(path)
    assert page.locator(f"[id='{fact}']").get_attribute("data-of").endswith(f"/{fact}")
    assert page.locator("nav.kb-crumbs a").last.get_attribute("href") == "../"
    for way in ("prev", "next"):
        assert page.context.request.get(
            urljoin(page.url, page.locator(f"nav.pager [rel={way}]").get_attribute("href"))
        ).ok


def test_without_scripts_the_forms_stay_away_and_all_is_there(glance: Any, kb: KnowledgeBase) -> None:
    for path, items, count in (
        ("claims/", "article[data-verdict]", len(kb.all(Claim))),
        ("timeline/", "#timeline-list [data-record]", len(kb.all(Event))),
        ("prevention/", "article[data-coercion]", len(kb.all(Measure))),
        ("treaties/", "#matrix tbody tr:not(.group)", 27),
    ):
        page = glance(path, scripts=False)
        assert page.locator(f"{items}:visible").count() == count
        assert not page.locator("form.filters").is_visible()


def form(link: Any) -> dict[str, str]:
    """What the link fills into the form for corrections."""
    return {name: values[0] for name, values in parse_qs(urlsplit(link.get_attribute("href")).query).items()}


def test_a_report_says_on_which_page_and_how_the_fact_begins(glance: Any, kb: KnowledgeBase) -> None:
    claim, event = kb.get(Claim, "p4-over-two-million"), kb.get(Event, "fall-of-phnom-penh-1975")
    view = kb.get(Claim, "p1-darkest-period")
    source, factor = kb.get(Source, "op-ed"), kb.get(RiskFactor, "triggering-factors")
    for path, record, begins in (
        ("claims/p4/", claim, claim.restated),
        ("claims/p1/", view, view.restated),
        ("timeline/1970s/", event, f"{event.title} ({english().when(event.date)})"),
        ("sources/o/", source, source.title),
        ("risk-factors/triggering-factors/", factor, factor.title),
    ):
        fact = {"template": "correction.yml", "fact": f"{record.collection}/{record.id}"}
        page = glance(path)
        link = page.locator(f"[id='{record.id}'] a[data-report]")
        assert form(link) == fact
        link.dispatch_event("focusin")
        told = fact | {"page": f"{SITE_URL}{path.partition('?')[0]}#{record.id}", "current": begins}
        assert form(link) == told
        link.dispatch_event("mouseover")
        assert form(link) == told
        assert form(glance(path, scripts=False).locator(f"[id='{record.id}'] a[data-report]")) == fact


def test_a_report_by_touch_is_filled_in_before_it_is_followed(look: Any) -> None:
    page = look("claims/#p4-over-two-million")
    asked = []
    page.context.route("https://code.example/**", lambda route: (asked.append(route.request.url), route.abort()))
    page.locator("#p4-over-two-million a[data-report]").evaluate("link => link.click()")
    comes(page, lambda: asked)
    assert "&current=" in asked[0] and "&page=" in asked[0]


def test_a_long_fact_is_cut_and_hostile_words_stay_in_their_field(glance: Any) -> None:
    page = glance("claims/p4/")
    said = 'a&fact=b#c%20<b>é ៛ "' + "x" * 300
    page.locator("#p4-over-two-million aside").evaluate(
        "(e, said) => e.setAttribute('aria-label', 'About ' + said)", said
    )
    link = page.locator("#p4-over-two-million a[data-report]")
    link.dispatch_event("focusin")
    assert form(link)["fact"] == "claims/p4-over-two-million"
    assert form(link)["current"] == said[:159] + "…"


@pytest.mark.parametrize("path", ["actors/", "treaties/iccpr/"])
def test_a_source_mark_is_named_and_explained_on_pointing(glance: Any, path: str) -> None:
    page = glance(path)
    page.evaluate(UNFOLD)
    mark = page.locator("main .cite a").nth(2)
    number = mark.text_content()
    listed = page.locator(".page-sources li").nth(int(number) - 1).locator("cite, a").first.text_content()
    expect(mark).to_have_accessible_name(f"source {number}")
    assert mark.get_attribute("title") is None
    mark.dispatch_event("mouseover")
    assert mark.get_attribute("title").startswith(f"{listed}. ")
    assert "Details" not in mark.get_attribute("title")


def test_a_source_mark_of_a_claim_is_explained_from_its_own_list(glance: Any) -> None:
    page = glance("claims/p4/")
    page.evaluate(UNFOLD)
    claim = page.locator("[id='p4-over-two-million']")
    mark = claim.locator(".cite a").nth(1)
    expect(mark).to_have_accessible_name("source 2")
    mark.dispatch_event("mouseover")
    assert mark.get_attribute("title") == claim.locator(".sources > li").nth(1).text_content().strip()
