"""Terms to normal forms: the checker's reading of every node of the term language."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from typing import Any

from sympy import Rational

from symsoft.checking.exact import kinds
from symsoft.checking.exact.atoms import OPEN, Label, Poly, exact
from symsoft.checking.exact.given import Env, Given, bind
from symsoft.checking.exact.kinds import Entry
from symsoft.checking.exact.mode import Mode
from symsoft.checking.exact.poly import (
    Nowhere,
    OpenPair,
    Singular,
    Undecided,
    add,
    atom,
    const,
    constant,
    scale,
    subtract,
)
from symsoft.checking.exact.problem import Problem
from symsoft.checking.exact.sums import Pairs
from symsoft.language.matrix import At
from symsoft.language.system import Assumption
from symsoft.language.terms import (
    Add,
    Cases,
    Constant,
    D,
    Delta,
    Fn,
    Max,
    Min,
    Mul,
    Pow,
    Ref,
    Same,
    Size,
    Sum,
    Where,
)

OPEN_RELATIONS = (">", "<", "!=")
"""What is so related at a point is so related near it."""


class Normal(Given):
    """Normal forms of terms under some assumptions, in one mode, for one pattern of indices."""

    def __init__(
        self,
        problem: Problem,
        assumptions: tuple[Assumption, ...],
        mode: Mode,
        distinct: Pairs = frozenset(),
    ) -> None:
        self._memo: dict[Any, Poly] = {}
        self._under: dict[tuple[Assumption, ...], Normal] = {}
        super().__init__(problem, assumptions, mode, distinct)

    def forget(self) -> None:
        """Drop what was computed before something was assumed."""
        super().forget()
        self._memo.clear()

    def normal(self, e: Any, env: Env, opaque: frozenset[str] = frozenset()) -> Poly:
        """The normal form of a term whose free indices have the labels in env.

        Quantities whose names are opaque are not unfolded.  Raises Undecided for what has no normal
        form, OpenPair when it depends on whether two free indices coincide.
        """
        if isinstance(e, Rational):
            return const(exact(Fraction(int(e.p), int(e.q))))
        place = (e, frozenset((i, env[i]) for i in e.free), opaque)
        if place not in self._memo:
            p = self._normal(e, env, opaque)
            self._memo[place] = p
        return self._memo[place]

    def _normal(self, e: Any, env: Env, opaque: frozenset[str]) -> Poly:
        match e:
            case Ref():
                return self._ref(e, env, opaque)
            case Add():
                return add(*(self.normal(a, env, opaque) for a in e.args))
            case Mul():
                return self.product(self.normal(a, env, opaque) for a in e.args)
            case Pow():
                base, exponent = (self.normal(a, env, opaque) for a in e.args)
                if not base and isinstance(e.exponent, Rational) and e.exponent < 0:
                    raise Nowhere("division by zero")
                return self.symbolic_power(base, exponent)
            case Fn():
                return self._function(e.name, [self.normal(a, env, opaque) for a in e.inputs])
            case Sum() | Max() | Min():
                return self._reduction(e, env, opaque)
            case Delta():
                i, j = self.labels_of(e.args, env)
                return self.delta(i, j)
            case Size():
                return self.length(self.problem.size_rank(e.name))
            case Constant() if e.name in kinds.CONSTANTS:
                return atom(kinds.Constant(kinds.CONSTANTS.index(e.name)))
            case D():
                return self._derivative(e, env, opaque)
            case Where():
                return self._where(e, env, opaque)
            case Cases():
                return self._cases(e, env, opaque)
            case At():
                return self._at(e, env, opaque)
            case _:
                raise Undecided(f"{type(e).__name__} has no normal form")

    def _part(self, e: Any, env: Env, opaque: frozenset[str], *, whole: bool = False) -> Poly:
        """The normal form of a term without which, unless whole, the one around it may exist."""
        try:
            return self.normal(e, env, opaque)
        except Nowhere as why:
            raise (why if whole else Singular(str(why))) from None

    def _at(self, e: At, env: Env, opaque: frozenset[str]) -> Poly:
        try:
            entry = e.entry
        except (ValueError, TypeError, IndexError) as error:
            raise Undecided(f"an entry of a matrix has no normal form: {error}") from error
        return self.normal(entry, env, opaque)

    def _function(self, name: str, arguments: list[Poly]) -> Poly:
        if name in kinds.KINKED:
            return self.kinked(name, *arguments)
        (u,) = arguments
        if name == "log" and not u:
            raise Nowhere("logarithm of zero")
        return self.exp(u) if name == "exp" else self.call(name, u)

    def _ref(self, ref: Any, env: Env, opaque: frozenset[str]) -> Poly:
        entry = self.entry_of(ref, env)
        definition = self._definition(ref.name)
        if definition is None or ref.name in opaque:
            known = self.known(entry)
            return atom(entry) if known is None else known
        return self.normal(definition.body, bind(definition, entry), opaque)

    def _reduction(self, e: Any, env: Env, opaque: frozenset[str]) -> Poly:
        env = {i: env[i] for i in e.free}
        depth = max((k.number for k in env.values() if k.kind == OPEN), default=0)
        k, size = Label(OPEN, depth + 1), self.problem.size_rank(e.index.size.name)
        excluded = self.labels_of(e.excluded, env, e.index.size)
        p = self._part(e.body, {**env, e.index: k}, opaque, whole=not excluded)
        if isinstance(e, Sum):
            return self.sum(self.product((p, *(self.apart(k, x) for x in excluded))), k, size)
        sign = 1 if isinstance(e, Max) else -1
        return scale(self.largest(scale(p, sign), k, size, frozenset(excluded)), sign)

    def _where(self, e: Where, env: Env, opaque: frozenset[str]) -> Poly:
        test, *branches = e.args
        a, b = (self.normal(side, env, opaque) for side in test.args[1:])
        yes, no = (self._part(p, env, opaque) for p in branches)
        u = subtract(a, b) if test.op in (">", ">=") else subtract(b, a)
        if test.op == "==":
            return self.kinked("from", u, self.kinked("from", scale(u, -1), yes, no), no)
        return self.kinked("above" if test.op in (">", "<") else "from", u, yes, no)

    def _cases(self, e: Cases, env: Env, opaque: frozenset[str]) -> Poly:
        """The branch whose conditions hold; for bound indices, each branch times its indicator."""
        indicators, out = [], []
        for branch in e.args:
            inside, plain = const(1), const(1)
            for condition in branch.conditions:
                same = isinstance(condition, Same)
                i, j = self.labels_of(condition.args, env)
                delta = self.delta(i, j)
                if constant(delta) is None and not (i.bound or j.bound):
                    raise OpenPair(frozenset((i, j)))
                plain = self.mul(plain, delta if same else subtract(const(1), delta))
                inside = self.mul(inside, delta if same else self.apart(i, j))
            indicators.append(plain)
            if plain:
                body = self._part(branch.body, env, opaque, whole=plain == const(1))
                out.append(self.mul(inside, body))
        overlap = any(self.mul(a, b) for a, b in combinations(indicators, 2))
        if overlap or add(*indicators) != const(1):
            raise Undecided("the branches of a case distinction overlap or leave a case out")
        return add(*out)

    def _derivative(self, e: D, env: Env, opaque: frozenset[str]) -> Poly:
        name, variable = e.by.name, self.entry_of(e.by, env)
        self._refuse_frozen_inside(e, opaque)
        under = self._under_derivative(name)
        slope = under.diff(under.normal(e.body, env, opaque | {name}), variable)
        definition = None if name in opaque else self._definition(name)
        if under is self and definition is None:
            return slope

        def unfold(a: Entry) -> Poly | None:
            if definition is None or a.rank != variable.rank:
                return None
            return self.normal(definition.body, bind(definition, a), opaque)

        return self.rewrite(slope, {}, unfold)

    def _under_derivative(self, name: str) -> Normal:
        """The normal forms that may be differentiated by an entry of a quantity.

        An equation that mentions the quantity holds at the point, not near it.
        """
        kept = tuple(
            a
            for a in self.assumptions
            if a.relation in OPEN_RELATIONS
            or not any(self.problem.system.depends(side, name) for side in (a.lhs, a.rhs))
        )
        mode = self.mode.differentiable
        if kept == self.assumptions and mode == self.mode:
            return self
        if kept not in self._under:
            self._under[kept] = Normal(self.problem, kept, mode, self.distinct)
        return self._under[kept]

    def _refuse_frozen_inside(self, e: D, opaque: frozenset[str]) -> None:
        """With z taken as an input, a derivative by what z is made of has two readings."""
        system = self.problem.system
        for name in opaque - {e.by.name}:
            definition = self._definition(name)
            if (
                definition is not None
                and system.depends(definition.body, e.by.name)
                and system.depends(e.body, name)
            ):
                raise Undecided(
                    f"a derivative by {e.by.name} stands inside one by {name}, which is made of it"
                )
