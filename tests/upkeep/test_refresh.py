"""`kb refresh` on saved files and against a real server on this machine: what is proposed, what is written, what is refused."""

from __future__ import annotations

import http.server
import json
import shutil
import threading
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from prevention_kb import load
from prevention_kb.__main__ import main
from prevention_kb.authorities import un_treaties, un_votes
from prevention_kb.derived import freshness
from prevention_kb.facts.treaties import Treaty
from prevention_kb.upkeep import link_check, refresh
from prevention_kb.upkeep.transport import NoAnswer, Transport

from .. import depositary
from ..conftest import ROOT

HERE = Path(__file__).parent.parent / "authorities"
DAY = "2026-11-29"
ROWS = depositary.ROWS
JOINED = (*ROWS, ("Malaysia", "", "4 Mar\t 2026 a"))


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day after all of those on which something is checked here, since nothing can be checked on a day to come."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")  # 2030-01-01


@pytest.fixture
def project(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workplace)
    monkeypatch.setattr(link_check, "today", lambda: DAY)
    return workplace


def folder(project: Path, **files: bytes) -> Path:
    place = project.parent / "saved"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, content in files.items():
        (place / name).write_bytes(content)
    return place


def saved(project: Path, *options: str, **files: bytes) -> int:
    return main(["refresh", "--from", str(folder(project, **files)), *options])


def snapshot(project: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in project.rglob("*") if file.is_file()}


