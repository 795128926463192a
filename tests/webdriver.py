"""Firefox and WebKit as tests drive them: one page, and the commands of W3C WebDriver.

Debian has no geckodriver, so Firefox is spoken to through Marionette, the socket that geckodriver itself speaks to; it also opens the browser's
own console, where a refused request or a discarded font is told. WebKitGTK stands in for Safari; driven so, it shows its console to nobody.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which WebDriver gives an element; a constant of the standard."""
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Down": "\ue015", "Up": "\ue013", "Tab": "\ue004", "Control": "\ue009", "Shift": "\ue008"}  # fmt: skip


class Failed(Exception):
    """What a browser answered in place of a value."""


def until(test: Callable[[], Any], seconds: float = 30) -> Any:
    """Wait until something holds, and return what it was."""
    end = time.monotonic() + seconds
    while True:
        with contextlib.suppress(OSError, Failed):
            if found := test():
                return found
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.1)


class Browser:
    """A window of one browser; `send` carries a command of WebDriver to it."""

    name: str

    def send(self, command: str, **parameters: Any) -> Any:
        raise NotImplementedError

    def open(self, address: str) -> None:
        self.send("Navigate", url=address)
        self.loaded()

    def loaded(self) -> None:
        """WebKit answers before the scripts of a page have run."""
        until(lambda: self.ask("document.readyState === 'complete'"))

    def back(self) -> None:
        self.send("Back")

    def reload(self) -> None:
        self.send("Refresh")
        self.loaded()

    def resize(self, width: int, height: int = 900) -> None:
        self.send("SetWindowRect", width=width, height=height, x=0, y=0)

    def ask(self, script: str, *values: Any) -> Any:
        """The value of an expression in the page; `arguments` holds the values."""
        return self.send("ExecuteScript", script=f"return ({script})", args=list(values))

    def find(self, selector: str) -> str:
        found = until(lambda: self.send("FindElement", using="css selector", value=selector))
        return str(found[ELEMENT])

    def click(self, selector: str) -> None:
        """As a reader would: in sight, and on what lies on top."""
        self.ask("document.querySelector(arguments[0]).scrollIntoView({ block: 'center' })", selector)
        self.send("ElementClick", id=self.find(selector))

    def type(self, selector: str, text: str) -> None:
        self.send("ElementSendKeys", id=self.find(selector), text=text)

    def press(self, *keys: str) -> None:
        """Keys wherever the focus is, one after the other; a name of KEYS or characters."""
        strokes = [stroke for key in keys for stroke in ([KEYS[key]] if key in KEYS else key)]
        actions = [{"type": way, "value": stroke} for stroke in strokes for way in ("keyDown", "keyUp")]
        self.send("PerformActions", actions=[{"type": "key", "id": "keys", "actions": actions}])

    def choose(self, selector: str, value: str) -> None:
        """Set a field as its own control would, and say so to the page."""
        self.ask(
            "((field) => { field.value = arguments[1]; for (const type of ['input', 'change'])"
            " field.dispatchEvent(new Event(type, { bubbles: true })); })(document.querySelector(arguments[0]))",
            selector,
            value,
        )


