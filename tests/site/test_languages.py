"""The pages in other languages than English: the same addresses, records and ids; what is English in them says so; light enough for a phone."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from itertools import islice
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from markupsafe import escape

from prevention_kb import KnowledgeBase
from prevention_kb.exports import search_index
from prevention_kb.facts.sources import Source

from ..conftest import OTHERS, SITE_URL, parsed

pytestmark = pytest.mark.site
CODE = "km"
LETTERS = re.compile("[A-Za-z]{2,}")
KHMER = re.compile("[\u1780-\u17dd]")
ALLOWED = re.compile(
    r"\b(?:[a-z-]+\.)+[a-z]{2,}\b|\b[a-z0-9]+(?:-[a-z0-9]+)+\b|businessinasean|internationalcrimesdatabase|\bkB\b|\b5PC\b|[\w.-]+\.eu\b|Material for MkDocs|Markdown|https?://\S+|[\w.-]+\.(?:org|com|int|net|gov|example|edu|kh)\S*|[\w./-]+\.(?:yaml|json|csv|zip|md|bib|ris|xml|txt|epub|pdf)|languages?/\S+|data/\S+"
    r"|A/(?:RES|HRC|70|67|C\.3)[\w/().-]*|S/\d[\w/.-]*|\b[A-Z][A-Z0-9-]{1,}\b|\b[IVX]+-\d\w*|\(\w\)|\b(?:R2P|DC-Cam|BibTeX|RIS|CSL|JSON|CSV|APA|ISO|UTF-8|GitHub|kb|make)\b"
)
"""What is of no language, or the same in all: addresses, files, symbols of documents, abbreviations, names of formats."""
NO_WORDS = {"script", "style", "code", "pre", "kbd", "title", "svg"}


@pytest.fixture(scope="module")
def others(site: Path) -> dict[str, BeautifulSoup]:
    """Every page in Khmer by its address from the top of the site."""
    return parsed(site, (site / CODE).rglob("*.html"))


@pytest.fixture(scope="module")
def ids(others: dict[str, BeautifulSoup]) -> dict[str, list[str]]:
    """The ids on each of them, in their order."""
    return {address: [e["id"] for e in soup.find_all(id=True)] for address, soup in others.items()}


def test_no_language_has_an_address_that_another_lacks(site: Path, others: dict[str, BeautifulSoup]) -> None:
    english = {p.relative_to(site).as_posix() for p in site.rglob("index.html")}
    there = {path for path in english if not path.startswith(OTHERS)}
    assert {f"{address.removeprefix(f'{CODE}/')}index.html" for address in others} == there


def test_each_page_says_its_language_and_leads_to_the_other(
    pages: dict[str, BeautifulSoup], others: dict[str, BeautifulSoup]
) -> None:
    for address, soup in others.items():
        rest = address.removeprefix(f"{CODE}/")
        assert soup.html["lang"] == CODE
        assert soup.find("link", rel="canonical")["href"] == SITE_URL + address
        switch = soup.select_one(".kb-language")
        assert (switch["lang"], switch["hreflang"]) == ("en", "en")
        assert urljoin(SITE_URL + address, switch["href"]) == SITE_URL + rest
        alternates = {link["hreflang"]: link["href"] for link in soup.find_all("link", rel="alternate", hreflang=True)}
        everywhere = {other.rstrip("/"): SITE_URL + other + rest for other in OTHERS}
        assert alternates == {"en": SITE_URL + rest, **everywhere, "x-default": SITE_URL + rest}
        back = pages[rest].select_one(".kb-language")
        assert urljoin(SITE_URL + rest, back["href"]) == SITE_URL + address and back["lang"] == CODE


def test_records_and_ids_are_the_same(
    pages: dict[str, BeautifulSoup], others: dict[str, BeautifulSoup], ids: dict[str, list[str]]
) -> None:
    for address, soup in others.items():
        english = pages[address.removeprefix(f"{CODE}/")]
        for mark in ("data-record", "id"):
            theirs, ours = (
                [e[mark] for e in page.find(id="kb-content").find_all(attrs={mark: True})] for page in (english, soup)
            )
            theirs, ours = ([i for i in own if not i.startswith(("letter-", "kb-"))] for own in (theirs, ours))
            assert Counter(ours) == Counter(theirs), (
                address,
                Counter(ours) - Counter(theirs),
                Counter(theirs) - Counter(ours),
            )
        assert len(set(ids[address])) == len(ids[address]), address


def test_links_resolve(site: Path, others: dict[str, BeautifulSoup], ids: dict[str, list[str]]) -> None:
    places = {address: set(own) for address, own in ids.items()}
    broken = []
    for address, soup in others.items():
        for element in soup.find_all(["a", "link", "script", "img", "use"]):
            target = element.get("href") or element.get("src")
            if not target or target.startswith(("mailto:", "data:", "http")):
                continue
            whole, fragment = urldefrag(urljoin("https://x/" + address, target))
            name = unquote(whole.removeprefix("https://x/")).partition("?")[0]
            if name in places:
                if fragment and unquote(fragment) not in places[name]:
                    broken.append((address, target))
            elif not (site / name).is_file() and not (site / name / "index.html").is_file():
                broken.append((address, target))
            elif element.name == "a" and name.endswith("/") and not element.get("hreflang"):
                broken.append((address, target, "leaves the language"))
    assert not broken, broken[:20]


def english_words(soup: BeautifulSoup) -> list[str]:
    """The texts of a page in Khmer that hold English words and do not say so."""
    found = []
    for text in soup.body.find_all(string=True):
        if type(text) is not NavigableString or not LETTERS.search(ALLOWED.sub(" ", text)):
            continue
        around = [parent for parent in text.parents if isinstance(parent, Tag)]
        if any(parent.name in NO_WORDS for parent in around):
            continue
        language = next((parent["lang"] for parent in around if "lang" in parent.attrs), "")
        if language == CODE and not (
            KHMER.search(text) and len(LETTERS.findall(ALLOWED.sub(" ", text))) <= NAMES_IN_A_SENTENCE
        ):
            found.append(" ".join(text.split())[:90])
    return found


NAMES_IN_A_SENTENCE = 6
"""So many Latin words may stand inside a Khmer text: names that have no form in Khmer stay in their letters there."""


def test_what_is_english_says_so(others: dict[str, BeautifulSoup]) -> None:
    unmarked = Counter(text for soup in others.values() for text in english_words(soup))
    assert not unmarked, unmarked.most_common(60)


def test_a_title_says_its_language(
    kb: KnowledgeBase, pages: dict[str, BeautifulSoup], others: dict[str, BeautifulSoup], site: Path
) -> None:
    """A program that speaks reads a French title as French wherever it stands, on pages in any language."""
    foreign = {source.title: source.language for source in kb.all(Source).values() if source.is_foreign}
    told, wrong = set(), []
    for address, soup in (pages | others).items():
        file = site / address / "index.html" if address.endswith("/") or not address else site / address
        html = file.read_text("utf-8")
        for title in [title for title in foreign if escape(title) in html]:
            for text in soup.body.find_all(string=lambda said, title=title: said and title in " ".join(said.split())):
                language = next(parent["lang"] for parent in text.parents if "lang" in parent.attrs)
                told.add(title)
                if language != foreign[title] and len(title) > A_WORD:
                    wrong.append((address, title, language))
    assert not wrong, wrong[:20]
    assert told == foreign.keys()


A_WORD = 12
"""A title as short as this may stand in other texts as a word."""


def test_the_notice_stands_once_in_both_languages(others: dict[str, BeautifulSoup]) -> None:
    for address, soup in others.items():
        (notice,) = soup.select(".kb-translation")
        assert [KHMER.search(p.get_text()) is not None for p in notice.find_all("p", recursive=False)] == [
            True,
            False,
        ], address


def test_each_page_leads_to_where_its_translation_is_written(others: dict[str, BeautifulSoup]) -> None:
    """Once in English, and once in Khmer where it is said there; without a script, and never to a form whose address is too long."""
    for address, soup in others.items():
        said = soup.select(".kb-translating")
        assert [words.find_parent(lang=True)["lang"] for words in said] in (["en"], ["km", "en"]), address
        (href,) = {link["href"] for words in said for link in words.find_all("a")}
        assert re.match(r"https://code\.example/kb/(edit|new)/main", href) or href.endswith("/translation/"), address


def test_counts_and_years_stand_in_the_digits_of_the_language(others: dict[str, BeautifulSoup]) -> None:
    """Numbers of notes and indicators, and what stands in the data, keep their digits."""
    for address, soup in others.items():
        for text in soup.find(id="kb-content").find_all(string=re.compile(r"^\s*[0-9]+\s*$")):
            (language,) = islice((e["lang"] for e in text.parents if e.get("lang") is not None), 1)
            kept = text.find_parent(["code", "sup"]) or "number" in text.parent.get("class", [])
            assert language != CODE or kept, (address, text, text.parent.parent)


def test_no_mark_is_left(site: Path) -> None:
    for file in [
        *site.rglob("*.html"),
        *site.glob("assets/search*.json"),
        *site.glob("assets/words/*"),
        *site.glob("data/*.json"),
    ]:
        assert not re.search("[\ufdd0-\ufdef]", file.read_text("utf-8")), file


def test_every_translation_says_its_state(others: dict[str, BeautifulSoup]) -> None:
    """On the whole page that it is a draft, on a text what it has of its own; a page in English says so."""
    for address, soup in others.items():
        article = soup.find(id="kb-content")
        assert (article.get("data-translation") == "draft") != (article.get("lang") == "en"), address
    states = Counter(
        e["data-translation"] for soup in others.values() for e in soup.find_all(attrs={"data-translation": True})
    )
    assert not set(states) - {"official", "attested", "read", "draft"}


def test_the_index_is_light_and_leads_to_pages(site: Path, ids: dict[str, list[str]]) -> None:
    sent = [(site / path).read_bytes() for path in search_index.paths(CODE)]
    assert all(len(gzip.compress(each, 6)) <= 150_000 for each in sent)
    for entry in search_index.read(*sent)["entries"]:
        page, _, fragment = entry["a"].partition("#")
        assert page in ids and (not fragment or fragment in ids[page]), entry["a"]


def test_a_name_of_ours_is_not_told_as_that_of_a_source(others: dict[str, BeautifulSoup]) -> None:
    """Where a source gives a short form alone, the page says that it is of this form that the source speaks."""
    for address, form in (("km/treaties/cat/", "អនុសញ្ញាប្រឆាំងទារុណកម្ម"), ("km/countries/thailand/", "ថៃ")):
        assert others[address].select_one(".asof").get_text().strip().startswith(f"{form} · ")
