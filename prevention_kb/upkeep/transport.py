"""Asks foreign hosts for whole files: one request at a time, slowly, within their robots.txt, and not again for what has not changed."""

from __future__ import annotations

import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse
from urllib.parse import quote, urlsplit
from urllib.robotparser import RobotFileParser

from ..authorities.answers import LARGEST
from .link_check import Redirects, refuse_private

TRIES = 3
"""How often a host is asked that does not answer or has a fault of its own."""

PATIENCE = 10
"""How many times the longest single wait a whole answer may take."""


class NoAnswer(Exception):
    """What came instead of an answer, in words."""


@dataclass(frozen=True, slots=True)
class Got:
    """An answer; `body` is None where the host says that nothing has changed since it gave `etag` and `modified`."""

    body: bytes | None
    etag: str = ""
    modified: str = ""

    @property
    def day(self) -> str:
        """The day on which the host says the file was last changed, as 2026-02-03; empty where it does not say."""
        try:
            return parsedate_to_datetime(self.modified).date().isoformat()
        except (TypeError, ValueError):
            return ""


@dataclass
class Transport:
    """One who asks; a host that wants to be left alone, or stays silent, is left alone for the rest of the run."""

    introduce: str
    delay: float = 5.0
    timeout: float = 60.0
    local: bool = False
    """Whether addresses inside the own network may be asked."""
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _last: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _left_alone: dict[str, str] = field(default_factory=dict)

    def get(self, url: str, etag: str = "", modified: str = "") -> Got:
        """The file at an address; NoAnswer where there is none."""
        host = f"{urlsplit(url).scheme}://{urlsplit(url).netloc}"
        if host in self._left_alone:
            raise NoAnswer(f"the host is left alone for this run: {self._left_alone[host]}")
        if not self._allowed(host, url):
            raise NoAnswer("the host does not let programs read this address (robots.txt)")
        return self._patiently(host, url, etag, modified)

    def _allowed(self, host: str, url: str) -> bool:
        if host not in self._robots:
            rules = RobotFileParser()
            try:
                body = self._patiently(host, f"{host}/robots.txt").body or b""
                rules.parse(body.decode("utf-8", "replace").splitlines())
            except NoAnswer as none:
                if not re.match("4(04|10)", str(none)):
                    raise
                rules.parse([])
            self._robots[host] = rules
        return self._robots[host].can_fetch(self.introduce, url)

    def _patiently(self, host: str, url: str, etag: str = "", modified: str = "") -> Got:
        said = ""
        for attempt in range(TRIES):
            wait = self._last.get(host, float("-inf")) + self.delay * (attempt + 1) - self.clock()
            if wait > 0:
                self.sleep(wait)
            try:
                return self._once(url, etag, modified)
            except urllib.error.HTTPError as error:
                error.close()
                said = f"{error.code} {error.reason}".strip()
                if error.code in (429, 503):
                    self._left_alone[host] = said
                if error.code in (429, 503) or error.code < 500:
                    break
            except (OSError, HTTPException, ValueError) as error:
                reason = getattr(error, "reason", error)
                why = getattr(reason, "strerror", None) or reason
                said = "no answer in time" if isinstance(reason, TimeoutError) else f"no answer: {why}"
            finally:
                self._last[host] = self.clock()
        else:
            self._left_alone[host] = said
        raise NoAnswer(" ".join(said.split())[:200])

    def _once(self, url: str, etag: str, modified: str) -> Got:
        headers = {"User-Agent": self.introduce, "Accept": "*/*"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        url = quote(url, safe=":/?#[]@!$&'()*+,;=%~")
        refuse_private(url, self.local)
        opener = urllib.request.build_opener(Redirects(self.local))
        try:
            with opener.open(urllib.request.Request(url, headers=headers), timeout=self.timeout) as answer:
                body = self._whole(answer)
                length = answer.headers.get("Content-Length", "")
                if length.isascii() and length.isdigit() and len(body) < min(int(length), LARGEST):
                    raise OSError("the connection broke off in the middle")
                return Got(body, answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
        except urllib.error.HTTPError as error:
            if error.code != 304:
                raise
            error.close()
            return Got(None, etag, modified)

    def _whole(self, answer: HTTPResponse) -> bytes:
        """All of an answer, or a byte more than the largest; OSError where it only drips: each wait is short then, and they do not end."""
        longest = PATIENCE * self.timeout
        until, parts, size = time.monotonic() + longest, [], 0
        while size <= LARGEST and (part := answer.read1(LARGEST + 1 - size)):
            parts.append(part)
            size += len(part)
            if time.monotonic() > until:
                raise OSError(f"the answer takes longer than {longest:g} s")
        return b"".join(parts)
