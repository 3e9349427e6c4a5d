"""Where the values of quantities lie in a C routine, and what they are called there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from symsoft.backends.c_types import Real
from symsoft.language.terms import Index, Size


@dataclass(frozen=True, slots=True)
class Scope:
    """What may be named at one place of a routine."""

    real: Real
    names: Mapping[str, str]
    """Quantities by their names in the kernel."""
    axes: Mapping[str, tuple[Size, ...]]
    variables: frozenset[str]
    """Quantities that are one C variable each: scalars by value, and values that are needed only
    in the loops in which they arise."""
    sizes: Mapping[Size, str]
    indices: Mapping[Index, str]

    def within(self, loops: Mapping[Index, str]) -> Scope:
        """The scope inside further loops."""
        return replace(self, indices={**self.indices, **loops})

    def place(self, ref: Any) -> str:
        """The variable or array element that holds the value of a Ref."""
        name = self.names[ref.name]
        if ref.name in self.variables:
            return name
        return f"{name}[{self.offset(ref, len(ref.indices)) if ref.indices else 'row'}]"

    def offset(self, ref: Any, count: int) -> str:
        """Where an entry lies in the row's block, counted in its first axes only."""
        found = "0"
        for index, axis in zip(ref.indices[:count], self.axes[ref.name], strict=False):
            position = self.position(index)
            if found == "0":
                found = position
                continue
            block = f"({found})" if " + " in found else found
            found = f"{block} * {self.sizes[axis]}"
            if position != "0":
                found += f" + {position}"
        return found

    def position(self, index: Any) -> str:
        """An index, counted from 0."""
        return self.indices[index] if isinstance(index, Index) else str(int(index) - 1)

    def call(self, function: str, *arguments: str) -> str:
        """A call of a function of libm."""
        return f"{function}{self.real.suffix}({', '.join(arguments)})"

    def helper(self, function: str, *arguments: str) -> str:
        """A call of a function that the generated code brings along."""
        return f"{self.real.name}_{function}({', '.join(arguments)})"


__all__ = ["Scope"]
