"""From a stated problem to code: its routines, their texts, and what running them shows.

Brings lowering, backends and the checker of code together; no mathematics and no printing here.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symsoft.api import Problem, derivations
from symsoft.backends import BACKENDS, Backend
from symsoft.checking.code import Examination, Tally
from symsoft.checking.trial import DTYPES
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel
from symsoft.lowering.constants import beyond_single
from symsoft.lowering.routines import kernels
from symsoft.proof import Evidence, Verdict

FORMS = ("delta", "explicit", "vjp", "jvp", "hvp", "stable")
"""The forms that become routines, and what makes them safe."""


def routines(problem: Problem) -> tuple[Kernel, ...]:
    """The routines of a problem, the forward routine first.

    Raises UnsupportedError for what has no code form, DerivationError where the book has no rule.
    """
    return kernels(derivations(problem, forms=FORMS, strict=False))


def texts(
    backend: str,
    made: Sequence[Kernel],
    command: str,
    sizes: Mapping[str, int] | None = None,
    stem: str | None = None,
) -> dict[str, str]:
    """The source files in one language, by suffix; ``sizes`` fixes the sizes where it can."""
    notes = beyond_single(made)
    return BACKENDS[backend].source(made, command, notes, fixed=sizes, stem=stem)


@dataclass(frozen=True, slots=True)
class Examined:
    """What running one routine by one tool in one type has shown, the how manieth of how many.

    ``tally`` has its numbers, None where nothing could be run.
    """

    evidence: Evidence
    place: int
    count: int
    tally: Tally | None = None


def examined(made: Sequence[Kernel]) -> Iterator[Examined]:
    """What running every routine in every language, by every tool and in every type shows.

    A language that can't be run here is UNKNOWN, with the reason: it never passes.  Raises
    SymsoftError when a compiler fails.
    """
    runs: list[tuple[str, Backend, Mapping[Any, Callable[..., Any]]]] = []
    missing = []
    for name, backend in BACKENDS.items():
        try:
            runs += [(label, backend, found) for label, found in backend.runners(made)]
        except UnsupportedError as error:
            missing.append(Evidence(name, Verdict.UNKNOWN, "skipped", str(error)))
    count = len(missing) + sum(len(_types(k, found)) for _, _, found in runs for k in made)
    place = itertools.count(1)
    for evidence in missing:
        yield Examined(evidence, next(place), count)
    examinations = {kernel.name: Examination(kernel) for kernel in made}
    for label, backend, found in runs:
        for kernel in made:
            for dtype in _types(kernel, found):
                run = found.get((kernel.name, dtype)) or found[kernel.name]
                tally = examinations[kernel.name].tally(run, dtype, backend.accuracy)
                evidence = tally.evidence(kernel.name, f"{label} {dtype}")
                yield Examined(evidence, next(place), count, tally)


def _types(kernel: Kernel, found: Mapping[Any, Callable[..., Any]]) -> list[str]:
    """The types in which a routine runs: where the arguments decide it, none means f64."""
    by_arguments = (kernel.name, "f32") not in found
    return ["f64"] if by_arguments and not kernel.parameters else list(DTYPES)
