"""Quotations against the text of a document. That text is not ours to keep: a text of the tests' own stands in for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from prevention_kb import DataError, KnowledgeBase, load
from prevention_kb.__main__ import main
from prevention_kb.facts.documents import Document, Paragraph
from prevention_kb.facts.events import Event
from prevention_kb.upkeep import quotations

from ..conftest import TINY

LINES = {
    "P1": 3, "P2": 4, "P3": 5, "P4": 6, "P5": 7, "P6": 8, "P7": 9, "P8": 11, "P9": 12, "P10": 13, "P11": 14, "P12": 15, "P13": 16,
    "P14": 17, "P15": 18, "P16": 19, "P17": 20, "P18": 22, "P19": 23, "P20": 24, "P21": 25, "P22": 26, "P23": 27, "P24": 28, "P25": 29,
}  # fmt: skip
"""On which line of the op-ed each of its passages stands, counted from 1 in the text itself."""
TINY_LINES = {"P1": 3, "P19": 5}
"""The same for the op-ed of the tiny facts."""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Five lines, of which those of the passages speak at length."""
    tiny = load(TINY)
    op_ed = tiny.get(Document, "op-ed")
    spoken = {record.paragraphs[0]: "" for record in quotations.quoted(tiny, op_ed)}
    for record in quotations.quoted(tiny, op_ed):
        spoken[record.paragraphs[0]] += f"They said that {record.quote}. "
    lines = [""] * 5
    for name, line in TINY_LINES.items():
        lines[line - 1] = spoken.get(name, "") + f"This is {name} of an article that nobody wrote. " * 3
    file = tmp_path / "article.txt"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_each_passage_stands_on_its_line(kb: KnowledgeBase) -> None:
    text = "".join(f"line {number}\n" for number in range(1, 40))
    op_ed = kb.get(Document, "op-ed")
    assert quotations.passages(op_ed, text) == {name: f"line {line}" for name, line in LINES.items()}
    assert list(quotations.passages(op_ed, "a\nb\nc\nd\n")) == ["P1", "P2"]


def check(project: Path, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.chdir(project)
    code = main(["check", "--text", "op-ed", str(article)])
    said = capsys.readouterr()
    assert bool(code) == bool(said.err)
    return said.err or said.out.splitlines()[-1]


def test_quotations_that_stand_in_the_text(
    workplace: Path, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny = load(TINY)
    quotes = [record.quote or "" for record in quotations.quoted(tiny, tiny.get(Document, "op-ed"))]
    words = sum(len(quote.split()) for quote in quotes)
    of_the_text = sum(len(line.split()) for line in article.read_text("utf-8").splitlines())
    assert check(workplace, article, monkeypatch, capsys) == (
        f"{len(quotes)} quotations stand in the op-ed as quoted: {words} words, fewer than {of_the_text // 3}"
    )


COVENANT = "data/treaties/covenant.yaml"


@pytest.mark.parametrize(
    ("old", "new", "what", "cure"),
    [
        (
            "quote: eight of the nine core",
            "quote: eight out of nine core",
            "the words do not stand in the op-ed",
            "copy them from the text",
        ),
        (
            "quote: eight of the nine core",
            "quote: Eight of  the nine core",
            "the words of P19 differ in capitals, spaces or quotation marks",
            "copy them from the text",
        ),
        ("paragraphs: [P19]", "paragraphs: [P1, P19]", "the words stand in P19, not in P1", "name P19 first"),
    ],
    ids=["altered", "capitals", "other paragraph"],
)
def test_a_quotation_that_was_altered(
    old: str,
    new: str,
    what: str,
    cure: str,
    workplace: Path,
    article: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = workplace / COVENANT
    text = file.read_text("utf-8").replace(old, new)
    file.write_text(text, "utf-8")
    line = next(number for number, row in enumerate(text.split("\n"), 1) if row.startswith("quote:"))
    expected = f"1 problem in the data\n  {COVENANT}:{line}:1: quote: {what}; the exact words of the op-ed; {cure}\n"
    assert check(workplace, article, monkeypatch, capsys) == expected


def quoting(quote: str, paragraphs: list[str]) -> KnowledgeBase:
    """A knowledge base of one quotation."""
    tiny = load(TINY)
    event = tiny.get(Event, "fall").model_copy(update={"quote": quote, "paragraphs": paragraphs})
    return KnowledgeBase(
        {"events": {"fall": event}, "documents": tiny.records["documents"], "paragraphs": tiny.records["paragraphs"]}
    )


def text_of(tmp_path: Path, **paragraphs: str) -> Path:
    """An op-ed whose passages say this, and else “word”."""
    file = tmp_path / "article.txt"
    spoken = {line: paragraphs.get(name, "word") for name, line in TINY_LINES.items()}
    file.write_text("\n".join(spoken.get(line, "") for line in range(1, 6)), "utf-8")
    return file


LONG = "They said: “It’s over.” " * 4


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("“It’s over.”", None),
        ("It’s over", None),
        ('"It\'s over."', "the words of P1 differ in capitals, spaces or quotation marks"),
        ("‘It‘s over.’", "the words of P1 differ in capitals, spaces or quotation marks"),
        ("They  said: “It’s", "the words of P1 differ in capitals, spaces or quotation marks"),
        ("THEY said: “It’s over.” ", "the words of P1 differ in capitals, spaces or quotation marks"),
        ("It is over", "the words do not stand in the op-ed"),
        ("It’sover", "the words do not stand in the op-ed"),
    ],
)
def test_only_the_exact_words_are_a_quotation(quote: str, said: str | None, tmp_path: Path) -> None:
    kb = quoting(quote, ["P1"])
    op_ed = kb.get(Document, "op-ed")
    found = quotations.passages(op_ed, text_of(tmp_path, P1=LONG).read_text("utf-8"))
    problem = quotations._misquoted(kb.get(Event, "fall"), op_ed, found)
    assert (problem and problem.what) == (said and f"quote: {said}")


def test_lines_and_passages_need_not_be_as_many(tmp_path: Path) -> None:
    """Of more lines the first are taken; how many a text needs is said by the last that holds a passage."""
    tiny = load(TINY)
    op_ed = tiny.get(Document, "op-ed")
    assert quotations.passages(op_ed.model_copy(update={"lines": ["1-4"]}), "a\nb\nc\nd\n") == {"P1": "a", "P19": "b"}
    longer = op_ed.model_copy(update={"lines": ["3", "5", "7-8"], "passages": ["P1", "P19", "P20", "P21"]})
    passages = {name: passage.model_copy() for name, passage in tiny.all(Paragraph).items()}
    alone = KnowledgeBase({"documents": {"op-ed": longer}, "paragraphs": passages})
    with pytest.raises(DataError) as caught:
        quotations.compare(alone, "op-ed", text_of(tmp_path, P1=LONG))
    assert caught.value.problems[0].what == "the text of the op-ed has 5 lines, 8 are needed"


def test_words_that_stand_in_two_other_paragraphs() -> None:
    kb = quoting("It’s over", ["P1"])
    found = {"P1": "word", "P2": LONG, "P19": LONG}
    problem = quotations._misquoted(kb.get(Event, "fall"), kb.get(Document, "op-ed"), found)
    assert problem and (problem.what, problem.cure) == (
        "quote: the words stand in P2 and P19, not in P1",
        "name P2 first",
    )


def test_words_that_stand_in_several_paragraphs(tmp_path: Path) -> None:
    file = text_of(tmp_path, P1=LONG, P19=LONG)
    assert quotations.compare(quoting("It’s over", ["P19", "P1"]), "op-ed", file).startswith(
        "1 quotations stand in the op-ed"
    )
    file = text_of(tmp_path, P19=LONG)
    with pytest.raises(DataError) as caught:
        quotations.compare(quoting("It’s over", ["P1", "P19"]), "op-ed", file)
    (problem,) = caught.value.problems
    assert problem.what == "quote: the words stand in P19, not in P1"
    assert problem.cure == "name P19 first"


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("op-id", "--text: there is no document 'op-id'; did you mean op-ed?"),
        ("zzz", "--text: there is no document 'zzz'; name a file of data/documents/ without its ending"),
        ("speech", "data/documents/speech.yaml: does not say on which lines its passages stand; add lines: […], the lines of the text that hold its passages"),
    ],
)  # fmt: skip
def test_a_text_of_no_document(document: str, said: str, tmp_path: Path) -> None:
    file = text_of(tmp_path)
    with pytest.raises(DataError) as caught:
        quotations.compare(load(TINY), document, file)
    assert str(caught.value) == f"1 problem in the data\n  {said.format(file=file)}"


