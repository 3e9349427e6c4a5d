"""One kernel as a C function: its parameters, its memory, its loop over rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sympy import Integer

from symsoft.backends.c_loops import statements
from symsoft.backends.c_names import Names, identifier, quantity_names
from symsoft.backends.c_schedule import Schedule, schedule
from symsoft.backends.c_scope import Scope
from symsoft.backends.c_sums import indented
from symsoft.backends.c_types import Real
from symsoft.errors import InputError
from symsoft.kernel import Kernel, Parameter
from symsoft.language.terms import Size
from symsoft.language.walk import refs

WIDTH = 100


@dataclass(frozen=True, slots=True)
class Routine:
    """What both the source and the header, and whoever calls the function, know of a kernel."""

    kernel: Kernel
    plan: Schedule
    names: Mapping[str, str]
    """Quantities, and the names of their C parameters and variables."""
    sizes: Mapping[Size, str]
    fixed: Mapping[Size, int]
    needed: Mapping[Size, int]
    """How long an axis has to be for the entries that the kernel names by number."""

    @property
    def arrays(self) -> list[Parameter]:
        """Parameters that are pointers, the output last."""
        return [p for p in (*self.kernel.parameters, self.kernel.output) if not by_value(p)]

    @property
    def stem(self) -> str:
        """What the functions' names begin with."""
        return identifier(self.kernel.name)

    def name(self, real: Real) -> str:
        """``softmax_n4_f64``."""
        fixed = [f"{self.sizes[s]}{n}" for s, n in self.fixed.items()]
        return "_".join([self.stem, *fixed, real.name])

    def count(self, parameter: Parameter) -> str:
        """How many numbers belong to one row, as an expression in the sizes."""
        return " * ".join(self.sizes[axis] for axis in parameter.axes) or "1"


def plan_all(kernels: Sequence[Kernel], fixed: Mapping[str, int]) -> list[Routine]:
    """The plans of the functions of one file.

    Raises ValueError without kernels or with two of one name, InputError for a fixed size that no
    kernel has or that is too small, UnsupportedError for what C has no code for.
    """
    if not kernels:
        raise ValueError("no kernel to print")
    known = list(dict.fromkeys(size.name for kernel in kernels for size in kernel.sizes))
    for name in fixed:
        if name not in known:
            raise InputError(f"there is no size {name} here; the sizes are {', '.join(known)}")
    routines = [_routine(kernel, fixed) for kernel in kernels]
    stems = [r.stem for r in routines]
    twice = next((stem for stem in stems if stems.count(stem) > 1), None)
    if twice is not None:
        raise ValueError(f"two kernels are called {twice} in C")
    return routines


def _routine(kernel: Kernel, fixed: Mapping[str, int]) -> Routine:
    """The plan of a kernel's function; sizes in ``fixed`` are constants of it."""
    plan = schedule(kernel)
    names = Names()
    sizes = {size: names.new(size.name) for size in kernel.sizes}
    roles = {p.name: p.role for p in kernel.parameters}
    quantities = quantity_names({name: roles.get(name, "") for name in plan.axes}, names)
    needed = _needed(plan)
    constant = {size: fixed[size.name] for size in kernel.sizes if size.name in fixed}
    for size, value in constant.items():
        least = max(1, needed.get(size, 1))
        if value < least:
            raise InputError(f"{kernel.name} needs {size.name} of at least {least}, not {value}")
    return Routine(kernel, plan, quantities, sizes, constant, needed)


def by_value(parameter: Parameter) -> bool:
    """Is it one number for all rows?  Scalars that go in are; what a row has computed is not."""
    return not parameter.axes and parameter.role in ("input", "tangent")


def _needed(plan: Schedule) -> dict[Size, int]:
    """The largest number by which an entry is named, for each axis."""
    found: dict[Size, int] = {}
    lets = [let for group in plan.groups for let in group]
    for ref in (r for let in lets for r in (let.target, *refs(let.expr))):
        for index, axis in zip(ref.indices, plan.axes[ref.name], strict=True):
            if isinstance(index, Integer):
                found[axis] = max(found.get(axis, 1), int(index))
    return found


# -- the head --------------------------------------------------------------------------------------
def signature(routine: Routine, real: Real, restrict: bool) -> str:
    """The function's head; restrict is a word of C that C++ does not have."""
    star = "*restrict " if restrict else "*"
    sizes = [f"size_t {c}" for size, c in routine.sizes.items() if size not in routine.fixed]
    parameters = [
        f"{real.ctype} {routine.names[p.name]}"
        if by_value(p)
        else f"const {real.ctype} {star}{routine.names[p.name]}"
        for p in routine.kernel.parameters
    ]
    output = f"{real.ctype} {star}{routine.names[routine.kernel.output.name]}"
    return _wrapped(f"void {routine.name(real)}(", ["size_t rows", *sizes, *parameters, output])


