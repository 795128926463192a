"""The search: what its index holds, what it finds, and how it is used by mouse, touch and keyboard in a real browser."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from bs4 import BeautifulSoup

from prevention_kb import DataError, KnowledgeBase, load
from prevention_kb.derived import links
from prevention_kb.exports import search_index
from prevention_kb.facts.documents import Claim
from prevention_kb.facts.events import Case, Event
from prevention_kb.facts.findings import Finding
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.languages import marks
from prevention_kb.reading import catalogue

from .. import axe
from ..conftest import ROOT, comes, counted, settled

ASSETS = ROOT / "docs" / "assets"
NAMED = ("terms", "organisations", "people", "treaties", "countries")
"""Kinds whose every name must be found, also with one letter wrong."""
FINDER = "import(new URL('assets/js/search/find.js', document.baseURI).href)"
TEXT = FINDER.replace("find.js", "text.js")


@pytest.fixture(scope="session")
def index(kb: KnowledgeBase) -> dict[str, Any]:
    return search_index.read(*search_index.files(kb).values())


# The index -------------------------------------------------------------------------------------------------------


def test_every_record_has_one_entry_at_its_address(kb: KnowledgeBase, index: dict[str, Any]) -> None:
    expected = [
        (name, search_index.landing(record))
        for name, records in kb.records.items()
        for record in records.values()
        if not (name == "sources" and record.id in search_index.of_names_alone(kb))
    ]
    found = [(e["k"], e["a"]) for e in index["entries"] if e["k"] in COLLECTIONS]
    assert found == sorted(expected, key=lambda entry: entry[0] == "sources"), "the sources last"
    positions = [e["a"] for e in index["entries"] if e["k"] == "positions"]
    assert len(positions) == len(set(positions)) == len(kb.records["treaties"]) * len(kb.records["countries"])


def test_every_kind_has_words_in_the_index(kb: KnowledgeBase, index: dict[str, Any]) -> None:
    assert set(index["kinds"]) == {*COLLECTIONS, "positions", "pages", "sections"}
    assert all(kind["one"] for kind in index["kinds"].values())
    for records in kb.records.values():
        for record in records.values():
            assert record.full_name


def test_names_come_whole_from_the_data(kb: KnowledgeBase, index: dict[str, Any]) -> None:
    entries = {e["a"]: {e["t"], e.get("s"), *e.get("n", [])} for e in index["entries"]}
    for name in NAMED:
        for record in kb.records[name].values():
            said = [
                value
                for field in ("term", "name", "title", "short", "abbreviation", "also", "official_name", "iso2", "iso3")
                for value in [getattr(record, field, None)]
                if value
            ]  # fmt: skip
            for value in said:
                assert {value} if isinstance(value, str) else set(value) <= entries[search_index.landing(record)]


def test_index_fits_the_budget(kb: KnowledgeBase) -> None:
    """What comes before the first answer; the sources follow in a file of their own."""
    for sent in search_index.files(kb).values():
        assert len(gzip.compress(sent, 6)) <= 150_000


def test_entries_are_plain_text(index: dict[str, Any]) -> None:
    for entry in index["entries"]:
        shown = " ".join((entry["t"], entry.get("s", ""), entry.get("l", "")))
        assert not re.search(r"\]\(|[<>{}]|\*\*|\bNone\b|&\w+;", shown), entry
        assert len(set(entry.get("w", "").split())) == len(entry.get("w", "").split()), entry


def test_a_word_stands_once_in_an_entry_whatever_its_endings(index: dict[str, Any]) -> None:
    for entry in index["entries"]:
        roots = [search_index.stem(word) for word in entry.get("w", "").split()]
        assert len(roots) == len(set(roots)), entry["a"]


def test_a_line_never_ends_inside_a_sentence(index: dict[str, Any]) -> None:
    """Whoever is named there keeps the outcome that stands in the same sentence."""
    for entry in index["entries"]:
        if entry["k"] in (Case.collection, Event.collection, Claim.collection):
            assert entry["l"].endswith((".", ".”", ".)", "?")), entry
    assert "acquitted" in next(e["l"] for e in index["entries"] if e["a"] == "timeline/#case-00201-verdict-2014")


def test_parts_of_pages_have_entries_of_their_own(kb: KnowledgeBase, index: dict[str, Any]) -> None:
    """Sections of the pages that readers look for, not of those for editors; and what the page of a state alone tells."""
    parts = {e["a"]: e for e in index["entries"] if e["k"] == "sections"}
    assert parts["accountability/#what-it-cost"]["t"] == "The tribunal and its cases: What it cost"
    assert "Right of reply" in parts["about/#right-of-reply"]["n"]
    assert not [address for address in parts if address.startswith(("about/maintain/", "#"))]
    for country in kb.records["countries"]:
        assert parts[f"countries/{country}/#institutions"]["w"]


def test_state_of_checking_stands_on_the_entry(kb: KnowledgeBase, index: dict[str, Any]) -> None:
    states = {e["a"]: e.get("c", "") for e in index["entries"]}
    for claim in kb.all(Claim).values():
        said = states[links.of(claim)]
        assert said == (
            "The authors’ view" if claim.verdict == "not-checkable" else claim.mark.replace("-", " in ").capitalize()
        )
    sources = kb.records["sources"]
    for records in kb.records.values():
        for record in records.values():
            cited = getattr(record, "sources", None)
            if cited is not None and not isinstance(record, (Claim, Finding)):
                read = any(sources[s].read != "none" for s in cited)  # type: ignore[attr-defined]
                assert (states[search_index.landing(record)] == "no source read yet") is not read, links.of(record)


def test_nobody_is_named_with_a_charge_and_without_its_outcome(kb: KnowledgeBase, index: dict[str, Any]) -> None:
    """A finding is called by its crime and the accused; what stands of it is seen with it, in each language."""
    for code in catalogue.codes():
        language = catalogue.language(code)
        entries = index["entries"] if code == "en" else search_index.index_of_language(kb, code, drafts=True)["entries"]
        states = {e["a"].removeprefix(f"{code}/"): e.get("c") for e in entries if e["k"] == Finding.collection}
        assert states == {
            links.of(f): marks.plain(language.say(f"outcome.{f.final.outcome}")) for f in kb.all(Finding).values()
        }


def test_the_smallest_facts_make_an_index(tiny: KnowledgeBase) -> None:
    entries = search_index.read(*search_index.files(tiny).values())["entries"]
    assert sum(e["k"] in COLLECTIONS for e in entries) == sum(len(records) for records in tiny.records.values())


def test_a_page_whose_head_cannot_be_read_is_named(workplace: Path) -> None:
    (workplace / "docs/notes.md").write_text("---\ntitle: Notes\ndescription: This: that\n---\n\n# Notes\n", "utf-8")
    with pytest.raises(DataError, match=r"docs/notes\.md:3:18: the head of the page cannot be read"):
        search_index.files(load(workplace))


@pytest.mark.site
def test_the_site_holds_the_index_and_every_address_exists(
    site: Path, pages: dict[str, BeautifulSoup], index: dict[str, Any]
) -> None:
    assert search_index.read(*((site / path).read_bytes() for path in search_index.paths())) == index
    ids: dict[str, set[str]] = {}
    for entry in index["entries"]:
        page, _, fragment = entry["a"].partition("#")
        if page not in ids:
            ids[page] = {element["id"] for element in pages[page].find_all(id=True)}
        assert not fragment or fragment in ids[page], entry["a"]
    for kind in index["kinds"].values():
        assert "home" not in kind or not kind["count"] or (site / kind["home"] / "index.html").exists(), kind


def test_what_is_packed_is_read_again(kb: KnowledgeBase, tiny: KnowledgeBase, index: dict[str, Any]) -> None:
    """Each entry as it was, but that a word may stand in another of its forms and in another place."""
    for each in (kb, tiny):
        rows = list(search_index.entries(each))
        packed = search_index.read(search_index.packed({"stop": [], "kinds": {}, "entries": rows}))["entries"]
        assert [_roots(row) for row in packed] == [_roots(row) for row in rows]
    assert sum(map(len, search_index.files(kb).values())) < 0.8 * len(json.dumps(index, ensure_ascii=False))


def _roots(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "w": {search_index.stem(word) for word in entry.get("w", "").split()}}


@pytest.mark.browser
def test_script_reads_what_is_packed(library: Any, kb: KnowledgeBase) -> None:
    found = library.evaluate(
        """async () => {
          const { read } = await import(new URL("assets/js/search/packed.js", document.baseURI).href);
          return Promise.all(["search", "search-sources"].map(async (name) => read(await (await fetch(new URL(`assets/${name}.json`, document.baseURI))).json())));
        }"""
    )
    assert found == [search_index.read(sent) for sent in search_index.files(kb).values()]


@pytest.mark.browser
def test_a_word_that_is_known_in_another_form_is_not_taken_for_misspelt(library: Any) -> None:
    """The index sends one form of a word; whoever types another has made no mistake."""
    found = library.evaluate(
        """async () => {
          const { read } = await import(new URL("assets/js/search/packed.js", document.baseURI).href);
          const { Entries } = await import(new URL("assets/js/search/entries.js", document.baseURI).href);
          const entries = await Entries.of(read(await (await fetch(new URL("assets/search.json", document.baseURI))).json()));
          const known = [...entries.vocabulary].filter((word) => /^[a-z]{6,}$/.test(word));
          const others = known.map((word) => `${word}s`).filter((form, i) => !entries.vocabulary.has(form) && entries.root(form) === entries.root(known[i]));
          return { asked: others.length, misspelt: others.filter((form) => entries.meant(form).length), meant: entries.meant("genozide") };
        }"""
    )
    assert found["asked"] > 500 and found["misspelt"] == [] and found["meant"] == ["genocide"]


# What is fetched -------------------------------------------------------------------------------------------------


def test_vendored_files_are_those_of_the_package() -> None:
    folder = ASSETS / "vendor"
    packages = json.loads((folder / "vendored.json").read_text("utf-8"))
    listed = {path: entry["sha256"] for package in packages.values() for path, entry in package["files"].items()}
    present = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "vendored.json"
    }
    assert present == listed
    for name, package in packages.items():
        assert package["licence"] and package["version"] and package["homepage"], name
        assert any("LICEN" in path for path in package["files"]), name


def test_little_is_loaded_before_the_first_use() -> None:
    assert len(gzip.compress((ASSETS / "js/search.js").read_bytes(), 9)) <= 2_500


# In the browser --------------------------------------------------------------------------------------------------


@pytest.fixture
def visit(browser: Any, served: str) -> Iterator[Any]:
    """Open a page of the site: `visit(path, width=…, **options of the context)`; complaints gather in page.problems."""
    contexts = []

    def open_page(path: str = "", width: int = 1280, before: Any = None, wait: str = "load", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = counted(context.new_page())
        page.problems, page.asked = [], []
        page.on("console", lambda m: page.problems.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("request", lambda r: page.asked.append(r.url))
        if before:
            before(page)
        page.goto(served + path, wait_until=wait)
        return page

    yield open_page
    for context in contexts:
        for page in context.pages:
            page.unroute_all(behavior="ignoreErrors")
        context.close()


@pytest.fixture(scope="module")
def library(browser: Any, served: str) -> Iterator[Any]:
    """A page whose scripts are asked and which nobody touches: they fetch and read the index once for all tests."""
    page = browser.new_page()
    page.goto(served)
    yield page
    page.close()


def without_segmenter(page: Any) -> None:
    page.add_init_script("delete Intl.Segmenter")


WHOLE = """async () => {
  const { load } = await import(document.querySelector("script[src$='site.js']").src.replace("site.js", "search/find.js"));
  await (await load(document.documentElement.lang)).complete();
}"""


def ask(page: Any, words: str, whole: bool = True) -> Any:
    """Type into the open search; returns the options, those of sources too if `whole`."""
    page.locator("#kb-find-field").fill(words)
    if whole:
        page.evaluate(WHOLE)
    page.locator(".kb-find-count", has_text=re.compile("result|Nothing")).wait_for()
    return page.get_by_role("option")


def begin(page: Any) -> None:
    """Open the search by its button and wait for the index."""
    page.locator("#kb-search button").click()
    page.wait_for_selector(".kb-find-help ul")


def wrong(name: str) -> str | None:
    """The same name with one letter wrong, the middle one."""
    places = [i for i, letter in enumerate(name) if letter.isascii() and letter.isalpha()]
    if not places:
        return None
    at = places[len(places) // 2]
    letter = chr((ord(name[at].lower()) - ord("a") + 11) % 26 + ord("a"))
    return name[:at] + (letter.upper() if name[at].isupper() else letter) + name[at + 1 :]


def queries(index: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """What readers type: kind of query, words, and the address that must be among the first three."""
    for entry in index["entries"]:
        if entry["k"] in NAMED:
            for name in filter(None, (entry["t"], entry.get("s"), *entry.get("n", []))):
                yield "name", name, entry["a"]
                if mistaken := wrong(name):
                    yield "one letter wrong", mistaken, entry["a"]
        if entry["k"] == Event.collection:
            main = [word for word in re.findall(r"[\w/’-]+", entry["t"]) if word.lower() not in index["stop"]][:4]
            year = re.search(r"\d{4}", entry["d"])
            assert year
            yield "main words and year", f"{' '.join(main)} {year[0]}", entry["a"]
            yield "one letter wrong and year", f"{wrong(' '.join(main))} {year[0]}", entry["a"]
        elif entry["k"] not in (*NAMED, "sources"):
            yield "title", entry["t"], entry["a"]


@pytest.mark.browser
def test_index_and_script_take_the_same_endings_off(library: Any, index: dict[str, Any]) -> None:
    """What the index leaves out as another form of a word that stands there, the script must take for that word."""
    asked = sorted(
        {word for e in index["entries"] for word in f"{e['t']} {e.get('l', '')} {e.get('w', '')}".lower().split()}
    )
    asked = [word for word in asked if re.fullmatch("[a-z]{3,}", word)]
    found = library.evaluate(f"async (words) => {{ const {{ stem }} = await {TEXT}; return words.map(stem); }}", asked)
    assert len(asked) > 3_000
    forms: dict[str, set[str]] = {}
    for word, root in zip(asked, found, strict=True):
        forms.setdefault(search_index.stem(word), set()).add(root)
    assert [roots for roots in forms.values() if len(roots) > 1] == []


@pytest.mark.browser
def test_the_right_record_is_among_the_first_three(library: Any, index: dict[str, Any]) -> None:
    asked = list(queries(index))
    found = library.evaluate(
        f"async (queries) => {{ const {{ find }} = await (await (await {FINDER}).load()).complete(); return queries.map((q) => find(q, 3).found.map((e) => e.a)); }}",
        [words for _, words, _ in asked],
    )
    kinds: dict[str, list[bool]] = {}
    missed = []
    for (kind, words, address), first in zip(asked, found, strict=True):
        kinds.setdefault(kind, []).append(address in first)
        if address not in first:
            missed.append((kind, words, address, first))
    assert len(asked) > 1_000
    for kind, hits in kinds.items():
        assert sum(hits) / len(hits) >= 0.95, (kind, sum(hits), len(hits), missed[:20])


ASKED: dict[str, dict[str, list[str]]] = yaml.load(
    (Path(__file__).parent.parent / "questions.yaml").read_text("utf-8"), yaml.CSafeLoader
)


@pytest.mark.parametrize(
    ("asked", "first", "three"),
    [
        ("tuned", 0.9, 1),
        ("held_out", 0.9, 0.95),
        ("more_tuned", 0.88, 0.95),
        ("held_out_later", 0.86, 0.92),
        ("held_out_third", 0.84, 0.93),
        ("held_out_fourth", 0.78, 0.9),
        ("held_out_fifth", 0.8, 0.93),
        ("held_out_sixth", 0.75, 0.9),
        ("held_out_seventh", 0.77, 0.88),
        ("held_out_eighth", 0.66, 0.8),
    ],
)
@pytest.mark.browser
def test_a_question_finds_what_answers_it(library: Any, asked: str, first: float, three: float) -> None:
    """Shares of the questions whose answer comes first, and among the first three; of those held out it says only how many come late."""
    questions = ASKED[asked]
    found = library.evaluate(
        f"async (queries) => {{ const {{ find }} = await (await (await {FINDER}).load()).complete(); return queries.map((q) => find(q, 3).found.map((e) => e.a)); }}",
        list(questions),
    )
    places = {
        question: next((place for place, address in enumerate(addresses) if address in right), 3)
        for (question, right), addresses in zip(questions.items(), found, strict=True)
    }
    late = (
        sum(map(bool, places.values()))
        if asked.startswith("held_out")
        else {q: place for q, place in places.items() if place}
    )
    assert sum(place == 0 for place in places.values()) / len(places) >= first, late
    assert sum(place < 3 for place in places.values()) / len(places) >= three, late


def test_no_question_has_its_answer_wired(index: dict[str, Any]) -> None:
    """At least sixty questions, half of them held out; synonyms are words for a record and not whole questions to it."""
    assert len(ASKED["tuned"]) >= 30 and len(ASKED["held_out"]) >= 30
    assert not set(ASKED["tuned"]) & set(ASKED["held_out"])
    for questions in ASKED.values():
        for question, right in questions.items():
            assert set(right) <= {entry["a"] for entry in index["entries"]}, question
    names = {name.lower() for entry in index["entries"] for name in entry.get("n", [])}
    assert not [q for q in (*ASKED["tuned"], *ASKED["held_out"]) if len(q.split()) > 4 and q in names]


@pytest.mark.browser
def test_a_short_word_with_a_wrong_letter_is_another_word(library: Any) -> None:
    """“toll” is neither “told” nor “tool”; a long word may have a wrong letter, a word that stands nowhere is named."""
    found = library.evaluate(
        f"""async () => {{ const {{ find }} = await (await (await {FINDER}).load()).complete();
          const met = (query) => find(query, 100).found.flatMap((entry) => [...entry.met]);
          return [met("toll"), met("reconciliaton"), find("zzzzqqqq genocide").unknown]; }}"""
    )
    assert not {"told", "tool"} & set(found[0])
    assert "reconcili" in found[1] and found[2] == ["zzzzqqqq"]


@pytest.mark.browser
def test_a_short_name_is_not_the_beginning_of_another(library: Any) -> None:
    """Only what is typed last may go on: “sam” is on its way to “samphan”, but who looks for a Sam is not led to the conviction of a Samphan."""
    found = library.evaluate(
        f"""async () => {{ const {{ find }} = await (await (await {FINDER}).load()).complete();
          const met = (query) => find(query, 100).found.flatMap((entry) => [...entry.met]);
          return [met("sam"), met("sam zzzzqqqq"), find("sam zzzzqqqq").unknown, met("samp zzzzqqqq")]; }}"""
    )
    assert "samphan" in found[0] and "samphan" not in found[1] and found[2] == ["sam", "zzzzqqqq"]
    assert "samphan" in found[3]


@pytest.mark.browser
def test_half_a_name_answers_for_nobody_else(library: Any) -> None:
    """Who asks for somebody of whom nothing stands here is not led to somebody convicted who shares a part of the name; what is half known else is."""
    found = library.evaluate(
        f"""async () => {{ const {{ find }} = await (await (await {FINDER}).load()).complete();
          return ["khieu kanharith", "meas qqqq", "tuol sleng qqqq", "genocide qqqq", "rohingya qqqq", "khieu", "khieu sampan"].map((query) => find(query).total); }}"""
    )
    assert found[:2] == [0, 0] and all(found[2:])


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "name"),
    [("pol pott", "Pol Pot"), ("nuon chee", "Nuon Chea"), ("hun senn", "Hun Sen"), ("ieng sari", "Ieng Sary")],
)
def test_a_short_name_with_a_wrong_letter_is_found(library: Any, typed: str, name: str) -> None:
    found = library.evaluate(
        f"""async (query) => {{ const {{ find }} = await (await (await {FINDER}).load()).complete();
          return find(query, 3).found.map((entry) => entry.t); }}""",
        typed,
    )
    assert len(found) == 3 and name in found[0]


STATES = {
    "Brunei": "brunei-darussalam", "Bruneian": "brunei-darussalam", "Kampuchea": "cambodia", "Cambodian": "cambodia", "Indonesian": "indonesia",
    "Laos": "lao-pdr", "Lao": "lao-pdr", "Laotian": "lao-pdr", "Malaysian": "malaysia", "Burma": "myanmar", "Burmese": "myanmar",
    "Filipino": "philippines", "Philippine": "philippines", "Singaporean": "singapore", "Thai": "thailand",
    "East Timor": "timor-leste", "Timorese": "timor-leste", "Vietnam": "viet-nam", "Vietnamese": "viet-nam",
}  # fmt: skip
"""Other ordinary names of the states, and of their people and things."""

POSITIONS = {
    "malaysia icc withdrawal": "rome-statute/#malaysia", "malaysian icc accession": "rome-statute/#malaysia",
    "philippines icc withdrawal": "rome-statute/#philippines", "burma cedaw": "cedaw/#myanmar", "vietnam torture convention": "cat/#viet-nam",
    "east timor rome statute": "rome-statute/#timor-leste", "laos genocide convention": "genocide/#lao-pdr",
}  # fmt: skip
"""What somebody asks for who looks for a state's standing towards a treaty."""


