r"""How wide a piece of LaTeX's mathematics comes out, in ems: an estimate, rather too wide.

Read off the metrics of Computer Modern.  Enough to break lines before the margin.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[_^]|[{}]|.")
_WIDTHS = {**dict.fromkeys("ijlft(),.;:|/!'", 0.4), " ": 0.0, "m": 0.9, "w": 0.75}
_COMMANDS = {
    r"\,": 0.17,
    r"\ ": 0.33,
    r"\mathrm": 0.0,
    r"\mathbf": 0.05,
    r"\mathsf": 0.0,
    r"\hat": 0.0,
    r"\bar": 0.0,
    r"\tilde": 0.0,
    r"\dot": 0.0,
    r"\_": 0.5,
}
SCRIPT = 0.73


def scaled(ems: float) -> float:
    """The width of something that stands as an exponent or index."""
    return ems * SCRIPT + 0.05


def width(tex: str) -> float:
    r"""The width of one symbol with its indices, or of running letters.

    >>> width("x_{i}") < width(r"x_{ij}") < width(r"\mathrm{rate}_{ij}")
    True
    """
    total, scripts = 0.0, [False]
    script = False
    for token in _TOKEN.findall(tex):
        if token in "_^":
            script = True
        elif token == "{":
            scripts.append(scripts[-1] or script)
            script = False
        elif token == "}":
            scripts.pop()
        else:
            total += _character(token) * (SCRIPT if scripts[-1] or script else 1.0)
            script = False
    return total


def _character(token: str) -> float:
    if token in _COMMANDS:
        return _COMMANDS[token]
    if token in _WIDTHS:
        return _WIDTHS[token]
    return 0.8 if token.isupper() else 1.2 if token in "+-=<>" else 0.58
