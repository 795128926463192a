"""Compiled templates are kept, never stale, and never in the way."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module, invalidate_caches
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, pass_context

from prevention_kb.pages import compiled


@pytest.fixture
def env(tmp_path: Path) -> Callable[..., Environment]:
    """A new environment each time, as a new process has it, over one folder of templates."""
    (tmp_path / "t").mkdir()
    (tmp_path / "t/page.html").write_text("{% if true %}\n{{ 'a' | shout }}\n{% endif %}\n", "utf-8")

    def made(shout: Any = str.upper, **settings: Any) -> Environment:
        found = Environment(loader=FileSystemLoader(tmp_path / "t"), **settings)
        found.filters["shout"] = shout
        compiled.keep(found, tmp_path)
        return found

    return made


def shown(env: Environment, monkeypatch: pytest.MonkeyPatch) -> tuple[str, bool]:
    """What a page shows, and whether it was compiled for that."""
    asked = []
    with monkeypatch.context() as patch:
        compile_ = env.compile
        patch.setattr(env, "compile", lambda *a, **k: asked.append(a) or compile_(*a, **k))
        return env.get_template("page.html").render(), bool(asked)


def test_the_next_build_need_not_compile(env: Callable[..., Environment], monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(env(), monkeypatch) == ("\nA\n", True)
    assert shown(env(), monkeypatch) == ("\nA\n", False)


def test_what_it_depends_on_compiles_it_anew(
    env: Callable[..., Environment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(env(), monkeypatch)
    assert shown(env(trim_blocks=True), monkeypatch) == ("A\n", True)
    assert shown(env(shout=pass_context(lambda _, text: text + "!")), monkeypatch) == ("\na!\n", True)
    (tmp_path / "t/page.html").write_text("B", "utf-8")
    assert shown(env(), monkeypatch) == ("B", True)
    monkeypatch.setattr(compiled, "version", lambda name: "99")
    assert shown(env(), monkeypatch) == ("B", True)


def test_a_filter_that_changed_is_asked_again(
    env: Callable[..., Environment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jinja asks the filters of a constant while it compiles, and would keep the answer of the old one."""
    monkeypatch.syspath_prepend(tmp_path)
    for number in (1, 2):
        (tmp_path / "loud.py").write_text(f"def shout(text):\n    return text + {'!' * number!r}\n", "utf-8")
        sys.modules.pop("loud", None)
        invalidate_caches()
        assert shown(env(shout=import_module("loud").shout), monkeypatch) == (f"\na{'!' * number}\n", True)


@pytest.mark.parametrize("damage", [b"", b"j2", b"j2\x80\x02K\x05.", b"nonsense" * 99])
def test_a_damaged_file_is_compiled_anew(
    damage: bytes, env: Callable[..., Environment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(env(), monkeypatch)
    (kept,) = (tmp_path / compiled.FOLDER).iterdir()
    for text in (damage, kept.read_bytes()[: len(kept.read_bytes()) // 2]):
        kept.write_bytes(text)
        assert shown(env(), monkeypatch) == ("\nA\n", True)


def test_a_path_that_the_locale_cannot_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / os.fsdecode(b"\xe1\x9e")
    folder.mkdir()
    (folder / "page.html").write_text("A", "utf-8")
    found = Environment(loader=FileSystemLoader(folder))
    compiled.keep(found, tmp_path)
    assert shown(found, monkeypatch) == ("A", True)


def test_a_folder_that_cannot_be_written_keeps_nothing(
    env: Callable[..., Environment], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".cache").write_text("a file in its place", "utf-8")
    assert shown(env(), monkeypatch) == shown(env(), monkeypatch) == ("\nA\n", True)
