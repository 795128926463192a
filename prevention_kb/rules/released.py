"""Ids and addresses that were released stay, or leave a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..derived import citation, links
from ..derived.released import IDS, history, released
from ..facts.documents import Paragraph
from ..facts.kinds import COLLECTIONS
from ..facts.knowledge import KnowledgeBase
from ..facts.moved import MOVED, Moved
from ..reading import strays
from ..reading.files import is_there
from ..reading.moved import moved
from ..reading.problems import DataError, Problem, nearest


def check(kb: KnowledgeBase) -> list[Problem]:
    """What is wrong with ids that were released, with data/moved.yaml, with the releases and with CITATION.cff."""
    gone, problems = moved(kb.root)
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
    problems += _vanished(kb)
    for ref, old in before.items():
        name, _, record_id = ref.partition("/")
        if (
            (record := kb.records.get(name, {}).get(record_id))
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


def with_gone(kb: KnowledgeBase) -> KnowledgeBase:
    """The facts with the ids that were released and have vanished without a word; what follows from that is told by no other rule."""
    said, problems = moved(kb.root)
    if problems and not said:  # whatever it says of an id, nobody knows
        return kb
    try:
        before = released(kb.root)
    except DataError:  # told by check
        return kb
    gone = {
        (name, record_id)
        for name, _, record_id in (ref.partition("/") for ref in before if ref not in said)
        if name not in kb.records or not kb.knows(name, record_id)
    }
    if not gone:
        return kb
    broken = dict(kb.broken)
    for name, record_id in gone:  # of a kind that is gone as a whole, nothing that is named is told
        all_of_it = name in COLLECTIONS and not (kb.root / _home(name)).exists()
        broken[name] = broken.get(name, frozenset()) | {"*" if all_of_it else record_id}
    return replace(kb, gone=frozenset(gone), broken=broken)


def _home(name: str) -> str:
    """The file or the folder of a kind of record."""
    return f"data/{name}.yaml" if COLLECTIONS[name].keyed else f"data/{name}"


def _vanished(kb: KnowledgeBase) -> Iterator[Problem]:
    """One problem for each id that was released and is gone, and one for a kind whose file or folder is."""
    kinds = Counter(name for name, _ in kb.gone)
    for name, count in sorted(kinds.items()):
        home = _home(name) if name in COLLECTIONS else ""
        if home and count > 1 and not (kb.root / home).exists():
            kind = "file" if COLLECTIONS[name].keyed else "folder"
            what, cure = (
                f"the {kind} is missing, in which {count} released records stood",
                f"restore it: git restore {home}; in a copy of this project for another subject: git rm -r releases",
            )
            yield Problem(home, 0, 0, what=what, allowed="ids stay for ever", cure=cure)
            continue
        for _, record_id in sorted(one for one in kb.gone if one[0] == name):
            ref, by = f"{name}/{record_id}", len(kb.referrers.get((name, record_id), ()))
            what = f"{ref} was released and is gone" + (
                f", and {by} record{'s name' if by > 1 else ' names'} it" if by else ""
            )
            cure = f"restore it: git restore {strays.home(COLLECTIONS[name], record_id)}; or add" if home else "add"
            cure += f" to {MOVED}: {ref}: {{moved_to: collection/id}} or {{withdrawn: why}}"
            if not is_there(kb.root / MOVED):
                cure += f"; where that file is missing, git restore {MOVED}"
            yield Problem(IDS, 0, 0, what=what, allowed="ids stay for ever", cure=cure)


def _about(ref: str, said: Moved, what: str, allowed: str, cure: str) -> Problem:
    return Problem(MOVED, said._line, 1, what=f"{ref}: {what}", allowed=allowed, cure=cure)
