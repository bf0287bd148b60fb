"""YAML that reads back equal, in our own reader and in those of YAML 1.1 and 1.2."""

from typing import Any

import yaml

from quizapp.formats.yaml_lines import is_plain_text, needs_escapes

_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Indent the items of a list under its key."""
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=_style(text))


def _style(text: str) -> str | None:
    if needs_escapes(text):
        return '"'
    if "\n" in text:
        return "|"
    # The dumper itself quotes what YAML 1.1 would misread ("No", 2025-06-05); we quote the rest (1e3).
    return None if is_plain_text(text) else "'"


_Dumper.add_representer(str, _text)


def write(data: Any) -> str:
    """`data` (dicts, lists, text, numbers, booleans, None) as a block of YAML, keys in their order.

    The innermost lists and mappings stand on one line each.
    """
    return yaml.dump(
        data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH, default_flow_style=None
    )
