"""The releases of the data as an Atom feed (RFC 4287)."""

from __future__ import annotations

import uuid
from xml.sax.saxutils import escape, quoteattr

from ..changes import Release, history, in_words
from ..citation import LICENCE_URL, Edition
from ..links import address
from ..load import KnowledgeBase
from ..render import KINDS

MOST = 200
"""An entry lists at most so many records of a kind of change; the page of changes lists all."""


def atom(kb: KnowledgeBase, edition: Edition, base: str) -> str:
    """The feed; ids are made from the title, so that they stay when the site moves."""
    releases = history(kb.root)
    updated = releases[0].date if releases else edition.released
    rows = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<id>{_id(edition.title)}</id>",
        f"<title>{escape(edition.title)}: changes</title>",
        "<subtitle>What was added, changed and removed, release by release</subtitle>",
        f"<updated>{updated}T00:00:00Z</updated>",
        *(f"<author><name>{escape(author)}</name></author>" for author in edition.authors),
        f"<rights>{LICENCE_URL}</rights>",
    ]
    if base:
        rows.append(f'<link rel="self" type="application/atom+xml" href={quoteattr(base + "feeds/changes.xml")}/>')
        rows.append(f'<link rel="alternate" type="text/html" href={quoteattr(base + "about/changes/")}/>')
    rows += [_entry(release, edition, base) for release in releases]
    return "\n".join([*rows, "</feed>"]) + "\n"


def _entry(release: Release, edition: Edition, base: str) -> str:
    words = "first release" if release.first else release.difference.count
    link = f"{base}about/changes/#release-{release.version}"
    rows = [
        "<entry>",
        f"<id>{_id(edition.title + '/' + release.version)}</id>",
        f"<title>Version {release.version}: {words}</title>",
        f"<published>{release.date}T00:00:00Z</published>",
        f"<updated>{release.date}T00:00:00Z</updated>",
        f'<link rel="alternate" type="text/html" href={quoteattr(link)}/>',
        f"<summary>{escape(release.note or words.capitalize())}</summary>",
        f'<content type="html">{escape(_content(release, base))}</content>',
        "</entry>",
    ]
    return "\n".join(rows)


def _content(release: Release, base: str) -> str:
    html = f"<p>{escape(release.note)}</p>" if release.note else ""
    if release.first:
        counts = ", ".join(f"{count} {KINDS[name].lower()}" for name, count in release.counts.items())
        return f"{html}<p>{release.total} records: {escape(counts)}.</p>"
    what = release.difference
    for title, refs in (("Added", what.added), ("Removed", what.removed)):
        if refs:
            html += (
                f"<p>{title}</p><ul>"
                + "".join(f"<li>{_link(ref, label, base)}</li>" for ref, label in refs[:MOST])
                + "</ul>"
            )
    if what.changed:
        html += "<p>Changed</p><ul>"
        for change in what.changed[:MOST]:
            fields = "".join(
                f"<li>{escape(f.field)}: {escape(in_words(f.old))} → {escape(in_words(f.new))}</li>"
                for f in change.fields
            )
            html += f"<li>{_link(change.record, change.label, base)}<ul>{fields}</ul></li>"
        html += "</ul>"
    return html


def _link(ref: str, label: str, base: str) -> str:
    collection, _, record_id = ref.partition("/")
    return f"<a href={quoteattr(base + address(collection, record_id))}>{escape(label)}</a>" if base else escape(label)


def _id(name: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn
