"""What a word is: one rule, in Python for the index and in the browser for what is typed, and the same words found in both."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, Literal

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.languages import words

from ..browser.test_search import FINDER

WORDS = "import(new URL('assets/js/search/words.js', document.baseURI).href)"

SAMPLES = [
    "The Khmer Rouge’s rule, 1975–1979: DC-Cam, 002/02, A/RES/75/277, U.N. and OP-CAT’s",
    "under_score, e.g. “quoted”, it's, its’, rock'n'roll, and/or, 3.5, -5, B-52s, C++",
    "គេហៅថា របបកម្ពុជាប្រជាធិបតេយ្យ នៅពេលនោះ។ អ\u200bង្គ\u200bជំនុំជម្រះ",
    "ศาลคดีเขมรแดง ประชาธิปไตยกัมพูชา ๒๕๑๘",
    "မြန်မာနိုင်ငံ၊ ရိုဟင်ဂျာ ၂၀၁၇",
    "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ໒໐໒໕",
    "नरसंहार की रोकथाम, क्\u200dष, सम्मेलन १९४८",
    "soft\u00adhyphen zero\u200bwidth joi\u200dner non\u200cjoiner left\u200eright\u200fmarks bom\ufeff word\u2060joiner",
    unicodedata.normalize("NFC", "Nguyễn Văn Đức, Timor-Leste: Díli, José Ramos-Horta, Åse, Façade, İstanbul, Straße"),
    unicodedata.normalize("NFD", "Nguyễn Văn Đức, Timor-Leste: Díli, José Ramos-Horta, Åse, Façade, İstanbul, Straße"),
    "non‑breaking‑hyphen ‐ double--hyphen trailing- -leading a.b.c ... ’’ '' 1/2/ ½ Ⅷ ²",
    "น้ำ ທຳ ໜ ໝ ½ ™ № … ﷺ ㎏ ﬃ ① ℃ Å ＡＢＣ　ｱ",
    "ΟΔΥΣΣΕΥΣ ΣΑΣ Ω Ǆ ß ŉ ﬁn 日本語 한국어 العربية עברית",
]  # fmt: skip

FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")

KNOWN = [
    ("soft\u00adhyphen", "softhyphen"),
    ("zero\u200bwidth", "zerowidth"),
    ("left\u200e\u200fright", "leftright"),
    ("Nguyễn", "nguyen"),
    (unicodedata.normalize("NFD", "Nguyễn"), "nguyen"),
    ("ប្រជាធិបតេយ្យ", "ប្រជាធិបតេយ្យ"),
    ("ประชาธิปไตย", "ประชาธิปไตย"),
    ("မြန်မာ", "မြန်မာ"),
    ("ສາທາລະນະລັດ", "ສາທາລະນະລັດ"),
    ("सम्मेलन", "सम्मेलन"),
    ("Cambodia’s", "cambodia"),
    ("Cambodia's", "cambodia"),
    ("A/RES/75/277", "a/res/75/277"),
    ("ប\u17b4ង\u17b5", "បង"),
    ("မ\ufe00", "မ"),
    ("a\U000e0100b\u3164c\u115fd\uffa0e\u180bf\u180f", "abcdef"),
]
"""A text of one word, and that word."""

SAME = [
    ("น้ำตาล", "น้\u0e4d\u0e32ตาล", "น\u0e4d้\u0e32ตาล"),
    ("อำนาจ", "อ\u0e4d\u0e32นาจ"),
    ("ຄໍາ", "ຄຳ", "ຄ\u0ecd\u0eb2"),
    ("ນ້ຳ", "ນ້\u0ecd\u0eb2", "ນ\u0ecd້\u0eb2"),
    ("ໜ້າ", "ຫນ້າ"),
    ("ໝູ່", "ຫມູ່"),
    ("แผน", "เเผน"),
    ("ແຂວງ", "ເເຂວງ"),
    ("ﬁnal", "final"),
    ("ＩＣＣ", "icc"),
    ("နိုင်ငံ\ufe01", "နိုင်ငံ"),
]
"""Ways to write one word that no reader can tell apart: with the vowel as one sign or as two, before or after the mark of tone; ligatures; letters twice as wide."""


def whole_in_the_browser(page: Any, texts: list[str]) -> list[list[str]]:
    """The words of each text; handed over as one text, since Playwright wraps every part of a list by itself."""
    script = f"async (texts) => {{ const {{ whole }} = await {WORDS}; return JSON.stringify(JSON.parse(texts).map(whole)); }}"
    return json.loads(page.evaluate(script, json.dumps(texts)))


@pytest.mark.parametrize(("text", "word"), KNOWN, ids=[word for _, word in KNOWN])
def test_a_word_stays_whole(text: str, word: str) -> None:
    assert words.split(text) == [unicodedata.normalize("NFC", word)]


@pytest.mark.parametrize("ways", SAME, ids=[ways[0] for ways in SAME])
def test_what_looks_the_same_is_the_same_word(ways: tuple[str, ...]) -> None:
    found = {
        tuple(words.split(form)) for way in ways for form in (way, *(unicodedata.normalize(f, way) for f in FORMS))
    }
    assert len(found) == 1 and len(found.pop()) == 1


@pytest.mark.browser
def test_the_signs_that_nobody_sees_are_those_of_unicode(look: Any) -> None:
    """Also those that Unicode has set aside and not named yet."""
    ignorable = set(
        look("").evaluate(
            """() => Array.from({ length: 0x110000 }, (_, n) => n).filter((n) => /\\p{DI}/u.test(String.fromCodePoint(n)))"""
        )
    )
    signs = [n for n in range(1, 0x110000) if not 0xD800 <= n < 0xE000]
    plain = words.plain("\0".join(f"a{chr(n)}b" for n in signs)).split("\0")  # at once: a million calls take seconds
    unseen = {n for n, word in zip(signs, plain, strict=True) if word == "ab"}
    accents = set(range(0x300, 0x370))
    assert len(ignorable) > 4_000 and ignorable <= unseen
    assert {n for n in unseen - ignorable - accents if unicodedata.category(chr(n)) != "Cf"} == set()


@pytest.mark.browser
def test_python_and_the_browser_find_the_same_words(look: Any, kb: KnowledgeBase) -> None:
    """In samples of the scripts of the region, and in every line of the facts."""
    facts = {
        value
        for records in kb.records.values()
        for record in records.values()
        for value in _texts(json.loads(record.model_dump_json()))
    }
    texts = [*SAMPLES, *(text for text, _ in KNOWN), *(way for ways in SAME for way in ways), *sorted(facts)]
    found = whole_in_the_browser(look(""), texts)
    assert len(texts) > 5_000
    differ = [
        (text, words.split(text), other) for text, other in zip(texts, found, strict=True) if words.split(text) != other
    ]
    assert not differ, differ[:5]


@pytest.mark.browser
def test_python_and_the_browser_sort_every_sign_alike(look: Any) -> None:
    """Between two letters each sign is a part of the word, divides it, or is as if it were not there; signs that either does not know yet are left out."""
    signs = [chr(n) for n in range(0x20000) if unicodedata.category(chr(n)) not in ("Cn", "Cs", "Co")]
    page = look("")
    known = set(page.evaluate("(signs) => Array.from(signs).filter((sign) => !/\\p{Cn}/u.test(sign)).join('')", "".join(signs)))  # fmt: skip
    signs = [sign for sign in signs if sign in known]
    assert len(signs) > 70_000
    found = whole_in_the_browser(page, [f"a{sign}b" for sign in signs])
    differ = [
        (hex(ord(sign)), words.split(f"a{sign}b"), other)
        for sign, other in zip(signs, found, strict=True)
        if words.split(f"a{sign}b") != other
    ]
    assert not differ, differ[:20]


@pytest.mark.browser
@pytest.mark.parametrize("segmenter", [True, False], ids=["segmenter", "none"])
def test_what_stands_in_prose_is_found(look: Any, segmenter: bool) -> None:
    """A word in a note, as it is written or as somebody types it, in every script; also where the browser has no dictionary."""
    notes = {
        "shy": ("The xyzzy\u00adplughcide of 1975.", ["xyzzyplughcide", "xyzzy\u00adplughcide"]),
        "zwsp": ("The quuxes\u200bmark of 1976.", ["quuxesmark", "quuxes\u200bmark"]),
        "khmer": ("គេហៅថា របបកម្ពុជាប្រជាធិបតេយ្យ នៅពេលនោះ។", ["ប្រជាធិបតេយ្យ", "របបកម្ពុជា", "ប្រជា\u200bធិបតេយ្យ"]),
        "thai": ("ในยุคประชาธิปไตยกัมพูชา", ["ประชาธิปไตย", "กัมพูชา"]),
        "thai am": ("ในปีแห่งอำนาจ", ["อ\u0e4d\u0e32นาจ", "อำนาจ"]),
        "lao am": ("ຄ\u0ecd\u0eb2ສັ່ງ", ["ຄຳສັ່ງ"]),
        "burmese": ("မြန်မာနိုင်ငံတွင်", ["နိုင်ငံ", "မြန်မာ"]),
        "lao": ("ສາທາລະນະລັດປະຊາທິປະໄຕ", ["ປະຊາທິປະໄຕ"]),
        "hindi": ("नरसंहार की रोकथाम", ["रोकथाम", "नरसंहार"]),
        "nfd": (unicodedata.normalize("NFD", "Trần Văn Phượng"), ["Phượng", "phuong", unicodedata.normalize("NFD", "Phượng")]),
    }  # fmt: skip
    page = look("")
    if not segmenter:
        page.add_init_script("delete Intl.Segmenter")
        page.reload()
    found = page.evaluate(
        f"""async ([notes, asked]) => {{
          const {{ finder }} = await {FINDER};
          const {{ read }} = await import(new URL("assets/js/search/packed.js", document.baseURI).href);
          const index = read(await (await fetch(new URL("assets/search.json", document.baseURI))).json());
          for (const [name, w] of notes) index.entries.push({{ k: "events", t: `Event ${{name}}`, w, a: name }});
          const {{ find }} = await finder(index);
          return asked.map((query) => find(query, 3).found.map((entry) => entry.a));
        }}""",
        [
            [(name, " ".join(words.split(text))) for name, (text, _) in notes.items()],
            [query for _, queries in notes.values() for query in queries],
        ],
    )
    expected = [(name, query) for name, (_, queries) in notes.items() for query in queries]
    assert not [(name, query, hits) for (name, query), hits in zip(expected, found, strict=True) if name not in hits]


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for part in parts for text in _texts(part)]
