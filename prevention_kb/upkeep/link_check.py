"""Whether the addresses of the sources still answer: asked politely, one at a time, and kept in checks/links.csv.

A foreign host never decides about this site: nothing here fails a build or a check. `kb links` asks, the sources page shows.
"""

from __future__ import annotations

import csv
import io
import ipaddress
import re
import socket
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from http.client import HTTPException, HTTPMessage
from importlib.metadata import PackageNotFoundError, version
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from ..derived.link_answers import COLUMNS, EXCEPTIONS, FILE, STATES, LinkAnswer, read
from ..facts.dates import calendar_day
from ..facts.knowledge import KnowledgeBase
from ..facts.sources import Source
from ..reading import yaml_file as source
from ..reading.problems import DataError, Problem
from ..reading.writing import write_atomically

HEAD = "# What the addresses of the sources answered, and since when. Written by kb links; not a fact of this knowledge base."


WORDS = {
    "ok": "answers",
    "moved": "has moved",
    "gone": "is not found any more",
    "closed": "does not let programs in",
    "failing": "answers with a fault of its own",
    "silent": "does not answer",
}
"""What can be said of an address, for the terminal and the report; a page says it from the catalogue."""

PATIENCE = 2
"""After this many times without an answer the rest of a host is left for another day."""


@dataclass(frozen=True, slots=True)
class Except:
    """A host that is not asked, the reason, and the day until which that holds."""

    host: str
    reason: str
    until: str


def _is_day(text: str) -> bool:
    try:
        calendar_day(text)
    except ValueError:
        return False
    return True


def write(root: Path, answers: Iterable[LinkAnswer]) -> None:
    """Write the file anew, in order of the sources."""
    file = root / FILE
    file.parent.mkdir(exist_ok=True)
    out = io.StringIO(newline="")
    out.write(HEAD + "\n")
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(COLUMNS)
    for a in sorted(answers, key=lambda a: (a.source, a.field)):
        rows.writerow([a.source, a.field, a.state, a.since, a.asked, a.said])
    write_atomically(file, out.getvalue())


def exceptions(root: Path) -> dict[str, Except]:
    """The hosts that are not asked; DataError where one has no reason or no last day."""
    file = root / EXCEPTIONS
    if not file.is_file():
        return {}
    document = source.read(file, EXCEPTIONS)
    problems = list(document.problems)
    if not problems and not isinstance(document.value, (dict, type(None))):
        problems.append(
            Problem(
                EXCEPTIONS,
                1,
                1,
                what="the file is no list of hosts",
                allowed="lines of the form host: …",
                cure="compare the comment at its head",
            )
        )
    found = {}
    for host, entry in (document.value if isinstance(document.value, dict) else {}).items():
        reason, until = (entry.get(key) for key in ("reason", "until")) if isinstance(entry, dict) else (None, None)
        if not isinstance(reason, str) or not _is_day(str(until)):
            place = document.place((host,), key=True)
            problems.append(
                Problem(
                    EXCEPTIONS,
                    *place,
                    what=f"{host}: an exception needs a reason and a last day",
                    allowed="reason: …, until: 2027-06-30",
                    cure="add both",
                )
            )
        else:
            found[host] = Except(host, reason, str(until))
    if problems:
        raise DataError(problems)
    return found


def agent(address: str) -> str:
    """How we introduce ourselves: the project, its version, and where to find out more."""
    try:
        number = version("prevention-kb")
    except PackageNotFoundError:
        number = "0"
    return f"prevention-kb-links/{number}" + (
        f" (+{address})" if address else " (checks the sources of a knowledge base)"
    )


class Redirects(urllib.request.HTTPRedirectHandler):
    """Follows at most five times, to public hosts only, and notes whether the address has moved for good."""

    max_redirections = 5

    def __init__(self, local: bool) -> None:
        self.local, self.permanent = local, True
        self.followed = False

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        self.followed = True
        self.permanent = self.permanent and code in (301, 308)
        refuse_private(newurl, self.local)
        onward = super().redirect_request(req, fp, code, msg, headers, newurl)
        if onward:
            onward.method = req.get_method()  # HEAD stays HEAD
        return onward


