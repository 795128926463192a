"""Each rule: the tiny facts obey it, and every branch of it is broken by some mistake of tests/mistakes.py."""

from __future__ import annotations

import ast
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from prevention_kb import KnowledgeBase, rules
from prevention_kb.facts.dates import When
from prevention_kb.facts.documents import Claim, Document, Proposal
from prevention_kb.facts.events import Case, Event
from prevention_kb.facts.findings import Finding
from prevention_kb.facts.mechanisms import Mechanism
from prevention_kb.facts.promises import Promise
from prevention_kb.facts.shape import Record
from prevention_kb.facts.sources import Source
from prevention_kb.facts.translation import Kept, Overlay, Translation, digest
from prevention_kb.facts.treaties import Treaty
from prevention_kb.reading import markdown_pages
from prevention_kb.reading.problems import Problem
from prevention_kb.reading.records import read_all
from prevention_kb.rules import RULES
from prevention_kb.rules import addresses as address_rules
from prevention_kb.rules import dates as date_rules
from prevention_kb.rules import documents as document_rules
from prevention_kb.rules import findings as finding_rules
from prevention_kb.rules import mechanisms as mechanism_rules
from prevention_kb.rules import names as name_rules
from prevention_kb.rules import pages as page_rules
from prevention_kb.rules import promises as promise_rules
from prevention_kb.rules import references as reference_rules
from prevention_kb.rules import sources as source_rules
from prevention_kb.rules import translations as translation_rules
from prevention_kb.rules.broken import Broken, Rule

from ..conftest import TINY
from ..mistakes import BROKEN, FINE, MISTAKES, shown

NAMED = {rule.__name__: rule for rule in RULES}
MODULES = list(dict.fromkeys(sys.modules[rule.__module__] for rule in RULES))


def test_every_rule_has_a_mistake() -> None:
    assert {mistake.breaks for mistake in MISTAKES.values()} == {*NAMED, ""}
    assert {mistake.breaks for mistake in FINE.values()} <= set(NAMED)


@pytest.mark.parametrize("rule", RULES, ids=NAMED)
def test_obeyed(rule: Rule) -> None:
    assert rule.__doc__ and rule.__doc__.rstrip().endswith(".")
    assert not list(rule(read_all(TINY)[0]))