def _wrapped(head: str, parameters: Sequence[str]) -> str:
    lines = [head]
    for position, parameter in enumerate(parameters):
        piece = parameter + ("," if position + 1 < len(parameters) else ")")
        if len(lines[-1]) + len(piece) + 1 > WIDTH:
            lines.append("    ")
        elif position:
            lines[-1] += " "
        lines[-1] += piece
    return "\n".join(line.rstrip() for line in lines)


# -- the body --------------------------------------------------------------------------------------
def body(routine: Routine, real: Real) -> list[str]:
    """The lines between the function's braces."""
    plan, kernel = routine.plan, routine.kernel
    values = {p.name for p in kernel.parameters if by_value(p)}
    scope = Scope(
        real, routine.names, plan.axes, frozenset(values | plan.single), routine.sizes, {}
    )
    taken = Names([*routine.names.values(), *routine.sizes.values()])
    lines = [*_memory(routine, real), *_rows(routine, statements(plan, scope, taken))]
    lines = [*_guard(routine, real), *lines]
    if plan.stored:
        lines.append("free(scratch);")
    return [*_constants(routine, lines), *_unused(routine, lines), *lines]


def _constants(routine: Routine, lines: Sequence[str]) -> list[str]:
    fixed = {routine.sizes[size]: value for size, value in routine.fixed.items()}
    return [f"const size_t {c} = {n};" for c, n in fixed.items() if _occurs(c, lines)]


def _unused(routine: Routine, lines: Sequence[str]) -> list[str]:
    """Compilers are told of every parameter that is not needed."""
    sizes = [c for size, c in routine.sizes.items() if size not in routine.fixed]
    parameters = [routine.names[p.name] for p in routine.kernel.parameters]
    return [f"(void){name};" for name in (*sizes, *parameters) if not _occurs(name, lines)]


def _occurs(name: str, lines: Sequence[str]) -> bool:
    return any(re.search(rf"\b{name}\b", line) for line in lines)


def _guard(routine: Routine, real: Real) -> list[str]:
    """Nothing is read beyond the end of an axis that is too short."""
    short = [
        f"{routine.sizes[size]} < {least}"
        for size, least in routine.needed.items()
        if size not in routine.fixed
    ]
    return _give_up(routine, real, " || ".join(short)) if short else []


def _give_up(routine: Routine, real: Real, condition: str) -> list[str]:
    output = routine.kernel.output
    count = f"rows * {routine.count(output)}" if output.axes else "rows"
    return [
        f"if ({condition}) {{",
        f"    {real.name}_fill({count}, {routine.names[output.name]});",
        "    return;",
        "}",
    ]


def _memory(routine: Routine, real: Real) -> list[str]:
    """One block for all temporaries that are arrays."""
    shapes = {
        n: [routine.sizes[axis] for axis in routine.plan.axes[n]] for n in routine.plan.stored
    }
    if not shapes:
        return []
    total = _folded("sizes_sum", [_folded("sizes_product", sizes) for sizes in shapes.values()])
    lines = [f"{real.ctype} *const scratch = {real.name}_scratch({total});"]
    lines += _give_up(routine, real, "scratch == NULL")
    start = "scratch"
    for name, sizes in shapes.items():
        lines.append(f"{real.ctype} *const {routine.names[name]} = {start};")
        start = f"{routine.names[name]} + {' * '.join(sizes)}"
    return lines


def _folded(function: str, arguments: Sequence[str]) -> str:
    found = arguments[0]
    for argument in arguments[1:]:
        found = f"{function}({found}, {argument})"
    return found


def _rows(routine: Routine, lines: Sequence[str]) -> list[str]:
    """The loop over the batch; every array moves on by one row's block."""
    moves = [
        f"{routine.names[p.name]} += {routine.count(p)}"
        for p in routine.arrays
        if p.axes and _occurs(routine.names[p.name], lines)
    ]
    head = f"for (size_t row = 0; {', '.join(['row < rows; row++', *moves])}) {{"
    if len(head) + 4 <= WIDTH:
        return [head, *indented(lines), "}"]
    ends = [f"{move};" for move in moves]
    return ["for (size_t row = 0; row < rows; row++) {", *indented([*lines, *ends]), "}"]


__all__ = ["WIDTH", "Routine", "body", "by_value", "plan_all", "signature"]
