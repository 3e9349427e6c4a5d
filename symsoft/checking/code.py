"""Runs generated code and compares every entry with ball enclosures of what it means.

The meaning of a routine is the inert derivative of the definitions, evaluated by dual numbers; the
code, whoever wrote it, is only called.  A result passes when the ball of the running error analysis
(``rounding``) of the statements that the code carries out holds both the result and the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from flint import arb, ctx, fmpq

from symsoft.checking.dual import Number
from symsoft.checking.evaluate import Entry, Point, Programs
from symsoft.checking.rounding import F32, F64, Precision, Rounded, UndecidedError
from symsoft.checking.sample import points
from symsoft.kernel import Kernel, Parameter
from symsoft.language.walk import names
from symsoft.proof import Evidence, Verdict

Run = Callable[..., np.ndarray]
"""A routine: arrays and scalars in the order of the kernel's parameters, the output comes back."""

BITS = 192
SIZES = (1, 2, 3, 5)
DTYPES: Mapping[str, tuple[Any, Precision]] = {
    "f32": (np.float32, F32),
    "f64": (np.float64, F64),
}
SCALES = (("ordinary", 0), ("large", 12), ("small", -40))
"""Powers of two by which sampled array entries are multiplied."""


@dataclass(slots=True)
class Tally:
    """What the runs of one routine have shown so far."""

    compared: int = 0
    skipped: int = 0
    worst_ulp: float = 0.0
    worst_share: float = 0.0
    miss: str = ""


def examine(kernel: Kernel, run: Run, dtype: str, method: str) -> Evidence:
    """Run a routine at ordinary, large and small inputs for several sizes.

    HOLDS when every entry lies within its error bound, FAILS with the first that does not, UNKNOWN
    when no entry could be compared.
    """
    tally = Tally()
    with ctx.workprec(BITS):
        for sizes in _sizes(kernel):
            for label, inputs in _inputs(kernel, sizes, dtype):
                _compare(kernel, run, dtype, sizes, inputs, label, tally)
                if tally.miss:
                    return Evidence(f"{method} {dtype}", Verdict.FAILS, kernel.name, tally.miss)
    verdict = Verdict.HOLDS if tally.compared else Verdict.UNKNOWN
    detail = (
        f"{tally.worst_ulp:.2g} ulp, {tally.worst_share:.2g} of its bound, {tally.compared} entries"
        if tally.compared
        else "no entry could be compared"
    )
    return Evidence(f"{method} {dtype}", verdict, kernel.name, detail)


def _sizes(kernel: Kernel) -> Iterator[dict[str, int]]:
    """Unequal sizes, so that mixed-up axes show."""
    assert kernel.meaning is not None
    every = [s.name for s in kernel.meaning.system.sizes]
    for q, n in enumerate(SIZES if every else (1,)):
        yield {name: SIZES[(q + k) % len(SIZES)] if k else n for k, name in enumerate(every)}


def _inputs(kernel: Kernel, sizes: Mapping[str, int], dtype: str) -> Iterator[tuple[str, Point]]:
    """Points whose entries are numbers of the type, as balls without width."""
    assert kernel.meaning is not None
    programs = Programs(kernel.meaning.system)
    # What an assumption speaks of would no longer satisfy it, scaled.
    bound = {n for a in kernel.meaning.system.assumptions for n in names(a.lhs)}
    for taken, point in enumerate(points(programs, sizes)):
        if taken == 2:
            return
        for label, shift in SCALES:
            moved = {
                entry: _of_type(value, dtype, 0 if entry[0] in bound or not entry[1] else shift)
                for entry, value in point.inputs.items()
            }
            yield label, Point(programs, sizes, moved)


def _of_type(value: Number, dtype: str, shift: int) -> arb:
    """The number of the type that is nearest to the value times a power of two."""
    assert isinstance(value, arb)
    return _exactly(DTYPES[dtype][0](float(value * arb(2) ** shift)).item())


def _exactly(number: float) -> arb:
    return arb(fmpq(*number.as_integer_ratio()))


