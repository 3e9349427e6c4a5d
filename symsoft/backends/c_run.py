"""Generated C as Python functions on NumPy arrays: written, compiled, loaded."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from symsoft.backends.c_build import compile_c, compiler, temporary_folder
from symsoft.backends.c_routine import Routine, by_value, plan_all
from symsoft.backends.c_source import source
from symsoft.backends.c_types import REALS, Real
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel, Parameter

TYPES: dict[str, tuple[Any, Any]] = {
    "f64": (np.float64, ctypes.c_double),
    "f32": (np.float32, ctypes.c_float),
}


def runner(
    kernels: Sequence[Kernel],
    fixed: Mapping[str, int] | None = None,
    command: str | None = None,
) -> dict[tuple[str, str], Callable[..., np.ndarray]]:
    """The kernels compiled, as functions by kernel name and type (``f32`` or ``f64``).

    A function takes the kernel's parameters in order or by name, with any leading batch axes, which
    broadcast; a batch of numbers that C takes by value is a call each.  ``sizes`` gives the sizes
    that no parameter tells.  It raises ValueError for arrays that don't fit.  ``command`` is the
    compiler, by default the first of those that are found.

    Raises UnsupportedError when there is no compiler, SymsoftError when it fails.
    """
    command = command or compiler()
    if command is None:
        raise UnsupportedError("there is no C compiler: install gcc or clang, or set CC")
    texts = source(kernels, "symsoft", fixed=fixed, stem="kernels")
    with temporary_folder() as folder:
        for suffix, text in texts.items():
            (folder / f"kernels{suffix}").write_text(text, encoding="utf-8")
        flags = ("-O2", "-shared", "-fPIC")
        built = compile_c(command, folder, ["kernels.c"], flags, "kernels.so")
        library = ctypes.CDLL(str(built))
    return {
        (routine.kernel.name, real.name): _Call(routine, real, library)
        for routine in plan_all(kernels, fixed or {})
        for real in REALS
    }


@dataclass(frozen=True, slots=True)
class _Call:
    """One compiled routine in one type."""

    routine: Routine
    real: Real
    library: ctypes.CDLL

    def __call__(
        self, *arrays: Any, sizes: Mapping[str, int] | None = None, **named: Any
    ) -> np.ndarray:
        given = [np.asarray(a) for a in self._in_order(arrays, named)]
        lengths = self._lengths(given, sizes or {})
        dtype = TYPES[self.real.name][0]
        batch, whole = self._broadcast(given, lengths, dtype)
        own = tuple(lengths[axis.name] for axis in self.routine.kernel.output.axes)
        out = np.empty((*batch, *own), dtype)
        parameters = self.routine.kernel.parameters
        if not any(a.ndim for a, p in zip(given, parameters, strict=True) if by_value(p)):
            self._run(int(np.prod(batch, dtype=int)), lengths, whole, out)
            return out
        for entry in np.ndindex(*batch):
            row = np.empty(own, dtype)
            self._run(1, lengths, [np.ascontiguousarray(a[entry]) for a in whole], row)
            out[entry] = row
        return out

    def _broadcast(
        self, given: Sequence[Any], lengths: Mapping[str, int], dtype: Any
    ) -> tuple[tuple[int, ...], list[Any]]:
        """The batch axes of all arrays together, and every array with them."""
        parameters = self.routine.kernel.parameters
        batch = np.broadcast_shapes(
            *(a.shape[: a.ndim - len(p.axes)] for a, p in zip(given, parameters, strict=True))
        )
        shapes = [(*batch, *(lengths[axis.name] for axis in p.axes)) for p in parameters]
        return batch, [
            np.ascontiguousarray(np.broadcast_to(a, shape), dtype)
            for a, shape in zip(given, shapes, strict=True)
        ]

    def _in_order(self, arrays: Sequence[Any], named: Mapping[str, Any]) -> list[Any]:
        names = [p.name for p in self.routine.kernel.parameters]
        found = {**dict(zip(names, arrays, strict=False)), **named}
        if len(arrays) + len(named) != len(names) or found.keys() != set(names):
            raise TypeError(f"{self.routine.kernel.name} takes {', '.join(names)}")
        return [found[name] for name in names]

    def _lengths(self, given: Sequence[Any], sizes: Mapping[str, int]) -> dict[str, int]:
        """The value of each size, from the shapes of the arrays."""
        lengths = {size.name: value for size, value in self.routine.fixed.items()} | dict(sizes)
        for array, parameter in zip(given, self.routine.kernel.parameters, strict=True):
            shape = array.shape[array.ndim - len(parameter.axes) :] if parameter.axes else ()
            if len(shape) < len(parameter.axes):
                raise ValueError(self._misfit(parameter, array.shape, lengths))
            for axis, length in zip(parameter.axes, shape, strict=True):
                if lengths.setdefault(axis.name, length) != length:
                    raise ValueError(self._misfit(parameter, array.shape, lengths))
        missing = [s.name for s in self.routine.kernel.sizes if s.name not in lengths]
        if missing:
            raise ValueError(f"{self.routine.kernel.name}: no array tells the size {missing[0]}")
        return lengths

    def _misfit(self, parameter: Parameter, shape: Any, lengths: Mapping[str, int]) -> str:
        wanted = ", ".join(str(lengths.get(a.name, a.name)) for a in parameter.axes)
        return (
            f"{self.routine.kernel.name}: {parameter.name} has the shape {shape}, "
            f"which does not end in ({wanted})"
        )

    def _run(
        self, rows: int, lengths: Mapping[str, int], arrays: Sequence[Any], out: np.ndarray
    ) -> None:
        routine = self.routine
        number = TYPES[self.real.name][1]
        arguments: list[Any] = [ctypes.c_size_t(rows)]
        arguments += [
            ctypes.c_size_t(lengths[s.name]) for s in routine.sizes if s not in routine.fixed
        ]
        arguments += [
            number(array.flat[0] if array.size else 0)
            if by_value(p)
            else ctypes.c_void_p(array.ctypes.data)
            for array, p in zip(arrays, routine.kernel.parameters, strict=True)
        ]
        self.library[routine.name(self.real)](*arguments, ctypes.c_void_p(out.ctypes.data))


__all__ = ["runner"]