def test_the_stored_pages_confirm_what_data_holds(tmp_path: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every position of the stored pages stands in data/ as it is there; where data/ has gone on, the older table says so."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(refresh, "known", lambda root: {})
    assert main(["refresh", "--from", str(HERE / "untc"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    kinds = [f["kind"] for f in found["findings"] if f["kind"] != "hint"]
    assert len(kinds) == 209 and set(kinds) <= {"confirmed", "nothing"}
    assert not found["written"] and not found["passed"]


def test_a_new_act_is_told_and_nothing_is_written(project: Path, capsys: Any) -> None:
    before = snapshot(project)
    assert saved(project, page=depositary.page(JOINED)) == 0
    out = capsys.readouterr().out
    assert "treaties/covenant: Malaysia: accession 2026-03-04 is new (depositary's table of 2026-02-03)" in out
    assert "1 confirmed" in out and "1 new" in out
    assert snapshot(project) == before


def test_writing(project: Path, capsys: Any) -> None:
    old = (project / "data/treaties/covenant.yaml").read_text("utf-8")
    assert saved(project, "--write", page=depositary.page(JOINED, day="10-03-2026")) == 0
    new = (project / "data/treaties/covenant.yaml").read_text("utf-8")
    assert new == (
        old.replace("    acts: []\n    as_of: 2022-06\n    confidence: medium\n    sources: [tables]",
                    "    acts:\n      - act: accession\n        date: 2026-03-04\n    as_of: 2026-03-10\n    confidence: high\n    sources: [untc-covenant, tables]")
        .replace("        sources: [tables]\n        note: Made", "        sources: [untc-covenant, tables]\n        note: Made")
        .replace("    as_of: 2023-12\n    confidence: high\n    sources: [tables]", "    as_of: 2026-03-10\n    confidence: high\n    sources: [untc-covenant, tables]")
        .replace("checked: 2026-11-22\nreview_by: 2027-05-31", "checked: 2026-11-29\nreview_by: 2027-06-07")
    )  # fmt: skip
    added = load(project).records["sources"]["untc-covenant"]
    assert (str(added.issued), added.accessed, added.read) == ("2026-03-10", DAY, "whole")  # type: ignore[attr-defined]
    held = json.loads((project / refresh.STATE).read_text("utf-8"))["treaties/covenant"]
    assert held["parties"] == 3 and held["day"] == "2026-03-10"
    before = snapshot(project)
    assert saved(project, "--write", page=depositary.page(JOINED, day="10-03-2026")) == 0
    assert snapshot(project) == before, "the same answer again changes nothing"
    capsys.readouterr()
    newer = depositary.page((*ROWS, ("Malaysia", "", "5 Mar\t 2026 a")), day="10-05-2026")
    assert saved(project, "--write", page=newer) == 0
    assert "accession 2026-03-05 instead of 2026-03-04" in capsys.readouterr().out
    assert str(load(project).records["sources"]["untc-covenant"].issued) == "2026-05-10"  # type: ignore[attr-defined]
    capsys.readouterr()
    before = snapshot(project)
    assert saved(project, "--write", "--fewer", page=depositary.page(day="10-04-2026")) == 0
    assert "older than what data holds (as of 2026-05-10)" in capsys.readouterr().out
    assert snapshot(project) == before


def test_what_only_data_holds_stays_and_is_asked(project: Path, capsys: Any) -> None:
    saved(project, "--write", page=depositary.page(day="10-03-2026"))
    capsys.readouterr()
    gone = (*ROWS[:1], ("Cambodia", "", "26 May 1992 a"))
    assert saved(project, "--write", "--fewer", page=depositary.page(gone, day="10-05-2026")) == 0
    out = capsys.readouterr().out
    assert (
        "for a person: treaties/covenant: Cambodia: signature 1980-10-17 stands in data (untc-covenant, tables)" in out
    )
    status = load(project).get(Treaty, "covenant").status["cambodia"]
    assert [act.act for act in status.acts] == ["signature", "accession"], "nothing is deleted"
    assert str(status.as_of) == "2026-03", "not confirmed: the day of the older table is gone with it"
    assert load(project).get(Treaty, "covenant").review_by == "2026-12-29", "what is open is due soon"


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("Cambodia", "17 Oct 1980", "26 May 1992"), "ratification 1992-05-26, and data says accession 1992-05-26"),
        (("Cambodia", "17 Oct 1980", "[26 May 1992 a]"), "in brackets, which undo it"),
        (("Cambodia", "17 Oct 1980", "26 May 1992 d"), "succession 1992-05-26, and data says accession"),
    ],
)
def test_a_program_does_not_decide(project: Path, capsys: Any, row: tuple[str, ...], says: str) -> None:
    old = load(project).get(Treaty, "covenant").status["cambodia"]
    assert saved(project, "--write", page=depositary.page((ROWS[0], row))) == 0
    assert says in capsys.readouterr().out
    assert load(project).get(Treaty, "covenant").status["cambodia"] == old


def test_an_older_table_says_nothing(project: Path, capsys: Any) -> None:
    before = snapshot(project)
    assert saved(project, "--write", page=depositary.page(JOINED[:2], day="14-03-2015")) == 0
    assert "older than what data holds" in capsys.readouterr().out
    assert (project / "data/treaties/covenant.yaml").read_bytes() == before[project / "data/treaties/covenant.yaml"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><body>Urgent maintenance ViewDetails.aspx</body></html>",
        b"ViewDetails.aspx <html><input type=password></html>",
        depositary.page()[:-70],
        depositary.page((("Atlantis", "", "24 Jan 1983 a"),)),
        depositary.page((("Malaysia", "", "4 Mar 2026 a"), ROWS[1]), said=(1, 9)),
        depositary.page((("Malaysia", "", "4 Mar 2026 zz"), ROWS[1])),
        depositary.chapter()[:-30],
    ],
)
def test_half_an_answer_changes_nothing(project: Path, capsys: Any, content: bytes) -> None:
    before = snapshot(project)
    assert saved(project, "--write", page=content) == 0
    out = capsys.readouterr().out
    assert "refused: page" in out or "page: no authority" in out
    assert snapshot(project) == before


def test_fewer_parties_than_last_time(project: Path, capsys: Any) -> None:
    saved(project, "--write", page=depositary.page(JOINED, day="10-03-2026"))
    before = snapshot(project)
    assert saved(project, "--write", page=depositary.page(day="10-05-2026")) == 0
    assert "2 parties, and 3 on 2026-03-10" in capsys.readouterr().out
    assert snapshot(project) == before


def test_a_declaration_that_data_does_not_have(project: Path, capsys: Any) -> None:
    """Its kind and its day are proposed; what it says a person puts into words, and a later page asks nothing of it again."""
    text = "<p align=left><i>Reservation:<br></i></p>It does not hold itself bound by article 3."
    first = depositary.page(JOINED, day="10-03-2026", declarations={"Malaysia": text})
    assert saved(project, "--write", page=first) == 0
    assert "Malaysia: reservation of 4 March 2026 (11 words) is new; read it" in capsys.readouterr().out
    held = load(project).get(Treaty, "covenant").status["malaysia"].reservations
    assert held == "Text of 10 March 2026: Reservation of 4 March 2026. What it says is not put into words here yet."
    assert saved(project, page=first) == 0
    assert "new" not in capsys.readouterr().out
    later = text + "<p align=right>1 May 2026</p><br><p align=left><i>Declaration:<br></i></p>And one thing more."
    assert saved(project, page=depositary.page(JOINED, day="10-05-2026", declarations={"Malaysia": later})) == 0
    out = capsys.readouterr().out
    assert "declaration of 1 May 2026 is printed, and `reservations` does not name that day" in out
    assert "declarations is not that of 2026-03-10" in out


