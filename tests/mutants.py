"""How many mutants of the core outlive its tests: `make mutants`; `python -m tests.mutants --kept` counts those of the last run again.

mutmut alters one place at a time in the modules that pyproject.toml names ([tool.mutmut]), and runs the tests that reach it. What no
test sees survives. mutants.txt lists those that nobody could see, each with the reason; of all the others at most 8 % may survive.
Functions under a decorator (properties, what is kept in a cache) mutmut leaves alone: test_dates.py and test_phases.py have them case by case.
Patterns and tables outside of functions it leaves alone too: test_wording.py and test_patterns.py strike every word of the patterns by which rules read texts.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

MUTMUT = "mutmut==3.8.1"
"""Exact: what is counted, and how it is named, is that of this release."""
MOST = 8
"""Per cent of the mutants that may survive without being listed."""
LISTED = Path(__file__).parent / "mutants.txt"
KILLED = {"killed", "timeout", "segfault"}

Mutant = tuple[str, str]
"""The function, as dates.When.parse, and the altered lines, as a diff has them."""


def listed(text: str) -> dict[Mutant, str]:
    """The mutants of mutants.txt, each with its reason: under a reason (#) any number of them, a function and the lines of its diff."""
    found: dict[Mutant, str] = {}
    reason = ""
    for part in text.strip().split("\n\n"):
        lines = part.split("\n")
        if lines[0].startswith("#"):
            reason = " ".join(line.removeprefix("#").strip() for line in lines)
        else:
            found[lines[0], "\n".join(lines[1:])] = reason
    return found


def run() -> None:
    """All mutants anew; mutmut itself is installed where it is missing, since nothing else needs it."""
    if not importlib.util.find_spec("mutmut"):
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", MUTMUT], check=True
        )
    shutil.rmtree("mutants", ignore_errors=True)
    subprocess.run([sys.executable, "-m", "mutmut", "run"], check=True)


def last_run() -> dict[str, tuple[Mutant, str]]:
    """What became of each mutant of the last run, by mutmut's name for it: where it was, and a word of mutmut's."""
    from mutmut.mutation.data import SourceFileMutationData
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.stats import status_by_exit_code
    from mutmut.utils.file_utils import walk_mutatable_files
    from mutmut.utils.format_utils import orig_function_and_class_names_from_key

    found = {}
    for path in walk_mutatable_files():
        data = SourceFileMutationData(path=path)
        data.load()
        for name, code in data.exit_code_by_key.items():
            function, group = orig_function_and_class_names_from_key(name)
            status = status_by_exit_code[code]
            diff = "" if status in {*KILLED, "not checked"} else get_diff_for_mutant(name, path=path)
            altered = [line for line in diff.split("\n") if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]
            place = ".".join(filter(None, (path.stem, group, function)))
            found[name] = (place, "\n".join(f"{line[0]} {line[1:].strip()}" for line in altered)), status
    return found


def main() -> int:
    if "--kept" not in sys.argv:
        run()
    excused, found = listed(LISTED.read_text("utf-8")), last_run()
    survivors = {name: (mutant, status) for name, (mutant, status) in found.items() if status not in KILLED}
    alive = {name: (mutant, status) for name, (mutant, status) in survivors.items() if mutant not in excused}
    for name, ((place, diff), status) in alive.items():
        if status != "not checked":
            print(f"{place}\n{diff}\n({status}: {name})\n")
    of_all, left = (Counter(mutant[0].split(".")[0] for mutant, _ in some.values()) for some in (found, alive))
    for module, count in of_all.items():
        print(f"{module}: {left[module]} of {count} survive, {left[module] / count:.1%}")
    for place, diff in sorted(set(excused) - {mutant for mutant, _ in survivors.values()}):
        print(f"mutants.txt lists what does not survive: {place}\n{diff}")
    print(f"together: {len(alive)} of {len(found)}, {len(alive) / len(found):.1%}; at most {MOST} %")
    print(f"{len(survivors) - len(alive)} more are listed in tests/mutants.txt, with the reason")
    return int(100 * len(alive) > MOST * len(found))


if __name__ == "__main__":
    sys.exit(main())
