"""Decides an identity for every n: the normal forms of both sides agree in every index pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

from symsoft.checking.exact.atoms import FREE, VALUE, Label, Poly, inside
from symsoft.checking.exact.bases import denominators
from symsoft.checking.exact.chain import wider, widest
from symsoft.checking.exact.given import Env
from symsoft.checking.exact.kinds import Pair, SumOf
from symsoft.checking.exact.memory import Memory
from symsoft.checking.exact.merging import is_zero_merged
from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.normal import Normal
from symsoft.checking.exact.poly import Nowhere, OpenPair, Undecided, subtract
from symsoft.checking.exact.problem import Problem, free_in_order, reachable
from symsoft.checking.exact.sums import Pairs
from symsoft.language.matrix import in_indices
from symsoft.language.system import System
from symsoft.language.terms import Fn, Index, Max, Min, Where
from symsoft.language.walk import subterms
from symsoft.proof import Evidence, Verdict

PATTERNS = 2000
"""So many patterns of coinciding indices, or index values, are gone through."""

KINKS = ("abs", "sign", "maximum", "minimum")
TRIGONOMETRY = ("sin", "cos", "sinh", "cosh", "tanh")


def decide(
    system: System,
    lhs: Any,
    rhs: Any,
    sizes: Mapping[str, int] | None = None,
    memory: Memory | None = None,
) -> Evidence:
    """Evidence that lhs = rhs wherever both are defined and the system's assumptions hold.

    What that means exactly stands in the package's documentation.  Without ``sizes`` for all sizes,
    otherwise at these sizes and every index value.  The verdict is HOLDS or UNKNOWN, never FAILS:
    normal forms that differ refute nothing.  ``memory`` is that of earlier decisions.

    Raises ValueError for a size below 1.

    >>> from symsoft.language.terms import Index, Ref, Size, Sum
    >>> n = Size("n")
    >>> i, k = Index("i", n), Index("k", n)
    >>> system = System((), {"x": (n,)})
    >>> total = Sum(Ref("x", k), k)
    >>> found = decide(system, Sum(Ref("x", k) * Ref("x", i), k), Ref("x", i) * total)
    >>> found.verdict.value, found.scope
    ('holds', 'all n >= 1')
    """
    if any(value < 1 for value in (sizes or {}).values()):
        raise ValueError("sizes are at least 1")
    try:
        lhs, rhs = _read(lhs), _read(rhs)
        problem = Problem(system, (lhs, rhs), sizes or {})
        detail = _failure(problem, lhs, rhs, memory or Memory())
    except RecursionError:
        return Evidence("exact", Verdict.UNKNOWN, "no values", "nested too deeply")
    verdict = Verdict.UNKNOWN if detail else Verdict.HOLDS
    return Evidence("exact", verdict, _scope(problem), detail)


def _read(side: Any) -> Any:
    """A side in index notation: an entry of a matrix may hide a derivative, and what it is by.

    What has no entries is left to the normal forms, which say why.
    """
    try:
        return in_indices(side)
    except (ValueError, TypeError, IndexError):
        return side


def _failure(problem: Problem, lhs: Any, rhs: Any, memory: Memory) -> str:
    """Why the identity is not decided; empty when it holds.

    Wider systems are tried first: most steps hold in one, and are decided there much faster.
    """
    tried = [problem.system]
    for way in (wider, widest):
        system = way(problem.system, (lhs, rhs))
        if system not in tried:
            tried.append(system)
            part = Problem(system, (lhs, rhs), problem.given)
            if not _Decision(part, lhs, rhs, memory).failure():
                problem.reach.update(part.reach)
                return ""
    return _Decision(problem, lhs, rhs, memory).failure()


def _scope(problem: Problem) -> str:
    """What a decision covers: ``all n, m >= 1``, or ``n = 3, all index values``."""
    fixed = [f"{s} = {problem.given[s]}" for s in problem.occurring if s in problem.given]
    least: dict[int, list[str]] = {}
    for s in problem.occurring:
        if s not in problem.given:
            least.setdefault(problem.reach.get(s, 1), []).append(s)
    ranges = [f"{', '.join(names)} >= {low}" for low, names in least.items()]
    if fixed:
        return ", ".join([*fixed, *(f"all {r}" for r in ranges), "all index values"])
    return "all " + ", ".join(ranges) if ranges else "all values"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Labels for the free indices, and which labels are known to be different."""

    env: Env
    distinct: Pairs = frozenset()

    def split(self, pair: frozenset[Label]) -> Iterator[Pattern]:
        """The same pattern where two labels differ, and where they coincide."""
        yield Pattern(self.env, self.distinct | {pair})
        kept, gone = sorted(pair)  # a concrete value comes first
        env = {i: kept if k == gone else k for i, k in self.env.items()}
        distinct = frozenset(frozenset(kept if k == gone else k for k in p) for p in self.distinct)
        values = {p for p in distinct if all(k.kind == VALUE for k in p)}
        if all(len(p) == 2 for p in distinct):
            yield Pattern(env, distinct - values)

    def describe(self) -> str:
        """``i = j, i != k`` in the user's names."""
        names: dict[Label, str] = {}
        said = []
        for i, k in self.env.items():
            if k.kind == VALUE:
                said.append(f"{i.name} = {k.number}")
            elif k in names:
                said.append(f"{i.name} = {names[k]}")
            else:
                names[k] = i.name
        for pair in sorted(self.distinct, key=sorted):
            a, b = sorted(pair, reverse=True)
            if a in names and (b in names or b.kind == VALUE):
                said.append(f"{names[a]} != {names.get(b, b.number)}")
        return ", ".join(said)


