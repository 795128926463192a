"""The site that hides drafts: no draft stands anywhere on it, and its pages are whole."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, NavigableString

from prevention_kb import KnowledgeBase
from prevention_kb.derived.translated import every_text, named_elsewhere
from prevention_kb.exports import search_index
from prevention_kb.facts.shape import Named
from prevention_kb.facts.sources import Source
from prevention_kb.reading import catalogue

from ..conftest import SITE_URL, built, parsed
from .test_languages import CODE, KHMER, english_words

pytestmark = [pytest.mark.site, pytest.mark.audit]
SHOWN = ("official", "attested", "read")


@pytest.fixture(scope="module")
def hidden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """KB_TEST_HIDDEN names one that is built already, while you work on a test."""
    ready = os.environ.get("KB_TEST_HIDDEN")
    return Path(ready) if ready else built(tmp_path_factory, "hidden", KB_DRAFTS_KM="hidden")


@pytest.fixture(scope="module")
def others(hidden: Path) -> dict[str, BeautifulSoup]:
    return parsed(hidden, (hidden / CODE).rglob("*.html"))


def drafts(kb: KnowledgeBase) -> set[str]:
    """Everything in Khmer that no native reader has read and no source gives."""
    overlay = kb.overlays[CODE]
    messages, translation = catalogue.translated(CODE)
    said = {text.translation for text in every_text(kb, overlay) if text.translation and text.state not in SHOWN}
    said |= {
        str(text) for id, text in messages.items() if not id.startswith("language.") and id not in translation.read
    }
    return {text for text in said if len(KHMER.findall(text)) > 8}


def test_no_draft_stands_on_a_page_or_in_its_search(
    hidden: Path, others: dict[str, BeautifulSoup], kb: KnowledgeBase
) -> None:
    known = drafts(kb)
    assert len(known) > 1500
    index = "".join((hidden / path).read_text("utf-8") for path in search_index.paths(CODE))
    texts = {address: str(soup) for address, soup in others.items()} | {"search": index}
    names = forms(kb) | {text.translation for text in every_text(kb, kb.overlays[CODE]) if text.state in SHOWN}
    sought = [draft for draft in known if not any(draft in name for name in names)]
    for address, text in texts.items():
        if KHMER.search(text):
            assert not [draft for draft in sought if draft in text], address


def forms(kb: KnowledgeBase) -> set[str]:
    """Every name in Khmer that a source gives, of records and of persons without one, in all its forms; and the titles of sources as printed."""
    records = (record for records in kb.records.values() for record in records.values())
    named = [*(record for record in records if isinstance(record, Named)), *named_elsewhere(kb)]
    printed = {source.title for source in kb.all(Source).values() if source.is_foreign and source.language == CODE}
    return printed | {form for record in named if (name := record.names.get(CODE)) for form in name.forms}


def test_what_is_khmer_is_a_name_and_says_its_state(others: dict[str, BeautifulSoup], kb: KnowledgeBase) -> None:
    """Or it is a letter of the glossary, or a name alone in its place, as at the end of the way back and in the table of titles."""
    names = sorted(forms(kb), key=len, reverse=True)
    known = re.compile("|".join(map(re.escape, names)))
    for address, soup in others.items():
        assert soup.find(id="kb-content").get("data-translation") is None, address
        for text in soup.body.find_all(string=KHMER):
            if type(text) is not NavigableString or text.parent.name == "script" or len(text.strip()) == 1:
                continue
            if text.find_parent(class_="changed"):  # what a file held when it was released: names, with their sources
                continue
            states = [p["data-translation"] for p in text.parents if "data-translation" in p.attrs]
            named = not KHMER.search(known.sub("", text)) or any(n.startswith(text.strip(" …\n")) for n in names)  # cut
            assert (states and states[0] in SHOWN) or named, (address, text)


def test_pages_are_whole(hidden: Path, others: dict[str, BeautifulSoup]) -> None:
    """Records, ids, language, the one notice, the way to the other language: as on every other site."""
    english = {p.relative_to(hidden).as_posix() for p in hidden.rglob("index.html")}
    assert {f"{address}index.html" for address in others} == {path for path in english if path.startswith(f"{CODE}/")}
    for address, soup in others.items():
        rest = address.removeprefix(f"{CODE}/")
        twin = BeautifulSoup((hidden / rest / "index.html").read_text("utf-8"), "lxml")
        theirs, ours = ([e["data-record"] for e in page.find_all(attrs={"data-record": True})] for page in (twin, soup))
        assert sorted(ours) == sorted(theirs) and soup.html["lang"] == CODE, address
        assert soup.find("link", rel="canonical")["href"] == SITE_URL + address
        (notice,) = soup.select(".kb-translation")
        assert [p["lang"] for p in notice.find_all("p", recursive=False)] == ["en"], address
        assert not english_words(soup), address
        assert not re.search("[\ufdd0-\ufdef]", str(soup)), address


def test_the_search_finds_the_records_by_their_english_names(hidden: Path, others: dict[str, BeautifulSoup]) -> None:
    entries = search_index.read(*((hidden / path).read_bytes() for path in search_index.paths(CODE)))["entries"]
    assert len(entries) > 1500 and any(entry["t"] == "R2P focal point" for entry in entries)
    assert {entry["a"].partition("#")[0] for entry in entries} <= set(others)
