"""The paragraphs of a text, as facts cite them."""

import re

# Only what every editor takes for the end of a line; `splitlines` would also split at form feeds.
_NEWLINE = re.compile(r"\r\n|\r|\n")


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of `text` without outer space; number n of a citation is item n - 1."""
    return [line for line in map(str.strip, _NEWLINE.split(text)) if line]
