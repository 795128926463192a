"""The list of what a reader may keep: the assets that a page loads, and none that it only names."""

from __future__ import annotations

from datetime import date

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.exports import offline
from prevention_kb.pages import settings
from prevention_kb.pages.speech import Speech
from prevention_kb.pages.views.offline import kept_words


def test_what_a_page_loads() -> None:
    """From however deep a page, with and without a query; other sites, other attributes and files to download are none."""
    page = (
        b'<link href="assets/css/site.css"><script src="../assets/js/a.js"></script><script src="./assets/js/b.js"></script>'
        b'<img src="../../../../../../assets/img/deep.svg"><img src="/elsewhere/assets/img/other.svg">'
        b'<a data-src="x" href="https://x.example/assets/img/far.png">assets/img/named.png"</a><link href="../assets/js/c.js?x">'
        b'<a href="../assets/words.json">x</a>'
    )
    assert list(offline._loaded(page)) == [
        "assets/css/site.css",
        "assets/js/a.js",
        "assets/js/b.js",
        "assets/img/deep.svg",
    ]


@pytest.mark.parametrize("code", ["en", "km"])
def test_the_day_of_a_copy_is_said_as_the_pages_say_a_day(kb: KnowledgeBase, code: str) -> None:
    """The device fills day and year into what stands for the month, in these digits; it need not know the language."""
    page = Speech.of(kb, code, True).page(settings.read(kb.root))
    words = kept_words(page)
    said = [
        month.format(**{name: str(value).translate(str.maketrans("0123456789", words["digits"])) for name, value in (("day", 17), ("year", 1975))})
        for month in words["days"].split("|")
    ]  # fmt: skip
    assert said == [page.language.day(date(1975, month, 17)) for month in range(1, 13)]
