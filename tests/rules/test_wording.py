"""Which sentences the rules of wording refuse, and which they let pass: one for every word of their patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.facts.documents import Claim, Paragraph
from prevention_kb.facts.events import Event
from prevention_kb.facts.sources import Source
from prevention_kb.facts.treaties import Treaty
from prevention_kb.rules import broken, wording

DEMANDS: dict[str, str | None] = {
    # the words that are told, or None where the sentence passes
    "Cambodia should act.": "Cambodia should",
    "ASEAN must act.": "ASEAN must",
    "ASEAN ought to act.": "ASEAN ought to",
    "ASEAN needs to act.": "ASEAN needs to",
    "They know that states need to act.": "states need to",
    "The government should act.": "The government should",
    "By 2030 the Government should act.": "the Government should",
    "The Royal Government should act.": "The Royal Government should",
    "The royal government should act.": "The royal government should",
    "The authorities should act.": "The authorities should",
    "The state should act.": "The state should",
    "The region should act.": "The region should",
    "The international community should act.": "The international community should",
    "The United Nations should act.": "The United Nations should",
    "States should act.": "States should",
    "Every year member states should act.": "member states should",
    "Member States should act.": "Member States should",
    "We should act.": "We should",
    "Here we should act.": "we should",
    "Cambodia now should act.": "Cambodia now should",
    "ASEAN should act; it must and ought to, so great is the need.": "ASEAN should",
    "Cambodia, it is true, should act.": None,
    "Cambodia’s well-meant plans should work.": None,
    "ASEAN member-states’ leaders should act.": "ASEAN member-states’ leaders should",
    "ASEAN and its members should act.": None,
    "Cambodia acts.": None,
    "Troops should act.": None,
    "The statement should count.": None,
    "In summary: ASEAN should act.": "ASEAN should",
    # a speaker in the same sentence
    "An author writes: x. ASEAN should act.": "ASEAN should",
    "An author writes; ASEAN should act.": "ASEAN should",
    "What does the author mean: ASEAN should act.": "ASEAN should",
    "What does the author mean? ASEAN should act.": "ASEAN should",
    "So much of the author! ASEAN should act.": "ASEAN should",
    "To the author, ASEAN should act.": None,
    "To the authors ASEAN should act.": None,
    "THE AUTHORS think that ASEAN should act.": None,
    "To the op-ed, ASEAN should act.": None,
    "Some say ASEAN should act.": None,
    "One says ASEAN should act.": None,
    "One said ASEAN should act.": None,
    "Some hold that ASEAN should act.": None,
    "One holds that ASEAN should act.": None,
    "One held that ASEAN should act.": None,
    "Some write that ASEAN should act.": None,
    "One writes that ASEAN should act.": None,
    "One wrote that ASEAN should act.": None,
    "One argues that ASEAN should act.": None,
    "One called out that ASEAN should act.": None,
    "One asked whether ASEAN should act.": None,
    "One recommended that ASEAN should act.": None,
    "One proposed that ASEAN should act.": None,
    "One urged that ASEAN should act.": None,
    "One demanded that ASEAN should act.": None,
    "According to one, ASEAN should act.": None,
    "It is required that ASEAN should act.": None,
    "ASEAN is obliged; the states must act as obliged.": None,
    "The resolution has it that ASEAN should act.": None,
    "By the Convention ASEAN should act.": None,
    "By a treaty ASEAN should act.": None,
    "By article 1 ASEAN should act.": None,
    "By articles 1 and 2 ASEAN should act.": None,
    "By its charter ASEAN should act.": None,
    "By law ASEAN should act.": None,
    "By one rule ASEAN should act.": None,
    "By its rules ASEAN should act.": None,
    "Lawless and callow, ASEAN should act.": None,  # callow begins as call does
    "Lawless, ASEAN should act.": "ASEAN should",
}

TOLLS: dict[str, str | None] = {
    # the number that is told, or None where the sentence passes
    "Under the Khmer Rouge two million people died.": "two million",
    "Under Pol Pot two million people died.": "two million",
    "In Democratic Kampuchea two million people died.": "two million",
    "In Cambodia two million people died.": "two million",
    "Two million Cambodian people died.": "Two million",
    "Two million Cambodians died.": "Two million",
    "Two million people died.": None,
    "The Khmer Rouge made two million people die.": "two million",
    "With two million dying, the Khmer Rouge went on.": "two million",
    "The Khmer Rouge left two million dead.": "two million",
    "The Khmer Rouge caused the death of two million.": "two million",
    "The Khmer Rouge caused two million deaths.": "two million",
    "The Khmer Rouge would kill two million.": "two million",
    "The Khmer Rouge killed two million.": "two million",
    "Under the Khmer Rouge two million perished.": "two million",
    "The Khmer Rouge murdered two million.": "two million",
    "Two million fell victim to the Khmer Rouge.": "Two million",
    "The victims of the Khmer Rouge were two million.": "two million",
    "The Khmer Rouge took two million lives.": "two million",
    "The toll of the Khmer Rouge was two million.": "two million",
    "The Khmer Rouge drove two million people out.": None,
    "The Khmer Rouge killed 1 million.": "1 million",
    "The Khmer Rouge killed 1.7 million.": "1.7 million",
    "The Khmer Rouge killed 2 million.": "2 million",
    "The Khmer Rouge killed 3 million.": "3 million",
    "The Khmer Rouge killed one million.": "one million",
    "The Khmer Rouge killed three million.": "three million",
    "The Khmer Rouge killed one and a half million.": "one and a half million",
    "The two-million toll of the Khmer Rouge.": "two-million",
    "The Khmer Rouge killed 1,700,000 people.": "1,700,000",
    "The Khmer Rouge killed 2,000,000 people.": "2,000,000",
    "The Khmer Rouge killed 3,314,000 people.": "3,314,000",
    "The Khmer Rouge killed 4 million.": None,
    "The Khmer Rouge killed 21 million.": None,
    "The Khmer Rouge killed 0.2 million.": None,
    "The Khmer Rouge killed 10,200,000 people.": None,
    "The Khmer Rouge killed 1,1,200,000 people.": None,
    "The Khmer Rouge killed x1,200,000 people.": None,
    "The Khmer Rouge killed one millionaire.": None,
    "The Khmer Rouge killed TWO MILLION.": "TWO MILLION",
    # the ends of a range
    "The Khmer Rouge killed 1.7 to 2.2 million.": None,
    "The Khmer Rouge killed 1.7 million to 2.2 million.": None,
    "The Khmer Rouge killed one million to two million.": None,
    "The Khmer Rouge killed one to two million.": None,
    "The Khmer Rouge killed two to three million.": None,
    "The Khmer Rouge killed two million to three million.": None,
    "The Khmer Rouge killed one and a half to two million.": None,
    "The Khmer Rouge killed one million to one and a half million.": None,
    "The Khmer Rouge killed three to two million.": "two million",
    "The Khmer Rouge killed 1 million and 2 million.": None,
    "The Khmer Rouge killed 1 million or 3 million.": None,
    "The Khmer Rouge killed 1 million–2 million.": None,
    "The Khmer Rouge killed 1 million-2 million.": None,
    "The Khmer Rouge killed 1 million – 2 million.": None,
    "The Khmer Rouge killed 1 million to about 2 million.": None,
    "The Khmer Rouge killed 1 million to nearly 2 million.": None,
    "The Khmer Rouge killed 1 million to almost 2 million.": None,
    "The Khmer Rouge killed 1 million to over 2 million.": None,
    "The Khmer Rouge killed 1 million to more than 2 million.": None,
    "The Khmer Rouge killed ONE MILLION TO ABOUT TWO MILLION.": None,
    "The Khmer Rouge killed 1 million, then 2 million.": "1 million",
    "The Khmer Rouge killed 1 million or so.": "1 million",
    "The Khmer Rouge killed 1 million to 5 million.": "1 million",
    "The Khmer Rouge killed not one but two million.": "two million",
    # money, and other sentences
    "The court on the Khmer Rouge gave victims $2 million.": None,
    "The court on the Khmer Rouge gave victims $ 2 million.": None,
    "The court on the Khmer Rouge gave victims US$2 million.": None,
    "The court on the Khmer Rouge gave victims 2 million dollars.": None,
    "The court on the Khmer Rouge gave victims 2 million US dollars.": None,
    "The court on the Khmer Rouge counted $ and 2 million dead.": "2 million",
    "The court on the Khmer Rouge counted 2 million dead, not dollars.": "2 million",
    "The Khmer Rouge killed. Two million fled.": None,
    "The Khmer Rouge killed; two million fled.": None,
    "The Khmer Rouge killed: two million fled.": None,
    "Did the Khmer Rouge kill? Two million fled.": None,
    "The Khmer Rouge killed! Two million fled.": None,
    "Many died. The Khmer Rouge killed. The dead were two million, or 2,200,000.": "two million",
    "Under the Khmer Rouge [two million](claims/p4-over-two-million) died.": None,
    "Under the Khmer Rouge [two million](claims/p4) died.": "two million",
}

SUMMARIES: dict[str, str | None] = {
    "The authors count.": None,
    "One author counts.": None,
    "AUTHORS count.": None,
    "The op-ed counts.": None,
    "Authority counts.": "the summary does not say who speaks",
    "Coauthors count.": "the summary does not say who speaks",
    "An op-editor counts.": "the summary does not say who speaks",
    "The co-op-eds count.": "the summary does not say who speaks",
    "Cambodia counts.": "the summary does not say who speaks",
}


NAMES = ["Khmer Rouge", "Pol Pot", "Kampuchea", "Cambodia", "Cambodian", "Cambodians"]
TOLL = Claim.model_construct(id="p4-over-two-million", paragraphs=["P4"], toll_of=NAMES)


def alone(record: Any) -> KnowledgeBase:
    """A knowledge base that holds one record, and the claim with the toll."""
    records: dict[str, dict[str, Any]] = {"claims": {TOLL.id: TOLL}}
    return KnowledgeBase(records | {record.collection: records.get(record.collection, {}) | {record.id: record}})


def told(rule: broken.Rule, record: Any, text: str, field: str = "summary") -> str | None:
    """What the rule says of a record with this text: the words that it quotes, or all that it says; None where it passes."""
    found = [broken.what for broken in rule(alone(record.model_copy(update={field: text})))]
    assert len(found) <= 1
    if not found:
        return None
    quoted = re.match("“(.*)”", found[0])
    return quoted[1] if quoted else found[0]


@pytest.mark.parametrize(("text", "words"), DEMANDS.items())
def test_what_should_be_done_has_a_speaker(text: str, words: str | None, tiny: KnowledgeBase) -> None:
    assert told(wording.demands_have_a_speaker, tiny.get(Event, "fall"), text) == words


@pytest.mark.parametrize(("text", "words"), TOLLS.items())
def test_the_dead_are_a_range(text: str, words: str | None, tiny: KnowledgeBase) -> None:
    assert told(wording.no_bare_toll, tiny.get(Event, "fall"), text) == words


@pytest.mark.parametrize(("text", "words"), SUMMARIES.items())
def test_summaries_name_the_authors(text: str, words: str | None, tiny: KnowledgeBase) -> None:
    assert told(wording.summaries_name_the_authors, tiny.get(Paragraph, "P19"), text) == words


SHOULD = "ASEAN should act."


@pytest.mark.parametrize(
    "collection", ["claims", "proposals", "measures", "sources", "risk_factors", "guidance", "commitments"]
)
def test_pages_that_say_whose_view_it_is(collection: str, tiny: KnowledgeBase) -> None:
    record = next(iter(tiny.records[collection].values()))
    assert told(wording.demands_have_a_speaker, record, SHOULD, "note") is None


@pytest.mark.parametrize(
    "collection",
    ["events", "treaties", "countries", "paragraphs", "organisations", "people", "terms", "votes", "cases"],
)
def test_pages_that_speak_in_the_voice_of_the_site(collection: str, tiny: KnowledgeBase) -> None:
    record = next(iter(tiny.records[collection].values()))
    assert (
        told(wording.demands_have_a_speaker, record, SHOULD, "note" if collection != "terms" else "definition")
        == "ASEAN should"
    )


def test_quotations_speak_for_themselves(tiny: KnowledgeBase) -> None:
    assert told(wording.demands_have_a_speaker, tiny.get(Event, "fall"), SHOULD, "quote") is None
    assert told(wording.no_bare_toll, tiny.get(Event, "fall"), "Pol Pot killed two million", "quote") is None


def test_the_regime_may_be_named_anywhere_in_the_record(tiny: KnowledgeBase) -> None:
    event = tiny.get(Event, "rule").model_copy(update={"title": "Years of Pol Pot"})
    assert told(wording.no_bare_toll, event, "Two million people died.") == "Two million"
    assert told(wording.no_bare_toll, event, "Many died.") is None


def test_where_rival_figures_stand(tiny: KnowledgeBase) -> None:
    toll = tiny.get(Claim, "toll")
    text = "Two million died under Pol Pot."
    assert told(wording.no_bare_toll, toll, text, "restated") == "Two million"
    toll = toll.model_copy(update={"restated": "Many died."})
    figure = toll.figures[0].model_copy(update={"note": text})
    assert told(wording.no_bare_toll, toll.model_copy(update={"figures": [figure]}), "Many died.", "finding") is None
    said = tiny.get(Claim, "said")
    elsewhere = said.wordings[0].model_copy(update={"text": text})
    assert (
        told(wording.no_bare_toll, said.model_copy(update={"wordings": [elsewhere]}), "Many died.", "finding") is None
    )
    assert (
        told(wording.no_bare_toll, toll.model_copy(update={"id": TOLL.id, "toll_of": NAMES}), text, "restated") is None
    )
    other = tiny.get(Event, "fall").model_copy(update={"id": TOLL.id})
    assert told(wording.no_bare_toll, other, text) == "Two million"
    assert told(wording.no_bare_toll, tiny.get(Source, "paper"), text, "note") is None


def test_each_text_of_a_record_is_read(tiny: KnowledgeBase) -> None:
    """A text that passes does not end the reading; a text in a list or in a part counts as one at the top."""
    event = tiny.get(Event, "fall").model_copy(
        update={"summary": "Pol Pot. [2 million](claims/p4-over-two-million) died."}
    )
    assert told(wording.no_bare_toll, event, "Two million died.", "note") == "Two million"
    assert (
        told(wording.no_bare_toll, event.model_copy(update={"quote": "two million died"}), "3 million died.", "note")
        == "3 million"
    )
    treaty = tiny.get(Treaty, "covenant")
    acts = [treaty.status["cambodia"].acts[0].model_copy(update={"note": SHOULD})]
    status = {"cambodia": treaty.status["cambodia"].model_copy(update={"acts": acts})}
    (broken,) = wording.demands_have_a_speaker(alone(treaty.model_copy(update={"status": status})))
    assert broken.at == ("status", "cambodia", "acts", 0, "note")


def test_each_record_is_read(tiny: KnowledgeBase) -> None:
    """A record that may say it, or says nothing of the kind, does not end the reading."""
    fall = tiny.get(Event, "fall")
    kb = KnowledgeBase(
        {
            "sources": {"paper": tiny.get(Source, "paper").model_copy(update={"note": "Pol Pot killed two million."})},
            "claims": {TOLL.id: TOLL, "praise": tiny.get(Claim, "praise").model_copy(update={"restated": SHOULD})},
            "events": {
                "quiet": fall,
                "apart": fall.model_copy(update={"summary": "Two million died elsewhere."}),
                "loud": fall.model_copy(update={"summary": f"Pol Pot killed two million. {SHOULD}"}),
            },
        }
    )
    for rule in (wording.demands_have_a_speaker, wording.no_bare_toll):
        assert [broken.record.model_dump() for broken in rule(kb)] == [kb.records["events"]["loud"].model_dump()]


# That every word of the patterns counts ---------------------------------------------------------------------------

TABLES: dict[str, tuple[broken.Rule, dict[str, str | None]]] = {
    "_DEMAND": (wording.demands_have_a_speaker, DEMANDS),
    "_SPEAKER": (wording.demands_have_a_speaker, DEMANDS),
    "DEATH": (wording.no_bare_toll, TOLLS),
    "_MILLION": (wording.no_bare_toll, TOLLS),
    "_BEFORE": (wording.no_bare_toll, TOLLS),
    "_AFTER": (wording.no_bare_toll, TOLLS),
}
WITHOUT_EFFECT = {("_AFTER", r"(?:\.\d+)?")}
"""What follows the first digit of the other end of a range, which is an end with it and without it."""


def struck(pattern: str) -> Iterator[tuple[str, str]]:
    """Each word and each optional piece of a pattern, and the pattern without it."""
    opened: list[tuple[int, list[int]]] = [(0, [])]
    for at, sign in _signs(pattern):
        if sign == "(":
            opened.append((at, []))
        elif sign == "|":
            opened[-1][1].append(at)
        elif sign == ")":
            begin, bars = opened.pop()
            yield from _alternatives(pattern, re.compile(r"\((\?:|\?<?[=!])?").match(pattern, begin).end(), bars, at)
            if re.match(r"[?*]|\{0,", pattern[at + 1 :]):
                end = at + 1 + re.match(r"[?*]|\{[0-9,]+\}", pattern[at + 1 :]).end()
                yield pattern[begin:end], pattern[:begin] + pattern[end:]
    yield from _alternatives(pattern, 0, opened[0][1], len(pattern))
    for found in re.finditer(r"(\\?\w|\[[^\]]+\])[?*]", pattern):
        yield found[0], pattern[: found.start()] + pattern[found.end() :]
    for found in re.finditer(r"(?<!\\)\[([^\]\\^]{2})\]", pattern):
        for sign in found[1]:
            yield sign, pattern[: found.start()] + re.escape(found[1].replace(sign, "")) + pattern[found.end() :]


def _signs(pattern: str) -> Iterator[tuple[int, str]]:
    """Brackets and bars of a pattern with their places, without those that are escaped or in a class."""
    for found in re.finditer(r"\\.|\[[^\]]*\]|[(|)]", pattern):
        if found[0] in "(|)":
            yield found.start(), found[0]


def _alternatives(pattern: str, begin: int, bars: list[int], end: int) -> Iterator[tuple[str, str]]:
    edges = [begin - 1, *bars, end]
    for left, right in pairwise(edges):
        if bars:
            rest = pattern[: left + 1] + pattern[right + 1 :] if right != end else pattern[:left] + pattern[right:]
            yield pattern[left + 1 : right], rest


def test_words_are_struck_one_by_one() -> None:
    assert list(struck(r"\b(?:a (?:b )?c|[Dd]es?|x\w*)\b")) == [
        (r"(?:b )?", r"\b(?:a c|[Dd]es?|x\w*)\b"),
        (r"a (?:b )?c", r"\b(?:[Dd]es?|x\w*)\b"),
        (r"[Dd]es?", r"\b(?:a (?:b )?c|x\w*)\b"),
        (r"x\w*", r"\b(?:a (?:b )?c|[Dd]es?)\b"),
        (r"s?", r"\b(?:a (?:b )?c|[Dd]e|x\w*)\b"),
        (r"\w*", r"\b(?:a (?:b )?c|[Dd]es?|x)\b"),
        (r"D", r"\b(?:a (?:b )?c|des?|x\w*)\b"),
        (r"d", r"\b(?:a (?:b )?c|Des?|x\w*)\b"),
    ]


def test_every_name_of_a_toll_counts(kb: KnowledgeBase, tiny: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kb.get(Claim, TOLL.id).toll_of == NAMES
    for name in NAMES:
        monkeypatch.setitem(TOLL.__dict__, "toll_of", [other for other in NAMES if other != name])
        changed = [
            text for text, words in TOLLS.items() if told(wording.no_bare_toll, tiny.get(Event, "fall"), text) != words
        ]
        assert changed, f"no sentence needs {name}"


@pytest.mark.parametrize("name", TABLES)
def test_every_word_of_a_pattern_counts(name: str, tiny: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    rule, table = TABLES[name]
    event = tiny.get(Event, "fall")
    kept: re.Pattern[str] = getattr(wording, name)
    count = 0
    for word, rest in struck(kept.pattern):
        monkeypatch.setattr(wording, name, re.compile(rest, kept.flags))
        changed = any(told(rule, event, text) != words for text, words in table.items())
        assert changed != ((name, word) in WITHOUT_EFFECT), f"no sentence needs {word!r} of {name}"
        count += 1
    assert count >= 5