@pytest.mark.browser
def test_states_and_their_standing_are_found_by_ordinary_names(library: Any) -> None:
    found = library.evaluate(
        f"async (queries) => {{ const {{ find }} = await (await (await {FINDER}).load()).complete(); return queries.map((q) => find(q, 3).found.map((e) => e.a)); }}",
        [*STATES, *POSITIONS],
    )
    first = dict(zip([*STATES, *POSITIONS], found, strict=True))
    assert not [(q, first[q]) for q, state in STATES.items() if first[q][0] != f"countries/{state}/"]
    assert not [(q, first[q]) for q, address in POSITIONS.items() if f"treaties/{address}" not in first[q]]


@pytest.mark.browser
@pytest.mark.parametrize("before", [None, without_segmenter], ids=["segmenter", "none"])
def test_khmer_is_found_by_a_part_of_it(visit: Any, before: Any) -> None:
    """Khmer has no spaces: the first half, the second half and a middle piece lead to the name they are cut from, in the index of any language."""
    name = "អង្គជំនុំជម្រះវិសាមញ្ញក្នុងតុលាការកម្ពុជា"
    pieces = [name, name[: len(name) // 2], name[len(name) // 2 :], name[3:-3], name[:4] + "\u200b" + name[4:]]
    first = visit(before=before).evaluate(
        f"""async ([pieces, sample]) => {{
          const {{ finder }} = await {FINDER};
          const {{ read }} = await import(new URL("assets/js/search/packed.js", document.baseURI).href);
          const index = read(await (await fetch(new URL("assets/search.json", document.baseURI))).json());
          index.entries.push({{ k: "organisations", t: "Sample", n: [sample], a: "sample" }});
          const {{ find }} = await finder(index);
          return pieces.map((piece) => find(piece, 3).found.map((entry) => entry.a));
        }}""",
        [pieces, name],
    )
    assert all("sample" in found for found in first)


KHMER: dict[str, dict[str, list[str]]] = yaml.load(
    (Path(__file__).parent.parent / "questions.km.yaml").read_text("utf-8"), yaml.CSafeLoader
)


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "km/", "404.html"])
def test_questions_in_khmer_are_answered_on_pages_of_either_language(visit: Any, path: str) -> None:
    """The index of Khmer is fetched for letters of Khmer; a script asks it all questions as the dialog does, after a hand has asked one."""
    page = visit(path)
    begin(page)
    page.keyboard.type("ទួលស្លែង")
    page.wait_for_selector("#kb-find-list a[href*='/km/']")
    assert sum("search.km.json" in url for url in page.asked) == 1
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/km/.*#"))
    assert not page.problems
    questions = {**KHMER["tuned"], **KHMER["held_out"], **KHMER["more_tuned"]}
    found = page.evaluate(
        """async (queries) => {
          const { load } = await import(document.querySelector("script[src$='site.js']").src.replace("site.js", "search/find.js"));
          const { find } = await (await load("km")).complete();
          return queries.map((query) => find(query, 3).found.map((entry) => entry.a.replace("km/", "")));
        }""",
        list(questions),
    )
    late = [q for (q, right), first in zip(questions.items(), found, strict=True) if not set(right) & set(first)]
    assert len(KHMER["tuned"]) + len(KHMER["held_out"]) == 60 and len(late) / len(questions) <= 0.05, late


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "treaties/iccpr/", "404.html"])
def test_nothing_is_fetched_before_the_first_use(visit: Any, path: str) -> None:
    page = visit(path)
    settled(page)
    late = re.compile(r"search\.json|search\.css|/search/|minisearch|stemmer")
    assert not [url for url in page.asked if late.search(url)]
    if path != "404.html":
        begin(page)
        assert sum(bool(late.search(url)) for url in page.asked) == 11


