"""The fonts as programs that read them strictly see them: a table that names what is not there is thrown away by them, with a word about it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._n_a_m_e import NameRecordVisitor

from .conftest import ROOT

FONTS = sorted((ROOT / "docs/assets/fonts").glob("*.woff2"))
pytestmark = pytest.mark.parametrize("file", FONTS, ids=[file.stem for file in FONTS])


def test_every_name_that_a_font_refers_to_is_there(file: Path) -> None:
    font = TTFont(file)
    visitor = NameRecordVisitor()
    visitor.visit(font)
    assert visitor.seen <= {name.nameID for name in font["name"].names} | set(
        range(26)
    )  # 0 to 25 have a meaning of their own


def test_the_check_of_the_browsers_passes_it_without_a_word(file: Path) -> None:
    """Chromium and Firefox ask the same sanitizer; what it says stands in their consoles."""
    asked = subprocess.run([sys.executable, "-m", "ots", str(file)], capture_output=True, text=True)
    assert (asked.returncode, asked.stderr) == (0, ""), asked.stdout
    assert asked.stdout == "File sanitized successfully!\n"
