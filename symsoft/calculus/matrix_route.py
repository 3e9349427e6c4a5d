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
from symsoft.calculus.matrix_chain import whole, with_value
from symsoft.calculus.matrix_form import Translator
from symsoft.calculus.matrix_forms import axes_of
from symsoft.calculus.matrix_length import length
from symsoft.calculus.matrix_notation import NoMatrixForm, Wish, in_columns
from symsoft.calculus.matrix_rows import in_rows
from symsoft.calculus.search import cheapest
from symsoft.calculus.settling import everywhere, settle
from symsoft.calculus.start import cut
from symsoft.calculus.writer import Writer
from symsoft.language.matrix import (
    ARRAYS,
    At,
    Diag,
    Identity,
    Jacobian,
    MatMul,
    Pair,
    entry,
    shape,
)
from symsoft.language.system import System
from symsoft.language.terms import Add, Index, free
from symsoft.language.walk import contains, fresh, subterms
from symsoft.proof import Proof

if TYPE_CHECKING:
    from symsoft.calculus.derive import Deriver

Ends = tuple[Index, ...]
Ways = tuple[bool | None, bool | None]
"""How pairs of indices are numbered, of what is differentiated and of what it is by; see Known."""

WIDTH, DEPTH, PATIENCE = 4, 12, 4


@dataclass(frozen=True, slots=True)
class Known:
    """A derivative in matrix notation: its value, vectors as columns, and the proof.

    ``of`` and ``by`` say how the pairs of indices of what is differentiated, and of what it is
    differentiated by, are numbered: row after row? None where the value has no such pair.
    """

    value: Any
    proof: Proof
    of: bool | None = None
    by: bool | None = None


class _Vanishes(Exception):
    """A derivative in the chain is zero."""