@pytest.mark.browser
def test_by_keyboard_alone(visit: Any) -> None:
    page = visit("about/")
    page.keyboard.press("/")
    page.wait_for_selector(".kb-find-help ul")
    field = page.get_by_role("combobox", name="Search the facts")
    assert field.evaluate("e => e === document.activeElement") and field.input_value() == ""
    page.keyboard.type("duch dies")
    options = page.get_by_role("option")
    options.first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    last = options.count() - 1
    assert options.nth(last).get_attribute("aria-selected") == "true"
    assert field.get_attribute("aria-activedescendant") == options.nth(last).get_attribute("id")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/timeline/#duch-dies-2020")
    box = page.locator("#duch-dies-2020").bounding_box()
    assert 0 <= box["y"] < 800


@pytest.mark.browser
def test_escape_gives_the_focus_back(visit: Any) -> None:
    page = visit("about/")
    page.locator("#kb-search button").focus()
    page.keyboard.press("Control+k")
    page.wait_for_selector(".kb-find-help ul")
    ask(page, "asean")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog.kb-find:not([open])", state="hidden")
    assert page.evaluate("document.activeElement.closest('#kb-search') !== null")
    page.keyboard.press("Enter")
    assert page.locator("#kb-find-field").input_value() == "asean"
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("document.activeElement.closest('#kb-search') !== null")


