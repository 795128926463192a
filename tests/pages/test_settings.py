"""Settings of the site: what would become a dead link, a wrong address or half a site is refused with an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from prevention_kb import DataError, Site
from prevention_kb.__main__ import main
from prevention_kb.pages import corrections, settings

from ..conftest import build, quick_project

REPOSITORY = "https://code.example/owner/name"


def site(**given: object) -> Site:
    return settings.site("Tiny", "https://kb.example/", {k.lower(): v for k, v in given.items()}, {})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("repository", "owner/name", f"write {REPOSITORY}"),
        ("repository", "git@code.example:owner/name.git", f"write {REPOSITORY}"),
        ("repository", "ssh://git@code.example/owner/name.git", f"write {REPOSITORY}"),
        ("repository", f"{REPOSITORY}.git", f"write {REPOSITORY}"),
        ("repository", "code.example/owner/name", REPOSITORY),
        ("repository", "https://token@code.example/owner/name", REPOSITORY),
        ("repository", "https://user:pass@code.example/owner/name", REPOSITORY),
        ("repository", "https://code.example", REPOSITORY),
        ("repository", f"{REPOSITORY}?x=1", REPOSITORY),
        ("repository", f"{REPOSITORY}#readme", REPOSITORY),
        ("repository", "javascript:alert(1)", REPOSITORY),
        ("repository", 'https://code.example/owner/"name', REPOSITORY),
        ("repository", "https://[code.example/owner/name", REPOSITORY),
        ("branch", "two words", "main"),
        ("branch", "a..b", "main"),
        ("branch", "-x", "main"),
        ("branch", "x/", "main"),
        ("branch", "x:y", "main"),
        ("contact", "mailto:a@kb.example", "write a@kb.example"),
        ("contact", "Somebody <a@kb.example>", "write a@kb.example"),
        ("contact", "a@kb.example, b@kb.example", "corrections@kb.example"),
        ("contact", "a@", "corrections@kb.example"),
        ("contact", "a@b c", "corrections@kb.example"),
        ("contact", "a@kb.example?cc=b@kb.example", "corrections@kb.example"),
        ("responsible", "The <b>editors</b>", "a name"),
        ("responsible", "Two\nlines", "a name"),
        ("responsible", "{{ x }}", "a name"),
        ("branch", 1.1, "quotation marks"),
        ("responsible", ["a"], "quotation marks"),
        ("contact", False, "quotation marks"),
        ("contacts", "a@kb.example", "did you mean contact?"),
    ],
)
def test_a_setting_that_cannot_work_is_refused_with_an_example(name: str, value: object, said: str) -> None:
    with pytest.raises(DataError) as caught:
        site(**{name: value})
    (problem,) = caught.value.problems
    assert f"extra.kb.{name}" in problem.what and said in f"{problem.allowed}; {problem.cure}", problem
    assert "token" not in str(problem) and "pass" not in str(problem), "a secret is not repeated in a log"


@pytest.mark.parametrize(
    ("languages", "what", "cure"),
    [
        (["km"], "extra.kb.languages: it is no group of languages", "write each language on a line of its own"),
        ("km", "extra.kb.languages: it is no group of languages", "write each language on a line of its own"),
        (
            {"kh": {"drafts": "hidden"}},
            "extra.kb.languages.kh: there is no such language",
            "write one of these, or delete it",
        ),
        (
            {"en": {"drafts": "hidden"}},
            "extra.kb.languages.en: there is no such language",
            "write one of these, or delete it",
        ),
        (
            {1: {"drafts": "hidden"}},
            "extra.kb.languages.1: there is no such language",
            "write one of these, or delete it",
        ),
        ({"km": "hidden"}, "extra.kb.languages.km: it does not say whether drafts are shown", "write one of the two"),
    ],
)
def test_drafts_are_not_shown_by_mistake(languages: object, what: str, cure: str) -> None:
    with pytest.raises(DataError) as caught:
        site(languages=languages)
    (problem,) = caught.value.problems
    assert (problem.what, problem.cure) == (what, cure)


@pytest.mark.parametrize("extra", ["x", "[a]", "{kb: x}", "3"])
def test_what_is_no_group_of_settings_is_told(
    extra: str, workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (workplace / "mkdocs.yml").write_text(f"extra: {extra}\n", "utf-8")
    monkeypatch.chdir(workplace)
    assert main(["export", "../out"]) == 1
    assert "extra.kb: the settings of the site are missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    "given",
    [
        {}, {"repository": None, "branch": None, "contact": None, "responsible": None},
        {"repository": "", "branch": "", "contact": "", "responsible": ""},
        {"repository": f"{REPOSITORY}/"}, {"repository": "http://localhost:3000/owner/name"}, {"branch": "fix/#12"}, {"branch": "v1.0"},
        {"contact": "corrections@kb.example"}, {"contact": "ask at the office"}, {"responsible": "A & B, Phnom Penh (ភ្នំពេញ)"},
    ],
)  # fmt: skip
def test_what_works_is_taken(given: dict[str, object]) -> None:
    found = site(**given)
    assert found.branch == (given.get("branch") or "main") and found.contact == (given.get("contact") or "")


def test_all_mistakes_at_once_and_where_they_stand() -> None:
    environment = {"KB_REPOSITORY": "owner/name", "KB_CONTACT": "a@"}
    with pytest.raises(DataError) as caught:
        settings.site("Tiny", "kb.example", {"branch": "a b"}, environment)
    assert {problem.path for problem in caught.value.problems} == {"KB_REPOSITORY", "KB_CONTACT", "KB_SITE_URL", "mkdocs.yml"}  # fmt: skip


def test_the_environment_is_text_whatever_yaml_makes_of_it() -> None:
    """!ENV reads 1.10 as the number 1.1, and no as false."""
    found = settings.site("Tiny", "", {"branch": 1.1, "responsible": False}, {"KB_BRANCH": "1.10", "KB_RESPONSIBLE": "No"})  # fmt: skip
    assert (found.branch, found.responsible) == ("1.10", "No")


def test_a_branch_stands_in_a_link_as_the_host_reads_it() -> None:
    found = site(repository=f"{REPOSITORY}/", branch="fix/#12%")
    assert found.edit("data/x.yaml", 3) == f"{REPOSITORY}/edit/fix/%2312%25/data/x.yaml#L3"
    assert corrections.issue(found) == f"{REPOSITORY}/issues/new?template=correction.yml"


@pytest.mark.parametrize("url", ["kb.example", "ftp://kb.example/", "https://kb.example/?x=1", "https://kb.example/#x", "https://[kb/", "https:///x"])  # fmt: skip
def test_the_address_of_the_site_is_checked_by_every_command(
    url: str, workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(workplace)
    assert main(["export", "../out", "--url", url]) == 1
    assert "https://kb.example/" in capsys.readouterr().err and not (workplace / "../out").exists()
    monkeypatch.setenv("KB_SITE_URL", url)
    assert main(["export", "../out"]) == 1
    assert "KB_SITE_URL" in capsys.readouterr().err


# The whole build -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A quick one, with the page of corrections."""
    folder = quick_project(tmp_path_factory.mktemp("settings") / "project")
    (folder / "docs/about").mkdir()
    (folder / "docs/about/correction.md").write_text("# Correct\n\n{{ correction_ways() }}\n", "utf-8")
    return folder


