"""What a Python user calls: state a problem, derive, check, print.

Brings the rooms together and holds no mathematics of its own; the command line and ``build`` do
their work through these functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from symsoft.api import claims
from symsoft.api.claims import PROPERTIES
from symsoft.api.naming import Names, Sizes, check_letters, counted, labels_of, sizes_of
from symsoft.api.result import Result, show, worst
from symsoft.api.variables import check_kept, check_variable, inputs, passed
from symsoft.calculus.derive import Lemmas
from symsoft.calculus.forms_of import FORMS
from symsoft.calculus.matrix_notation import CONVENTIONS, NoMatrixForm
from symsoft.calculus.properties import Claim
from symsoft.calculus.results import derivation
from symsoft.calculus.routes import ROUTES, WANTS, follows
from symsoft.calculus.validity import check_given
from symsoft.catalog import Entry, definitions_of, entries, find, kinks_of
from symsoft.checking.check import check_derivation
from symsoft.display.phrases import catalogue
from symsoft.display.sentences import plain_reason
from symsoft.errors import InputError, UnsupportedError
from symsoft.language.contradictions import check as check_assumptions
from symsoft.language.system import System
from symsoft.language.text import read_system
from symsoft.proof import Absent, Derivation
from symsoft.suggest import did_you_mean

__all__ = [
    "Entry",
    "Problem",
    "Result",
    "derive",
    "entries",
    "show",
    "solve",
    "state",
    "verify",
    "worst",
]

ONCE = ("stable", "matrix-definition", "entries-definition")
"""Forms of the definition: they are the same whatever one differentiates by, and shown once."""

DEFAULT = "softmax"
"""The entry that is meant when none is named."""

USER = "user"
"""The row of the catalogue that stands for whatever a user defines."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be derived: a system, the variables, the route, the forms (all when none).

    ``keep`` are the quantities by which the target's derivative goes by its name.  ``names`` are
    those of the classes, if they have some.  ``properties`` are the theorems that may be asked for,
    ``headline`` those that are always shown.  ``about`` is the catalogue's entry.  ``proved`` is
    what has been proved of it, for whoever asks again, by what else that depends on.
    """

    name: str
    system: System
    wrt: tuple[str, ...]
    route: str = "direct"
    forms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    properties: tuple[Claim, ...] = ()
    headline: tuple[Claim, ...] = ()
    about: Entry | None = None
    keep: tuple[str, ...] = ()
    proved: dict[Any, Lemmas] = field(init=False, default_factory=dict, compare=False, repr=False)


def state(
    entry: str | None = None,
    *,
    define: Sequence[str] = (),
    given: Sequence[str] = (),
    kinks: Sequence[str] = (),
    wrt: Sequence[str] = (),
    keep: Sequence[str] = (),
    route: str | None = None,
) -> Problem:
    """Read a catalogue entry or a user's definitions.

    Raises InputError for what can't be read or doesn't fit together, ContradictionError when the
    assumptions contradict each other.

    >>> state(define=["L = sum(x[i]**2, i)"]).wrt
    ('x',)
    """
    if entry == USER:
        if not define:
            raise InputError(f"{USER} stands for a function of your own: state it by --define")
        entry = None
    if entry is not None and define:
        raise InputError("give the name of an entry or definitions, not both")
    if route is not None and route not in ROUTES:
        raise InputError(f"no route {route!r}{did_you_mean(route, ROUTES)}")
    if define:
        system = _read(define, given, kinks)
        variables = tuple(wrt) or inputs(system)
        problem = Problem(system.target.name, system, variables, properties=claims.of_any())
    else:
        found, row = find(entry or DEFAULT)
        system = _read(found.definitions, (*found.given, *given), (*found.kinks, *kinks))
        variables = tuple(wrt) or row.wrt or found.wrt or inputs(system)
        problem = Problem(entry or DEFAULT, system, variables, row.route or "direct", row.forms)
        asked = claims.of_entry(found, row, system, _read_entry)
        headline = claims.headline(row, system, _read_entry)
        problem = replace(
            problem, names=row.names, properties=asked, headline=headline, about=found
        )
    for variable in problem.wrt:
        check_variable(system, variable)
    for name in keep:
        check_kept(system, name, problem.wrt)
    kept = tuple(keep) or _usual(problem)
    return replace(problem, keep=kept, route=route or problem.route)


def _usual(problem: Problem) -> tuple[str, ...]:
    """What the catalogue keeps by name, as far as the variables have use of it."""
    usual = problem.about.keep if problem.about is not None else ()
    return tuple(name for name in usual if passed(problem.system, name, problem.wrt))


def derive(
    entry: str | None = None,
    *,
    define: Sequence[str] = (),
    given: Sequence[str] = (),
    kinks: Sequence[str] = (),
    wrt: Sequence[str] = (),
    keep: Sequence[str] = (),
    forms: Sequence[str] = (),
    route: str | None = None,
    n: Sizes | None = None,
    names: Names | None = None,
    convention: str = "column",
    language: str = "en",
) -> Result:
    """Derive and check: every step by exact decision and by ball arithmetic.

    ``entry`` is a name of the catalogue (default softmax); ``define`` are definitions in the
    one-line syntax, the last of which is differentiated.  ``keep`` are defined quantities by which
    its derivative goes by its name in results.  ``n`` gives every range, or each by name,
    a value for the forms that are written out, ``names`` what the classes are called.  By the
    ``convention`` the vectors of matrix forms are columns (column) or rows (row).  ``language`` is
    what it is printed in: en, zh-TW or zh-CN.

    Raises SymsoftError: what the user asked can't be read, contradicts itself or can't be derived.

    >>> print(derive(define=["s = a**2"]).verdict.value)
    holds
    """
    problem = state(entry, define=define, given=given, kinks=kinks, wrt=wrt, keep=keep, route=route)
    return solve(problem, forms=forms, n=n, names=names, convention=convention, language=language)


def verify(
    entry: str | None = None,
    *,
    define: Sequence[str] = (),
    given: Sequence[str] = (),
    kinks: Sequence[str] = (),
    wrt: Sequence[str] = (),
    keep: Sequence[str] = (),
    route: str | None = None,
) -> Result:
    """Like derive, with every kind of evidence, SymPy's own derivative among them."""
    problem = state(entry, define=define, given=given, kinks=kinks, wrt=wrt, keep=keep, route=route)
    return solve(problem, thorough=True)


