"""What several test files need: the command line, and generated routines with data for them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from flint import arb, ctx
from hypothesis import settings
from sympy import Integer

from symsoft import api, programs
from symsoft.backends import BACKENDS
from symsoft.catalog import entries
from symsoft.checking.evaluate import Programs
from symsoft.checking.floats import F32, F64
from symsoft.checking.rounding import Rounded
from symsoft.checking.sample import points
from symsoft.cli import main
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel
from symsoft.language.system import System
from symsoft.language.terms import D
from symsoft.language.walk import refs, subterms

settings.register_profile("symsoft", deadline=None, print_blob=True)
settings.load_profile("symsoft")  # a busy machine is slow, and a rare failure must be found again
ROOT = Path(__file__).parent.parent
BITS = 192
TYPES = {"f32": np.float32, "f64": np.float64}
PRECISIONS = {"f32": F32, "f64": F64}
MOVED = ("cotangent", "tangent")


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


@pytest.fixture
def symsoft(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Run]:
    """The command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str) -> Run:
        capsys.readouterr()
        code = main(args)
        out, err = capsys.readouterr()
        return Run(code, out, err)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Run]:
    """Python in a process of its own, in an empty folder: process("-m", "symsoft", "list")."""

    def run(*args: str, **environment: str) -> Run:
        done = subprocess.run(
            [sys.executable, *args],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            capture_output=True,
            timeout=300,
            check=False,
        )
        return Run(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


# -- generated routines ----------------------------------------------------------------------------
LAYER = "z[i] = sum(W[i, k]*h[k], k) + b[i]"
OWN: dict[str, dict[str, tuple[str, ...]]] = {
    "layer and loss": {
        "define": (LAYER, "y[i] = exp(z[i])/sum(exp(z[k]), k)", "L = -sum(t[k]*log(y[k]), k)"),
        "given": ("sum(t[k], k) = 1",),
        "wrt": ("W", "h", "b"),
    },
    "layer by its parts": {"define": (LAYER, "a[i] = tanh(z[i])"), "wrt": ("W", "h", "z")},
    "unit vector": {"define": ("y[i] = x[i]/sqrt(sum(x[k]**2, k))",)},
    "norm": {"define": ("r = sqrt(sum(x[k]**2, k))",)},
    "three indices": {"define": ("q[i, l] = sum(A[i, k, l]*x[k], k)**2",), "wrt": ("A", "x")},
    "restricted sum": {"define": ("y[i] = sum(exp(x[k] - x[i]), k, k != i)",)},
    "weighted log-sum-exp": {
        "define": ("F = log(sum(w[k]*exp(x[k]), k))",),
        "given": ("w[k] > 0",),
    },
    "quadratic form": {"define": ("E = sum(sum(A[i, k]*x[i]*x[k], i), k)/2",), "wrt": ("x",)},
    "variance": {"define": ("m = mean(x[k], k)", "V = mean((x[i] - m)**2, i)")},
    "scaled scores": {"define": ("y[i] = exp(c*x[i])/sum(exp(c*x[k]), k)",), "wrt": ("c", "x")},
    "product of matrices": {"define": ("P[i, j] = sum(A[i, k]*B[k, j], k)",)},
    "kinks": {
        "define": ("L = sum(maximum(x[k], 0) + abs(x[k] - c), k)",),
        "kinks": ("maximum(0) = 0", "abs(0) = 0", "sign(0) = 0"),
        "wrt": ("x",),
    },
    "special names": {"define": ("double[i] = sin(g[i])*sum(v[k]**2, k)",), "wrt": ("g", "v")},
}
CASES: dict[str, dict[str, Any]] = {**{name: {"entry": name} for name in entries()}, **OWN}


HEAVY = ("bp", "focal", "mlp", "network", "three-classes")
"""What takes longest to derive, much longer than the rest: left to the slow tests."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests that take a ``case`` or an ``entry`` run for all of them.

    A case is a catalogue entry or users' definitions; an entry may be a row that differentiates by
    something else.
    """
    for argument, names in (("case", CASES), ("entry", [*entries(), *_other_rows()])):
        if argument in metafunc.fixturenames:
            marked = [_marked(name) for name in sorted(names)]
            metafunc.parametrize(argument, marked)


def _other_rows() -> list[str]:
    every = [(e, name, row) for e in entries().values() for name, row in e.rows.items()]
    return [name for e, name, row in every if not set(row.wrt) <= set(e.wrt)]


def _marked(name: str) -> Any:
    return pytest.param(name, marks=pytest.mark.slow) if name in HEAVY else name


@dataclass(frozen=True)
class Place:
    """One set of values at which the routines of a problem are called.

    ``known`` are balls around the values that have errors, that is, around the saved output.
    """

    kernels: tuple[Kernel, ...]
    sizes: Mapping[str, int]
    dtype: str
    values: Mapping[str, np.ndarray]
    known: Mapping[str, np.ndarray]

    @property
    def type(self) -> np.dtype:
        return np.dtype(TYPES[self.dtype])

    @property
    def system(self) -> System:
        assert self.kernels[0].meaning is not None
        return self.kernels[0].meaning.system

    @staticmethod
    def by(kernel: Kernel) -> str:
        """What a routine is the derivative by, "" for the value itself."""
        assert kernel.meaning is not None
        found = (s.by.name for s in subterms(kernel.meaning.term) if isinstance(s, D))
        return next(found, "")

    def pairs(self, *routines: str) -> Iterator[list[Kernel]]:
        """Kernels of these routines that are derivatives by the same quantity."""
        for by in dict.fromkeys(map(self.by, self.kernels)):
            own = {k.routine: k for k in self.kernels if self.by(k) == by}
            if own.keys() >= set(routines):
                yield [own[r] for r in routines]

    def direction(self, kernel: Kernel, seed: int) -> np.ndarray:
        """Random numbers for the cotangent or tangent of a kernel that takes one."""
        shape = [self.sizes[s.name] for p in kernel.parameters if p.role in MOVED for s in p.axes]
        return np.random.default_rng(seed).normal(size=shape).astype(self.type)

    def arguments(self, kernel: Kernel, direction: Any = None) -> list[Any]:
        return [direction if p.role in MOVED else self.values[p.name] for p in kernel.parameters]

    def balls(self, kernel: Kernel, direction: Any = None) -> np.ndarray:
        """What ``enclosed`` says at this place."""
        arrays = {**self.known, **{p.name: direction for p in kernel.parameters if p.role in MOVED}}
        return self.enclosed(kernel, arrays)

    def enclosed(self, kernel: Kernel, arrays: Mapping[str, Any]) -> np.ndarray:
        """For every entry of the output a ball that holds the truth and every faithful result.

        Its radius is the running error bound: roundings times the sum of absolute contributions.
        Arrays hold numbers, or balls where they are not exact.  A ball is not finite where nothing
        is known, because rounding decides what is computed.
        """
        values = {
            (p.name, tuple(q + 1 for q in at)): v if isinstance(v, arb) else arb(float(v))
            for p in kernel.parameters
            for at, v in np.ndenumerate(np.asarray(arrays[p.name], object))
        }
        with ctx.workprec(BITS):
            found = Rounded(self.sizes, PRECISIONS[self.dtype], values).run(kernel)
        out = np.empty([self.sizes[s.name] for s in kernel.output.axes], object)
        for (_, at), value in found.items():
            out[tuple(q - 1 for q in at)] = value
        return out


class Generated:
    """The routines of catalogue entries and of users' definitions, and places to call them at."""

    @staticmethod
    @cache
    def routines(entry: str | None = None, **stated: tuple[str, ...]) -> tuple[Kernel, ...]:
        """The kernels of a problem, stated as for ``api.state``, made once."""
        return programs.routines(api.state(entry, **stated))

    def kernels(self, case: str) -> tuple[Kernel, ...]:
        return self.routines(**CASES[case])

    def run(self, case: str, backend: str, dtype: str) -> dict[str, Any]:
        """The routines of a case by the names of the kernels; skips what has no code form."""
        try:
            found = self._runner(case, backend)
        except UnsupportedError as error:
            pytest.skip(str(error))
        names = [k.name for k in self.kernels(case)]
        return {n: found[(n, dtype)] if backend == "c" else found[n] for n in names}

    @staticmethod
    @cache
    def _runner(case: str, backend: str) -> Mapping[Any, Any]:
        return BACKENDS[backend].runner(Generated.routines(**CASES[case]))

    @staticmethod
    def sizes(system: System, lengths: tuple[int, ...]) -> dict[str, int]:
        """A length for each size in turn, long enough for entries that are named by number."""
        found = {s.name: lengths[q % len(lengths)] for q, s in enumerate(system.sizes)}
        for ref in (r for d in system.definitions for r in refs(d.body)):
            for at, size in zip(ref.indices, system.shapes[ref.name], strict=True):
                if isinstance(at, Integer):
                    found[size.name] = max(found[size.name], int(at))
        return found

    def places(
        self,
        kernels: tuple[Kernel, ...],
        forward: Any,
        lengths: tuple[int, ...],
        count: int,
        dtype: str = "f64",
    ) -> Iterator[Place]:
        """At most ``count`` places whose inputs satisfy what is given, the same on every run."""
        assert kernels[0].meaning is not None
        system = kernels[0].meaning.system
        sizes = self.sizes(system, lengths)
        for point in islice(points(Programs(system), sizes), count):
            inputs = {}
            for name in system.inputs:
                entries = [float(point.entry(*e)) for e in point.entries(name)]
                shape = [sizes[s.name] for s in system.shapes[name]]
                inputs[name] = np.array(entries, TYPES[dtype]).reshape(shape)
            bare = Place(kernels, sizes, dtype, inputs, inputs)
            output = kernels[0].output.name
            value = np.asarray(forward(*bare.arguments(kernels[0])))
            known = {**inputs, output: bare.balls(kernels[0])}
            yield replace(bare, values={**inputs, output: value}, known=known)


@pytest.fixture(scope="session")
def generated() -> Generated:
    return Generated()
