"""How many mutants of the core outlive its tests: `make mutants`, or `python tests/mutants.py` for the last run alone.

mutmut alters one place at a time in the modules that pyproject.toml names ([tool.mutmut]), and runs the tests that reach it. What no
test sees survives. mutants.txt lists those that nobody could see, each with the reason; of all the others at most 8 % may survive.
Functions under a decorator (properties, what is kept in a cache) mutmut leaves alone: test_dates.py and test_status.py have them case by case.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

MOST = 8
"""Per cent of the mutants that may survive without being listed."""
LISTED = Path(__file__).parent / "mutants.txt"
KILLED = {"killed", "timeout", "segfault"}

Mutant = tuple[str, str]
"""The function, as dates.When.parse, and the altered lines, as a diff has them."""


def listed(text: str) -> dict[Mutant, str]:
    """The mutants of mutants.txt, each with its reason: paragraphs of a reason (#), a function, and the lines of its diff."""
    found: dict[Mutant, str] = {}
    reason = ""
    for part in text.split("\n\n"):
        lines = part.strip("\n").split("\n")
        if reasons := [line.removeprefix("#").strip() for line in lines if line.startswith("#")]:
            reason = " ".join(reasons)
        if rest := [line for line in lines if line and not line.startswith("#")]:
            found[rest[0], "\n".join(rest[1:])] = reason
    return found


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
            diff = "" if status in KILLED else get_diff_for_mutant(name, path=path)
            altered = [line for line in diff.split("\n") if line[:1] in "+-" and line[:3] not in ("+++", "---")]
            place = ".".join(filter(None, (path.stem, group, function)))
            found[name] = (place, "\n".join(line[0] + " " + line[1:].strip() for line in altered if line)), status
    return found


def main() -> int:
    if "--no-run" not in sys.argv and subprocess.run([sys.executable, "-m", "mutmut", "run", *sys.argv[1:]]).returncode:
        return 1
    excused = listed(LISTED.read_text("utf-8"))
    found = last_run()
    modules: dict[str, Counter[str]] = {}
    alive = {}
    for name, (mutant, status) in found.items():
        count = modules.setdefault(mutant[0].split(".")[0], Counter())
        count["mutants"] += 1
        if status not in KILLED:
            word = "equivalent" if mutant in excused else status
            count[word] += 1
            if word != "equivalent":
                alive[name] = mutant, word
    for name, ((place, diff), word) in alive.items():
        print(f"{place} ({word}, {name})\n{diff}\n")
    for module, count in modules.items():
        print(f"{module}: {', '.join(f'{number} {word}' for word, number in count.items())}")
    if unseen := set(excused) - {mutant for mutant, status in found.values() if status not in KILLED}:
        print(f"{len(unseen)} of mutants.txt are no survivors any more:", *sorted(unseen), sep="\n")
    share = 100 * len(alive) / len(found)
    print(
        f"{len(alive)} of {len(found)} mutants survive that are not listed as equivalent: {share:.1f} %, at most {MOST} %"
    )
    return int(share > MOST or any(word == "not checked" for _, word in alive.values()))


if __name__ == "__main__":
    sys.exit(main())
