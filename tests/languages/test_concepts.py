"""One word for one concept: what another language calls it, and what it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.facts.shape import Named
from prevention_kb.facts.texts import texts
from prevention_kb.facts.translation import Concept, Overlay, Translation, digest
from prevention_kb.reading import concepts
from prevention_kb.reading.catalogue import wording
from prevention_kb.reading.problems import Problem
from prevention_kb.rules import translations

from ..conftest import ROOT

PREVENTION = Concept("prevention", "ការបង្ការ", also=("បង្ការ",), english=("prevent",), avoid=("ការទប់ស្កាត់",))


def saying(kb: KnowledgeBase, said: str, collection: str = "proposals", path: str = "title") -> KnowledgeBase:
    """The tiny facts with one text in Khmer."""
    record = next(iter(kb.records[collection].values()))
    english = dict(texts(record))[path]
    one = Translation({path: said}, {path: digest(english)}, path="languages/km/x.yaml", lines={path: 3})
    concept = replace(PREVENTION, english=(english.split()[0],), line=9)
    overlay = Overlay("km", {(collection, record.id): one}, concepts={"prevention": concept})
    return replace(kb, overlays={"km": overlay})


AVOIDED = "ផែនការសម្រាប់ការទប់ស្កាត់"


def avoided(where: str, line: int, path: str = "languages/km/x.yaml") -> Problem:
    """What is said of a text that calls prevention so."""
    return Problem(
        path, line, min(line, 1),
        what=f"{where}: ការទប់ស្កាត់ stands for prevention",
        allowed="languages/km/concepts.yaml:9 calls it ការបង្ការ",
        cure="write that word, or change the concept with a reason",
    )  # fmt: skip


def test_a_word_that_is_not_used_for_a_concept_is_a_problem_with_its_place(tiny: KnowledgeBase) -> None:
    """In a record of a file of its own, in one of several; one that was made from another wording is not judged, nor one of no record or text."""
    assert translations.check(saying(tiny, AVOIDED)) == [avoided("title", 3)]
    kb = saying(tiny, AVOIDED, "cases", "charges")
    (ref, one), = kb.overlays["km"].records.items()  # fmt: skip
    assert translations.check(kb) == [avoided(f"{ref[1]}: charges", 3)]
    bare = replace(one, lines={})
    assert translations.check(replace(kb, overlays={"km": replace(kb.overlays["km"], records={ref: bare})})) == [
        avoided(f"{ref[1]}: charges", 1)
    ]
    english = dict(texts(tiny.records["cases"][ref[1]]))
    both = Translation(
        {"outcome": AVOIDED, "charges": AVOIDED}, {**one.of, "outcome": "00000000"}, path=one.path, lines=one.lines
    )
    assert "outcome" in english
    lost = replace(kb, broken={"cases": frozenset({"lost"})})
    records = {("cases", "lost"): one, ref: both}
    found = translations.everything_said(lost, replace(kb.overlays["km"], records=records))
    assert [(said.path, said.line, said.where, said.english, said.said) for said in found] == [
        ("languages/km/x.yaml", 3, f"{ref[1]}: charges", english["charges"], AVOIDED)
    ]


def test_pages_and_messages_speak_of_concepts_too(tiny: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    (tmp_path / "docs").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / f"docs/{name}.md").write_text("---\ntitle: A\n---\n\nPrevention.{{ prevent() }}\n", "utf-8")
    page = Translation(
        {"body": AVOIDED}, {"body": digest("Prevention.{{ prevent() }}\n")}, path="languages/km/pages/b.md"
    )
    other = {"none.md": page, "a.md": replace(page, of={}), "b.md": page}
    concept = replace(PREVENTION, line=9)
    overlay = Overlay("km", pages=other, concepts={"prevention": concept})
    kb = replace(tiny, root=tmp_path, overlays={"km": overlay})
    (said,) = translations.everything_said(kb, overlay)
    assert (said.english, said.said, said.where) == ("Prevention.\n", AVOIDED, "body")
    of_page = avoided("body", 0, "languages/km/pages/b.md")
    assert of_page in translations.check(kb)
    english = {"a.old": "Prevention", "a.one": "Prevention", "a.more": {"one": "Prevention", "other": "x"}}
    there = {"a.gone": AVOIDED, "a.old": AVOIDED, "a.one": AVOIDED, "a.more": {"other": AVOIDED}}
    of = {"a.gone": digest("x"), "a.one": digest("Prevention"), "a.more": digest("one: Prevention\nother: x")}
    about = Translation(
        {id: wording(text) for id, text in there.items()}, of, path="languages/km/x.yaml", lines={"a.one": 6}
    )
    monkeypatch.setattr(translations.catalogue, "english", lambda: SimpleNamespace(messages=english))
    monkeypatch.setattr(translations.catalogue, "translated", {"km": (there, about)}.__getitem__)
    assert len(list(translations.everything_said(kb, overlay))) == 1
    (tmp_path / "languages/km").mkdir(parents=True)
    (tmp_path / "languages/km/interface.yaml").touch()
    assert [(said.where, said.line, said.english, said.said) for said in translations.everything_said(kb, overlay)] == [
        ("body", 0, "Prevention.\n", AVOIDED),
        ("a.one", 6, "Prevention", AVOIDED),
        ("a.more", 0, "one: Prevention\nother: x", f"other: {AVOIDED}"),
    ]
    found = [problem for problem in translations.check(kb) if "stands for" in problem.what]
    assert found == [of_page, avoided("a.one", 6), avoided("a.more", 0)]
    without = replace(overlay, concepts={})
    assert not [p for p in translations.check(replace(kb, overlays={"km": without})) if "stands for" in p.what]


def test_a_concept_knows_its_line(tmp_path: Path) -> None:
    (tmp_path / "concepts.yaml").write_text("a: {word: ក, english: [x]}\nb:\n  word: ខ\n  english: [y]\n", "utf-8")
    found = concepts.read(tmp_path / "concepts.yaml", "x", [])
    assert [(concept.name, concept.line) for concept in found.values()] == [("a", 1), ("b", 2)]


def test_elsewhere_the_word_may_stand(tiny: KnowledgeBase) -> None:
    """Where the English speaks of something else, and inside a name that a source gives."""
    kb = saying(tiny, "ផែនការសម្រាប់ការទប់ស្កាត់")
    other = replace(kb.overlays["km"], concepts={"prevention": replace(PREVENTION, english=("zebra",))})
    assert translations.check(replace(kb, overlays={"km": other})) == []
    name = tiny.records["treaties"]["covenant"].names["km"].name  # type: ignore[attr-defined]
    named = replace(saying(tiny, f"តាម{name}").overlays["km"], concepts={"x": replace(PREVENTION, english=("",), avoid=(name[:4],))})  # fmt: skip
    assert translations.check(replace(tiny, overlays={"km": named})) == []


def test_the_longest_name_is_left_out_first(tiny: KnowledgeBase) -> None:
    """What stands beside a name is judged, and what belongs to it is not, whatever signs are in it."""
    event = tiny.records["events"]["fall"]
    names = {"a": "កក", "b": "កក (ការទប់ស្កាត់)", "c": "កក (ការ"}
    called = {
        id: event.model_copy(update={"names": {"km": event.names["km"].model_copy(update={"name": name})}})  # type: ignore[attr-defined]
        for id, name in names.items()
    }
    kb = replace(tiny, records={**tiny.records, "events": called})
    for said, wrong in (("កក (ការទប់ស្កាត់)", []), ("ការទប់ស្កាត់ កក", [avoided("title", 3)]), ("ការទប់កកស្កាត់", [])):
        assert translations.check(saying(kb, said)) == wrong
    plain = {
        name: {id: r.model_copy(update={"names": {}}) if isinstance(r, Named) else r for id, r in records.items()}
        for name, records in tiny.records.items()
    }
    assert translations.check(saying(replace(tiny, records=plain), AVOIDED)) == [avoided("title", 3)]


def test_a_text_without_the_word_is_listed_and_no_problem(tiny: KnowledgeBase) -> None:
    for said, listed in (("ផែនការ", True), ("ផែនការបង្ការ", False)):
        kb = saying(tiny, said)
        assert translations.check(kb) == []
        found = list(translations.called_otherwise(kb, kb.overlays["km"]))
        assert [(text.said, concept.word) for text, concept in found] == ([(said, "ការបង្ការ")] if listed else [])
        other = {"prevention": replace(PREVENTION, english=("zebra",))}
        assert not list(translations.called_otherwise(kb, replace(kb.overlays["km"], concepts=other)))


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("x", "it holds no fields"),
        ("{word: ក}", "english is missing"),
        ("{english: [a]}", "word is missing"),
        ("{word: ក, english: [a], words: ខ}", "words is no field of a concept"),
        ("{word: ក, english: a}", "english is no list of words"),
        ("{word: ក, english: [a], avoid: ['']}", "avoid is no list of words"),
        ("{word: [ក], english: [a]}", "word is no text"),
        ("{word: កខ, english: [a], avoid: [ខ]}", "ខ is avoided, and is wanted"),
    ],
)
def test_a_broken_entry_is_named(tmp_path: Path, entry: str, what: str) -> None:
    file = tmp_path / "concepts.yaml"
    file.write_text(f"good: {{word: ក, english: [a]}}\nbroken: {entry}\n", "utf-8")
    problems: list[Problem] = []
    assert list(concepts.read(file, "concepts.yaml", problems)) == ["good"]
    (problem,) = problems
    assert problem.line == 2 and what in problem.what and "word:" in problem.allowed


def test_the_conflicts_that_were_found_are_settled() -> None:
    """Each with the text on which it rests."""
    problems: list[Problem] = []
    found = concepts.read(ROOT / "languages/km/concepts.yaml", "concepts.yaml", problems)
    assert not problems
    assert found["prevention"].word == "ការបង្ការ" and "ការទប់ស្កាត់" in found["prevention"].avoid
    assert found["appeal"].word == "បណ្តឹងសាទុក្ខ" and found["timor-leste"].word == "ទីម័រឡេស្តេ"
    text = (ROOT / "languages/km/concepts.yaml").read_text("utf-8")
    assert text.count("\n  word:") == text.count("\n  note:") == len(found)
