"""Translations as somebody begins them: one file, whether `kb translate` writes it or a form on the web holds it, and its schema in the editor."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import jsonschema
import pytest
import yaml

from prevention_kb import DataError, KnowledgeBase
from prevention_kb.__main__ import main
from prevention_kb.derived import page_stubs
from prevention_kb.derived.translation_form import form, form_of_page, schema_line
from prevention_kb.facts.translation import digest
from prevention_kb.pages import counterpart
from prevention_kb.pages.site import LONGEST, Site
from prevention_kb.reading import catalogue, markdown_pages, overlays
from prevention_kb.rules import translations as rules
from prevention_kb.upkeep import overlay_schema, translate

from ..conftest import ROOT

CODE = "km"
FORGE = Site(repository="https://code.example/kb")
OVERLAYS = sorted((ROOT / "languages" / CODE).rglob("*.yaml"))


@pytest.fixture
def begun(kb: KnowledgeBase, tmp_path: Path) -> KnowledgeBase:
    """The facts in a project of which nothing is translated yet."""
    for name in ("docs", "mkdocs.yml"):
        (tmp_path / name).symlink_to(ROOT / name)
    return replace(kb, root=tmp_path, overlays={})


def pages(kb: KnowledgeBase) -> list[str]:
    """The files of the English pages from docs/."""
    return [path.removeprefix("docs/") for path in page_stubs.counterparts(kb).values()]


def test_command_and_form_hold_the_same(kb: KnowledgeBase, begun: KnowledgeBase, tmp_path: Path) -> None:
    record = kb.records["events"]["fall-of-phnom-penh-1975"]
    path = translate.begin(begun, CODE, "events/fall-of-phnom-penh-1975")
    written = (tmp_path / path).read_text("utf-8")
    assert written == form(begun, CODE, record)
    said = yaml.load(written, yaml.CSafeLoader)
    assert said["of"]["title"] == digest(record.full_name) and f"# {record.full_name}\n" in written
    page = markdown_pages.of(kb).pages["docs/timeline.md"]
    assert (tmp_path / translate.begin(begun, CODE, "pages/timeline")).read_text("utf-8") == form_of_page(page)
    with pytest.raises(DataError, match="exists already"):
        translate.begin(begun, CODE, "pages/timeline")


def test_a_record_of_a_shared_file_is_added_to_it(kb: KnowledgeBase, begun: KnowledgeBase, tmp_path: Path) -> None:
    for term in ("impunity", "genocide"):
        path = translate.begin(begun, CODE, f"terms/{term}")
    written = (tmp_path / path).read_text("utf-8")
    assert written.startswith(schema_line(path)) and list(yaml.load(written, yaml.CSafeLoader)) == [
        "impunity",
        "genocide",
    ]
    with pytest.raises(DataError, match="stands there already"):
        translate.begin(begun, CODE, "terms/impunity")


@pytest.mark.parametrize(
    "ref", ["events/no-such-event", "pages/no-such-page", "pages/treaties/iccpr", "sources/a", "x"]
)
def test_what_cannot_be_translated_is_named(kb: KnowledgeBase, ref: str) -> None:
    with pytest.raises(DataError, match=r"there is no such record|no page with prose"):
        translate.begin(kb, CODE, ref)


def test_a_form_that_nobody_filled_in_is_refused(begun: KnowledgeBase, tmp_path: Path) -> None:
    """What is sent off as it was opened can put no English into the Khmer, and no empty text."""
    translate.begin(begun, CODE, "events/fall-of-phnom-penh-1975")
    translate.begin(begun, CODE, "pages/timeline")
    _, problems = overlays.read_all(tmp_path)
    assert {p.path.split("/")[2] for p in problems} == {"events", "pages"}
    page = tmp_path / "languages/km/pages/timeline.md"
    page.write_text(page.read_text("utf-8").replace(': ""', ': "ព្រឹត្តិការណ៍"'), "utf-8")
    found, _ = overlays.read_all(tmp_path)
    refused = rules.check(replace(begun, overlays=found))
    assert [p.what for p in refused if "pages" in p.path] == ["its text is still the English one"]


def test_every_page_says_where_its_translation_is_written(kb: KnowledgeBase) -> None:
    """An edit form for a file that is there, a filled form for a new one, or that it is too long; an address is never longer than forges take."""
    ways: dict[str, dict[str, str]] = {}
    for file in pages(kb):
        work = counterpart.editing(kb, FORGE, CODE, file)
        ways.setdefault(work["way"], {})[file] = work.get("href", "")
        if work["way"] == "edit":
            assert (ROOT / unquote(urlsplit(work["href"]).path).removeprefix("/kb/edit/main/")).is_file(), file
        if work["way"] == "new":
            assert len(work["href"]) <= LONGEST
            filled = parse_qs(urlsplit(work["href"]).query)
            assert not (ROOT / filled["filename"][0]).exists() and filled["value"][0].startswith(("---\n", "# yaml-"))
        assert counterpart.editing(kb, Site(), CODE, file) == {}
    assert "languages/km/treaties/iccpr.yaml" in ways["edit"]["treaties/iccpr.md"]
    assert "languages/km/interface.yaml" in ways["edit"]["assess/index.md"]
    assert set(ways) == {"edit", "new", "too-long"} and "about/maintain.md" in ways["too-long"]
    new, href = next(iter(ways["new"].items()))
    assert parse_qs(urlsplit(href).query)["value"] == [form_of_page(markdown_pages.of(kb).pages[f"docs/{new}"])]


def test_a_kind_called_other_is_no_plural() -> None:
    """Each message of a group gets its digest, also where one of them bears the name of a plural form."""
    stamped = yaml.load(
        translate._messages('source:\n  rank:\n    press: "ក"\n    other: "ខ"\n', False), yaml.CSafeLoader
    )
    assert set(stamped["overlay"]["of"]) == {"source.rank.press", "source.rank.other"}


def test_what_was_made_from_another_wording_is_named(kb: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page or a message that has changed is English again; nobody would know without being told."""
    overlay = kb.overlays[CODE]
    old = replace(overlay.pages["timeline.md"], of={overlays.BODY: digest("another wording")})
    changed = replace(kb, overlays={CODE: replace(overlay, pages={**overlay.pages, "timeline.md": old})})
    before = set(translate.report(kb, CODE))
    messages, translation = catalogue.translated(CODE)
    of = {**translation.of, "frame.site-name": digest("another name")}
    monkeypatch.setattr(translate, "translated", lambda code: (messages, replace(translation, of=of)))
    name = catalogue.english().messages["frame.site-name"]
    told = {
        f"languages/km/pages/timeline.md: {overlays.BODY} was made from another wording of docs/timeline.md",
        f"languages/km/interface.yaml: frame.site-name was made from another wording: {name}",
    }
    assert told <= set(translate.report(changed, CODE)) and not told & before