@pytest.mark.browser
def test_the_key_writes_in_fields_and_can_be_switched_off(visit: Any) -> None:
    page = visit("claims/")
    page.locator("#filter-text").focus()
    page.keyboard.press("/")
    assert page.locator("#filter-text").input_value() == "/" and not page.locator("dialog").count()
    begin(page)
    page.get_by_label("opens the search").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    page.locator("h1").click()
    page.keyboard.press("/")
    page.keyboard.press("Control+k")
    page.wait_for_selector("dialog[open]")
    assert page.locator("#kb-find-field").input_value() == ""


@pytest.mark.browser
def test_by_mouse_to_another_page_and_on_the_same_page(visit: Any) -> None:
    page = visit("glossary/")
    begin(page)
    ask(page, "jus cogens").first.click()
    page.wait_for_url("**/glossary/#jus-cogens")
    assert page.evaluate("document.activeElement.id") == "jus-cogens"
    assert 0 <= page.locator("#jus-cogens").bounding_box()["y"] < 800
    page.get_by_role("button", name="Search").click()
    ask(page, "philippines rome statute").first.click()
    page.wait_for_url("**/treaties/rome-statute/#philippines")
    assert not page.problems


@pytest.mark.browser
def test_a_press_beside_the_sheet_closes_it(visit: Any) -> None:
    page = visit()
    begin(page)
    page.mouse.click(20, 400)
    assert not page.locator("dialog[open]").count()


