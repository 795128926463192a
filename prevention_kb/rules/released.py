"""Ids and addresses that were released stay, or leave a word."""

from __future__ import annotations

from ..derived import citation, links
from ..derived.released import IDS, history, released
from ..facts.documents import Paragraph
from ..facts.knowledge import KnowledgeBase
from ..facts.moved import MOVED, Moved
from ..reading.moved import moved
from ..reading.problems import DataError, Problem, nearest


def check(kb: KnowledgeBase) -> list[Problem]:
    """What is wrong with ids that were released, with data/moved.yaml, with the releases and with CITATION.cff."""
    gone, problems = moved(kb.root)
    unreadable = bool(problems) and not gone  # whatever it says of an id, nobody knows
    for reading in (citation.edition, history, released):
        try:
            reading(kb.root)
        except DataError as error:
            problems += error.problems
    before = {} if any(problem.path == IDS for problem in problems) else released(kb.root)
    for ref, what in gone.items():
        name, _, record_id = ref.partition("/")
        if name not in kb.records:
            problems.append(
                _about(ref, what, "there is no such collection", "collection/id", "mend the part before the slash")
            )
        elif record_id in kb.records[name]:
            problems.append(
                _about(ref, what, "there is a record of this id", "ids that no record bears", "delete the entry")
            )
        if what.moved_to:
            target, _, target_id = what.moved_to.partition("/")
            if target not in kb.records or not kb.knows(target, target_id):
                close = nearest(target_id, kb.records.get(target, {}))
                cure = f"did you mean {target}/{close}?" if close else "name the record that holds the fact now"
                problems.append(
                    _about(ref, what, f"there is no record {what.moved_to}", "collection/id of a record", cure)
                )
        page = links.stub(name, record_id) if name in kb.records else None
        if page and not (kb.root / page).is_file():
            cure = f"write {page} with a title and {{{{ moved() }}}}"
            problems.append(_about(ref, what, "its old page is missing", "a page that leads on", cure))
    for ref, old in before.items():
        name, _, record_id = ref.partition("/")
        if unreadable and (name not in kb.records or record_id not in kb.records[name]):
            continue
        if name not in kb.records or (not kb.knows(name, record_id) and ref not in gone):
            cure = f"add to {MOVED}: {ref}: {{moved_to: collection/id}} or {{withdrawn: why}}; or restore the record"
            problems.append(
                Problem(IDS, 0, 0, what=f"{ref} was released and is gone", allowed="ids stay for ever", cure=cure)
            )
        elif (
            (record := kb.records[name].get(record_id))
            and links.of(record) != old.address
            and not (isinstance(record, Paragraph) and record.document is None)  # told of its document
        ):
            cure = f"keep {old.address}, which readers and other sites use"
            problems.append(
                Problem(
                    IDS, 0, 0, what=f"{ref} was released as {old.address}", allowed="addresses stay for ever", cure=cure
                )
            )
    return problems


def _about(ref: str, said: Moved, what: str, allowed: str, cure: str) -> Problem:
    return Problem(MOVED, said._line, 1, what=f"{ref}: {what}", allowed=allowed, cure=cure)