def test_each_document_is_compared_with_its_own_text(tmp_path: Path) -> None:
    """What another document says is no quotation of this one."""
    tiny = load(TINY)
    assert [record.id for record in quotations.quoted(tiny, tiny.get(Document, "speech"))] == ["pledge"]
    assert "pledge" not in [record.id for record in quotations.quoted(tiny, tiny.get(Document, "op-ed"))]


def test_quotations_stay_under_a_third(tmp_path: Path) -> None:
    """Of the words of the paragraphs: the headline and the date on the lines above are none of them."""
    quote = "one two three four five six seven eight nine ten"
    for others, fits in ((19, False), (20, False), (22, False), (23, True)):
        file = text_of(tmp_path, P1=quote, P19=" ".join(["word"] * others))
        text = file.read_text("utf-8").split("\n")
        blank = "\n".join("" if line == "word" else line for line in ["a headline of five words", *text[1:]])
        file.write_text(f"{blank}\n", "utf-8")
        if fits:
            assert quotations.compare(quoting(quote, ["P1"]), "op-ed", file) == (
                "1 quotations stand in the op-ed as quoted: 10 words, fewer than 11"
            )
        else:
            with pytest.raises(DataError) as caught:
                quotations.compare(quoting(quote, ["P1"]), "op-ed", file)
            allowed = (10 + others) // 3
            assert [(problem.line, problem.column) for problem in caught.value.problems] == [(0, 0)]
            assert str(caught.value) == (
                f"1 problem in the data\n  data: 10 words of the op-ed are quoted; fewer than {allowed}, a third of its words; "
                "shorten quotations to the words on which a verdict turns"
            )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, ": there is no such file; name the file that holds the text of the op-ed"),
        (
            b"\xff\xfe",
            ":1:1: the file is in the encoding UTF-16; UTF-8 only; save it anew with the encoding UTF-8 (in VS Code: click “UTF-16” in the bar at the bottom)",
        ),
        (b"", "has 0 lines, 5 are needed"),
        (b"one line\n", "has 1 lines, 5 are needed"),
        (b"a line\n" * 4, "has 4 lines, 5 are needed"),
    ],
    ids=["missing", "encoding", "empty", "short", "a line short"],
)
def test_a_text_that_is_not_the_op_ed(
    content: bytes | None,
    what: str,
    workplace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "other.txt"
    if content is not None:
        file.write_bytes(content)
    said = check(workplace, file, monkeypatch, capsys)
    what = what if what.startswith(":") else f": the text of the op-ed {what}"
    assert said == f"1 problem in the data\n  {file}{what}\n"