@pytest.mark.browser
def test_by_touch_on_a_phone_the_sheet_fills_the_screen(visit: Any) -> None:
    page = visit("countries/", width=360, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="Search").tap()
    page.wait_for_selector(".kb-find-help ul")
    box = page.locator("dialog").bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 360, 800)
    options = ask(page, "aichr")
    assert all(options.nth(i).bounding_box()["height"] >= 44 for i in range(min(5, options.count())))
    assert page.locator("dialog").evaluate("e => e.scrollWidth <= e.clientWidth")
    options.first.tap()
    page.wait_for_url("**/actors/#aichr")
    page.get_by_role("button", name="Search").tap()
    page.get_by_role("button", name="Close").tap()
    assert not page.locator("dialog[open]").count()


@pytest.mark.browser
def test_a_folded_part_opens_for_the_fact_inside(visit: Any) -> None:
    page = visit("glossary/")
    page.evaluate("""() => {
      const [outer, inner] = [document.createElement("details"), document.createElement("details")];
      const target = document.getElementById("jus-cogens");
      target.replaceWith(outer);
      outer.append(inner);
      inner.append(target);
      location.hash = "#jus-cogens";
    }""")
    page.wait_for_function("document.querySelectorAll('details[open] > details[open] #jus-cogens').length === 1")
    page.evaluate("location.hash = '#%E0%A4%A'")
    assert not page.problems