class _Decision:
    """Goes through the patterns of indices, splitting only where it matters."""

    def __init__(self, problem: Problem, lhs: Any, rhs: Any, memory: Memory) -> None:
        self.lhs, self.rhs = lhs, rhs
        self.modes = tuple(_modes(problem, lhs, rhs))
        self.problem, self._normals = memory.normals(problem, (lhs, rhs))
        self._nowhere = ""
        self._somewhere = False

    def failure(self) -> str:
        """Why the identity is not decided; empty when it holds.

        In a pattern in which a side is nowhere defined there is nothing to decide.
        """
        todo = list(self._start())[::-1]
        for _ in range(PATTERNS):
            if not todo:
                return "" if self._somewhere else self._nowhere
            pattern = todo.pop()
            found = self._settle(pattern)
            if isinstance(found, frozenset):
                todo += list(pattern.split(found))[::-1]
            elif found:
                where = pattern.describe()
                return f"{found} where {where}" if where else found
        return "too large: too many patterns of indices"

    def _start(self) -> Iterator[Pattern]:
        indices = free_in_order(self.lhs, self.rhs)
        ranges = [self._range(i, q) for q, i in enumerate(indices)]
        for labels in product(*ranges):
            yield Pattern(dict(zip(indices, labels, strict=True)))

    def _range(self, i: Index, number: int) -> list[Label]:
        size = self.problem.given.get(i.size.name)
        if size is None:
            return [Label(FREE, number)]
        return [Label(VALUE, v) for v in range(1, size + 1)]

    def _settle(self, pattern: Pattern) -> frozenset[Label] | str:
        """Empty when the sides agree, a pair of indices to split on, or why they may differ."""
        reason = ""
        for mode in self.modes:
            try:
                normal, p = self._difference(mode, pattern)
                if normal.is_zero(p):
                    self._somewhere = True
                    return ""
                pair = _open_pair(p)
                if pair is not None:
                    return pair
                if is_zero_merged(normal, p) or self._agrees_off_zeros(normal, p, pattern):
                    self._somewhere = True
                    return ""
                reason = "the normal forms differ"
            except OpenPair as request:
                return request.pair
            except Nowhere as why:
                self._nowhere = f"a side is nowhere defined: {why}"
                return ""
            except Undecided as why:
                reason = reason or str(why)
        return reason

    def _agrees_off_zeros(self, normal: Normal, p: Poly, pattern: Pattern) -> bool:
        """Do the sides agree when it is used that what is divided by is not 0?

        Beside an indicator that need not be so where the indicator is 0.
        """
        fractions = (len(denominators({a.term: 1})) for a in inside(p) if isinstance(a, SumOf))
        if max(fractions, default=0) < 2 or any(normal.is_idempotent(a) for m in p for a, _ in m):
            return False
        nonzero = frozenset(a for m in p for a, e in m if e < 0)
        normal, q = self._difference(Mode(nonzero=nonzero), pattern)
        return normal.is_zero(q)

    def _difference(self, mode: Mode, pattern: Pattern) -> tuple[Normal, Poly]:
        normal = self._normal(mode, pattern.distinct)
        lhs, rhs = (normal.normal(side, pattern.env) for side in (self.lhs, self.rhs))
        return normal, subtract(lhs, rhs)

    def _normal(self, mode: Mode, distinct: Pairs) -> Normal:
        place = mode, distinct
        if place not in self._normals:
            assumptions = self.problem.system.assumptions
            self._normals[place] = Normal(self.problem, assumptions, mode, distinct)
        return self._normals[place]


def _modes(problem: Problem, *terms: Any) -> Iterator[Mode]:
    """As written, then with kinks by steps, then trigonometry by exponentials, then both."""
    nodes = [s for e in reachable(problem.system, terms) for s in subterms(e)]
    functions = {s.name for s in nodes if isinstance(s, Fn)}
    kinked = any(isinstance(s, Where) for s in nodes) or not functions.isdisjoint(KINKS)
    if problem.given:
        kinked = kinked or any(isinstance(s, Max | Min) for s in nodes)
    yield Mode()
    if kinked:
        yield Mode(stepwise=True, careful=True)
    if not functions.isdisjoint(TRIGONOMETRY):
        yield Mode(exponentials=True)
        if kinked:
            yield Mode(stepwise=True, exponentials=True, careful=True)


def _open_pair(p: Poly) -> frozenset[Label] | None:
    """Two free indices of which it matters whether they coincide."""
    pairs = (a.pair for a in inside(p) if isinstance(a, Pair))
    return min((pair for pair in pairs if not any(k.bound for k in pair)), key=sorted, default=None)
