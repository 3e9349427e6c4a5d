"""The forms of a result: delta, cases, matrix, entries for a concrete n, VJP, JVP, Hessian, stable.

Every form is a claim with a proof of its own that starts from the derivative or its result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sympy import Integer, S

from symsoft.calculus.derive import Deriver, Writer
from symsoft.calculus.matrix_form import NoMatrixForm, to_matrix
from symsoft.calculus.moves import signs
from symsoft.calculus.search import nicest
from symsoft.calculus.stable import stable_form
from symsoft.language.matrix import At, Entries, Row
from symsoft.language.terms import (
    Branch,
    Cases,
    D,
    Delta,
    Differ,
    Index,
    Ref,
    Same,
    Sum,
    Term,
    free,
    times,
)
from symsoft.language.walk import fresh, rebuild, rename, subterms
from symsoft.proof import Form, Proof

FORMS = ("delta", "cases", "matrix", "entries", "vjp", "jvp", "hessian", "stable")
WRITTEN_OUT = 8
"""Up to this size the entries are written out; beyond it only the kinds of entry."""


def forms(
    deriver: Deriver,
    proof: Proof,
    sizes: Mapping[str, int] | None = None,
    wanted: Sequence[str] = (),
) -> tuple[Form, ...]:
    """The forms that exist, in the order of ``FORMS``; ``wanted`` restricts them."""
    makers: dict[str, Callable[[], Form | None]] = {
        "delta": lambda: _form("delta", proof),
        "cases": lambda: cases_form(proof),
        "matrix": lambda: matrix_form(proof),
        "entries": lambda: entries_form(proof, sizes) if sizes else None,
        "vjp": lambda: vjp_form(deriver, proof),
        "jvp": lambda: jvp_form(deriver, proof),
        "hessian": lambda: hessian_form(deriver, proof, asked="hessian" in wanted),
        "stable": lambda: stable_form(deriver),
    }
    made = (makers[name]() for name in FORMS if not wanted or name in wanted)
    return tuple(f for f in made if f is not None)


def _form(name: str, proof: Proof) -> Form:
    return Form(name, proof, proof.claim.rhs)


# -- by which indices coincide -----------------------------------------------------------------
def cases_form(proof: Proof) -> Form | None:
    """One branch for each way in which the indices of the deltas coincide."""
    result = proof.claim.rhs
    tied = _tied(result)
    if not tied:
        return None
    branches = [
        Branch(_under(result, groups), *_conditions(groups))
        for groups in _partitions(tied)
        if _allowed(groups)
    ]
    writer = Writer(result)
    writer.write("cases", Cases(*branches))
    return _form("cases", writer.proof(proof.system))


def _tied(e: Any) -> list[Index]:
    """The free indices that occur in deltas, by first appearance."""
    deltas = [s for s in subterms(e) if isinstance(s, Delta)]
    found = [a for d in deltas for a in d.args if isinstance(a, Index) and a in free(e)]
    return list(dict.fromkeys(found)) if len(set(found)) > 1 else []


def _partitions(items: list[Index]) -> Iterator[list[list[Index]]]:
    """Every way to group the indices, all together first."""
    if not items:
        yield []
        return
    *rest, last = items
    for groups in _partitions(rest):
        for q in range(len(groups)):
            yield [[*g, last] if p == q else g for p, g in enumerate(groups)]
        yield [*groups, [last]]


def _allowed(groups: list[list[Index]]) -> bool:
    return all(len({i.size for i in g}) == 1 for g in groups)


def _under(e: Any, groups: list[list[Index]]) -> Any:
    """e where exactly the indices of one group coincide; each group is named by its first."""
    naming = {i: g[0] for g in groups for i in g}
    different = {g[0] for g in groups}

    def decide(node: Any) -> Any:
        if isinstance(node, Delta) and set(node.args) <= different:
            return S.One if node.args[0] == node.args[1] else S.Zero
        return rebuild(node, decide) if isinstance(node, Term) else node

    return signs(decide(rename(e, naming)))


def _conditions(groups: list[list[Index]]) -> list[Any]:
    same = [Same(g[0], other) for g in groups for other in g[1:]]
    heads = [g[0] for g in groups]
    pairs = [(a, b) for q, a in enumerate(heads) for b in heads[q + 1 :] if a.size == b.size]
    return same + [Differ(a, b) for a, b in pairs]


# -- as a matrix and written out ---------------------------------------------------------------
def _axes(proof: Proof) -> tuple[Index, ...]:
    """The free indices of the claim: the output's, then the input's."""
    found: list[Index] = []
    e = proof.claim.lhs
    while isinstance(e, D):
        found = [*e.by.indices, *found]
        e = e.body
    return (*e.indices, *found) if isinstance(e, Ref) else tuple(found)


def matrix_form(proof: Proof) -> Form | None:
    """The result in matrix notation, None where it has none."""
    try:
        written = to_matrix(proof.claim.rhs, _axes(proof))
    except NoMatrixForm:
        return None
    writer = Writer(proof.claim.rhs)
    writer.write("matrix", written)
    return _form("matrix", writer.proof(proof.system))


def entries_form(proof: Proof, sizes: Mapping[str, int]) -> Form | None:
    """The entries for a concrete size: all of them when few, else the kinds of entry."""
    axes = _axes(proof)
    lengths = [sizes.get(i.size.name) for i in axes]
    if not axes or len(axes) > 2 or any(n is None for n in lengths):
        return None
    if max(n for n in lengths if n is not None) > WRITTEN_OUT:
        kinds = cases_form(proof)
        return None if kinds is None else replace(kinds, name="entries")
    grid = [(n or 0) for n in lengths] if len(axes) == 2 else [(lengths[0] or 0), 1]
    rows = []
    for a in range(1, grid[0] + 1):
        values = []
        for b in range(1, grid[1] + 1):
            naming = {axes[0]: Integer(a)} | ({axes[1]: Integer(b)} if len(axes) == 2 else {})
            values.append(_at(proof.claim.rhs, naming))
        rows.append(Row(*values))
    writer = Writer(proof.claim.rhs)
    writer.write("entries", At(Entries(*rows), *axes))
    return _form("entries", writer.proof(proof.system))


def _at(e: Any, naming: Mapping[Any, Any]) -> Any:
    """e at concrete indices, deltas decided."""

    def decide(node: Any) -> Any:
        if isinstance(node, Delta) and all(isinstance(a, Integer) for a in node.args):
            return S.One if node.args[0] == node.args[1] else S.Zero
        return rebuild(node, decide) if isinstance(node, Term) else node

    return signs(decide(rename(e, naming)))


# -- contracted --------------------------------------------------------------------------------
def vjp_form(deriver: Deriver, proof: Proof) -> Form | None:
    """Sum over the output's indices of a cotangent g times the derivative."""
    head = proof.claim.lhs.body
    if isinstance(head, D) or not head.indices:
        return None
    return _contracted(deriver, proof, "vjp", "g", head.indices)


