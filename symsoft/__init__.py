"""symsoft derives derivatives rule by rule, checks every line, and prints the proof.

The public names are loaded when they are first used, so that ``import symsoft`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symsoft.api import Result, derive, entries, show, verify
    from symsoft.errors import SymsoftError

__version__ = "0.1.0"

__all__ = ["Result", "SymsoftError", "__version__", "derive", "entries", "show", "verify"]

_HOMES = {
    "Result": "symsoft.api",
    "SymsoftError": "symsoft.errors",
    "derive": "symsoft.api",
    "entries": "symsoft.api",
    "show": "symsoft.api",
    "verify": "symsoft.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return __all__
