r"""How wide a symbol comes out on a page, in ems: an estimate, rather too wide.

Read off the metrics of Computer Modern, whatever the format.  Enough to break lines before the
margin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_NARROW = {**dict.fromkeys("ijlft(),.;:|/!'", 0.4), " ": 0.0, "m": 0.9, "w": 0.75}
_OPERATORS = "+-=<>≤≥≠"
_WIDE = 0x2E80
"""From here on a character is as wide as it is high."""
SCRIPT = 0.73


def scaled(ems: float) -> float:
    """The width of something that stands as an exponent or index."""
    return ems * SCRIPT + 0.05


@dataclass(frozen=True, slots=True)
class Notation:
    """What a format's symbols are made of: tokens, commands with their widths, grouping signs."""

    token: re.Pattern[str]
    commands: Mapping[str, float]
    groups: str

    def width(self, text: str) -> float:
        """The width of one symbol with its indices, or of running letters."""
        total, scripts = 0.0, [False]
        script = False
        for token in self.token.findall(text):
            if token in ("_", "^"):
                script = True
            elif token == self.groups[0]:
                scripts.append(scripts[-1] or script)
                script = False
            elif token == self.groups[1]:
                scripts.pop()
            else:
                small = scripts[-1] or script
                total += self._character(token) * (SCRIPT if small else 1.0)
                script = False
        return total

    def _character(self, token: str) -> float:
        if token in self.commands:
            return self.commands[token]
        if token in _NARROW:
            return _NARROW[token]
        if token in _OPERATORS:
            return 1.2
        if ord(token[0]) >= _WIDE:
            return 1.0
        return 0.8 if token.isupper() else 0.58
