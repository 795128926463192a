"""What is missing before the site can be published: who answers for it, how to reach them, where to cite it, who has read it.

Without publisher, contact, repository and address the site calls itself a preview, on every page and in its data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..derived.citation import Edition
from ..pages.site import Site


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a reader asks of a publication, what the settings say of it, and how to settle it."""

    what: str
    said: str
    cure: str


def needs(site: Site, edition: Edition) -> Iterator[Need]:
    """Everything that a published site should have, in the order in which a reader asks for it."""

    def setting(what: str, key: str, said: str) -> Need:
        return Need(what, said, f"set extra.kb.{key} in mkdocs.yml, or KB_{key.upper()} in the environment")

    yield setting("publisher", "responsible", site.responsible)
    yield setting("contact", "contact", site.contact)
    yield setting("repository", "repository", site.repository)
    yield Need("address of the site", site.url, "set KB_SITE_URL in the environment")
    yield Need(
        "DOI or archive", edition.archive, "add it to the identifiers of CITATION.cff, as type: doi or type: url"
    )
    yield setting("editors", "editors", site.editors)
    yield setting("reviewers", "reviewers", site.reviewers)
    yield setting("funding", "funding", site.funding)
    yield setting("right of reply offered", "reply", site.reply)


def report(site: Site, edition: Edition) -> tuple[str, bool]:
    """A line for each need, and whether nothing is missing."""
    found = list(needs(site, edition))
    rows = [f"there     {need.what}: {need.said}" for need in found if need.said]
    rows += [f"missing   {need.what}; {need.cure}" for need in found if not need.said]
    missing = sum(not need.said for need in found)
    if site.is_preview:
        rows.append("The site calls itself a preview until publisher, contact, repository and address are set.")
    elif missing:
        rows.append(f"The site is no preview; {missing} of {len(found)} things are still missing.")
    else:
        rows.append("Nothing is missing.")
    return "\n".join(rows), not missing