class MatrixRoute:
    """Proofs by matrix calculus about the system of a deriver."""

    def __init__(self, deriver: Deriver) -> None:
        self.deriver, self.system, self.book = deriver, deriver.system, deriver.book
        self.places = {name: place for place, name in enumerate(self.system.shapes)}
        self.known = deriver.matrices
        self.usual = deriver.convention == "row"

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
        writer, context = Writer.continuing(found.proof), self.deriver.context()
        writer.everywhere(self.book["entry"], context)
        self.deriver.finish(writer, context)
        sums = (p for p in self.deriver.cited_sums(writer.steps) if p not in found.proof.lemmas)
        return writer.proof(self.system, (*found.proof.lemmas, *sums))

    def backward(self, writer: Writer, proof: Proof, system: System) -> tuple[Proof, ...] | None:
        """Write the product of a cotangent with the derivative; the lemmas that it takes.

        The ``system`` has the cotangent.  None when the derivative has no matrix form.
        """
        d = proof.claim.lhs
        y, x = d.body.name, d.by.name
        context = self.deriver.context(system)
        try:
            known = self.derivative(y, x)
            ways = {y: self._way(known.of), x: self._way(known.by)}
            context.memo["by rows"], context.axes = ways, d.by.indices
            writer.everywhere(self.book["matrix-product"], context)
            self._put(writer, y, x, known, ways)
            self._simplify(writer, context)
            self._as_whole(writer, d.by.indices)
        except (NoMatrixForm, _Vanishes):
            writer.steps, writer.now = [], writer.start
            return None
        self._turn(writer)
        writer.everywhere(self.book["entry"], context)
        self.deriver.finish(writer, context)
        return (known.proof, *self.deriver.cited_sums(writer.steps))

    def through(self, name: str, by: str) -> str | None:
        """The quantity nearest to ``by`` through which all dependence on it passes."""
        return cut(name, by, self.system)

    def derivative(self, name: str, by: str, ways: Ways = (None, None)) -> Known:
        """The derivative as a matrix, its pairs numbered as ``ways`` say; raises NoMatrixForm."""
        place = name, by, ways
        if place not in self.known:
            z = self.through(name, by)
            try:
                self.known[place] = (
                    self._translated(name, by, ways)
                    if z is None
                    else self._chained(name, z, by, ways)
                )
            except NoMatrixForm as error:
                error.of = error.of or self.deriver.claim(name, by)
                raise
        return self.known[place]

    # -- what is multiplied --------------------------------------------------------------------
    def _translated(self, name: str, by: str, ways: Ways) -> Known:
        """What index notation proves, with its matrix form as the last line."""
        proof = self.deriver.derivative(name, by)
        assert proof is not None  # only a proof that is being made is not there yet
        e, (rows, columns) = proof.claim.rhs, axes_of(proof.claim.lhs)
        if e is S.Zero:
            raise _Vanishes
        if not rows and not columns:
            return Known(Translator(self.places).scalar(e), proof)
        try:
            found = in_columns(e, rows, columns, self.places, Wish(self.usual, *ways))
        except NoMatrixForm as error:
            error.of = proof.claim
            raise
        writer = Writer.continuing(proof)
        writer.write("matrix", found)
        numbered = _numbering(found, rows, columns)
        return Known(found.matrix, self._turned(writer, proof.lemmas), *numbered)

    # -- the chain rule ------------------------------------------------------------------------
    def _chained(self, name: str, z: str, by: str, ways: Ways) -> Known:
        inner, outer, way = self._factors(name, z, by, ways)
        writer, context = Writer(self.deriver.claim(name, by)), self.deriver.context()
        rows, columns = axes_of(writer.start)
        numbers = {name: self._way(outer.of, ways[0]), by: self._way(inner.by, ways[1]), z: way}
        context.memo["by rows"], context.axes = numbers, (*rows, *columns)
        writer.everywhere(self.book["matrix-chain"], context)
        self._put(writer, z, by, inner, numbers)
        self._put(writer, name, z, outer, numbers)
        self._simplify(writer, context)
        self._as_whole(writer, rows, columns)
        value, numbered = writer.now.matrix, _numbering(writer.now, rows, columns)
        if numbered == (None, None) and writer.now.indices != (*rows, *columns):
            # The transpose was shorter.
            value = algebra.transpose(value)
        return Known(value, self._turned(writer, (inner.proof, outer.proof)), *numbered)

    def _factors(self, name: str, z: str, by: str, ways: Ways) -> tuple[Known, Known, bool]:
        """dz/dby and dname/dz, and how both number the indices of z."""
        reason = None
        for way in (self.usual, not self.usual):
            try:
                inner = self.derivative(z, by, (way, ways[1]))
                return inner, self.derivative(name, z, (ways[0], way)), way
            except NoMatrixForm as error:
                reason = reason or error
        assert reason is not None
        raise reason

    def _way(self, *ways: bool | None) -> bool:
        """The first that is settled, otherwise the usual way."""
        return next((way for way in ways if way is not None), self.usual)

    def _put(self, writer: Writer, of: str, by: str, known: Known, ways: dict[str, bool]) -> None:
        """Write the value of a derivative in its place, stacked where that is a column of pairs."""
        d = Jacobian(*(whole(q, self.system, ways[q]) for q in (of, by)))
        value = known.value
        if list(map(len, shape(d))) == [2, 0]:
            matrix = next(q for q in (of, by) if len(self.system.shapes[q]) == 2)
            value = algebra.stacked(value, ways[matrix])
        writer.write("lemma", with_value(writer.now, d, value), (d,), known.proof.given)

    def _as_whole(self, writer: Writer, rows: Ends, columns: Ends = ()) -> None:
        """Make a line about one row, or about a column of pairs, one about the whole matrix."""
        indices = *rows, *columns
        if len(indices) > 2 or {*writer.now.args[1:]} == {*indices}:
            return
        context = self.deriver.context()
        writer.everywhere(self.book["entry"], context)
        self.deriver.finish(writer, context)
        writer.write("matrix", in_columns(writer.now, rows, columns, self.places, Wish(self.usual)))

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
        steps = [
            replace(s, before=self._shown(s.before), after=self._shown(s.after))
            for s in writer.steps
        ]
        writer.steps = [s for s in steps if s.before != s.after]
        writer.now = self._shown(writer.now)

    def _shown(self, e: Any) -> Any:
        """A line as it is shown; a number in which no array occurs is no entry of one."""
        number = isinstance(e, At) and not e.indices and not contains(e, ARRAYS)
        return e.matrix if number else in_rows(e) if self.usual else e


def _numbering(found: Any, rows: Ends, columns: Ends) -> Ways:
    """How the pairs of indices in an entry are numbered."""
    pairs = [at.args for at in found.args[1:] if isinstance(at, Pair)]
    of, by = (
        next((pair == axis for pair in pairs if {*pair} == {*axis}), None)
        for axis in (rows, columns)
    )
    return of, by


def _use(rule: Rule, context: Context, node: Any) -> Any:
    return rule.apply(node, context)


def _price(e: Any) -> float:
    """The length of a formula; in a vector, 1 more for each matrix that vectors would spare."""
    spared = 0 if all(shape(e.matrix)) else sum(map(_spared, subterms(e.matrix)))
    return length(e.matrix) + spared


def _spared(m: Any) -> bool:
    if isinstance(m, MatMul):
        return algebra.number_inside(list(m.args)) is not None
    return isinstance(m, Add | Diag | Identity) and all(shape(m))