class Firefox(Browser):
    name = "firefox"

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=120)
        self.read = self.socket.makefile("rb")
        self.sent = 0
        self.receive()
        self.call("WebDriver:NewSession", {"capabilities": {"alwaysMatch": {"acceptInsecureCerts": False}}})

    def receive(self) -> Any:
        length = b""
        while (sign := self.read.read(1)) != b":":
            if not sign:
                raise OSError("Firefox has ended")
            length += sign
        return json.loads(self.read.read(int(length)))

    def call(self, command: str, parameters: dict[str, Any]) -> Any:
        self.sent += 1
        message = json.dumps([0, self.sent, command, parameters]).encode()
        self.socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, value = self.receive()
        if error:
            raise Failed(f"{command}: {error['message']}")
        return value["value"] if isinstance(value, dict) and value.keys() == {"value"} else value

    def send(self, command: str, **parameters: Any) -> Any:
        return self.call(f"WebDriver:{command}", parameters)

    def inside(self, script: str) -> Any:
        """Run something in the browser itself, which sees what no page may."""
        self.call("Marionette:SetContext", {"value": "chrome"})
        try:
            return self.send("ExecuteScript", script=script, args=[])
        finally:
            self.call("Marionette:SetContext", {"value": "content"})

    def complaints(self) -> list[str]:
        """What the console got since the last call, of pages alone: the browser's own troubles, such as its services out of reach, come from addresses of its own."""
        found = self.inside(
            """const storage = Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage);
            const said = storage.getEvents().filter((e) => /^http/.test(e.filename)).map((e) => `${e.level}: ${e.arguments.join(" ")} (${e.filename})`);
            const told = Services.console.getMessageArray().map(String);
            storage.clearEvents(); Services.console.reset(); return [...said, ...told];"""
        )
        own = re.compile(r'"(resource|chrome|moz-extension|jar):')
        return [text for text in found if "http://127.0.0.1" in text and not own.search(text)]


class WebKit(Browser):
    name = "webkit"
    BINARY = next(iter(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")), Path("MiniBrowser"))
    PATHS: ClassVar[dict[str, str]] = {
        "Navigate": "url", "Back": "back", "Refresh": "refresh", "SetWindowRect": "window/rect", "ExecuteScript": "execute/sync",
        "FindElement": "element", "ElementClick": "element/{id}/click", "ElementSendKeys": "element/{id}/value", "PerformActions": "actions",
    }  # fmt: skip

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}/session"
        options = {"binary": str(self.BINARY), "args": ["--automation"]}
        started = self.post(self.base, {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}})
        self.base += "/" + started["sessionId"]

    def post(self, address: str, body: Any) -> Any:
        request = urllib.request.Request(address, json.dumps(body).encode(), {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise Failed(error.read().decode("utf-8", "replace")) from None

    def send(self, command: str, **parameters: Any) -> Any:
        return self.post(f"{self.base}/{self.PATHS[command].format(**parameters)}", parameters)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def started(command: list[str], log: Path, **environment: str) -> Iterator[None]:
    """A program and all that it starts, ended with it."""
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, stdout=file, stderr=subprocess.STDOUT, env={**os.environ, **environment}, start_new_session=True
        )
        try:
            yield
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@contextlib.contextmanager
def firefox(**settings: str | int | bool) -> Iterator[Firefox]:
    """A Firefox with a fresh profile, a mouse (6: fine, and able to hover) and these settings in place of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        profile = Path(folder)
        lines = {"marionette.port": 0, "ui.primaryPointerCapabilities": 6, "browser.shell.checkDefaultBrowser": False, "datareporting.policy.dataSubmissionEnabled": False, **settings}  # fmt: skip
        (profile / "user.js").write_text(
            "".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in lines.items()), "utf-8"
        )
        command = ["firefox-esr", "--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
        with started([*command, "--profile", folder], profile / "log", MOZ_DISABLE_AUTO_SAFE_MODE="1", HOME=folder):
            port = until(lambda: (profile / "MarionetteActivePort").read_text(), 90)
            yield Firefox(int(port))


@contextlib.contextmanager
def webkit() -> Iterator[WebKit]:
    """A WebKit with no past, on a display of its own that nobody sees."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, contextlib.ExitStack() as stack:
        log, ready, port = Path(folder) / "log", Path(folder) / "display", free_port()
        stack.enter_context(
            started(["sh", "-c", f"exec Xvfb -displayfd 3 -screen 0 1600x1200x24 3>{ready}"], Path(folder) / "xvfb")
        )
        display = until(lambda: ready.read_text().strip())
        here = {"DISPLAY": f":{display}", "HOME": folder, "XDG_RUNTIME_DIR": folder, "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "NO_AT_BRIDGE": "1"}  # fmt: skip
        stack.enter_context(started(["WebKitWebDriver", f"--port={port}"], log, **here))
        until(lambda: urllib.request.urlopen(f"http://127.0.0.1:{port}/status", timeout=5).status == 200)
        yield WebKit(port)
