"""Pages that people write by hand: read as MkDocs reads them, named where they cannot be, and never overwritten."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

from prevention_kb import DataError, load
from prevention_kb.__main__ import main
from prevention_kb.exports import search_index
from prevention_kb.reading import markdown_pages

from ..conftest import build, quick_project
from ..exports.test_export import snapshot


@pytest.fixture(autouse=True)
def inside(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workplace)
    return workplace


def write(project: Path, name: str, text: str | bytes) -> None:
    file = project / "docs" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def problems(project: Path) -> str:
    with pytest.raises(DataError) as caught:
        load(project)
    return str(caught.value)


# As MkDocs reads them ----------------------------------------------------------------------------------------------

ODD = {
    "index.md": "# Welcome\n\nText.\n",
    "about/new.md": "# New page\n\nSome text.\n",
    "about/colon.md": "Some text: with a colon.\n",
    "about/only-text.md": "Some text.\n",
    "about/ALLCAPS_name.md": "Some text.\n",
    "about/without-title.md": "---\ndescription: What it is.\n---\n\n# From the *heading* #\n\n## Second\n",
    "about/no-space.md": "#Close\n\nText\n",
    "about/setext.md": "Under lined\n===========\n\nPart\n----\n\nText\n",
    "about/code.md": "Text\n\n```sh\n# a comment\n```\n\n# The heading\n",
    "about/tilde.md": "~~~\n# a comment\n~~~\n\nText\n",
    "about/comment.md": "<!--\n# not shown\n-->\n\n# Shown\n",
    "about/second.md": "## Only a second heading\n",
    "about/dots.md": "---\ntitle: Dots\n...\n\nText\n",
    "about/spaces.md": "--- \ntitle: Spaces behind\n---\t\n\nText\n",
    "about/windows.md": "---\r\ntitle: Windows\r\n---\r\n\r\n# Heading\r\n",
    "about/marked.md": "\ufeff---\ntitle: With a mark\n---\n\nText\n",
    "about/attributes.md": "# With attributes {#id .class}\n",
    "about/in-nav.md": "---\ntitle: In the head\n---\n\n# In the text\n",
    "guide/README.md": "# Read me\n\nText\n",
    "guide/more.markdown": "# More\n",
    "a b/c d.md": "# Spaces in the name\n",
    ".hidden.md": "---\n- x\n---\n",
    ".git-like/x.md": "---\n- x\n---\n",
    "templates/x.md": "---\n- x\n---\n",
    "drafts/x.md": "---\n- x\n---\n",
    "left-out/x.md": "---\n- x\n---\n",
    "left-out/kept.md": "# Kept\n",
    "notes.txt": "no page",
    "inner/templates/y.md": "# Inside\n",
}
CONFIG = """site_name: Odd
nav:
  - Home: index.md
  - About:
      - Called so in nav: about/in-nav.md
      - about/new.md
  - Elsewhere: https://elsewhere.example/
not_in_nav: "*"
draft_docs: |
  drafts/
