"""A host on this machine, for whatever opens the built site in a browser."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def host(site: Path, folder: str = "/", headers: Callable[[str], dict[str, str]] = lambda path: {}) -> Iterator[str]:
    """Serve a site in this folder of the host and nothing beside it, with these headers for each path; its address."""

    class Host(http.server.SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # one connection for many files

        def translate_path(self, path: str) -> str:
            return super().translate_path("/" + path.removeprefix(folder) if path.startswith(folder) else "/outside")

        def end_headers(self) -> None:
            for name, value in headers(self.path).items():
                self.send_header(name, value)
            super().end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{folder}"
    finally:
        server.shutdown()
