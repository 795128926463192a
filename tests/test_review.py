"""`kb review`: one fact at a time, what was never read first; an answer is written at once, and “right” needs a source that was opened."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from prevention_kb import KnowledgeBase, load
from prevention_kb.__main__ import main
from prevention_kb.facts.framework import RiskFactor
from prevention_kb.upkeep import review

TODAY = "2026-11-29"
FACTOR = "risk_factors/conflict"


def led(project: Path, answers: list[str], names: list[str] | None = None, today: str = TODAY) -> tuple[int, str]:
    """Answers given in order; the person stops where there are none left."""
    told: list[str] = []
    left = iter(answers)

    def ask(question: str) -> str:
        told.append(question)
        if (answer := next(left, None)) is None:
            assert "[r/c/n/s/q]" in question, question
            return "q"
        return answer

    done = review.lead(project, today, names if names is not None else [FACTOR], ask, told.append)
    return done, "\n".join(told)


@pytest.fixture
def factor(workplace: Path) -> Callable[[], RiskFactor]:
    return lambda: load(workplace).get(RiskFactor, "conflict")


def test_what_was_never_read_comes_first_then_the_oldest(kb: KnowledgeBase) -> None:
    found = review.due(kb, "2027-06-15", [])
    assert [d.unread for d in found] == sorted((d.unread for d in found), reverse=True)
    days = [d.review_by for d in found if not d.unread]
    assert days and days == sorted(days)
    assert len({d.id for d in found}) == len(found)


def test_right_is_written(workplace: Path, factor: Any) -> None:
    done, told = led(workplace, ["r", "A. Person", "paper", "w"])
    assert done == 1
    assert "risk_factors/conflict: 1.3 (data/risk_factors/conflict.yaml:" in told and "text: Crisis." in told
    assert "https://paper.example/a" in told and "what would settle it: The text of the Framework" in told
    assert "checked by A. Person, paper (whole)" in told
    assert [i.read for i in factor().indicators] == ["read", "read-in-part", "read"]
    assert factor().checked == TODAY
    source = load(workplace).records["sources"]["paper"]
    assert (source.read, source.accessed) == ("whole", TODAY)  # type: ignore[attr-defined]


@pytest.mark.parametrize("answers", [["r", "", "paper"], ["r", "A. Person", ""], ["r", "A. Person", "no-such-source"]])
def test_right_without_a_source_is_refused(workplace: Path, answers: list[str]) -> None:
    before = {f: f.read_bytes() for f in workplace.rglob("*.yaml")}
    done, told = led(workplace, answers)
    assert done == 0 and "nothing was written" in told
    assert {f: f.read_bytes() for f in workplace.rglob("*.yaml")} == before


def test_one_can_stop_and_go_on(workplace: Path, factor: Any) -> None:
    first = [d.id for d in review.due(load(workplace), TODAY, [FACTOR])]
    assert led(workplace, ["r", "A. Person", "paper", "o", "q"])[0] == 1
    rest = [d.id for d in review.due(load(workplace), TODAY, [FACTOR])]
    assert len(rest) == len(first) - 1 and set(rest) < set(first)
    assert led(workplace, ["s"] * len(rest))[1].endswith("nothing is left to check")


def test_could_not_be_read(workplace: Path) -> None:
    done, _ = led(workplace, ["n"], ["treaties/covenant"], today="2027-07-01")
    assert done == 1
    assert load(workplace).records["treaties"]["covenant"].review_by == "2027-07-31"  # type: ignore[attr-defined]


def test_corrected_opens_the_file_at_the_line(workplace: Path, factor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The indicators are compared with a text in which the answer stands; the editor is a program that types it in."""
    (workplace / "framework.txt").write_text("1.3 A serious crisis of the state.\n", "utf-8")
    script = workplace / "editor.py"
    script.write_text(
        "import sys, pathlib\n"
        "line, file = sys.argv[1:]\n"
        "rows = pathlib.Path(file).read_text('utf-8').splitlines(True)\n"
        "assert 'recalled' in rows[int(line[1:]) - 1]\n"
        "said = pathlib.Path('framework.txt').read_text('utf-8').split(' ', 1)[1].strip()\n"
        "rows[int(line[1:]) - 2] = f'    text: {said}\\n'\n"
        "pathlib.Path(file).write_text(''.join(rows), 'utf-8')\n",
        "utf-8",
    )
    import sys

    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    done, told = led(workplace, ["c", "", "A. Person", "paper", "w"])
    assert done == 1, told
    assert (factor().indicators[2].text, factor().indicators[2].read) == ("A serious crisis of the state.", "read")


def test_the_command(workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.chdir(workplace)
    monkeypatch.setattr("builtins.input", lambda question: (_ for _ in ()).throw(EOFError))
    assert main(["review", FACTOR, "--today", TODAY]) == 0
    assert "every answer so far is written" in capsys.readouterr().out
    assert main(["review", "nothing"]) == 1
    assert "no 'nothing'" in capsys.readouterr().err
