"""Our scripts as browsers get them: each in one file with all that it imports, and the version in its path.

Files that are short and named by their use are for people; a browser has less to load, and to wait for, when
a page has one script. A script that is wanted seldom is imported when it is wanted (`import("./again.js")`);
it may import nothing itself, since it would get another copy of what its page holds already.
"""

import hashlib
import re
from functools import cache
from pathlib import Path

import rjsmin
from flask import Flask, Response, url_for

from quizapp.errors import NotFound

FOLDER = Path(__file__).parent.parent / "static" / "js"
IMPORT = re.compile(r'^import (?:(\{[^}]*\}) from )?"\./([\w-]+)\.js";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:const|function|class) ([\w$]+))", re.MULTILINE)


def install(app: Flask) -> None:
    """Serve the scripts."""
    app.add_url_rule("/static/js/<version>/<name>", "scripts", _script)


def script_url(name: str) -> str:
    """The address of a script such as "site.js"; a new one whenever any script has changed."""
    return url_for("scripts", version=_version(), name=name)


def _script(version: str, name: str) -> Response:
    if name not in scripts():
        raise NotFound
    return Response(scripts()[name], mimetype="text/javascript")


@cache
def scripts() -> dict[str, bytes]:
    """What a browser gets, by the name of the file: without comments and spaces that only people need."""
    return {file.name: rjsmin.jsmin(bundle(file.stem)).encode() for file in sorted(FOLDER.glob("*.js"))}


@cache
def _version() -> str:
    return hashlib.sha256(b"".join(scripts().values())).hexdigest()[:12]


def bundle(name: str) -> str:
    """A script and all that it imports, each once and after what it needs, in a scope of its own.

    What the script itself exports can still be imported from the file.
    """
    *before, last = modules(name)
    text = "".join(f"const {_scope(each)} = (() => {{\n{_body(each)}}})();\n" for each in before)
    own, exported = _source(last), EXPORT.findall(_source(last))
    if not before:
        return own
    opened = f"const {_scope(last)} = (() => {{\n{_body(last)}}})();\n"
    return (
        text + opened + (f"export const {{ {', '.join(exported)} }} = {_scope(last)};\n" if exported else "")
    )


def modules(name: str) -> list[str]:
    """The names of a script and of all that it imports, what is imported first."""
    found: list[str] = []
    for _, imported in IMPORT.findall(_source(name)):
        found += [each for each in modules(imported) if each not in found]
    return [*found, name]


def _body(name: str) -> str:
    source = _source(name)
    exported = EXPORT.findall(source)
    told = f"return {{ {', '.join(exported)} }};\n" if exported else ""
    return EXPORT.sub("", IMPORT.sub(_taken, source)) + told


def _taken(found: re.Match[str]) -> str:
    names, imported = found.groups()
    return f"const {names} = {_scope(imported)};\n" if names else ""


def _scope(name: str) -> str:
    return f"${name}"


@cache
def _source(name: str) -> str:
    return (FOLDER / f"{name}.js").read_text(encoding="utf-8")
