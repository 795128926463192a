"""The list of what a reader may keep: the assets that a page loads, and none that it only names."""

from __future__ import annotations

from prevention_kb.exports import offline


def test_what_a_page_loads() -> None:
    """From however deep a page, with and without a query; other sites, other attributes and files to download are none."""
    page = (
        b'<link href="assets/css/site.css"><script src="../assets/js/a.js"></script><script src="./assets/js/b.js"></script>'
        b'<img src="../../../../../../assets/img/deep.svg"><img src="/elsewhere/assets/img/other.svg">'
        b'<a data-src="x" href="https://x.example/assets/img/far.png">assets/img/named.png"</a><link href="../assets/js/c.js?x">'
        b'<a href="../assets/words.json">x</a>'
    )
    assert list(offline._loaded(page)) == [
        "assets/css/site.css",
        "assets/js/a.js",
        "assets/js/b.js",
        "assets/img/deep.svg",
    ]
