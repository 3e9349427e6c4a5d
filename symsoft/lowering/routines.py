"""Which routines a derivation has, with their names and parameters as the contracts fix them.

Forward, Jacobian, VJP and JVP of an array; forward, gradient, JVP and HVP of a scalar.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from symsoft.calculus.derive import Deriver
from symsoft.calculus.stable import stable_form, stable_version
from symsoft.kernel import Kernel, Let, Meaning, Parameter
from symsoft.language.system import Assumption, System
from symsoft.language.terms import D, Index, Ref, Size, Term
from symsoft.language.walk import contains, names, subterms
from symsoft.lowering.builder import Builder, Names
from symsoft.lowering.reuse import in_place, inlined, numbered
from symsoft.lowering.sharing import hoisted, shared
from symsoft.proof import Derivation, Form, Proof, Relation, family


def kernels(derivations: Sequence[Derivation]) -> tuple[Kernel, ...]:
    """Every routine of the derivatives of one target, the forward routine first.

    Raises UnsupportedError for what has no code form.
    """
    first = derivations[0]
    system = first.proof.system
    name = routine_name(first.entry)
    bodies = stable_bodies(system)
    target = system.target
    body = bodies.get(target.name, target.body)
    made = [_kernel(name, "forward", system, target.head, body, bodies, None, target.head, {})]
    for derivation in derivations:
        suffix = f"_{derivation.proof.claim.lhs.by.name}" if len(derivations) > 1 else ""
        for routine, form in _forms(derivation):
            safe = next((f for f in derivation.forms if f.name == f"stable-{form.name}"), form)
            full = f"{name}_{routine}{suffix}"
            of = derivation.proof if form.name == "explicit" else form.proof
            made.append(_derivative(full, routine, of, safe.expr, bodies))
    needed = dict.fromkeys(c for d in derivations for c in d.valid_where)
    return tuple(_valid_where(kernel, needed) for kernel in made)


def _valid_where(kernel: Kernel, conditions: Iterable[Assumption]) -> Kernel:
    """The kernel with the conditions on what it is about."""
    meaning = kernel.meaning
    assert meaning is not None
    known = meaning.system.shapes.keys()
    about = tuple(c for c in conditions if {*names(c.lhs), *names(c.rhs)} <= known)
    return replace(kernel, meaning=replace(meaning, needed=about))


def routine_name(entry: str) -> str:
    """The entry's name as an identifier."""
    return entry.replace("-", "_")


def stable_bodies(system: System) -> dict[str, Any]:
    """For each definition that has one, its overflow-safe form."""
    found = {}
    for q, d in enumerate(system.definitions):
        part = replace(system, definitions=system.definitions[: q + 1])
        form = stable_form(Deriver(part))
        if form is not None:
            found[d.name] = form.expr
    return found


def _forms(derivation: Derivation) -> list[tuple[str, Form]]:
    """The forms that become code, by the routine's name."""
    forms = {f.name: f for f in derivation.forms}
    array = bool(derivation.proof.claim.lhs.body.indices)
    # An array's derivative that goes by its name would be a whole Jacobian.
    whole = "explicit" if "explicit" in forms else "delta"
    wanted = {whole: "jacobian", "vjp": "vjp", "jvp": "jvp"}
    if not array:
        wanted = {"delta": "grad", "jvp": "jvp", "hvp": "hvp"}
    return [(wanted[name], forms[name]) for name in wanted if name in forms]


def _derivative(
    name: str, routine: str, proof: Proof, expr: Any, bodies: Mapping[str, Any]
) -> Kernel:
    """The kernel of what is proved, computed by ``expr``, its value or an overflow-safe version."""
    system = proof.system
    claim = proof.claim.lhs
    axes = _free_axes(claim, routine)
    letter = {"vjp": "g", "jvp": "v", "hvp": "v"}.get(routine)
    moved = None
    if letter is not None:
        moved = next(n for n in reversed(list(system.shapes)) if n.rstrip("_") == letter)
    out = "out"
    while out in system.shapes:
        out += "_"
    target = Ref(out, *axes)
    errors = _errors(expr, proof) if contains(expr, D) else {}
    return _kernel(name, routine, system, target, expr, bodies, moved, claim, errors)


