"""Khmer writing: one folding in Python and in the browser, the order of ICU, and mistakes that are mistakes whatever a text means."""

from __future__ import annotations

import itertools
import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from prevention_kb.facts.dates import When
from prevention_kb.languages import khmer, marks
from prevention_kb.project import load
from prevention_kb.reading.catalogue import language

from ..conftest import ROOT

NODE = shutil.which("node")
LETTERS = "".join(map(chr, range(0x1780, 0x17DE))) + " \u200b\u200ca1"


def written() -> list[str]:
    """Runs of the translations between spaces."""
    overlay = load(ROOT).overlays["km"]
    return sorted({word for one in overlay.records.values() for text in one.texts.values() for word in text.split()})


def texts() -> list[str]:
    """Some of these, and random runs of everything that the block holds."""
    chance = random.Random(17)
    return written()[::5] + ["".join(chance.choices(LETTERS, k=chance.randint(1, 9))) for _ in range(2_000)]


def node(program: str, given: object) -> object:
    assert NODE, "Node is needed"
    script = f"const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));{program}"
    done = subprocess.run([NODE, "-e", script], input=json.dumps(given), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.skipif(not NODE, reason="Node runs the script as a browser does")
def test_the_browser_folds_alike() -> None:
    given = texts()
    module = (ROOT / "docs/assets/js/search/khmer.js").as_uri()
    program = f"import('{module}').then(({{fold}}) => console.log(JSON.stringify(given.map(fold))))"
    assert node(program, given) == [khmer.folded(text) for text in given]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ស្ដី", "ស្តី"),
        ("សិទិ្ធ", "សិទ្ធិ"),
        ("ឲ្យ", "ឱ្យ"),
        ("កម្ពុ​ជា", "កម្ពុជា"),
        ("េី", "ើ"),
        ("សម្រា\u200bប់", "សម្រាប់"),
        ("ខ្មែរ", "ខែ្មរ"),
    ],
)
def test_what_looks_alike_is_found_alike(one: str, other: str) -> None:
    assert one != other and khmer.folded(one) == khmer.folded(other)


def test_different_words_stay_different() -> None:
    words = {word for word in texts() if khmer.folded(word)}
    assert len({khmer.folded(word) for word in words if not khmer.mistakes(word)}) > 0.9 * len(
        [w for w in words if not khmer.mistakes(w)]
    )


@pytest.mark.skipif(not NODE, reason="Node brings ICU")
def test_order_is_that_of_icu() -> None:
    """Neighbours in ICU's order stand so in ours, for 97 of 100."""
    words = sorted({re.sub("[^\u1780-\u17dd]", "", word) for word in written()} - {""})
    assert len(words) > 300
    theirs = node("given.sort(new Intl.Collator('km').compare);console.log(JSON.stringify(given))", words)
    assert isinstance(theirs, list)
    wrong = [(a, b) for a, b in itertools.pairwise(theirs) if khmer.key(a) > khmer.key(b)]
    assert len(wrong) < 0.03 * len(words), wrong[:20]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("សិទិ្ធ", "subscript"), ("កំុ", "vowel stands behind a sign"), ("កាី", "two vowels"), ("ក្", "before no letter"), ("កម្ពុ\u200bជា", "nobody sees"),
        ("ក្រុមA", "touch"), ("ASEANនេះ", "touch"),
    ],
)  # fmt: skip
def test_mistakes_are_named(text: str, what: str) -> None:
    assert any(what in said for said in khmer.mistakes(text))


def test_right_words_have_no_mistake() -> None:
    for word in (
        "កម្ពុជា",
        "អង្គជំនុំជម្រះវិសាមញ្ញក្នុងតុលាការកម្ពុជា",
        "ស៊ើបអង្កេត",
        "ហ៊ុន",
        "ព្រះរាជាណាចក្រ",
        "អ.វ.ត.ក",
        "មន្ទីរស-២១ (S-21)",
    ):
        assert khmer.mistakes(word) == []


def test_letters_of_the_index() -> None:
    assert [khmer.initial(word) for word in ("ការ", "ឥណ្ឌា", "“ខ", "ASEAN", "")] == ["ក", "អ", "ខ", "A", ""]


def test_the_font_holds_every_letter(tmp_path: Path) -> None:
    from fontTools.ttLib import TTFont

    written = {letter for text in texts() for letter in text if "\u1780" <= letter <= "\u17ff"} - set(
        "\u17a3\u17a4\u17b4\u17b5\u17d3\u17d8\u17dd"
    )
    for weight in (400, 600):
        font = TTFont(ROOT / f"docs/assets/fonts/noto-sans-khmer-{weight}.woff2")
        assert written <= {chr(code) for code in font.getBestCmap()}, weight
    name = TTFont(ROOT / "docs/assets/fonts/noto-sans-khmer-name-400.woff2")  # for the header of pages in English
    assert set(language("km").say("language.name")) == {chr(code) for code in name.getBestCmap()}


def test_what_is_said_in_english_has_the_numbers_dates_and_lists_of_english() -> None:
    """A message that Khmer lacks, or may not show, is English from its first letter to its last."""
    hidden = language("km", drafts=False)
    said = [
        hidden.say("date.day", day=29, month="November", year=2026),
        hidden.when(When.parse("1975-04-17/1979-01")),
        hidden.listed(["a", "b", "c"]),
        hidden.number(1141),
        *(str(text) for text in hidden.of_scripts("page").values()),
    ]
    assert not [text for text in said if re.search("[\u1780-\u17ff]", marks.plain(text))]
    shown = language("km")
    assert shown.number(41) == "៤១" and "១៩៧៥" in shown.when(When.parse("1975-04-17"))
