"""Running text cut into lines of a terminal: at spaces, and between Chinese characters.

Knows no output format beyond columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from symsoft.display.names import columns

_OPENING, _CLOSING = "（「“", "，。、；：）」”？！"
_BREAK = re.compile(f"( )|(?<=[\u3001-\u9fff\uff00-\uffef])(?<![{_OPENING}])(?=[^\\s{_CLOSING}])")
"""A space, or the place behind a Chinese character where no punctuation would begin the line."""


def wrapped(text: str, width: int, hang: int = 0) -> list[str]:
    """Lines of the text; those after the first are indented by ``hang``.

    A line is wider than ``width`` only where there is no place to cut it.

    >>> wrapped("已驗證：9 個步驟，適用於所有 n ≥ 1", 20)
    ['已驗證：9 個步驟，適', '用於所有 n ≥ 1']
    """
    lines = [""]
    together = re.sub(r" ([=≠<>≤≥]) ", "\N{NO-BREAK SPACE}\\1\N{NO-BREAK SPACE}", text)
    for gap, word in _words(together):
        begun = lines[-1].strip()
        longer = lines[-1] + (gap if begun else "") + word
        if columns(longer) > width and begun:
            lines.append(" " * hang + word)
        else:
            lines[-1] = longer
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def _words(text: str) -> Iterator[tuple[str, str]]:
    """What stays together, with what stands before it."""
    start, gap = 0, ""
    for found in _BREAK.finditer(text):
        yield gap, text[start : found.start()]
        start, gap = found.end(), found[0]
    yield gap, text[start:]