def jvp_form(deriver: Deriver, proof: Proof) -> Form | None:
    """Sum over the input's indices of the derivative times a tangent v."""
    if isinstance(proof.claim.lhs.body, D):
        return None
    return _contracted(deriver, proof, "jvp", "v", proof.claim.lhs.by.indices)


def _contracted(
    deriver: Deriver, proof: Proof, name: str, letter: str, indices: tuple[Any, ...]
) -> Form:
    while letter in deriver.system.shapes:
        letter += "_"
    shapes = {**deriver.system.shapes, letter: tuple(i.size for i in indices)}
    system = replace(deriver.system, shapes=shapes)
    taken = {*free(proof.claim.lhs), *shapes}
    bound: dict[Any, Any] = {}
    for i in indices:
        bound[i] = fresh(i.size, taken | set(bound.values()))
    derivative = rename(proof.claim.lhs, bound)
    e = times(Ref(letter, *bound.values()), derivative)
    for k in reversed(list(bound.values())):
        e = Sum(e, k)
    writer = Writer(e)
    context = deriver.context(system)
    lemma = _replace(writer.now, proof.claim.lhs, proof.claim.rhs)
    writer.write("lemma", lemma, (derivative,), proof.given)
    deriver.contract(writer, context)
    for line in nicest(writer.now, context, deriver.book):
        writer.write(line.rule, line.after, line.cites, line.given)
    return _form(name, writer.proof(system, (proof, *deriver.cited_sums(writer.steps))))


def _replace(e: Any, pattern: Any, value: Any) -> Any:
    """e with each derivative that is the pattern, up to its indices, replaced."""
    ours = _indices_of(pattern)

    def change(node: Any) -> Any:
        if isinstance(node, D) and _heads(node) == _heads(pattern):
            return rename(value, dict(zip(ours, _indices_of(node), strict=True)))
        return rebuild(node, change) if isinstance(node, Term) else node

    return change(e)


def _heads(d: Any) -> tuple[str, ...]:
    return (d.body.name, d.by.name)


def _indices_of(d: Any) -> tuple[Any, ...]:
    return (*d.body.indices, *d.by.indices)


def hessian_form(deriver: Deriver, proof: Proof, asked: bool = False) -> Form | None:
    """The second derivative of a scalar; of an array with few axes only when asked for."""
    claim = proof.claim.lhs
    if isinstance(claim.body, D) or (
        not asked and (claim.body.indices or len(claim.by.indices) > 1)
    ):
        return None
    taken = {*claim.body.free, *deriver.system.shapes}
    naming: list[list[Index]] = [[], []]
    for letters in naming:
        for i in claim.by.indices:
            letters.append(fresh(i.size, taken, "ijlpqrs"))
            taken |= {letters[-1]}
    first, second = (Ref(claim.by.name, *letters) for letters in naming)
    return _form("hessian", deriver.prove(D(D(claim.body, first), second)))
