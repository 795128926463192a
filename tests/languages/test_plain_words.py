"""What a reader would stumble over, in the catalogue and on the pages: words of the workshop, long sentences, the passive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bench.readability import PASSIVE, messages, prose, sentences
from prevention_kb.reading.catalogue import ALONE, english

DOCS = Path(__file__).parents[2] / "docs"
DATA = DOCS.parent / "data"
#: For those who keep the site, not for its readers.
WORKSHOP = {"about/maintain.md", "about/figures.md", "about/editorial-guide.md"}
PAGES = {
    str(path.relative_to(DOCS)): list(prose(path.read_text("utf-8")))
    for path in sorted(DOCS.rglob("*.md"))
    if str(path.relative_to(DOCS)) not in WORKSHOP
}
#: The words of the code book and of the open data tell programmers what the files hold.
TEXTS = {
    "the catalogue": [
        text
        for id, said in english().messages.items()
        if not id.startswith(("code-book.", ALONE))
        for text in messages(said)
    ],
    **PAGES,
}
#: A word of the workshop, and what to say instead.
INSTEAD = {
    r"\b(?:was|were) read\b": "we read",
    r"recalled|from memory": "no source yet",
    r"usually its opening": "partly read (said once, on the pages about the method and the sources)",
    r"\bbod(?:y|ies)\b": "organisation",
    r"stands? as (?:theirs|his|hers)": "it is their own",
    r"\baudited\b": "we check",
    r"of the kind\b": "examples elsewhere",
    r"cannot be brought back": "you cannot undo this",
    r"\bas (?:it was|they were)\.": "unchanged",
    r"\bnought\b": "zero",
    r"\bparty entr(?:y|ies)\b": "Party: 3 with a source",
}
ALLOWED = {"about/index.md": {"usually its opening"}, "sources.md": {"usually its opening"}}
LONGEST = 38
PASSIVE_AT_MOST = 0.12


@pytest.mark.parametrize("where", TEXTS)
def test_no_word_of_the_workshop(where: str) -> None:
    found = [
        f"{text.strip()[:90]}: say “{instead}”"
        for text in TEXTS[where]
        for word, instead in INSTEAD.items()
        if re.search(word, re.sub(r"\{\w+\}", "", text), re.I) and word not in ALLOWED.get(where, ())
    ]
    assert found == []


@pytest.mark.parametrize("where", TEXTS)
def test_no_sentence_is_too_long(where: str) -> None:
    long = [one for text in TEXTS[where] for one in sentences(text) if len(one.split()) > LONGEST]
    assert [f"{len(one.split())} words: {one}" for one in long if not one.startswith("A text that a")] == []


def test_most_sentences_are_active() -> None:
    said = [one for texts in TEXTS.values() for text in texts for one in sentences(text)]
    assert sum(bool(PASSIVE.search(one)) for one in said) / len(said) <= PASSIVE_AT_MOST


#: What goes on after a colon, by the ids of its messages.
GOES_ON = re.compile(r"kinds\.[a-z_]+\.settles|vote\.without-vote")


def test_a_message_that_ends_as_a_sentence_begins_as_one() -> None:
    """It stands after another sentence, as “we have not read the judgment.” did after what a court found."""
    told = {
        id: text
        for id, said in english().messages.items()
        if not id.startswith(("code-book.", ALONE)) and not GOES_ON.fullmatch(id)
        for text in messages(said)
    }
    assert {id: text for id, text in told.items() if re.match("[a-z].*[.]$", text.strip(), re.S)} == {}


def test_no_fact_says_that_it_is_recalled() -> None:
    """What stands in a record reaches the pages as it is."""
    found = [
        f"{path.name}: {one[:90]}"
        for path in sorted(DATA.rglob("*.yaml"))
        for one in _texts(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader))
        if re.search(r"\brecalled\b(?!-)|\bfrom memory\b", one, re.I) and " " in one
    ]
    assert found == []


def _texts(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _texts(inner)