exclude_docs: |
  left-out/*
  !left-out/kept.md
markdown_extensions: [attr_list]
plugins: []
extra: {x: !ENV [KB_NOTHING, ""]}
"""


def test_addresses_and_titles_are_those_of_mkdocs(tmp_path: Path) -> None:
    from mkdocs.config import load_config
    from mkdocs.structure.files import get_files
    from mkdocs.structure.nav import get_navigation
    from mkdocs.structure.pages import Page

    from prevention_kb.reading import markdown_pages as pages

    project = tmp_path / "odd"
    for name, text in ODD.items():
        write(project, name, text)
    (project / "mkdocs.yml").write_text(CONFIG, "utf-8")
    config = load_config(str(project / "mkdocs.yml"))
    files = get_files(config)
    get_navigation(files, config)
    wanted = {}
    for file in files.documentation_pages():
        page = file.page or Page(None, file, config)
        page.read_source(config)
        page.render(config, files)
        wanted[f"docs/{file.src_uri}"] = (file.url.removeprefix("./"), page.title)
    read = pages.read(project)
    assert not read.problems
    assert {page.path: (page.address, page.title) for page in read.pages.values()} == wanted
    assert read.pages["docs/about/without-title.md"].headings == ["From the heading", "Second"]
    assert read.pages["docs/about/setext.md"].headings == ["Under lined", "Part"]
    assert read.pages["docs/about/tilde.md"].headings == []


def test_every_page_of_the_project_is_read(kb: object) -> None:
    """None of them is a problem, and each has a title and a description as they stand in its head."""
    from prevention_kb.reading import markdown_pages as pages

    from ..conftest import ROOT

    read = pages.read(ROOT)
    assert not read.problems and len(read.pages) == len(list((ROOT / "docs").rglob("*.md")))


@pytest.mark.parametrize(
    ("text", "title", "address"),
    [
        ("# New page\n\nSome text.\n", "New page", "about/new/"),
        ("Some text: with a colon.\n", "New", "about/new/"),
        ("---\ndescription: What it is\n---\n\nText\n", "New", "about/new/"),
    ],
)
def test_pages_without_a_title_can_be_found(inside: Path, text: str, title: str, address: str) -> None:
    write(inside, "about/new.md", text)
    assert main(["check"]) == 0 and main(["export", "../out"]) == 0
    entries = search_index.read((inside / "../out/assets/search.json").read_bytes())["entries"]
    (entry,) = [e for e in entries if e["a"] == address]
    assert entry["t"] == title


def test_readme_is_the_page_of_its_folder(inside: Path) -> None:
    write(inside, "README.md", "# Read me\n")
    assert main(["export", "../out"]) == 0
    entries = search_index.read((inside / "../out/assets/search.json").read_bytes())["entries"]
    assert [e["t"] for e in entries if e["a"] == ""] == ["Read me"]


@pytest.mark.site
def test_they_are_built_too(tmp_path: Path) -> None:
    """By the real build, strict; and what the check names stops it with the same words."""
    project = quick_project(tmp_path / "quick")
    odd = {
        name: text for name, text in ODD.items() if name.startswith(("about/", "a b/", "guide/")) and "{#" not in text
    }
    for name, text in odd.items():
        write(project, name, text)
    done = build(tmp_path / "site", str(project / "mkdocs.yml"))
    assert done.returncode == 0, done.stdout + done.stderr
    entries = search_index.read((tmp_path / "site/assets/search.json").read_bytes())["entries"]
    found = {e["a"] for e in entries if e["k"] == "pages"}
    assert len(found) >= len(odd)
    for address in found:
        assert (tmp_path / "site" / unquote(address) / "index.html").is_file(), address
    write(project, "about/new.md", "---\ntitle: 2024\n---\n")
    done = build(tmp_path / "site", str(project / "mkdocs.yml"))
    assert done.returncode != 0 and "docs/about/new.md:2:1: title: is a number" in done.stderr
    assert "Traceback" not in done.stderr


# Named where they cannot be read -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "---\ntitle: New: page\n---\n\nText\n",
            "docs/about/new.md:2:11: the head of the page cannot be read: a colon stands where none can",
        ),
        (
            "---\nshort: x\ntitle: “New: page”\n---\n\nText\n",
            "docs/about/new.md:3:8: the head of the page cannot be read: “ is no quotation mark to YAML",
        ),
        (
            '---\ntitle: "New page\n---\n\nText\n',
            'docs/about/new.md:2:8: the head of the page cannot be read: the quotation mark " is opened here and never closed',
        ),
        ("---\n- title\n---\n\nText\n", "docs/about/new.md:2:1: the head of the page is a list"),
        ("---\nJust words\n---\n\nText\n", "docs/about/new.md:2:1: the head of the page is text"),
        ("---\n\n---\n\nText\n", "docs/about/new.md:2:1: the head of the page is empty"),
        ("---\ntitle:\n---\n\nText\n", "docs/about/new.md:2:1: title: is empty"),
        ('---\ntitle: ""\n---\n\nText\n', "docs/about/new.md:2:1: title: is empty"),
        ("---\ndescription: x\ntitle: 2024\n---\n\nText\n", "docs/about/new.md:3:1: title: is a number"),
        ("---\ntitle: 2024-01-05\n---\n\nText\n", "docs/about/new.md:2:1: title: is a day"),
        ("---\ntitle: No\n---\n\nText\n", "docs/about/new.md:2:1: title: is true or false"),
        ("---\ntitle: [a, b]\n---\n\nText\n", "docs/about/new.md:2:1: title: is a list"),
        ("---\ntitle: {a: b}\n---\n\nText\n", "docs/about/new.md:2:1: title: is a group of fields"),
        ("---\ntitle: x\ndescription: 12\n---\n\nText\n", "docs/about/new.md:3:1: description: is a number"),
        ("---\ntitle: x\nshort: [x]\n---\n\nText\n", "docs/about/new.md:3:1: short: is a list"),
        ("---\ntitle: x\nalso: y\n---\n\nText\n", "docs/about/new.md:3:1: also: is no list of words"),
        ("---\ntitle: x\nalso: 3\n---\n\nText\n", "docs/about/new.md:3:1: also: is no list of words"),
        ("---\nalso:\ntitle: x\n---\n\nText\n", "docs/about/new.md:2:1: also: is no list of words"),
        ("---\nalso: []\n---\n\nText\n", "docs/about/new.md:2:1: also: is no list of words"),
        ("---\nalso: [y, 1979]\n---\n\nText\n", "docs/about/new.md:2:1: also: is no list of words"),
        ("---\nalso: [y, ' ']\n---\n\nText\n", "docs/about/new.md:2:1: also: is no list of words"),
        ("---\ntitle: x\nalos: [y]\n---\n\nText\n", "docs/about/new.md:3:1: alos: nothing reads it"),
        ("---\ntitel: x\n---\n\nText\n", "docs/about/new.md:2:1: titel: nothing reads it"),
        ("---\ncontents: besides\n---\n\nText\n", "docs/about/new.md:2:1: contents: 'besides' says nothing"),
        ("---\nsearch: heading\n---\n\nText\n", "docs/about/new.md:2:1: search: 'heading' says nothing"),
        ("---\ntitle: x\n2024: x\n---\n\nText\n", "docs/about/new.md:2:1: the name of a field is a number"),
        ("---\ntitle: x\n\nText\n", "docs/about/new.md:1:1: the head of the page is opened and never closed"),
        ("Note: this line would vanish.\n\nText\n", "docs/about/new.md:1:1: MkDocs would read “Note:” as a field"),
        (b"# Caf\xe9\n\nText\n", "docs/about/new.md:1:6: the file is not UTF-8"),
        ("---\ntitle: \x07\n---\n", "docs/about/new.md:2:1: the head of the page cannot be read"),
        ("---\ntitle: *x\n---\n", "docs/about/new.md:2:8: the head of the page cannot be read"),
        ("---\ntitle: !!python/none x\n---\n", "docs/about/new.md:2:8: the head of the page cannot be read"),
        ("---\n? [a]\n: x\n---\n", "docs/about/new.md:2:3: the head of the page cannot be read"),
        (f"---\ntitle: {'[' * 3000}\n---\n", "docs/about/new.md:2:1007: the head of the page cannot be read"),
    ],
)
def test_a_head_that_says_nothing_is_named(
    inside: Path, text: str | bytes, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write(inside, "about/new.md", text)
    assert said in problems(inside)
    assert main(["check"]) == 1 and said in capsys.readouterr().err
    assert main(["export", "../out"]) == 1 and said in capsys.readouterr().err


@pytest.mark.parametrize(
    "head", ["also: [y, '1979']", "hide: [toc]", "subtitle: y", "search: {boost: 2}", "contents: beside", "anything: 3"]
)
def test_a_head_may_say_what_the_theme_reads(inside: Path, head: str) -> None:
    write(inside, "about/new.md", f"---\ntitle: x\n{head}\n---\n\nText\n")
    load(inside)


@pytest.mark.parametrize(
    ("one", "other", "address"),
    [
        ("about/README.md", "about/index.md", "about/"),
        ("about/new.md", "about/new.markdown", "about/new/"),
        ("about/new.md", "about/new/index.md", "about/new/"),
    ],
)
def test_two_pages_at_one_address_are_named(inside: Path, one: str, other: str, address: str) -> None:
    write(inside, one, "# One\n")
    write(inside, other, "# Other\n")
    said = problems(inside)
    assert f"docs/{one}" in said and f"docs/{other}" in said and f"the same address, {address}" in said


def test_a_page_that_cannot_be_opened_is_named(inside: Path) -> None:
    (inside / "docs/gone.md").symlink_to("nowhere.md")
    assert "docs/gone.md: the link leads to " in problems(inside)


def test_settings_that_cannot_be_read_are_named(inside: Path) -> None:
    (inside / "mkdocs.yml").write_text("site_name: x\nnav: [\n", "utf-8")
    assert "mkdocs.yml:3:1: cannot be read" in problems(inside)


def test_a_page_that_is_left_out_is_named(inside: Path) -> None:
    (inside / "mkdocs.yml").write_text("exclude_docs: treaties/covenant.md\n", "utf-8")
    said = problems(inside)
    assert "its page docs/treaties/covenant.md is left out by exclude_docs or draft_docs in mkdocs.yml" in said
    before = snapshot(inside)
    assert main(["stubs"]) == 0 and snapshot(inside) == before


# What somebody wrote is kept ---------------------------------------------------------------------------------------

PAGE = "docs/treaties/covenant.md"
PROSE = "\nWhy it matters here, by hand.\n\n## A part\n\n{{ treaty_list() }}\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('---\ntitle: "COVENANT"\n---\n\n{{ treaty("covenant") }}\n', '---\ntitle: "PACT"\n---\n\n{{ treaty("covenant") }}\n'),
        (
            "---\ndescription: By hand\ntitle: >-\n  COVENANT\n  of old\nhide: [toc]\n---\n\nBefore.\n\n{{ treaty(\"covenant\") }}\n",
            "---\ndescription: By hand\ntitle: \"PACT\"\nhide: [toc]\n---\n\nBefore.\n\n{{ treaty(\"covenant\") }}\n",
        ),
        ('---\ndescription: By hand\n---\n{{ treaty("covenant") }}\n', '---\ntitle: "PACT"\ndescription: By hand\n---\n{{ treaty("covenant") }}\n'),
        ("# By hand\n", '---\ntitle: "PACT"\n---\n\n{{ treaty("covenant") }}\n\n# By hand\n'),
        (
            '---\ntitle: COVENANT\n---\n\n{{ treaty_list() }}\n{{ treaty("pact") }}\n{{ treaty("statute") }}\n',
            '---\ntitle: "PACT"\n---\n\n{{ treaty_list() }}\n{{ treaty("covenant") }}\n{{ treaty("statute") }}\n',
        ),
        ('---\ntitle: COVENANT\n---\n\nOnly words.\n', '---\ntitle: "PACT"\n---\n\n{{ treaty("covenant") }}\n\nOnly words.\n'),
        ('---\r\ntitle: COVENANT\r\n---\r\n\r\n{{ treaty("covenant") }}\r\n', '---\r\ntitle: "PACT"\r\n---\r\n\r\n{{ treaty("covenant") }}\r\n'),
        ('\ufeff---\ntitle: COVENANT\n---\n\n{{ treaty("covenant") }}\n', '\ufeff---\ntitle: "PACT"\n---\n\n{{ treaty("covenant") }}\n'),
        ('---\ntitle: COVENANT\n---\n\n{{treaty(\'covenant\')}}\n', '---\ntitle: "PACT"\n---\n\n{{ treaty("covenant") }}\n'),
    ],
)  # fmt: skip
def test_stubs_change_the_title_and_keep_the_rest(inside: Path, old: str, new: str) -> None:
    tail = PROSE.replace("\n", "\r\n") if "\r\n" in old else PROSE
    (inside / PAGE).write_bytes((old + tail).encode())
    treaty = inside / "data/treaties/covenant.yaml"
    treaty.write_text(treaty.read_text("utf-8").replace("short: COVENANT", "short: PACT"), "utf-8")
    assert "run kb stubs" in problems(inside)
    before = snapshot(inside)
    assert main(["stubs"]) == 0
    after = snapshot(inside)
    assert after.pop(PAGE).decode() == new + tail
    assert before.pop(PAGE) and after == before, "and no other page"
    load(inside)
    assert main(["stubs"]) == 0 and (inside / PAGE).read_bytes().decode() == new + tail


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: COVENANT\n---\n\n{{ treaty("covenant") }}\n',
        "---\ndescription: By hand\ntitle: 'COVENANT'\n---\n\nWords.\n\n{{ treaty(\"covenant\") }}\n",
    ],
)
def test_a_page_that_fits_is_left_alone(inside: Path, text: str) -> None:
    (inside / PAGE).write_text(text, "utf-8")
    load(inside)
    assert main(["stubs"]) == 0 and (inside / PAGE).read_text("utf-8") == text


def test_stubs_say_what_they_cannot_read(inside: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (inside / PAGE).write_bytes(b"# Caf\xe9\n")
    assert main(["stubs"]) == 1
    assert "docs/treaties/covenant.md:1:6: the file is not UTF-8" in capsys.readouterr().err
    assert (inside / PAGE).read_bytes() == b"# Caf\xe9\n"


def test_sections_stand_below_the_first_heading() -> None:
    """Each by the id that it has on the page; what is not shown, made by a view or without an id of its own is none."""
    body = (
        "# Page\n\nIntro.\n\n## One & *two*\n\nText.\n\n### Own {: #mine }\n\nMore.\n\n## {{ view() }}\n\n"
        "## One & two\n\n<!--\n## Hidden\n-->\n\nEnd.\n"
    )
    page = markdown_pages.MarkdownPage("docs/x.md", "x/", {}, body)
    assert [(heading, id, text.strip()) for heading, id, text in page.sections] == [
        ("One & two", "one-two", "Text."),
        ("Own", "mine", "More."),
    ]
