"""Findings of the tribunal: each stage rests on a source, the stages fit together, and nothing tells an outcome otherwise."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from ..derived.outcomes import ENDS, FALLEN, OPEN, accusations
from ..derived.translated import persons
from ..facts.events import Case, Event
from ..facts.findings import Finding
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import Record
from ..facts.sources import Source
from ..facts.texts import texts
from ..reading import markdown_pages as pages
from ..reading.problems import Problem
from .broken import Broken, each

UNTOLD = ("none", "not-established")
"""Outcomes that need no source: nothing was decided, or nobody tells."""


def stages_rest_on_a_source(kb: KnowledgeBase) -> Iterator[Broken]:
    """What was decided at a stage is told by a source that was read; a paragraph stands with its document."""
    sources = kb.all(Source)
    for finding in kb.all(Finding).values():
        for name, stage in finding.stages.items():
            outcome = stage.outcome
            if not all(s in sources for s in stage.sources):
                continue
            if outcome not in UNTOLD and not any(sources[s].read != "none" for s in stage.sources):
                yield Broken(
                    finding,
                    (name, "outcome"),
                    what=f"{outcome}, but no source of it was read",
                    allowed="an outcome that a source tells which was read, or not-established",
                    cure="add the source, or write outcome: not-established",
                )
            if stage.paragraph and not stage.document:
                yield Broken(
                    finding,
                    (name, "paragraph"),
                    what="the paragraph has no document",
                    allowed="a paragraph with the number of the document in which it was read",
                    cure="add document: …, or leave the paragraph out where the judgment was not read",
                )


_AFTER_APPEAL = {
    "upheld": ("convicted",),
    "added": ("convicted",),
    "replaced": ("convicted-otherwise",),
    "reversed": ("acquitted", "quashed"),
}
_AFTER_TRIAL = {
    "convicted": ("convicted", "never-final"),
    "not-convicted": ("not-convicted", "acquitted"),
    "none": ("ended-without-trial",),
    "not-established": ("never-final", "not-established"),
}
"""What can stand after a judgment on appeal, and where there was none after the trial."""


def stages_fit_together(kb: KnowledgeBase) -> Iterator[Broken]:
    """What stands follows from the last judgment; without a trial judgment there is no appeal from one."""
    for finding in kb.all(Finding).values():
        trial, appeal, final = finding.trial.outcome, finding.appeal.outcome, finding.final.outcome
        if trial == "none" and appeal != "none":
            yield Broken(
                finding,
                ("appeal", "outcome"),
                what=f"{appeal}, but there was no trial judgment",
                allowed="appeal none where the trial is none",
                cure="write outcome: none, or mend the trial",
            )
        elif appeal != "not-established":
            allowed = _AFTER_APPEAL.get(appeal) or _AFTER_TRIAL[trial]
            if final not in allowed:
                yield Broken(
                    finding,
                    ("final", "outcome"),
                    what=f"{final}, after a trial that is {trial} and an appeal that is {appeal}",
                    allowed=" or ".join(allowed),
                    cure="compare the stages with their sources",
                )


def cases_name_the_accused(kb: KnowledgeBase) -> Iterator[Broken]:
    """Whoever stands accused in a finding is named in its case, with the outcome."""
    cases = kb.all(Case)
    for finding in kb.all(Finding).values():
        case = cases.get(finding.case)
        for index, name in enumerate(finding.accused):
            if case and name not in case.accused:
                yield Broken(
                    finding,
                    ("accused", index),
                    what=f"{name} is not among the accused of {finding.case}",
                    allowed="a name as it stands in “accused” of the case",
                    cure="write it as there, or name the person there with the outcome",
                )


def cases_are_as_final_as_their_findings(kb: KnowledgeBase) -> Iterator[Broken]:
    """A case is final, final in part, or ended without trial as its findings are."""
    outcomes: dict[str, set[str]] = {}
    for finding in kb.all(Finding).values():
        outcomes.setdefault(finding.case, set()).add(finding.final.outcome)
    for case in kb.all(Case).values():
        found = outcomes.get(case.id)
        if not found or kb.broken.get("findings"):
            continue
        if found == {"ended-without-trial"}:
            says = "ended-without-trial"
        else:
            says = "partly-final" if "never-final" in found else "final"
        if case.final != says:
            yield Broken(
                case,
                ("final",),
                what=f"{case.final}, but its findings are {', '.join(sorted(found))}",
                allowed=f"{says}, as the findings in data/findings.yaml have it",
                cure=f"write final: {says}, or mend the findings",
            )


_CONVICTION = re.compile(r"\b(convicted|convictions?|found guilty|guilty of)\b")


def _otherwise(kb: KnowledgeBase, record: Record | None, text: str) -> str:
    """What a text that tells a conviction leaves out: whose, and what became of it; nothing where it tells all, or tells none."""
    if not _CONVICTION.search(text):
        return ""
    own = _cases_of(kb, record, text)
    findings = kb.all(Finding).values()
    tried = {name for f in findings if f.trial.outcome == "convicted" for name in f.accused}
    for finding in findings:
        outcome = finding.final.outcome
        if finding.case not in own or outcome not in FALLEN or FALLEN[outcome].search(text):
            continue
        whose = [name for name in finding.accused if outcome != "ended-without-trial" or name not in tried]
        named = next((name for name in whose if name in text), None)
        at_place = outcome in ("acquitted", "quashed")
        if named and (not at_place or any(place in text for place in finding.places)):
            return f"tells a conviction and names {named}, but not that one is {outcome} ({finding.id})"
    return ""


def _cases_of(kb: KnowledgeBase, record: Record | None, text: str) -> Collection[str]:
    """The cases that a text is about: those of its record, else those that it names, else all."""
    if isinstance(record, Case):
        return (record.id,)
    if isinstance(record, Event) and record.cases:
        return record.cases
    cases = kb.all(Case)
    return [case.id for case in cases.values() if re.search(rf"\b{re.escape(case.title)}\b(?!/)", text)] or cases


_OWN = ("findings", "sources")
"""Kinds that are not compared: the findings themselves, and titles and notes of what others published."""
_ENDING = "the last outcome with every conviction, as data/findings.yaml has it"


def convictions_are_told_to_their_end(kb: KnowledgeBase) -> Iterator[Broken]:
    """A record that tells the conviction of somebody whose conviction did not stand says what became of it.

    It is asked of texts that name the person, of events with cases only for these, and where a finding fell at one place, of those that name the place.
    """
    for record, said in _told(kb):
        text = " ".join(said.values())
        if what := _otherwise(kb, record, text):
            at = next(path for path, value in said.items() if _CONVICTION.search(value))
            yield Broken(
                record, _place(at), what=what, allowed=_ENDING, cure="say in the same record what became of it"
            )


@lru_cache(maxsize=1)
def _told(kb: KnowledgeBase) -> list[tuple[Record, dict[str, str]]]:
    """The records that tell of an accusation at all, each with its texts by their paths."""
    said = ((record, dict(texts(record, same=True))) for record in each(kb) if record.collection not in _OWN)
    return [(record, own) for record, own in said if _accuses(" ".join(own.values()))]


def _accuses(text: str) -> bool:
    return any(word in text for word in _ACCUSED)


def _place(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def pages_tell_convictions_to_their_end(kb: KnowledgeBase) -> Iterator[Problem]:
    """The prose of a page tells a conviction no otherwise than a record may."""
    for path, page in pages.of(kb).pages.items():
        if what := _otherwise(kb, None, page.body):
            yield Problem(path, 0, 0, what=what, allowed=_ENDING, cure="say on the same page what became of it")
        elif found := _presumed_guilty(kb, page.body):
            what, cure = found
            yield Problem(path, 0, 0, what=what, allowed=_PRESUMED, cure=cure)


_CHARGE = re.compile(r"\b(charged|charges?|indicted|indictment|accused of|arrested|detained)\b")


def charges_are_told_to_their_end(kb: KnowledgeBase) -> Iterator[Broken]:
    """A record that tells a charge or an arrest and names the accused says what became of it; whoever was not convicted is presumed innocent."""
    ends: dict[str, set[str]] = {}
    for finding in kb.all(Finding).values():
        for name in finding.accused:
            ends.setdefault(name, set()).add(finding.final.outcome)
    for record, said in _told(kb):
        text = " ".join(said.values())
        if not _CHARGE.search(text):
            continue
        for name, outcomes in ends.items():
            known = outcomes & ENDS.keys()
            if name in text and known and not any(ENDS[outcome].search(text) for outcome in known):
                at = next(path for path, value in said.items() if _CHARGE.search(value))
                yield Broken(
                    record,
                    _place(at),
                    what=f"tells a charge and names {name}, but not what became of it ({', '.join(sorted(known))})",
                    allowed="the last outcome with every charge, as data/findings.yaml has it",
                    cure="say in the same record what became of it",
                )


_CRIMES = {
    "genocide": "genocide",
    "crimes against humanity": "crimes-against-humanity",
    "war crimes": "grave-breaches",
}
"""Crimes by the words for them, each with the law of its findings."""
_COMMITTED = re.compile(rf"\b(committed|guilty of) ([\w-]+ ){{0,4}}?({'|'.join(_CRIMES)})\b")
_JUDGED = re.compile(r"\b(convicted|convictions?|found guilty|charged with)\b")
_SAID = re.compile(
    r"\b(said|says?|alleg\w+|accus\w+|according to|holds? that|held that|found that|concluded|argued?|argues|call(s|ed)?)\b"
)
_SPEAKS = re.compile(r" (said|says|called|holds|held|argued|argues|asked|wrote|writes|told|urged) ")
"""Behind the name of a person of whom nothing is told but what this person said."""
_ACCUSED = ("onvict", "uilty", "harge", "ndict", "ccused", "rrested", "etained", "ommitted")
"""Text without one of these accuses nobody, and is passed over: patterns take their time, and most text is without."""
_STANDS = {"convicted", "convicted-otherwise"}
_NAME = re.compile(r"\b[A-Z][a-z]{3,}")
"""Of a group of victims in a finding: the Cham, the Vietnamese."""
_PRESUMED = "a crime with the name of a person only where a court convicted finally, or with who says so"


def guilt_rests_on_a_judgment(kb: KnowledgeBase) -> Iterator[Broken]:
    """Whoever was not finally convicted is presumed innocent: no text says that a person committed a crime, unless it says who holds so.

    Of a person of whom data/findings.yaml has nothing, none tells a charge or a conviction without how that stands.
    """
    if kb.broken.get("findings"):
        return
    for record, said in _told(kb):
        if isinstance(record, Case):
            continue
        for at, text in said.items():
            if found := _presumed_guilty(kb, text):
                what, cure = found
                yield Broken(record, _place(at), what=what, allowed=_PRESUMED, cure=cure)


def _presumed_guilty(kb: KnowledgeBase, text: str) -> tuple[str, str] | None:
    """Of whom a text tells a crime as if it were proved, and the cure; None where it says how that stands, or who holds so."""
    if not _accuses(text) or OPEN.search(text) or any(fell.search(text) for fell in FALLEN.values()):
        return None
    for sentence in re.split(r"(?<=[.;?!])\s+", text):
        committed, judged = _COMMITTED.search(sentence), _JUDGED.search(sentence)
        if committed and _SAID.search(sentence):
            committed = None
        told = committed or judged
        if not told:
            continue
        named = (found[0] for found in persons(kb).finditer(sentence) if not _SPEAKS.match(sentence, found.end()))
        if name := next((name for name in named if not _finally(kb, name, sentence)), None):
            cure = "say in the same text how the case stands, as "
            cure += (
                "“the appeal is pending”"
                if judged
                else "“no court has convicted him”, or who says so, as “according to …”"
            )
            return f"“{told[0]}” is said of {name}, but not how the case stands", cure
    return None


def _finally(kb: KnowledgeBase, name: str, sentence: str) -> bool:
    """Whether what a sentence tells of an accused was proved, or is asked by the rules on convictions and charges."""
    law = next((law for crime, law in _CRIMES.items() if crime in sentence), "")
    findings = accusations(kb).get(name, [])
    about = [finding for finding in findings if finding.law == law] or findings
    about = [finding for finding in about if any(g in sentence for g in _NAME.findall(finding.victims))] or about
    outcomes = {finding.final.outcome for finding in about}
    asked = not law or (bool(outcomes & FALLEN.keys()) and "committed" not in sentence)
    return bool(findings) and (asked or bool(outcomes & _STANDS))
