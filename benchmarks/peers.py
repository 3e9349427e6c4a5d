"""The same four operations by generated code, by libraries and by naive C, on the same buffers.

Each is a function without arguments that computes into a buffer of its own or of the library's; the
libraries that are not installed are left out.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from symsoft import api, programs
from symsoft.backends import BACKENDS
from symsoft.backends.c import compiler
from symsoft.kernel import Kernel

Call = Callable[[], Any]
OPTIMISED = ["-O3", "-march=native", "-std=c11", "-shared", "-fPIC"]
CTYPES = {"f32": ("float", "expf", "logf"), "f64": ("double", "exp", "log")}
SHORT = 64
"""Rows up to this length are given to code for that length."""


@dataclass(frozen=True)
class Buffers:
    """Inputs for one shape and type, and an output; ``loss`` has one entry a row."""

    rows: int
    n: int
    dtype: str
    x: np.ndarray
    y: np.ndarray
    g: np.ndarray
    t: np.ndarray
    out: np.ndarray
    loss: np.ndarray
    folder: Path = field(compare=False)


def buffers(rows: int, n: int, dtype: str, folder: Path) -> Buffers:
    real = np.float32 if dtype == "f32" else np.float64
    random = np.random.default_rng(n)
    x = (3 * random.standard_normal((rows, n))).astype(real)
    weights = np.exp(x - x.max(axis=-1, keepdims=True))
    y = (weights / weights.sum(axis=-1, keepdims=True)).astype(real)
    t = random.random((rows, n)).astype(real)
    t = t / t.sum(axis=-1, keepdims=True)
    g = random.standard_normal((rows, n)).astype(real)
    # Written once, so that no page is new when the clock runs.
    out, loss = np.ones_like(x), np.ones(rows, real)
    return Buffers(rows, n, dtype, x, y, g, t, out, loss, folder)


# -- generated -------------------------------------------------------------------------------------
@cache
def kernels(entry: str) -> tuple[Kernel, ...]:
    return programs.routines(api.state(entry))


ROUTINES = {
    "softmax": ("softmax", ["softmax"]),
    "softmax VJP": ("softmax", ["softmax_vjp"]),
    "log-softmax": ("logsoftmax", ["logsoftmax"]),
    "cross-entropy": ("ce", ["ce", "ce_grad"]),
}
"""Each operation's entry and routines; the cross-entropy is a value and a gradient."""


def generated_c(operation: str, b: Buffers) -> Call:
    entry, names = ROUTINES[operation]
    wanted = [k for k in kernels(entry) if k.name in names]
    fixed = {"n": b.n} if b.n <= SHORT else None
    stem = f"{operation.replace(' ', '_').replace('-', '_')}_{b.n}"
    texts = BACKENDS["c"].source(wanted, "benchmark", fixed=fixed, stem=stem)
    for suffix, text in texts.items():
        (b.folder / f"{stem}{suffix}").write_text(text, encoding="utf-8")
    library = _library(b.folder, f"{stem}.c", f"{stem}.so", [])
    calls = []
    for kernel in wanted:
        own = f"{kernel.name}_n{b.n}_{b.dtype}" if fixed else f"{kernel.name}_{b.dtype}"
        arrays = [getattr(b, p.name) for p in kernel.parameters]
        result = b.loss if kernel.routine == "forward" and not kernel.output.axes else b.out
        sizes = [b.rows] if fixed else [b.rows, b.n]
        calls.append(_bound(library[own], sizes, [*arrays, result]))
    return _all(calls)


def generated_numpy(operation: str, b: Buffers) -> Call:
    entry, names = ROUTINES[operation]
    wanted = [k for k in kernels(entry) if k.name in names]
    run = BACKENDS["numpy"].runner(wanted)
    arrays = {k.name: [getattr(b, p.name) for p in k.parameters] for k in wanted}
    return lambda: [run[name](*given) for name, given in arrays.items()][-1]


def naive_c(operation: str, b: Buffers) -> Call:
    real, exp, log = CTYPES[b.dtype]
    names = ["-DNAME(f)=f", f"-DREAL={real}", f"-DEXP={exp}", f"-DLOG={log}", "-ffast-math"]
    source = str(Path(__file__).with_name("naive.c"))
    library = _library(b.folder, source, f"naive_{b.dtype}.so", names)
    name = {"softmax VJP": "softmax_vjp", "log-softmax": "logsoftmax", "cross-entropy": "ce"}
    arrays = {
        "softmax": [b.x, b.out],
        "softmax VJP": [b.y, b.g, b.out],
        "log-softmax": [b.x, b.out],
        "cross-entropy": [b.x, b.t, b.loss, b.out],
    }[operation]
    return _bound(library[name.get(operation, operation)], [b.rows, b.n], arrays)


