"""Generated C against generated NumPy, naive C and the libraries that are installed, as ratios.

    python benchmarks/routines.py [--quick] [--op softmax] [--shape 8192x1000] [--dtype f32]

Same buffers, interleaved, medians of processor time, one core.  A ratio is the other's time divided
by that of the generated C: above 1 the generated C is faster.  Only ratios inside one run mean
anything.  (Not called ``code.py``: that would hide a module of Python's from the libraries.)
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from peers import ROUTINES, Buffers, Call, buffers, contenders, one_core

SHAPES = ["65536x4", "65536x10", "65536x64", "8192x1000", "512x32000", "64x128256", "1x1000000"]
QUICK = ["4096x10", "512x1000", "1x100000"]
LEAST = 2e-3
"""Seconds that one measurement takes at least."""
SAMPLE = 2_000_000
"""Entries whose error is measured."""


def seconds(call: Call, count: int) -> float:
    """Of the processor, by all threads: what other processes do in between does not count."""
    start = time.process_time()
    for _ in range(count):
        call()
    return (time.process_time() - start) / count


def measured(calls: dict[str, Call], rounds: int) -> dict[str, float]:
    """The median time of each, in rounds that take every one in turn."""
    least = {name: max(1e-7, seconds(call, 3)) for name, call in calls.items()}
    counts = {name: max(1, round(LEAST / taken)) for name, taken in least.items()}
    times: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name].append(seconds(call, counts[name]))
    return {name: median(found) for name, found in times.items()}


def truth(operation: str, b: Buffers) -> np.ndarray | None:
    """The first rows in extended precision; None where cancellation makes ulp meaningless."""
    x = b.x[: max(1, SAMPLE // b.n)].astype(np.longdouble)
    top = x.max(axis=-1, keepdims=True)
    exps = np.exp(x - top)
    total = exps.sum(axis=-1, keepdims=True)
    if operation == "softmax":
        return np.asarray(exps / total)
    return np.asarray(x - top - np.log(total)) if operation == "log-softmax" else None


def ulp(result: Any, exact: np.ndarray | None, dtype: Any) -> str:
    if exact is None:
        return ""
    found = np.asarray(result)[: len(exact)].astype(np.longdouble)
    # A logarithm near 0 is a difference: its error is that of what is subtracted.
    least = 1 if exact.max() <= 0 else 0
    unit = np.spacing(np.maximum(np.abs(exact), least).astype(dtype))
    return f"{float((np.abs(found - exact) / unit).max()):.1f}"


def row(operation: str, b: Buffers, rounds: int) -> dict[str, tuple[str, str]]:
    """For each contender the ratio and the worst error in ulp."""
    calls = dict(contenders(operation, b))
    exact = truth(operation, b)
    # The generated C writes into a buffer that others write into too.
    results = {name: np.asarray(call()).copy() for name, call in calls.items()}
    for name, result in results.items():
        np.testing.assert_allclose(result, results["C"], rtol=0.1, atol=1e-3, err_msg=name)
    errors = {name: ulp(result, exact, b.x.dtype) for name, result in results.items()}
    gc.collect()
    times = measured(calls, rounds)
    return {name: (f"{times[name] / times['C']:.2f}", errors[name]) for name in calls}


def table(operation: str, dtype: str, shapes: list[str], rounds: int, folder: Path) -> list[str]:
    lines: list[str] = []
    for shape in shapes:
        rows, n = map(int, shape.split("x"))
        found = row(operation, buffers(rows, n, dtype, folder), rounds)
        others = [name for name in found if name != "C"]
        if not lines:
            accuracy = " worst error in ulp: C, others |" if found["C"][1] else ""
            lines = [f"| {operation}, {dtype} | {' | '.join(others)} |{accuracy}"]
            lines.append("|---" * (len(others) + 1 + bool(accuracy)) + "|")
        errors = ", ".join(found[name][1] for name in found)
        cells = [f"{rows}×{n}", *(found[name][0] for name in others)]
        lines.append(f"| {' | '.join(cells)} |" + (f" {errors} |" if found["C"][1] else ""))
        print(f"  {lines[-1]}", flush=True)
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description="generated code against libraries, as ratios")
    parser.add_argument("--op", action="append", choices=list(ROUTINES))
    parser.add_argument("--shape", action="append", help="rows x length, such as 512x1000")
    parser.add_argument("--dtype", action="append", choices=["f32", "f64"])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--quick", action="store_true", help="small shapes, few rounds")
    asked = parser.parse_args()
    one_core()
    shapes = asked.shape or (QUICK if asked.quick else SHAPES)
    tables = []
    print(f"load before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        for operation in asked.op or ROUTINES:
            for dtype in asked.dtype or ("f32", "f64"):
                rounds = 3 if asked.quick else asked.rounds
                tables.append(table(operation, dtype, shapes, rounds, Path(folder)))
    print(f"load after: {os.getloadavg()[0]:.1f}")
    for lines in tables:
        print("", *lines, sep="\n")


if __name__ == "__main__":
    main()
