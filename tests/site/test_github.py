"""What stands in .github/: the published schemas accept it, and it agrees with the data, the site and the commands."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any, get_args
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from prevention_kb import Page, Site, load
from prevention_kb.facts.events import Theme
from prevention_kb.facts.sources import Source
from prevention_kb.pages import corrections
from prevention_kb.reading.catalogue import english

from ..conftest import ROOT, TINY

FOLDER = ROOT / ".github"
WORKFLOWS = sorted((FOLDER / "workflows").glob("*.yml"))
FORMS = sorted(file for file in (FOLDER / "ISSUE_TEMPLATE").glob("*.yml") if file.stem != "config")
SITE = Site("Tiny", "https://kb.example/base/", "https://code.example/kb", "main", "Somebody", "tell@kb.example")


def parsed(file: Any) -> dict[Any, Any]:
    return yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [FOLDER / "ISSUE_TEMPLATE/config.yml"]),
        ("dependabot", [FOLDER / "dependabot.yml"]),
    ],
)
def test_the_published_schema_accepts_it(schema: str, files: list[Any]) -> None:
    assert files
    result = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)],
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def steps() -> list[tuple[str, dict[str, Any]]]:
    return [(f.stem, step) for f in WORKFLOWS for job in parsed(f)["jobs"].values() for step in job.get("steps", ())]


def test_workflows_have_no_more_rights_than_they_need() -> None:
    for file in WORKFLOWS:
        text, flow = file.read_text("utf-8"), parsed(file)
        assert flow["permissions"] == {"contents": "read"}, file
        assert "pull_request_target" not in text and "secrets." not in text, file
        for name, job in flow["jobs"].items():
            assert job["timeout-minutes"] <= 120, (file, name)
            if job.get("permissions", {}).get("pull-requests") == "write" and "pull_request" in flow[True]:
                assert not any("checkout" in step.get("uses", "") for step in job["steps"]), (
                    "it may write: no foreign code"
                )
    for name, step in steps():
        assert "${{" not in step.get("run", ""), (name, "a title of somebody's choice must never become a command")
        assert re.fullmatch(r"actions/[a-z-]+@v\d+", step.get("uses", "actions/checkout@v6")), (name, step)


def test_nothing_names_a_host_or_a_machine() -> None:
    for file in [*FOLDER.rglob("*.yml"), *FOLDER.rglob("*.md")]:
        assert not re.search(r"https?://\w|/home/|/work/|/tmp/|/opt/|pypi|registry", file.read_text("utf-8")), file


def test_settings_of_the_workflows_are_those_of_the_site() -> None:
    known = set(re.findall(r"!ENV \[(KB_\w+)", (ROOT / "mkdocs.yml").read_text("utf-8")))
    used = {name for _, step in steps() for name in step.get("env", {}) if name.startswith("KB_")}
    assert used <= known and {"KB_SITE_URL", "KB_REPOSITORY", "KB_BRANCH", "KB_CONTACT"} <= used


def test_commands_of_the_workflows_exist() -> None:
    called = {tuple(m) for _, step in steps() for m in re.findall(r"\bkb (\w+)[^|\n]*?(--[a-z]+)", step.get("run", ""))}
    assert {command for command, _ in called} >= {"links", "check", "diff"}
    for command, option in called:
        said = subprocess.run(
            [sys.executable, "-m", "prevention_kb", command, "--help"], capture_output=True, text=True
        )
        assert said.returncode == 0 and option in said.stdout, (command, option)


def test_scripts_of_the_workflows_are_shell() -> None:
    for name, step in steps():
        if "run" in step:
            assert subprocess.run(["bash", "-n"], input=step["run"], text=True).returncode == 0, (name, step["run"])


def field(form: str, name: str) -> dict[str, Any]:
    return next(part for part in parsed(FOLDER / f"ISSUE_TEMPLATE/{form}.yml")["body"] if part.get("id") == name)


def test_forms_offer_the_words_that_the_data_allow() -> None:
    assert field("new-event", "theme")["attributes"]["options"] == list(get_args(Theme))
    read = list(get_args(Source.model_fields["read"].annotation))
    assert sorted(field("new-source", "read")["attributes"]["options"]) == sorted(read)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_every_form_says_first_that_it_is_public(form: Any) -> None:
    first = parsed(form)["body"][0]
    assert first["type"] == "markdown" and "This form is public" in first["attributes"]["value"]


def test_report_a_problem_names_the_fact_in_the_form() -> None:
    """Without scripts the link fills in the one field that the form asks for and that we know; see test_reading.py for the rest."""
    kb = load(TINY)
    for records in kb.records.values():
        for record in records.values():
            page = Page(kb, SITE, "here/")
            href, said = page.report(record) or ("", "")
            asked = {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}
            assert href.startswith("https://code.example/kb/issues/new?") and said == "public"
            assert (FOLDER / "ISSUE_TEMPLATE" / asked.pop("template")).is_file()
            assert asked == {"fact": f"{record.collection}/{record.id}"}
    for name in ("fact", "page", "current"):
        assert field("correction", name)["type"] in ("input", "textarea")
        assert field("correction", name).get("validations", {}).get("required", False) is (name == "fact")


def test_a_letter_where_there_is_no_repository_and_nothing_where_there_is_neither() -> None:
    kb = load(TINY)
    record = kb.records["claims"]["toll"]
    href, said = Page(kb, Site(contact="tell@kb.example", url="https://kb.example/")).report(record) or ("", "")
    assert said == "mail" and href.startswith("mailto:tell@kb.example?subject=Correction%3A%20claims/toll&body=")
    body = parse_qs(urlsplit(href).query)["body"][0]
    assert "https://kb.example/claims/#toll" in body and "now: Over two million people died." in body
    assert all(english().say(f"correction.question.{key}") in body for key in corrections.QUESTIONS)
    assert Page(kb, Site(contact="ask at the office")).report(record) is None
    assert Page(kb, Site()).report(record) is None


@pytest.mark.parametrize("hostile", ["a&b=c", "#x", "é ៛", "</a><script>", "100%", 'a"b', "\r\nBcc: x@y.example"])
def test_no_value_can_leave_its_field(hostile: str) -> None:
    asked = parse_qs(urlsplit(corrections.issue(SITE, hostile) or "").query)
    assert asked == {"template": [corrections.FORM], "fact": [hostile]}
    letter = urlsplit(corrections.mail(SITE, english(), hostile, "", hostile) or "")
    assert set(parse_qs(letter.query)) == {"subject", "body"} and "\n" not in letter.query


def test_the_page_of_corrections_offers_only_what_is_set() -> None:
    from prevention_kb.pages import views

    offer = {view.__name__: view for view in views.ALL}["correction_ways"]
    kb = load(TINY)
    both = offer(Page(kb, SITE, "about/correction/"))
    assert (
        "issues/new?template=correction.yml" in both and "mailto:tell@kb.example" in both and "public at once" in both
    )
    none = offer(Page(kb, Site("Tiny"), "about/correction/"))
    assert (
        "issues/new" not in none and "mailto:" not in none and "#paper-form" in none and "neither a repository" in none
    )


def test_the_page_on_deploying_knows_every_setting_and_the_caching_of_the_site() -> None:
    text = (ROOT / "DEPLOY.md").read_text("utf-8")
    assert set(re.findall(r"!ENV \[(KB_\w+)", (ROOT / "mkdocs.yml").read_text("utf-8"))) == set(
        re.findall(r"`(KB_\w+)`", text)
    )
    path, rules = "", {}
    for row in (ROOT / "docs/_headers").read_text("utf-8").splitlines():
        if row.startswith("/"):
            path = row.rstrip("*")
        elif "Cache-Control:" in row:
            rules[path] = row.partition(": ")[2].strip()
    nginx = dict(re.findall(r'location (/\S*) \{[^}]*?Cache-Control "([^"]+)"', text))
    assert rules
    for where, said in rules.items():
        assert nginx.get(where, nginx["/"]) == said, where
