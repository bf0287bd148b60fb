"""What somebody had typed when another one turned out to have saved: the fields as they were sent, as JSON.

It travels in a hidden field, so that either side can be taken on the pages that follow.
"""

import json

from werkzeug.datastructures import MultiDict

NOT_TYPED = frozenset({"csrf_token", "once", "do", "how", "version", "compared", "image_upload"})


def kept(sent: MultiDict[str, str]) -> str:
    """The fields as one text."""
    pairs = [pair for pair in sent.items(multi=True) if pair[0] not in NOT_TYPED]
    return json.dumps(pairs, ensure_ascii=False)


def checked(text: str) -> str:
    """The text, or "" for one that this app did not make."""
    return text if read(text) else ""


def read(text: str) -> MultiDict[str, str]:
    """The fields again; none from a text that this app did not make."""
    try:
        pairs = json.loads(text)
    except (ValueError, RecursionError):
        return MultiDict()
    if not isinstance(pairs, list) or not all(_is_pair(pair) for pair in pairs):
        return MultiDict()
    return MultiDict([(name, value) for name, value in pairs])


def _is_pair(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(text, str) for text in pair)
