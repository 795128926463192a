"""How fast, as ratios in one run: `python -m bench [--times 1 3] [--rounds 5]` prints JSON and writes docs/about/figures.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from prevention_kb import load

from . import browser, edit, lighthouse, page
from .grow import grow

ROOT = Path(__file__).parent.parent
PARSE = """
import sys, yaml
from pathlib import Path
for folder in ("data", "languages"):
    for file in sorted(Path(folder).rglob("*.yaml")):
        yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
"""
"""All that `kb check` reads as YAML, by the fastest reader that there is."""
MEMORY = Path("/dev/shm")
"""Projects and sites lie in memory where the system offers that, so that the work of its disk is in no figure."""


def run(command: Sequence[str], folder: Path, **settings: str) -> tuple[float, float, str]:
    """CPU seconds and peak megabytes of one command, and what it printed; CPU, because other work on the machine does not count in it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as installed
    process = subprocess.Popen(
        command, cwd=folder, env={**kept, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder), **settings},
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    output = process.stdout.read() if process.stdout else ""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if status:
        sys.exit(f"{' '.join(command)} failed in {folder}; run it there to see why")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def ready(project: Path, folder: Path) -> str:
    """The configuration of the same pages as ready Markdown, under the same MkDocs and theme, without any part of ours."""
    config = (project / "mkdocs.yml").read_text("utf-8")
    dumping = project / "mkdocs.dump.yml"
    dumping.write_text(config + f"\nhooks: [{ROOT / 'bench/dump.py'}]\n", "utf-8")
    pages = folder / "ready"
    command = [sys.executable, "-m", "mkdocs", "build", "-f", dumping.name, "-d", str(folder / "dumped")]
    run(command, project, BENCH_DUMP=str(pages), PYTHONPATH=f"{project}{os.pathsep}{ROOT}")
    shutil.rmtree(folder / "dumped")
    shutil.copytree(project / "docs", pages, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md"))
    start, rest = config.split("plugins:", 1)
    extensions = rest.split("markdown_extensions:", 1)[1].replace(
        "  - prevention_kb.pages.verbatim\n", ""
    )  # as MkDocs alone would do it
    plain = start + "plugins: []\nmarkdown_extensions:" + extensions
    (project / "mkdocs.ready.yml").write_text(plain.replace("theme:", f"docs_dir: {pages}\ntheme:", 1), "utf-8")
    return "mkdocs.ready.yml"


@contextmanager
def room() -> Iterator[Path]:
    """A folder to work in."""
    with tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as name:
        yield Path(name)


def build(site: Path, config: str) -> list[str]:
    """The command that builds a site."""
    return [sys.executable, "-m", "mkdocs", "build", "-d", str(site), "-f", config]


def growth(times: int, rounds: int) -> dict[str, Any]:
    """The build and the check at the shipped size and at `times` as many records, in turn."""
    with room() as folder:
        found: dict[str, list[float]] = {}
        records = []
        for size in (1, times):
            records.append(grow(ROOT, folder / f"project-{size}", size))
        for _ in range(rounds):
            for size in (1, times):
                for key, command in {
                    "build": build(folder / f"site-{size}", "mkdocs.yml"),
                    "check": [sys.executable, "-m", "prevention_kb", "check"],
                }.items():
                    seconds = run(command, folder / f"project-{size}", KB_STRICT="false")[0]
                    found.setdefault(f"{key} {size}", []).append(seconds)
    medians = {key: statistics.median(seconds) for key, seconds in found.items()}
    return {
        "records": records, "seconds": {key: round(value, 2) for key, value in medians.items()},
        "build": round(medians[f"build {times}"] / medians["build 1"], 2),
        "check": round(medians[f"check {times}"] / medians["check 1"], 2),
    }  # fmt: skip


def measure(times: int, rounds: int) -> dict[str, Any]:
    """All figures at one size. The commands take turns, so that a slow moment of the machine hits all of them."""
    with room() as folder:
        project = folder / "project"
        records = grow(ROOT, project, times)
        commands = {
            "build": build(folder / "site", "mkdocs.yml"),
            "ready Markdown": build(folder / "site ready", ready(project, folder)),
            "check": [sys.executable, "-m", "prevention_kb", "check"],
            "parse": [sys.executable, "-c", PARSE],
        }
        found: dict[str, list[tuple[float, float, str]]] = {key: [] for key in commands}
        for _ in range(rounds):
            for key, command in commands.items():
                found[key].append(run(command, project, KB_STRICT="false"))
        seconds = {key: statistics.median(r[0] for r in results) for key, results in found.items()}
        edited, floor = edit.measure(project, rounds)
        shares = page.profile(project, 1, rounds)
        pages = sum(1 for _ in (project / "docs").rglob("*.md"))
        size = sum(file.stat().st_size for file in (project / "data").rglob("*.yaml"))
    return {
        "times": times, "records": records, "pages": pages, "data_kilobytes": round(size / 1024), "rounds": rounds,
        "seconds": {key: round(value, 3) for key, value in seconds.items()},
        "seconds_edited": round(edited, 3), "seconds_unchanged": round(floor, 3),
        "build_ratio": round(seconds["build"] / seconds["ready Markdown"], 2), "check_ratio": round(seconds["check"] / seconds["parse"], 2),
        "edit_ratio": round(edited / floor, 2),
        "megabytes": round(max(r[1] for r in found["build"])), "profile": shares,
    }  # fmt: skip


def machine() -> dict[str, str]:
    """What the figures were taken on."""
    packages = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "pydantic", "PyYAML", "Markdown")
    return {
        "day": date.today().isoformat(), "python": platform.python_version(), "system": f"{platform.system()} {platform.machine()}",
        "processors": str(os.cpu_count()), "packages": ", ".join(f"{name} {version(name)}" for name in packages),
    }  # fmt: skip


def near(records: int) -> int:
    """How many times the shipped records come nearest to so many."""
    return max(2, round(records / sum(map(len, load(ROOT).records.values()))))


def main() -> None:
    """Measure, print, and write the page of figures."""
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument(
        "--times",
        type=int,
        nargs="+",
        default=[1, near(5000)],
        help="sizes, as multiples of the shipped records; as they are and near 5,000 records unless given",
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--no-browser", action="store_true", help="leave out weights and answers in the browser")
    parser.add_argument("--no-lighthouse", action="store_true", help="leave out Lighthouse, which takes half an hour")
    parser.add_argument("--profile", action="store_true", help="only say where the time of a build goes")
    arguments = parser.parse_args()
    if arguments.profile:
        print(json.dumps({times: page.profile(ROOT, times) for times in arguments.times}, indent=1))
        return
    started = time.perf_counter()
    rows = []
    for times in arguments.times:
        rows.append(measure(times, arguments.rounds))
        print(json.dumps(rows[-1]), file=sys.stderr)
    figures = {
        "machine": machine(),
        "rounds": arguments.rounds,
        "sizes": rows,
        "growth": growth(10, arguments.rounds),
        "browser": None if arguments.no_browser else browser.measure(ROOT),
        "lighthouse": None if arguments.no_lighthouse else lighthouse.measure(arguments.rounds),
    }
    figures["minutes"] = round((time.perf_counter() - started) / 60, 1)
    print(json.dumps(figures, indent=1))
    page.write(ROOT / "docs/about/figures.md", figures)


if __name__ == "__main__":
    main()