def test_a_declaration_that_has_changed(project: Path, capsys: Any) -> None:
    first = depositary.page(declarations={"Cambodia": "It holds that things are to be kept."})
    saved(project, "--write", page=first)
    capsys.readouterr()
    second = depositary.page(declarations={"Cambodia": "It no longer holds that things are kept."}, day="10-03-2026")
    saved(project, page=second)
    assert "declarations is not that of 2026-02-03" in capsys.readouterr().out


def test_files_are_known_by_what_is_in_them(project: Path, capsys: Any) -> None:
    files = {
        "a.txt": depositary.page(JOINED),
        "b": depositary.roll_call(),
        "c.html": depositary.page(number="XXVI-5"),
        "d": b"something else",
        "e.html": depositary.page(day="01-01-2026"),
    }
    assert saved(project, **files) == 0
    out = capsys.readouterr().out
    for said in ("accession 2026-03-04 is new", "abstain instead of not-established", "XXVI-5", "d: no authority", "e.html: another file"):  # fmt: skip
        assert said in out, said


def test_a_roll_call_settles_what_was_not_established(project: Path, capsys: Any) -> None:
    cast = (("KHM", "A", "CAMBODIA"), ("MYS", "Y", "MALAYSIA"))
    assert saved(project, "--write", vote=depositary.roll_call(cast)) == 0
    out = capsys.readouterr().out
    assert "votes/a-res-1: Cambodia: abstain instead of not-established; read its note again" in out
    assert "for a person: votes/a-res-1: the record counts 1-0-1, data 115-15-28" in out
    votes = {c.id: c.votes for c in load(project).records["countries"].values()}  # type: ignore[attr-defined]
    assert [(v.cast, v.confidence, v.sources) for v in votes["cambodia"]] == [("abstain", "high", ["undl-a-res-1"])]
    assert votes["malaysia"][-1].cast == "yes"


def test_an_edit_that_breaks_a_rule_is_taken_back(project: Path, capsys: Any) -> None:
    early = (ROWS[0], ("Cambodia", "17 Oct 1980", "26 May 1960 a"))
    before = snapshot(project)
    assert saved(project, "--write", page=depositary.page(early)) == 0
    out = capsys.readouterr().out
    assert "nothing was written" in out and "before the adoption" in out
    after = snapshot(project)
    assert after == before