def refuse_private(url: str, local: bool) -> None:
    """Addresses inside a network are nobody's source; OSError for them."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        raise OSError("leads to something that is no web page")
    if not local:
        for found in socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM):
            if not ipaddress.ip_address(found[4][0]).is_global:
                raise OSError("is no public address")


def ask(url: str, timeout: float, introduce: str, local: bool = False) -> tuple[str, str, float]:
    """State of an address, what was said, and how many seconds its host wants to be left alone (0 for none).

    Asks with HEAD; only where that is not understood or refused, with GET, of which no more than the head is read.
    """
    state, said, wait = "silent", "no answer", 0.0
    for method in ("HEAD", "GET"):
        redirects = Redirects(local)
        opener = urllib.request.build_opener(redirects)
        try:
            url = quote(url, safe=":/?#[]@!$&'()*+,;=%~")
            request = urllib.request.Request(url, method=method, headers={"User-Agent": introduce, "Accept": "*/*"})
            refuse_private(url, local)
            with opener.open(request, timeout=timeout) as response:
                moved = redirects.followed and redirects.permanent and not _same(url, response.url)
                return ("moved", f"to {response.url}", 0.0) if moved else ("ok", str(response.status), 0.0)
        except urllib.error.HTTPError as error:
            error.close()
            said = str(error.code)
            state = _state(error.code)
            if error.code in (429, 503):
                asked = error.headers.get("Retry-After", "")
                wait = float(asked) if re.fullmatch("[0-9]{1,6}", asked) else 3600.0
                return ("closed" if error.code == 429 else "failing"), said, wait
        except (
            OSError,
            HTTPException,
            ValueError,
        ) as error:  # URLError and timeouts are OSErrors, no address is a ValueError
            reason = getattr(error, "reason", error)
            if method == "HEAD" and isinstance(reason, (HTTPException, ConnectionResetError)):
                continue  # hung up on: some hosts know only GET
            timed_out = isinstance(error, TimeoutError) or isinstance(reason, TimeoutError)
            return "silent", "no answer in time" if timed_out else _short(reason), 0.0
    return state, said, wait


def _state(code: int) -> str:
    if code in (404, 410):
        return "gone"
    return "closed" if 400 <= code < 500 else "failing"


def _same(one: str, other: str) -> bool:
    """Whether two addresses differ only in http and https, www, or a slash at the end."""
    return re.sub(r"^https?://(www\.)?", "", one).rstrip("/") == re.sub(r"^https?://(www\.)?", "", other).rstrip("/")


def _short(reason: object) -> str:
    text = " ".join(str(reason).split()) or type(reason).__name__
    return re.sub(r"^\[[^\]]*\] ", "", text)[:80]


def due(kb: KnowledgeBase, before: dict[tuple[str, str], LinkAnswer]) -> list[tuple[str, str, str]]:
    """Every address as (source, field, URL): hosts taking turns, those never asked and longest not asked first."""
    by_host: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for record in kb.all(Source).values():
        for field, url in record.addresses.items():
            by_host[host(url)].append((record.id, field, url))
    for queue in by_host.values():
        queue.sort(key=lambda entry: before[entry[:2]].asked if entry[:2] in before else "")
    turns = zip_longest(*by_host.values())
    flat = [entry for turn in turns for entry in turn if entry]
    return sorted(flat, key=lambda entry: before[entry[:2]].asked if entry[:2] in before else "")


def host(url: str) -> str:
    """The host of an address, without www; what has none stands for itself."""
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:
        return url


def check(
    kb: KnowledgeBase,
    today: str,
    *,
    limit: int = 200,
    delay: float = 5.0,
    timeout: float = 20.0,
    introduce: str = "",
    local: bool = False,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[LinkAnswer]:
    """Ask up to `limit` addresses, each host at most once in `delay` seconds; yields each answer as it comes.

    A host that asks to be left alone, or that stays silent, is left alone for the rest of the run.
    """
    before, left_out = read(kb.root), exceptions(kb.root)
    last: dict[str, float] = {}
    silent: dict[str, int] = defaultdict(int)
    left_alone: set[str] = {entry.host for entry in left_out.values() if entry.until >= today}
    asked = 0
    for record_id, field, url in due(kb, before):
        at = host(url)
        if asked >= limit:
            return
        if at in left_alone:
            continue
        if at in last and (wait := last[at] + delay - clock()) > 0:
            sleep(wait)
        state, said, alone = ask(url, timeout, introduce or agent(""), local)
        last[at], asked = clock(), asked + 1
        silent[at] = silent[at] + 1 if state == "silent" else 0
        if alone or silent[at] >= PATIENCE:
            left_alone.add(at)
        known = before.get((record_id, field))
        since = known.since if known and known.state == state else today
        yield LinkAnswer(record_id, field, state, since, today, said)


def merged(kb: KnowledgeBase, answers: Iterable[LinkAnswer]) -> list[LinkAnswer]:
    """The old answers with the new ones in their place; those of addresses that are gone from the sources are dropped."""
    found = read(kb.root) | {(a.source, a.field): a for a in answers}
    sources = kb.all(Source)
    return [
        a for (record_id, field), a in found.items() if record_id in sources and field in sources[record_id].addresses
    ]


def expired(root: Path, today: str) -> list[Except]:
    """The exceptions whose last day is over."""
    return [entry for entry in exceptions(root).values() if entry.until < today]


def table(kb: KnowledgeBase, answers: Iterable[LinkAnswer]) -> str:
    """What needs a person, as a Markdown table; a sentence where nothing does."""
    wrong = [a for a in answers if a.state in ("gone", "moved", "silent", "failing")]
    if not wrong:
        return "Every address that was asked answers."
    rows = ["| source | address | answer | since |", "| --- | --- | --- | --- |"]
    for a in sorted(wrong, key=lambda a: (list(STATES).index(a.state), a.source)):
        record = kb.get(Source, a.source)
        url = record.addresses[a.field]
        copy = "; an archived copy is named" if a.field == "URL" and record.archive else ""
        rows.append(f"| `{a.source}` | <{url}> | {WORDS[a.state]} ({a.said.replace('|', '/')}){copy} | {a.since} |")
    return "\n".join(rows)


def summary(answers: Iterable[LinkAnswer]) -> str:
    """How many addresses are in which state."""
    counts: dict[str, int] = defaultdict(int)
    for a in answers:
        counts[a.state] += 1
    return ", ".join(f"{counts[state]} {WORDS[state]}" for state in STATES if counts[state]) or "no address was asked"


def today() -> str:
    """The day of asking."""
    return date.today().isoformat()
