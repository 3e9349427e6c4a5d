"""The term language: SymPy expressions that hold the form in which they were written.

The nodes of index notation: named quantities, deltas, functions, sums over an index, inert
derivatives, branches.  They never evaluate; see ``node`` for what equality means and what the
operators do.  Nothing in this room knows a rule of calculus.
"""

from __future__ import annotations

from typing import Any, ClassVar

from sympy import Symbol

from symsoft.language.known import free, height, key, spell, written
from symsoft.language.node import (
    PI,
    Add,
    Constant,
    Index,
    Mul,
    Pow,
    Size,
    Term,
    as_symbol,
    as_term,
    factors,
    plus,
    power,
    product,
    summands,
    times,
    total,
)

FUNCTIONS = frozenset(
    ("exp", "log", "sin", "cos", "tanh", "sinh", "cosh", "erf", "abs", "sign", "maximum", "minimum")
)
"""Elementary functions; ``maximum`` and ``minimum`` take two arguments, the others one."""

COMPARISONS = frozenset((">", ">=", "<", "<=", "=="))


class Ref(Term):
    """A named quantity: ``Ref("x", i)`` is x_i, ``Ref("T")`` a scalar; ``Ref("x", 1)`` is x_1."""

    __slots__ = ()

    def __new__(cls, name: str | Symbol, *indices: Any) -> Any:
        return Term.__new__(cls, as_symbol(name), *(as_term(i) for i in indices))

    @property
    def name(self) -> str:
        return str(self.args[0].name)

    @property
    def indices(self) -> tuple[Any, ...]:
        return tuple(self.args[1:])

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,)

    def _spell(self, bound: dict[Any, str]) -> str:
        return f"{self.name}[{','.join(spell(i, bound) for i in self.indices)}]"


class Delta(Term):
    """The Kronecker delta of two indices over the same range."""

    __slots__ = ()

    def __new__(cls, a: Any, b: Any) -> Any:
        a, b = as_term(a), as_term(b)
        if isinstance(a, Index) and isinstance(b, Index) and a.size != b.size:
            raise ValueError(
                f"delta of {a.name} over {a.size.name} and {b.name} over {b.size.name}"
            )
        return Term.__new__(cls, a, b)

    def _spell(self, bound: dict[Any, str]) -> str:
        return f"d[{','.join(sorted(spell(a, bound) for a in self.args))}]"


class Fn(Term):
    """An elementary function applied: ``Fn("exp", u)``; see ``FUNCTIONS``."""

    __slots__ = ()

    def __new__(cls, name: str | Symbol, *args: Any) -> Any:
        return Term.__new__(cls, as_symbol(name), *(as_term(a) for a in args))

    @property
    def name(self) -> str:
        return str(self.args[0].name)

    @property
    def inputs(self) -> tuple[Any, ...]:
        return tuple(self.args[1:])

    @property
    def arg(self) -> Any:
        """The argument of a function of one argument."""
        return self.args[1]


class Compare(Term):
    """The condition ``a op b`` of a Where; op is one of ``COMPARISONS``."""

    __slots__ = ()

    def __new__(cls, op: str | Symbol, a: Any, b: Any) -> Any:
        return Term.__new__(cls, as_symbol(op), as_term(a), as_term(b))

    @property
    def op(self) -> str:
        return str(self.args[0].name)


class Where(Term):
    """``Where(condition, u, v)``: u where the condition holds, v elsewhere."""

    __slots__ = ()


class Reduction(Term):
    """Base of Sum, Max and Min over one index: ``Sum(body, k)``; ``Sum(body, k, i)`` has k != i."""

    __slots__ = ()
    word: ClassVar[str] = ""

    def __new__(cls, body: Any, index: Index, *excluded: Any) -> Any:
        return Term.__new__(cls, as_term(body), index, *(as_term(e) for e in excluded))

    @property
    def body(self) -> Any:
        return self.args[0]

    @property
    def index(self) -> Index:
        return self.args[1]

    @property
    def excluded(self) -> tuple[Any, ...]:
        """Values that the bound index does not take."""
        return tuple(self.args[2:])

    def _find_free(self) -> frozenset[Any]:
        inner = free(self.body) - {self.index}
        return inner.union(*(free(e) for e in self.excluded))

    def _measure(self) -> int:
        return 1 + height(self.body)

    def _spell(self, bound: dict[Any, str]) -> str:
        mark = f"#{height(self.body)}"
        body = spell(self.body, {**bound, self.index: mark})
        excluded = "".join(sorted(f"!{spell(e, bound)}" for e in self.excluded))
        return f"{self.word}<{mark}:{self.index.size.name}{excluded}|{body}>"


class Sum(Reduction):
    """The sum of body over its index."""

    __slots__ = ()
    word = "sum"


class Max(Reduction):
    """The largest body over its index."""

    __slots__ = ()
    word = "max"


class Min(Reduction):
    """The smallest body over its index."""

    __slots__ = ()
    word = "min"


class D(Term):
    """The inert partial derivative by one entry of a named quantity: ``D(body, Ref("x", j))``.

    When the quantity is itself defined, it is taken as an input: what it is made of stays fixed.
    """

    __slots__ = ()

    @property
    def body(self) -> Any:
        return self.args[0]

    @property
    def by(self) -> Ref:
        return self.args[1]


class Same(Term):
    """The condition i = j of a branch."""

    __slots__ = ()

    def _spell(self, bound: dict[Any, str]) -> str:
        return "=".join(sorted(spell(a, bound) for a in self.args))


class Differ(Term):
    """The condition i != j of a branch."""

    __slots__ = ()

    def _spell(self, bound: dict[Any, str]) -> str:
        return "!=".join(sorted(spell(a, bound) for a in self.args))


class Branch(Term):
    """``Branch(body, *conditions)``: body, where every Same and Differ holds."""

    __slots__ = ()

    @property
    def body(self) -> Any:
        return self.args[0]

    @property
    def conditions(self) -> tuple[Any, ...]:
        return tuple(self.args[1:])


class Cases(Term):
    """Branches by which indices coincide; together they cover every pattern exactly once."""

    __slots__ = ()


__all__ = [
    "COMPARISONS",
    "FUNCTIONS",
    "PI",
    "Add",
    "Branch",
    "Cases",
    "Compare",
    "Constant",
    "D",
    "Delta",
    "Differ",
    "Fn",
    "Index",
    "Max",
    "Min",
    "Mul",
    "Pow",
    "Reduction",
    "Ref",
    "Same",
    "Size",
    "Sum",
    "Term",
    "Where",
    "as_term",
    "factors",
    "free",
    "height",
    "key",
    "plus",
    "power",
    "product",
    "spell",
    "summands",
    "times",
    "total",
    "written",
]
