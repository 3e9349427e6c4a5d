"""The languages that kernels are written in: one backend each, loaded when it is used.

A backend's module holds ``SUFFIX``, ``ACCURACY``, ``source(kernels, command, notes)`` and
``runner(kernels)``, and ``tools()`` if there may be several ways to run its code.
It lies beside this file under the language's name; files that share its name and an underscore,
``c_loops.py``, are its parts.  Backends never import each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symsoft.accuracy import Accuracy
    from symsoft.kernel import Kernel

__all__ = ["BACKENDS", "Backend"]


@dataclass(frozen=True, slots=True)
class Backend:
    """One language, by its name; its module is imported when it is first asked something."""

    name: str
    module: str

    @property
    def suffix(self) -> str:
        """The ending of its main file, such as ``.py``."""
        return self._load().SUFFIX

    def source(
        self, kernels: Sequence[Kernel], command: str, notes: Sequence[str] = (), **options: Any
    ) -> dict[str, str]:
        """The text of each file, by its suffix, for kernels that belong together.

        ``command`` is the command line that makes the files again, ``notes`` are lines for their
        header.  ``options`` that the language has no use for are passed over: ``fixed`` sizes, the
        ``stem`` of the file names.

        Raises ValueError when there are no kernels or two of one name, UnsupportedError for what
        the language has no form for.
        """
        _check(kernels)
        module = self._load()
        known = {k: v for k, v in options.items() if k in getattr(module, "OPTIONS", ())}
        return module.source(tuple(kernels), command, tuple(notes), **known)

    def runner(self, kernels: Sequence[Kernel], **options: Any) -> Mapping[str, Callable[..., Any]]:
        """The generated routines, ready to be called, by the names of the kernels.

        ``options`` are the backend's own.  Raises what ``source`` raises.
        """
        _check(kernels)
        return self._load().runner(tuple(kernels), **options)

    @property
    def accuracy(self) -> Accuracy:
        """What its headers promise about rounding."""
        return self._load().ACCURACY

    def runners(
        self, kernels: Sequence[Kernel]
    ) -> Iterator[tuple[str, Mapping[Any, Callable[..., Any]]]]:
        """The routines by every tool that is found, such as each compiler, with what they ran by.

        Raises UnsupportedError when a tool is needed and none is there.
        """
        tools: Mapping[str, Any] = getattr(self._load(), "tools", dict)()
        for tool, options in tools.items():
            yield f"{self.name} {tool}", self.runner(kernels, **options)
        if not tools:
            yield self.name, self.runner(kernels)

    def _load(self) -> Any:
        return import_module(self.module)


def _check(kernels: Sequence[Kernel]) -> None:
    names = [k.name for k in kernels]
    if not names:
        raise ValueError("no kernel to write")
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"two kernels are called {name}")


def _found() -> dict[str, Backend]:
    """Every backend beside this file; a name that Python already uses ends in an underscore."""
    modules = sorted(module.name for module in iter_modules(__path__))
    languages = [m for m in modules if "_" not in m.rstrip("_")]
    return {m.rstrip("_"): Backend(m.rstrip("_"), f"{__name__}.{m}") for m in languages}


BACKENDS: Mapping[str, Backend] = MappingProxyType(_found())
"""Every backend by its name, in alphabetical order."""
