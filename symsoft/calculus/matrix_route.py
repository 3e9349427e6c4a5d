"""The route by matrix calculus: the chain rule as a product of Jacobians, then rules on matrices.

What the chain rule multiplies is proved first, in index notation or by this route, and ends in
matrix notation.  Lines are written with vectors as columns; in the row convention each is turned
at the end.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sympy import S

from symsoft.calculus import matrix_algebra as algebra
from symsoft.calculus.book import Rule
from symsoft.calculus.context import Context, Line
from symsoft.calculus.matrix_chain import stacked, whole
from symsoft.calculus.matrix_form import Translator
from symsoft.calculus.matrix_forms import axes_of
from symsoft.calculus.matrix_notation import NoMatrixForm, in_columns
from symsoft.calculus.matrix_rows import in_rows
from symsoft.calculus.matrix_rules import product
from symsoft.calculus.search import cheapest
from symsoft.calculus.settling import everywhere, settle
from symsoft.calculus.start import cut
from symsoft.calculus.writer import Writer
from symsoft.language.matrix import (
    Diag,
    Identity,
    Jacobian,
    MatMul,
    Pair,
    entry,
    shape,
)
from symsoft.language.system import System
from symsoft.language.terms import Add, free
from symsoft.language.walk import fresh, rebuild, subterms
from symsoft.proof import Proof

if TYPE_CHECKING:
    from symsoft.calculus.derive import Deriver

WIDTH, DEPTH, PATIENCE = 4, 12, 4


@dataclass(frozen=True, slots=True)
class Known:
    """A derivative in matrix notation: its value, vectors as columns, and the proof.

    ``rows_first`` says how pairs of indices are numbered: row after row, else column after column.
    """

    value: Any
    proof: Proof
    rows_first: bool


class _Vanishes(Exception):
    """A derivative in the chain is zero."""


class MatrixRoute:
    """Proofs by matrix calculus about the system of a deriver."""

    def __init__(self, deriver: Deriver) -> None:
        self.deriver, self.system, self.book = deriver, deriver.system, deriver.book
        self.places = {name: place for place, name in enumerate(self.system.shapes)}
        self.known = deriver.matrices

    def proof(self, name: str, by: str) -> Proof | None:
        """The proof of d name/d by, None when there is no chain to follow or it ends in zero.

        Raises NoMatrixForm when a derivative in the chain has no such form.
        """
        if self.through(name, by) is None:
            return None
        try:
            found = self.derivative(name, by)
        except _Vanishes:
            return None
        writer = Writer(found.proof.claim.lhs)
        writer.steps, writer.now = list(found.proof.steps), found.proof.claim.rhs
        context = self.deriver.context()
        writer.everywhere(self.book["entry"], context)
        self.deriver.finish(writer, context)
        sums = (p for p in self.deriver.cited_sums(writer.steps) if p not in found.proof.lemmas)
        return writer.proof(self.system, (*found.proof.lemmas, *sums))

    def backward(self, writer: Writer, proof: Proof, system: System) -> tuple[Proof, ...] | None:
        """Write the product of a cotangent with the derivative; the lemmas that it takes.

        The ``system`` has the cotangent.  None when the derivative has no matrix form.
        """
        d = proof.claim.lhs
        try:
            known = self.derivative(d.body.name, d.by.name)
        except (NoMatrixForm, _Vanishes):
            return None
        context = self.deriver.context(system)
        context.memo["rows first"] = known.rows_first
        writer.everywhere(self.book["matrix-product"], context)
        names = (whole(q.name, system, known.rows_first) for q in (d.body, d.by))
        jacobian = Jacobian(*names)
        writer.write(
            "lemma", _with(writer.now, jacobian, known.value), (jacobian,), known.proof.given
        )
        self._simplify(writer, context)
        self._turn(writer)
        writer.everywhere(self.book["entry"], context)
        self.deriver.finish(writer, context)
        return (known.proof, *self.deriver.cited_sums(writer.steps))

    def through(self, name: str, by: str) -> str | None:
        """The quantity nearest to ``by`` through which all dependence on it passes."""
        return cut(name, by, self.system)

    def derivative(self, name: str, by: str) -> Known:
        """The derivative as a matrix; raises NoMatrixForm."""
        if (name, by) not in self.known:
            z = self.through(name, by)
            self.known[name, by] = (
                self._translated(name, by) if z is None else self._chained(name, z, by)
            )
        return self.known[name, by]

    # -- what is multiplied --------------------------------------------------------------------
    def _translated(self, name: str, by: str) -> Known:
        """What index notation proves, with its matrix form as the last line."""
        proof = self.deriver.derivative(name, by)
        assert proof is not None  # only a proof that is being made is not there yet
        e, (rows, columns) = proof.claim.rhs, axes_of(proof.claim.lhs)
        if e is S.Zero:
            raise _Vanishes
        slow_first = self.deriver.convention == "row"
        if not rows and not columns:
            return Known(Translator(self.places).scalar(e), proof, slow_first)
        found = in_columns(e, rows, columns, self.places, slow_first)
        writer = Writer(proof.claim.lhs)
        writer.steps, writer.now = list(proof.steps), e
        writer.write("matrix", found)
        pairs = [a.args for a in found.args[1:] if isinstance(a, Pair)]
        rows_first = all(pair in (rows, columns) for pair in pairs) if pairs else slow_first
        return Known(found.matrix, self._turned(writer, proof.lemmas), rows_first)

    # -- the chain rule ------------------------------------------------------------------------
    def _chained(self, name: str, z: str, by: str) -> Known:
        inner, outer = self.derivative(z, by), self.derivative(name, z)
        rows_first = inner.rows_first
        writer, context = Writer(self.deriver.claim(name, by)), self.deriver.context()
        context.memo["rows first"] = rows_first
        writer.everywhere(self.book["matrix-chain"], context)
        x, y, top = (whole(q, self.system, rows_first) for q in (by, z, name))
        names = Jacobian(y, x), Jacobian(top, y)
        matrix = len(self.system.shapes[z]) == 2
        for d, known in zip(names, (inner, outer), strict=True):
            value = stacked(known.value, rows_first) if matrix else known.value
            if known.rows_first != rows_first and any(len(axis) > 1 for axis in shape(known.value)):
                raise NoMatrixForm("entries", d)  # its pairs are numbered otherwise
            writer.write("lemma", _with(writer.now, d, value), (d,), known.proof.given)
        self._simplify(writer, context)
        value = writer.now.matrix
        return Known(value, self._turned(writer, (inner.proof, outer.proof)), rows_first)

    # -- rules on matrices ---------------------------------------------------------------------
    def _simplify(self, writer: Writer, context: Context) -> None:
        """The shortest formula within reach, first without what is given."""
        self._search(writer, context)
        facts = [self.book[key] for key in ("fact", "assumption") if key in self.book]
        while any(self._rule_on_numbers(rule, writer, context) for rule in facts):
            self._search(writer, context)

    def _search(self, writer: Writer, context: Context) -> None:
        rules = self.book.of_kind("matrix")

        def moves(e: Any) -> Iterator[tuple[Line, ...]]:
            for rule in rules:
                new = everywhere(e, partial(_use, rule, context), again=False, on=rule.on)
                if new != e:
                    yield (context.line(rule.key, new),)

        for line in cheapest(writer.now, moves, _price, _price, WIDTH, DEPTH, 0.0, PATIENCE):
            writer.write(line.rule, line.after, line.cites, line.given)

    def _rule_on_numbers(self, rule: Rule, writer: Writer, context: Context) -> bool:
        """Apply a rule on sums to the products of vectors, and of a matrix with a vector."""

        def change(node: Any) -> Any:
            rows, columns = shape(node) if isinstance(node, MatMul) else ((), (None,))
            if columns or len(rows) > 1:
                return None
            at = tuple(fresh(size, free(node)) for size in rows)
            new = rule.apply(settle(entry(node, *at)), context)
            return None if new is None else Translator(self.places).array(new, at)

        return writer.apply(rule, context, lambda e: everywhere(e, change, again=False, on=MatMul))

    # -- lines ---------------------------------------------------------------------------------
    def _turned(self, writer: Writer, lemmas: tuple[Proof, ...]) -> Proof:
        """The proof in the convention of the deriver."""
        self._turn(writer)
        return writer.proof(self.system, lemmas)

    def _turn(self, writer: Writer) -> None:
        """Bring the lines into the convention of the deriver."""
        if self.deriver.convention == "row":
            steps = [
                replace(s, before=in_rows(s.before), after=in_rows(s.after)) for s in writer.steps
            ]
            writer.steps = [s for s in steps if s.before != s.after]
            writer.now = in_rows(writer.now)


def _with(e: Any, derivative: Any, value: Any) -> Any:
    """e with the derivative replaced by its value; products of products are one."""

    def change(node: Any) -> Any:
        if node == derivative:
            return value
        new = rebuild(node, change)
        return product(*new.args) if isinstance(new, MatMul) else new

    return change(e)


def _use(rule: Rule, context: Context, node: Any) -> Any:
    return rule.apply(node, context)


def _price(e: Any) -> float:
    """The length of a formula; in a vector, 1 more for each matrix that vectors would spare."""
    spared = 0 if all(shape(e.matrix)) else sum(map(_spared, subterms(e.matrix)))
    return algebra.length(e.matrix) + spared


def _spared(m: Any) -> bool:
    if isinstance(m, MatMul):
        return algebra.number_inside(list(m.args)) is not None
    return isinstance(m, Add | Diag | Identity) and all(shape(m))
