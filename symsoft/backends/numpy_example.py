"""The worked example of a NumPy module: small fixed inputs, every function called once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, cycle

from symsoft.backends.numpy_names import RESERVED, Names
from symsoft.kernel import Kernel, Parameter
from symsoft.language.terms import Size

LENGTHS = (3, 2, 4)
"""Lengths of the axes, by first appearance."""

VALUES = ("0.5", "1.25", "0.75", "2.0", "1.5", "0.25", "1.0", "1.75")
DIRECTIONS = ("1.0", "-0.5", "0.25", "2.0", "-1.0", "0.5", "0.75")


def example(kernels: Sequence[Kernel], names: Names, width: int) -> list[str]:
    """The lines of a function that prints every function's value."""
    return _Example(kernels, names, width).lines()


class _Example:
    def __init__(self, kernels: Sequence[Kernel], names: Names, width: int) -> None:
        self.kernels, self.names, self.width = kernels, names, width
        self.lengths: dict[Size, int] = {}
        self.there: dict[tuple[str, str], str] = {}
        self.written: list[str] = []
        self.taken = {names.function(k.name) for k in kernels} | RESERVED

    def lines(self) -> list[str]:
        for kernel in self.kernels:
            call = self._call(kernel)
            self._add(f"print({_quoted(call)}, {call}, sep={_quoted(chr(92) + 'n')})", call)
        return self.written

    def _add(self, line: str, call: str) -> None:
        if len(line) <= self.width:
            self.written.append(line)
            return
        self.written += ["print(", f"    {_quoted(call)},", f"    {call},"]
        self.written += [f"    sep={_quoted(chr(92) + 'n')},", ")"]

    def _call(self, kernel: Kernel) -> str:
        arguments = ", ".join(self._argument(p) for p in kernel.parameters)
        return f"{self.names.function(kernel.name)}({arguments})"

    def _argument(self, parameter: Parameter) -> str:
        """The variable that holds a parameter, written when it is first needed."""
        key = (parameter.name, parameter.role)
        if key in self.there:
            return self.there[key]
        maker = next((k for k in self.kernels if _makes(k, parameter)), None)
        value = self._call(maker) if maker else self._array(parameter)
        name = self.names.quantity(parameter.name, parameter.role)
        while name in self.taken:
            name += "_"
        self.taken.add(name)
        self.there[key] = name
        self.written.append(f"{name} = {value}")
        return name

    def _array(self, parameter: Parameter) -> str:
        lengths = [self._length(size) for size in parameter.axes]
        values = DIRECTIONS if parameter.role in ("cotangent", "tangent") else VALUES
        start = sum(role == parameter.role for _, role in self.there)
        entries = islice(cycle(values), start, None)
        return f"np.array({_nested(lengths, entries)})"

    def _length(self, size: Size) -> int:
        return self.lengths.setdefault(size, LENGTHS[len(self.lengths) % len(LENGTHS)])


def _makes(kernel: Kernel, parameter: Parameter) -> bool:
    same = kernel.routine == "forward" and kernel.output.name == parameter.name
    return same and parameter.role == "saved"
