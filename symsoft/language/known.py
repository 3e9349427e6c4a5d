"""What every node of a term knows of itself, worked out once: its spelling, what is in it.

Terms are built anew around parts that they held already, over and over: what was worked out for
the parts stays with them.
"""

from __future__ import annotations

from typing import Any

from sympy import Expr, Rational, Symbol


class Known(Expr):
    """A node that remembers what it has been asked about itself, and is equal by its ``key``."""

    __slots__ = (
        "_free",
        "_height",
        "_key",
        "_kinds",
        "_names",
        "_sizes",
        "_spelled",
        "_written",
    )

    @property
    def args(self) -> tuple[Any, ...]:
        return self._args

    @property
    def key(self) -> str:
        """A spelling that is the same for equal nodes: sorted summands, bound indices numbered."""
        try:
            return self._key
        except AttributeError:
            self._key: str = self._spell({})
            return self._key

    @property
    def written(self) -> str:
        """A spelling that is the same only for what is written alike, letter by letter."""
        try:
            return self._written
        except AttributeError:
            self._written: str = f"{type(self).__name__}({','.join(map(written, self._args))})"
            return self._written

    @property
    def free(self) -> frozenset[Any]:
        """The indices that occur free."""
        try:
            return self._free
        except AttributeError:
            self._free: frozenset[Any] = self._find_free()
            return self._free

    @property
    def height(self) -> int:
        """How deeply reductions are nested below this node."""
        try:
            return self._height
        except AttributeError:
            self._height: int = self._measure()
            return self._height

    @property
    def kinds(self) -> frozenset[type]:
        """The classes of this node and of all below it."""
        try:
            return self._kinds
        except AttributeError:
            below = [a.kinds for a in self._args if isinstance(a, Known)]
            self._kinds: frozenset[type] = frozenset((type(self),)).union(*below)
            return self._kinds

    @property
    def names(self) -> tuple[str, ...]:
        """The names of quantities in it, in order of first appearance."""
        try:
            return self._names
        except AttributeError:
            below = [n for a in self._args if isinstance(a, Known) for n in a.names]
            self._names: tuple[str, ...] = tuple(dict.fromkeys(below))
            return self._names

    @property
    def sizes(self) -> frozenset[str]:
        """The names of the sizes in it."""
        try:
            return self._sizes
        except AttributeError:
            below = (a.sizes for a in self._args if isinstance(a, Known))
            self._sizes: frozenset[str] = frozenset().union(*below)
            return self._sizes

    def spelled(self, bound: dict[Any, str]) -> str:
        """The key with bound indices replaced by their marks, worked out once for the same."""
        free = self.free
        marks = " ".join([i.key + mark for i, mark in bound.items() if i in free])
        if not marks:
            return self.key
        try:
            known = self._spelled
        except AttributeError:
            self._spelled: dict[str, str] = {}
            known = self._spelled
        if marks not in known:
            known[marks] = self._spell(bound)
        return known[marks]

    def _find_free(self) -> frozenset[Any]:
        return frozenset().union(*(a.free for a in self._args if isinstance(a, Known)))

    def _measure(self) -> int:
        return max((a.height for a in self._args if isinstance(a, Known)), default=0)

    def _spell(self, bound: dict[Any, str]) -> str:
        inner = ",".join(spell(a, bound) for a in self.args)
        return f"{type(self).__name__}({inner})"

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Known) and self.key == other.key)

    def __ne__(self, other: object) -> bool:
        return not self == other


def free(e: Any) -> frozenset[Any]:
    """The free indices of a node, of a number none."""
    return e.free if isinstance(e, Known) else frozenset()


def height(e: Any) -> int:
    """How deeply reductions are nested in a node."""
    return e.height if isinstance(e, Known) else 0


def key(e: Any) -> str:
    """A spelling that is the same for equal nodes and equal numbers."""
    if isinstance(e, Known):
        return e.key
    # Not str(e): SymPy's printer is slow, and keys are made often.
    return f"{e.p}/{e.q}" if isinstance(e, Rational) and e.q != 1 else str(getattr(e, "p", e))


def written(e: Any) -> str:
    """How a node, a number or a name is written, letter by letter."""
    if isinstance(e, Known):
        return e.written
    return e.name if isinstance(e, Symbol) else key(e)


def spell(e: Any, bound: dict[Any, str]) -> str:
    """The key of e with bound indices replaced by their marks."""
    if not isinstance(e, Known):
        return key(e)
    return e.spelled(bound) if bound else e.key