def _compare(
    kernel: Kernel,
    run: Run,
    dtype: str,
    sizes: Mapping[str, int],
    point: Point,
    label: str,
    tally: Tally,
) -> None:
    try:
        inputs = _parameters(kernel, point, dtype)
        bounds = Rounded(sizes, DTYPES[dtype][1], _balls(kernel, inputs, dtype)).run(kernel)
        exact = _meant(kernel, point)
    except (UndecidedError, ValueError, ZeroDivisionError):
        tally.skipped += 1
        return
    result = np.asarray(run(*(_array(p, inputs, sizes, dtype) for p in kernel.parameters)))
    shape = tuple(sizes[s.name] for s in kernel.output.axes)
    if result.shape != shape or result.dtype != DTYPES[dtype][0]:
        tally.miss = f"gives {result.dtype} {result.shape} instead of {dtype} {shape}"
        return
    for at, truth in exact.items():
        got = float(result[tuple(q - 1 for q in at)])
        _judge(kernel, got, truth, bounds[kernel.output.name, at], at, label, dtype, tally)


def _parameters(kernel: Kernel, point: Point, dtype: str) -> dict[Entry, float]:
    """The value of every entry of every parameter, saved outputs rounded to the type."""
    found = {}
    for p in kernel.parameters:
        for entry in point.entries(p.name):
            value = point.entry(*entry)
            assert isinstance(value, arb)
            if not value.is_finite():
                raise ValueError("undefined")
            found[entry] = DTYPES[dtype][0](float(value)).item()
            if not np.isfinite(found[entry]):
                raise UndecidedError("overflow")
    return found


def _balls(kernel: Kernel, inputs: Mapping[Entry, float], dtype: str) -> dict[Entry, arb]:
    """The parameters as balls; a saved output is known up to its rounding."""
    precision = DTYPES[dtype][1]
    saved = {p.name for p in kernel.parameters if p.role == "saved"}
    found = {}
    for entry, number in inputs.items():
        value = _exactly(number)
        if entry[0] in saved:
            value += arb(0, (abs(value) * precision.unit * 2 + precision.tiny).upper())
        found[entry] = value
    return found


def _meant(kernel: Kernel, point: Point) -> dict[tuple[int, ...], arb]:
    """Every entry of the output by definition."""
    assert kernel.meaning is not None
    program = point.programs.program(kernel.meaning.term)
    axes = (range(1, point.sizes[i.size.name] + 1) for i in kernel.meaning.indices)
    found = {}
    for at in product(*axes):
        value = program.at(point, dict(zip(kernel.meaning.indices, at, strict=True)))
        if not isinstance(value, arb) or not value.is_finite():
            raise ValueError("undefined")
        found[at] = value
    return found


def _array(
    p: Parameter, inputs: Mapping[Entry, float], sizes: Mapping[str, int], dtype: str
) -> Any:
    shape = tuple(sizes[s.name] for s in p.axes)
    array = np.empty(shape, DTYPES[dtype][0])
    for at in product(*(range(n) for n in shape)):
        array[at] = inputs[p.name, tuple(q + 1 for q in at)]
    return array if shape else DTYPES[dtype][0](array)


def _judge(
    kernel: Kernel,
    got: float,
    truth: arb,
    bound: arb,
    at: Sequence[int],
    label: str,
    dtype: str,
    tally: Tally,
) -> None:
    if truth.rad() > bound.rad():
        tally.skipped += 1  # the truth itself isn't known well enough here
        return
    tally.compared += 1
    right = bound.overlaps(truth) and np.isfinite(got) and bound.contains(_exactly(got))
    if not right:
        tally.miss = (
            f"{kernel.name} {dtype} at {tuple(at)}, {label} inputs: got {got!r}, "
            f"should be {float(truth)!r}, allowed {bound.str(5)}"
        )
        return
    error = abs(_exactly(got) - truth)
    precision = DTYPES[dtype][1]
    ulp = abs(truth) * precision.unit * 2 + precision.tiny
    tally.worst_ulp = max(tally.worst_ulp, float((error / ulp).mid()))
    allowed = bound.rad()
    if allowed > 0:
        tally.worst_share = max(tally.worst_share, float((error / allowed).mid()))
