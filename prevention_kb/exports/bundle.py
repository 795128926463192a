"""The whole site as one ZIP for a stick: pages that open from a folder, without a server and without a network.

It is made from the built site. Links lead to files, scripts are classic ones and what they fetch stands in scripts too (classic.py), fonts stand in
the style sheets. `start.html` needs no other file: the main pages are in it, for phones that open one file at a time.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable, Mapping
from html import escape, unescape
from pathlib import Path
from posixpath import dirname, join, normpath

from bs4 import BeautifulSoup, Tag

from ..derived import citation, links
from ..pages.page import Page
from ..pages.views import offline
from . import archive, classic, search_index

KIND, MEDIA_TYPE = "site", "application/zip"
CONTENT = "kb-content"
"""The id of what a page holds between its header and its footer."""
START, PAGES, SCRIPTS = "start.html", "site", "assets/modules.js"
DATA = "data/all.zip"
"""Of the open data this file goes along, which holds the rest."""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data:; font-src data:; base-uri 'none'; form-action 'self'; require-trusted-types-for 'script'; trusted-types kb-files"
)
"""As on the site, without what needs a server: nothing is fetched, and fonts stand in the style sheets, since Firefox takes none from a file."""
START_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")[^"]*(">)')
_GONE = re.compile(
    r'\s*<(?:link rel="(?:canonical|alternate|manifest|apple-touch-icon)"|meta (?:property="og:|name="twitter:))[^>]*>'
    r'| data-letters="[^"]*"'
)
"""What asks for a site: addresses, and the letters of other languages, whose indexes are not here."""
_MODULE = re.compile(r'\s*<script(?=[^>]* type="module")[^>]* src="([^"]+)"[^>]*></script>')
_LINK = re.compile(r'(<(?:a|link|script|img|form|area)\b[^>]*?\s(?:href|src|action)=")([^"]*)(")')
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.I)
_AWAITED = re.compile(r'<(section|details)\b[^>]* data-rest="(\w+)"[^>]*>.*?</\1>', re.S)
_URL = re.compile(r"""url\((["']?)(?!data:|#)([^)"']+)\1\)""")


class Bundle:
    """One language of a built site, made ready to be opened from a folder."""

    def __init__(self, site: Path, page: Page, base: str) -> None:
        """`page` gives the language and the settings, `base` the address of the site with its last slash, or nothing."""
        self.site, self.page, self.base = site, page, base
        self.code = page.language.code
        self.pages = {
            file.relative_to(site).as_posix(): text
            for file in sorted(site.rglob("*.html"))
            if f'lang="{self.code}"' in (text := file.read_text("utf-8"))[:400] and file.name != "404.html"
        }
        self.files: dict[str, bytes] = {}

    def zipped(self, released: str) -> bytes:
        """The ZIP, the same for the same site."""
        return archive(self.contents(), released, f"prevention-kb-{self.code}", level=9)

    def contents(self) -> Mapping[str, bytes]:
        """Every file by its name in the ZIP."""
        self.files = {DATA: (self.site / DATA).read_bytes()}
        for name, text in self.pages.items():
            self.files[name] = self.ready(name, text).encode()
        for file in self.site.glob("assets/**/*.css"):
            name = file.relative_to(self.site).as_posix()
            self.files[name] = self.styled(name).encode()
        for file in self.site.glob("assets/img/*"):
            self.files[file.relative_to(self.site).as_posix()] = file.read_bytes()
        self.files["assets/js/site.js"] = (self.site / "assets/js/site.js").read_bytes()
        self.files["assets/js/tools/unready.js"] = (self.site / "assets/js/tools/unready.js").read_bytes()
        self.files[SCRIPTS] = self.scripts().encode()
        for name in search_index.paths(self.code):
            self.files[f"{name}.js"] = classic.handed_over(name, self.index(name)).encode()
        for file in self.site.glob(f"assets/words/{self.code}.json"):
            name = file.relative_to(self.site).as_posix()
            self.files[f"{name}.js"] = classic.handed_over(name, file.read_text("utf-8")).encode()
        found = {f"{PAGES}/{name}": text for name, text in self.files.items()}
        found[START] = self.start().encode()
        return found

    # A page -----------------------------------------------------------------------------------------------------------

    def ready(self, name: str, text: str) -> str:
        """A page that works as a file: its policy, its links, one classic script in the place of its modules."""
        run = [_from_top(name, source) for source in _MODULE.findall(text)]
        scripts = links.relative(SCRIPTS, dirname(name))
        script = f'<script src="{scripts}" data-run="{" ".join(run)}" defer></script>\n</body>'
        text = _MODULE.sub("", _GONE.sub("", _POLICY.sub(lambda match: match[1] + POLICY + match[2], text)))

        def to_file(match: re.Match[str]) -> str:
            return match[1] + escape(self.address(name, unescape(match[2])), quote=True) + match[3]

        return _LINK.sub(to_file, self.whole(name, text)).replace("</body>", script)

    def whole(self, name: str, text: str) -> str:
        """A tool with the parts that it fetches once it has begun: from a folder nothing is fetched, and weight is no matter."""
        link = re.search(r' data-whole="([^"]+)"', text)
        if not link:
            return text
        other = self.file(_from_top(name, link[1])) or ""
        source = BeautifulSoup(self.pages[other], "lxml")
        for each in source.select("a[href]"):
            href = str(each["href"])
            if not _ELSEWHERE.match(href):
                path, mark, rest = href.partition("#")
                target = _from_top(other, path)
                each["href"] = links.relative(target, dirname(name)) + mark + rest

        def part(match: re.Match[str]) -> str:
            key = re.search(rf' data-{match[2]}="([^"]+)"', match[0])
            return str(source.select_one(f"[data-{match[2]}={json.dumps(key[1])}]")) if key else match[0]

        return _AWAITED.sub(part, text)

    def address(self, here: str, link: str) -> str:
        """Where a link of a page leads in a folder: to a file that is there, else to the site on the web."""
        if not link or _ELSEWHERE.match(link):
            return link
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", link, re.S).groups()  # type: ignore[union-attr]  # matches everything
        target = _from_top(here, path) if path else here
        file = self.file(target)
        if file:
            return links.relative(file, dirname(here)) + mark + rest
        if self.base:
            return self.base + target + mark + rest
        return links.relative(START, f"{PAGES}/{dirname(here)}") + "#not-here"

    def file(self, target: str) -> str | None:
        """The file of the ZIP at an address from the top of the site, if it is there."""
        if target in self.pages or target == DATA:
            return target
        page = normpath(join(target, "index.html"))
        if page in self.pages:
            return page
        known = target.startswith("assets/") and (self.site / target).is_file()
        return target if known else None

    # What pages load --------------------------------------------------------------------------------------------------

    def styled(self, name: str) -> str:
        """A style sheet with its fonts in it."""

        def put(match: re.Match[str]) -> str:
            file = self.site / _from_top(name, match[2])
            kind = {"woff2": "font/woff2", "svg": "image/svg+xml", "png": "image/png"}.get(file.suffix[1:])
            if not kind or not file.is_file():
                return match[0]
            return f"url(data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()})"

        return re.sub(r"/\*# sourceMappingURL.*?\*/", "", _URL.sub(put, (self.site / name).read_text("utf-8")))

    def scripts(self) -> str:
        """All modules as one script, from how they were written: what the site sends of them no longer has its lines. Evidence cannot be
        opened in its place from another file: without its module the link is followed."""
        left_out = {"assets/js/site.js", "assets/js/tools/unready.js", "assets/js/evidence-in-place.js"}
        docs = self.page.kb.root / "docs"
        found = [
            file
            for pattern in ("js/**/*.js", "vendor/**/*.js", f"words/*.{self.code}.js")
            for file in docs.glob(f"assets/{pattern}")
        ]
        names = {file.relative_to(docs).as_posix(): file for file in found}
        return classic.script(
            {name: file.read_text("utf-8") for name, file in names.items() if name not in left_out}, "../"
        )

    def index(self, name: str) -> str:
        """The index of the search, with files for addresses."""
        found = search_index.read((self.site / name).read_bytes())
        for entry in found["entries"]:
            entry["a"] = self.address("index.html", entry["a"])
        for kind in found.get("kinds", {}).values():
            if "home" in kind:
                kind["home"] = self.address("index.html", kind["home"])
        return json.dumps(found, ensure_ascii=False, separators=(",", ":"))

    # The file that needs no other -------------------------------------------------------------------------------------

    def start(self) -> str:
        """The main pages in one file, without scripts: those of the navigation that are to be read."""
        home = BeautifulSoup(self.pages[self.home], "lxml")
        names = [self.home]
        for link in home.select(".kb-foot .kb-map a[href]"):
            name = self.file(_from_top(self.home, str(link["href"])))
            if name in self.pages and name not in names and 'id="t-form"' not in self.pages[name]:
                names.append(name)
        main = {name: BeautifulSoup(self.pages[name], "lxml").select_one(f"#{CONTENT}") for name in names}
        parts = {name: _readable(part) for name, part in main.items() if part}
        ids = {name: {str(each["id"]) for each in part.select("[id]")} for name, part in parts.items()}
        sections = [
            {"id": _section(name), "title": _title(part), "html": _inside(self.alone(name, part, ids))}
            for name, part in parts.items()
        ]
        styles = [str(link["href"]) for link in home.select('link[rel="stylesheet"]')]
        sprite = home.select_one("svg:has(> symbol)")
        return offline.start_file(
            self.page,
            citation.edition(self.page.kb.root).version,
            policy=START_POLICY,
            styles="\n".join(self.styled(_from_top(self.home, name)) for name in styles),
            sprite=str(sprite or ""),
            sections=sections,
            home=f"{PAGES}/{self.home}",
            web=self.base,
        )

    @property
    def home(self) -> str:
        """The first page of this language."""
        return min(self.pages, key=lambda name: (name.count("/"), name != "index.html", name))

    def alone(self, name: str, part: Tag, ids: Mapping[str, set[str]]) -> Tag:
        """The content of a page as a part of one file: its ids begin with its own, and links stay inside where they can."""
        own = _section(name)
        for each in part.select("[id]"):
            each["id"] = f"{own}.{each['id']}"
        for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "headers", "for"):
            for each in part.select(f"[{attribute}]"):
                value = each[attribute]
                words = value if isinstance(value, list) else str(value).split()
                each[attribute] = " ".join(f"{own}.{word}" for word in words)
        for each in part.select("[href]"):
            if each.name == "use":
                continue  # a sign of the sprite
            if href := self.inside(name, str(each["href"]), ids):
                each["href"] = href
            else:
                each.decompose()  # it led to a filter
        return part

    def inside(self, here: str, link: str, ids: Mapping[str, set[str]]) -> str:
        """A link of the one file: within it where it holds the target, else to the file of the folder or to the web; nothing where it leads to a
        part of its own page that is not here."""
        if link.startswith("#"):
            fragment = link[1:]
            top = f"#{_section(here)}"
            return top if fragment == CONTENT else f"{top}.{fragment}" if fragment in ids[here] else ""
        if _ELSEWHERE.match(link):
            return link
        else:
            path, _, fragment = link.partition("#")
            target = self.file(_from_top(here, path.split("?")[0])) or ""
        if target in ids and (not fragment or fragment in ids[target]):
            return f"#{_section(target)}.{fragment}" if fragment else f"#{_section(target)}"
        address = self.address(here, link)
        return address if _ELSEWHERE.match(address) else normpath(join(PAGES, dirname(here), address))


def _from_top(here: str, link: str) -> str:
    """The address from the top of the site to which a relative link of a file leads."""
    found = normpath(join(dirname(here), link))
    found = "" if found == "." else found
    return f"{found}/" if found and link.endswith("/") else found


def _readable(part: Tag) -> Tag:
    """The content of a page without what needs scripts or another file."""
    for each in part.select("script, noscript, template, form, img, [hidden], a.headerlink"):
        each.decompose()
    return part


def _section(name: str) -> str:
    return name.removesuffix("index.html").strip("/").replace("/", ".") or "home"


def _title(part: Tag) -> str:
    heading = part.find("h1")
    return heading.get_text(" ", strip=True) if heading else ""


def _inside(part: Tag) -> str:
    return part.decode_contents()


def languages(site: Path) -> Iterable[str]:
    """Those of the pages of a built site."""
    found = {
        match[1]
        for file in site.rglob("index.html")
        if (match := re.search(r'<html[^>]* lang="([\w-]+)"', file.read_text("utf-8")[:400]))
    }
    return sorted(found)
