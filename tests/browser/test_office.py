"""The downloads in the programs that readers have: every table in LibreOffice as it was written, every document as it reads."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from .test_tools import Desk, desk, fill, strict  # noqa: F401  (fixtures)

pytestmark = pytest.mark.machine

UTF_8 = "CSV:44,34,76,1"
"""Comma, quotation mark, the encoding by its number, from the first line: what the dialog of a double click offers, or what the page says to choose."""
AS_SHOWN = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
"""As the cells look, not as they were typed."""


def convert(files: list[Path], target: Path, to: str, *options: str) -> Path:
    """Open files in LibreOffice and save them anew, all in one go; the folder of the results."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "LibreOffice is missing"
    command = [office, f"-env:UserInstallation={(target / 'profile').as_uri()}", "--headless"]
    out = target / "out"
    done = subprocess.run(
        [*command, *options, "--convert-to", to, "--outdir", str(out), *map(str, files)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert len(list(out.iterdir())) == len(files), done.stdout + done.stderr
    return out


def rows_of(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.reader(opened))


def changed(before: Path, after: Path) -> list[tuple[str, str]]:
    """The cells that a spreadsheet shows otherwise than they were written; TRUE for true is the same."""
    old, new = rows_of(before), rows_of(after)
    assert [len(row) for row in old] == [len(row) for row in new], before.name
    pairs = [pair for rows in zip(old, new, strict=True) for pair in zip(*rows, strict=True)]
    return [(one, other) for one, other in pairs if one != (other.lower() if one in ("true", "false") else other)]


def test_tables_of_the_data_in_a_spreadsheet(site: Path, tmp_path: Path) -> None:
    files = sorted((site / "data").glob("*.csv"))
    out = convert(files, tmp_path, AS_SHOWN, f"--infilter={UTF_8}")
    for file in files:
        assert not changed(file, out / file.name), file.name


def save(page: Any, button: str, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.click(button)
    target = folder / str(waiting.value.suggested_filename)
    waiting.value.save_as(target)
    return target


TRAPS = ["April 17, 1975", "=1+1", "1.10", "007", "3/4", '“ការវាយតម្លៃ”; é, "x"', "17 April"]
"""Texts that spreadsheets take for something else, and letters that go wrong in another encoding."""


@pytest.fixture
def worksheet(desk: Callable[..., Desk]) -> Any:  # noqa: F811
    page = desk().open("assess/")
    fill(page, "Première évaluation · ការវាយតម្លៃ", "Two reports")
    for number, text in enumerate(TRAPS, 3):
        page.locator(f".ind[data-i='1.{number}'] input[value=unknown]").check()
        page.locator(f".ind[data-i='1.{number}'] summary").click()
        page.locator(f".ind[data-i='1.{number}'] [name=evidence_for]").fill(text)
    return page


@pytest.fixture
def draft(desk: Callable[..., Desk]) -> Any:  # noqa: F811
    page = desk().open("plan/")
    page.click("#t-example")
    page.fill("[data-part=scope] [name=title]", "Première ébauche · ការវាយតម្លៃ")
    for field, text in zip(("why", "monitor"), ("April 2002", "1.10"), strict=True):
        page.locator(f".measure [name={field}]").first.fill(text)
    return page


@pytest.mark.parametrize("tool", ["worksheet", "draft"])
def test_the_table_of_a_tool_in_a_spreadsheet(request: pytest.FixtureRequest, tool: str, tmp_path: Path) -> None:
    file = save(request.getfixturevalue(tool), "#t-csv", tmp_path)
    out = convert([file], tmp_path, AS_SHOWN, f"--infilter={UTF_8}")
    assert not changed(file, out / file.name)


@pytest.mark.parametrize("tool", ["worksheet", "draft"])
def test_the_document_of_a_tool_in_a_word_processor(request: pytest.FixtureRequest, tool: str, tmp_path: Path) -> None:
    """Every word of it, in the same order, and its headings as headings."""
    file = save(request.getfixturevalue(tool), "#t-html", tmp_path)
    soup = BeautifulSoup(file.read_text("utf-8"), "lxml")
    out = convert([file], tmp_path / "text", "txt:Text (encoded):UTF8", "--infilter=HTML (StarWriter)")
    for numbered in soup.find_all("ol"):
        for number, item in enumerate(numbered.find_all("li", recursive=False), 1):
            item.insert(0, f"{number}.")
    words = re.sub(r"[\s•]", "", (out / file.with_suffix(".txt").name).read_text("utf-8-sig"))
    assert words == re.sub(r"\s", "", soup.body.get_text())
    out = convert([file], tmp_path / "whole", "fodt:OpenDocument Text Flat XML", "--infilter=HTML (StarWriter)")
    written = BeautifulSoup((out / file.with_suffix(".fodt").name).read_text("utf-8"), "xml")
    levels = [int(heading["text:outline-level"]) for heading in written.find_all("h")]
    assert levels == [int(heading.name[1]) for heading in soup.find_all(["h1", "h2", "h3", "h4"])]
    assert len(written.find_all("table")) == len(soup.find_all("table"))
