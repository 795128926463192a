"""Who was party to a treaty on a day: computed from dated acts, never stored.

A state is party from the day the treaty is in force for it (Vienna Convention on the Law of Treaties, article 2.1 g),
not from the deposit. The day is taken from a recorded entry into force, else worked out from the treaty's own clause,
and never earlier than the treaty's general entry into force. Where dates are known to a month or year only, days inside
that span have no sure answer, and the answer says so.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

from ..facts.dates import When
from ..facts.knowledge import KnowledgeBase
from ..facts.states import Country
from ..facts.treaties import CONSENTS, Act, Clause, Status, Treaty
from ..languages.language import Message, message

Phase = Literal[
    "not-adopted", "none", "signed", "deposited", "party", "withdrawal-notified", "withdrawn", "unclear", "not-checked"
]
PHASES: tuple[Phase, ...] = get_args(Phase)
PARTY_PHASES = ("party", "withdrawal-notified")
TAKEN_BACK = "taken-back"
SHOWN: tuple[str, ...] = tuple(
    shown for phase in PHASES for shown in ((phase, TAKEN_BACK) if phase == "withdrawn" else (phase,))
)
"""The phases as readers see them: who withdrew an accession before it took effect was never a party, as one that left the treaty was."""


@dataclass(frozen=True, slots=True)
class InForce:
    """From when a treaty is in force for a state: first and last possible day, and whether a source gives the day."""

    lower: date
    upper: date
    recorded: bool

    @property
    def when(self) -> When:
        first, last = self.lower.isoformat(), self.upper.isoformat()
        return When.parse(first if first == last else f"{first}/{last}")

    @property
    def words(self) -> Message:
        if self.lower == self.upper:
            return message("position.from.day", day=self.lower)
        return message("position.from.between", first=self.lower, last=self.upper)

    @property
    def since(self) -> Message:
        """The same behind “since” or “from”."""
        if self.lower == self.upper:
            return self.words
        return message("position.from.a-day", first=self.lower, last=self.upper)


@dataclass(frozen=True, slots=True)
class Position:
    """What is known of a state and a treaty on a day.

    `established` is false for a day later than `as_of`, and wherever no source was read: then the phase is only the last
    one known. `reason` is one sentence for people.
    """

    phase: Phase
    on: date
    reason: Message
    established: bool
    as_of: When | None
    since: When | None = None
    in_force: InForce | None = None

    @property
    def shown(self) -> str:
        """The phase as readers see it, one of SHOWN."""
        return TAKEN_BACK if self.phase == "withdrawn" and self.in_force is None else self.phase

    @property
    def words(self) -> Message:
        return message(f"phase.{self.shown}")


def effect(clause: Clause, deposit: date) -> date:
    """The day on which the clause brings a treaty into force for a state that deposited on `deposit`.

    Days are counted after the deposit; months end on the same day of the month, or the last one there is.
    """
    if clause.months:
        months = deposit.year * 12 + deposit.month - 1 + clause.months
        year, month = divmod(months, 12)
        due = date(year, month + 1, min(deposit.day, monthrange(year, month + 1)[1]))
    else:
        due = deposit + timedelta(days=clause.days or 0)
    if clause.first_of_month:
        due = date(due.year + due.month // 12, due.month % 12 + 1, 1)
    return due


def in_force_for(treaty: Treaty, acts: list[Act]) -> InForce | None:
    """From when the treaty is in force for a state with these acts; None where it did not consent or took it back."""
    consent = _last(acts, CONSENTS)
    if consent is None or _last(acts, ("accession-withdrawn",)):
        return None
    recorded = _last(acts, ("entry-into-force",))
    if recorded:
        return InForce(recorded.date.lower, recorded.date.upper, True)
    return InForce(
        max(treaty.in_force.lower, effect(treaty.clause, consent.date.lower)),
        max(treaty.in_force.upper, effect(treaty.clause, consent.date.upper)),
        False,
    )


def sure_from(state: Status) -> date:
    """The first day of which the sources of a status can speak: where no source gives the day of an act (its sources are []), that of the next
    act with a source, or the time for which they give the status; else any day."""
    recalled = [act.date.upper for act in state.acts if act.sources == []]
    if not recalled or not state.as_of:
        return date.min
    later = [act.date.lower for act in state.acts if act.sources != [] and act.date.lower > max(recalled)]
    return min([state.as_of.lower, *later])


def on_date(treaty: Treaty, country: Country | str, when: date) -> Position:
    """The phase of a state towards a treaty at the end of the day `when`.

    >>> on_date(rome_statute, "philippines", date(2019, 3, 16)).phase    # doctest: +SKIP
    'withdrawal-notified'
    """
    state = treaty.status[country if isinstance(country, str) else country.id]
    if when < treaty.adopted.lower:
        reason = message("position.reason.not-adopted", date=_when(treaty.adopted))
        return Position("not-adopted", when, reason, bool(treaty.sources), state.as_of)
    established = bool(state.sources) and state.as_of is not None and sure_from(state) <= when <= state.as_of.upper
    phase, reason, since = _phase(treaty, state, when)
    return Position(phase, when, reason, established, state.as_of, since, in_force_for(treaty, state.acts))


_Phase = tuple[Phase, Message, When | None]
"""A phase, why the state is in it, and since when."""


def _phase(treaty: Treaty, state: Status, when: date) -> _Phase:
    """The phase at the end of a day on which the treaty is there."""
    unsure = next((a for a in state.acts if a.date.lower <= when < a.date.upper), None)
    if unsure:
        reason = message("position.reason.unsure-day", act=act_words(unsure), date=unsure.date)
        return "unclear", reason, unsure.date
    past = [a for a in state.acts if a.date.upper <= when]
    gone = _last(past, ("withdrawal-effective",))
    if gone:
        return "withdrawn", message("position.reason.withdrawn", date=_when(gone.date)), gone.date
    consent, taken_back = _last(past, CONSENTS), _last(past, ("accession-withdrawn",))
    if consent and not taken_back:
        return _phase_after(consent, past, treaty, state, when)
    signature = _last(past, ("signature",))
    if consent and taken_back:
        ending = message(
            "position.reason.taken-back",
            act=act_words(consent),
            date=_when(consent.date),
            withdrawn=_when(taken_back.date),
        )
        return "signed" if signature else "withdrawn", ending, (signature or taken_back).date
    if signature:
        signed = message("position.reason.signed", date=_when(signature.date))
        if signature.note:
            signed = message("position.reason.signed-note", date=_when(signature.date), note=signature.note)
        return "signed", signed, signature.date
    if not state.acts and not state.sources:
        return "not-checked", message("position.reason.not-checked"), None
    return "none", message("position.reason.none"), None


def _phase_after(consent: Act, past: list[Act], treaty: Treaty, state: Status, when: date) -> _Phase:
    """The phase of a state that consented by that day and did not take it back: the treaty comes into force, or is left again."""
    force = in_force_for(treaty, state.acts) or in_force_for(treaty, past)
    assert force is not None
    if when < force.lower:
        reason = message("position.reason.deposited", act=act_words(consent), date=_when(consent.date), day=force.since)
        return "deposited", reason, consent.date
    if when < force.upper:
        return "unclear", message("position.reason.unsure-force", day=force.since), consent.date
    notified = _last(past, ("withdrawal-notified",))
    if notified:
        reason = message("position.reason.withdrawal-notified", day=force.since, date=_when(notified.date))
        return "withdrawal-notified", reason, force.when
    basis = "recorded" if force.recorded else "computed"
    reason = message(
        f"position.reason.party-{basis}.{consent.act}",
        day=force.since,
        article=treaty.clause.article,
        date=_when(consent.date),
    )
    if consent.sources == []:
        reason = message("position.reason.recalled", reason=reason)
    return "party", reason, force.when


def last_known(treaty: Treaty, country: Country | str) -> Position:
    """The newest phase the data can speak of: on the last day of `as_of`, or of the newest act or entry into force
    where that is later (an entry into force may be worked out for a day after `as_of`)."""
    state = treaty.status[country if isinstance(country, str) else country.id]
    days = [act.date.upper for act in state.acts if act.date.upper != date.max]
    if state.as_of:
        days.append(state.as_of.upper)
    if force := in_force_for(treaty, state.acts):
        days.append(force.upper)
    return on_date(treaty, country, max(days, default=max(treaty.adopted.upper, treaty.in_force.upper)))


@lru_cache(maxsize=2)
def every(kb: KnowledgeBase) -> Mapping[tuple[str, str], Position]:
    """The last known phase of every state towards every treaty, by the ids of treaty and state."""
    return {(t.id, state): last_known(t, state) for t in kb.all(Treaty).values() for state in t.status}


def history(treaty: Treaty, country: Country | str) -> list[tuple[date, str]]:
    """Every day on which the phase of a state changes, with the phase from that day on as readers see it; before the first: not adopted.

    For pictures and scripts: the newest entry not later than a day gives the phase of that day, as `on_date` does.
    """
    state = treaty.status[country if isinstance(country, str) else country.id]
    days = {treaty.adopted.lower}
    for act in state.acts:
        days |= {act.date.lower, act.date.upper}
    if force := in_force_for(treaty, state.acts):
        days |= {force.lower, force.upper}
    changes: list[tuple[date, str]] = []
    for when in sorted(days):
        phase = on_date(treaty, country, when).shown
        if not changes or changes[-1][1] != phase:
            changes.append((when, phase))
    return changes


def _when(date: When) -> Message:
    """A date behind the word for what was done then: on 26 May 1992, in May 1992."""
    return message(
        f"position.when.{'span' if date.is_span else 'day' if date.precision == 'day' else 'part'}", date=date
    )


def act_words(act: Act) -> Message:
    """What a state did, as a heading: Ratification deposited."""
    return message(f"act.{act.act}")


def rule(clause: Clause) -> Message:
    """From when a treaty is in force for a state that joins, by its clause."""
    if clause.months:
        span = message("clause.months", count=clause.months)
    elif clause.days:
        span = message("clause.days", count=clause.days)
    else:
        return message("clause.at-once")
    return message("clause.first-of-month" if clause.first_of_month else "clause.after", span=span)


def _last(acts: list[Act], kinds: tuple[str, ...]) -> Act | None:
    """The newest act of these kinds."""
    return max((a for a in acts if a.act in kinds), key=lambda a: a.date.sort_key, default=None)
