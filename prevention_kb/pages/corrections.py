"""The ways to say that a fact is wrong: a public form at the repository, an e-mail, a form on paper.

None of them needs a script. A way whose address is not set is not offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from ..languages.language import Language
    from .site import Site

FORM = "correction.yml"
"""The issue form in .github/ISSUE_TEMPLATE/ that is opened. The link fills in its field `fact`, which says all that is needed;
where scripts run, docs/assets/js/site.js adds `page` and `current` when the link is used, since they would weigh on every page."""

QUESTIONS = ("fact", "wrong", "right", "source", "name")
"""What a correction should say, on paper and in a letter; in words under correction.question in the catalogue."""


def issue(site: Site, fact: str = "") -> str | None:
    """The address of the public form, with the fact filled in; None without a repository."""
    if not site.repository:
        return None
    said = {"template": FORM} | ({"fact": fact} if fact else {})
    return f"{site.repository.rstrip('/')}/issues/new?{urlencode(said, safe='/')}"


def mail(site: Site, language: Language, fact: str = "", page: str = "", current: str = "") -> str | None:
    """The address of a letter with subject and questions; None where no e-mail address is set."""
    if "@" not in site.contact:
        return None
    answers = {"fact": page or fact, "wrong": language.say("correction.now", current=current) if current else ""}
    lines = (
        language.say(
            "correction.answer", question=language.say(f"correction.question.{key}"), answer=answers.get(key, "")
        )
        for key in QUESTIONS
    )
    body = "\r\n\r\n".join(f"{line.rstrip()} " for line in lines)
    subject = language.say("correction.subject", about=fact or site.name)
    return f"mailto:{quote(site.contact, safe='@')}?subject={quote(subject)}&body={quote(body)}"
