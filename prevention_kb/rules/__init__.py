"""Rules across fields and records: one function each, listed in RULES. They see only records of a good shape.

A rule yields `Broken` and never raises. To add one: write the function in the module of its subject, add it to RULES, and give it a
mistake in tests/mistakes.py for each of its branches.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..facts.kinds import COLLECTIONS
from ..facts.kinds import references as references_in
from ..facts.knowledge import KnowledgeBase
from ..facts.shape import ANY_REF, Record
from ..reading.problems import Problem, any_of
from ..reading.yaml_file import Document, Path
from .addresses import addresses_differ, states_have_codes_of_their_own, titles_differ
from .broken import Rule, texts_and_dates
from .dates import (
    a_review_counts_as_a_check,
    moments_have_a_beginning,
    nothing_happens_after_the_check,
    nothing_was_checked_in_days_to_come,
    reviewed_after_checked,
    statuses_follow_their_document,
)
from .documents import (
    changed_verdicts_differ,
    confirmed_held_when_published,
    documents_differ,
    figures_fit_together,
    imprecise_says_how_far,
    only_views_are_not_checkable,
    pages_of_documents_show_them,
    passages_have_claims_or_promises,
    passages_have_one_document,
    quotation_names_its_paragraph,
    speakers_are_people_or_bodies,
    units_are_written_alike,
    unverified_says_what_would_settle,
    verdicts_rest_on_a_source,
)
from .findings import (
    cases_are_as_final_as_their_findings,
    cases_name_the_accused,
    charges_are_told_to_their_end,
    convictions_are_told_to_their_end,
    guilt_rests_on_a_judgment,
    stages_fit_together,
    stages_rest_on_a_source,
)
from .mechanisms import mechanisms_rest_on_a_source
from .names import (
    names_are_written_as_their_language_is,
    names_rest_on_their_standing,
    names_say_something,
    persons_are_named_once_and_where_they_are_told_of,
)
from .pages import pages_left_over, pages_match_records
from .promises import (
    developments_rest_on_others,
    promises_are_made_by_somebody,
    promises_follow_in_time,
    promises_stand_as_told,
)
from .references import entries_differ, links_in_prose_resolve, missing, references_exist
from .sources import (
    authors_have_a_name,
    copies_say_so,
    dates_fit_their_sources,
    sources_are_used,
    sources_have_one_record,
    sources_say_where,
    titles_say_their_language,
)
from .treaties import (
    acts_follow_in_time,
    none_found_names_the_list,
    recorded_votes_say_who_voted,
    reviews_say_whose,
    status_says_until_when,
    treaties_cover_all_states,
    votes_are_given_once,
)
from .wording import (
    demands_have_a_speaker,
    lines_are_plain,
    no_bare_toll,
    summaries_name_the_authors,
    texts_end_with_a_word,
    texts_say_something,
    words_stand_one_blank_apart,
)

RULES: list[Rule] = [
    texts_end_with_a_word,
    words_stand_one_blank_apart,
    texts_say_something,
    lines_are_plain,
    references_exist,
    entries_differ,
    links_in_prose_resolve,
    reviewed_after_checked,
    nothing_was_checked_in_days_to_come,
    a_review_counts_as_a_check,
    quotation_names_its_paragraph,
    sources_are_used,
    sources_say_where,
    titles_say_their_language,
    sources_have_one_record,
    copies_say_so,
    authors_have_a_name,
    titles_differ,
    addresses_differ,
    states_have_codes_of_their_own,
    nothing_happens_after_the_check,
    moments_have_a_beginning,
    statuses_follow_their_document,
    figures_fit_together,
    units_are_written_alike,
    treaties_cover_all_states,
    votes_are_given_once,
    recorded_votes_say_who_voted,
    none_found_names_the_list,
    reviews_say_whose,
    acts_follow_in_time,
    status_says_until_when,
    dates_fit_their_sources,
    verdicts_rest_on_a_source,
    only_views_are_not_checkable,
    imprecise_says_how_far,
    confirmed_held_when_published,
    changed_verdicts_differ,
    unverified_says_what_would_settle,
    passages_have_claims_or_promises,
    passages_have_one_document,
    documents_differ,
    speakers_are_people_or_bodies,
    pages_of_documents_show_them,
    stages_rest_on_a_source,
    stages_fit_together,
    cases_name_the_accused,
    cases_are_as_final_as_their_findings,
    convictions_are_told_to_their_end,
    charges_are_told_to_their_end,
    guilt_rests_on_a_judgment,
    mechanisms_rest_on_a_source,
    developments_rest_on_others,
    promises_stand_as_told,
    promises_follow_in_time,
    promises_are_made_by_somebody,
    names_say_something,
    names_rest_on_their_standing,
    names_are_written_as_their_language_is,
    persons_are_named_once_and_where_they_are_told_of,
    summaries_name_the_authors,
    demands_have_a_speaker,
    no_bare_toll,
    pages_match_records,
]
"""In the order in which they are asked; the pages last, since where a record stands follows from what it says."""


def check(kb: KnowledgeBase, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Every broken rule as a problem with its place; of records that cannot be read, at least unknown references."""

    def problem(path: str, top: Path, at: Path, *, what: str, allowed: str, cure: str, near: str = "") -> Problem:
        line, column = documents[path].place((*top, *at), key=not at)
        if near:
            line, column = documents[path].find(near, line) or (line, column)
        name = ".".join(str(step + 1) if isinstance(step, int) else step for step in at)
        return Problem(path, line, column, what=f"{name}: {what}" if name else what, allowed=allowed, cure=cure)

    for unread in kb.unread:
        for at, collection, target in references_in(unread.entry, (), unread.model):
            model = COLLECTIONS.get(collection)
            if not re.fullmatch(model.id_pattern if model else ANY_REF, target if model else f"{collection}/{target}"):
                continue  # no id at all: said already
            if fault := missing(kb, collection, target):
                yield problem(unread.path, unread.at, at, **fault)
    misplaced = set()
    for rule in RULES:
        for broken in rule(kb):
            record = broken.record
            if broken.at == ("date",):  # it tells on which page the record stands
                misplaced.add((record.collection, record.id))
            elif rule is pages_match_records and (record.collection, record.id) in misplaced:
                continue
            also = [f"{one.path}:{documents[one.path].place((*_top(one), *at))[0]}" for one, at in broken.also]
            said = {"allowed": broken.allowed, "cure": broken.cure, "near": broken.near}
            what = broken.what + (f" (also in {any_of(also, 8)})" if also else "")
            yield problem(record.path, _top(record), broken.at, what=what, **said)
    if not misplaced:  # the page on which a record stood may be the one on which it will stand again
        yield from pages_left_over(kb)
    texts_and_dates.cache_clear()


def _top(record: Record) -> Path:
    """Where a record begins in its file."""
    return (record.id,) if record.keyed else ()
