"""Runs generated code and compares every entry with what it means.

The meaning of a routine is the inert derivative of the definitions, evaluated by dual numbers
(``meant``); the code, whoever wrote it, is only called.  A result passes when the ball of the
running error analysis (``rounding``) of the statements that the code carries out holds both the
result and the truth (``judging``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np
from flint import arb, ctx

from symsoft.accuracy import ANY_ORDER, Accuracy
from symsoft.checking.floats import exactly
from symsoft.checking.inputs import ORDINARY, Case, cases
from symsoft.checking.judging import Outcome, judged
from symsoft.checking.meant import BITS, Definitions, Meant
from symsoft.checking.trial import DTYPES, At, Trial
from symsoft.kernel import Kernel, Parameter
from symsoft.proof import Evidence, Verdict

Run = Callable[..., np.ndarray]
"""A routine: arrays and scalars in the order of the kernel's parameters, the output comes back.

Leading axes are a batch.
"""

SKIPPED = (Outcome.RANGE, Outcome.UNDECIDED, Outcome.UNDEFINED)
SHOWN = 8
"""How many entries of an input a report shows."""


@dataclass(slots=True)
class Tally:
    """What the runs of one routine have shown so far."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    families: dict[str, int] = field(default_factory=dict)
    """How many entries of each family were compared with the truth or held to the contract."""
    ordinary_ulp: float = 0.0
    extreme_ulp: float = 0.0
    worst_share: float = 0.0
    miss: str = ""

    def add(self, family: str, outcome: Outcome) -> None:
        self.outcomes[outcome] += 1
        shown = outcome in (Outcome.PASS, Outcome.CONTRACT)
        self.families[family] = self.families.get(family, 0) + shown

    @property
    def verdict(self) -> Verdict:
        """Is every entry as promised?  Unknown when none could be compared."""
        if self.miss:
            return Verdict.FAILS
        return Verdict.HOLDS if self.outcomes[Outcome.PASS] else Verdict.UNKNOWN

    def evidence(self, name: str, method: str) -> Evidence:
        """What the runs of the routine of this name have shown: a miss, or how good they were."""
        return Evidence(method, self.verdict, name, self.miss or self.summary())

    def summary(self) -> str:
        """The worst error, how many entries were compared and how many were not, and why."""
        compared = self.outcomes[Outcome.PASS]
        if not compared:
            return "no entry could be compared"
        counts = [f"{compared} compared"]
        if self.outcomes[Outcome.CONTRACT]:
            counts.append(f"{self.outcomes[Outcome.CONTRACT]} {Outcome.CONTRACT.value}")
        skipped = [f"{self.outcomes[o]} {o.value}" for o in SKIPPED if self.outcomes[o]]
        if skipped:
            counts.append(f"skipped {', '.join(skipped)}")
        empty = [family for family, count in self.families.items() if not count]
        if empty:
            counts.append(f"nothing compared at {', '.join(empty)}")
        return (
            f"{self.ordinary_ulp:.2g} ulp, {self.extreme_ulp:.2g} at extreme inputs, "
            f"{self.worst_share:.2g} of its bound; {'; '.join(counts)}"
        )


class Examination:
    """One routine, its cases in both types; cases and truths are made once for all languages."""

    def __init__(self, kernel: Kernel) -> None:
        assert kernel.meaning is not None
        self.kernel = kernel
        self._definitions = Definitions(kernel.meaning.system)
        self._meant: dict[Any, Meant] = {}
        self._groups: dict[str, list[list[Trial]]] = {}
        self._rest: dict[str, Iterator[list[Trial]]] = {}

    def tally(self, run: Run, dtype: str, accuracy: Accuracy = ANY_ORDER) -> Tally:
        """Run the routine on every case in one type, until an entry misses."""
        tally = Tally()
        for trials in self._of_one_size(dtype):
            _run_together(run, trials, accuracy, tally)
            if tally.miss:
                break
        return tally

    def _of_one_size(self, dtype: str) -> Iterator[list[Trial]]:
        """The trials of one size after the other, made when they are first asked for."""
        groups = self._groups.setdefault(dtype, [])
        yield from groups
        rest = self._rest.setdefault(dtype, self._made(dtype))
        while True:
            with ctx.workprec(BITS[0]):
                group = next(rest, None)
            if group is None:
                return
            groups.append(group)
            yield group

    def _made(self, dtype: str) -> Iterator[list[Trial]]:
        for _, group in groupby(cases(self.kernel, dtype), lambda case: case.sizes):
            yield [self._trial(case, dtype) for case in group]

    def _trial(self, case: Case, dtype: str) -> Trial:
        same = (tuple(case.sizes.items()), *(repr(v) for v in case.inputs.values()))
        meant = self._meant.setdefault(same, Meant(self._definitions, case))
        return Trial(self.kernel, dtype, case, meant)


def examine(kernel: Kernel, run: Run, dtype: str, method: str) -> Evidence:
    """What running one routine in one type shows; any order of adding is allowed."""
    return Examination(kernel).tally(run, dtype).evidence(kernel.name, f"{method} {dtype}")


