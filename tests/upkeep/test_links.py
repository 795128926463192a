"""`kb links` against a real server on this machine: what is asked, how politely, and what is kept."""

from __future__ import annotations

import http.server
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from prevention_kb import DataError, Page, Site, load
from prevention_kb.__main__ import main
from prevention_kb.derived import link_answers
from prevention_kb.pages import views
from prevention_kb.upkeep import link_check
from prevention_kb.upkeep.new import write_stubs

ASKED: list[tuple[str, str, str]] = []
RETRY_AFTER = "120"


class Host(http.server.BaseHTTPRequestHandler):
    """Answers as the path says: /404, /to/<path> (301), /for-now/<path> (302), /no-head/<code>, /slow, /loop, /busy, /hang-up."""

    def do_HEAD(self) -> None:
        ASKED.append((self.command, self.path, self.headers["User-Agent"]))
        kind, _, rest = self.path.lstrip("/").partition("/")
        headers = {}
        if kind in ("to", "for-now"):
            code, headers["Location"] = (301 if kind == "to" else 302), f"/{rest}"
        elif kind == "loop":
            code, headers["Location"] = 301, f"/loop/{rest}x"
        elif kind == "out":
            code, headers["Location"] = 301, "ftp://elsewhere.example/"
        elif kind == "no-head":
            code = 405 if self.command == "HEAD" else int(rest)
        elif kind == "hang-up" and self.command == "HEAD":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        elif kind == "slow":
            time.sleep(3)
            code = 200
        elif kind == "busy":
            code, headers["Retry-After"] = 429, RETRY_AFTER
        else:
            code = int(kind) if kind.isdigit() else 200
        try:
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0" if self.command == "HEAD" or code != 200 else "10000000")
            self.end_headers()
            if self.command == "GET" and code == 200:
                self.wfile.write(b"x" * 1000)  # the rest never comes: nobody may wait for it
        except OSError:
            pass

    do_GET = do_HEAD

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(autouse=True)
def forget() -> None:
    ASKED.clear()


def ask(url: str) -> tuple[str, str, float]:
    return link_check.ask(url, 0.5 if "/slow" in url else 20.0, "somebody/1", local=True)


@pytest.mark.parametrize(
    ("path", "state", "said", "methods"),
    [
        ("/200", "ok", "200", ["HEAD"]),
        ("/page with a space/and-é", "ok", "200", ["HEAD"]),
        ("/no-head/200", "ok", "200", ["HEAD", "GET"]),
        ("/hang-up", "ok", "200", ["HEAD", "GET"]),
        ("/no-head/404", "gone", "404", ["HEAD", "GET"]),
        ("/404", "gone", "404", ["HEAD", "GET"]),
        ("/410", "gone", "410", ["HEAD", "GET"]),
        ("/401", "closed", "401", ["HEAD", "GET"]),
        ("/403", "closed", "403", ["HEAD", "GET"]),
        ("/500", "failing", "500", ["HEAD", "GET"]),
        ("/for-now/200", "ok", "200", ["HEAD", "HEAD"]),
        ("/to/404", "gone", "404", ["HEAD", "HEAD", "GET", "GET"]),
        ("/slow", "silent", "no answer in time", ["HEAD"]),
        ("/out", "silent", "leads to something that is no web page", ["HEAD"]),
    ],
)
def test_what_an_address_answers(host: str, path: str, state: str, said: str, methods: list[str]) -> None:
    assert ask(host + path) == (state, said, 0.0)
    assert [method for method, _, _ in ASKED] == methods
    assert {introduced for _, _, introduced in ASKED} == {"somebody/1"}


HOSTILE = [
    "https://[www.un.org/a", "https://[::1", "https://]/", "https://[v1.x]/a", "https://a.example:99999/", "https://a.example:port/",
    "https:///nothing", "https://", "http:", "a.example/no-scheme", "https://https://www.un.org/a", "javascript:alert(1)", "//a.example/",
    "https://a..b/", f"https://{'a' * 80}.example/", "https://\u200b/", "https://a\u2100b.example/", "https://a.example/\u0000", "https://xn--/",
    "https://exa mple/", "https://user:secret@[/", "", " ", "https://%5B/", "https://a.example/\ud800", "file:///etc/passwd",
]  # fmt: skip


@pytest.mark.parametrize("url", HOSTILE)
def test_whatever_passes_for_an_address_is_answered(url: str) -> None:
    """The check of the facts refuses most of them; no other address goes unasked for one of them."""
    state, said, wait = link_check.ask(url, 0.5, "somebody/1")
    assert state == "silent" and said and wait == 0.0
    assert isinstance(link_check.host(url), str)


