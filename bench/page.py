"""The figures as a page of the site, each beside its goal; and where the time of a build goes."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .grow import grow

HEAD = """---
title: Figures
description: How fast this site builds and answers, each figure of the last run beside its goal.
---

# Figures

<!-- Written by `make bench`; never by hand. -->

Taken on {day} with Python {python}, {system}, {processors} processors; {packages}. Seconds are processor seconds, from an edit to
the new page seconds on the clock, the median of {rounds} runs in turn. How each figure is taken stands in bench/README.md.

| What | Found | Goal | Reached |
| --- | --- | --- | --- |
"""


Row = tuple[str, str, str, bool]
"""What was measured, the figure, the goal in words, and whether it is reached."""


def at_most(what: str, found: str, value: float, limit: float, unit: str, more: str = "") -> Row:
    """A row whose value, told by `found`, may not pass the limit."""
    return what, found, f"at most {round(limit, 2):g} {unit}{more}", value <= limit


def rows(figures: dict[str, Any]) -> Iterator[Row]:
    """All figures, each beside its goal."""
    large = figures["sizes"][-1]
    for size in [large] if len(figures["sizes"]) == 1 else [figures["sizes"][0], large]:
        yield from of_size(size)
    records = f"{large['records']:,} records"
    few, many = figures["growth"]["records"]
    for key, of in (("build", "Build"), ("check", "kb check")):
        times, limit = figures["growth"][key], many / few * 1.05
        what = f"{of}, growth from {few:,} to {many:,} records, {many / few:.1f} × as many"
        yield at_most(what, f"{times} × the time", times, limit, "×")
    yield at_most(f"Memory at {records}", f"{large['megabytes']} MB", large["megabytes"], 500, "MB")
    if figures["browser"]:
        yield from in_browser(**figures["browser"])
    if scores := figures["lighthouse"]:
        for category in next(iter(scores.values())):
            lowest = min(scores, key=lambda page: scores[page][category])
            perfect = sum(1 for found in scores.values() if found[category] == 100)
            yield (
                f"Lighthouse on a phone, {category.replace('-', ' ')}, {len(scores)} kinds of page",
                f"100 on {perfect}; the lowest is {scores[lowest][category]:g} ({lowest})",
                "100, never under 95",
                perfect == len(scores),
            )


def of_size(size: dict[str, Any]) -> Iterator[Row]:
    """Build, check and edit of a project of one size."""
    seconds, count = size["seconds"], f"{size['records']:,} records"
    for what, of, floor, ratio, limit in (
        (
            "Build with open data and search, beside the same pages as ready Markdown",
            "build",
            "ready Markdown",
            "build_ratio",
            1.15,
        ),
        ("kb check, beside a bare parse of the same bytes", "check", "parse", "check_ratio", 3),
    ):
        found = f"{seconds[of]:.2f} s and {seconds[floor]:.2f} s, {size[ratio]} ×"
        yield at_most(f"{what}, {count}", found, size[ratio], limit, "×")
    what = f"From an edit to the new page at {count}, beside an unchanged rebuild"
    found = f"{size['seconds_edited']:.1f} s and {size['seconds_unchanged']:.1f} s, {size['edit_ratio']} ×"
    yield at_most(what, found, size["edit_ratio"], 1.5, "×")


def in_browser(first_visit: dict[str, Any], later_page: dict[str, Any], answers: list[dict[str, Any]]) -> Iterator[Row]:
    """What pages weigh, and how soon they answer."""
    kilobytes, later = first_visit["kilobytes"], later_page
    what = f"First visit, compressed; the heaviest page is {first_visit['page']}"
    yield at_most(what, f"{kilobytes} KB", kilobytes, 150, "KB")
    over = sorted(later["over"].items(), key=lambda one: -one[1])
    heaviest = ", ".join(f"{kilobytes} KB ({page})" for page, kilobytes in over[:4])
    found = f"{len(over)} weigh more, the heaviest {heaviest}; " if len(over) > 4 else f"{heaviest}; " if over else ""
    found += f"every other at most {later['rest']} KB" if over else f"at most {later['rest']} KB"
    what = f"A later page, compressed, {later['kinds']} kinds of page"
    yield what, found, "at most 30 KB", not over
    yield at_most("The middle one of all later pages", f"{later['median']} KB", later["median"], 30, "KB")
    for answer in answers:
        what = f"{answer['what']}, {answer['events']:,} events, processor slowed four times"
        yield at_most(what, f"{answer['milliseconds']} ms ({answer['worst']})", answer["milliseconds"], 100, "ms")


PARTS = """
## Where the time of a build goes

Shares of the whole under a profiler. Parts hold each other: the views work inside the macros, and both inside what the theme and MkDocs do.
What is in none of them is MkDocs itself: reading files, the navigation, copying assets.

"""


def parts(sizes: list[dict[str, Any]]) -> Iterator[str]:
    """The table of shares, a column a size."""
    yield "| Part | " + " | ".join(f"{size['records']:,} records" for size in sizes) + " |\n"
    yield f"| --- |{' --- |' * len(sizes)}\n"
    for part in sizes[0]["profile"]:
        yield f"| {part} | " + " | ".join(f"{size['profile'][part]:.0%}" for size in sizes) + " |\n"


def write(file: Path, figures: dict[str, Any]) -> None:
    """The page."""
    text = HEAD.format(**figures["machine"], rounds=figures["rounds"])
    text += "".join(
        f"| {what} | {found} | {goal} | {'yes' if held else '**no**'} |\n" for what, found, goal, held in rows(figures)
    )
    file.write_text(text + PARTS + "".join(parts(figures["sizes"])), "utf-8")


PROFILE = """
import cProfile, json, pstats, sys
from mkdocs.__main__ import cli
profile = cProfile.Profile()
try:
    profile.runcall(cli, ["build", "-d", sys.argv[1]])
except SystemExit:
    pass
table = pstats.Stats(profile)
parts = {
    "YAML, shape and rules of the facts": ("prevention_kb/project.py", "load"), "views and templates": ("prevention_kb/pages/render.py", "render"),
    "macros, all of them": ("mkdocs_macros/plugin.py", "on_page_markdown"), "Markdown": ("markdown/core.py", "convert"),
    "pages of the theme": ("mkdocs/commands/build.py", "_build_page"), "open data and search index": ("prevention_kb/exports/__init__.py", "write"),
}
found = {
    what: max(s[3] for (f, _, n), s in table.stats.items() if f.endswith(file) and n == name) / table.total_tt
    for what, (file, name) in parts.items()
}
print(json.dumps(found))
"""


def profile(root: Path, times: int, rounds: int = 1) -> dict[str, float]:
    """Where the time of a build goes: the share of each part under a profiler, the median of the rounds; parts may hold each other."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(name) / "project"
        grow(root, project, times)
        environment = {**os.environ, "PYTHONPATH": str(project), "KB_STRICT": "false", "NO_MKDOCS_2_WARNING": "1"}
        command = [sys.executable, "-c", PROFILE, f"{name}/site"]
        found = []
        for _ in range(rounds):
            result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=True)
            found.append(json.loads(result.stdout.splitlines()[-1]))
    return {part: statistics.median(shares[part] for shares in found) for part in found[0]}