def _errors(expr: Any, proof: Proof) -> dict[tuple[str, str], Relation]:
    """What the derivatives are that go by their names in expr, and in these, overflow-safe."""
    known = {
        (p.claim.lhs.body.name, p.claim.lhs.by.name): p
        for p in family(proof)
        if isinstance(p.claim.lhs, D) and isinstance(p.claim.lhs.body, Ref)
    }
    deriver = Deriver(proof.system)
    found: dict[tuple[str, str], Relation] = {}
    todo = [expr]
    while todo:
        for d in (s for s in subterms(todo.pop()) if isinstance(s, D)):
            place = d.body.name, d.by.name
            if place not in found:
                claim = known[place].claim
                safe = stable_version(deriver, Form("delta", known[place], claim.rhs))
                found[place] = replace(claim, rhs=safe.expr) if safe else claim
                todo.append(found[place].rhs)
    return found


def _free_axes(claim: Any, routine: str) -> tuple[Index, ...]:
    """The free indices of the result: the output's axes, then the input's."""
    if routine == "jacobian":
        return (*claim.body.indices, *claim.by.indices)
    derivative = next(s for s in subterms(claim) if isinstance(s, D))
    found: list[Index] = []
    while isinstance(derivative, D):
        found = [*derivative.by.indices, *found]
        derivative = derivative.body
    return tuple(i for i in (*derivative.indices, *found) if i in claim.free)


def _kernel(
    name: str,
    routine: str,
    system: System,
    target: Any,
    expr: Any,
    bodies: Mapping[str, Any],
    moved: str | None,
    claim: Any,
    errors: Mapping[tuple[str, str], Relation],
) -> Kernel:
    defined = system.target.name
    saved = routine != "forward" and defined in _reached(expr, system, defined)
    there = {n for n in system.shapes if system.definition(n) is None}
    if saved:
        there.add(defined)
    given = {*system.shapes, target.name}
    fresh = Names(given)
    builder = Builder(system, there, bodies, fresh, errors)
    builder.compute(target, expr)
    lets = inlined(shared(builder.lets, fresh), target.name)
    lets = inlined(hoisted(lets, fresh), target.name)
    temporaries = fresh.taken - given
    lets = numbered(in_place(lets, temporaries), temporaries, Names(given))
    saved = saved and _is_used(defined, lets)  # a derivative that goes by its name names it too
    order = [*(n for n in system.shapes if n != defined and n != moved)]
    used = [n for n in order if _is_used(n, lets) and n in there]
    others = [n for n in (defined if saved else None, moved) if n is not None]
    terms = [t for let in lets for t in (let.target, let.expr) if isinstance(t, Term)]
    spoken = {s for t in terms for s in t.sizes}
    used = _with_sizes(used, others, system, [s for s in system.sizes if s.name in spoken])
    parameters = [Parameter(n, system.shapes[n], "input") for n in used]
    if saved:
        parameters.append(Parameter(defined, system.shapes[defined], "saved"))
    if moved is not None:
        role = "cotangent" if routine == "vjp" else "tangent"
        parameters.append(Parameter(moved, system.shapes[moved], role))
    axes = tuple(i.size for i in target.indices)
    needed = {s for p in parameters for s in p.axes} | set(axes)
    sizes = tuple(s for s in system.sizes if s in needed)
    output = Parameter(target.name, axes, "output")
    meaning = Meaning(system, claim, target.indices)
    return Kernel(name, routine, sizes, tuple(parameters), output, tuple(lets), meaning)


def _reached(expr: Any, system: System, stop: str) -> set[str]:
    """The names in an expression and in the definitions it is built on, not below ``stop``."""
    found: set[str] = set()
    todo = names(expr)
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            d = system.definition(name)
            if d is not None and name != stop:
                todo += names(d.body)
    return found


def _with_sizes(
    used: list[str], others: list[str], system: System, sizes: Iterable[Size]
) -> list[str]:
    """The inputs, and those without which nobody could tell one of these sizes.

    ``others`` are parameters besides inputs.
    """
    for size in sizes:
        if all(size not in system.shapes[n] for n in (*used, *others)):
            source = next(n for n in system.inputs if size in system.shapes[n] and n not in others)
            used = [n for n in system.shapes if n in used or n == source]
    return used


def _is_used(name: str, lets: list[Let]) -> bool:
    return any(name in names(let.expr) for let in lets)
