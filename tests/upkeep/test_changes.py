"""What changed between revisions and releases, in a real git repository; ids that must stay; the feed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import feedparser
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from prevention_kb import DataError, Page, Site, exports, load
from prevention_kb.__main__ import main
from prevention_kb.derived import citation, release_pages, released
from prevention_kb.derived.released import Change, Difference, FieldChange, Release
from prevention_kb.exports import feed, search_index
from prevention_kb.facts.kinds import COLLECTIONS
from prevention_kb.pages import views
from prevention_kb.reading.catalogue import english
from prevention_kb.upkeep import differences, releases

from ..conftest import ROOT

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = Site("Tiny", "https://kb.example/")
RELEASE = ["release", "--note", "What is new.", "--date"]


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Somebody", "-c", "user.email=somebody@kb.example", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, words: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", words)


@pytest.fixture
def repository(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny facts in a repository of their own, with one release."""
    monkeypatch.chdir(workplace)
    (workplace / "CHANGELOG.md").write_text("# Changelog\n\n## Unreleased\n\n- Something.\n", "utf-8")
    git(workplace, "init", "-q")
    commit(workplace, "Begin")
    assert main(["release", "--date", "2026-11-21", "--note", "The beginning."]) == 0
    commit(workplace, "Release")
    return workplace


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def move(folder: Path) -> None:
    """Rename the treaty `covenant`, as an editor would."""
    (folder / "data/treaties/covenant.yaml").rename(folder / "data/treaties/pact.yaml")
    for file in [*folder.glob("data/**/*.yaml")]:
        text = file.read_text("utf-8")
        changed = text.replace("treaties/covenant", "treaties/pact").replace("parent: covenant", "parent: pact")
        changed = changed.replace("treaties: [covenant", "treaties: [pact").replace("treaty: covenant", "treaty: pact")
        if changed != text:
            file.write_text(changed, "utf-8")
    (folder / "docs/treaties/covenant.md").rename(folder / "docs/treaties/pact.md")
    edit(folder / "docs/treaties/pact.md", '"covenant"', '"pact"')


# Differences -------------------------------------------------------------------------------------------------------


def test_diff_names_fields_old_and_new(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository / "data/treaties/covenant.yaml", "short: COVENANT", "short: PACT")
    main(["stubs"])
    capsys.readouterr()
    assert main(["diff", "HEAD"]) == 0
    said = capsys.readouterr().out
    assert "changed  treaties/covenant: PACT\n" in said
    assert "short: COVENANT → PACT\n" in said
    assert "0 added, 1 changed, 0 removed" in said
    commit(repository, "Change")
    assert main(["diff", "HEAD~1", "HEAD"]) == 0
    assert capsys.readouterr().out == said
    assert main(["diff", "HEAD"]) == 0
    assert capsys.readouterr().out == "0 added, 0 changed, 0 removed\n"


def test_diff_names_added_and_removed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = repository / "data/measures/force.yaml"
    file.rename(file.with_name("other.yaml"))
    assert main(["diff", "HEAD"]) == 0
    said = capsys.readouterr().out
    assert (
        "added    measures/other: " in said
        and "removed  measures/force: " in said
        and "1 added, 0 changed, 1 removed" in said
    )


def test_diff_goes_into_parts() -> None:
    old = {"t/x": ("X", {"status": {"a": {"acts": [{"date": "2001"}], "as_of": "2002"}}, "list": ["a"], "gone": 1})}
    new = {
        "t/x": (
            "X",
            {"status": {"a": {"acts": [{"date": "2001-02"}], "as_of": "2002"}}, "list": ["a", "b"], "new": True},
        )
    }
    (change,) = differences.difference(old, new).changed
    assert [(f.field, f.old, f.new) for f in change.fields] == [
        ("status.a.acts.1.date", "2001", "2001-02"),
        ("list", ["a"], ["a", "b"]),
        ("gone", 1, None),
        ("new", None, True),
    ]


