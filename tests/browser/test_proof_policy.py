"""What the built pages may do: the policy they carry, in a real browser, with the headers of docs/_headers as a host sends them."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ..conftest import ROOT, counted, settled
from ..serving import host

VENDOR = ROOT / "docs/assets/vendor"
WATCH = "window.refused = []; addEventListener('securitypolicyviolation', (e) => refused.push(`${e.effectiveDirective} ${e.blockedURI} ${e.sample}`));"


def rules() -> list[tuple[str, dict[str, str]]]:
    """The paths of docs/_headers with what is sent for each."""
    found: list[tuple[str, dict[str, str]]] = []
    for line in (ROOT / "docs/_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            found.append((line, {}))
        elif line.startswith("  "):
            name, value = line.strip().split(": ", 1)
            found[-1][1][name] = value
    return found


def kinds(site: Path) -> list[str]:
    """Every page of the site, of the pages of records one a kind; in each language."""
    seen: dict[str, str] = {}
    for file in sorted(site.rglob("*.html")):
        address = file.relative_to(site).as_posix().removesuffix("index.html")
        records = re.match(
            r"(\w\w/)?(treaties|countries|risk-factors|proposals|sources|claims|timeline)/(?=.)", address
        )
        seen.setdefault(f"{records[0]}*" if records else address, address)
    return list(seen.values())


@pytest.fixture(scope="module")
def hosted(site: Path) -> Iterator[str]:
    """The site as a host sends it that reads _headers."""

    def headers(path: str) -> dict[str, str]:
        return {name: value for pattern, sent in rules() if fnmatch(path, pattern) for name, value in sent.items()}

    with host(site, headers=headers) as address:
        yield address


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page that notes what is refused, said or thrown on it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = counted(context.new_page())
    opened.add_init_script(WATCH)
    opened.problems = []
    opened.on("console", lambda m: opened.problems.append(m.text) if m.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: opened.problems.append(str(error)))
    yield opened
    context.close()


@pytest.mark.site
def test_every_page_carries_the_policy_and_no_script_of_its_own(site: Path, pages: dict[str, BeautifulSoup]) -> None:
    """Data in script elements is allowed: it never runs."""
    policies = set()
    for file, soup in pages.items():
        policies.add(soup.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"])
        for script in soup.find_all("script"):
            assert script.get("src") or script.get("type") in ("application/json", "application/ld+json"), (
                file,
                script,
            )
        for element in soup.find_all(True):
            assert not [name for name in element.attrs if name.startswith("on")], (file, element.name, element.attrs)
            assert not str(element.get("href", "")).lower().startswith(("javascript:", "data:", "vbscript:")), (
                file,
                element,
            )
        assert not soup.find_all(["style", "iframe", "object", "embed", "base"]), file
    (policy,) = policies
    for file in site.rglob("*.html"):  # in whatever language
        assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in file.read_text("utf-8"), file
    scripts = dict(part.strip().split(" ", 1) for part in policy.split(";"))["script-src"]
    assert scripts == "'self'"
    headers = dict(rules())["/*"]
    assert headers["Content-Security-Policy"] == f"{policy}; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert {"Referrer-Policy", "Permissions-Policy"} <= headers.keys()
    assert (site / "_headers").read_text("utf-8") == (ROOT / "docs/_headers").read_text("utf-8")


@pytest.mark.browser
def test_nothing_of_ours_is_refused(page: Any, hosted: str, site: Path) -> None:
    """One page of each kind loads whole; what readers do on them runs under the same policy in the other browser tests."""
    for address in kinds(site):
        page.goto(hosted + address)
        assert page.evaluate("refused") == [], address
        if address == "404.html":
            settled(page)
            page.problems.clear()  # its addresses begin at the top of the real host
    page.goto(hosted + "treaties/")
    page.locator("#kb-search button").click()
    page.locator("#kb-find-field").fill("genocid")
    page.locator("#kb-find-list a[href]").first.wait_for()
    assert page.evaluate("refused") == []
    assert not page.problems


@pytest.mark.browser
@pytest.mark.parametrize(
    "attempt",
    [
        "(() => { const s = document.createElement('script'); try { s.textContent = 'window.ran = 1'; document.body.append(s); } catch {} })()",
        "(() => { const s = document.createElement('script'); try { s.src = 'data:text/javascript,window.ran=1'; document.body.append(s); } catch {} })()",
        "(() => { const s = document.createElement('script'); try { s.src = 'https://elsewhere.example/x.js'; document.body.append(s); } catch {} })()",
        "(() => { try { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">'); } catch {} })()",
        "(() => { const b = document.createElement('button'); try { b.setAttribute('onclick', 'window.ran = 1'); b.click(); } catch {} })()",
        "(() => { const a = document.createElement('a'); a.href = 'javascript:window.ran=1'; document.body.append(a); a.click(); })()",
        "fetch('https://elsewhere.example/').catch(() => {})",
        "(() => { const i = new Image(); i.src = 'https://elsewhere.example/x.png'; })()",
        "(() => { const f = document.createElement('iframe'); f.src = 'https://elsewhere.example/'; document.body.append(f); })()",
        "(() => { const b = document.createElement('base'); b.href = 'https://elsewhere.example/'; document.head.append(b); })()",
    ],
    ids=["inline", "data", "other-host", "markup", "handler", "address", "fetch", "picture", "frame", "base"],
)
@pytest.mark.parametrize("with_headers", [True, False], ids=["headers", "meta"])
def test_what_does_not_belong_is_refused(page: Any, hosted: str, served: str, attempt: str, with_headers: bool) -> None:
    page.goto((hosted if with_headers else served) + "about/")
    page.evaluate(attempt)
    page.wait_for_function("refused.length > 0", timeout=5000)
    assert page.evaluate("window.ran") is None
    assert page.url.endswith("/about/")


@pytest.mark.browser
def test_an_inline_script_in_the_html_is_refused(page: Any, served: str) -> None:
    """As if markup had slipped through everything else."""

    def slip(route: Any) -> None:
        body = (
            route.fetch()
            .text()
            .replace("</main>", "<script>window.ran = 1</script><img src=x onerror='window.ran = 2'></main>")
        )
        route.fulfill(body=body, content_type="text/html")

    page.route("**/about/", slip)
    page.goto(served + "about/")
    page.wait_for_function("refused.length > 1", timeout=5000)
    assert page.evaluate("window.ran") is None
    assert page.locator("#kb-theme").is_visible(), "our own scripts run"


@pytest.mark.site
@pytest.mark.parametrize(
    "lists", [VENDOR / "vendored.json", VENDOR.parent / "fonts/fonts.json"], ids=["scripts", "fonts"]
)
def test_vendored_files_are_the_listed_ones(lists: Path) -> None:
    """Licence, version and origin of each, and the checksum of each file; nothing lies there unlisted."""
    listed = json.loads(lists.read_text("utf-8"))
    files = {}
    for name, entry in listed.items():
        assert {"what", "version", "licence", "homepage", "package", "integrity"} <= entry.keys(), name
        assert entry["package"].endswith(f"@{entry['version']}")
        assert len(base64.b64decode(entry["integrity"].removeprefix("sha512-"))) == 64
        assert any("license" in what["from"].lower() for what in entry["files"].values()), name
        files |= {file: what["sha256"] for file, what in entry["files"].items()}
    folder = lists.parent
    present = {f.relative_to(folder).as_posix(): f for f in folder.rglob("*") if f.is_file() and f != lists}
    assert files.keys() == present.keys()
    for name, file in present.items():
        assert hashlib.sha256(file.read_bytes()).hexdigest() == files[name], name


@pytest.mark.site
def test_vendored_files_are_those_of_the_site(pages: dict[str, BeautifulSoup]) -> None:
    """The theme's own scripts are loaded by no page."""
    for file, soup in pages.items():
        for script in soup.find_all("script", src=True):
            assert "assets/javascripts/" not in script["src"], (file, script)