def solve(
    problem: Problem,
    *,
    forms: Sequence[str] = (),
    n: Sizes | None = None,
    names: Names | None = None,
    convention: str = "column",
    thorough: bool = False,
    language: str = "en",
    properties: bool = False,
) -> Result:
    """Derive and check a stated problem; see derive and, for ``thorough``, verify.

    ``properties`` adds the theorems that may be asked for; a thorough check has them too.
    """
    spoken = catalogue(language).language
    every = properties or thorough
    found = derivations(
        problem, forms=forms, n=n, names=names, convention=convention, properties=every
    )
    checked = tuple(check_derivation(d, thorough=thorough) for d in found)
    if problem.properties == claims.of_any():
        checked = tuple(map(claims.without_unknown, checked))
    labels = labels_of(problem.system, names or problem.names)
    sizes = sizes_of(problem.system, counted(labels, n))
    return Result(checked, sizes, spoken, problem.about)


def derivations(
    problem: Problem,
    *,
    forms: Sequence[str] = (),
    n: Sizes | None = None,
    names: Names | None = None,
    convention: str = "column",
    strict: bool = True,
    properties: bool = False,
) -> list[Derivation]:
    """What the rule book finds, not checked yet.

    A form that was asked for and doesn't exist is an error unless ``strict`` is False.  Theorems
    are proved when ``properties`` or the forms say so; a headline whenever no form is asked for.
    Those about other definitions come with the last variable.
    """
    known = (*FORMS, PROPERTIES)
    for form in forms:
        if form not in known:
            raise InputError(f"no form {form!r}{did_you_mean(form, known)}")
    if convention not in CONVENTIONS:
        raise InputError(f"no convention {convention!r}{did_you_mean(convention, CONVENTIONS)}")
    labels = labels_of(problem.system, names or problem.names)
    sizes = sizes_of(problem.system, counted(labels, n))
    if "entries" in forms and sizes is None:
        raise InputError("the form 'entries' needs a value for every range: --n 4")
    wanted = tuple(forms) or problem.forms
    theorems = problem.headline if not forms else ()
    if PROPERTIES in wanted or (properties and not forms):
        theorems = problem.properties
    lemmas = problem.proved.setdefault((convention, tuple(labels.items())), Lemmas())
    try:
        found = [
            derivation(
                problem.name,
                replace(problem.system, labels=labels),
                variable,
                route=problem.route,
                convention=convention,
                sizes=sizes,
                wanted=wanted,
                claims=[t for t in theorems if t.system is None or variable == problem.wrt[-1]],
                lemmas=lemmas,
                keep=problem.keep,
                strict=strict,
            )
            for variable in problem.wrt
        ]
    except NoMatrixForm as error:
        reason = plain_reason(Absent("matrix", error.reason, error.about), error.of)
        raise InputError(
            f"the route {problem.route!r} does not fit {problem.name}: {reason}"
        ) from error
    routed = (p for d in found for p in (d.proof, *(f.proof for f in d.forms if f.name == "vjp")))
    if not follows(problem.route, routed):
        raise InputError(
            f"the route {problem.route!r} does not fit {problem.name}: no line is made by "
            f"its rule {' or '.join(ROUTES[problem.route])}"
            + "".join(f"; {wants}" for wants in [WANTS.get(problem.route)] if wants)
        )
    found[1:] = [
        replace(d, forms=tuple(f for f in d.forms if f.name not in ONCE)) for d in found[1:]
    ]
    check_letters(found)
    found = claims.each_once(found)
    made = {form.name for d in found for form in d.forms}
    made |= {PROPERTIES for d in found if d.properties}
    for form in forms if strict else ():
        if form not in made:
            reasons = (plain_reason(a) for d in found for a in d.absent if a.name == form)
            because = "".join(f": {reason}" for reason in dict.fromkeys(reasons))
            raise UnsupportedError(f"{problem.name} has no form {form!r} here{because}")
    return found


def _read_entry(entry: Entry) -> System:
    return _read(entry.definitions, entry.given, entry.kinks)


def _read(definitions: Sequence[str], given: Sequence[str], kinks: Sequence[str]) -> System:
    known = tuple(entries())
    system = read_system(definitions, given, kinks, definitions_of, known, kinks_of)
    check_assumptions(system)
    check_given(system)
    return system
