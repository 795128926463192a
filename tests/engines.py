"""Firefox and WebKit as one hand: the few acts of a reader that the tests of other engines need, by what each engine offers."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from . import programs


class Engine:
    """A browser with one window, on a site served at `base`."""

    def __init__(self, driver: Any, base: str) -> None:
        self.driver = driver
        self.base = base

    def open(self, path: str) -> None:
        """Go to a page of the site, until it is whole."""
        self.go(self.base + path)
        self.until("document.readyState === 'complete'")

    def go(self, address: str) -> None:
        raise NotImplementedError

    def script(self, text: str, *arguments: Any) -> Any:
        """What a function with this body returns in the page."""
        return self.driver.execute_script(text, list(arguments))

    def find(self, selector: str) -> Any:
        return self.driver.find_element("css selector", selector)

    def click(self, selector: str) -> None:
        element = self.find(selector)
        self.script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()

    def type(self, selector: str, text: str) -> None:
        self.find(selector).send_keys(text)

    def choose(self, selector: str, value: str) -> None:
        """Choose from a list, as a reader does: by its option."""
        self.click(f"{selector} option[value='{value}']")

    def date(self, selector: str, day: str) -> None:
        """Fill a field of a date with a day, as 2019-03-16."""
        raise NotImplementedError

    def until(self, expression: str, seconds: float = 20) -> None:
        """Wait until an expression is true in the page."""
        end = time.monotonic() + seconds
        while not self.script(f"return Boolean({expression})"):
            assert time.monotonic() < end, f"{expression} at {self.address}"
            time.sleep(0.05)

    @property
    def address(self) -> str:
        return str(self.script("return location.href"))

    def reload(self) -> None:
        self.driver.refresh()
        self.until("document.readyState === 'complete'")

    def back(self) -> None:
        raise NotImplementedError

    def resize(self, width: int, height: int) -> None:
        raise NotImplementedError

    def complaints(self) -> list[str]:
        """What the console said of this site since it was asked last."""
        raise NotImplementedError


class Firefox(Engine):
    """By Marionette, the protocol that Firefox itself speaks; it also opens the console of the whole browser."""

    CONSOLE = """
      const said = Services.console.getMessageArray().map((message) => {
        try { message.QueryInterface(Ci.nsIScriptError); } catch { return ["", message.message]; }
        return [message.sourceName, message.errorMessage];
      });
      Services.console.reset();
      return said;"""

    def go(self, address: str) -> None:
        self.driver.navigate(address)

    def script(self, text: str, *arguments: Any) -> Any:
        return self.driver.execute_script(text, script_args=list(arguments), sandbox=None)

    def date(self, selector: str, day: str) -> None:
        self.type(selector, day)

    def back(self) -> None:
        self.driver.go_back()

    def resize(self, width: int, height: int) -> None:
        self.driver.set_window_rect(width=width, height=height)

    def complaints(self) -> list[str]:
        with self.driver.using_context("chrome"):
            said = self.driver.execute_script(self.CONSOLE)
        return [f"{source}: {text}" for source, text in said if self.base in source + text]


class WebKit(Engine):
    """By WebDriver. What its console says cannot be read from outside."""

    def go(self, address: str) -> None:
        self.driver.get(address)

    def script(self, text: str, *arguments: Any) -> Any:
        return self.driver.execute_script(text, *arguments)

    def date(self, selector: str, day: str) -> None:
        """By its keys, part after part, with the arrow to the right between them, as in the United States."""
        year, month, day = day.split("-")
        self.type(selector, "\ue014".join([str(int(month)), str(int(day)), year]))

    def back(self) -> None:
        self.driver.back()

    def resize(self, width: int, height: int) -> None:
        self.driver.set_window_size(width, height)

    def complaints(self) -> list[str]:
        return []


@contextmanager
def firefox(base: str) -> Iterator[Engine]:
    from marionette_driver.marionette import Marionette

    driver = Marionette(bin=programs.find("firefox-esr"), headless=True, port=0, gecko_log=os.devnull)
    driver.start_session()
    driver.timeout.script = 30
    try:
        yield Firefox(driver, base)
    finally:
        driver.quit()
        driver.cleanup()


@contextmanager
def display() -> Iterator[str]:
    """A screen that nobody sees; its number."""
    ours, theirs = os.pipe()
    command = [programs.find("Xvfb"), "-displayfd", str(theirs), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)
    os.close(theirs)
    try:
        with os.fdopen(ours) as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


@contextmanager
def webkit(base: str) -> Iterator[Engine]:
    from selenium import webdriver
    from selenium.webdriver.webkitgtk.options import Options
    from selenium.webdriver.webkitgtk.service import Service

    with display() as screen:
        environment = {**os.environ, "DISPLAY": screen, "GDK_BACKEND": "x11", "LC_ALL": "en_US.UTF-8"}
        service = Service(programs.find("WebKitWebDriver"), env=environment)
        driver = webdriver.WebKitGTK(options=Options(), service=service)
        try:
            yield WebKit(driver, base)
        finally:
            driver.quit()


ENGINES: dict[str, Callable[[str], Any]] = {"firefox": firefox, "webkit": webkit}