def _library(folder: Path, source: str, output: str, flags: list[str]) -> ctypes.CDLL:
    target = folder / output
    if not target.exists():
        command = compiler() or "cc"
        line = [*command.split(), *OPTIMISED, *flags, source, "-o", output, "-lm"]
        subprocess.run(line, cwd=folder, check=True)
    return ctypes.CDLL(str(target))


def _bound(function: Any, sizes: list[int], arrays: list[np.ndarray]) -> Call:
    given = [ctypes.c_size_t(s) for s in sizes]
    given += [ctypes.c_void_p(a.ctypes.data) for a in arrays]  # type: ignore[misc]

    def call() -> np.ndarray:
        function(*given)
        return arrays[-1]

    return call


def _all(calls: list[Call]) -> Call:
    return calls[0] if len(calls) == 1 else lambda: [call() for call in calls][-1]


# -- libraries -------------------------------------------------------------------------------------
def scipy_calls(b: Buffers) -> dict[str, Call]:
    special = import_module("scipy.special")
    return {
        "softmax": lambda: special.softmax(b.x, axis=-1),
        "log-softmax": lambda: special.log_softmax(b.x, axis=-1),
    }


def torch_calls(b: Buffers) -> dict[str, Call]:
    torch = import_module("torch")
    torch.set_num_threads(1)
    x, y, g, t, out = (torch.from_numpy(a) for a in (b.x, b.y, b.g, b.t, b.out))
    leaf = x.clone().requires_grad_()
    soft = torch.softmax(leaf, -1)
    del y

    def loss_and_gradient() -> Any:
        loss = torch.nn.functional.cross_entropy(leaf, t, reduction="none")
        return torch.autograd.grad(loss, leaf, torch.ones_like(loss))[0]

    return {
        "softmax": lambda: torch.softmax(x, -1, out=out),
        "softmax VJP": lambda: torch.autograd.grad(soft, leaf, g, retain_graph=True)[0],
        "log-softmax": lambda: torch.log_softmax(x, -1, out=out),
        "cross-entropy": loss_and_gradient,
    }


def jax_calls(b: Buffers) -> dict[str, Call]:
    jax = import_module("jax")
    jax.config.update("jax_enable_x64", True)
    x, y, g, t = (jax.numpy.asarray(a) for a in (b.x, b.y, b.g, b.t))

    def loss(x: Any, t: Any) -> Any:
        rows = -(t * jax.nn.log_softmax(x)).sum(-1)
        return rows.sum(), rows

    functions = {
        "softmax": (jax.nn.softmax, (x,)),
        "softmax VJP": (lambda y, g: y * (g - (y * g).sum(-1, keepdims=True)), (y, g)),
        "log-softmax": (jax.nn.log_softmax, (x,)),
        "cross-entropy": (lambda x, t: jax.grad(loss, has_aux=True)(x, t)[::-1], (x, t)),
    }
    return {name: _jitted(jax, function, given) for name, (function, given) in functions.items()}


def _jitted(jax: Any, function: Any, given: tuple[Any, ...]) -> Call:
    compiled = jax.jit(function)

    def call() -> Any:
        result = jax.block_until_ready(compiled(*given))
        return result[-1] if isinstance(result, tuple) else result

    return call


LIBRARIES = {"scipy": scipy_calls, "torch": torch_calls, "jax": jax_calls}


def contenders(operation: str, b: Buffers) -> Iterator[tuple[str, Call]]:
    """Every way to compute an operation that there is here, generated C first."""
    yield "C", generated_c(operation, b)
    yield "NumPy", generated_numpy(operation, b)
    yield "naive C", naive_c(operation, b)
    for name, calls in LIBRARIES.items():
        if find_spec(name) is not None and operation in (found := calls(b)):
            yield name, found[operation]


def one_core() -> int:
    """Keep the process on one core, before a library starts threads; the core's number."""
    os.environ.update(OMP_WAIT_POLICY="passive", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core
