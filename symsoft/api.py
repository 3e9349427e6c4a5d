"""What a Python user calls: state a problem, derive, check, print.

Brings the rooms together and holds no mathematics of its own; the command line and ``build`` do
their work through these functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sympy import Integer

from symsoft.calculus.forms_of import FORMS
from symsoft.calculus.results import derivation
from symsoft.calculus.routes import ROUTES, follows
from symsoft.catalog import Entry, definitions_of, entries, find, kinks_of
from symsoft.checking.check import check_derivation, verdict
from symsoft.display.options import Options
from symsoft.errors import InputError, UnsupportedError
from symsoft.language.contradictions import check as check_assumptions
from symsoft.language.system import System
from symsoft.language.text import read_system
from symsoft.language.walk import refs
from symsoft.proof import Derivation, Verdict
from symsoft.suggest import did_you_mean
from symsoft.targets import TARGETS

__all__ = ["Entry", "Problem", "Result", "derive", "entries", "solve", "state", "verify", "worst"]

DEFAULT = "softmax"
"""The entry that is meant when none is named."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is to be derived: a system, the variables, the route, the forms (all when none)."""

    name: str
    system: System
    wrt: tuple[str, ...]
    route: str = "direct"
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One derivation for each variable, printable in every format.

    A notebook shows it as LaTeX.
    """

    derivations: tuple[Derivation, ...]
    sizes: Mapping[str, int] | None = None

    @property
    def entry(self) -> str:
        """The catalogue entry's name, or the name of the quantity that the user defined last."""
        return self.derivations[0].entry

    @property
    def verdict(self) -> Verdict:
        """HOLDS only when every derivation holds."""
        return worst(verdict(d) for d in self.derivations)

    def document(self, format: str, *, color: bool = False) -> str:
        """The result in one of the formats of ``symsoft.targets.TARGETS``.

        ``color`` marks text up for a terminal.  Raises InputError for an unknown format.
        """
        if format not in TARGETS:
            raise InputError(f"no format {format!r}{did_you_mean(format, TARGETS)}")
        return TARGETS[format].document(self.derivations, self._options(color))

    def text(self) -> str:
        """80 columns of Unicode, as the terminal shows it."""
        return self.document("text")

    def latex(self) -> str:
        """A whole LaTeX document."""
        return self.document("latex")

    def json(self) -> str:
        """The JSON that the command line prints."""
        return self.document("json")

    def _repr_latex_(self) -> str:
        return TARGETS["latex"].snippet(self.derivations, self._options())

    def _options(self, color: bool = False) -> Options:
        return Options(entry=self.entry, n=self.sizes, color=color)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """FAILS if any fails, else UNKNOWN if any is unknown, else HOLDS.

    >>> worst([Verdict.HOLDS, Verdict.UNKNOWN]).value
    'unknown'
    """
    found = set(verdicts)
    return next((v for v in (Verdict.FAILS, Verdict.UNKNOWN) if v in found), Verdict.HOLDS)


def state(
    entry: str | None = None,
    *,
    define: Sequence[str] = (),
    given: Sequence[str] = (),
    kinks: Sequence[str] = (),
    wrt: Sequence[str] = (),
    route: str | None = None,
) -> Problem:
    """Read a catalogue entry or a user's definitions.

    Raises InputError for what can't be read or doesn't fit together, ContradictionError when the
    assumptions contradict each other.

    >>> state(define=["L = sum(x[i]**2, i)"]).wrt
    ('x',)
    """
    if entry is not None and define:
        raise InputError("give the name of an entry or definitions, not both")
    if route is not None and route not in ROUTES:
        raise InputError(f"no route {route!r}{did_you_mean(route, ROUTES)}")
    if define:
        system = _read(define, given, kinks)
        problem = Problem(system.target.name, system, tuple(wrt) or _inputs(system))
    else:
        found, row = find(entry or DEFAULT)
        system = _read(found.definitions, (*found.given, *given), (*found.kinks, *kinks))
        variables = tuple(wrt) or row.wrt or found.wrt or _inputs(system)
        problem = Problem(entry or DEFAULT, system, variables, row.route or "direct", row.forms)
    for variable in problem.wrt:
        _check_variable(system, variable)
    return replace(problem, route=route or problem.route)