# Schemas -----------------------------------------------------------------------------------------------------------


def schemas() -> Mapping[str, str]:
    return overlay_schema.texts() | overlay_schema.of_interface()


def test_schemas_of_translations_are_current() -> None:
    for path, text in overlay_schema.texts().items():
        assert (ROOT / path).read_text("utf-8") == text, f"run kb schema: {path}"


@pytest.mark.audit
def test_the_schema_of_the_interface_is_current() -> None:
    """Every change of a word changes it: what an editor tells may be a little older than the words, and stops nobody."""
    for path, text in overlay_schema.of_interface().items():
        assert (ROOT / path).read_text("utf-8") == text, "run kb words"


@pytest.mark.parametrize("path", schemas())
def test_they_are_schemas(path: str) -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(schemas()[path]))


@pytest.fixture(scope="module")
def validators() -> dict[str, Any]:
    return {Path(path).stem: jsonschema.Draft7Validator(json.loads(text)) for path, text in schemas().items()}


def test_every_file_names_its_schema_and_obeys_it(validators: dict[str, Any]) -> None:
    assert len(OVERLAYS) > 300
    for file in OVERLAYS:
        path, text = file.relative_to(ROOT).as_posix(), file.read_text("utf-8")
        line = schema_line(path)
        assert text.startswith(line), path
        schema = (file.parent / line.split("=")[1].strip()).resolve()
        assert schema.is_file() and schema.parent == ROOT / "schema" / "languages", path
        problems = [error.message for error in validators[schema.stem].iter_errors(yaml.load(text, yaml.CSafeLoader))]
        assert not problems, (path, problems)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("events", {"titel": "x"}),
        ("events", {"title": ""}),
        ("events", {"title": 5}),
        ("events", {"title": "x", "of": {"title": "xyz"}}),
        ("events", {"title": "x", "of": {"titel": "00000000"}}),
        ("events", {"title": "x", "read": {"by": "A"}}),
        ("events", {"sources": "x"}),
        ("proposals", {"steps": ["x"]}),
        ("terms", {"genocide": {"definitions": "x"}}),
        ("terms", {"Genocide": {"definition": "x"}}),
        ("interface", {"kinds": {"events": {"won": "x"}}}),
        ("interface", {"counted": {"events": ["x"]}}),
        ("interface", {"overlay": {"of": {"kinds.events.one": "x"}}}),
    ],
)
def test_a_broken_file_breaks_its_schema(validators: dict[str, Any], kind: str, said: Any) -> None:
    assert not validators[kind].is_valid(said)


