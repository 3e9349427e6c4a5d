"""The forms of a result: delta, cases, matrix, explicit, entries, products, Hessian, stable.

Every form is a claim with a proof of its own that starts from the derivative or its result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from symsoft.calculus.derive import Deriver
from symsoft.calculus.explicit import explicit_form, goes_on, write_out
from symsoft.calculus.matrix_forms import definition_in_matrices, matrix_beside, matrix_form
from symsoft.calculus.matrix_route import MatrixRoute
from symsoft.calculus.search import nicest
from symsoft.calculus.shapes import definition_by_class
from symsoft.calculus.stable import stable_form, stable_version
from symsoft.calculus.work import save_work
from symsoft.calculus.writer import Writer
from symsoft.errors import UnsupportedError
from symsoft.language.terms import (
    Branch,
    Cases,
    D,
    Index,
    Ref,
    Sum,
    Term,
    free,
    times,
)
from symsoft.language.walk import fresh, rebuild, rename
from symsoft.proof import Absent, Form, Proof

FORMS = (
    "delta",
    "cases",
    "matrix",
    "explicit",
    "entries",
    "vjp",
    "jvp",
    "hessian",
    "hvp",
    "stable",
)
CODED = ("delta", "explicit", "vjp", "jvp", "hvp")
"""Forms that become code: each may have an overflow-safe version of its own."""


def forms(
    deriver: Deriver,
    proof: Proof,
    sizes: Mapping[str, int] | None = None,
    wanted: Sequence[str] = (),
    strict: bool = True,
) -> tuple[Form, ...]:
    """The forms that exist, in the order of ``FORMS``, each with its matrix form where it has one.

    The overflow-safe versions of these come last.  ``wanted`` restricts them;
    what is wanted and can't be had is an error when ``strict``.
    """
    makers: dict[str, Callable[[], Form | None]] = {
        "delta": lambda: _form("delta", proof),
        "cases": lambda: shaped(deriver, proof, "cases", {}),
        "matrix": lambda: matrix_form(deriver, proof),
        "explicit": lambda: explicit_form(deriver, proof),
        "entries": lambda: shaped(deriver, proof, "entries", sizes or {}),
        "vjp": lambda: _once(deriver, "vjp", proof, vjp_form),
        "jvp": lambda: _once(deriver, "jvp", proof, jvp_form),
        "hessian": lambda: hessian_form(deriver, proof, asked="hessian" in wanted),
        "hvp": lambda: _once(deriver, "hvp", proof, hvp_form) if "hvp" in wanted else None,
        "stable": lambda: stable_form(deriver),
    }
    made = []
    for name in FORMS:
        if wanted and name not in wanted:
            continue
        try:
            form = makers[name]()
        except UnsupportedError:
            if strict and name in wanted:
                raise
            continue  # a second derivative may need a kink that the first doesn't
        if form is None:
            found = _absent(name, proof)
            if found is not None:
                deriver.absent[name] = found
        else:
            before = definition_of_classes(deriver, sizes or {}) if name == "entries" else None
            made += [f for f in (before, form, matrix_beside(deriver, form, proof)) if f]
    if not wanted:
        made += [f for f in [definition_in_matrices(deriver)] if f]
    if not wanted or "stable" in wanted:
        made += [f for f in (stable_version(deriver, m) for m in made if m.name in CODED) if f]
    return tuple(made)


def _absent(name: str, proof: Proof) -> Absent | None:
    """Why there is no such form; None where whoever looked for it has said so."""
    axes, y = _axes(proof), proof.claim.lhs.body
    match name:
        case "cases":
            return Absent(name, "one-case")
        case "entries":
            return Absent(name, "indices", len(axes)) if axes else Absent(name, "number")
        case "vjp":
            return Absent(name, "scalar", y)
        case "hvp":
            return Absent(name, "no-scalar", y) if y.indices else Absent(name, "by-name")
        case "explicit":
            return Absent(name, "written-out")
        case "stable":
            return Absent(name, "cannot-overflow")
        case _:
            return None


def _once(
    deriver: Deriver, name: str, proof: Proof, make: Callable[[Deriver, Proof], Form | None]
) -> Form | None:
    """What is made of a proof, once for all derivers that share their lemmas."""
    place = name, id(proof)
    if place not in deriver.forms:
        deriver.forms[place] = proof, make(deriver, proof)
    found: Form | None = deriver.forms[place][1]
    return found


def _form(name: str, proof: Proof) -> Form:
    return Form(name, proof, proof.claim.rhs)


def shaped(deriver: Deriver, proof: Proof, name: str, sizes: Mapping[str, int]) -> Form | None:
    """The result in the shape of a rule of the book, None where it has none."""
    if name not in deriver.book:
        return None
    context = deriver.context()
    context.axes, context.sizes = _axes(proof), sizes
    after = deriver.book[name].apply(proof.claim.rhs, context)
    if after is None:
        return None
    if isinstance(after, Cases):
        after = Cases(*(_nice_branch(b, deriver) for b in after.args))
    writer = Writer(proof.claim.rhs)
    writer.write(name, after)
    return _form(name, writer.proof(proof.system))


def definition_of_classes(deriver: Deriver, sizes: Mapping[str, int]) -> Form | None:
    """The target's definition for every one of the classes that have names."""
    target = deriver.system.target
    if not deriver.system.labels:
        return None
    context = deriver.context()
    context.axes, context.sizes = target.indices, sizes
    after = definition_by_class(target.body, context)
    if after is None:
        return None
    writer = Writer(target.head)
    writer.write("entries", after, (target.head,))
    return Form("entries-definition", writer.proof(deriver.system), after)


