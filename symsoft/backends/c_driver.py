"""Small C programs that call generated routines: a usage example, and one for the sanitizers."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any

from symsoft.backends.c_build import compile_c, compiler, temporary_folder
from symsoft.backends.c_routine import Routine, by_value, plan_all
from symsoft.backends.c_source import source
from symsoft.backends.c_types import F64, REALS, Real
from symsoft.display.templates import render
from symsoft.errors import SymsoftError, UnsupportedError
from symsoft.kernel import Kernel, Parameter

SANITIZERS = ("-g", "-O1", "-fsanitize=address,undefined", "-fno-sanitize-recover=all")
ROWS, LENGTH = 2, 3
"""How much data an example has."""


def example(kernel: Kernel, fixed: Mapping[str, int] | None = None, stem: str | None = None) -> str:
    """A C program that calls the f64 routine of a kernel on a little data and prints the output."""
    (routine,) = plan_all([kernel], fixed or {})
    sizes = {size.name: max(LENGTH, routine.needed.get(size, 1)) for size in kernel.sizes}
    sizes |= {size.name: value for size, value in routine.fixed.items()}
    counts = {p.name: _count(p, ROWS, sizes) for p in (*kernel.parameters, kernel.output)}
    arrays = [
        {"name": routine.names[p.name], "literals": _values(counts[p.name])}
        for p in routine.arrays
        if p is not kernel.output
    ]
    names = [_value(0) if by_value(p) else routine.names[p.name] for p in kernel.parameters]
    output = routine.names[kernel.output.name]
    return render(
        "c/example.c.j2",
        routine=routine.name(F64),
        stem=stem or routine.stem,
        arrays=arrays,
        output={"name": output, "count": counts[kernel.output.name]},
        arguments=[str(ROWS), *_size_arguments(routine, sizes), *names, output],
    )


def _values(count: int) -> list[str]:
    return [_value(k) for k in range(count)]


def _value(k: int) -> str:
    """Positive numbers that differ, so that roots and logarithms have values."""
    return f"{(k % 7 + 1) / 4!r}"


def _count(parameter: Parameter, rows: int, sizes: Mapping[str, int]) -> int:
    return rows * prod(sizes[axis.name] for axis in parameter.axes)


def _size_arguments(routine: Routine, sizes: Mapping[str, int]) -> list[str]:
    return [str(sizes[s.name]) for s in routine.sizes if s not in routine.fixed]


def sanitised_check(
    kernels: Sequence[Kernel],
    shapes: Iterable[Mapping[str, int]],
    values: Sequence[str] = ("0.5", "-1.25", "3.0", "1e4", "-1e4", "-INFINITY", "NAN", "0.0"),
    fixed: Mapping[str, int] | None = None,
) -> int:
    """Call every routine in both types for every shape under ASan and UBSan; the number of calls.

    A shape gives ``rows`` and every size that is not fixed; arrays are filled from ``values``,
    literals of C.

    Raises SymsoftError with what a sanitizer or the compiler says, UnsupportedError without a
    compiler.
    """
    command = compiler()
    if command is None:
        raise UnsupportedError("there is no C compiler")
    routines = plan_all(kernels, fixed or {})
    calls = [
        _call(routine, real, {**(fixed or {}), **shape})
        for shape in shapes
        for routine in routines
        for real in REALS
    ]
    texts = source(kernels, "symsoft", fixed=fixed, stem="kernels")
    types = [
        {"real": r.name, "ctype": r.ctype, "literals": [f"({r.ctype}){v}" for v in values]}
        for r in REALS
    ]
    texts["_driver.c"] = render("c/driver.c.j2", stem="kernels", types=types, calls=calls)
    with temporary_folder() as folder:
        for suffix, text in texts.items():
            (folder / f"kernels{suffix}").write_text(text, encoding="utf-8")
        files = ["kernels.c", "kernels_driver.c"]
        program = compile_c(command, folder, files, SANITIZERS, "driver")
        _run([str(program)])
    return len(calls)


def _call(routine: Routine, real: Real, sizes: Mapping[str, int]) -> dict[str, Any]:
    kernel = routine.kernel
    arrays = [
        {"name": routine.names[p.name], "count": _count(p, sizes["rows"], sizes)}
        for p in routine.arrays
    ]
    parameters = [
        f"({real.ctype}){_value(2)}" if by_value(p) else routine.names[p.name]
        for p in (*kernel.parameters, kernel.output)
    ]
    return {
        "name": routine.name(real),
        "real": real.name,
        "ctype": real.ctype,
        "arrays": arrays,
        "arguments": [str(sizes["rows"]), *_size_arguments(routine, sizes), *parameters],
    }


def _run(command: Sequence[str]) -> None:
    environment = {**os.environ, "ASAN_OPTIONS": "detect_leaks=1"}
    done = subprocess.run(
        command, capture_output=True, text=True, errors="replace", env=environment, check=False
    )
    if done.returncode:
        raise SymsoftError(f"a sanitizer stopped the program: {done.stderr.strip()[:2000]}")


__all__ = ["example", "sanitised_check"]
