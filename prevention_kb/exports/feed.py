"""The releases of the data as an Atom feed (RFC 4287)."""

from __future__ import annotations

from ..derived import links
from ..derived.citation import LICENCE_URL, Edition
from ..derived.released import entry_id, history, in_words, released
from ..facts.knowledge import KnowledgeBase
from ..pages.environment import templates
from ..reading.catalogue import english

MOST = 50
"""An entry lists at most so many records of a kind of change, and says how many more there are; the page of changes leads to all."""


def atom(kb: KnowledgeBase, edition: Edition, base: str) -> str:
    """The feed. Its ids are kept in CITATION.cff and in the releases, so that they stay when the site moves or is renamed."""
    releases, top = history(kb.root), base or "../"
    before = released(kb.root)

    def where(ref: str) -> str:
        """Where a record stands, or stood when it was released."""
        name, _, record_id = ref.partition("/")
        gone = record_id not in kb.records.get(name, {}) and before.get(ref)
        return top + (gone.address if gone else links.to(kb, name, record_id))

    text = templates.get_template("changes.xml").render(
        edition=edition,
        releases=releases,
        updated=releases[0].date if releases else edition.released,
        licence=LICENCE_URL,
        base=base,
        top=top,
        most=MOST,
        identify=lambda release: release.id or entry_id(edition.feed, release.version),
        where=where,
        in_words=lambda value: in_words(value, english()),
        counted=lambda release: (
            english()
            .say("piece.between")
            .join(english().say(f"counted.{name}", count=count) for name, count in release.counts.items())
        ),
    )
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"