def derive(
    entry: str | None = None,
    *,
    define: Sequence[str] = (),
    given: Sequence[str] = (),
    kinks: Sequence[str] = (),
    wrt: Sequence[str] = (),
    forms: Sequence[str] = (),
    route: str | None = None,
    n: int | Mapping[str, int] | None = None,
) -> Result:
    """Derive and check: every step by exact decision and by ball arithmetic.

    ``entry`` is a name of the catalogue (default softmax); ``define`` are definitions in the
    one-line syntax, the last of which is differentiated.  ``n`` gives every range, or each by name,
    a value for the forms that are written out.

    Raises SymsoftError: what the user asked can't be read, contradicts itself or can't be derived.

    >>> print(derive(define=["s = a**2"]).verdict.value)
    holds
    """
    problem = state(entry, define=define, given=given, kinks=kinks, wrt=wrt, route=route)
    return solve(problem, forms=forms, n=n)


def verify(
    entry: str | None = None,
    *,
    define: Sequence[str] = (),
    given: Sequence[str] = (),
    kinks: Sequence[str] = (),
    wrt: Sequence[str] = (),
    route: str | None = None,
) -> Result:
    """Like derive, with every kind of evidence, SymPy's own derivative among them."""
    problem = state(entry, define=define, given=given, kinks=kinks, wrt=wrt, route=route)
    return solve(problem, thorough=True)


def solve(
    problem: Problem,
    *,
    forms: Sequence[str] = (),
    n: int | Mapping[str, int] | None = None,
    thorough: bool = False,
) -> Result:
    """Derive and check a stated problem; see derive and, for ``thorough``, verify."""
    found = derivations(problem, forms=forms, n=n)
    return Result(
        tuple(check_derivation(d, thorough=thorough) for d in found), _sizes(problem.system, n)
    )


def derivations(
    problem: Problem,
    *,
    forms: Sequence[str] = (),
    n: int | Mapping[str, int] | None = None,
    strict: bool = True,
) -> list[Derivation]:
    """What the rule book finds, not checked yet.

    A form that was asked for and doesn't exist is an error unless ``strict`` is False.
    """
    for form in forms:
        if form not in FORMS:
            raise InputError(f"no form {form!r}{did_you_mean(form, FORMS)}")
    if "entries" in forms and n is None:
        raise InputError("the form 'entries' needs a value for every range: --n 4")
    found = [
        derivation(
            problem.name,
            problem.system,
            variable,
            route=problem.route,
            sizes=_sizes(problem.system, n),
            wanted=tuple(forms) or problem.forms,
        )
        for variable in problem.wrt
    ]
    if not follows(problem.route, (d.proof for d in found)):
        raise InputError(
            f"the route {problem.route!r} does not fit {problem.name}: no line is made by "
            f"its rule {' or '.join(ROUTES[problem.route])}"
        )
    # The overflow-safe form is the same whatever one differentiates by: it is shown once.
    found[1:] = [
        replace(d, forms=tuple(f for f in d.forms if f.name != "stable")) for d in found[1:]
    ]
    made = {form.name for d in found for form in d.forms}
    for form in forms if strict else ():
        if form not in made:
            raise UnsupportedError(f"{problem.name} has no form {form!r} here")
    return found


def _read(definitions: Sequence[str], given: Sequence[str], kinks: Sequence[str]) -> System:
    known = tuple(entries())
    system = read_system(definitions, given, kinks, definitions_of, known, kinks_of)
    check_assumptions(system)
    return system


def _inputs(system: System) -> tuple[str, ...]:
    """Every input that the target depends on."""
    found = tuple(n for n in system.inputs if system.depends(system.target.body, n))
    if not found:
        raise InputError(f"{system.target.name} mentions no input to differentiate by")
    return found


def _check_variable(system: System, variable: str) -> None:
    others = [name for name in system.shapes if name != system.target.name]
    if variable not in others:
        raise InputError(
            f"there is no {variable!r} to differentiate by{did_you_mean(variable, others)}"
        )


def _sizes(system: System, n: int | Mapping[str, int] | None) -> dict[str, int] | None:
    """A value for every range; raises InputError for one that is missing or unknown."""
    if n is None:
        return None
    names = [size.name for size in system.sizes]
    sizes = dict.fromkeys(names, n) if isinstance(n, int) else dict(n)
    for name, value in sizes.items():
        if name not in names:
            raise InputError(f"there is no range {name!r}{did_you_mean(name, names)}")
        if value < 1:
            raise InputError(f"the range {name} can't be {value}: it has at least 1 entry")
    for name in names:
        if name not in sizes:
            raise InputError(f"the range {name} needs a value too: n={','.join(names)}")
    for ref in (r for d in system.definitions for r in refs(d.body)):
        for at, size in zip(ref.indices, system.shapes[ref.name], strict=True):
            if isinstance(at, Integer) and at > sizes[size.name]:
                raise InputError(f"{ref} needs {size.name} >= {at}, not {sizes[size.name]}")
    return sizes
