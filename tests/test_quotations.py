"""Quotations against the text of the op-ed. That text is not ours to keep: a text of the tests' own stands in for it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from prevention_kb import load, quotations
from prevention_kb.__main__ import main

from .conftest import TINY


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Twenty-nine lines, of which those of the paragraphs speak at length."""
    spoken = {record.paragraphs[0]: "" for record in quotations.quoted(load(TINY))}
    for record in quotations.quoted(load(TINY)):
        spoken[record.paragraphs[0]] += f"They said that {record.quote}. "
    lines = [""] * 29
    for number, (first, last) in quotations.LINES.items():
        for at in range(first, last + 1):
            name = f"P{number + at - first}"
            lines[at - 1] = spoken.get(name, "") + f"This is {name} of an article that nobody wrote. " * 3
    file = tmp_path / "article.txt"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def check(project: Path, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.chdir(project)
    code = main(["check", "--article", str(article)])
    said = capsys.readouterr()
    assert bool(code) == bool(said.err)
    return said.err or said.out.splitlines()[-1]


def test_quotations_that_stand_in_the_text(
    workplace: Path, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = check(workplace, article, monkeypatch, capsys)
    assert "quotations stand in the op-ed as quoted" in said


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


@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe", b"", b"one line\n"], ids=["missing", "encoding", "empty", "short"]
)
def test_a_text_that_is_not_the_op_ed(
    content: bytes | None,
    workplace: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "other.txt"
    if content is not None:
        file.write_bytes(content)
    said = check(workplace, file, monkeypatch, capsys)
    assert said.startswith(f"1 problem in the data\n  {file}: the text of the op-ed")


def test_too_much_is_quoted(
    workplace: Path, article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    short = re.sub(r"This is P\d+ of an article that nobody wrote. ", "", article.read_text("utf-8"))
    article.write_text(short.replace("They said that ", ""), "utf-8")
    assert "words of the op-ed are quoted; fewer than" in check(workplace, article, monkeypatch, capsys)
