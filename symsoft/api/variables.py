"""What one differentiates by, and the quantities whose derivatives go by their names.

Everything that a user says about them is checked here.
"""

from __future__ import annotations

from collections.abc import Sequence

from symsoft.calculus.start import gates
from symsoft.errors import InputError
from symsoft.language.system import System
from symsoft.language.terms import Ref
from symsoft.suggest import did_you_mean


def inputs(system: System) -> tuple[str, ...]:
    """Every input that the target depends on; raises InputError when there is none."""
    found = tuple(n for n in system.inputs if system.depends(system.target.body, n))
    if not found:
        raise InputError(f"{system.target.name} mentions no input to differentiate by")
    return found


def check_variable(system: System, variable: str) -> None:
    """Raises InputError for what one can't differentiate by."""
    others = [name for name in system.shapes if name != system.target.name]
    if variable not in others:
        raise InputError(
            f"there is no {variable!r} to differentiate by{did_you_mean(variable, others)}"
        )


def passed(system: System, name: str, wrt: Sequence[str]) -> bool:
    """Does all dependence of the target on one of the variables lead through the quantity?"""
    return any(name in gates(system.target.name, by, system) for by in wrt)


def check_kept(system: System, name: str, wrt: Sequence[str]) -> None:
    """Raises InputError for a quantity of whose derivative no result is made."""
    target = system.target.name
    defined = [d.name for d in system.definitions if d.name != target]
    if name not in system.shapes:
        raise InputError(f"--keep {name}: there is no {name!r}{did_you_mean(name, defined)}")
    if name == target:
        raise InputError(f"--keep {name}: {name} is what is differentiated; name one it is made of")
    if name not in defined:
        raise InputError(f"--keep {name}: {name} is an input; name a quantity that is defined")
    if not system.depends(system.target.body, name):
        raise InputError(f"--keep {name}: {target} does not depend on {name}")
    if not passed(system, name, wrt):
        listed = " or ".join(wrt)
        between = [by for by in wrt if by != name and system.depends(Ref(name), by)]
        if not between:
            raise InputError(f"--keep {name}: {name} is not between {target} and {listed}")
        raise InputError(
            f"--keep {name}: {target} depends on {between[0]} past {name}, too, so that its "
            f"derivative is not made of the one by {name}"
        )
