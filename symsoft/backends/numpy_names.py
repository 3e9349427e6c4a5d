"""How quantities are called in a NumPy module, and what its text needs around it.

Decides names only; nothing here prints an expression.
"""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel, Parameter
from symsoft.language.terms import Ref, Size

RESERVED = frozenset(keyword.kwlist) | frozenset(
    (
        *("np", "ArrayLike", "batch", "_arrays", "_where", "_erf", "_example"),
        *("float", "list", "str", "tuple", "len", "zip", "print", "isinstance", "int"),
        *("ValueError", "TypeError"),
    )
)
"""Words that the text of a module uses itself."""

ROUTINE_WORDS = frozenset(("g", "v", "rows"))
"""Names that belong to the cotangent, the tangent and the batch."""

DIRECTIONS = {"cotangent": "g", "tangent": "v"}
"""What these are called, whatever the proof calls them."""


def parameter_of(kernel: Kernel, name: str) -> Parameter | None:
    """The parameter or the output of that name; None for a temporary."""
    found = (*kernel.parameters, kernel.output)
    return next((p for p in found if p.name == name), None)


def quantities(kernel: Kernel) -> list[str]:
    """Every name in a kernel, in order of first appearance."""
    found = [p.name for p in kernel.parameters] + [let.target.name for let in kernel.lets]
    return list(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Names:
    """What the quantities and functions of one module are called."""

    taken: frozenset[str]
    sizes: frozenset[str]

    @staticmethod
    def of(kernels: Sequence[Kernel]) -> Names:
        moved = {p.name for k in kernels for p in k.parameters if p.role in DIRECTIONS}
        taken = {n for k in kernels for n in (*quantities(k), k.name) if n not in moved}
        return Names(frozenset(taken), frozenset(s.name for k in kernels for s in k.sizes))

    def quantity(self, name: str, role: str = "") -> str:
        """A parameter or temporary; what clashes gets a trailing underscore."""
        if role in DIRECTIONS:
            return DIRECTIONS[role]
        return self._apart(name, RESERVED | self.sizes | ROUTINE_WORDS)

    def function(self, name: str) -> str:
        """A function of the module."""
        return self._apart(name, RESERVED)

    def changed(self, kernels: Sequence[Kernel]) -> list[tuple[str, str]]:
        """Names that had to change, each with what it became, in order of first appearance."""
        pairs = [(k.name, self.function(k.name)) for k in kernels]
        for kernel in kernels:
            moved = {p.name for p in kernel.parameters if p.role in DIRECTIONS}
            pairs += [x for x in local_names(kernel, self).items() if x[0] not in moved]
        return [(old, new) for old, new in dict.fromkeys(pairs) if old != new]

    def _apart(self, name: str, words: frozenset[str]) -> str:
        if name not in words:
            return name
        changed = f"{name}_"
        while changed in words or changed in self.taken:
            changed += "_"
        return changed


def local_names(kernel: Kernel, names: Names) -> dict[str, str]:
    """What each quantity of a kernel is called in its function."""
    found = {}
    for name in quantities(kernel):
        parameter = parameter_of(kernel, name)
        found[name] = names.quantity(name, parameter.role if parameter else "")
    return found


@dataclass(slots=True)
class Scope:
    """One function as it is written: what things are called, and what the text turned out to need.

    ``kept`` are row quantities stored with a last axis of length 1, so that they broadcast as they
    are.
    """

    kernel: Kernel
    spelled: dict[str, str]
    kept: frozenset[str] = frozenset()
    sizes: set[Size] = field(default_factory=set)
    least: dict[Any, None] = field(default_factory=dict)
    batch: bool = False
    choice: bool = False
    erf: bool = False

    @property
    def dtype(self) -> str:
        """The text of the dtype that everything has."""
        first = self.kernel.parameters
        return f"{self.spelled[first[0].name]}.dtype" if first else "np.float64"

    def size(self, size: Size) -> str:
        """The variable that holds a size."""
        if not any(size in p.axes for p in self.kernel.parameters):
            raise UnsupportedError(
                f"NumPy can't know the size {size.name} in {self.kernel.name}: "
                "no parameter has such an axis"
            )
        self.sizes.add(size)
        return size.name

    def shape(self, sizes: Iterable[Size]) -> str:
        """The text of the shape with all batch axes and these sizes."""
        self.batch = True
        named = [self.size(s) for s in sizes]
        return f"({', '.join(['*batch', *named])})" if named else "batch"

    def entry(self, ref: Ref) -> None:
        """Note that the text reads a fixed entry, so that its axis must be that long."""
        if parameter_of(self.kernel, ref.name) in self.kernel.parameters:
            self.least[ref] = None
