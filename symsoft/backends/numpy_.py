"""NumPy: kernels as one module of vectorised functions, and the runner that executes it.

The shape of the module lies in ``templates/numpy/module.py.j2``.  Parts: ``numpy_names``,
``numpy_axes``, ``numpy_expressions``, ``numpy_reductions``, ``numpy_statements``,
``numpy_widths``, ``numpy_contract``, ``numpy_example``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType, ModuleType
from typing import Any

from sympy import Integer

from symsoft.accuracy import ANY_ORDER
from symsoft.backends.as_said import said
from symsoft.backends.numpy_contract import contract, in_docstring, quiet, wrapped
from symsoft.backends.numpy_example import example
from symsoft.backends.numpy_names import Names, Scope, local_names, parameter_of
from symsoft.backends.numpy_statements import Writer, kept_names
from symsoft.backends.numpy_widths import fitted
from symsoft.display.templates import render
from symsoft.kernel import Kernel, Let, Parameter

SUFFIX = ".py"
ACCURACY = ANY_ORDER

WIDTH = 88

ROUTINES = {
    "forward": "The value",
    "jacobian": "Every partial derivative: the axes of the output, then those of the input",
    "vjp": "The cotangent g times the Jacobian",
    "grad": "The gradient",
    "jvp": "The Jacobian times the tangent v",
    "hvp": "The Hessian times the tangent v",
}


def source(kernels: Sequence[Kernel], command: str, notes: Sequence[str] = ()) -> dict[str, str]:
    """A module with a function for each kernel, under its suffix.

    ``command`` makes the file again; ``notes`` are further lines for its docstring.  Raises
    UnsupportedError for what NumPy has no form for.
    """
    names = Names.of(kernels)
    written = [_function(kernel, names) for kernel in kernels]
    text = render(
        "numpy/module.py.j2",
        title=wrapped(", ".join(names.function(k.name) for k in kernels), WIDTH - 3),
        command=in_docstring(command),
        contract=contract(kernels),
        renamed=[f"{old} is called {new}." for old, new in names.changed(kernels)],
        notes=[line for note in notes for line in wrapped(in_docstring(note), WIDTH)],
        arrays=any(k.parameters for k in kernels),
        where=any(scope.choice for scope, _ in written),
        erf=any(scope.erf for scope, _ in written),
        functions=[fields for _, fields in written],
        example=example(kernels, names, WIDTH - 4),
    )
    return {SUFFIX: text}


def runner(kernels: Sequence[Kernel]) -> Mapping[str, Callable[..., Any]]:
    """The functions of the generated module, by the names of the kernels.

    The text is compiled and executed as a module of its own, exactly as it would be written to a
    file.  Arguments and results are as the module says; the dtype is that of the arguments.
    """
    module = ModuleType("generated")
    names = Names.of(kernels)
    code = compile(source(kernels, "runner")[SUFFIX], "<generated NumPy module>", "exec")
    exec(code, module.__dict__)
    return MappingProxyType({k.name: getattr(module, names.function(k.name)) for k in kernels})


def _function(kernel: Kernel, names: Names) -> tuple[Scope, dict[str, Any]]:
    """What the template says about one kernel, and what its text turned out to need."""
    kernel_as_said, kernel = kernel, fitted(kernel, names)
    scope = Scope(kernel, local_names(kernel, names), kept_names(kernel))
    body = Writer(scope).body()
    arguments = [scope.spelled[p.name] for p in kernel.parameters]
    fields = {
        "decorator": quiet(kernel),
        "head": _head(names.function(kernel.name), arguments),
        "about": ROUTINES[kernel.routine],
        "formulas": [line for let in kernel_as_said.lets for line in _formula(let, scope)],
        "shapes": [_shape(p, scope) for p in kernel.parameters],
        "result": _shape(kernel.output, scope),
        "checks": _checks(kernel, scope),
        "body": body,
    }
    return scope, fields


def _head(name: str, arguments: Sequence[str]) -> list[str]:
    annotated = [f"{a}: ArrayLike" for a in arguments]
    line = f"def {name}({', '.join(annotated)}) -> np.ndarray:"
    if len(line) <= WIDTH:
        return [line]
    return [f"def {name}(", *(f"    {a}," for a in annotated), ") -> np.ndarray:"]


def _formula(let: Let, scope: Scope) -> list[str]:
    return wrapped(said(let, scope.spelled), WIDTH - 4)


def _shape(parameter: Parameter, scope: Scope) -> str:
    axes = ", ".join(["...", *(s.name for s in parameter.axes)])
    return f"{scope.spelled[parameter.name]}: ({axes})"


def _checks(kernel: Kernel, scope: Scope) -> list[str]:
    """The lines that make arrays of the arguments and read sizes off them."""
    lines = []
    if kernel.parameters:
        spelled = [scope.spelled[p.name] for p in kernel.parameters]
        axes = [" ".join(s.name for s in p.axes) for p in kernel.parameters]
        given = [f'("{s}", {s}, "{a}")' for s, a in zip(spelled, axes, strict=True)]
        left = ", ".join(spelled) if len(spelled) > 1 else f"({spelled[0]},)"
        lines += _call(f"{left} = _arrays", given)
    lines += _least(kernel, scope)
    lines += [
        f"{size.name} = {_length(kernel, size, scope)}"
        for size in kernel.sizes
        if size in scope.sizes
    ]
    if scope.batch:
        shapes = [_batch(p, scope) for p in kernel.parameters]
        lines += _call("batch = np.broadcast_shapes", shapes)
    return lines


def _call(start: str, arguments: Sequence[str]) -> list[str]:
    line = f"{start}({', '.join(arguments)})"
    if len(line) <= WIDTH - 4:
        return [line]
    return [f"{start}(", *(f"    {a}," for a in arguments), ")"]


def _least(kernel: Kernel, scope: Scope) -> Iterator[str]:
    """Refusals of arrays that are too short for a fixed entry that is read."""
    for ref in scope.least:
        parameter = parameter_of(kernel, ref.name)
        name = scope.spelled[ref.name]
        for place, index in enumerate(ref.indices):
            if parameter is not None and isinstance(index, Integer):
                axis = place - len(parameter.axes)
                yield f"if {name}.shape[{axis}] < {index}:"
                needs = f"its axis {parameter.axes[place].name} needs {index} entries or more"
                text = f"{name} has shape {{{name}.shape}}, but {needs}"
                yield f'    raise ValueError(f"{text}")'


def _length(kernel: Kernel, size: Any, scope: Scope) -> str:
    holder = next(p for p in kernel.parameters if size in p.axes)
    return f"{scope.spelled[holder.name]}.shape[{holder.axes.index(size) - len(holder.axes)}]"


def _batch(parameter: Parameter, scope: Scope) -> str:
    shape = f"{scope.spelled[parameter.name]}.shape"
    return f"{shape}[:-{len(parameter.axes)}]" if parameter.axes else shape
