"""The matrix form of a derivative, of a product with it, of the second derivative, of a definition.

Each is one line that starts from the result in index notation.  What has no matrix form leaves the
reason with the deriver, for whoever asked.
"""

from __future__ import annotations

from typing import Any

from symsoft.calculus.derive import Deriver
from symsoft.calculus.writer import Writer
from symsoft.language.terms import D, Index
from symsoft.language.walk import free_in_order
from symsoft.proof import Absent, Form, Proof

BESIDE = ("explicit", "vjp", "jvp", "hessian", "hvp")
"""Forms that have a matrix form of their own."""

Ends = tuple[Index, ...]


def matrix_form(deriver: Deriver, proof: Proof) -> Form | None:
    """The derivative as a matrix, None where it has no such form."""
    return _written(deriver, proof.claim.rhs, proof, "matrix", *axes_of(proof.claim.lhs))


def matrix_beside(deriver: Deriver, form: Form, proof: Proof) -> Form | None:
    """The matrix form of a product with the derivative, or of another form of it or its second."""
    if form.name not in BESIDE:
        return None
    lhs = (proof if form.name == "explicit" else form.proof).claim.lhs
    axes = axes_of(lhs) if isinstance(lhs, D) else (tuple(free_in_order(lhs)), ())
    return _written(deriver, form.expr, form.proof, f"matrix-{form.name}", *axes)


def definition_in_matrices(deriver: Deriver) -> Form | None:
    """The target's definition, written with whole arrays."""
    target = deriver.system.target
    after = _matrix(deriver, target.body, "matrix-definition", target.indices, ())
    if after is None:
        return None
    writer = Writer(target.head)
    writer.write("matrix", after, (target.head,))
    return Form("matrix-definition", writer.proof(deriver.system), after)


def axes_of(e: Any) -> tuple[Ends, Ends]:
    """What numbers the rows and the columns: the output's indices and those one differentiates by.

    For the second derivative of a number, those of the first and of the second differentiation.
    """
    groups: list[Ends] = []
    while isinstance(e, D):
        groups.insert(0, e.by.indices)
        e = e.body
    groups = [g for g in (e.indices, *groups) if g]
    if len(groups) == 2:
        return groups[0], groups[1]
    return tuple(i for g in groups for i in g), ()


def _written(
    deriver: Deriver, e: Any, proof: Proof, name: str, rows: Ends, columns: Ends
) -> Form | None:
    after = _matrix(deriver, e, name, rows, columns)
    if after is None:
        return None
    writer = Writer(e)
    writer.write("matrix", after)
    return Form(name, writer.proof(proof.system), after)


def _matrix(deriver: Deriver, e: Any, name: str, rows: Ends, columns: Ends) -> Any:
    if "matrix" not in deriver.book:
        return None
    context = deriver.context()
    context.axes, context.rows = (*rows, *columns), len(rows)
    after = deriver.book["matrix"].apply(e, context)
    if after is None:
        deriver.absent[name] = Absent(name, *context.memo["absent"])
    return after
