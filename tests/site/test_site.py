"""The real site, built by the real `mkdocs build`: every link, id, record and word of it."""

from __future__ import annotations

import functools
import itertools
import re
from collections import defaultdict
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlparse

import pytest
from bs4 import BeautifulSoup

from prevention_kb import KnowledgeBase
from prevention_kb.derived import links
from prevention_kb.derived.evidence import READ
from prevention_kb.exports import plain
from prevention_kb.facts.actors import Organisation, Term
from prevention_kb.facts.documents import Claim, Document, document_of
from prevention_kb.facts.events import Event
from prevention_kb.facts.framework import RiskFactor
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.facts.shape import SLUG
from prevention_kb.facts.sources import Source
from prevention_kb.pages import settings
from prevention_kb.pages.views.framework import ADVICE_READ, READINGS, anchor
from prevention_kb.reading.catalogue import english
from prevention_kb.reading.moved import moved
from prevention_kb.rules import addresses

from ..conftest import OTHERS, REPOSITORY, ROOT, SITE_URL, build, quick_project

pytestmark = pytest.mark.site
STATES = [
    *(english().say(f"{words}.{state}") for words in ("read", "piece.read") for state in READ),
    *(english().say(f"framework.reading-begin.{state}") for state in READINGS),
    *(english().say(f"framework.advice.{state}") for state in ADVICE_READ),
]
"""The words for how far a source, or the text of the United Nations, was read."""
LEFTOVERS = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|\bUndefined\b|Traceback|\[macro")


def test_links_and_anchors_resolve(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    ids = {address: {e["id"] for e in soup.find_all(id=True)} for address, soup in pages.items()}
    broken = []
    for address, soup in pages.items():
        base = "" if address == "404.html" else address
        for element in soup.find_all(["a", "link", "script", "img", "use", "source", "form"]):
            target = element.get("href") or element.get("src") or element.get("action")
            if not target or target.startswith(("mailto:", "data:")):
                continue
            if target.startswith(SITE_URL):
                target = urljoin("https://x/", target.removeprefix(SITE_URL))
            elif target.startswith("/base/"):
                target = urljoin("https://x/", target.removeprefix("/base/"))
            whole = urljoin("https://x/" + base, target)
            if urlparse(whole).netloc != "x":
                continue
            path, fragment = urldefrag(whole)
            name = unquote(urlparse(path).path).lstrip("/")
            if name in pages or name + "index.html" in pages:
                if fragment and unquote(fragment) not in ids[name] and element.name != "use":
                    broken.append((address, target, "no such anchor"))
                if fragment and element.name == "use" and fragment not in ids[name]:
                    broken.append((address, target, "no such sign"))
            elif not (site / name).is_file() and not (
                name.startswith(OTHERS) and (site / name / "index.html").is_file()
            ):
                broken.append((address, target, "no such file"))
    assert not broken


def test_ids_are_unique_and_headings_begin_with_one_h1(pages: dict[str, BeautifulSoup]) -> None:
    for address, soup in pages.items():
        ids = [element["id"] for element in soup.find_all(id=True)]
        assert len(ids) == len(set(ids)), (address, sorted({i for i in ids if ids.count(i) > 1}))
        assert len(soup.find_all("h1")) == 1, address
        levels = [int(h.name[1]) for h in soup.find("main").find_all(re.compile("^h[1-6]$"))]
        assert levels[0] == 1, address
        assert all(b <= a + 1 for a, b in itertools.pairwise(levels)), (address, levels)


def test_pages_have_title_language_and_description(pages: dict[str, BeautifulSoup]) -> None:
    for address, soup in pages.items():
        assert soup.html["lang"] == "en", address
        assert soup.title and soup.title.string.strip(), address
        assert soup.find("meta", attrs={"name": "description"})["content"].strip(), address
        if address != "404.html":
            assert soup.find("link", rel="canonical")["href"] == SITE_URL + address


def test_no_two_pages_describe_themselves_alike(pages: dict[str, BeautifulSoup]) -> None:
    """In a list of results of a search engine the description is what tells pages apart."""
    for name in ("description", "og:description"):
        said: dict[str, list[str]] = {}
        for address, soup in pages.items():
            for tag in soup.find_all("meta", attrs={"name": name}) + soup.find_all("meta", attrs={"property": name}):
                said.setdefault(tag["content"], []).append(address)
        assert not {text: addresses for text, addresses in said.items() if len(addresses) > 1}


@pytest.mark.parametrize("address", ["", "timeline/"])
def test_the_toll_is_one_click_away(pages: dict[str, BeautifulSoup], address: str) -> None:
    """Whoever comes to learn how many died finds all estimates side by side, and need not search; the search has its own test."""
    assert any(
        link["href"].endswith("claims/p4/#p4-over-two-million") for link in pages[address].main.find_all("a", href=True)
    ), address


def test_nothing_is_fetched_ahead_and_no_icon_is_sent_in_vain(pages: dict[str, BeautifulSoup]) -> None:
    """Firefox fetches the page that a head calls the next one, which the policy refuses and a phone pays for."""
    drawn, used = set(), {"search"}  # which its script uses
    for address, soup in pages.items():
        assert not soup.head.find_all("link", rel=["next", "prev", "prefetch", "prerender"]), address
        drawn |= {shape["id"] for shape in soup.select("symbol, defs path[id]")}
        used |= {use["href"].removeprefix("#") for use in soup.find_all("use")}
    assert drawn == used


def test_every_record_is_at_its_address(kb: KnowledgeBase, pages: dict[str, BeautifulSoup]) -> None:
    found: dict[str, list[tuple[str, str]]] = {}
    for address, soup in pages.items():
        for element in soup.find_all(attrs={"data-record": True}):
            found.setdefault(element["data-record"], []).append((address, element["id"]))
    for line in pages["sources/"].select(".names > li"):  # a thousand, which say no more than their ids
        found.setdefault(f"sources/{line['id']}", []).append(("sources/", line["id"]))
    expected = {}
    for name, records in kb.records.items():
        for record_id in records:
            page, _, fragment = links.to(kb, name, record_id).partition("#")
            expected[f"{name}/{record_id}"] = [(page, fragment or record_id)]
    assert found == expected


def test_every_record_shows_its_checking_permalink_and_edit_link(
    kb: KnowledgeBase, pages: dict[str, BeautifulSoup]
) -> None:
    shown = {
        (address, mark, element[mark]): element
        for address, soup in pages.items()
        for mark in ("data-record", "data-of")
        for element in reversed(soup.find_all(attrs={mark: True}))  # the first of them counts
    }
    for name, records in kb.records.items():
        for record in records.values():
            page, _, fragment = links.in_full(record).partition("#")
            element = shown[page, "data-of" if record.shown_on else "data-record", f"{name}/{record.id}"]
            text = " ".join(element.get_text(" ").split())
            hrefs = [a["href"] for a in element.find_all("a", href=True)]
            edit = f"{REPOSITORY}/edit/main/{record.path}#L{record.line()}"
            assert edit in hrefs, (record.path, "edit link")
            report = f"{REPOSITORY}/issues/new?template=correction.yml&fact={name}/{record.id}"
            assert any(href.split("&page=")[0] == report for href in hrefs), (record.path, "report a problem")
            home = f"../#{fragment}" if record.shown_on else f"#{fragment}" if fragment else "./"
            assert home in hrefs, (record.path, "permalink")
            if hasattr(record, "sources"):
                checking = plain.checking(kb, record)
                said = [checking["words"]] if checking else []
                assert any(state.lower() in text.lower() for state in (*said, *STATES)), (
                    record.path,
                    "state of checking",
                )
            if hasattr(record, "checked"):
                assert element.find(attrs={"datetime": str(record.checked)}), (record.path, "day of checking")


def test_what_moved_to_a_page_of_its_own_is_still_found_where_it_stood(
    kb: KnowledgeBase, pages: dict[str, BeautifulSoup]
) -> None:
    """Events since 2010 stood whole on the page of their decade, sources of the United Nations on that of their letter."""
    left = [(record.listed_on.address, record) for record in kb.all(Event).values() if record.listed_on]
    left += [("sources/u/", record) for record in kb.all(Source).values() if record.id.startswith("un-")]
    assert len(left) > 90
    for address, record in left:
        element = pages[address].find(id=record.id)
        ways = {urljoin(f"/{address}", a["href"]) for a in element.find_all("a", href=True)}
        assert f"/{links.in_full(record)}" in ways, record.id


def test_of_the_pages_of_a_section_the_nearest_alone_is_the_one_where_a_reader_is(
    pages: dict[str, BeautifulSoup],
) -> None:
    """On the page itself, and on those below it: /about/changes/due/ is below /about/changes/, and no less below /about/."""
    for address, soup in pages.items():
        assert len(soup.select(".kb-pages [aria-current]")) <= 1, address
    (here,) = pages["about/changes/due/"].select(".kb-pages [aria-current]")
    assert here["href"] == "../" and here["aria-current"] == "true"


def test_edit_links_lead_to_the_line(kb: KnowledgeBase) -> None:
    lines = functools.cache(lambda path: (ROOT / path).read_text("utf-8").splitlines())
    for name, records in kb.records.items():
        for record in records.values():
            line = lines(record.path)[record.line() - 1]
            assert line.startswith(f"{record.id}:") if COLLECTIONS[name].keyed else record.line() == 1, record.path


def test_no_template_leftovers(pages: dict[str, BeautifulSoup]) -> None:
    for address, soup in pages.items():
        apart = {id(text) for part in soup(["script", "style", "code"]) for text in part.find_all(string=True)}
        texts = [text for text in soup.strings if id(text) not in apart]
        found = LEFTOVERS.search(" ".join(texts))
        assert not found, (address, found)
        assert "None" not in [text.strip() for text in texts], address


def test_no_address_of_another_host_is_fetched(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    for address, soup in pages.items():
        for element in soup.find_all(["script", "img", "iframe", "source", "video", "audio", "embed", "object"]):
            assert not (element.get("src") or "").startswith(("http:", "https:", "//")), (address, element)
        for element in soup.find_all("link", rel=["stylesheet", "preload", "icon", "preconnect", "dns-prefetch"]):
            assert not element["href"].startswith(("http:", "https:", "//")), (address, element)
    for file in site.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", file.read_text("utf-8")), file


def test_no_page_is_fetched_before_somebody_asks_for_it(pages: dict[str, BeautifulSoup]) -> None:
    """Browsers fetch what such a link names ahead of time: data that a reader pays for, and a request that the policy refuses."""
    for address, soup in pages.items():
        assert not soup.find_all("link", rel=["next", "prev", "prefetch", "prerender"]), address
        assert len(soup.find_all("meta", attrs={"name": "description"})) == 1, address


def test_every_position_stands_in_the_matrix(kb: KnowledgeBase, pages: dict[str, BeautifulSoup]) -> None:
    rows = pages["treaties/"].select(".matrix tbody tr:not(.group)")
    assert len(rows) == len(kb.records["treaties"])
    assert sum(len(row.find_all("td")) for row in rows) == 297
    for row in rows:
        for cell in row.find_all("td"):
            assert cell.a["href"] and re.fullmatch(r".+: .+, (as of .*\n\d{4}|no source read yet\n\?)", cell.a.text)


def test_home_counts_equal_the_data(kb: KnowledgeBase, pages: dict[str, BeautifulSoup]) -> None:
    text = " ".join(pages[""].get_text(" ").split())
    count = {name: len(records) for name, records in kb.records.items()}
    op_ed = kb.get(Document, "op-ed")
    claims = sum(document_of(claim) is op_ed for claim in kb.all(Claim).values())
    assert f"{len(op_ed.passages)} paragraphs and {claims} claims" in text
    assert f"{count['events']} events" in text
    assert f"{count['treaties']} instruments and {count['countries']} states" in text
    assert f"The {count['risk_factors']} risk factors" in text
    assert f"{count['proposals']} proposals to Cambodia and ASEAN, and {count['measures']} measures" in text
    assert f"sources that we read, of {count['sources']}; most of them in part" in text


def spoil(project: Path, kind: str) -> tuple[Path, str]:
    """Give a treaty a kind that there is not; its file, and what it said."""
    file = project / "data/treaties/covenant.yaml"
    good = file.read_text("utf-8")
    file.write_text(good.replace("kind: core\n", f"kind: {kind}\n"), "utf-8")
    return file, good


def test_bad_data_stops_the_build_with_the_message(tmp_path: Path) -> None:
    """As CI would see it: our text, no traceback, no half-built site."""
    project = quick_project(tmp_path / "project")
    _, good = spoil(project, "cor")
    line = good.split("\n").index("kind: core") + 1
    result = build(tmp_path / "out", str(project / "mkdocs.yml"))
    said = result.stdout + result.stderr
    assert result.returncode != 0
    assert f"data/treaties/covenant.yaml:{line}:7: kind: 'cor' is none of the allowed words" in said
    assert "did you mean core?" in said
    assert "Traceback" not in said
    assert not (tmp_path / "out" / "index.html").exists()


def test_bad_data_shows_on_the_page_while_serving(tmp_path: Path) -> None:
    """The settings of `make serve`: the message stands on the page, and the build goes on."""
    project = quick_project(tmp_path / "project")
    file, good = spoil(project, "<cor>")
    line = good.split("\n").index("kind: core") + 1
    lenient = {"KB_STRICT": "false", "KB_FAIL_FAST": "false"}
    result = build(tmp_path / "out", str(project / "mkdocs.yml"), **lenient)
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "out/treaties/covenant/index.html").read_text("utf-8")
    assert f"data/treaties/covenant.yaml, line {line}" in page and "&lt;cor&gt;" in page and "<cor>" not in page
    file.write_text(good, "utf-8")
    assert build(tmp_path / "out", str(project / "mkdocs.yml"), **lenient).returncode == 0
    page = (tmp_path / "out/treaties/covenant/index.html").read_text("utf-8")
    assert "mistake in the data" not in page and "COVENANT" in page


def test_a_bare_site_has_no_dead_edit_links(tmp_path: Path) -> None:
    """Where no repository is set, path and line stand as text."""
    project = quick_project(tmp_path / "project")
    result = build(tmp_path / "out", str(project / "mkdocs.yml"), KB_REPOSITORY="", KB_SITE_URL="")
    assert result.returncode == 0, result.stderr
    page = (tmp_path / "out/treaties/covenant/index.html").read_text("utf-8")
    said = "Edit this fact" in page or "Report a problem" in page
    assert "data/treaties/covenant.yaml, line 1" in page and not said


def test_ids_of_the_frame_are_known(kb: KnowledgeBase, pages: dict[str, BeautifulSoup]) -> None:
    """What `links.in_frame` and the headings of a page keep from records is all that stands beside the records on their pages."""
    shared = defaultdict(set)
    for records in kb.records.values():
        for record in records.values():
            for address in (links.of(record), links.in_full(record)):
                page, hash_, fragment = address.partition("#")
                if hash_:
                    shared[page].add(fragment)
    assert len(shared) > 40
    gone = {ref.partition("/")[2] for ref in moved(kb.root)[0]}
    unknown = {
        (page, found)
        for page, records in shared.items()
        for found in (element["id"] for element in pages[page].find_all(id=True) if not element.get("data-record"))
        if re.fullmatch(SLUG, found)
        and found not in records | addresses._headings(kb, page)
        and not links.in_frame(found)
        and found not in gone
        and not (page == "sources/u/" and found in kb.records["sources"])  # which stood there once
    }
    assert not unknown


def test_signs_of_our_own_are_never_listed_as_indicators(kb: KnowledgeBase, pages: dict[str, BeautifulSoup]) -> None:
    """They stand apart on the page of the factor, under their old address, and in the worksheet; in the figure they have no mark."""
    factors = kb.all(RiskFactor).values()
    worksheet, figure = pages["print/assess/"], pages["risk-factors/"].select_one("figure.framework")
    assert figure and len(figure.select("a > circle")) == sum(len(f.indicators) for f in factors)
    own = [(f, sign) for f in factors for sign in f.own_signs]
    assert own
    for factor, sign in own:
        line = pages[f"risk-factors/{factor.id}/"].find(id=anchor(sign))
        assert line and line.find_parent("ol").find_previous_sibling("h3")["id"] == "kb-own-questions"
        assert worksheet.select_one(f".own-signs .ind[data-i='{sign.number}'][data-read=recalled-low]")
    assert len(worksheet.select(".own-signs .ind")) == len(own)


def test_every_page_says_that_it_is_a_preview(kb: KnowledgeBase, pages: dict[str, BeautifulSoup]) -> None:
    """As long as the settings leave open who answers for the site; the line leads to what is said of that."""
    preview = settings.read(kb.root, SITE_URL).is_preview
    for address, soup in pages.items():
        line = soup.select_one("header .kb-preview a[href]")
        assert bool(line) == preview, address
        assert not line or urljoin(f"/{address}", str(line["href"])).endswith("/about/"), address


def test_what_stands_beside_a_record_is_no_landmark(pages: dict[str, BeautifulSoup]) -> None:
    """Who moves by landmarks with a screen reader would meet each of a hundred notes between the menu and the text."""
    beside = {
        address: soup.select("main aside:not([role=note], .tool-privacy, .kb-translation)")
        for address, soup in pages.items()
    }
    assert not {address: found[:1] for address, found in beside.items() if found}
    assert any(soup.select("main aside[role=note]") for soup in pages.values())


def test_no_title_ends_twice(site: Path) -> None:
    """A title that ends with a stop or a question mark gets no stop of ours."""
    twice = re.compile(r"[^.]{30}[.?!…][\"”’]?</(?:a|cite)>\.(?= [A-Z<])")
    found = {
        file.parent.name: ends for file in site.rglob("index.html") if (ends := twice.findall(file.read_text("utf-8")))
    }
    assert not found


def test_home_says_what_its_abbreviations_stand_for_and_counts_its_proposals(site: Path, kb: KnowledgeBase) -> None:
    """Whoever comes for the first time meets them there; as many proposals are listed, or counted below the list, as the way in to them counts."""
    page = BeautifulSoup((site / "index.html").read_text("utf-8"), "lxml")
    body = page.select_one("#kb-content")
    assert body
    said = " ".join(body.get_text(" ").split())
    short = {r.abbreviation: r for r in (*kb.all(Organisation).values(), *kb.all(Term).values()) if r.abbreviation}
    met = [record for name, record in short.items() if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", said)]
    assert met
    assert [r.abbreviation for r in met if f"{r.abbreviation} ({r.label})" not in said] == []
    for record in met:
        assert said.count(f"{record.abbreviation} ({record.label})") == 1, "once is enough"
    listed, (more,) = len(body.select(".standing dt")), re.findall(r"argument implies (\d+) more", said)
    assert f"{listed + int(more)} proposals to Cambodia and ASEAN" in said
