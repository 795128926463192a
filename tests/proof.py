"""What the tests of proof share: a copy of the project to harm."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .conftest import OTHERS, ROOT

LEFT = {".git", "site", "build", "tests", "bench", "node_modules"}


def _left(folder: str, names: list[str]) -> set[str]:
    top = Path(folder) == ROOT
    return {
        n for n in names if top and (n in LEFT or n.startswith((".venv", ".site-", "site-")) or n.endswith("_cache"))
    }


def copy(target: Path) -> Path:
    """The project as an editor has it, compiled modules and templates included, without tests, built sites and environments."""
    shutil.copytree(ROOT, target, ignore=_left)
    return target


def in_english(project: Path) -> Path:
    """The copy without its pages and texts in other languages: half of a build, for what is the same in all of them."""
    for code in OTHERS:
        shutil.rmtree(project / "docs" / code)
        shutil.rmtree(project / "languages" / code)
    return project


def mkdocs(project: Path, site: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Build a copy of the project, with the package of the copy."""
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(project),
        "KB_SITE_URL": "https://kb.example/base/",
        **settings,
    }
    command = [sys.executable, "-m", "mkdocs", "build", "-d", str(site), *arguments]
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, encoding="utf-8")
