"""Marks of language and state: whatever is done to a text, the page says of it what it is."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup, escape

from prevention_kb.languages import marks

EN, KM = marks.english("Phnom Penh"), marks.translated("ភ្នំពេញ", "draft")


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f"<p>{EN}</p>", '<p lang="en">Phnom Penh</p>'),
        (f"<p>{KM}</p>", '<p>ភ្នំពេញ</p>'),
        (f"<p>នៅ {EN}</p>", '<p>នៅ <span lang="en">Phnom Penh</span></p>'),
        (f'<p class="a">{EN}</p>', '<p class="a" lang="en">Phnom Penh</p>'),
        (f'<a title="{EN}" href="x">{KM}</a>', '<a title="Phnom Penh" href="x">ភ្នំពេញ</a>'),
        (f'<script type="application/json">["{EN}"]</script>', '<script type="application/json">["Phnom Penh"]</script>'),
        (f"<option>{EN}</option>", '<option lang="en">Phnom Penh</option>'),
        (f'<text x="1">{EN} {KM}</text>', '<text x="1"><tspan lang="en">Phnom Penh</tspan> ភ្នំពេញ</text>'),
        (f"<p>{marks.ENGLISH}in {KM}{marks.END}</p>", '<p><span lang="en">in <span lang="km">ភ្នំពេញ</span></span></p>'),
        (f"<p>{EN[:-1]}</p><p>ក</p>", '<p><span lang="en">Phnom Penh</span></p><p>ក</p>'),  # its end was cut off
        (f"<p>a{EN[1:]}</p>", "<p>aPhnom Penh</p>"),  # its beginning was
        (f"<p>{marks.ENGLISH}a <em>b</em> c{marks.END}</p>", '<p><span lang="en">a <em>b</em> c</span></p>'),
        ("<p>nothing</p>", "<p>nothing</p>"),
        (f"<p>{marks.translated('ក', 'official')}</p>", '<p data-translation="official">ក</p>'),
        (f"<p>នៅ {marks.translated('ក', 'read')}</p>", '<p>នៅ <span data-translation="read">ក</span></p>'),
    ],
)  # fmt: skip
def test_marks_become_attributes(html: str, shown: str) -> None:
    assert marks.shown(html, "km") == shown
    assert (
        BeautifulSoup(marks.shown(html, "km"), "lxml").get_text() == BeautifulSoup(marks.plain(html), "lxml").get_text()
    )


def test_a_mark_survives_what_is_done_to_a_text() -> None:
    for made in (
        f"{EN}!",
        Markup("<b>{}</b>").format(EN),
        escape(EN),
        " ".join([EN, "x"]),
        EN.upper(),
        EN.replace("P", "Q"),
    ):
        assert 'lang="en"' in marks.shown(f"<p>{made} ក</p>", "km")


def test_what_has_no_letters_is_of_no_language() -> None:
    assert marks.english("002/01") == "002/01" and marks.english("ភ្នំ") == "ភ្នំ"


def test_no_file_may_hold_a_mark() -> None:
    from prevention_kb.facts.characters import MARKS
    from prevention_kb.reading import yaml_file

    assert len(MARKS) == 6
    for mark in MARKS:
        assert list(yaml_file._unseen(f"title: a{mark}b\n")), "a mark in a file would be taken for one of ours"