@pytest.mark.browser
def test_nothing_typed_and_nothing_found_lead_on(visit: Any, kb: KnowledgeBase) -> None:
    page = visit("treaties/iccpr/")
    begin(page)
    hrefs = page.locator(".kb-find-help a").evaluate_all("links => links.map((a) => a.pathname)")
    for expected in ("/glossary/", "/claims/", "/timeline/"):
        assert any(href.endswith(expected) for href in hrefs), expected
    assert ask(page, "zzzzqqqq").count() == 0
    assert "Nothing found" in page.locator(".kb-find-count").inner_text()
    help_text = page.locator(".kb-find-help").inner_text()
    assert (
        "“zzzzqqqq”" in help_text
        and "one word only" in help_text
        and "the terms" in help_text
        and "the claims" in help_text
    )
    ask(page, "cambodia")
    assert re.fullmatch(r"The best 20 of \d+ results; .*", page.locator(".kb-find-count").inner_text())
    assert page.get_by_role("option").count() == 20
    ask(page, "<b>x</b>")
    assert not page.locator(".kb-find-help b").count()


@pytest.mark.browser
def test_a_missing_index_is_said_plainly_and_can_be_tried_again(visit: Any) -> None:
    page = visit(before=lambda page: page.route("**/search.json", lambda route: route.abort()))
    page.get_by_role("button", name="Search").click()
    page.get_by_role("alert").wait_for()
    assert "did not load" in page.get_by_role("alert").inner_text()
    page.unroute("**/search.json")
    page.locator("#kb-find-field").fill("cedaw")
    page.get_by_role("button", name="Try again").click()
    page.get_by_role("option").first.wait_for()