def _nice_branch(branch: Any, deriver: Deriver) -> Any:
    """The branch in its nicest form, after a short search: a reader tidies it without a line."""
    lines = nicest(branch.body, deriver.context(), deriver.book, width=2, depth=2)
    return Branch(lines[-1].after if lines else branch.body, *branch.conditions)


def _axes(proof: Proof) -> tuple[Index, ...]:
    """The free indices of the claim: the output's, then the input's."""
    found: list[Index] = []
    e = proof.claim.lhs
    while isinstance(e, D):
        found = [*e.by.indices, *found]
        e = e.body
    return (*e.indices, *found)


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
    taken = {*free(proof.claim.lhs), *shapes, *deriver.taken}
    bound: dict[Any, Any] = {}
    for i in indices:
        bound[i] = fresh(i.size, taken | set(bound.values()))
    derivative = rename(proof.claim.lhs, bound)
    e = times(Ref(letter, *bound.values()), derivative)
    for k in reversed(list(bound.values())):
        e = Sum(e, k)
    writer = Writer(e)
    if deriver.route == "matrix" and name == "vjp":
        lemmas = MatrixRoute(deriver).backward(writer, proof, system)
        if lemmas is not None:
            return _form(name, writer.proof(system, lemmas))
    context = deriver.context(system)
    lemma = replaced(writer.now, proof.claim.lhs, proof.claim.rhs)
    writer.write("lemma", lemma, (derivative,), proof.given)
    if name != "hvp" and proof.claim.lhs.body.indices:  # a name would be a whole Jacobian
        write_out(writer, deriver)
    deriver.finish(writer, context)
    save_work(writer, deriver, context)
    others = (p for p in deriver.cited(writer.steps) if p is not proof)
    return _form(name, writer.proof(system, (proof, *others)))


def replaced(e: Any, pattern: Any, value: Any) -> Any:
    """The term with each derivative that is the pattern, up to its indices, replaced."""
    ours = _indices_of(pattern)

    def change(node: Any) -> Any:
        if isinstance(node, D) and _heads(node) == _heads(pattern):
            return rename(value, dict(zip(ours, _indices_of(node), strict=True)))
        return rebuild(node, change) if isinstance(node, Term) else node

    return change(e)


def _heads(d: Any) -> tuple[str, ...]:
    inner = _heads(d.body) if isinstance(d.body, D) else (d.body.name,)
    return (*inner, d.by.name)


def _indices_of(d: Any) -> tuple[Any, ...]:
    inner = _indices_of(d.body) if isinstance(d.body, D) else d.body.indices
    return (*inner, *d.by.indices)


def hessian_form(deriver: Deriver, proof: Proof, asked: bool = False) -> Form | None:
    """The second derivative of a scalar.

    That of an array, by a matrix, or through a chain that goes by names only when asked for.
    """
    claim = proof.claim.lhs
    long = claim.body.indices or len(claim.by.indices) > 1 or goes_on(proof.claim.rhs, deriver)
    if isinstance(claim.body, D) or (long and not asked):
        return None
    return _once(deriver, "hessian", proof, _hessian)


def _hessian(deriver: Deriver, proof: Proof) -> Form:
    claim = proof.claim.lhs
    taken = {*claim.body.free, *deriver.taken}
    naming: list[list[Index]] = [[], []]
    for letters in naming:
        for i in claim.by.indices:
            letters.append(fresh(i.size, taken, "ijlpqrs"))
            taken |= {letters[-1]}
    first, second = (Ref(claim.by.name, *letters) for letters in naming)
    return _form("hessian", deriver.prove(D(D(claim.body, first), second)))


def hvp_form(deriver: Deriver, proof: Proof) -> Form | None:
    """The Hessian of a scalar times a tangent v; made only when asked for."""
    short = not proof.claim.lhs.body.indices and not goes_on(proof.claim.rhs, deriver)
    hessian = hessian_form(deriver, proof, asked=short)
    if hessian is None:
        return None
    return _contracted(deriver, hessian.proof, "hvp", "v", hessian.proof.claim.lhs.by.indices)
