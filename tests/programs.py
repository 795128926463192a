"""The programs that `make audit` needs beside a Chromium: Debian's, installed as root; elsewhere it stops and names what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

PACKAGES = {
    "firefox-esr": "firefox-esr",
    "WebKitWebDriver": "webkit2gtk-driver",
    "Xvfb": "xvfb",
    "localc": "libreoffice-calc",
    "lowriter": "libreoffice-writer",
    "Rscript": "r-base-core",
    "pdftotext": "poppler-utils",
    "epubcheck": "epubcheck",
    "jq": "jq",
    "node": "nodejs",
}
"""A command, and the package of Debian that brings it."""
WITHOUT_COMMAND = ("r-cran-jsonlite",)
"""What brings no command: with it R reads JSON."""


def missing() -> list[str]:
    """The commands that this machine does not have."""
    return [command for command in PACKAGES if not shutil.which(command)]


def install() -> None:
    """Install what is missing; apt says itself what went wrong where it fails."""
    wanted = [PACKAGES[command] for command in missing()]
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        ["apt-get", "install", "-qq", "-y", "--no-install-recommends", *wanted, *WITHOUT_COMMAND],
        check=True,
        env=environment,
    )


if __name__ == "__main__":
    if missing() and shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        install()
    if left := missing():
        sys.exit(
            f"make audit needs programs that this machine does not have: {', '.join(left)}. On Debian, install as root: "
            f"apt-get install --no-install-recommends {' '.join(PACKAGES[command] for command in left)}"
        )
