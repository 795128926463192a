"""A language more, as CONTRIBUTING says it is added: one of three letters, written in Latin ones, with spaces between its words."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pathspec import GitIgnoreSpec
from pydantic import TypeAdapter, ValidationError

from prevention_kb.facts.shape import LanguageCode
from prevention_kb.facts.translation import digest

from ..conftest import ROOT, build, quick_project

CODE = "fil"
INTERFACE = "language:\n  name: Filipino\n  locale: fil_PH\n"
PROSE = "\n# Reading\n\nText.\n\n## First part\n\nText.\n\n## Second part\n\nText.\n\n## Third part\n\nText.\n"
SAID = "# Pagbasa\n\nTeksto.\n\n## Unang bahagi {: #first-part }\n\nTeksto.\n\n## Ikalawa {: #second-part }\n\nTeksto.\n\n## Ikatlo {: #third-part }\n\nTeksto.\n"
COMMAND = "from pathlib import Path; from prevention_kb.upkeep import new, words; new.write_stubs(Path()); words.write(Path())"
"""What `kb stubs` and `kb words` do, at once, with the words of the project in which they run."""


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site that speaks Filipino too."""
    project = quick_project(tmp_path_factory.mktemp("third") / "project")
    for name in ("reading", "unsaid"):
        (project / f"docs/{name}.md").write_text(f"---\ntitle: Reading\ncontents: beside\n---\n{PROSE}", "utf-8")
    own = project / "languages" / CODE
    (own / "pages").mkdir(parents=True)
    (own / "interface.yaml").write_text(INTERFACE, "utf-8")
    (own / "pages/reading.md").write_text(
        f'---\ntitle: Pagbasa\nof: "{digest(PROSE.lstrip())}"\n---\n\n{SAID}', "utf-8"
    )
    (project / f"docs/assets/css/{CODE}.css").touch()
    subprocess.run([sys.executable, "-c", COMMAND], cwd=project, check=True)
    its_own = {"PYTHONPATH": str(project), "PYTHONSAFEPATH": "1"}  # the words stand beside the program that says them
    done = build(project.parent / "site", str(project / "mkdocs.yml"), **its_own)
    assert done.returncode == 0, done.stdout + done.stderr
    return project.parent / "site"


def text(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text("utf-8")


def article(site: Path, address: str) -> str:
    return text(site, address).partition("<article")[2].partition("</article>")[0]


@pytest.mark.site
def test_every_page_has_its_counterpart_and_leads_to_it(spoken: Path) -> None:
    own = {file.relative_to(spoken / CODE).as_posix() for file in (spoken / CODE).rglob("index.html")}
    assert own == {
        path
        for file in spoken.rglob("index.html")
        if not (path := file.relative_to(spoken).as_posix()).startswith(CODE)
    }
    assert '<html lang="fil"' in text(spoken, "fil/reading")
    assert 'hreflang="fil"' in text(spoken, "reading")


@pytest.mark.site
def test_english_pages_are_english(spoken: Path) -> None:
    """Nothing of the other language stands in what they say."""
    for file in spoken.rglob("index.html"):
        address = file.parent.relative_to(spoken).as_posix()
        if not address.startswith(CODE):
            assert not re.search(r'lang="fil"|Teksto|bahagi|href="[^"]*fil/', article(spoken, address)), address


@pytest.mark.site
@pytest.mark.parametrize(("page", "languages"), [("reading", [""] * 3), ("unsaid", [' lang="en"'] * 3)])
def test_headings_are_english_where_the_prose_is(spoken: Path, page: str, languages: list[str]) -> None:
    contents = text(spoken, f"fil/{page}").partition('class="kb-contents"')[2].partition("</nav>")[0]
    assert re.findall(r"<li([^>]*)>", contents) == languages
    assert re.findall(r"<h2[^>]*?( lang=\"en\"|)>", article(spoken, f"fil/{page}")) == languages


FINDS = """
import(process.argv[1]).then(async ({ finder }) => {
  const { find } = await finder(JSON.parse(require("fs").readFileSync(process.argv[2], "utf8")));
  console.log(JSON.stringify(["pagbasa", "reading", "what"].map((query) => find(query, 3).found.map(({ a }) => a))));
});
"""


@pytest.mark.site
def test_the_search_takes_words_between_spaces(spoken: Path) -> None:
    """By the ordinary finder, without what English says of its own words."""
    file = spoken / "assets/search.fil.json"
    index: dict[str, Any] = json.loads(file.read_bytes())
    assert set(index) == {"stop", "kinds", "entries"} and index["stop"] == []
    assert all(entry["a"].startswith("fil/") for entry in index["entries"])
    if node := shutil.which("node"):
        module = (spoken / "assets/js/search/find.js").as_uri()
        done = subprocess.run([node, "-e", FINDS, module, str(file)], capture_output=True, text=True, check=True)
        pagbasa, reading, what = json.loads(done.stdout)
        assert pagbasa[0] == "fil/reading/" and set(reading) >= {"fil/reading/", "fil/unsaid/"} and what == []


# Codes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["km", "fil", "f", "fili", "FIL", "f1"])
def test_what_may_be_a_language_needs_no_place_in_the_navigation(code: str) -> None:
    """The settings of the build and the shape of records agree on what a code is."""
    lines = (ROOT / "mkdocs.yml").read_text("utf-8").partition("not_in_nav: |\n")[2].partition("\ntheme:")[0].split()
    patterns = GitIgnoreSpec.from_lines(lines)
    try:
        TypeAdapter(LanguageCode).validate_python(code)
        allowed = True
    except ValidationError:
        allowed = False
    assert {patterns.match_file(f"{code}/{name}") for name in ("index.md", "about/index.md")} == {allowed}


def test_no_english_folder_could_be_a_language() -> None:
    languages = {path.name for path in (ROOT / "languages").iterdir() if path.is_dir()}
    folders = {path.name for path in (ROOT / "docs").iterdir() if path.is_dir()}
    assert not {name for name in folders - languages if re.fullmatch("[a-z]{2,3}", name)}


def test_drafts_are_set_for_languages_that_there_are() -> None:
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("    languages:\n")[2].partition("  corrections:")[0]
    assert all((ROOT / "languages" / code).is_dir() for code in re.findall(r"^ {6}([a-z]+):", settings, re.MULTILINE))
