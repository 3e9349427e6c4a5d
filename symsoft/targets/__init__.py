"""The formats that a derivation can be written in: one file each, loaded when it is used.

A target's module holds ``SUFFIX`` and ``document(derivations, options)``; targets never import each
other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symsoft.display.options import Options
    from symsoft.proof import Derivation

__all__ = ["TARGETS", "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """One format, by its name; its module is imported when it is first asked something."""

    name: str
    module: str

    @property
    def suffix(self) -> str:
        """The ending of its files, such as ``.tex``."""
        return self._load().SUFFIX

    def document(self, derivations: Sequence[Derivation], options: Options | None = None) -> str:
        """A whole file with the derivations; raises ValueError when there are none."""
        return self._call("document", derivations, options)

    def snippet(self, derivations: Sequence[Derivation], options: Options | None = None) -> str:
        """The derivations to be put into another document, for formats that have such a thing.

        Raises AttributeError for the others.
        """
        return self._call("snippet", derivations, options)

    def _call(self, name: str, derivations: Sequence[Derivation], options: Options | None) -> str:
        from symsoft.display.options import Options

        if not derivations:
            raise ValueError("no derivation to print")
        return getattr(self._load(), name)(tuple(derivations), options or Options())

    def _load(self) -> Any:
        return import_module(self.module)


def _found() -> dict[str, Target]:
    """Every module beside this file; a name that Python already uses ends in an underscore."""
    modules = sorted(module.name for module in iter_modules(__path__))
    return {m.rstrip("_"): Target(m.rstrip("_"), f"{__name__}.{m}") for m in modules}


TARGETS: Mapping[str, Target] = MappingProxyType(_found())
"""Every format by its name, in alphabetical order."""
