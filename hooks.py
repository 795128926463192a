"""What MkDocs calls before it makes the pages, and when a build breaks."""

import gc
from pathlib import Path

from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import event_priority

from prevention_kb import serving
from prevention_kb.pages import compiled, minified, theme_styles
from prevention_kb.reading import faults

ROOT = Path(__file__).parent
serves = False
"""Whether the site is made for whoever works on it."""


def on_startup(command, **_):
    """A build ends soon and leaves little garbage: not to search for it saves 3 per cent of the time for 40 MB at 6,000 records."""
    global serves
    serves = command == "serve"
    if command == "build":
        gc.disable()


def on_files(files, config, **_):
    """Readers are sent no comments; whoever serves the site to look for a mistake reads scripts and style sheets as they were written."""
    if not serves:
        minified.minify(files, config.docs_dir)
    return files


def on_env(env, **_):
    """The templates of the theme are kept compiled and leave no line behind where only their own logic stood, as ours do; what making the
    contents of the pages left behind goes, once."""
    env.trim_blocks = env.lstrip_blocks = True
    gc.collect()  # an eighth of the memory that a build needs
    compiled.keep(env, ROOT)
    return env


def on_page_content(html, page, **_):
    """What a page was made from goes, once it is made: MkDocs would keep this and what it holds of every page to the end, a fifth of the memory
    that a build needs."""
    page.markdown = ""
    return html


def on_post_page(output, page, **_):
    """And what a page holds goes, once it is written."""
    page.content = None
    return output


@event_priority(50)  # before the macros list the files that a reader may keep
def on_post_build(config, **_):
    """What the theme brings for other sites is not sent to readers of this one."""
    if not serves:
        theme_styles.trim(Path(config.site_dir))


def on_build_error(error, **_):
    """The reason and the cure in a line, no traceback: of a machine that cannot go on (disk full, no permission), or of a fault."""
    if faults.is_of_the_machine(error):
        where = error.filename or "the site"
        raise BuildError(
            f"{where} cannot be read or written: {error.strerror or error}. The site is not whole. Make room or ask for "
            "permission there, then build again; `make build` keeps the last good site until the new one is whole."
        ) from None
    if not isinstance(error, (BuildError, Abort)):  # Abort: warnings that stop a strict build, told before it
        raise BuildError(str(faults.Fault(error, "building the site"))) from None


def on_serve(server, **_):
    """A build that breaks while serving is shown on every page, and the server goes on."""
    server.builder = serving.never_stuck(server.builder, ROOT, Path(server.root))
    return server