@pytest.mark.browser
def test_sources_come_once_something_is_asked(visit: Any) -> None:
    """Everything else answers before they are there; whether nothing has a word is not said before."""
    waiting: list[Any] = []
    page = visit(before=lambda page: page.route("**/search-sources.json", lambda route: waiting.append(route)))
    begin(page)
    page.locator(".kb-find-help ul").wait_for()
    settled(page)
    assert not waiting
    assert ask(page, "genocide", whole=False).count()
    comes(page, lambda: waiting)
    field = page.locator("#kb-find-field")
    field.fill("Detained Khmer Rouge leader Ta Mok dies")
    assert not page.locator("#kb-find-list a[href*='/sources/']").count()
    field.fill("zzzzqqqq")
    assert page.locator(".kb-find-count").inner_text() == "Fetching the index …"
    waiting.pop().abort()
    page.get_by_role("alert").wait_for()
    assert page.get_by_role("alert").inner_text().startswith("The sources did not load.")
    assert page.locator(".kb-find-count").inner_text() == "" and not waiting
    field.fill("Detained Khmer Rouge leader Ta Mok dies")
    comes(page, lambda: waiting)
    waiting.pop().continue_()
    page.locator("#kb-find-list a[href*='/sources/']").first.wait_for()
    assert "/sources/a/#aap-tamok-2006" in page.get_by_role("option").first.get_attribute("href")
    field.fill("zzzzqqqq")
    assert page.locator(".kb-find-count").inner_text() == "Nothing found"
    page.problems.clear()


