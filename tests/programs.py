"""The programs beside Chromium that `make audit` tries the site and its files with: what each is called, and the Debian package it is in."""

from __future__ import annotations

import os
import shutil
import subprocess

PACKAGES = {
    "firefox-esr": ["firefox-esr"],
    "WebKitWebDriver": ["webkit2gtk-driver"],  # stands in for Safari, which runs on no other system than Apple's
    "Xvfb": ["xvfb"],  # WebKitGTK has no headless mode
    "soffice": ["libreoffice-calc", "libreoffice-writer"],
    "Rscript": ["r-base-core"],
    "jq": ["jq"],
}


def missing() -> list[str]:
    """The programs that this machine has not."""
    return [program for program in PACKAGES if not shutil.which(program)]


def cure(programs: list[str]) -> str:
    """What to type, as an administrator, to get these programs."""
    packages = " ".join(package for program in programs for package in PACKAGES[program])
    return f"apt-get install -y --no-install-recommends {packages}"


def find(program: str) -> str:
    """The path of a program. A test that needs it fails where it is missing: a test that is passed over proves nothing."""
    path = shutil.which(program)
    assert path, f"{program} is not on this machine. On Debian or Ubuntu, as root: {cure([program])}"
    return path


def install() -> None:
    """Install what is missing, as root on Debian and its kin; elsewhere say what to install."""
    if not (programs := missing()):
        return
    if not (hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")):
        raise SystemExit(f"make audit needs {', '.join(programs)}. On Debian or Ubuntu, as root: {cure(programs)}")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(cure(programs).replace("install", "install -qq").split(), check=True, env=quiet)


if __name__ == "__main__":
    install()
    print(f"programs: {', '.join(PACKAGES)}")