@pytest.mark.parametrize("path", ["[x", "//[x/", "//a.example:port/", "\u2100", "x\\y", ""])
def test_wherever_a_redirect_leads_is_answered(host: str, path: str) -> None:
    state, said, _ = ask(f"{host}/to/{path}")
    assert state in link_answers.STATES and said


@pytest.mark.parametrize("wait", ["Wed, 21 Oct 2026 07:28:00 GMT", "\xb2", "-1", "1e3", "", "9" * 400])
def test_a_host_may_ask_for_rest_in_any_words(host: str, wait: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[__name__], "RETRY_AFTER", wait)
    state, said, alone = ask(f"{host}/busy")
    assert (state, said) == ("closed", "429") and alone >= 0


def test_one_bad_address_stops_no_other(workplace: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_sources(workplace, host, a="/200", b="/404", c="/410")
    kb = load(workplace)
    for name, url in (("a", "https://[www.un.org/a"), ("b", "https://a.example:port/")):
        source = kb.records["sources"][name]
        object.__setattr__(source, "URL", url)
    found = {a.source: a.state for a in link_check.check(kb, "2026-12-01", delay=0.0, timeout=0.5, local=True)}
    assert (found["a"], found["b"], found["c"]) == ("silent", "silent", "gone")


def test_moved_for_good(host: str) -> None:
    assert ask(f"{host}/to/new-home") == ("moved", f"to {host}/new-home", 0.0)
    assert ask(f"{host}/to/for-now/new-home")[0] == "ok", "one step of the way is only for now"


def test_a_circle_ends(host: str) -> None:
    state, _, _ = ask(f"{host}/loop")
    assert state in ("closed", "failing", "silent") and len(ASKED) <= 14


def test_nobody_listens() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    state, said, _ = ask(f"http://127.0.0.1:{port}/")
    assert state == "silent" and "refused" in said


def test_a_host_that_wants_to_be_left_alone(host: str) -> None:
    assert ask(f"{host}/busy") == ("closed", "429", 120.0)


def test_addresses_inside_a_network_are_not_asked(host: str) -> None:
    assert link_check.ask(f"{host}/200", 20.0, "somebody/1") == ("silent", "is no public address", 0.0)
    assert not ASKED


def with_sources(project: Path, host: str, **paths: str) -> None:
    """Give the tiny project these sources, all cited by one country."""
    entries = "".join(
        f"\n{name}:\n  type: webpage\n  title: Page {name}\n  publisher: Somebody\n  URL: {url if '://' in url else host + url}\n  read: none\n"
        for name, url in paths.items()
    )
    file = project / "data/sources.yaml"
    text = (
        file.read_text("utf-8")
        .replace("https://paper.example/a", f"{host}/paper")
        .replace("https://archive.example/a", f"{host}/copy")
    )
    file.write_text(text + entries, "utf-8")
    country = project / "data/countries/cambodia.yaml"
    country.write_text(
        country.read_text("utf-8").replace("sources: [paper]\nnote", f"sources: [paper, {', '.join(paths)}]\nnote"),
        "utf-8",
    )
    write_stubs(project)


def run(project: Path, **options: object) -> list[link_answers.LinkAnswer]:
    options = {"delay": 0.0, "timeout": 20.0, "local": True, **options}
    return list(link_check.check(load(project), "2026-12-01", **options))  # type: ignore[arg-type]


def test_each_host_is_asked_slowly(workplace: Path, host: str) -> None:
    with_sources(workplace, host, a="/200", b="/404")
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    found = run(workplace, delay=5.0, sleep=sleep, clock=lambda: now[0])
    assert len(found) == 4 and slept == [5.0, 5.0, 5.0]


def test_no_more_than_the_limit_and_the_longest_not_asked_first(workplace: Path, host: str) -> None:
    with_sources(workplace, host, a="/200", b="/404")
    first = run(workplace, limit=2)
    link_check.write(workplace, link_check.merged(load(workplace), first))
    second = run(workplace, limit=2)
    assert len(first) == len(second) == 2
    assert not {(a.source, a.field) for a in first} & {(a.source, a.field) for a in second}


def test_a_silent_or_busy_host_is_left_alone(workplace: Path, host: str) -> None:
    with_sources(workplace, host, a="/out/1", b="/out/2", c="/out/3", d="/out/4", e="/out/5")
    states = [answer.state for answer in run(workplace)]
    assert states[-link_check.PATIENCE :] == ["silent"] * link_check.PATIENCE and len(states) < 7


def test_a_busy_host_is_left_alone_at_once(workplace: Path, host: str) -> None:
    with_sources(workplace, host, a="/busy/1", b="/busy/2", c="/busy/3")
    assert [answer.state for answer in run(workplace)].count("closed") == 1


def test_exceptions_have_a_reason_and_an_end(workplace: Path, host: str) -> None:
    file = workplace / link_answers.EXCEPTIONS
    file.parent.mkdir()
    file.write_text("127.0.0.1:\n  reason: Blocks programs.\n  until: 2026-12-31\n", "utf-8")
    with_sources(workplace, host, a="/200")
    assert run(workplace) == [] and not ASKED
    assert link_check.expired(workplace, "2026-12-31") == []
    assert [entry.host for entry in link_check.expired(workplace, "2027-01-01")] == ["127.0.0.1"]
    file.write_text("127.0.0.1: because\n", "utf-8")
    with pytest.raises(DataError, match=r"checks/link-exceptions.yaml:1:1: 127.0.0.1: an exception needs a reason"):
        run(workplace)


def test_the_exceptions_of_the_project_can_be_read() -> None:
    from ..conftest import ROOT

    assert all(entry.reason for entry in link_check.exceptions(ROOT).values())


def test_the_state_is_kept_with_the_day_it_began(workplace: Path, host: str) -> None:
    with_sources(workplace, host, a="/404")
    kb = load(workplace)
    old = link_answers.LinkAnswer("a", "URL", "gone", "2026-11-01", "2026-11-01", "404")
    healed = link_answers.LinkAnswer("paper", "URL", "gone", "2026-11-01", "2026-11-01", "404")
    link_check.write(
        workplace, [old, healed, link_answers.LinkAnswer("deleted", "URL", "ok", "2026-11-01", "2026-11-01", "200")]
    )
    found = {(a.source, a.field): a for a in link_check.merged(kb, run(workplace))}
    assert (found["a", "URL"].since, found["a", "URL"].asked) == ("2026-11-01", "2026-12-01")
    assert (found["paper", "URL"].state, found["paper", "URL"].since) == ("ok", "2026-12-01")
    assert ("deleted", "URL") not in found
    link_check.write(workplace, found.values())
    assert link_answers.read(workplace) == found
    table = link_check.table(kb, found.values())
    assert f"| `a` | <{host}/404> | is not found any more (404) | 2026-11-01 |" in table and "`paper`" not in table


def test_a_spoilt_file_of_answers_does_no_harm(workplace: Path) -> None:
    file = workplace / link_answers.FILE
    file.parent.mkdir()
    file.write_text("source,field\nnonsense\na,URL,flying,x,y,z\n", "utf-8")
    assert link_answers.read(workplace) == {}


def test_the_command_never_fails_and_the_sources_page_shows(
    workplace: Path, host: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with_sources(workplace, host, a="/404", b="/500", c="/200")
    monkeypatch.chdir(workplace)
    assert main(["links", "--delay", "0", "--local", "--about", "https://kb.example/"]) == 0
    said = capsys.readouterr().out
    assert "a URL is not found any more (404)" in said and "5 asked: 3 answers, 1 is not found any more" in said
    assert all("prevention-kb" in introduced and "https://kb.example/" in introduced for _, _, introduced in ASKED)
    assert main(["check"]) == 0, "a dead address of another host is no mistake of ours"
    kb = load(workplace)
    html = "".join(views.sources.sources_in(Page(kb, Site("Tiny"), f"sources/{a}/"), a) for a in "abcptu")
    assert html.count("The address answers, asked") == 2 and "The page is gone (since" in html
    assert main(["links", "--delay", "0", "--local", "--table"]) == 0
    assert "| `b` |" in capsys.readouterr().out


@pytest.mark.parametrize("about", ["kb.example", "https://kb.example/\nX: y", "mailto:a@kb.example", "https://[/"])
def test_who_asks_is_an_address(
    about: str, workplace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With an address that no header can hold every host would seem to be silent."""
    monkeypatch.chdir(workplace)
    assert main(["links", "--about", about]) == 1
    assert "--about" in capsys.readouterr().err
    assert not (workplace / link_answers.FILE).exists()


def test_answers_of_another_encoding_do_no_harm(workplace: Path) -> None:
    file = workplace / link_answers.FILE
    file.parent.mkdir()
    file.write_bytes(
        b"paper,URL,ok,2026-11-01,2026-11-01,caf\xe9\n\x00,x\npaper,archive,ok,2026-11-01,2026-11-01,200\n"
    )
    assert ("paper", "archive") in link_answers.read(workplace)
