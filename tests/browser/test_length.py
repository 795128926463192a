"""How long all pages are on a phone, before one opens something (one of each kind: tests/browser/test_browser.py); and what the first screen of the site tells."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from prevention_kb import KnowledgeBase
from prevention_kb.facts.documents import Claim
from prevention_kb.reading.catalogue import english

from ..conftest import OTHERS
from .test_browser import MOST, SCREEN, screens

pytestmark = pytest.mark.browser
MOST_IN_OTHERS = 1.25 * MOST
"""Khmer needs lines a third higher than English: its ink reaches 1.59 em from the top of one mark to the foot of another."""


def too_long(browser: Any, served: str, addresses: Iterable[str], scripts: bool) -> dict[str, float]:
    """The pages that are longer, with their length in screens."""
    context = browser.new_context(viewport={"width": 360, "height": SCREEN}, java_script_enabled=scripts)
    page = context.new_page()
    long = {}
    for address in addresses:
        page.goto(served + address)
        if (length := screens(page)) > (MOST_IN_OTHERS if address.startswith(OTHERS) else MOST):
            long[address] = length
    context.close()
    return long


@pytest.mark.audit
@pytest.mark.parametrize("scripts", [True, False])
def test_no_page_is_longer_than_a_reader_of_a_phone_can_bear(
    browser: Any, served: str, site: Path, scripts: bool
) -> None:
    files = [file.parent.relative_to(site).as_posix() for file in site.rglob("index.html")]
    addresses = [f"{address}/" for address in files if "print" not in address.split("/")]
    assert any(address.startswith(OTHERS) for address in addresses)
    assert not too_long(browser, served, addresses, scripts)


@pytest.mark.parametrize("width", [1280, 360])
def test_home_tells_a_finding_in_its_first_screen(look: Any, kb: KnowledgeBase, width: int) -> None:
    page = look("", width=width)
    claims = kb.all(Claim).values()
    for mark in ("confirmed", "imprecise-wording", "imprecise-substance", "contradicted", "unverified"):
        told = f"{sum(claim.mark == mark for claim in claims)} {english().say(f'verdict.{mark}').lower()}"
        assert page.locator(f".front .{mark} a", has_text=told).bounding_box()["y"] < 800
    for claim in claims:
        if claim.verdict == "contradicted":
            assert page.get_by_role("link", name=claim.restated, exact=True).bounding_box()["y"] < 800
    assert page.locator(".tally i").count() == len(claims)


def test_a_folded_record_opens_for_its_address(look: Any) -> None:
    page = look("claims/#p5-nearly-50-years", width=360)
    page.wait_for_selector("#p5-nearly-50-years details.fold[open]")
    assert page.locator("#p5-nearly-50-years aside").is_visible()
    assert page.locator("#p5-eccc-2006 details.fold:not([open])").count() == 1
