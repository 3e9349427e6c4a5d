"""From a stated problem to code: its routines, their texts, and what running them shows.

Brings lowering, backends and the checker of code together; no mathematics and no printing here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from symsoft.api import Problem, derivations
from symsoft.backends import BACKENDS
from symsoft.checking.code import DTYPES, examine
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel
from symsoft.lowering.routines import kernels
from symsoft.proof import Evidence, Verdict

FORMS = ("delta", "vjp", "jvp", "hvp", "stable")
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
    return BACKENDS[backend].source(made, command, fixed=sizes, stem=stem)


def examined(made: Sequence[Kernel]) -> Iterator[Evidence]:
    """What running every routine in every language and type shows.

    A language that can't be run here is UNKNOWN, with the reason: it never passes.
    """
    for name, backend in BACKENDS.items():
        try:
            runs: Mapping[Any, Callable[..., Any]] = backend.runner(made)
        except UnsupportedError as error:
            yield Evidence(name, Verdict.UNKNOWN, "not run", str(error))
            continue
        for kernel in made:
            for dtype in DTYPES:
                run = runs.get((kernel.name, dtype)) or runs[kernel.name]
                yield examine(kernel, run, dtype, name)
