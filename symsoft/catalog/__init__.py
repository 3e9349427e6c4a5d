"""The catalogue: one file a function, found by looking into this folder.

Definitions and claims to be proved only.  No derivative, step or kernel is written by hand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from symsoft.catalog.entry import Entry, Row
from symsoft.errors import InputError

__all__ = ["Entry", "Row", "definitions_of", "entries", "find", "kinks_of", "known"]


def _load(module: str) -> Entry:
    found: Entry = import_module(f"{__name__}.{module}").ENTRY
    return found


@cache
def entries() -> Mapping[str, Entry]:
    """Every entry by its name, in alphabetical order."""
    modules = sorted(m.name for m in iter_modules(__path__) if m.name != "entry")
    loaded = [_load(m) for m in modules]
    return {e.name: e for e in sorted(loaded, key=lambda e: e.name)}


@cache
def _rows() -> Mapping[str, tuple[Entry, Row]]:
    found: dict[str, tuple[Entry, Row]] = {}
    for entry in entries().values():
        for name, row in {entry.name: Row(), **entry.rows}.items():
            if name in found and name != entry.name:
                raise ValueError(f"two entries answer to {name}")
            found[name] = (entry, row)
    return found


def known() -> tuple[str, ...]:
    """Every name that ``find`` accepts."""
    return tuple(_rows())


def find(name: str) -> tuple[Entry, Row]:
    """The entry and what the row asks of it; raises InputError with the nearest names.

    >>> find("softmax")[0].definitions
    ('y[i] = exp(x[i])/sum(exp(x[k]), k)',)
    """
    if name in _rows():
        return _rows()[name]
    near = get_close_matches(name, known(), n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "`symsoft list` shows what there is"
    raise InputError(f"there is no entry {name!r}: {hint}")


def definitions_of(name: str) -> tuple[str, ...] | None:
    """The definitions of a catalogue function for the parser, None for a name that isn't one."""
    found = _called(name)
    return found.definitions if found is not None else None


def kinks_of(name: str) -> tuple[str, ...]:
    """The values that a catalogue function states at its kinks, for the parser."""
    found = _called(name)
    return found.kinks if found is not None else ()


def _called(name: str) -> Entry | None:
    """The entry under the name by which a definition calls it: log_sigmoid for log-sigmoid."""
    return entries().get(name.replace("_", "-")) or entries().get(name)