# -- running -------------------------------------------------------------------------------------
def _run_together(run: Run, trials: Sequence[Trial], accuracy: Accuracy, tally: Tally) -> None:
    """Call the routine on cases of one size: the first alone, no rows at all, all as a batch."""
    kernel, dtype = trials[0].kernel, trials[0].dtype
    arrays = [[trial.array(p) for trial in trials] for p in kernel.parameters]
    own = tuple(trials[0].case.sizes[s.name] for s in kernel.output.axes)
    together = bool(kernel.parameters)
    alone = _called(run, [a[0] for a in arrays], own, dtype, tally)
    none = _called(run, [np.stack(a)[:0] for a in arrays], (0, *own)[not together :], dtype, tally)
    batch = _called(
        run, [np.stack(a) for a in arrays], (len(trials), *own)[not together :], dtype, tally
    )
    if alone is None or none is None or batch is None:
        tally.miss = f"{kernel.name} {dtype}, {_sizes(trials[0])}: {tally.miss}"
        return
    _judge_all(trials[0], alone, accuracy, tally)
    for trial, result in zip(trials, batch if together else [batch] * len(trials), strict=True):
        _judge_all(trial, result, accuracy, tally)


def _called(
    run: Run, arguments: Sequence[Any], shape: tuple[int, ...], dtype: str, tally: Tally
) -> np.ndarray | None:
    """The result if it has the shape and type that are promised."""
    with np.errstate(all="ignore"):
        result = np.asarray(run(*arguments))
    if result.shape == shape and result.dtype == DTYPES[dtype][0]:
        return result
    tally.miss = f"gives {result.dtype} {result.shape} instead of {dtype} {shape}"
    return None


def _judge_all(trial: Trial, result: np.ndarray, accuracy: Accuracy, tally: Tally) -> None:
    """Every entry of the output, until one misses."""
    family = trial.case.family
    if not result.size:
        tally.families[family] = tally.families.get(family, 0) + 1  # its shape was compared
    promise = trial.promise(accuracy)
    masked = trial.masks(promise)
    with ctx.workprec(BITS[0]):
        for at in trial.places(trial.kernel.output):
            if tally.miss:
                return
            got = float(result[tuple(q - 1 for q in at)])
            promised = promise.entries[trial.kernel.output.name, at]
            truth = trial.truth(at, promised)
            outcome = judged(
                got,
                promised,
                truth,
                trial.precision,
                beyond=trial.beyond,
                masked=masked,
                left_range=promise.left_range,
            )
            tally.add(family, outcome)
            if outcome is Outcome.MISS:
                tally.miss = _told(trial, at, got, promised, truth)
            if outcome is Outcome.PASS and truth is not None:
                _note_error(tally, trial, got, promised, truth)


def _note_error(tally: Tally, trial: Trial, got: float, promised: arb, truth: arb) -> None:
    if not (promised.is_finite() and truth.is_finite()):
        return
    error = abs(exactly(got) - truth)
    if not truth.contains(0):
        nearest = DTYPES[trial.dtype][0](abs(float(truth)))
        ulps = float((error / exactly(float(np.spacing(nearest)))).mid())
        if trial.case.family == ORDINARY:
            tally.ordinary_ulp = max(tally.ordinary_ulp, ulps)
        else:
            tally.extreme_ulp = max(tally.extreme_ulp, ulps)
    if promised.rad() > 0:
        tally.worst_share = max(tally.worst_share, float((error / promised.rad()).mid()))


# -- telling ---------------------------------------------------------------------------------------
def _told(trial: Trial, at: At, got: float, promised: arb, truth: arb | None) -> str:
    """A miss: the routine, where, what came, what should have come, the inputs."""
    place = f" at {at}" if at else ""
    wanted = _shown(truth) if truth is not None else f"{_shown(promised)} by the contract"
    allowed = f", within {float(promised.rad()):.2g}" if promised.is_finite() else ""
    family, name = trial.case.family, trial.kernel.name
    where = ", ".join(x for x in (f"{name} {trial.dtype}", f"{family} inputs", _sizes(trial)) if x)
    inputs = ", ".join(_input(trial, p) for p in trial.kernel.parameters)
    return f"{where}{place}: got {got!r}, should be {wanted}{allowed}; {inputs}"


def _sizes(trial: Trial) -> str:
    return ", ".join(f"{name} = {n}" for name, n in trial.case.sizes.items())


def _input(trial: Trial, p: Parameter) -> str:
    values = [repr(trial.given[p.name, at]) for at in trial.places(p)[: SHOWN + 1]]
    if not p.axes:
        return f"{p.name} = {values[0]}"
    return f"{p.name} = [{', '.join([*values[:SHOWN], *['…'] * (len(values) > SHOWN)])}]"


def _shown(value: arb) -> str:
    """A number as far as it is known; one beyond every type is an infinity."""
    return repr(float(value))
