"""The mistakes of editors: each is an edit of the tiny facts; broken/<name>.txt holds the exact messages expected.

They show the line that they name instead of its number, so that a field added to the tiny facts moves none of them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from prevention_kb.reading.problems import Problem

from .conftest import TINY

BROKEN = Path(__file__).parent / "broken"
QUOTED = "    > "
"""Before a line of the file that a message names."""


def shown(problems: Iterable[Problem], project: Path) -> str:
    """Messages without numbers of lines, each with the lines that it names."""
    rows = [row for problem in problems for row in (_message(problem), *_lines(problem, project))]
    return "".join(f"{row}\n" for row in rows)


def _message(problem: Problem) -> str:
    message = re.sub(r"on line \d+", "on line …", str(problem))
    message = re.sub(r"(also in .*)", lambda found: re.sub(r"yaml:\d+", "yaml:…", found[1]), message)
    return f"  {message.replace(f':{problem.line}:{problem.column}:', f':…:{problem.column}:', 1)}"


def _lines(problem: Problem, project: Path) -> Iterable[str]:
    file = project / problem.path
    lines = file.read_bytes().decode("utf-8", "replace").split("\n") if file.is_file() else []
    for number in (problem.line, *(int(found) for found in re.findall(r"on line (\d+)", problem.what))):
        if number:
            line = lines[number - 1] if number <= len(lines) else "(end of the file)"
            yield QUOTED + "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in line)


@dataclass(frozen=True)
class Mistake:
    """Edits of one file (old text, new text), or its whole content; `to` is another name for it; `gone` is a file to delete."""

    file: str
    edits: tuple[tuple[str, str], ...] = ()
    content: bytes | None = None
    to: str | None = None
    gone: str | None = None
    more: tuple[tuple[str, str, str], ...] = ()
    """Edits of further files: file, old text, new text."""
    extra: tuple[tuple[str, str], ...] = ()
    """Further files: name, content."""
    breaks: str = ""
    """The rule that it breaks, or at whose edge it stands; none where a record has no good shape."""

    def make(self, project: Path) -> None:
        """A copy of the tiny project with this mistake in it."""
        shutil.copytree(TINY, project, copy_function=shutil.copyfile, dirs_exist_ok=True)
        self.write(project)
        if self.gone:
            (project / self.gone).unlink()
        for file, old, new in self.more:
            found = (project / file).read_text("utf-8")
            assert old in found, (file, old)
            (project / file).write_text(found.replace(old, new, 1), "utf-8")
        for file, content in self.extra:
            (project / file).parent.mkdir(parents=True, exist_ok=True)
            (project / file).write_text(content, "utf-8")

    def write(self, project: Path) -> Path:
        """The file with the mistake alone, and where it stands."""
        text = (TINY / self.file).read_text("utf-8")
        for old, new in self.edits:
            assert old in text, (self.file, old)
            text = text.replace(old, new, 1)
        target = project / (self.to or self.file)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if self.content is None else self.content)
        return target


OP_ED = "data/documents/op-ed.yaml"
SPEECH = "data/documents/speech.yaml"
CAMBODIA = "data/countries/cambodia.yaml"
COVENANT = "data/treaties/covenant.yaml"
STATUTE = "data/treaties/statute.yaml"
SOURCES = "data/sources.yaml"
EVENT = "data/events/fall.yaml"
TOLL = "data/claims/toll.yaml"
PRAISE = "data/claims/praise.yaml"
FINDINGS = "data/findings.yaml"
COUNCIL = "data/mechanisms/council.yaml"
WRITE, REPORT, DISPUTE, MEET, SIGN = (
    f"data/promises/{name}.yaml" for name in ("write", "report", "dispute", "meet", "sign")
)
TROOPS = "summary: Troops enter the *city*."
PERSONS = (("languages/persons.yaml", "- A general\n- An emperor\n"),)
"""Persons of whom no finding tells."""
NOT_WHOLLY_FINAL = ("data/cases.yaml", "final: final", "final: partly-final")


def decided(on_appeal: str, at_last: str) -> tuple[tuple[str, str], ...]:
    """The finding of the tiny facts with another outcome on appeal, and at last."""
    return (
        ("outcome: upheld", f"outcome: {on_appeal}"),
        ("  final:\n    outcome: convicted", f"  final:\n    outcome: {at_last}"),
    )


MISTAKES = {
    "syntax-colon": Mistake(CAMBODIA, (("name: Cambodia", "name: Cambodia: a state"),)),
    "syntax-colon-in-printed-marks": Mistake(EVENT, ((TROOPS, "summary: “Troops: they enter the city.”"),)),
    "printed-marks-around-a-date": Mistake(CAMBODIA, (("since: 1999-04-30", "since: “1999-04-30”"),)),
    "printed-marks-around-a-date-in-words": Mistake(CAMBODIA, (("since: 1999-04-30", "since: ‘30 April 1999’"),)),
    "printed-marks-around-a-day": Mistake(SOURCES, (("accessed: 2026-11-22", "accessed: „2026-11-22“"),)),
    "printed-marks-around-an-address": Mistake(
        SOURCES, (("URL: https://paper.example/a", "URL: “https://paper.example/a”"),)
    ),
    "printed-marks-around-a-choice": Mistake(SOURCES, (("read: opening", "read: «opening»"),)),
    "printed-marks-around-an-id": Mistake(CAMBODIA, (("sources: [paper]", "sources: [“paper”]"),)),
    "printed-marks-around-a-list": Mistake(CAMBODIA, (("sources: [paper]", "sources: “paper”"),)),
    "printed-marks-around-true": Mistake(SOURCES, (("mirror: true", "mirror: “true”"),)),
    "printed-marks-around-a-code": Mistake(CAMBODIA, (("iso2: KH", "iso2: “KH”"),)),
    "tab-in-a-text": Mistake(EVENT, (("summary: Troops enter", "summary: Troops\tenter"),)),
    "control-sign-in-a-text": Mistake(
        EVENT, (("summary: Troops enter", 'summary: "Troops\\x07enter'), ("the *city*.", 'the city."'))
    ),
    "hard-space-at-the-head": Mistake(CAMBODIA, (("name: Cambodia", 'name: "\\u00a0Cambodia"'),)),
    "line-end-at-the-head": Mistake(EVENT, ((TROOPS, 'summary: "\\nTroops enter."'),)),
    "control-sign-behind-khmer": Mistake(CAMBODIA, (("name: Cambodia", "name: កម្ពុជា\a"),)),
    "date-with-a-dash": Mistake(CAMBODIA, (("since: 1999-04-30", "since: 1999-04–30"),)),
    "date-day-before-month": Mistake(CAMBODIA, (("since: 1999-04-30", "since: 1999-30-04"),)),
    "day-before-month": Mistake(SOURCES, (("accessed: 2026-11-22", "accessed: 2026-22-11"),)),
    "choice-is-false": Mistake(PRAISE, (("verdict: not-checkable", "verdict: false"),)),
    "field-by-another-name": Mistake(REPORT, (("due: 2027", "deadline: 2027"),)),
    "field-in-small-letters": Mistake(SOURCES, (("  URL: https", "  url: https"),)),
    "field-by-an-everyday-word": Mistake(SOURCES, (("  URL: https", "  link: https"),)),
    "conflict-in-a-text": Mistake(
        EVENT,
        ((TROOPS, "summary: >-\n  Troops enter.\n  <<<<<<< HEAD\n  More.\n  =======\n  Less.\n  >>>>>>> other"),),
    ),
    "conflict-half-mended": Mistake(EVENT, ((TROOPS, "summary: >-\n  Troops enter.\n  =======\n  Less."),)),
    "line-ends-of-old-macs": Mistake(CAMBODIA, content=b"name: Cambodia\riso2: KH\r"),
    "encoding-utf-16-unmarked": Mistake(CAMBODIA, content="name: Cambodia\n".encode("utf-16-le")),
    "syntax-tab": Mistake(CAMBODIA, (("  since: 1999-04-30", "\tsince: 1999-04-30"),)),
    "syntax-quote-open": Mistake(CAMBODIA, (("name: Cambodia", 'name: "Cambodia'),)),
    "syntax-indent": Mistake(CAMBODIA, (("  sources: [paper]\nindependence", "   sources: [paper]\nindependence"),)),
    "syntax-bracket": Mistake(CAMBODIA, (("paragraphs: [P19]", "paragraphs: [P19"),)),
    "key-twice": Mistake(CAMBODIA, (("iso2: KH", "iso2: KH\niso2: KM"),)),
    "key-unknown": Mistake(CAMBODIA, (("iso2: KH", "iso2: KH\nsorces: [paper]"),)),
    "key-unknown-inside": Mistake(CAMBODIA, (("  state: claimed", "  state: claimed\n  hodler: nobody"),)),
    "key-misspelt": Mistake(CAMBODIA, (("name: Cambodia", "nmae: Cambodia"),)),
    "key-unknown-empty": Mistake(CAMBODIA, (("iso2: KH", "iso2: KH\nzzz:\nyyy: {a: }"),)),
    "key-misspelt-empty": Mistake(CAMBODIA, (("name: Cambodia", "nmae:"),)),
    "key-misspelt-inside": Mistake(CAMBODIA, (("  finding: Only", "  fidning: Only"),)),
    "reference-in-capitals": Mistake(TOLL, (("about: [events/rule,", "about: [Events/Rule,"),)),
    "reference-to-no-kind-in-a-broken-record": Mistake(TOLL, (("about: [events/rule,", "zzz: 1\nabout: [trees/oak,"),)),
    "id-in-file": Mistake(CAMBODIA, (("name: Cambodia", "id: cambodia\nname: Cambodia"),)),
    "type-text-for-list": Mistake(CAMBODIA, (("sources: [paper]\nnote", "sources: paper\nnote"),)),
    "type-list-for-text": Mistake(CAMBODIA, (("name: Cambodia", "name: [Cambodia]"),)),
    "type-number": Mistake(COVENANT, (("core_number: 2", "core_number: two"),)),
    "type-number-range": Mistake(COVENANT, (("core_number: 2", "core_number: 12"),)),
    "type-bool": Mistake(STATUTE, (("first_of_month: true", "first_of_month: sometimes"),)),
    "type-group": Mistake(CAMBODIA, (("asean:\n  since: 1999-04-30\n  sources: [paper]", "asean: 1999-04-30"),)),
    "word-not-allowed": Mistake(COVENANT, (("kind: core", "kind: cor"),)),
    "empty-value": Mistake(CAMBODIA, (("name: Cambodia", "name:"),)),
    "missing-field": Mistake(CAMBODIA, (("checked: 2026-11-22\n", ""),)),
    "missing-field-inside": Mistake(CAMBODIA, (("  finding: Only the op-ed says so.\n", ""),)),
    "reference-unknown-near": Mistake(
        CAMBODIA, (("sources: [paper]\nnote", "sources: [papers]\nnote"),), breaks="references_exist"
    ),
    "reference-unknown": Mistake(
        CAMBODIA,
        (("sources: [paper]\nnote", "sources: [paper, united-nations-2020]\nnote"),),
        breaks="references_exist",
    ),
    "reference-unknown-in-many-places": Mistake(
        CAMBODIA,
        (("sources: [paper]\nnote", "sources: [paper, united-nations-2020]\nnote"),),
        more=((COVENANT, "sources: [tables]}}", "sources: [tables, united-nations-2020]}}"),),
        breaks="references_exist",
    ),
    "reference-unknown-file": Mistake(
        COVENANT, (("paragraphs: [P19]", "parent: protocol-of-nowhere\nparagraphs: [P19]"),), breaks="references_exist"
    ),
    "date-impossible": Mistake(COVENANT, (("adopted: 1966-12-16", "adopted: 1966-02-30"),)),
    "date-words": Mistake(COVENANT, (("adopted: 1966-12-16", "adopted: 16 December 1966"),)),
    "date-order": Mistake(COVENANT, (("adopted: 1966-12-16", "adopted: 1978-12-16"),), breaks="acts_follow_in_time"),
    "date-span-backwards": Mistake(COVENANT, (("date: 1992-05-26", "date: 1993/1992"),)),
    "day-imprecise": Mistake(CAMBODIA, (("checked: 2026-11-22", "checked: 2026-11"),)),
    "day-impossible": Mistake(CAMBODIA, (("checked: 2026-11-22", "checked: 2026-11-31"),)),
    "review-before-check": Mistake(
        CAMBODIA, (("review_by: 2027-05-31", "review_by: 2026-05-31"),), breaks="reviewed_after_checked"
    ),
    "review-later-than-checked": Mistake(
        COVENANT, (("day: 2026-11-20", "day: 2026-11-23"),), breaks="a_review_counts_as_a_check"
    ),
    "review-by-nobody": Mistake(COVENANT, (("  by: A. Reader\n", ""),)),
    "acts-out-of-order": Mistake(COVENANT, (("date: 1980-10-17", "date: 1999-10-17"),), breaks="acts_follow_in_time"),
    "acts-twice": Mistake(COVENANT, (("act: accession", "act: signature"),), breaks="acts_follow_in_time"),
    "acts-incomplete": Mistake(
        STATUTE,
        (("      - act: ratification\n        date: 2002-04-11\n        sources: []\n", ""),),
        breaks="acts_follow_in_time",
    ),
    "as-of-before-act": Mistake(COVENANT, (("as_of: 2023-12", "as_of: 1991"),), breaks="status_says_until_when"),
    "as-of-without-source": Mistake(
        COVENANT,
        (
            (
                "    as_of: 2022-06\n    confidence: medium\n    sources: [tables]",
                "    as_of: 2022-06\n    confidence: medium\n    sources: []",
            ),
        ),
        breaks="status_says_until_when",
    ),
    "state-missing": Mistake(
        COVENANT,
        (
            (
                "  malaysia:\n    acts: []\n    as_of: 2022-06\n    confidence: medium\n    sources: [tables]\n    note: Not in the list.\n",
                "",
            ),
        ),
        breaks="treaties_cover_all_states",
    ),
    "quote-too-long": Mistake(
        COVENANT,
        (
            (
                "quote: eight of the nine core",
                "quote: one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty one two three four five six",
            ),
        ),
    ),
    "quote-without-paragraph": Mistake(
        COVENANT, (("paragraphs: [P19]\n", ""),), breaks="quotation_names_its_paragraph"
    ),
    "paragraph-unknown": Mistake(COVENANT, (("paragraphs: [P19]", "paragraphs: [P26, 19]"),)),
    "address-without-scheme": Mistake(
        COVENANT, (("official_url: https://treaties.example", "official_url: treaties.example"),)
    ),
    "address-port": Mistake(COVENANT, (("https://treaties.example/IV-4?a=1&lang=en", "https://x.org:99999/a"),)),
    "address-empty-label": Mistake(COVENANT, (("https://treaties.example/IV-4?a=1&lang=en", "https://www..org/a"),)),
    "address-without-host": Mistake(COVENANT, (("https://treaties.example/IV-4?a=1&lang=en", "https:///a"),)),
    "address-dangerous": Mistake(
        COVENANT, (("official_url: https://treaties.example/IV-4?a=1&lang=en", 'official_url: "javascript:alert(1)"'),)
    ),
    "link-dangerous": Mistake(
        CAMBODIA, (("[link](https://example.org/a)", "[link](javascript:alert)"),), breaks="links_in_prose_resolve"
    ),
    "link-unknown-record": Mistake(
        COVENANT, (("(treaties/statute)", "(treaties/statut)"),), breaks="links_in_prose_resolve"
    ),
    "state-with-the-code-of-another": Mistake(
        "data/countries/malaysia.yaml", (("iso2: MY", "iso2: KH"),), breaks="states_have_codes_of_their_own"
    ),
    "unit-in-two-spellings": Mistake(
        "data/claims/toll.yaml",
        (("    value: 1900000\n    unit: deaths", "    value: 1900000\n    unit: Deaths"),),
        breaks="units_are_written_alike",
    ),
    "two-blanks-in-a-text": Mistake(
        CAMBODIA,
        (("finding: Only the op-ed says so.", "finding: Only the  op-ed says so."),),
        breaks="words_stand_one_blank_apart",
    ),
    "link-unknown-record-in-many-places": Mistake(
        COVENANT,
        (("(treaties/statute)", "(treaties/statut)"),),
        more=((CAMBODIA, "(https://example.org/a)", "(treaties/statut)"),),
        breaks="links_in_prose_resolve",
    ),
    "markup-in-text": Mistake(
        CAMBODIA, (("finding: Only the op-ed says so.", "finding: Only the <b>op-ed</b> says so."),)
    ),
    "jinja-in-text": Mistake(CAMBODIA, (("finding: Only the op-ed says so.", 'finding: "Only {{ op_ed }} says so."'),)),
    "invisible-sign": Mistake(
        CAMBODIA, (("finding: Only the op-ed says so.", 'finding: "Only the \u202eop-ed says so."'),)
    ),
    "line-break-in-line": Mistake(
        CAMBODIA, (("official_name: Kingdom of Cambodia", 'official_name: "Kingdom\\nof Cambodia"'),)
    ),
    "text-too-short": Mistake(
        COVENANT, (("summary: Keeps *things* & more, see the [Statute](treaties/statute).", "summary: No"),)
    ),
    "id-capitals": Mistake("data/countries/malaysia.yaml", to="data/countries/New Malaysia.yaml"),
    "id-device": Mistake("data/countries/malaysia.yaml", to="data/countries/aux.yaml"),
    "id-index": Mistake(COVENANT, to="data/treaties/index.yaml"),
    "id-too-long": Mistake("data/measures/force.yaml", to=f"data/measures/{'force-' * 13}used.yaml"),
    "key-device": Mistake("data/terms.yaml", content=b"aux:\n  term: Aux\n"),
    "extension-wrong": Mistake(CAMBODIA, to="data/countries/laos.yml"),
    "folder-unknown": Mistake(CAMBODIA, to="data/country/laos.yaml"),
    "file-unknown": Mistake(CAMBODIA, content=b"a: b\n", to="data/source.yaml"),
    "syntax-quote-open-before-another": Mistake(
        EVENT, (("title: The city", 'title: "The city'), (TROOPS, 'summary: "Troops enter."'))
    ),
    "syntax-brace-open": Mistake("data/votes.yaml", (("tally: {yes: 115, no: 15, abstain: 28}", "tally: {yes: 115"),)),
    "syntax-no-space": Mistake(EVENT, (("date: 1975-04-17", "date:1975-04-17"),)),
    "syntax-no-space-first": Mistake(EVENT, (("title: The city", "title:The city"),)),
    "syntax-colon-wide": Mistake(EVENT, (("date: 1975", "date\uff1a1975"),)),
    "syntax-colon-missing": Mistake(EVENT, (("date: 1975", "date 1975"),)),
    "syntax-colon-missing-behind-an-id": Mistake(SOURCES, (("unread:", "unread"),)),
    "syntax-colon-missing-before-a-list": Mistake(CAMBODIA, (("sources: [paper]\nnote", "sources\n  - paper\nnote"),)),
    "syntax-semicolon": Mistake(EVENT, (("date: 1975", "date; 1975"),)),
    "syntax-field-indented": Mistake(EVENT, (("date: 1975", " date: 1975"),)),
    "syntax-dash-elsewhere": Mistake(CAMBODIA, (("sources: [paper]\nnote", "sources:\n  - paper\n- tables\nnote"),)),
    "list-without-bracket": Mistake(EVENT, (("countries: [cambodia]", "countries: cambodia]"),)),
    "syntax-text-not-indented": Mistake(EVENT, ((TROOPS, "summary: Troops\nenter the city."),)),
    "syntax-dash-missing": Mistake(CAMBODIA, (("sources: [paper]\nnote", "sources:\n  - paper\n  tables\nnote"),)),
    "syntax-dash-tight": Mistake(CAMBODIA, (("sources: [paper]\nnote", "sources:\n  - paper\n  -tables\nnote"),)),
    "list-with-a-dash-missing": Mistake(CAMBODIA, (("sources: [paper]\nnote", "sources:\n  paper\n  - tables\nnote"),)),
    "list-for-a-text": Mistake(EVENT, (("title: The city falls", "title: [Fall, of the city]"),)),
    "group-for-a-text": Mistake(EVENT, (("title: The city falls", "title: {fall: of the city}"),)),
    "syntax-table": Mistake(EVENT, ((TROOPS, "summary: | City | Troops |"),)),
    "syntax-star": Mistake(EVENT, ((TROOPS, "summary: *Troops* enter."),)),
    "syntax-percent": Mistake(EVENT, ((TROOPS, "summary: %20 of the troops."),)),
    "syntax-bracket-at-start": Mistake(EVENT, ((TROOPS, "summary: ] troops"),)),
    "syntax-commas": Mistake(EVENT, (("paragraphs: [P1, P19]", "paragraphs: [P1,, P19]"),)),
    "reference-far": Mistake(
        EVENT, (("countries: [cambodia]", "countries: [cambodia, canada]"),), breaks="references_exist"
    ),
    "reference-an-address": Mistake(EVENT, (("\nsources: [paper]", "\nsources: [https://www.abc.net.au/x]"),)),
    "reference-an-address-of-a-source": Mistake(
        EVENT, (("\nsources: [paper]", "\nsources: [https://paper.example/a/]"),)
    ),
    "reference-an-address-of-no-source": Mistake(EVENT, (("countries: [cambodia]", "countries: [www.gov.kh]"),)),
    "reference-with-semicolon": Mistake(EVENT, (("countries: [cambodia]", "countries: [cambodia; malaysia]"),)),
    "reference-twice": Mistake(
        EVENT, (("countries: [cambodia]", "countries: [cambodia, cambodia]"),), breaks="entries_differ"
    ),
    "reference-four-times": Mistake(
        EVENT,
        (("countries: [cambodia]", "countries: [cambodia, cambodia, cambodia, cambodia]"),),
        breaks="entries_differ",
    ),
    "link-on-a-later-line": Mistake(
        EVENT,
        ((TROOPS, "summary: >-\n  Troops enter.\n  See the [city](events/no-such-thing)."),),
        breaks="links_in_prose_resolve",
    ),
    "day-to-come": Mistake(
        EVENT,
        (("checked: 2026-11-22\nreview_by: 2027-05-31", "checked: 9126-11-22\nreview_by: 2027-05-31"),),
        breaks="nothing_was_checked_in_days_to_come",
    ),
    "vote-of-nobody": Mistake(
        "data/votes.yaml", (("method: without-vote", "method: recorded"),), breaks="recorded_votes_say_who_voted"
    ),
    "tally-in-a-text": Mistake("data/votes.yaml", (("tally: {yes: 115, no: 15, abstain: 28}", "tally: 115-15-28"),)),
    "kind-of-another-folder": Mistake(
        CAMBODIA, content=(TINY / EVENT).read_bytes(), to="data/people/fall.yaml", gone=EVENT
    ),
    "kind-of-another-folder-twice": Mistake(EVENT, to="data/treaties/fall.yaml"),
    "kind-of-an-unknown-folder": Mistake(EVENT, to="data/country/fall.yaml"),
    "kind-of-no-folder": Mistake(EVENT, to="data/fall.yaml", gone=EVENT),
    "kinds-of-another-file": Mistake("data/terms.yaml", to="data/words.yaml", gone="data/terms.yaml"),
    "kind-of-another-file": Mistake(
        SOURCES,
        (
            (
                "unread:",
                "force:\n  term: Force\n  definition: Being used.\n  sources: [paper]\n  checked: 2026-11-22\n  review_by: 2027-05-31\n\nunread:",
            ),
        ),
    ),
    "id-deleted": Mistake(SOURCES, (("\ntables:\n", "\n"),)),
    "records-not-indented": Mistake(
        SOURCES,
        content=b"one:\ntype: book\ntitle: One\npublisher: Press\nread: none\n\ntwo:\ntype: book\ntitle: Two\npublisher: Press\nread: none\n",
    ),
    "id-deleted-first": Mistake(SOURCES, (("\npaper:\n", "\n"),)),
    "id-twice": Mistake(SOURCES, (("\ntables:\n", "\npaper:\n"),)),
    "record-pasted-below": Mistake(EVENT, content=(TINY / EVENT).read_bytes() * 2),
    "record-not-indented": Mistake(
        SOURCES,
        (
            ("unread:\n  type: book\n  title: A book", "unread:\ntype: book\ntitle: A book"),
            ("  publisher: Press\n  read: none", "publisher: Press\nread: none"),
        ),
    ),
    "file-copied": Mistake(EVENT, to="data/events/fall (1).yaml"),
    "file-empty": Mistake(CAMBODIA, content=b""),
    "file-only-comment": Mistake(CAMBODIA, content=b"# nothing here\n"),
    "file-is-list": Mistake(CAMBODIA, content=b"- name: Cambodia\n"),
    "encoding": Mistake(CAMBODIA, content="name: Câmbodia\n".encode("latin-1")),
    "byte-order-mark": Mistake(CAMBODIA, content=b"\xef\xbb\xbf" + (TINY / CAMBODIA).read_bytes()),
    "line-ends": Mistake(CAMBODIA, content=(TINY / CAMBODIA).read_bytes().replace(b"\n", b"\r\n")),
    "yaml-tag": Mistake(CAMBODIA, (("name: Cambodia", "name: !!python/name:os.system x"),)),
    "yaml-anchor": Mistake(CAMBODIA, (("sources: [paper]\nnote", "sources: &s [paper]\nnote"),)),
    "control-character": Mistake(CAMBODIA, content=(TINY / CAMBODIA).read_bytes().replace(b"Kingdom", b"King\x07dom")),
    "title-repeated": Mistake(
        STATUTE, (("title: Statute of the Court", "title: Covenant on Things to be Kept"),), breaks="titles_differ"
    ),
    "source-unused": Mistake(
        SOURCES,
        (("unread:", "unread-2:\n  type: book\n  title: Another\n  publisher: Press\n  read: none\n\nunread:"),),
        breaks="sources_are_used",
    ),
    "source-address-twice": Mistake(
        SOURCES,
        (("  standing: primary", "  standing: primary\n  URL: http://www.paper.example/a/"),),
        breaks="sources_have_one_record",
    ),
    **{
        f"source-address-twice-{name}": Mistake(
            SOURCES, (("  standing: primary", f"  standing: primary\n  URL: {url}"),), breaks="sources_have_one_record"
        )
        for name, url in (
            ("with-a-place", "https://paper.example/a#top"),
            ("with-its-way", "https://paper.example/a?utm_source=mail&utm_medium=x"),
            ("in-capitals", "https://Paper.EXAMPLE/a"),
            ("in-codes", "https://paper.example/%61"),
        )
    },
    "source-not-read-on-a-day": Mistake(
        SOURCES, (("  read: none", "  accessed: 2026-11-22\n  read: none"),), breaks="sources_say_where"
    ),
    "text-of-signs": Mistake(
        SOURCES, (("publisher: The signatories", 'publisher: "…"'),), breaks="texts_say_something"
    ),
    "text-to-come": Mistake(
        MEET, (("would_settle: The minutes of a meeting.", "would_settle: TODO."),), breaks="texts_say_something"
    ),
    "title-in-no-language": Mistake(
        SOURCES, (("title: A speech on a plan", "title: A សុន្ទរកថាសុន្ទរកថា"),), breaks="titles_say_their_language"
    ),
    "title-without-its-meaning": Mistake(
        SOURCES, (("  in_english: Charter on a plan\n", ""),), breaks="titles_say_their_language"
    ),
    "title-in-english-twice": Mistake(SOURCES, (("  language: fr\n", ""),), breaks="titles_say_their_language"),
    "language-by-its-name": Mistake(SOURCES, (("language: fr", "language: French"),)),
    "language-by-its-own-name": Mistake(SOURCES, (("language: fr", "language: ខ្មែរ"),)),
    "language-with-its-country": Mistake(SOURCES, (("language: fr", "language: km-KH"),)),
    "language-english": Mistake(SOURCES, (("language: fr", "language: English"),)),
    "language-without-a-code": Mistake(SOURCES, (("language: fr", "language: el"),)),
    "language-of-another-script": Mistake(
        SOURCES, (("language: fr", "language: km"),), breaks="titles_say_their_language"
    ),
    "meaning-not-in-english": Mistake(
        SOURCES, (("in_english: Charter on a plan", "in_english: ធម្មនុញ្ញ"),), breaks="titles_say_their_language"
    ),
    "meaning-is-the-title": Mistake(
        SOURCES,
        (("in_english: Charter on a plan", "in_english: charte d’un plan."),),
        breaks="titles_say_their_language",
    ),
    "meaning-in-brackets": Mistake(
        SOURCES,
        (("in_english: Charter on a plan", 'in_english: "[Charter on a plan]"'),),
        breaks="titles_say_their_language",
    ),
    "meaning-of-a-title-of-ours": Mistake(
        SOURCES, (("title: Charte d’un plan", 'title: "[Charter on a plan]"'),), breaks="titles_say_their_language"
    ),
    "title-of-ours-in-another-script": Mistake(
        SOURCES, (("title: Charte d’un plan", 'title: "[C. ធម្មនុញ្ញ]"'),), breaks="titles_say_their_language"
    ),
    "line-with-emphasis": Mistake(
        SOURCES, (("in_english: Charter on a plan", "in_english: Charter on a **plan**"),), breaks="lines_are_plain"
    ),
    "line-with-code": Mistake(MEET, (("by: The signatories", "by: The `signatories`"),), breaks="lines_are_plain"),
    "line-with-a-link": Mistake(
        MEET, (("to: Each other", "to: The [public](https://kb.example/)"),), breaks="lines_are_plain"
    ),
    "source-read-nowhere": Mistake(
        SOURCES,
        (
            ("  note: Read in a copy.\n", ""),
            ("  accessed: 2026-11-22\n  read: whole", "  read: whole"),
        ),
        breaks="sources_say_where",
    ),
    "source-entry-not-group": Mistake(
        SOURCES,
        (
            (
                "unread:\n  type: book\n  title: A book that was not read\n  publisher: Press\n  read: none",
                "unread: a book",
            ),
        ),
    ),
    "key-not-an-id": Mistake(SOURCES, (("unread:", "Un Read:"),)),
    "verdict-without-source": Mistake(
        "data/claims/toll.yaml", (("sources: [paper]", "sources: []"),), breaks="verdicts_rest_on_a_source"
    ),
    "verdict-of-an-opinion": Mistake(
        "data/claims/praise.yaml",
        (("verdict: not-checkable", "verdict: unverified\nwould_settle: Nothing can."),),
        breaks="only_views_are_not_checkable",
    ),
    "unverified-without-cure": Mistake(
        "data/claims/said.yaml",
        (("would_settle: The speech itself.\n", ""),),
        breaks="unverified_says_what_would_settle",
    ),
    "verdict-not-changed": Mistake(
        "data/claims/said.yaml", (("verdict: contradicted", "verdict: unverified"),), breaks="changed_verdicts_differ"
    ),
    "verdict-changed-after-check": Mistake(
        "data/claims/said.yaml", (("until: 2026-11-20", "until: 2026-11-23"),), breaks="changed_verdicts_differ"
    ),
    "paragraph-without-claim": Mistake(
        OP_ED,
        (("[P1, P19]", "[P1, P19, P20]"),),
        extra=(("data/paragraphs/P20.yaml", "section: Opening\nsummary: The authors go on.\n"),),
        breaks="passages_have_claims_or_promises",
    ),
    "claim-of-another-paragraph": Mistake(
        "data/paragraphs/P19.yaml",
        (("summary:", "claims: [praise]\nsummary:"),),
        breaks="passages_have_claims_or_promises",
    ),
    "promise-of-another-passage": Mistake(
        "data/paragraphs/charter-2.yaml",
        (("promises: [sign, meet, dispute]", "promises: [sign, write, dispute]"),),
        breaks="passages_have_claims_or_promises",
    ),
    "toll-bare": Mistake(
        "data/events/rule.yaml",
        (
            (
                "The estimates of the dead differ, see [the figures](claims/toll).",
                "Under the Khmer Rouge two million people died.",
            ),
        ),
        breaks="no_bare_toll",
    ),
    "reference-any-kind": Mistake("data/claims/toll.yaml", (("events/rule", "event/rule"),), breaks="references_exist"),
    "indicator-number": Mistake("data/risk_factors/conflict.yaml", (('number: "1.1"', "number: 1.10"),)),
    "indicator-own": Mistake("data/risk_factors/conflict.yaml", (("read: read-in-part", "read: recalled-low"),)),
    "vote-twice": Mistake(
        CAMBODIA,
        (
            (
                "  - vote: a-res-1",
                "  - vote: a-res-1\n    cast: abstain\n    confidence: low\n    sources: []\n  - vote: a-res-1",
            ),
        ),
        breaks="votes_are_given_once",
    ),
    "vote-where-none-was-held": Mistake(
        CAMBODIA, (("  - vote: a-res-1", "  - vote: summit"),), breaks="votes_are_given_once"
    ),
    "page-left-out": Mistake(
        CAMBODIA, extra=(("mkdocs.yml", "exclude_docs: |\n  countries/cambodia.md\n"),), breaks="pages_match_records"
    ),
    "page-missing": Mistake(CAMBODIA, gone="docs/countries/cambodia.md", breaks="pages_match_records"),
    "part-missing": Mistake("data/events/fall.yaml", gone="docs/timeline/1970s.md", breaks="pages_match_records"),
    "part-left-over": Mistake("docs/timeline/1970s.md", to="docs/timeline/1940s.md"),
    "page-title-differs": Mistake(
        "docs/treaties/covenant.md", (('title: "COVENANT"', 'title: "Something else"'),), breaks="pages_match_records"
    ),
    "syntax-quote-inside": Mistake(CAMBODIA, (("name: Cambodia", 'name: "The "Kingdom" of old"'),)),
    "syntax-apostrophe": Mistake(CAMBODIA, (("name: Cambodia", "name: 'Cambodia's'"),)),
    "syntax-tab-before": Mistake(COVENANT, (("      - act: signature", "\t- act: signature"),)),
    "syntax-two-documents": Mistake(CAMBODIA, (("iso2: KH", "---\niso2: KH"),)),
    "syntax-sign-at-start": Mistake(CAMBODIA, (("name: Cambodia", "name: @Cambodia"),)),
    "key-not-a-word": Mistake(CAMBODIA, (("iso2: KH", "[iso2]: KH"),)),
    "type-number-for-text": Mistake(STATUTE, (("title: Statute of the Court", "title: 1998"),)),
    "id-spaces": Mistake(COVENANT, (("sources: [tables]\nnote", "sources: [the tables]\nnote"),)),
    "id-underscore": Mistake("data/countries/malaysia.yaml", to="data/countries/new_malaysia.yaml"),
    "jinja-block": Mistake(CAMBODIA, (("finding: Only the op-ed says so.", 'finding: "Only {% raw %} says so."'),)),
    "markup-script": Mistake(COVENANT, (("relevance: Kept", "relevance: <script>alert(1)</script> Kept"),)),
    "address-data": Mistake(
        COVENANT,
        (("official_url: https://treaties.example/IV-4?a=1&lang=en", 'official_url: "data:text/html,x"'),),
    ),
    "address-with-space": Mistake(COVENANT, (("https://treaties.example/IV-4", "https://treaties.example/IV 4"),)),
    "encoding-utf-16": Mistake(CAMBODIA, content="name: Cambodia\n".encode("utf-16")),
    "yaml-alias": Mistake(CAMBODIA, (("sources: [paper]\nnote", "sources: *paper\nnote"),)),
    "yaml-merge": Mistake(CAMBODIA, (("iso2: KH", "<<: {iso2: KH}"),)),
    "date-newer-than-source": Mistake(
        COVENANT, (("as_of: 2022-06", "as_of: 2027-01"),), breaks="dates_fit_their_sources"
    ),
    "date-too-precise": Mistake(COVENANT, (("as_of: 2023-12", "as_of: 2023-12-05"),), breaks="dates_fit_their_sources"),
    "source-newer-than-reading": Mistake(
        SOURCES, (("issued: 2015-03-14", "issued: 2026-12"),), breaks="dates_fit_their_sources"
    ),
    "opinion-without-speaker": Mistake(
        "data/events/fall.yaml",
        (("Troops enter the *city*.", "Troops enter the city. Cambodia should remember it."),),
        breaks="demands_have_a_speaker",
    ),
    "summary-without-authors": Mistake(
        "data/paragraphs/P19.yaml",
        (("The authors count treaties.", "Cambodia joined many treaties."),),
        breaks="summaries_name_the_authors",
    ),
    "summary-without-its-speaker": Mistake(
        "data/paragraphs/speech-2.yaml",
        (("The speaker says what", "It is said what"),),
        breaks="summaries_name_the_authors",
    ),
    "date-month-nought": Mistake(COVENANT, (("adopted: 1966-12-16", "adopted: 1966-00-00"),)),
    "date-other-digits": Mistake("data/events/fall.yaml", (("date: 1975-04-17", "date: ១៩៧៥-០៤-១៧"),)),
    "date-open-both-ends": Mistake("data/events/rule.yaml", (("date: 1975-04/1979-01~", "date: ../.."),)),
    "date-open-beginning": Mistake(
        "data/events/rule.yaml", (("date: 1975-04/1979-01~", "date: ../1979"),), breaks="moments_have_a_beginning"
    ),
    "date-end-less-precise": Mistake("data/events/rule.yaml", (("date: 1975-04/1979-01~", "date: 1975-04/1975"),)),
    "date-either-way": Mistake(COVENANT, (("adopted: 1966-12-16", "adopted: 04/12/1966"),)),
    "date-american": Mistake(COVENANT, (("adopted: 1966-12-16", "adopted: December 16, 1966"),)),
    "date-after-check": Mistake(
        "data/events/fall.yaml", (("date: 1975-04-17", "date: 2027-04-17"),), breaks="nothing_happens_after_the_check"
    ),
    "date-after-check-of-all-on-a-page": Mistake(
        "data/events/memorial.yaml",
        (("date: 2012-05-20", "date: 2032-05-20"),),
        breaks="nothing_happens_after_the_check",
    ),
    "day-month-nought": Mistake(CAMBODIA, (("checked: 2026-11-22", "checked: 2026-00-22"),)),
    "comment-behind-text": Mistake(CAMBODIA, (("finding: Only the op-ed says so.", "finding: Only case #5 says so."),)),
    "question-mark-in-brackets": Mistake("data/events/fall.yaml", (("also_named: [", "also_named: [?x, "),)),
    "yaml-tag-on-list": Mistake(CAMBODIA, (("sources: [paper]\nnote", "sources: !!seq [paper]\nnote"),)),
    "yaml-tag-on-group": Mistake(CAMBODIA, (("asean:\n", "asean: !Membership\n"),)),
    "invisible-in-address": Mistake(
        COVENANT, (("https://treaties.example/IV-4", "https://treaties.example/\u200bIV-4"),)
    ),
    "invisible-escaped": Mistake(
        CAMBODIA, (("finding: Only the op-ed says so.", 'finding: "Only the op\\u200bed says so."'),)
    ),
    "line-separator": Mistake(CAMBODIA, (("name: Cambodia", 'name: "Cam\x85bodia"'), ("iso2: KH", "iso2: kh"))),
    "hard-space-indent": Mistake(CAMBODIA, (("  since: 1999-04-30", "\u00a0 since: 1999-04-30"),)),
    "hard-space-colon": Mistake(CAMBODIA, (("name: Cambodia", "name:\u00a0Cambodia"),)),
    "conflict": Mistake(
        CAMBODIA, (("name: Cambodia\n", "<<<<<<< HEAD\nname: Cambodia\n=======\nname: Kampuchea\n>>>>>>> other\n"),)
    ),
    "address-scheme-twice": Mistake(COVENANT, (("official_url: https://", "official_url: https://https://"),)),
    "address-bracket-in-host": Mistake(COVENANT, (("https://treaties.example/IV", "https://[treaties.example/IV"),)),
    **{
        name: Mistake(
            CAMBODIA, (("finding: Only the op-ed says so.", f'finding: "{text}"'),), breaks="texts_end_with_a_word"
        )
        for name, text in (
            ("text-ends-with-a-blank", "Only the op-ed says so. "),
            ("text-ends-with-a-hard-blank", "Only the op-ed says so.\u00a0"),
            ("text-begins-with-a-blank", " Only the op-ed says so."),
        )
    },
    "invisible-braille": Mistake(CAMBODIA, (("finding: Only the op-ed says", "finding: Only the op-ed\u2800says"),)),
    "empty-value-optional": Mistake(
        COVENANT, (("core_number: 2", "core_number: ~"), ("opened: 1966-12-19", "opened:"))
    ),
    "type-bool-yes": Mistake(STATUTE, (("first_of_month: true", "first_of_month: yes"),)),
    "date-open-beginning-of-a-treaty": Mistake(
        COVENANT, (("adopted: 1966-12-16", "adopted: ../1966-12-16"),), breaks="moments_have_a_beginning"
    ),
    "text-blank": Mistake(CAMBODIA, (("name: Cambodia", 'name: "   "'),)),
    "text-empty": Mistake(CAMBODIA, (("finding: Only the op-ed says so.", 'finding: ""'),)),
    "text-short-word": Mistake(COVENANT, (("title: Covenant on Things to be Kept", "title: NO"),)),
    "figure-ends-swapped": Mistake("data/claims/toll.yaml", (("low: ", "low: 99"),), breaks="figures_fit_together"),
    "author-without-name": Mistake(
        SOURCES, (("    - family: Doe\n      given: Jane\n", "    - given: Jane\n"),), breaks="authors_have_a_name"
    ),
    "author-named-twice": Mistake(
        SOURCES,
        (("    - family: Doe\n", "    - family: Doe\n      literal: Jane Doe\n"),),
        breaks="authors_have_a_name",
    ),
    "address-shared": Mistake(
        "data/people/scholar.yaml",
        (("name: ", "name: Another "),),
        to="data/people/court.yaml",
        breaks="addresses_differ",
    ),
    "address-of-the-frame": Mistake("data/terms.yaml", (("hybrid:", "party:"),), breaks="addresses_differ"),
    "reference-capitals": Mistake(COVENANT, (("sources: [tables]\nnote", "sources: [TABLES]\nnote"),)),
    "sources-unreadable": Mistake(SOURCES, (("  type: book", "  type: : book"),)),
    "sources-misnamed": Mistake(SOURCES, to="data/source.yaml", gone=SOURCES),
    "state-misnamed": Mistake(CAMBODIA, to="data/countries/cambodia.yml", gone=CAMBODIA),
    "number-words": Mistake("data/claims/toll.yaml", (("high: 2200000", "high: 2.2 million"),)),
    "several-at-once": Mistake(
        CAMBODIA,
        (
            ("iso2: KH", "iso2: kh"),
            ("  since: 1999-04-30", "  since: 1999-04-31"),
            ("checked: 2026-11-22", "checked: yesterday"),
            ("sources: [paper]\nnote", "sources: [papr]\nnote"),
        ),
        more=((COVENANT, "kind: core", "kind: nuclear"), (COVENANT, "months: 3", "months: 99")),
    ),
    # one for each branch of a rule that none of those above takes
    "link-with-title": Mistake(
        CAMBODIA,
        (("[link](https://example.org/a)", "[a](https://example.org/a) and [b](https://example.org/b 'b')"),),
        breaks="links_in_prose_resolve",
    ),
    "link-behind-a-good-one": Mistake(
        CAMBODIA,
        (("[link](https://example.org/a)", "[a](https://example.org/a), [b](treaties/covenant), [c](treaties/pact)"),),
        breaks="links_in_prose_resolve",
    ),
    "link-without-host": Mistake(CAMBODIA, (("https://example.org/a", "https:///a"),), breaks="links_in_prose_resolve"),
    "review-on-the-day-of-check": Mistake(
        CAMBODIA, (("review_by: 2027-05-31", "review_by: 2026-11-22"),), breaks="reviewed_after_checked"
    ),
    "name-repeated": Mistake(
        "data/countries/malaysia.yaml",
        (("name: Malaysia", "name: CAMBODIA"),),
        more=(("docs/countries/malaysia.md", "Malaysia", "CAMBODIA"),),
        breaks="titles_differ",
    ),
    "source-read-without-day": Mistake(
        SOURCES, (("  accessed: 2026-11-22\n  read: whole", "  read: whole"),), breaks="sources_say_where"
    ),
    "author-literal-and-given": Mistake(
        SOURCES, (("    - family: Doe\n", "    - literal: Jane Doe\n"),), breaks="authors_have_a_name"
    ),
    "address-of-a-heading": Mistake(
        "data/terms.yaml",
        extra=(("docs/glossary.md", "# Glossary\n\n## Hybrid *(court)*!\n\n### Out of reach {: #immune .small }\n"),),
        edits=(("hybrid:", "hybrid-court:"),),
        breaks="addresses_differ",
    ),
    "figure-below-its-range": Mistake(
        TOLL, (("    high: 2200000", "    value: 1600000\n    high: 2200000"),), breaks="figures_fit_together"
    ),
    "figure-above-its-range": Mistake(
        TOLL, (("    high: 2200000", "    value: 2200001\n    high: 2200000"),), breaks="figures_fit_together"
    ),
    "act-before-adoption": Mistake(COVENANT, (("date: 1980-10-17", "date: 1966-12-15"),), breaks="acts_follow_in_time"),
    "in-force-before-adoption": Mistake(
        COVENANT, (("in_force: 1976-03-23", "in_force: 1966-12-15"),), breaks="acts_follow_in_time"
    ),
    "acts-of-consent-twice": Mistake(
        COVENANT, (("act: signature", "act: ratification"),), breaks="acts_follow_in_time"
    ),
    "entry-into-force-alone": Mistake(
        COVENANT, (("act: accession", "act: entry-into-force"),), breaks="acts_follow_in_time"
    ),
    "withdrawal-notified-alone": Mistake(
        COVENANT, (("act: accession", "act: withdrawal-notified"),), breaks="acts_follow_in_time"
    ),
    "withdrawal-effective-alone": Mistake(
        STATUTE, (("      - act: withdrawal-notified\n        date: 2018-03-17\n", ""),), breaks="acts_follow_in_time"
    ),
    "accession-withdrawn-alone": Mistake(
        STATUTE, (("act: accession", "act: accession-withdrawn"),), breaks="acts_follow_in_time"
    ),
    "sources-without-as-of": Mistake(COVENANT, (("    as_of: 2022-06\n", ""),), breaks="status_says_until_when"),
    "confidence-without-source": Mistake(
        STATUTE, (("    confidence: low\n", "    confidence: medium\n"),), breaks="status_says_until_when"
    ),
    "as-of-newer-than-source-inside": Mistake(
        CAMBODIA, (("  as_of: 2016\n", "  as_of: 2026-12\n"),), breaks="dates_fit_their_sources"
    ),
    "as-of-newer-than-check": Mistake(
        CAMBODIA,
        (("  as_of: 2016\n", "  as_of: 2026-12\n"), ("so.\n  sources: [paper]", "so.\n  sources: [paper, unread]")),
        breaks="dates_fit_their_sources",
    ),
    "as-of-too-precise-inside": Mistake(
        CAMBODIA, (("  as_of: 2016\n", "  as_of: 2016-05-03\n"),), breaks="dates_fit_their_sources"
    ),
    "verdict-on-the-op-ed-alone": Mistake(
        TOLL, (("sources: [paper]", "sources: [op-ed]"),), breaks="verdicts_rest_on_a_source"
    ),
    "verdict-on-an-unread-source": Mistake(
        TOLL, (("sources: [paper]", "sources: [unread, op-ed]"),), breaks="verdicts_rest_on_a_source"
    ),
    "verdict-of-a-proposal": Mistake(
        PRAISE,
        (("kind: opinion", "kind: proposal"), ("not-checkable", "confirmed"), ("[op-ed]", "[paper]")),
        breaks="only_views_are_not_checkable",
    ),
    "fact-not-checkable": Mistake(
        TOLL,
        (("verdict: imprecise\nweight: substance", "verdict: not-checkable"),),
        breaks="only_views_are_not_checkable",
    ),
    "imprecise-without-weight": Mistake(TOLL, (("weight: substance\n", ""),), breaks="imprecise_says_how_far"),
    "weight-of-another-verdict": Mistake(
        PRAISE, (("not-checkable", "not-checkable\nweight: wording"),), breaks="imprecise_says_how_far"
    ),
    "confirmed-for-another-time": Mistake(
        TOLL,
        (("verdict: imprecise\nweight: substance", "verdict: confirmed"),),
        breaks="confirmed_held_when_published",
    ),
    "none-found-nowhere": Mistake(
        CAMBODIA,
        (("state: claimed", "state: none-found"), ("so.\n  sources: [paper]", "so.\n  sources: [unread]")),
        breaks="none_found_names_the_list",
    ),
    "institution-found-nowhere": Mistake(
        CAMBODIA,
        (("state: removed", "state: none-found"), ("taken away.\n  sources: [paper]", "taken away.\n  sources: []")),
        breaks="none_found_names_the_list",
    ),
    "review-of-nobody": Mistake(CAMBODIA, (("  - round: 3\n    state", "  - state"),), breaks="reviews_say_whose"),
    "review-of-two": Mistake(
        CAMBODIA, (("  - round: 3\n", "  - round: 3\n    treaty: statute\n"),), breaks="reviews_say_whose"
    ),
    "review-held-after-check": Mistake(
        CAMBODIA, (("time: 2019-01-30", "time: 2027-01-30"),), breaks="nothing_happens_after_the_check"
    ),
    "finding-without-source": Mistake(
        FINDINGS, (('"12"\n    sources: [paper]', '"12"\n    sources: []'),), breaks="stages_rest_on_a_source"
    ),
    "finding-on-an-unread-source": Mistake(
        FINDINGS, (('paragraph: "4"\n    sources: [paper]', "sources: [unread]"),), breaks="stages_rest_on_a_source"
    ),
    "finding-paragraph-without-document": Mistake(
        FINDINGS, (("    document: E1\n", ""),), breaks="stages_rest_on_a_source"
    ),
    "finding-appeal-without-trial": Mistake(
        FINDINGS, (("  trial:\n    outcome: convicted", "  trial:\n    outcome: none"),), breaks="stages_fit_together"
    ),
    "finding-final-otherwise": Mistake(
        FINDINGS,
        (("  final:\n    outcome: convicted", "  final:\n    outcome: quashed"),),
        breaks="stages_fit_together",
    ),
    "finding-final-without-appeal": Mistake(
        FINDINGS,
        decided("none", "acquitted"),
        breaks="stages_fit_together",
    ),
    "mechanism-clause-unread": Mistake(
        COUNCIL,
        (("    text: Watch for signs.\n    sources: [paper]", "    text: Watch for signs.\n    sources: [unread]"),),
        breaks="mechanisms_rest_on_a_source",
    ),
    "mechanism-statement-unread": Mistake(
        COUNCIL,
        (
            (
                "  text: Thirteen, for four years.\n  sources: [paper]",
                "  text: Thirteen, for four years.\n  sources: []",
            ),
        ),
        breaks="mechanisms_rest_on_a_source",
    ),
    "mechanism-untold-with-source": Mistake(
        COUNCIL,
        (("  text: Not established.\n  sources: []", "  text: Not established.\n  sources: [paper]"),),
        breaks="mechanisms_rest_on_a_source",
    ),
    "mechanism-standing-undated": Mistake(COUNCIL, (("  as_of: 2021\n", ""),), breaks="mechanisms_rest_on_a_source"),
    "mechanism-standing-unread": Mistake(
        COUNCIL,
        (("  text: It still meets.\n  sources: [paper]", "  text: It still meets.\n  sources: []"),),
        breaks="mechanisms_rest_on_a_source",
    ),
    "mechanism-subject-unknown": Mistake(COUNCIL, (("subject: advice", "subject: advise"),)),
    "mechanism-of-no-proposal": Mistake(
        COUNCIL, (("proposals: [plan]", "proposals: [plans]"),), breaks="references_exist"
    ),
    "promise-development-unread": Mistake(
        WRITE,
        (
            (
                "text: The speaker said that a draft was written.\n    sources: [speech]",
                "text: Written.\n    sources: [unread]",
            ),
        ),
        breaks="developments_rest_on_others",
    ),
    "promise-development-of-its-own-text": Mistake(
        WRITE,
        (
            (
                "text: The speaker said that a draft was written.\n    sources: [speech]",
                "text: Written.\n    sources: [charter]",
            ),
        ),
        breaks="developments_rest_on_others",
    ),
    "promise-done-untold": Mistake(
        SIGN,
        (("done:\n  - date: 2025-06-01\n    text: It was signed.\n    sources: [speech]\n", ""),),
        breaks="promises_stand_as_told",
    ),
    "promise-in-part-of-one-side": Mistake(
        WRITE,
        (
            (
                "not_done:\n  - date: 2026\n    text: According to the speaker, it is not published.\n    sources: [speech]\n",
                "",
            ),
        ),
        breaks="promises_stand_as_told",
    ),
    "promise-state-undated": Mistake(SIGN, (("as_of: 2026\n", ""),), breaks="promises_stand_as_told"),
    "promise-not-due-any-more": Mistake(
        REPORT, (("due: 2027-01-01", "due: 2026-01-01"),), breaks="promises_stand_as_told"
    ),
    "promise-not-due-without-a-day": Mistake(REPORT, (("due: 2027-01-01\n", ""),), breaks="promises_stand_as_told"),
    "promise-not-done-before-its-time": Mistake(
        DISPUTE, (("due: 2025-12", "due: 2027-12"),), breaks="promises_stand_as_told"
    ),
    "promise-not-established-without-cure": Mistake(
        MEET, (("would_settle: The minutes of a meeting.\n", ""),), breaks="promises_stand_as_told"
    ),
    "promise-due-before-it-was-made": Mistake(
        SIGN, (("to: Each other\n", "to: Each other\ndue: 2025-05\n"),), breaks="promises_follow_in_time"
    ),
    "promise-done-before-it-was-made": Mistake(
        SIGN, (("date: 2025-06-01", "date: 2025-05-31"),), breaks="promises_follow_in_time"
    ),
    "promise-as-of-before-it-was-made": Mistake(
        SIGN,
        (("as_of: 2026", "as_of: 2024"), ("date: 2025-06-01", "date: 2025")),
        breaks="promises_follow_in_time",
    ),
    "promise-as-of-before-its-evidence": Mistake(
        WRITE, (("as_of: 2026-05-02", "as_of: 2025-12"),), breaks="promises_follow_in_time"
    ),
    "promise-told-out-of-order": Mistake(
        WRITE,
        (
            (
                "  - date: 2026\n",
                "  - date: 2026\n    text: The speaker said so once more.\n    sources: [speech]\n  - date: 2025-12\n",
            ),
        ),
        breaks="promises_follow_in_time",
    ),
    "proposal-status-before-its-document": Mistake(
        "data/proposals/plan.yaml",
        (("status_as_of: 2026-11", "status_as_of: 2024-11"),),
        breaks="statuses_follow_their_document",
    ),
    "promise-by-a-treaty": Mistake(
        MEET,
        (("makers: [organisations/court]", "makers: [treaties/covenant]"),),
        breaks="promises_are_made_by_somebody",
    ),
    "promise-of-the-op-ed": Mistake(
        MEET, (("paragraphs: [charter-2]", "paragraphs: [P1]"),), breaks="passages_have_claims_or_promises"
    ),
    "passage-without-promise": Mistake(
        "data/documents/charter.yaml",
        (("charter-2]", "charter-2, charter-3]"),),
        extra=(("data/paragraphs/charter-3.yaml", "section: The whole\nsummary: The signatories give thanks.\n"),),
        breaks="passages_have_claims_or_promises",
    ),
    "promise-state-unknown": Mistake(SIGN, (("state: done", "state: kept"),)),
    "finding-of-nobody": Mistake(FINDINGS, (("[A guard]", "[A cook]"),), breaks="cases_name_the_accused"),
    "finding-cell-blank": Mistake(FINDINGS, (("  mode: not established\n", ""),)),
    "finding-outcome-of-another-stage": Mistake(FINDINGS, (("outcome: upheld", "outcome: acquitted"),)),
    "case-less-final": Mistake(
        "data/cases.yaml",
        (("final: final", "final: ended-without-trial"),),
        breaks="cases_are_as_final_as_their_findings",
    ),
    "case-more-final": Mistake(
        FINDINGS,
        (
            ("outcome: convicted", "outcome: none"),
            ("outcome: upheld", "outcome: none"),
            ("  final:\n    outcome: convicted", "  final:\n    outcome: ended-without-trial"),
        ),
        more=(("data/cases.yaml", "accused: A guard, convicted in 2012.", "accused: A guard, never tried."),),
        breaks="cases_are_as_final_as_their_findings",
    ),
    "conviction-without-its-end": Mistake(
        FINDINGS,
        decided("none", "never-final"),
        more=(NOT_WHOLLY_FINAL,),
        breaks="convictions_are_told_to_their_end",
    ),
    "conviction-in-a-claim-without-its-end": Mistake(
        FINDINGS,
        decided("none", "never-final"),
        more=(
            NOT_WHOLLY_FINAL,
            ("data/cases.yaml", "Final since 2012.", "It never became final."),
            ("data/claims/praise.yaml", "A value judgement.", "A guard was convicted in Case 1."),
        ),
        breaks="convictions_are_told_to_their_end",
    ),
    "conviction-on-a-page-without-its-end": Mistake(
        FINDINGS,
        decided("none", "never-final"),
        more=(
            NOT_WHOLLY_FINAL,
            ("data/cases.yaml", "Final since 2012.", "It never became final."),
        ),
        extra=(("docs/told.md", "---\ntitle: Told\n---\n\n# Told\n\nA guard was convicted.\n"),),
    ),
    "conviction-at-a-place-without-its-end": Mistake(
        FINDINGS,
        decided("reversed", "acquitted"),
        more=(("data/cases.yaml", "charges: Crimes against humanity.", "charges: Crimes at The hill."),),
        breaks="convictions_are_told_to_their_end",
    ),
    "copy-named-unmarked": Mistake(
        SOURCES,
        (("publisher: Press\n", "publisher: Press, reposted elsewhere\n"),),
        breaks="copies_say_so",
    ),
    "copy-unmarked": Mistake(
        SOURCES,
        (("https://paper.example/a", "https://docslib.org/a"), ("  mirror: true\n", "")),
        breaks="copies_say_so",
    ),
    "repost-without-reason": Mistake(
        SOURCES,
        (("publisher: The Paper", "publisher: KI Media / The Paper"), ("  note: Undated.\n", "")),
        breaks="copies_say_so",
    ),
    "charge-without-its-end": Mistake(
        "data/events/fall.yaml",
        (("summary: Troops enter the *city*.", "summary: A guard is charged with murder."),),
        breaks="charges_are_told_to_their_end",
    ),
    "charge-in-a-term-without-its-end": Mistake(
        "data/terms.yaml",
        (("definition: ", "definition: A guard is charged with murder. "),),
        breaks="charges_are_told_to_their_end",
    ),
    "charge-of-somebody-else-without-its-end": Mistake(
        EVENT,
        ((TROOPS, "summary: Troops enter. Then A general was charged with murder."),),
        extra=PERSONS,
        breaks="guilt_rests_on_a_judgment",
    ),
    "conviction-of-somebody-else-without-its-end": Mistake(
        EVENT,
        ((TROOPS, "summary: A general was convicted of genocide."),),
        extra=PERSONS,
        breaks="guilt_rests_on_a_judgment",
    ),
    "guilt-of-somebody-else": Mistake(
        "data/terms.yaml",
        (("definition: ", "definition: A general committed many acts of genocide. "),),
        extra=PERSONS,
        breaks="guilt_rests_on_a_judgment",
    ),
    "guilt-on-a-page": Mistake(
        EVENT,
        extra=(*PERSONS, ("docs/told.md", "---\ntitle: Told\n---\n\n# Told\n\nA general is guilty of genocide.\n")),
    ),
    "guilt-of-an-accused": Mistake(
        FINDINGS,
        decided("reversed", "quashed"),
        more=((EVENT, TROOPS, "summary: A guard committed crimes against humanity."),),
        breaks="guilt_rests_on_a_judgment",
    ),
    "conviction-in-an-event-without-cases": Mistake(
        FINDINGS,
        decided("none", "never-final"),
        more=(
            NOT_WHOLLY_FINAL,
            ("data/cases.yaml", "Final since 2012.", "It never became final."),
            (EVENT, TROOPS, "summary: A guard was convicted of crimes against humanity."),
            (EVENT, "cases: [case-1]\n", ""),
        ),
        breaks="convictions_are_told_to_their_end",
    ),
    "claim-of-no-paragraph": Mistake(PRAISE, (("paragraphs: [P1]\n", ""),)),
    "claim-of-an-empty-list": Mistake(PRAISE, (("paragraphs: [P1]", "paragraphs: []"),)),
    "paragraph-of-no-claim": Mistake(
        "data/claims/said.yaml",
        (("[P19]", "[P1]"),),
        gone="docs/claims/p19.md",
        breaks="passages_have_claims_or_promises",
    ),
    "passage-of-no-document": Mistake(OP_ED, (("[P1, P19]", "[P1]"),), breaks="passages_have_one_document"),
    "passages-out-of-order": Mistake(OP_ED, (("[P1, P19]", "[P19, P1]"),), breaks="passages_have_one_document"),
    "passage-named-twice": Mistake(OP_ED, (("[P1, P19]", "[P1, P1, P19]"),), breaks="passages_have_one_document"),
    "passage-of-another-document": Mistake(
        SPEECH, (("[speech-1, speech-2]", "[speech-1, speech-2, P1]"),), breaks="passages_have_one_document"
    ),
    "passage-id": Mistake(OP_ED, (("[P1, P19]", "[P1, p19]"),)),
    "section-unknown": Mistake(
        "data/paragraphs/P19.yaml", (("At the forefront in ASEAN", "Middle"),), breaks="passages_have_one_document"
    ),
    "document-of-another-source": Mistake(SPEECH, (("source: speech", "source: op-ed"),), breaks="documents_differ"),
    "speaker-a-state": Mistake(
        SPEECH, (("[people/scholar]", "[countries/cambodia]"),), breaks="speakers_are_people_or_bodies"
    ),
    "document-whose-page-is-gone": Mistake(OP_ED, gone="docs/article.md", breaks="pages_of_documents_show_them"),
    "document-not-on-its-page": Mistake(
        "docs/article.md", (('{{ document("op-ed") }}', "Nothing yet."),), breaks="pages_of_documents_show_them"
    ),
    "document-page-elsewhere": Mistake(OP_ED, (("page: article/", "page: /article"),)),
    "page-without-call": Mistake(
        "docs/treaties/covenant.md", (('{{ treaty("covenant") }}', "Nothing yet."),), breaks="pages_match_records"
    ),
    "part-title-differs": Mistake(
        "docs/timeline/1970s.md", (("title: ", "title: Not "),), breaks="pages_match_records"
    ),
    "part-with-wrong-date": Mistake(
        EVENT, (("date: 1975-04-17", "date: 2075-04-17"),), breaks="nothing_happens_after_the_check"
    ),
    "reference-unknown-in-unread": Mistake(
        COVENANT, (("kind: core", "kind: cor"), ("sources: [tables]\nnote", "sources: [tabel, the tables]\nnote"))
    ),
    "toll-without-rivals": Mistake(
        PRAISE,
        (("restated: The state deserves praise.", "restated: Over two million people died under Pol Pot."),),
        breaks="no_bare_toll",
    ),
    "name-in-khmer-empty": Mistake(COVENANT, (("name: កតិកាសញ្ញា, standing", "standing"),), breaks="names_say_something"),
    "name-in-khmer-unread": Mistake(
        COVENANT, (("official, sources: [tables]", "press, sources: [unread]"),), breaks="names_rest_on_their_standing"
    ),
    "name-in-khmer-official-by-the-press": Mistake(
        COVENANT,
        (("official, sources: [tables]", "official, sources: [paper]"),),
        breaks="names_rest_on_their_standing",
    ),
    "name-in-khmer-cldr-by-the-press": Mistake(
        COVENANT, (("official, sources: [tables]", "cldr, sources: [paper]"),), breaks="names_rest_on_their_standing"
    ),
    "name-in-khmer-marks": Mistake(
        COVENANT,
        (("name: កតិកាសញ្ញា,", "name: កិត\u17b7\u17d2កាសញ្ញា,"),),
        breaks="names_are_written_as_their_language_is",
    ),
    "name-in-khmer-latin": Mistake(
        COVENANT,
        (("name: កតិកាសញ្ញា,", "name: កតិកាសញ្ញា, short: កតិកាICCPR,"),),
        breaks="names_are_written_as_their_language_is",
    ),
    "person-named-in-two-records": Mistake(
        EVENT,
        (("Marshal Pen.", "a guard, A guard."), ("name: Marshal Pen", "name: A guard")),
        breaks="persons_are_named_once_and_where_they_are_told_of",
    ),
    "person-named-twice": Mistake(
        EVENT,
        (
            (
                "sources: [paper]}}}]",
                "sources: [paper]}}}, {name: Marshal Pen, names: {km: {name: សេនា, standing: press, sources: [paper]}}}]",
            ),
        ),
        breaks="persons_are_named_once_and_where_they_are_told_of",
    ),
    "person-not-told-of": Mistake(
        EVENT, (("name: Marshal Pen", "name: General Pen"),), breaks="persons_are_named_once_and_where_they_are_told_of"
    ),
    "person-in-khmer-marks": Mistake(
        EVENT,
        (("name: សេនាប្រមុខ", "name: កិត\u17b7\u17d2កា"),),
        breaks="names_are_written_as_their_language_is",
    ),
}
"""The mistakes by name; each rule has one for every branch of it (test_rules.py)."""

FINE = {
    "unit-with-another-number": Mistake(
        "data/claims/toll.yaml",
        (
            ("    high: 2200000\n    unit: deaths", "    high: 2200000\n    unit: of 23 tools"),
            ("    value: 1900000\n    unit: deaths", "    value: 1900000\n    unit: of 24 tools"),
        ),
        breaks="units_are_written_alike",
    ),
    "text-folded": Mistake(
        CAMBODIA,
        (("  finding: Only the op-ed says so.", "  finding: >\n    Only the op-ed\n    says so."),),
        breaks="texts_end_with_a_word",
    ),
    "time-of-a-claim-open": Mistake(
        "data/claims/toll.yaml", (("held: 2009", "held: ../2009"),), breaks="moments_have_a_beginning"
    ),
    "time-of-a-figure-open": Mistake(
        "data/claims/toll.yaml", (("    date: 2009", "    date: ../2009"),), breaks="moments_have_a_beginning"
    ),
    "time-of-a-status-open": Mistake(
        "data/proposals/lead.yaml", (("status_as_of: ", "status_as_of: ../"),), breaks="moments_have_a_beginning"
    ),
    "review-a-day-after-check": Mistake(
        CAMBODIA, (("review_by: 2027-05-31", "review_by: 2026-11-23"),), breaks="reviewed_after_checked"
    ),
    "reviewed-on-the-day-of-check": Mistake(
        CAMBODIA, (("checked: 2026-11-22", "checked: 2026-11-20"),), breaks="a_review_counts_as_a_check"
    ),
    "as-of-a-day-after-check": Mistake(
        STATUTE, (("checked: 2026-11-22", "checked: 2025-11-22"),), breaks="nothing_happens_after_the_check"
    ),
    "source-with-archive-alone": Mistake(
        SOURCES, (("  URL: https://paper.example/a\n", ""), ("  note: Undated.\n", "")), breaks="sources_say_where"
    ),
    "source-with-address-alone": Mistake(
        SOURCES,
        (("  archive: https://archive.example/a\n", ""), ("  note: Undated.\n", "")),
        breaks="sources_say_where",
    ),
    "sources-of-one-title": Mistake(
        SOURCES,
        (("title: Tables of the depositary", "title: A paper & its news"),),
        gone="docs/sources/titles/t.md",
        breaks="titles_differ",
    ),
    "source-with-another-address": Mistake(
        SOURCES,
        (("  standing: primary", "  standing: primary\n  URL: https://paper.example/b"),),
        breaks="sources_have_one_record",
    ),
    "heading-with-an-id-of-its-own": Mistake(
        CAMBODIA,
        extra=(("docs/glossary.md", "# Words\n\n## Immune {: #what-immune-means }\n\n#Hybrid\n"),),
        breaks="addresses_differ",
    ),
    "event-on-the-day-of-check": Mistake(
        EVENT, (("checked: 2026-11-22", "checked: 1975-04-17"),), breaks="nothing_happens_after_the_check"
    ),
    "figure-of-an-open-beginning": Mistake(
        TOLL, (("    date: 2009", "    date: ../2099"),), breaks="nothing_happens_after_the_check"
    ),
    "figure-in-its-range": Mistake(
        TOLL, (("    high: 2200000", "    value: 2200000\n    high: 2200000"),), breaks="figures_fit_together"
    ),
    "figure-at-the-low-end": Mistake(
        TOLL, (("    high: 2200000", "    value: 1700000"),), breaks="figures_fit_together"
    ),
    "acts-on-the-day-of-adoption": Mistake(
        COVENANT,
        (("date: 1980-10-17", "date: 1966-12"), ("in_force: 1976-03-23", "in_force: 1966-12-16")),
        breaks="acts_follow_in_time",
    ),
    "act-on-the-very-day-of-adoption": Mistake(
        COVENANT, (("date: 1980-10-17", "date: 1966-12-16"),), breaks="acts_follow_in_time"
    ),
    "as-of-on-the-day-of-the-newest-act": Mistake(
        COVENANT, (("as_of: 2023-12", "as_of: 1992-05-26"),), breaks="status_says_until_when"
    ),
    "view-on-an-unread-source": Mistake(
        "data/claims/praise.yaml", (("sources: [op-ed]", "sources: [unread]"),), breaks="verdicts_rest_on_a_source"
    ),
    "acts-on-one-day": Mistake(COVENANT, (("date: 1980-10-17", "date: 1992-05-26"),), breaks="acts_follow_in_time"),
    "acts-in-one-year": Mistake(
        COVENANT,
        (("date: 1980-10-17", "date: 1992-09-01"), ("date: 1992-05-26", "date: 1992")),
        breaks="acts_follow_in_time",
    ),
    "accession-withdrawn": Mistake(
        COVENANT,
        (("date: 1992-05-26\n", "date: 1992-05-26\n      - act: accession-withdrawn\n        date: 1992-06-01\n"),),
        breaks="acts_follow_in_time",
    ),
    "as-of-on-the-day-of-an-act": Mistake(
        COVENANT, (("as_of: 2023-12", "as_of: 1992-05-26"),), breaks="dates_fit_their_sources"
    ),
    "as-of-on-the-day-of-reading": Mistake(
        COVENANT, (("as_of: 2023-12", "as_of: 2026-11-22"),), breaks="dates_fit_their_sources"
    ),
    "as-of-on-the-day-of-the-source": Mistake(
        COVENANT, (("as_of: 2023-12", "as_of: 2015-03-14"),), breaks="dates_fit_their_sources"
    ),
    "as-of-before-an-entry-into-force": Mistake(
        COVENANT,
        (("date: 1992-05-26\n", "date: 1992-05-26\n      - act: entry-into-force\n        date: 2024-06-01\n"),),
        breaks="status_says_until_when",
    ),
    "as-of-before-an-act-that-was-recalled": Mistake(
        COVENANT,
        (("date: 1992-05-26\n", "date: 1992-05-26\n        sources: []\n"), ("as_of: 2023-12", "as_of: 1981")),
        breaks="status_says_until_when",
    ),
    "as-of-within-the-check-of-an-unread-source": Mistake(
        CAMBODIA,
        (("  as_of: 2016\n", "  as_of: 2026-11\n"), ("so.\n  sources: [paper]", "so.\n  sources: [paper, unread]")),
        breaks="dates_fit_their_sources",
    ),
    "source-read-on-the-day-of-issue": Mistake(
        SOURCES, (("issued: 2015-03-14", "issued: 2026-11-22"),), breaks="dates_fit_their_sources"
    ),
    "verdict-on-the-op-ed-and-another": Mistake(
        TOLL, (("sources: [paper]", "sources: [op-ed, unread, paper]"),), breaks="verdicts_rest_on_a_source"
    ),
    "confirmed-for-the-month-of-publication": Mistake(
        TOLL,
        (("verdict: imprecise\nweight: substance", "verdict: confirmed"), ("held: 2009", "held: 2009/2025-04-01")),
        breaks="confirmed_held_when_published",
    ),
    "none-found-in-a-list": Mistake(
        CAMBODIA, (("state: claimed", "state: none-found"),), breaks="none_found_names_the_list"
    ),
    "conviction-with-its-end": Mistake(
        FINDINGS,
        decided("reversed", "acquitted"),
        more=(
            (
                "data/cases.yaml",
                "charges: Crimes against humanity.",
                "charges: Crimes at The hill, of which he was acquitted.",
            ),
        ),
        breaks="convictions_are_told_to_their_end",
    ),
    "guilt-with-its-speaker": Mistake(
        EVENT,
        ((TROOPS, "summary: A general committed genocide, according to An emperor."),),
        extra=PERSONS,
        breaks="guilt_rests_on_a_judgment",
    ),
    "charge-of-somebody-else-with-its-end": Mistake(
        EVENT,
        ((TROOPS, "summary: A general was charged with genocide. The trial is pending."),),
        extra=PERSONS,
        breaks="guilt_rests_on_a_judgment",
    ),
    "guilt-that-a-court-found": Mistake(
        EVENT,
        ((TROOPS, "summary: A guard committed crimes against humanity."),),
        breaks="guilt_rests_on_a_judgment",
    ),
    "conviction-at-another-place": Mistake(
        FINDINGS,
        decided("reversed", "quashed"),
        breaks="convictions_are_told_to_their_end",
    ),
    "claim-in-two-paragraphs": Mistake(
        TOLL, (("paragraphs: [P1]", "paragraphs: [P1, P19]"),), breaks="passages_have_claims_or_promises"
    ),
    "page-with-prose": Mistake(
        "docs/treaties/covenant.md", (("{{", "A word before.\n\n{{"),), breaks="pages_match_records"
    ),
    "name-in-khmer-official-and-press": Mistake(
        COVENANT,
        (("official, sources: [tables]", "official, sources: [paper, tables]"),),
        breaks="names_rest_on_their_standing",
    ),
    "name-in-khmer-beside-latin": Mistake(
        COVENANT, (("name: កតិកាសញ្ញា,", "name: កតិកាសញ្ញា ICCPR,"),), breaks="names_are_written_as_their_language_is"
    ),
}
"""Edits at the edge of what is allowed, which no rule may refuse."""
