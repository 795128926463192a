"""How to have something corrected."""

from __future__ import annotations

from .. import corrections
from ..page import Page
from ..render import render


def correction_ways(page: Page) -> str:
    """The public form and the letter, where their addresses are set."""
    return render(
        "correction_ways.html",
        page,
        issue=corrections.issue(page.site),
        mail=corrections.mail(page.site, page.language),
    )


def correction_form(page: Page) -> str:
    """The form to print and fill in by hand."""
    return render("correction_form.html", page, questions=corrections.QUESTIONS)


ALL = [correction_ways, correction_form]
