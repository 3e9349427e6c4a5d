"""The worked example of a NumPy module: small fixed inputs, every function called once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, cycle, islice
from math import prod

from sympy import Integer

from symsoft.backends.numpy_names import DIRECTIONS, RESERVED, Names, parameter_of
from symsoft.kernel import Kernel, Parameter
from symsoft.language.terms import Size
from symsoft.language.walk import refs

NEWLINE = r'"\n"'

LENGTHS = (3, 2, 4)
"""Lengths of the axes, by first appearance."""

VALUES = ("0.5", "1.25", "0.75", "2.0", "1.5", "0.25", "1.0", "1.75")
DIRECTION_VALUES = ("1.0", "-0.5", "0.25", "2.0", "-1.0", "0.5", "0.75")


def example(kernels: Sequence[Kernel], names: Names, width: int) -> list[str]:
    """The lines of a function that prints every function's value."""
    return _Example(kernels, names, width).lines()


class _Example:
    def __init__(self, kernels: Sequence[Kernel], names: Names, width: int) -> None:
        self.kernels, self.names, self.width = kernels, names, width
        self.lengths: dict[Size, int] = {}
        self.there: dict[tuple[str, str, tuple[Size, ...]], str] = {}
        self.written: list[str] = []
        self.taken = {names.function(k.name) for k in kernels} | RESERVED

    def lines(self) -> list[str]:
        for kernel in self.kernels:
            call = self._call(kernel)
            self._print(call)
        return self.written

    def _print(self, call: str) -> None:
        line = f"print({_quoted(call)}, {call}, sep={NEWLINE})"
        if len(line) <= self.width:
            self.written.append(line)
        else:
            parts = [_quoted(call), call, f"sep={NEWLINE}"]
            self.written += ["print(", *(f"    {part}," for part in parts), ")"]

    def _call(self, kernel: Kernel) -> str:
        arguments = ", ".join(self._argument(p) for p in kernel.parameters)
        return f"{self.names.function(kernel.name)}({arguments})"

    def _argument(self, parameter: Parameter) -> str:
        """The variable that holds a parameter, written when it is first needed."""
        key = (parameter.name, parameter.role, parameter.axes)
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
        direction = parameter.role in DIRECTIONS
        values = DIRECTION_VALUES if direction else VALUES
        count = prod(lengths)
        if count > len(values):
            first, last = (-1.0, 1.0) if direction else (0.25, 2.0)
            shape = ", ".join(map(str, lengths))
            return f"np.linspace({first}, {last}, {count}).reshape({shape})"
        # Cotangent and tangent differ, so that what is made of them can be told apart.
        alike = DIRECTIONS if direction else (parameter.role,)
        start = sum(role in alike for _, role, _ in self.there)
        return f"np.array({_nested(lengths, islice(cycle(values), start, None))})"

    def _length(self, size: Size) -> int:
        """A length that is another one for each size and reaches every entry that is named."""
        if size not in self.lengths:
            usual = LENGTHS[len(self.lengths) % len(LENGTHS)]
            self.lengths[size] = max([usual, *(_entries(k, size) for k in self.kernels)])
        return self.lengths[size]


def _entries(kernel: Kernel, size: Size) -> int:
    """The last fixed entry that a kernel reads along an axis of this size."""
    last = 0
    for ref in chain.from_iterable(refs(let.expr) for let in kernel.lets):
        parameter = parameter_of(kernel, ref.name)
        for index, axis in zip(ref.indices, parameter.axes if parameter else (), strict=False):
            if axis == size and isinstance(index, Integer):
                last = max(last, int(index))
    return last


def _nested(lengths: Sequence[int], values: Iterator[str]) -> str:
    """The text of nested lists of these lengths, or of one number."""
    if not lengths:
        return next(values)
    return f"[{', '.join(_nested(lengths[1:], values) for _ in range(lengths[0]))}]"


def _quoted(text: str) -> str:
    return f'"{text}"'


def _makes(kernel: Kernel, parameter: Parameter) -> bool:
    same = kernel.routine == "forward" and kernel.output.name == parameter.name
    return same and parameter.role == "saved"