def test_a_file_that_cannot_be_opened(project: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, and the others are read."""
    opened = Path.read_bytes

    def read(file: Path) -> bytes:
        if file.name == "a":
            raise PermissionError(13, "Permission denied", str(file))
        return opened(file)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert saved(project, a=b"x", b=depositary.page(JOINED)) == 0
    out = capsys.readouterr().out
    assert "refused: a: any authority: a: the file cannot be opened (Permission denied)" in out and "is new" in out
    assert "2 answers" in out


def test_only_what_is_named_or_due(project: Path, capsys: Any) -> None:
    assert saved(project, "treaties/statute", page=depositary.page(JOINED)) == 0
    assert "0 answers" in capsys.readouterr().out
    assert saved(project, "--due", page=depositary.page(JOINED)) == 0
    assert "0 answers" in capsys.readouterr().out
    assert saved(project, "treaties/covenant", page=depositary.page(JOINED)) == 0
    assert "is new" in capsys.readouterr().out
    assert saved(project, "treaties/nothing", page=b"") == 1
    assert "no record 'treaties/nothing'" in capsys.readouterr().err
    assert main(["refresh", "--from", "nowhere"]) == 1


def test_a_table_for_a_review(project: Path, capsys: Any) -> None:
    assert saved(project, "--table", page=depositary.page(JOINED)) == 0
    assert "| new | `treaties/covenant` | Malaysia | accession 2026-03-04 is new" in capsys.readouterr().out


def test_how_fresh_the_matrix_is(project: Path) -> None:
    """Counted on a day: what rests on the depositary's own table of the twelve months before."""

    def counted(day: str) -> tuple[int, int]:
        kb = load(project)
        return freshness.compared(kb, kb.all(Treaty).values(), date.fromisoformat(day))

    assert counted("2026-11-29") == (0, 4)
    saved(project, "--write", page=depositary.page(day="10-03-2026"))
    assert counted("2026-11-29") == counted("2027-03-10") == (2, 4)
    assert counted("2027-03-11") == counted("2028-02-29") == (0, 4)


ASKED: list[tuple[str, dict[str, str]]] = []
ANSWERS: dict[str, tuple[int, bytes, dict[str, str]]] = {}


class Host(http.server.BaseHTTPRequestHandler):
    """Plays the authorities: answers as ANSWERS has it, /slow late, and says 304 where it is asked for an ETag that it gave."""

    def do_GET(self) -> None:
        ASKED.append((self.path, dict(self.headers)))
        code, body, headers = ANSWERS.get(self.path, (404, b"", {}))
        if self.path.startswith("/slow"):
            time.sleep(2)
        if headers.get("ETag") and self.headers["If-None-Match"] == headers["ETag"]:
            code, body = 304, b""
        if self.path.startswith("/drip"):
            headers = {"Content-Length": "1000"}
        try:
            self.send_response(code)
            for name, value in headers.items():
                self.send_header(name, value)
            if "Content-Length" not in headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for _ in range(100 if self.path.startswith("/drip") else 0):
                self.wfile.write(b".")
                time.sleep(0.02)
            self.wfile.write(body)
        except OSError:
            pass

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    ASKED.clear()
    ANSWERS.clear()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setattr(un_treaties, "page", lambda number: f"{address}/page/{number}")
    monkeypatch.setattr(un_treaties, "chapter_xml", lambda number: f"{address}/xml/{number}")
    yield address
    server.shutdown()


def live(*options: str) -> int:
    return main(["refresh", "--local", "--delay", "0", "--timeout", "0.5", *options])


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"/page/IV-4": (200, depositary.page(JOINED), {})}, "accession 2026-03-04 is new"),
        ({"/xml/IV-4": (200, depositary.chapter(JOINED, updated="03-02-2026"), {})}, "accession 2026-03-04 is new"),
        ({"/xml/IV-4": (200, depositary.chapter(JOINED), {"Last-Modified": "Tue, 10 Mar 2026 08:00:00 GMT"})}, "table of 2026-03-10"),
        ({"/page/IV-4": (500, b"", {})}, "500"),
        ({"/page/IV-4": (503, b"", {"Retry-After": "100"})}, "left alone"),
        ({"/page/IV-4": (200, b"", {})}, "empty"),
        ({"/page/IV-4": (200, depositary.page()[:200], {})}, "breaks off"),
        ({"/page/IV-4": (200, depositary.page()[:200], {"Content-Length": "90000"})}, "broke off in the middle"),
        ({"/page/IV-4": (200, b"<html>" + b" " * 30_000_001, {})}, "30 million bytes"),
        ({"/page/IV-4": (200, depositary.page(number="IV-9"), {})}, "IV-9"),
        ({"/page/IV-4": (302, b"", {"Location": "ftp://elsewhere.example/"})}, "no web page"),
        ({"/page/IV-4": (200, depositary.page(JOINED), {}), "/robots.txt": (200, b"User-agent: *\nDisallow: /", {})}, "robots.txt"),
        ({"/robots.txt": (500, b"", {})}, "500"),
    ],
)  # fmt: skip
def test_the_authorities_themselves(project: Path, host: str, capsys: Any, answers: dict[str, Any], says: str) -> None:
    ANSWERS.update(answers)
    before = snapshot(project)
    assert live() == 0, "no foreign host fails a run"
    assert says in capsys.readouterr().out
    assert snapshot(project) == before


