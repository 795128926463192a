"""Finds a Chromium for the browser tests, or installs one: Debian's as root, else Playwright's own.

The tests take the headless shell where there is one, as Playwright itself does: the same engine without the parts of a desktop browser, and
half the work for each page. What only the whole browser has (it keeps a page whole that one comes back to) is tested in that one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys

from prevention_kb.exports.printing import ARGUMENTS, SHELL, find


def quick() -> str | None:
    """The path of the headless shell, or of the whole browser where there is none."""
    return os.environ.get("KB_CHROMIUM") or shutil.which(SHELL) or find()


__all__ = ["ARGUMENTS", "DEBIAN", "LEAN", "SHELL", "find", "install", "quick"]

LEAN = ["--js-flags=--single-threaded --min-semi-space-size=32 --max-semi-space-size=128"]
"""For many short visits, on which axe-core makes millions of small objects: a larger nursery, and no compiler beside the program."""
DEBIAN = hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def install(*packages: str) -> None:
    """Install a browser; the commands say what went wrong where they fail."""
    if DEBIAN:
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        subprocess.run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages], check=True)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if not find():
        install("chromium")
    if DEBIAN and not os.environ.get("KB_CHROMIUM") and not shutil.which(SHELL):
        with contextlib.suppress(subprocess.CalledProcessError):  # then the whole browser does all
            install(SHELL)
    print(f"browser: {quick()}")