@pytest.mark.parametrize("name", [name for name, mistake in MISTAKES.items() if mistake.breaks])
def test_broken(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rule alone says all that is said of the mistake."""
    MISTAKES[name].make(tmp_path)
    kb, problems, documents = read_all(tmp_path)
    assert not problems
    monkeypatch.setattr(rules, "RULES", [NAMED[MISTAKES[name].breaks]])
    found = sorted(set(rules.check(kb, documents)))
    assert shown(found, tmp_path) == (BROKEN / f"{name}.txt").read_text("utf-8").partition("\n")[2]


@pytest.mark.parametrize("name", FINE)
def test_the_edge_of_what_is_allowed(name: str, tmp_path: Path) -> None:
    FINE[name].make(tmp_path)
    kb, problems, _ = read_all(tmp_path)
    assert not problems and not list(NAMED[FINE[name].breaks](kb))


def changed(tiny: KnowledgeBase, *records: Record) -> KnowledgeBase:
    """The tiny facts with these records in the place of theirs, or before them."""
    held = {name: dict(own) for name, own in tiny.records.items()}
    for record in records:
        held[record.collection] = {record.id: record} | held[record.collection] | {record.id: record}
    return KnowledgeBase(held)


@pytest.mark.parametrize(("field", "value"), [("page", "article/"), ("prefix", "P")])
def test_two_documents_share_no_page_and_no_letter(field: str, value: str, tiny: KnowledgeBase) -> None:
    op_ed, speech = tiny.get(Document, "op-ed"), tiny.get(Document, "speech").model_copy(update={field: value})
    assert list(document_rules.documents_differ(changed(tiny, speech))) == [
        Broken(
            op_ed,
            (field,),
            what=f"{value} is that of speech (data/documents/speech.yaml)",
            allowed=f"a {field} of its own",
            cure="leave the line out",
        )
    ]


def test_one_that_is_passed_over_hides_none_behind_it(tiny: KnowledgeBase) -> None:
    """Rules that leave something out go on behind it, and tell of every record, not only of the first."""
    documents = [d.model_copy(update={"passages": d.passages[::-1]}) for d in tiny.all(Document).values()]
    found = document_rules.passages_have_one_document(changed(tiny, *documents))
    assert {broken.record.id for broken in found} == {d.id for d in documents if len(d.passages) > 1}
    (finding,) = tiny.all(Finding).values()
    gone = finding.charged.model_copy(update={"sources": ["gone"]})
    unread = finding.trial.model_copy(update={"sources": ["unread"]})
    finding = finding.model_copy(update={"charged": gone, "trial": unread})
    assert [b.at for b in finding_rules.stages_rest_on_a_source(changed(tiny, finding))] == [("trial", "outcome")]
    mechanism = next(iter(tiny.all(Mechanism).values()))
    basis = mechanism.basis.model_copy(update={"sources": ["gone"]})
    standing = mechanism.standing.model_copy(update={"state": "works", "sources": ["unread"]})
    mechanism = mechanism.model_copy(update={"basis": basis, "standing": standing})
    broken = mechanism_rules.mechanisms_rest_on_a_source(changed(tiny, mechanism))
    assert [b.at[-1] for b in broken] == ["state"]
    promise = tiny.get(Promise, "write")
    first, second = ([d.model_copy(update={"sources": [s]}) for d in promise.done] for s in ("gone", "unread"))
    promise = promise.model_copy(update={"done": [*first, *second]})
    told = promise_rules.developments_rest_on_others(changed(tiny, promise))
    assert [b.at for b in told] == [("done", 1, "sources")]


def test_whose_conviction_is_told(tiny: KnowledgeBase) -> None:
    """Of texts in every language alike, at the end of one and in a list; not of whom another finding convicted, nor of the first one alone."""
    (finding,) = tiny.all(Finding).values()
    parts = {
        "trial": finding.trial.model_copy(update={"outcome": "none"}),
        "final": finding.final.model_copy(update={"outcome": "ended-without-trial"}),
    }
    never = finding.model_copy(update={"id": "never", "accused": ["A driver"], **parts})
    besides = finding.model_copy(update={"id": "besides", **parts})
    event = tiny.get(Event, "fall").model_copy(update={"title": "One was convicted", "also": ["A driver"]})
    plan = tiny.get(Proposal, "plan").model_copy(update={"steps": ["Name a lead.", "See that A driver is convicted."]})
    claim = tiny.get(Claim, "said").model_copy(update={"restated": "One was convicted.", "toll_of": ["A driver"]})
    quiet = tiny.get(Event, "rule")
    charged = event.model_copy(update={"title": "Somebody is charged"})
    what = "tells a charge and names A driver, but not what became of it (ended-without-trial)"
    assert [b.what for b in finding_rules.charges_are_told_to_their_end(changed(tiny, never, charged, quiet))] == [what]
    acquitted = never.model_copy(
        update={"id": "again", "final": never.final.model_copy(update={"outcome": "acquitted"})}
    )
    (both,) = finding_rules.charges_are_told_to_their_end(changed(tiny, never, acquitted, charged))
    assert both.what.endswith("(acquitted, ended-without-trial)")
    found = [
        (b.record.id, b.at, b.what)
        for b in finding_rules.convictions_are_told_to_their_end(
            changed(tiny, besides, never, finding, event, plan, claim)
        )
    ]
    what = "tells a conviction and names A driver, but not that one is ended-without-trial (never)"
    assert sorted(found) == [("fall", ("title",), what), ("plan", ("steps", 1), what), ("said", ("restated",), what)]


def test_a_day_to_come_is_told_but_for_tomorrow(tiny: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of facts and of sources; of that one mistake, and not that the next check lies before it."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795910400")  # 2026-11-29
    event = tiny.get(Event, "fall").model_copy(update={"checked": "2026-11-30"})
    paper = tiny.get(Source, "paper").model_copy(update={"accessed": "2026-11-30"})
    assert not list(date_rules.nothing_was_checked_in_days_to_come(changed(tiny, event, paper)))
    event = event.model_copy(update={"checked": "2026-12-01", "review_by": "2026-11-30"})
    paper = paper.model_copy(update={"accessed": "2026-12-01"})
    kb = changed(tiny, event, paper)
    found = [(b.record.id, b.at) for b in date_rules.nothing_was_checked_in_days_to_come(kb)]
    assert found == [("fall", ("checked",)), ("paper", ("accessed",))]
    assert not list(date_rules.reviewed_after_checked(kb))


def test_how_guilt_is_told(tiny: KnowledgeBase) -> None:
    """By the law and the victims of the finding that a sentence tells of, and once for each text."""
    (finding,) = tiny.all(Finding).values()

    def found(outcome: str, *texts: str, **fields: object) -> list[str]:
        final = finding.final.model_copy(update={"outcome": outcome})
        one = finding.model_copy(update={"id": "one", "accused": ["A driver"], "final": final, **fields})
        other = finding.model_copy(update={"id": "other", "accused": ["A driver"], "victims": "The Cham"})
        kb = replace(changed(tiny, one, other), unrecorded=("Pol Pot",))
        events = [
            tiny.get(Event, "fall").model_copy(update={"id": f"e{at}", "summary": t}) for at, t in enumerate(texts)
        ]
        kb = replace(kb, records={**kb.records, "events": {event.id: event for event in events}})
        return [f"{b.record.id} {b.what}" for b in finding_rules.guilt_rests_on_a_judgment(kb)]

    murder = "committed crimes against humanity"
    told = f"“{murder}” is said of A driver, but not how the case stands"
    vietnamese = {"victims": "The Vietnamese"}
    assert found("acquitted", f"A driver {murder} against the Vietnamese.", **vietnamese) == [f"e0 {told}"]
    assert found("acquitted", f"A driver {murder} against the Cham.", **vietnamese) == []
    assert found("acquitted", f"A driver {murder} against the Vietnamese. He was acquitted.", **vietnamese) == []
    assert found("acquitted", f"A driver {murder}.", f"Somebody {murder}.", "A driver was convicted.") == []
    of_law = {"law": "genocide"}
    assert found("not-convicted", "A driver was convicted of genocide.", **of_law) == [
        "e0 “convicted” is said of A driver, but not how the case stands"
    ]
    assert (
        found("never-final", "A driver was convicted of genocide.", **of_law) == []
    )  # told by the rule on convictions
    assert found("never-final", "A driver was convicted of genocide.") == []  # of no such charge a finding tells
    assert found("convicted", "Pol Pot fled. Pol Pot was charged with genocide! Pol Pot committed genocide.") == [
        "e0 “charged with” is said of Pol Pot, but not how the case stands"
    ]
    assert (
        found(
            "convicted",
            "A witness said that Pol Pot committed genocide.",
            "Pol Pot denies that he is guilty of genocide.",
        )
        == []
    )
    assert found("convicted", "Pol Pot was convicted, a witness said.") != []
    assert found("convicted", "Pol Pot said that others were convicted.") == []
    assert len(found("convicted", "Pol Pot wrote that Pol Pot was convicted.")) == 1


def test_a_page_of_prose_tells_the_end_too(workplace: Path) -> None:
    """Every page is asked, and told without a line."""
    for name in ("a", "b"):
        (workplace / f"docs/{name}.md").write_text("# Told\n\nA guard was convicted.\n")
    kb = read_all(workplace)[0]
    (finding,) = kb.all(Finding).values()
    final = finding.final.model_copy(update={"outcome": "never-final"})
    kb = replace(changed(kb, finding.model_copy(update={"final": final})), root=workplace)
    what = "tells a conviction and names A guard, but not that one is never-final (prison-murder)"
    allowed = "the last outcome with every conviction, as data/findings.yaml has it"
    assert list(finding_rules.pages_tell_convictions_to_their_end(kb)) == [
        Problem(f"docs/{name}.md", 0, 0, what=what, allowed=allowed, cure="say on the same page what became of it")
        for name in ("a", "b")
    ]


def test_verdicts_that_stood_before_follow_in_time(tiny: KnowledgeBase) -> None:
    """Each was given up no later than the next, the last no later than the day of checking."""
    claim = tiny.get(Claim, "said")
    days = {"unverified": "2026-11-20", "contradicted": "2026-11-21", "imprecise": "2026-11-19"}
    earlier = [claim.earlier[0].model_copy(update={"verdict": v, "until": day}) for v, day in days.items()]
    found = document_rules.changed_verdicts_differ(changed(tiny, claim.model_copy(update={"earlier": earlier})))
    assert [(b.at, b.what) for b in found] == [(("earlier", 1, "until"), "2026-11-21, which is after 2026-11-19")]


def test_how_far_sources_reach(tiny: KnowledgeBase) -> None:
    """As far as the newest was read; to the day of checking where one has no such day; nothing is said of what has none, or one that is unknown."""
    paper, tables = tiny.get(Source, "paper"), tiny.get(Source, "tables")
    old = paper.model_copy(update={"accessed": "2020-05-01"})
    undated = tables.model_copy(update={"accessed": None})
    mechanism = next(iter(tiny.all(Mechanism).values()))

    def reaching(as_of: str, *sources: str) -> list[str]:
        standing = mechanism.standing.model_copy(update={"as_of": When.parse(as_of), "sources": [*sources]})
        kb = changed(tiny, old, undated, mechanism.model_copy(update={"standing": standing}))
        found = source_rules.dates_fit_their_sources(kb)
        return [b.what for b in found if b.record.id == mechanism.id and b.at == ("standing", "as_of")]

    assert reaching("2021", "paper") == ["2021 is newer than its sources (2020-05-01)"]
    assert reaching("2021", "paper", "tables") == [] == reaching("2027") == reaching("2027", "paper", "gone")
    assert reaching("2027", "paper", "tables") == [f"2027 is newer than its sources ({mechanism.checked})"]


def test_one_part_of_no_source_hides_none_behind_it(tiny: KnowledgeBase) -> None:
    treaty = tiny.get(Treaty, "covenant")
    future = {"as_of": When.parse("2027")}
    status = {
        "cambodia": treaty.status["cambodia"].model_copy(update={**future, "sources": ["gone"]}),
        "malaysia": treaty.status["malaysia"].model_copy(update=future),
    }
    found = source_rules.dates_fit_their_sources(changed(tiny, treaty.model_copy(update={"status": status})))
    assert [b.at for b in found] == [("status", "malaysia", "as_of")]


def test_what_is_never_checked_says_until_when_as_it_likes(tiny: KnowledgeBase) -> None:
    """A kind that a later hand may add: where no source has a day, nothing is newer than its sources."""

    class Loose(Record):
        collection = "loose"
        as_of: When
        sources: list[str]

    record = Loose(id="one", as_of=When.parse("2500"), sources=["unread"])
    assert not tiny.get(Source, "unread").accessed
    assert not list(
        source_rules.dates_fit_their_sources(replace(tiny, records={**tiny.records, "loose": {"one": record}}))
    )


def test_addresses_of_sources_are_compared_to_their_last_letter(tiny: KnowledgeBase) -> None:
    one, other = (
        tiny.get(Source, id).model_copy(update={"URL": f"https://paper.example/vol{end}"})
        for id, end in (("paper", ""), ("tables", "X"))
    )
    assert not list(source_rules.sources_have_one_record(changed(tiny, one, other)))


def test_what_has_no_title_shares_none(tiny: KnowledgeBase) -> None:
    claim = tiny.get(Claim, "said")
    assert not list(address_rules.titles_differ(changed(tiny, claim, claim.model_copy(update={"id": "again"}))))


def test_a_name_of_an_unknown_source_hides_none_behind_it(tiny: KnowledgeBase) -> None:
    def named(id: str, *sources: str) -> Event:
        event = tiny.get(Event, "fall")
        name = event.names["km"].model_copy(update={"sources": [*sources]})
        return event.model_copy(update={"id": id, "names": {"km": name}})

    kb = changed(tiny, named("later", "unread"), named("first", "paper", "gone"))
    assert [b.record.id for b in name_rules.names_rest_on_their_standing(kb)] == ["later"]


def test_a_case_without_findings_hides_no_other(tiny: KnowledgeBase) -> None:
    (finding,) = tiny.all(Finding).values()
    never = finding.model_copy(
        update={"id": "prison-torture", "final": finding.final.model_copy(update={"outcome": "never-final"})}
    )
    case = tiny.get(Case, "case-1")
    kb = changed(tiny, never, case.model_copy(update={"id": "case-0"}))
    found = [(b.record.id, b.what) for b in finding_rules.cases_are_as_final_as_their_findings(kb)]
    assert found == [("case-1", "final, but its findings are convicted, never-final")]
    assert not list(
        finding_rules.cases_are_as_final_as_their_findings(replace(kb, broken={"findings": frozenset("x")}))
    )


def test_a_link_to_a_record_has_one_slash(tiny: KnowledgeBase) -> None:
    event = tiny.get(Event, "fall").model_copy(update={"summary": "See [this](claims/toll/figures)."})
    assert [b.what for b in reference_rules.links_in_prose_resolve(changed(tiny, event))] == [
        "there is no record 'toll/figures' in claims"
    ]
    within = event.model_copy(update={"summary": "See [that][this](claims/toll)(and more)."})
    assert [b.at for b in reference_rules.links_in_prose_resolve(changed(tiny, within))] == [("summary",)]


def test_an_unknown_reference_of_a_record_that_cannot_be_read_has_its_place(workplace: Path) -> None:
    """What can be no id at all is told as such, when the file is read; what stands behind it is told all the same."""
    text = "hybrid:\n  zzz: 1\n  sources:\n    - No id\n    - paper\n    - gone\n"
    (workplace / "data/terms.yaml").write_text(text, "utf-8")
    kb, _, documents = read_all(workplace)
    found = [(p.path, p.line, p.column, p.what) for p in rules.check(kb, documents)]
    assert found == [("data/terms.yaml", 6, 7, "sources.3: there is no record 'gone' in sources")]


def test_pages_are_left_over(workplace: Path) -> None:
    """Pages of parts alone: what else lies beside them is nobody's business, and nothing is told while a record cannot be read."""
    (workplace / "docs/timeline/1940s.md").write_text("A page.")
    (workplace / "docs/timeline/picture.svg").write_text("<svg/>")
    (workplace / "docs/treaties/pact.md").write_text("A page of prose.")
    kb = read_all(workplace)[0]
    assert list(page_rules.pages_left_over(kb)) == [
        Problem(
            "docs/timeline/1940s.md", 0, 0, what="no record stands on this page any more", allowed="", cure="delete it"
        )
    ]
    assert not list(page_rules.pages_left_over(replace(kb, broken={"events": frozenset({"gone"})})))


def test_every_language_has_the_same_pages(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page has its counterpart, which holds a call and nothing else; none is of no page, and nothing is translated that is not there."""
    both = "a page in English, since docs/km/nothing.md and languages/km/pages/nothing.md stand for it"
    (workplace / "docs/treaties/pact.markdown").write_text("A page.")
    for path in ("treaties/covenant.md", "timeline/1970s.md", "nothing.md"):
        (workplace / "docs/km" / path).parent.mkdir(parents=True, exist_ok=True)
        (workplace / "docs/km" / path).write_text("---\ntitle: x\n---\n\n{{ counterpart() }}\n")
    (workplace / "docs/km/article.md").write_text("---\ntitle: x\n---\n\nWords.\n")
    (workplace / "docs/km/treaties/statute.md").write_text("---\ntitle: [\n---\n")
    said = {"article.md": Translation()} | {
        name: Translation(path=f"languages/km/pages/{name}") for name in ("none.md", "nothing.md")
    }
    kb = read_all(workplace)[0]
    with_khmer = replace(kb, overlays={"km": Overlay("km", pages=said)})
    one = [p.what for p in page_rules.counterparts_match_pages(with_khmer) if p.path == "docs/km"]
    monkeypatch.setattr(page_rules, "MANY", 100)
    found = list(page_rules.counterparts_match_pages(with_khmer))
    here = {"treaties/covenant.md", "timeline/1970s.md", "treaties/statute.md", "article.md"}
    there = sorted(f.relative_to(workplace / "docs") for f in (workplace / "docs").rglob("*.m*") if "km" not in f.parts)
    missing = [path.as_posix() for path in there if path.as_posix() not in here]
    assert len(missing) > 10 and "treaties/pact.markdown" in missing
    assert one == [f"{len(missing)} pages are missing that stand for the English ones"]
    assert sorted(found) == sorted(
        [
            Problem(
                "docs/km/article.md", 0, 0,
                what="the counterpart of docs/article.md holds something else",
                allowed="{{ counterpart() }}",
                cure="run kb stubs; a translation of its prose stands in languages/<code>/pages/",
            ),
            *(
                Problem(
                    f"docs/km/{path}", 0, 0, what=f"the counterpart of docs/{path} is missing", cure="run kb stubs"
                )
                for path in missing
            ),
            Problem("docs/nothing.md", 0, 0, what="the page is missing", allowed=both, cure=RESTORE),
            Problem(
                "languages/km/pages/none.md", 0, 0,
                what="there is no page docs/none.md to translate",
                cure="rename or delete it",
            ),
        ]
    )  # fmt: skip
    assert not list(page_rules.counterparts_match_pages(kb))


RESTORE = "restore it from git; only where it was withdrawn or renamed, delete or rename what stands for it"


def told_of_counterparts(project: Path, *translated: str) -> list[Problem]:
    said = {name: Translation({"body": ""}, path=f"languages/km/pages/{name}") for name in translated}
    kb = replace(read_all(project)[0], overlays={"km": Overlay("km", pages=said)})
    return [*page_rules.counterparts_match_pages(kb), *translation_rules.check(kb)]


@pytest.fixture
def in_khmer(workplace: Path) -> Path:
    """The tiny project with a home page, its counterparts, and nothing to tell."""
    (workplace / "docs/index.md").write_text("# Home\n", "utf-8")
    for page in sorted((workplace / "docs").rglob("*.md")):
        there = workplace / "docs/km" / page.relative_to(workplace / "docs")
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text("---\ntitle: x\n---\n\n{{ counterpart() }}\n", "utf-8")
    assert not told_of_counterparts(workplace, "index.md")
    return workplace


@pytest.mark.parametrize("spoilt", [b"caf\xe9", b"title: x\n", b"---\ntitle: [\n---\n"])
@pytest.mark.parametrize("name", ["index.md", "treaties/covenant.md", "km/index.md", "km/treaties/covenant.md"])
def test_nothing_follows_from_a_page_that_cannot_be_read(name: str, spoilt: bytes, in_khmer: Path) -> None:
    (in_khmer / "docs" / name).write_bytes(spoilt)
    assert not told_of_counterparts(in_khmer, "index.md", "treaties/covenant.md")


def test_nothing_follows_from_settings_that_cannot_be_read(in_khmer: Path) -> None:
    (in_khmer / "mkdocs.yml").write_text("x: [\n", "utf-8")
    (in_khmer / "docs/km/index.md").unlink()
    assert not told_of_counterparts(in_khmer)


@pytest.mark.parametrize("name", ["README.md", "article/index.md", "km/README.md"])
def test_nothing_follows_from_two_pages_at_one_address(name: str, in_khmer: Path) -> None:
    (in_khmer / "docs" / name).parent.mkdir(exist_ok=True)
    (in_khmer / "docs" / name).write_text("# Other\n", "utf-8")
    assert not told_of_counterparts(in_khmer, "index.md", "article.md")
    (problem,) = markdown_pages.read(in_khmer).problems
    first, second = ("docs/article/index.md", "docs/article.md") if "article" in name else (f"docs/{name}".replace("README", "index"), f"docs/{name}")  # fmt: skip
    assert problem.path == second and f"as {first}" in problem.what and ", ," not in problem.what


def test_a_page_that_is_missing_is_named_first(in_khmer: Path) -> None:
    """What stands for it elsewhere is no mistake; where a record asks for the page, the record tells."""
    for name in ("index.md", "article.md", "treaties/covenant.md"):
        (in_khmer / "docs" / name).unlink()
    stands = "a page in English, since docs/km/index.md stands for it"
    assert told_of_counterparts(in_khmer) == [
        Problem("docs/index.md", 0, 0, what="the page is missing", allowed=stands, cure=RESTORE)
    ]


@pytest.mark.parametrize(
    ("old", "new", "cure"),
    [
        ("treaties/covenant.md", "treaties/pact.md", "rename docs/treaties/pact.md back"),
        ("timeline/1970s.md", "timeline/seventies.md", "rename docs/timeline/seventies.md back"),
        (
            "index.md",
            "start.md",
            "rename docs/start.md, which says the same, back to it, or rename what stands for it too",
        ),
    ],
)
def test_a_page_that_was_renamed_is_one_mistake(old: str, new: str, cure: str, in_khmer: Path) -> None:
    (in_khmer / "docs" / old).rename(in_khmer / "docs" / new)
    body = markdown_pages.read(in_khmer).pages[f"docs/{new}"].body
    said = {old: Translation(of={"body": digest(body)}, path=f"languages/km/pages/{old}")}
    kb = replace(read_all(in_khmer)[0], overlays={"km": Overlay("km", pages=said)})
    rules = (page_rules.pages_match_records, page_rules.counterparts_match_pages, page_rules.pages_left_over)
    assert [found.cure for rule in rules for found in rule(kb)] == [cure]


@pytest.mark.parametrize("left_out", ["/index.md", "/km/index.md"])
def test_a_page_is_left_out_in_every_language_or_in_none(left_out: str, in_khmer: Path) -> None:
    (in_khmer / "mkdocs.yml").write_text(f"exclude_docs: {left_out}\n", "utf-8")
    what = (
        "it stands for docs/index.md, which is left out by exclude_docs or draft_docs"
        if left_out == "/index.md"
        else "it stands for docs/index.md, and is left out by exclude_docs or draft_docs"
    )
    assert told_of_counterparts(in_khmer) == [
        Problem("docs/km/index.md", 0, 0, what=what, cure="leave both out, or none")
    ]


def test_why_a_page_stays_english_is_passed_over_with_it(in_khmer: Path) -> None:
    """Where the page is missing or cannot be read, that is told."""

    def told(name: str) -> list[str]:
        kept = {("pages", name, "body"): Kept("Why.", "languages/km/kept.yaml", 1)}
        overlay = Overlay("km", kept=kept)
        return [problem.what for problem in translation_rules._of_kept(read_all(in_khmer)[0], overlay)]

    assert told("index") == [] and told("none") == ["there is no page pages/none: body"]
    (in_khmer / "docs/index.md").write_bytes(b"\xe9")
    assert told("index") == []
    (in_khmer / "docs/index.md").unlink()
    assert told("index") == []


def test_a_claim_without_its_document_hides_no_missing_page(workplace: Path) -> None:
    shutil.rmtree(workplace / "docs")
    (workplace / "docs").mkdir()
    before = {(b.record.collection, b.record.id) for b in page_rules.pages_match_records(read_all(workplace)[0])}
    file = workplace / "data/claims/praise.yaml"
    file.write_text(re.sub(r"paragraphs: \[.*?\]", "paragraphs: [P99]", file.read_text("utf-8")), "utf-8")
    after = {(b.record.collection, b.record.id) for b in page_rules.pages_match_records(read_all(workplace)[0])}
    assert ("countries", "cambodia") in after and before - after <= {("claims", "praise")}


def test_a_page_that_cannot_be_read_hides_no_missing_one(workplace: Path) -> None:
    kb = read_all(workplace)[0]
    first, *others = page_rules.stubs(kb)
    (workplace / first).write_text("---\ntitle: [\n---\n")
    for other in others:
        (workplace / other).unlink()
    found = [b.what for b in page_rules.pages_match_records(read_all(workplace)[0])]
    assert len(found) == len(others) > 10 and all("is missing" in what for what in found)


def test_a_wrong_date_hides_no_missing_page_but_its_own(workplace: Path) -> None:
    MISTAKES["date-after-check"].make(workplace)
    for folder in ("countries", "treaties", "risk-factors", "proposals"):
        shutil.rmtree(workplace / "docs" / folder)
    kb, _, documents = read_all(workplace)
    found = {problem.path for problem in rules.check(kb, documents) if "is missing" in problem.what}
    assert {"data/countries/cambodia.yaml", "data/proposals/plan.yaml", "data/risk_factors/intent.yaml"} <= found
    assert "data/events/fall.yaml" not in found


def test_a_wrong_passage_hides_no_missing_page(workplace: Path) -> None:
    """A proposal that names an unknown passage stands on its own page all the same."""
    file = workplace / "data/proposals/plan.yaml"
    text = re.sub(r"^paragraphs: .*", "paragraphs: [P99]", file.read_text("utf-8"), flags=re.MULTILINE)
    file.write_text(text, "utf-8")
    (workplace / "docs/proposals/plan.md").unlink()
    kb, _, documents = read_all(workplace)
    found = [problem.what for problem in rules.check(kb, documents) if problem.path == "data/proposals/plan.yaml"]
    assert any("docs/proposals/plan.md is missing" in what for what in found) and len(found) > 1


def test_a_page_in_a_folder_of_its_own_has_headings_too(workplace: Path) -> None:
    (workplace / "docs/glossary").mkdir()
    (workplace / "docs/glossary/index.md").write_text("# Words\n\n## Hybrid\n")
    assert [(b.record.id, b.what) for b in address_rules.addresses_differ(read_all(workplace)[0])] == [
        ("hybrid", "/glossary/#hybrid, its address, is that of a heading of the page")
    ]


def branches(module: ModuleType) -> Iterator[tuple[str, int]]:
    """Every place in a module where a rule finds itself broken: its file and line."""
    file = str(module.__file__)
    for node in ast.walk(ast.parse(Path(file).read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Broken":
            yield file, node.lineno


def test_every_branch_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reached: set[tuple[str, int]] = set()

    def note(*said: object, **named: object) -> object:
        caller = sys._getframe(1)
        reached.add((caller.f_code.co_filename, caller.f_lineno))
        return kept(*said, **named)

    kept = MODULES[0].Broken  # type: ignore[attr-defined]
    for module in MODULES:
        monkeypatch.setattr(module, "Broken", note)
    for name, mistake in MISTAKES.items():
        if mistake.breaks:
            mistake.make(tmp_path / name)
            list(NAMED[mistake.breaks](read_all(tmp_path / name)[0]))
    wanted = {place for module in MODULES for place in branches(module)}
    assert len(wanted) > len(RULES)
    assert sorted(wanted - reached) == [], "no mistake of tests/mistakes.py leads here"


def test_facts_of_fewer_documents_leave_the_others_as_they_are(tiny: KnowledgeBase) -> None:
    """Two knowledge bases in one process may share records: what one of them lacks is not told to the other."""
    (first, *others) = tiny.all(Document).values()
    assert others and not first.alone
    replace(tiny, records={**tiny.records, "documents": {first.id: first}})
    assert not first.alone