def test_diff_in_a_copy_without_git_is_one_clear_line(
    workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workplace)
    assert main(["diff", "HEAD"]) == 1
    said = capsys.readouterr().err
    assert "this copy has no history of git" in said and "not a git repository" not in said


def test_diff_says_what_git_does_not_know(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for call in (["nowhere"], ["HEAD", "nowhere"], ["--", "-x"]):
        capsys.readouterr()
        assert main(["diff", *call]) == 1
        said = capsys.readouterr()
        assert said.err == (
            f"1 problem in the data\n  git: git knows no revision {call[-1]!r}; a commit, a branch or a tag of this project; "
            "git log --oneline, git branch and git tag name them\n"
        )
        assert not said.out


# Releases ----------------------------------------------------------------------------------------------------------


def test_first_release(repository: Path) -> None:
    (made,) = released.history(repository)
    assert (made.version, made.date, made.note, made.first) == ("2026.11.21", "2026-11-21", "The beginning.", True)
    kb = load(repository)
    assert made.total == sum(len(records) for records in kb.records.values())
    assert set(released.released(repository)) == {f"{n}/{i}" for n, records in kb.records.items() for i in records}
    assert citation.edition(repository).version == "2026.11.21"
    assert "## Unreleased\n\n## 2026.11.21\n\n- Something." in (repository / "CHANGELOG.md").read_text("utf-8")
    assert not released.changed_since_release(kb)


def test_second_release_tells_what_changed(repository: Path) -> None:
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    assert released.changed_since_release(load(repository)) == {"measures/force"}
    commit(repository, "Change")
    assert main([*RELEASE, "2026-12-01"]) == 0
    made, _ = released.history(repository)
    assert [c.record for c in made.difference.changed] == ["measures/force"]
    assert made.difference.changed[0].fields[0].field == "what" and not made.difference.added
    assert not released.changed_since_release(load(repository))


def test_two_releases_on_one_day(repository: Path) -> None:
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    commit(repository, "Change")
    assert main([*RELEASE, "2026-11-21"]) == 0
    assert [release.version for release in released.history(repository)] == ["2026.11.21.2", "2026.11.21"]


def test_no_release_is_dated_before_the_last(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The page of changes and the feed would call an older one the newest."""
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    commit(repository, "Change")
    capsys.readouterr()
    assert main([*RELEASE, "2026-11-20"]) == 1
    assert "2026-11-20 is before the last release, of 2026-11-21" in capsys.readouterr().err
    assert len(list((repository / "releases").glob("*.json"))) == 1


def test_nothing_to_release(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (repository / "CITATION.cff").read_text("utf-8")
    assert main([*RELEASE, "2026-12-01"]) == 1
    assert "no fact has changed" in capsys.readouterr().err
    assert (repository / "CITATION.cff").read_text("utf-8") == before and len(released.history(repository)) == 1


def test_bad_data_is_not_released(repository: Path) -> None:
    (repository / "data/treaties/covenant.yaml").write_text("short: X\n", "utf-8")
    assert main([*RELEASE, "2026-12-01"]) == 1
    assert len(released.history(repository)) == 1


def changed_files(folder: Path) -> str:
    return subprocess.run(["git", "status", "--porcelain"], cwd=folder, capture_output=True, text=True).stdout


def test_facts_that_are_not_committed_are_not_released(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The next release is compared with a commit: what stands in none would be told twice, or never."""
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    (repository / "data/events/.fall.yaml.swp").write_text("left by an editor", "utf-8")
    before = changed_files(repository)
    assert main([*RELEASE, "2026-12-01"]) == 1
    said = capsys.readouterr().err
    assert "data/measures/force.yaml: facts are not committed; " in said and "git add data && git commit" in said
    assert changed_files(repository) == before
    commit(repository, "Change")
    assert main([*RELEASE, "2026-12-01"]) == 0


@pytest.mark.parametrize("since", [(), ("--since", "HEAD")], ids=["last", "since"])
def test_a_release_that_is_not_committed_is_not_followed_by_another(
    repository: Path, since: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    commit(repository, "Change")
    assert main([*RELEASE, "2026-12-01"]) == 0
    before = changed_files(repository)
    assert main([*RELEASE, "2026-12-01", *since]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 2 and "the last release is not committed" in said and releases.COMMIT in said
    assert changed_files(repository) == before


def test_what_a_release_says_to_commit_is_all_that_it_wrote(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Followed to the letter, nothing stays behind, and a clone is whole; the pages in another language among it."""
    (repository / "languages/km").mkdir(parents=True)
    shutil.copy(ROOT / "languages/km/interface.yaml", repository / "languages/km")
    assert main(["stubs"]) == 0
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    commit(repository, "Change")
    capsys.readouterr()
    assert main([*RELEASE, "2026-12-01"]) == 0
    assert (repository / "docs/km/about/changes/2026.12.01.md").is_file()
    said = capsys.readouterr().out.strip()
    adding, committing = said.partition("any other change: ")[2].split(" && ")
    git(repository, *adding.split()[1:])
    git(repository, *committing.split()[1:], "-q", "-m", "Release")
    assert not changed_files(repository)


@pytest.mark.parametrize("note", [(), ("--note", ""), ("--note", " \n")], ids=["none", "empty", "blank"])
def test_a_release_says_something_to_readers(
    repository: Path, note: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    commit(repository, "Change")
    capsys.readouterr()
    assert main(["release", "--date", "2026-12-01", *note]) == 1
    assert 'kb release --note "What readers should know."' in capsys.readouterr().err
    assert not changed_files(repository)


def test_a_build_needs_no_git(repository: Path) -> None:
    shutil.rmtree(repository / ".git")
    kb = load(repository)
    assert "2026.11.21" in views.data.change_list(Page(kb, SITE, "about/changes/"))
    assert b"2026.11.21" in exports.files(kb, "https://kb.example/")["feeds/changes.xml"]


# Ids for ever ------------------------------------------------------------------------------------------------------


def problems(folder: Path) -> str:
    with pytest.raises(DataError) as caught:
        load(folder)
    return str(caught.value)


def test_a_withdrawn_fact_says_why(repository: Path) -> None:
    (repository / "data/measures/force.yaml").unlink()
    (repository / "data/moved.yaml").write_text("measures/force:\n  withdrawn: It was told twice.\n", "utf-8")
    kb = load(repository)
    html = views.data.change_list(Page(kb, SITE, "about/changes/"))
    assert "measures/force" in html and "It was told twice." in html
    stub = json.loads(exports.files(kb, "")["data/measures/force.json"])
    assert stub == {"id": "force", "collection": "measures", "withdrawn": "It was told twice."}


def test_a_moved_fact_leads_on(repository: Path) -> None:
    move(repository)
    assert "treaties/covenant was released and is gone" in problems(repository)
    moved = repository / "data/moved.yaml"
    moved.write_text("treaties/covenant:\n  moved_to: treaties/pact\n", "utf-8")
    assert "its old page is missing" in problems(repository)
    (repository / "docs/treaties/covenant.md").write_text(
        "---\ntitle: Moved\n---\n\n# Moved\n\n{{ moved() }}\n", "utf-8"
    )
    kb = load(repository)
    commit(repository, "Move")
    assert 'href="../pact/"' in views.data.moved(Page(kb, SITE, "treaties/covenant/"))
    assert json.loads(exports.files(kb, "")["data/treaties/covenant.json"])["moved_to"] == "treaties/pact"
    assert main([*RELEASE, "2026-12-01"]) == 0
    assert "treaties/covenant" in released.released(repository)  # an id stays in the list for ever
    moved.unlink()
    assert "treaties/covenant was released and is gone" in problems(repository)


def test_old_anchors_say_what_became_of_them(repository: Path) -> None:
    (repository / "data/moved.yaml").write_text(
        "claims/dateline:\n  withdrawn: A defect of the copy.\nclaims/dead:\n  moved_to: claims/toll\n"
        "events/old:\n  withdrawn: On another page.\n",
        "utf-8",
    )
    kb = load(repository)
    said = views.data.gone(Page(kb, SITE, "claims/"))
    assert '<li id="dateline"><code>dateline</code> was withdrawn. A defect of the copy.</li>' in said
    assert '<li id="dead"><code>dead</code> has moved to <a href="#toll">' in said and "old" not in said
    assert views.data.gone(Page(kb, SITE, "glossary/")) == ""


def test_every_page_of_many_records_keeps_old_anchors() -> None:
    homes = {model.home.partition("#")[0].rstrip("/") for model in COLLECTIONS.values() if "#" in model.home}
    for home in homes:
        file = next(f for f in (ROOT / f"docs/{home}.md", ROOT / f"docs/{home}/index.md") if f.is_file())
        assert "{{ gone() }}" in file.read_text("utf-8"), file


# Pages and feed ----------------------------------------------------------------------------------------------------


@pytest.fixture
def released_twice(repository: Path) -> Path:
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now & then <1>, ".replace("<1>", "one"))
    commit(repository, "Change")
    assert main(["release", "--date", "2026-12-01", "--note", "Second & better."]) == 0
    return repository


def test_the_page_shows_old_and_new(released_twice: Path) -> None:
    kb = load(released_twice)
    soup = BeautifulSoup(views.data.change_list(Page(kb, SITE, "about/changes/")), "lxml")
    first, second = soup.select("section.release")
    assert first["id"] == "release-2026.12.01" and "Second & better." in first.get_text()
    assert "first release" in second.get_text() and not second.find("a")
    (link,) = first.select("a")
    assert link["href"] == "2026.12.01/" and "0 added, 1 changed, 0 removed" in link.parent.get_text()
    shown = BeautifulSoup(views.data.release_part(Page(kb, SITE, "about/changes/2026.12.01/"), "2026.12.01"), "lxml")
    assert shown.h1.get_text() == "Version 2026.12.01"
    assert shown.find("del") and "Now & then" in shown.find("ins").get_text()
    assert shown.select_one(".changed a")["href"].endswith("prevention/#force")


def difference(added: int, changed: int) -> Difference:
    of = [Change(f"terms/t{n}", f"Term {n}", [FieldChange("definition", "old", "new")]) for n in range(changed)]
    return Difference([(f"sources/s{n}", f"Source {n}") for n in range(added)], of, [("claims/c", "Claim")])


@pytest.mark.parametrize(
    ("added", "changed", "named"),
    [
        (140, 4, {""}),
        (140, 5, {"claims", "sources", "terms"}),
        (400, 1, {"claims", "sources", "terms"}),
        (401, 1, {"claims", "sources-added", "terms"}),
    ],
)
def test_a_large_release_has_a_page_for_each_kind(added: int, changed: int, named: set[str]) -> None:
    """Together they say all that one page would, each once."""
    what = difference(added, changed)
    parts = release_pages.parts(Release("", "2026.12.01", "2026-12-01", "", {}, False, what))
    assert {part.named for part in parts} == named and len({part.address for part in parts}) == len(named)
    for entries in ("added", "changed", "removed"):
        told = [entry for part in parts for entry in getattr(part.difference, entries)]
        assert sorted(map(str, told)) == sorted(map(str, getattr(what, entries)))


def test_the_pages_of_a_release_are_written_and_missed(
    released_twice: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = released_twice / "docs/about/changes/2026.12.01.md"
    written = page.read_text("utf-8")
    assert written.endswith('{{ release_part("2026.12.01") }}\n')
    page.unlink()
    assert (
        "docs/about/changes/2026.12.01.md: the page that says what version 2026.12.01 changed is missing"
        in problems(released_twice)
    )
    assert main(["stubs"]) == 0 and page.read_text("utf-8") == written
    page.write_text(written.replace("2026.12.01", "2026.12.02"), "utf-8")
    assert "the page does not say what version 2026.12.01 changed" in problems(released_twice)
    assert main(["stubs"]) == 0 and page.read_text("utf-8") == written
    with pytest.raises(LookupError, match="delete the page"):
        views.data.release_part(Page(load(released_twice), SITE, "about/changes/1/"), "1")
    assert not [e for e in search_index.entries(load(released_twice)) if "2026.12.01" in e["a"]]


def test_the_feed_is_valid(released_twice: Path) -> None:
    """As RFC 4287 asks: what must be there is there once, ids are addresses and differ, times have their form."""
    text = exports.files(load(released_twice), "https://kb.example/")["feeds/changes.xml"]
    found = feedparser.parse(text)
    assert not found.bozo and found.version == "atom10" and len(found.entries) == 2
    assert found.feed.updated == found.entries[0].updated == "2026-12-01T00:00:00Z"
    assert found.entries[0].link == "https://kb.example/about/changes/#release-2026.12.01"
    assert "Now &amp; then" in found.entries[0].content[0].value
    root = etree.fromstring(text)
    for element in [root, *root.iter(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1, name
    assert root.find(f"{ATOM}author/{ATOM}name").text
    ids = [element.text for element in root.iter(f"{ATOM}id")]
    assert len(set(ids)) == len(ids) == 3 and all(i.startswith("urn:uuid:") for i in ids)
    (own,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == "https://kb.example/feeds/changes.xml"


def test_an_entry_of_the_feed_says_how_much_it_leaves_out(
    released_twice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "MOST", 0)
    text = exports.files(load(released_twice), "https://kb.example/")["feeds/changes.xml"]
    said = BeautifulSoup(feedparser.parse(text).entries[0].content[0].value, "lxml")
    (link,) = said.select("li a")
    assert link.get_text() == "1 more" and link["href"] == "https://kb.example/about/changes/#release-2026.12.01"


def test_ids_of_the_feed_stay_when_the_site_moves(released_twice: Path) -> None:
    kb = load(released_twice)
    one, other = (
        feedparser.parse(exports.files(kb, base)["feeds/changes.xml"])
        for base in ("https://a.example/", "https://b.example/")
    )
    assert [e.id for e in one.entries] == [e.id for e in other.entries]


def test_facts_due_are_listed(repository: Path) -> None:
    """On a page of their own; the page of changes keeps the anchor of each day, with how many are due."""
    kb = load(repository)
    page = Page(kb, SITE, "about/changes/due/")
    whole = BeautifulSoup(views.data.due_list(page), "lxml")
    days = BeautifulSoup(views.data.due_days(Page(kb, SITE, "about/changes/")), "lxml")
    for record, _, by in kb.checks():
        assert record.label.split("“")[0][:20] in whole.find(id=f"due-{by}").parent.get_text(), record.id
        assert days.find(id=f"due-{by}").a["href"] == f"due/#due-{by}"


def test_what_is_not_released_is_listed_on_pages_of_its_own(repository: Path) -> None:
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    edit(repository / "data/sources.yaml", "title: ", "title: Two ")
    kb = load(repository)
    told = BeautifulSoup(views.data.change_list(Page(kb, SITE, "about/changes/")), "lxml")
    for kind, part in (("measures", "facts"), ("sources", "sources")):
        (link,) = told.select(f"a[href$='#unreleased-{kind}']")
        assert link["href"] == f"unreleased-{part}/#unreleased-{kind}" and link.get_text().endswith("(1)")
        page = Page(kb, SITE, f"about/changes/unreleased-{part}/")
        listed = BeautifulSoup(views.data.unreleased_list(page, part), "lxml")
        assert [part["id"] for part in listed.select("details")] == [f"unreleased-{kind}"]
        assert len(listed.select("li a")) == 1


# History that is cut off ---------------------------------------------------------------------------------------------


@pytest.fixture
def shallow(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of depth 1, after one fact was changed since the release."""
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    commit(repository, "Change")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(clone))
    monkeypatch.chdir(clone)
    return clone


def test_no_release_where_the_history_is_cut_off(shallow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its oldest commit passes for the last release: what was changed before it would be missing for ever."""
    before = {file: file.read_bytes() for file in shallow.rglob("*") if file.is_file() and ".git" not in file.parts}
    assert main([*RELEASE, "2026-12-24"]) == 1
    said = capsys.readouterr().err
    assert "git fetch --unshallow" in said and "no fact has changed" not in said
    assert all(file.read_bytes() == text for file, text in before.items())
    git(shallow, "fetch", "-q", "--unshallow")
    assert main([*RELEASE, "2026-12-24"]) == 0
    assert [c.record for c in released.history(shallow)[0].difference.changed] == ["measures/force"]


def test_a_revision_that_is_there_may_be_named(shallow: Path) -> None:
    edit(shallow / "data/measures/force.yaml", "what: Now, ", "what: Today, ")
    commit(shallow, "Change again")
    assert main([*RELEASE, "2026-12-24", "--since", "HEAD~1"]) == 0


def test_diff_says_that_the_history_is_cut_off(shallow: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "HEAD"]) == 0
    assert main(["diff", "HEAD~1"]) == 1
    assert "git fetch --unshallow" in capsys.readouterr().err


# Output that a terminal cannot write ---------------------------------------------------------------------------------


def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    import os
    import sys

    command = [sys.executable, "-m", "prevention_kb", *arguments]
    return subprocess.run(command, cwd=folder, env={**os.environ, **settings}, capture_output=True)


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp850", "latin-1"])
@pytest.mark.parametrize("call", [("diff", "HEAD"), ("diff", "HEAD", "--table"), ("check", "--stale", "--today", "2030-01-01")])  # fmt: skip
def test_no_sign_ends_a_command(repository: Path, encoding: str, call: tuple[str, ...]) -> None:
    """What a terminal does not know stands there as its number, so that nothing is lost."""
    for file in repository.glob("data/*/*.yaml"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("what: ", "what: ខ្មែរ → ").replace("title: Fall", "title: ខ្មែរ Fall"), "utf-8")
    done = run(repository, *call, PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert call[0] == "check" or b"\\u1781\\u17d2" in done.stdout


def test_a_file_of_output_is_utf_8(repository: Path) -> None:
    """As on Windows, where the encoding of a pipe is that of the country."""
    edit(repository / "data/measures/force.yaml", "what: ", "what: ខ្មែរ ")
    settings = {"LC_ALL": "en_US.ISO-8859-1", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = run(repository, "diff", "HEAD", **settings)
    assert done.returncode == 0 and "→ ខ្មែរ " in done.stdout.decode("utf-8")


def test_messages_too(repository: Path) -> None:
    edit(repository / "data/measures/force.yaml", "what: ", "whatខ្មែរ: ")
    done = run(repository, "check", PYTHONIOENCODING="cp1252:strict")
    assert done.returncode == 1 and b"force.yaml" in done.stderr and b"Traceback" not in done.stderr


def test_a_reader_who_has_enough_is_no_fault(repository: Path) -> None:
    """kb diff | head"""
    import os
    import sys

    for file in repository.glob("data/*/*.yaml"):
        edit(file, "checked: 2026-11-22", "checked: 2026-11-23") if "checked: 2026-11-22" in file.read_text() else None
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "prevention_kb", "diff", "HEAD"], cwd=repository, stdout=writer, stderr=subprocess.PIPE
    )
    os.close(writer)
    assert done.returncode in (0, 1) and done.stderr == b""


# The feed stays the same feed, and leads where it says --------------------------------------------------------------


def feed_of(folder: Path, base: str = "https://kb.example/") -> feedparser.FeedParserDict:
    return feedparser.parse(exports.files(load(folder), base)["feeds/changes.xml"])


def test_ids_of_the_feed_stay_when_the_title_changes(repository: Path) -> None:
    before = feed_of(repository)
    edit(repository / "CITATION.cff", "title: ", "title: Renamed, ")
    after = feed_of(repository)
    assert after.feed.title != before.feed.title
    assert (after.feed.id, [e.id for e in after.entries]) == (before.feed.id, [e.id for e in before.entries])
    edit(repository / "data/measures/force.yaml", "what: ", "what: Now, ")
    commit(repository, "Change")
    assert main([*RELEASE, "2026-12-01"]) == 0
    again = feed_of(repository)
    assert again.feed.id == before.feed.id and again.entries[1].id == before.entries[0].id
    assert len({again.feed.id, *(e.id for e in again.entries)}) == 3


def test_the_ids_that_readers_know_are_kept() -> None:
    """They were once made of the title; whatever it is now, they are these."""
    found = feed_of(ROOT)
    assert found.feed.id == "urn:uuid:90077cf8-bdb5-5f58-bdb2-1182e81cfae3"
    assert found.entries[-1].id == "urn:uuid:9d30a7ea-a986-5777-b54c-71366dc3e809"


@pytest.mark.parametrize("identifiers", ["", "identifiers:\n  - type: doi\n    value: 10.0000/example\n"])
def test_the_first_release_names_the_feed(workplace: Path, identifiers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    monkeypatch.chdir(workplace)
    file = workplace / "CITATION.cff"
    file.write_text(file.read_text("utf-8") + identifiers, "utf-8")
    before = feed_of(workplace).feed.id
    assert main([*RELEASE, "2026-11-21"]) == 0
    said = yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)["identifiers"]
    assert [i["value"] for i in said if i["type"] == "other"] == [before] and len(said) == 1 + bool(identifiers)
    text = file.read_text("utf-8")
    edit(workplace / "data/measures/force.yaml", "what: ", "what: Now, ")
    assert main([*RELEASE, "2026-11-21", "--since", "HEAD"]) in (0, 1)
    assert file.read_text("utf-8").count("urn:uuid:") == text.count("urn:uuid:") == 1


def test_an_id_that_is_none_is_named(repository: Path) -> None:
    file = repository / "CITATION.cff"
    file.write_text(file.read_text("utf-8").replace("urn:uuid:", "urn:uuid:x"), "utf-8")
    assert "CITATION.cff" in problems(repository)


def test_links_begin_at_the_file_in_which_they_stand(released_twice: Path) -> None:
    """Without the address of the site, those of the feed and of the Markdown files are relative."""
    import re
    from urllib.parse import urljoin

    kb = load(released_twice)
    found = exports.files(kb, "")
    homes = {address.partition("#")[0] for address in (r.address for r in released.released(released_twice).values())}
    checked = 0
    for name, text in found.items():
        if name == "feeds/changes.xml":
            links = re.findall(r'href="([^"]*)"', text.decode().replace("&#34;", '"').replace("&amp;", "&"))
            assert links, "the entries lead somewhere"
        elif name.endswith(".md"):
            links = re.findall(r"^- (?:Address|Data): (.*)$|\]\(([^)]*)\)", text.decode(), re.M)
            links = [one or other for one, other in links]
        else:
            continue
        for link in links:
            if link.startswith(("https:", "http:")):
                continue
            target = urljoin(f"https://kb.example/base/{name}", link)
            assert target.startswith("https://kb.example/base/"), (name, link)
            path = target.removeprefix("https://kb.example/base/").partition("#")[0]
            assert path in found or path in homes or path == "about/changes/", (name, link)
            checked += 1
    assert checked > 50


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a text", "a text"),
        (True, "true"),
        (["one", "two"], "one, two"),
        ({"act": "accession", "year": 1992}, "act: accession; year: 1992"),
        ({"low": 1.5, "of": {"who": ["a", "b"]}}, "low: 1.5; of: (who: (a, b))"),
        ([{"act": "signature"}, {"act": "accession"}], "(act: signature), (act: accession)"),
    ],
)
def test_a_value_is_said_on_one_line_without_the_signs_of_programs(value: object, words: str) -> None:
    assert released.in_words(value, english()) == words
