"""Modules of JavaScript as one classic script, for pages that are opened as files: there browsers load no module and fetch nothing.

No bundler is needed for what our scripts and the vendored ones use of the language: `import` and `export` at the beginning of a line,
`import()` and `import.meta.url`. Whatever else speaks of modules is refused by name, and the tests run the result in two browsers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from posixpath import dirname, join, normpath

RUNTIME = """\
"use strict";
const kbTop = new URL("{top}", document.currentScript.src).href;
const kbModules = {{}};
const kbMade = {{}};
function kbNeed(name) {{
  if (!Object.hasOwn(kbModules, name)) throw new Error(`${{name}} is not part of this copy`);
  if (!kbMade[name]) kbModules[name](kbMade[name] = {{}}, kbNeed, async (other) => kbNeed(other), kbTop + name, kbFetch);
  return kbMade[name];
}}
/** Run the modules that a page names, in their order; one that fails stops none after it. */
function kbRun(names) {{
  for (const name of names.split(" ")) {{
    try {{ kbNeed(name); }} catch (error) {{ reportError(error); }}
  }}
}}
const kbScripts = globalThis.trustedTypes?.createPolicy("kb-files", {{
  createScriptURL(address) {{
    if (!address.startsWith(kbTop)) throw new TypeError(address);
    return address;
  }},
}}) ?? {{ createScriptURL: (address) => address }};
const kbFiles = {{}};
/** A file of the copy that a script asks for; it lies beside the real one as a script that hands it over. */
function kbFetch(address) {{
  return new Promise((resolve, reject) => {{
    const name = new URL(address, location).href.slice(kbTop.length);
    const script = document.createElement("script");
    script.onload = () => resolve({{ ok: true, status: 200, json: async () => JSON.parse(kbFiles[name]) }});
    script.onerror = () => {{ script.remove(); reject(new TypeError(`${{name}} is not part of this copy`)); }};
    script.src = kbScripts.createScriptURL(`${{kbTop}}${{name}}.js`);
    document.head.append(script);
  }});
}}
"""
"""What a page needs in the place of the browser's own loader. Policies of types: a script of the copy itself, and nothing else."""

_IMPORT = re.compile(r'^import (?P<what>[\w*{][^;"]*?) from "(?P<from>[^"]+)";$', re.M)
_EXPORT = re.compile(r"^export (?P<kind>async function\*?|function\*?|class|const|let) (?P<name>[\w$]+)", re.M)
_NAMES = re.compile(r"^export \{(?P<names>[^}]*)\};$", re.M)
_DYNAMIC = re.compile(r'\bimport\("(?P<from>[^"]+)"\)')
_LEFT = re.compile(r"^\s*(?:import\b(?!Script)|export\b).*|\bimport\s*\(.*|\bimport\.meta\b.*|^await\b.*", re.M)


class NotClassic(ValueError):
    """Something about modules that is not understood here."""


def script(modules: Mapping[str, str], top: str) -> str:
    """One script that defines all of these modules, by their addresses from the top of the site; `top` leads there from where it stands."""
    wrapped = "".join(_wrapped(name, text) for name, text in sorted(modules.items()))
    return RUNTIME.format(top=top) + wrapped + "kbRun(document.currentScript.dataset.run);\n"


def handed_over(name: str, text: str) -> str:
    """A file as a script that hands it over to `kbFetch`."""
    return f"kbFiles[{json.dumps(name)}] = {json.dumps(text, ensure_ascii=False)};\n"


def _wrapped(name: str, text: str) -> str:
    """A module as a function that is called once, when it is needed first."""
    exported: dict[str, str] = {}

    def declared(match: re.Match[str]) -> str:
        exported[match["name"]] = match["name"]
        return match[0].removeprefix("export ")

    def named(match: re.Match[str]) -> str:
        for one in filter(None, (each.strip() for each in match["names"].split(","))):
            own, _, other = one.partition(" as ")
            exported[other or own] = own
        return ""

    text = _IMPORT.sub(
        lambda match: f"const {_taken(name, match['what'])} = kbNeed({_address(name, match['from'])});", text
    )
    text = _NAMES.sub(named, _EXPORT.sub(declared, text))
    text = _DYNAMIC.sub(lambda match: f"kbLoad({_address(name, match['from'])})", text)
    text = text.replace("import.meta.url", "kbHere")
    bare = re.sub(r"^\s*(?://|\*|/\*).*$", "", text, flags=re.M)
    if left := _LEFT.search(bare):
        raise NotClassic(
            f"{name}: {left[0].strip()[:80]!r} is not understood; kb bundle knows import and export at the beginning of a line"
        )
    getters = "".join(f"get {json.dumps(other)}() {{ return {own}; }}, " for other, own in exported.items())
    define = (
        f"Object.defineProperties(kbExports, Object.getOwnPropertyDescriptors({{ {getters}}}));\n" if exported else ""
    )
    return (
        f"kbModules[{json.dumps(name)}] = function (kbExports, kbNeed, kbLoad, kbHere, fetch) {{\n{define}{text}\n}};\n"
    )


def _taken(name: str, what: str) -> str:
    """What is imported, as a pattern: `* as a` is the module, `A` its default, `{ a as b }` becomes `{ a: b }`."""
    what = " ".join(what.split())
    if what.startswith("* as "):
        return what.removeprefix("* as ")
    if what.startswith("{"):
        return re.sub(r"([\w$]+) as ([\w$]+)", r"\1: \2", what)
    if re.fullmatch(r"[\w$]+", what):
        return f"{{ default: {what} }}"
    raise NotClassic(f"{name}: import {what} is not understood")


def _address(name: str, other: str) -> str:
    return json.dumps(normpath(join(dirname(name), other)))
