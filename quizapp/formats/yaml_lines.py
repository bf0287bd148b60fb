"""YAML that a teacher writes, read with the line of every value.

The scalars are those of the core schema of YAML 1.2 (null, true, false, whole and decimal numbers, text),
so that `No`, `on`, `12:30` and `2025-06-05` stay text. Keys are always text. What could surprise or
overload is refused with its line: anchors, aliases, tags, duplicate keys, several documents, deep nesting,
great size. The events of PyYAML's parser are read one by one, so that no depth of nesting can exhaust the
stack.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import yaml

from quizapp.errors import ParseError

Path = tuple[str | int, ...]

MAX_CHARACTERS = 4_000_000
MAX_VALUES = 200_000
MAX_DEPTH = 20
MAX_NUMBER_LENGTH = 60

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# What YAML does not allow in a file, and the three line separators that editors do not count as lines.
_BAD_CHARACTER = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
_NEWLINE = re.compile(r"\r\n|\r|\n")

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_INTEGER = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

# The commonest slips, by a part of the parser's own message; the rest is "bad_yaml".
_SLIPS = (
    ("mapping values are not allowed", "unexpected_colon"),
    ("found character that cannot start any token", "unexpected_character"),
    ("found unexpected end of stream", "unclosed_quote"),
    ("found unexpected document indicator", "unclosed_quote"),
    ("expected ',' or", "unclosed_bracket"),
    ("escape", "bad_escape"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds: the data, and the line (from 1) on which each value, or its key, begins."""

    data: Any
    lines: Mapping[Path, int]

    def line_of(self, path: Path) -> int:
        """The line of the value at `path`, or of the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class _Open:
    """A mapping or sequence whose end has not been read yet, and the key that waits for its value."""

    container: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None

    @property
    def wants_key(self) -> bool:
        return isinstance(self.container, dict) and self.key is None


class _Builder:
    """Puts data together from parser events."""

    def __init__(self) -> None:
        self.data: Any = None
        self.lines: dict[Path, int] = {}
        self.stack: list[_Open] = []
        self.documents = 0

    def feed(self, event: Any) -> None:
        line = event.start_mark.line + 1
        _refuse_extras(event, line)
        if isinstance(event, yaml.DocumentStartEvent):
            self._start_document(event, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent):
            self._open({}, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._open([], line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self.stack.pop()

    def _start_document(self, event: Any, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise ParseError("many_documents", line)
        if event.tags:
            raise ParseError("tag_not_allowed", line)

    def _scalar(self, event: Any, line: int) -> None:
        if "\0" in event.value:  # as an escape; PostgreSQL cannot keep it, and kept pages mark places with it
            raise ParseError("bad_character", line, character="U+0000")
        if self.stack and self.stack[-1].wants_key:
            self._key(event.value, line)
        elif event.implicit[0]:
            self._place(_resolve(event.value, line), line)
        else:
            self._place(event.value, line)

    def _key(self, key: str, line: int) -> None:
        top = self.stack[-1]
        if key in top.container:
            raise ParseError("duplicate_key", line, key=key, first_line=self.lines[(*top.path, key)])
        top.key = key
        self.lines[(*top.path, key)] = line

    def _place(self, value: Any, line: int) -> Path:
        """Put `value` where it belongs; returns its path."""
        if not self.stack:
            self.data = value
            self.lines[()] = line
            return ()
        top = self.stack[-1]
        if isinstance(top.container, list):
            path: Path = (*top.path, len(top.container))
            top.container.append(value)
        else:
            assert top.key is not None
            path = (*top.path, top.key)
            top.container[top.key] = value
            top.key = None
        self.lines.setdefault(path, line)
        if len(self.lines) > MAX_VALUES:
            raise ParseError("too_many_values", line, maximum=MAX_VALUES)
        return path

    def _open(self, container: dict[str, Any] | list[Any], line: int) -> None:
        if self.stack and self.stack[-1].wants_key:
            raise ParseError("key_not_text", line)
        if len(self.stack) >= MAX_DEPTH:
            raise ParseError("too_deep", line, maximum=MAX_DEPTH)
        self.stack.append(_Open(container, self._place(container, line)))


def parse(text: str) -> Document:
    """The one document in `text`; an empty text holds None. Raises ParseError with code and line."""
    text = text.removeprefix("\ufeff")
    _check_characters(text)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.feed(event)
    except yaml.YAMLError as error:
        raise _parse_error(error, text) from error
    return Document(builder.data, MappingProxyType(builder.lines))


def is_plain_text(text: str) -> bool:
    """Whether an unquoted `text` would not be read as null, a boolean or a number."""
    return not (
        text in _NULL
        or text in _BOOLEANS
        or any(form.fullmatch(text) for form in (_INTEGER, _OTHER_INTEGER, _FLOAT, _NOT_FINITE))
    )


def needs_escapes(text: str) -> bool:
    """Whether `text` holds a character that may stand in a file only as an escape in double quotes."""
    return _BAD_CHARACTER.search(text) is not None


def _check_characters(text: str) -> None:
    if len(text) > MAX_CHARACTERS:
        raise ParseError("too_large", 1, maximum=MAX_CHARACTERS)
    bad = _BAD_CHARACTER.search(text)
    if bad:
        line = len(_NEWLINE.findall(text, 0, bad.start())) + 1
        raise ParseError("bad_character", line, character=f"U+{ord(bad.group()):04X}")


def _refuse_extras(event: Any, line: int) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise ParseError("alias_not_allowed", line)
    if getattr(event, "anchor", None) is not None:
        raise ParseError("anchor_not_allowed", line)
    if getattr(event, "tag", None) is not None:
        raise ParseError("tag_not_allowed", line)


def _resolve(text: str, line: int) -> Any:
    if text in _NULL:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if is_plain_text(text):
        return text
    return _number(text, line)


def _number(text: str, line: int) -> int | float:
    if len(text) > MAX_NUMBER_LENGTH or _NOT_FINITE.fullmatch(text):
        raise ParseError("number_out_of_range", line)
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OTHER_INTEGER.fullmatch(text):
        return int(text[2:], 8 if text[1] == "o" else 16)
    number = float(text)
    if not math.isfinite(number):
        raise ParseError("number_out_of_range", line)
    return number


def _parse_error(error: yaml.YAMLError, text: str) -> ParseError:
    message = str(getattr(error, "problem", None) or "")
    code = next((code for part, code in _SLIPS if part in message), "bad_yaml")
    # A quote or bracket that never closes is found far below; its beginning is what helps.
    is_open = code in ("unclosed_quote", "unclosed_bracket")
    names = ("context_mark", "problem_mark") if is_open else ("problem_mark", "context_mark")
    mark = next((mark for name in names if (mark := getattr(error, name, None))), None)
    last_line = len(_NEWLINE.findall(text.rstrip())) + 1
    return ParseError(code, min(mark.line + 1, last_line) if mark else 1)
