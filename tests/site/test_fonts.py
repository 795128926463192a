"""The cut fonts as strict readers take them: Firefox, like Chromium, lets the OpenType Sanitizer look at a font before it is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ots
import pytest
from fontTools.ttLib import TTFont

from ..conftest import ROOT

FONTS = sorted((ROOT / "docs/assets/fonts").glob("*.woff2"))


def names_meant(value: Any, seen: set[int]) -> Iterator[int]:
    """Every number of a string that a table refers to, however deep: fields such as AxisNameID, UINameID, ValueNameID."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, list):
        for part in value:
            yield from names_meant(part, seen)
        return
    for field, part in getattr(value, "__dict__", {}).items():
        if field.lower().endswith("nameid") and isinstance(part, int):
            yield part
        else:
            yield from names_meant(part, seen)


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_every_string_that_a_table_refers_to_is_there(file: Path) -> None:
    font = TTFont(file, lazy=False)
    held = {record.nameID for record in font["name"].names}
    for tag in set(font.keys()) - {"GlyphOrder", "name", "glyf"}:
        missing = set(names_meant(getattr(font[tag], "table", font[tag]), set())) - held - {0xFFFF}
        assert not missing, f"{file.name}: the table {tag} refers to the strings {sorted(missing)}"


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_a_sanitizer_keeps_every_table(file: Path) -> None:
    said = ots.sanitize(file, capture_output=True, encoding="utf-8")
    assert said.returncode == 0 and not said.stderr, said.stderr