def test_hover_tells_what_a_text_is_for_and_the_english(validators: dict[str, Any]) -> None:
    assert "What happened" in validators["events"].schema["properties"]["title"]["description"]
    assert validators["interface"].schema["properties"]["kinds"]["properties"]["events"]["properties"]["one"]["description"] == "Event"  # fmt: skip


@pytest.fixture
def two_languages(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a definition in two languages, neither with its digest."""
    for code, said in (("km", "ពាក្យ"), ("lo", "ຄຳ")):
        (workplace / "languages" / code).mkdir(parents=True)
        (workplace / f"languages/{code}/terms.yaml").write_text(f'hybrid:\n  definition: "{said}"\n', "utf-8")
    monkeypatch.chdir(workplace)
    return workplace


def test_digests_are_written_in_every_language(two_languages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["translate", "--stamp"]) == 0
    assert capsys.readouterr().out.split() == ["languages/km/terms.yaml", "languages/lo/terms.yaml"]
    assert main(["translate", "--stamp", "--language", "lo"]) == 0
    assert capsys.readouterr().out == "nothing changed\n"


@pytest.mark.parametrize("name", ["languages/km/termz.yaml", "./languages/km/terms.yaml", "terms/hybrid", "mkdocs.yml"])
def test_what_is_to_be_stamped_again_is_a_file(
    two_languages: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Else nothing would change, and nobody be told why."""
    (two_languages / "mkdocs.yml").touch()
    assert main(["translate", "--stamp", name]) == 1
    assert f"{name}: there is no such file of translations" in capsys.readouterr().err
    assert main(["translate", "--stamp", "languages/lo/terms.yaml"]) == 0
    assert capsys.readouterr().out.split() == ["languages/lo/terms.yaml"]


@pytest.mark.parametrize("name", ["terms.yaml", "events/fall.yaml", "interface.yaml"])
@pytest.mark.parametrize("text", ["a: [\n", "a: b # c\n"])
def test_nothing_is_stamped_where_a_file_cannot_be_read(
    two_languages: Path, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    file = two_languages / "languages/lo" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    before = (two_languages / "languages/km/terms.yaml").read_bytes()
    assert main(["translate", "--stamp"]) == 1
    assert f"languages/lo/{name}:" in capsys.readouterr().err
    assert (two_languages / "languages/km/terms.yaml").read_bytes() == before


@pytest.mark.parametrize("name", ["events/fall.yaml", "terms.yaml", "interface.yaml", "._terms.yaml", "pages/._a.md"])
@pytest.mark.parametrize(
    "text", ["- a\n", "abc\n", "hybrid: abc\n", "overlay: [a]\n", "overlay:\n  of: [a]\n", "", "\xff"]
)
def test_what_holds_no_texts_stays_as_it_is(two_languages: Path, name: str, text: str) -> None:
    """kb check says what is wrong with it; what a system left behind is nobody's."""
    file = two_languages / "languages/lo" / name
    file.parent.mkdir(exist_ok=True)
    raw = text.encode("latin-1") if "._" in name else text.encode()
    file.write_bytes(raw)
    assert main(["translate", "--stamp"]) == 0
    assert file.read_bytes() == raw


@pytest.mark.parametrize("record", [[], ["terms/hybrid"]])
def test_of_several_languages_one_is_named(
    two_languages: Path, capsys: pytest.CaptureFixture[str], record: list[str]
) -> None:
    main(["translate", "--stamp"])
    main(["stubs"])
    capsys.readouterr()
    assert main(["translate", *record]) == 1
    assert capsys.readouterr().err == "which language: km, lo? Write --language km\n"