def said(project: Path, more: str = "", **environment: str) -> tuple[int, str]:
    """Exit code and words of a build with these lines added to mkdocs.yml."""
    config = project / "mkdocs.more.yml"
    config.write_text((project / "mkdocs.yml").read_text("utf-8") + more, "utf-8")
    done = build(project.parent / "site", str(config), **environment)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.site
def test_the_quick_project_builds_with_nothing_set(project: Path) -> None:
    code, words = said(project, KB_REPOSITORY="", KB_BRANCH="", KB_CONTACT="", KB_RESPONSIBLE="", KB_SITE_URL="")
    assert code == 0, words
    assert "mailto:" not in (project.parent / "site/about/correction/index.html").read_text("utf-8")


@pytest.mark.site
@pytest.mark.parametrize(
    ("more", "environment", "wanted"),
    [
        ("\nuse_directory_urls: false\n", {}, "use_directory_urls"),
        ("\ndocs_dir: overrides\n", {}, "docs_dir"),
        ("", {"KB_REPOSITORY": "owner/name"}, f"write {REPOSITORY}"),
        ("", {"KB_CONTACT": "mailto:a@kb.example"}, "write a@kb.example"),
        ("", {"KB_SITE_URL": "https://kb.example/?x"}, "KB_SITE_URL"),
        ("\nextra: {}\n", {}, "extra.kb"),
        ("\nextra: {kb: {emial: x}}\n", {}, "extra.kb.emial"),
        ("\nextra: {kb: [x]}\n", {}, "extra.kb"),
    ],
)
def test_the_build_refuses_in_a_line(project: Path, more: str, environment: dict[str, str], wanted: str) -> None:
    code, words = said(project, more, **environment)
    assert code != 0 and wanted in words and "Traceback" not in words, words


@pytest.mark.site
def test_as_an_option_too(project: Path) -> None:
    import subprocess
    import sys

    command = [sys.executable, "-m", "mkdocs", "build", "--no-directory-urls", "-d", str(project.parent / "site")]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert done.returncode != 0 and "use_directory_urls" in done.stderr and "Traceback" not in done.stderr
