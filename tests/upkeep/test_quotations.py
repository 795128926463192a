"""Quotations against the text of the op-ed. That text is not ours to keep: a text of the tests' own stands in for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from prevention_kb import DataError, KnowledgeBase, load
from prevention_kb.__main__ import main
from prevention_kb.facts.events import Event
from prevention_kb.upkeep import quotations

from ..conftest import TINY

LINES = {
    "P1": 3, "P2": 4, "P3": 5, "P4": 6, "P5": 7, "P6": 8, "P7": 9, "P8": 11, "P9": 12, "P10": 13, "P11": 14, "P12": 15, "P13": 16,
    "P14": 17, "P15": 18, "P16": 19, "P17": 20, "P18": 22, "P19": 23, "P20": 24, "P21": 25, "P22": 26, "P23": 27, "P24": 28, "P25": 29,
}  # fmt: skip
"""On which line of the op-ed each paragraph stands, counted from 1 in the text itself."""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Twenty-nine lines, of which those of the paragraphs speak at length."""
    spoken = {record.paragraphs[0]: "" for record in quotations.quoted(load(TINY))}
    for record in quotations.quoted(load(TINY)):
        spoken[record.paragraphs[0]] += f"They said that {record.quote}. "
    lines = [""] * 29
    for name, line in LINES.items():
        lines[line - 1] = spoken.get(name, "") + f"This is {name} of an article that nobody wrote. " * 3
    file = tmp_path / "article.txt"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_each_paragraph_stands_on_its_line() -> None:
    text = "".join(f"line {number}\n" for number in range(1, 40))
    assert quotations.paragraphs(text) == {name: f"line {line}" for name, line in LINES.items()}
    assert list(quotations.paragraphs("a\nb\nc\nd\n")) == ["P1", "P2"]


def check(project: Path, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.chdir(project)
    code = main(["check", "--article", str(article)])
    said = capsys.readouterr()
    assert bool(code) == bool(said.err)
    return said.err or said.out.splitlines()[-1]


def test_quotations_that_stand_in_the_text(
    workplace: Path, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    quotes = [record.quote or "" for record in quotations.quoted(load(TINY))]
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
        ("paragraphs: [P19]", "paragraphs: [P2, P19]", "the words stand in P19, not in P2", "name P19 first"),
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
    event = load(TINY).get(Event, "fall").model_copy(update={"quote": quote, "paragraphs": paragraphs})
    return KnowledgeBase({"events": {"fall": event}})


def text_of(tmp_path: Path, **paragraphs: str) -> Path:
    """An op-ed whose paragraphs say this, and else “word”."""
    file = tmp_path / "article.txt"
    spoken = {line: paragraphs.get(name, "word") for name, line in LINES.items()}
    file.write_text("\n".join(spoken.get(line, "") for line in range(1, 30)), "utf-8")
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
    problem = quotations._misquoted(
        quoting(quote, ["P1"]).get(Event, "fall"), quotations.paragraphs(text_of(tmp_path, P1=LONG).read_text("utf-8"))
    )
    assert (problem and problem.what) == (said and f"quote: {said}")


def test_words_that_stand_in_several_paragraphs(tmp_path: Path) -> None:
    file = text_of(tmp_path, P2=LONG, P5=LONG)
    assert quotations.compare(quoting("It’s over", ["P5", "P1"]), file).startswith("1 quotations stand in the op-ed")
    for paragraphs, named in ((["P1", "P2"], "P1"), ([], "")):
        with pytest.raises(DataError) as caught:
            quotations.compare(quoting("It’s over", paragraphs), file)
        (problem,) = caught.value.problems
        assert problem.what == f"quote: the words stand in P2 and P5, not in {named}"
        assert problem.cure == "name P2 first"


def test_quotations_stay_under_a_third(tmp_path: Path) -> None:
    """Of the words of the paragraphs: the headline and the date on the lines above are none of them."""
    quote = "one two three four five six seven eight nine ten"
    for others, fits in ((19, False), (20, False), (22, False), (23, True)):
        file = text_of(tmp_path, P1=quote, P2=" ".join(["word"] * others))
        text = file.read_text("utf-8").split("\n")
        blank = "\n".join("" if line == "word" else line for line in ["a headline of five words", *text[1:]])
        file.write_text(f"{blank}\n", "utf-8")
        if fits:
            assert quotations.compare(quoting(quote, ["P1"]), file) == (
                "1 quotations stand in the op-ed as quoted: 10 words, fewer than 11"
            )
        else:
            with pytest.raises(DataError) as caught:
                quotations.compare(quoting(quote, ["P1"]), file)
            allowed = (10 + others) // 3
            assert [(problem.line, problem.column) for problem in caught.value.problems] == [(0, 0)]
            assert str(caught.value) == (
                f"1 problem in the data\n  data: 10 words of the op-ed are quoted; fewer than {allowed}, a third of its words; "
                "shorten quotations to the words on which a verdict turns"
            )


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (None, "cannot be read ([Errno 2] No such file or directory: '{file}')"),
        (b"\xff\xfe", "cannot be read ('utf-8' codec can't decode byte 0xff in position 0: invalid start byte)"),
        (b"", "has 0 lines, 29 are needed"),
        (b"one line\n", "has 1 lines, 29 are needed"),
        (b"a line\n" * 28, "has 28 lines, 29 are needed"),
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
    assert said == f"1 problem in the data\n  {file}: the text of the op-ed {what.format(file=file)}\n"