def test_slow_and_silent_hosts(project: Path, host: str, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(un_treaties, "page", lambda number: f"{host}/slow")
    monkeypatch.setattr(un_treaties, "chapter_xml", lambda number: "http://127.0.0.1:9/silent")
    assert live() == 0
    out = capsys.readouterr().out
    assert "no answer: Connection refused" in out and "Errno" not in out
    assert "no answer in time" in out and "save its page in a browser" in out


def test_a_host_that_lets_an_answer_drip(host: str) -> None:
    """No single wait is too long, and all of them are."""
    ANSWERS["/drip"] = (200, b"", {})
    asker = Transport("me", delay=0, timeout=0.1, local=True)
    started = time.monotonic()
    with pytest.raises(NoAnswer, match="takes longer than 1 s"):
        asker.get(f"{host}/drip")
    assert time.monotonic() - started < 5, "three tries"


def test_what_no_authority_can_be_asked_for(project: Path, host: str, capsys: Any) -> None:
    assert live("events/fall") == 0
    assert "no authority that is known here settles it" in capsys.readouterr().out
    assert live("countries/cambodia") == 0
    out = capsys.readouterr().out
    assert "Global Centre for the Responsibility to Protect is not asked for countries/*: its list" in out
    assert "kb refresh --from FOLDER" in out
    assert not ASKED


def test_who_wants_to_approve_first_is_not_asked(
    project: Path, host: str, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terms of the UN Digital Library forbid automated downloads without its approval."""
    monkeypatch.setattr(un_votes, "search", lambda symbol: f"{host}/search")
    ANSWERS["/search"] = (200, depositary.roll_call(), {})
    assert live("votes/a-res-1", "--table") == 0
    out = capsys.readouterr().out
    assert "UN Digital Library is not asked for votes/a-res-1" in out and "page=tos" in out and "--approved" in out
    assert not ASKED
    assert live("votes/a-res-1", "--approved") == 0
    assert "abstain instead of not-established" in capsys.readouterr().out


def test_not_modified(project: Path, host: str, capsys: Any) -> None:
    ANSWERS["/page/IV-4"] = (200, depositary.page(JOINED, day="10-03-2026"), {"ETag": '"1"'})
    assert live("--write") == 0
    before = snapshot(project)
    assert live("--write") == 0
    assert "not changed since it was read on 2026-11-29" in capsys.readouterr().out
    assert snapshot(project) == before
    agents = {headers["User-Agent"] for _, headers in ASKED}
    assert len(agents) == 1 and "prevention-kb-refresh/" in agents.pop()
    assert [path for path, _ in ASKED].count("/robots.txt") == 2, "once in each run"


def test_a_private_address_is_never_asked() -> None:
    with pytest.raises(NoAnswer, match="no public address"):
        Transport("me", delay=0, timeout=1, sleep=lambda s: None).get("http://127.0.0.1:9/x")


def test_one_question_at_a_time(host: str) -> None:
    waits: list[float] = []
    ANSWERS["/a"] = ANSWERS["/b"] = (200, b"x", {})
    asker = Transport("me", delay=5, local=True, sleep=waits.append, clock=lambda: 0.0)
    assert asker.get(f"{host}/a").body == asker.get(f"{host}/b").body == b"x"
    assert waits == [5.0, 5.0], "robots.txt counts too"


def test_progress_is_for_terminals(project: Path, host: str, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert live() == 0
    assert not capsys.readouterr().err
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert live() == 0
    assert "1 of 1: treaties/covenant, UN Treaty Collection" in capsys.readouterr().err


def test_a_vote_is_asked_by_the_number_in_its_source(kb: Any) -> None:
    asked = {q.record: q.addresses for q in un_votes.UNVotes().questions(kb)}
    assert asked["votes/a-res-75-277"] == ("https://digitallibrary.un.org/record/3926467/export/xm",)
    numbered = [t for t in kb.all(Treaty).values() if t.un_treaty_collection]
    assert len(list(un_treaties.UNTreaties().questions(kb))) == len(numbered) == 24


def test_a_weekly_run_does_not_bury_what_differs(project: Path, host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ANSWERS["/page/IV-4"] = (200, depositary.page(day="20-11-2026"), {})
    assert live("--write") == 0
    before = (project / "data/treaties/covenant.yaml").read_bytes()
    monkeypatch.setattr(link_check, "today", lambda: "2026-12-06")
    assert live("--write") == 0
    assert (project / "data/treaties/covenant.yaml").read_bytes() == before
    monkeypatch.setattr(link_check, "today", lambda: "2026-12-28")
    assert live("--write") == 0
    assert b"checked: 2026-12-28" in (project / "data/treaties/covenant.yaml").read_bytes()
    assert (project / refresh.STATE).exists()