@pytest.mark.browser
def test_sources_that_come_late_move_nothing_under_a_reader(visit: Any) -> None:
    """Who is on the way through an answer keeps it; a lost part is said below it and may be asked for again."""
    waiting: list[Any] = []
    page = visit(before=lambda page: page.route("**/search-sources.json", lambda route: waiting.append(route)))
    begin(page)
    assert ask(page, "killing fields", whole=False).count() > 3
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    before = page.locator("#kb-find-list").text_content()
    comes(page, lambda: waiting)
    waiting.pop().abort()
    page.get_by_role("alert").wait_for()
    assert page.locator("#kb-find-list").text_content() == before and page.locator(".kb-find-count").inner_text()
    page.get_by_role("button", name="Try again").click()
    page.keyboard.press("ArrowDown")
    comes(page, lambda: waiting)
    page.keyboard.press("ArrowDown")
    chosen = page.locator("[aria-selected=true]").get_attribute("href")
    with page.expect_response("**/search-sources.json"):
        waiting.pop().continue_()
    page.evaluate(WHOLE)
    assert page.locator("[aria-selected=true]").get_attribute("href") == chosen
    page.keyboard.type(" ")
    assert page.locator(".kb-find-count").inner_text().startswith("The best 20 of")
    page.problems.clear()


@pytest.mark.browser
@pytest.mark.parametrize("missing", ["search.css", "words/en.json"])
def test_a_search_that_cannot_be_loaded_says_so(visit: Any, missing: str) -> None:
    page = visit(before=lambda page: page.route(f"**/{missing}", lambda route: route.abort()))
    page.get_by_role("button", name="Search").click()
    page.get_by_role("alert").wait_for()
    assert "did not load" in page.get_by_role("alert").inner_text()
    page.unroute(f"**/{missing}")
    begin(page)
    assert not page.locator(".kb-search-problem").count()


@pytest.mark.browser
def test_works_under_a_strict_content_security_policy(visit: Any) -> None:
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; connect-src 'self'"
    )

    def guard(page: Any) -> None:
        page.add_init_script(
            "window.broken = []; addEventListener('securitypolicyviolation', (e) => broken.push(e.violatedDirective))"
        )

        def answer(route: Any) -> None:
            response = route.fetch()
            route.fulfill(response=response, headers={**response.headers, "content-security-policy": policy})

        page.route("**/*", answer)

    page = visit("claims/", before=guard)
    page.evaluate("broken.length = 0")
    begin(page)
    ask(page, "genocide")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("broken") == []
    page.keyboard.press("Enter")
    page.wait_for_function("!document.querySelector('dialog[open]')")


@pytest.mark.browser
@pytest.mark.parametrize("dark", axe.IN_DARK)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_open_search_is_accessible(visit: Any, width: int, dark: tuple[str, ...]) -> None:
    page = visit("about/", width=width)
    begin(page)
    for words in ("", "rome statute", "zzzzqqqq"):
        if words:
            ask(page, words)
        assert not axe.violations_in_both_colours(page, dark), words
    assert not page.problems


@pytest.mark.browser
def test_without_scripts_there_is_no_button(visit: Any) -> None:
    page = visit(java_script_enabled=False)
    assert page.locator("#kb-search").is_hidden()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_the_button_moves_nothing(visit: Any, width: int) -> None:
    def measure(page: Any) -> Any:
        return page.evaluate(
            "['.kb-header', '.kb-wordmark', '#kb-search', 'h1'].map((s) => { const b = document.querySelector(s).getBoundingClientRect(); return [b.x, b.y, b.width, b.height]; })"
        )

    held: list[Any] = []
    page = visit(
        "about/",
        width=width,
        wait="commit",
        before=lambda page: page.route("**/js/search.js", lambda route: held.append(route)),
    )
    page.wait_for_selector(".kb-fine")
    comes(page, lambda: held)
    page.wait_for_timeout(300)
    before = measure(page)
    held[0].continue_()
    page.wait_for_selector("#kb-search button")
    assert before == measure(page)
