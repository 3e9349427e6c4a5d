"""The texts of a C source file and of its header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from symsoft.backends.c_header import banner, comment, contract
from symsoft.backends.c_names import HELPERS
from symsoft.backends.c_routine import Routine, body, plan_all, signature
from symsoft.backends.c_sums import BLOCK
from symsoft.backends.c_types import REALS, Real
from symsoft.display.templates import render
from symsoft.kernel import Kernel

BUILT_ON = {
    "fourth": ["square"],
    "sum": ["total"],
    "dot": ["total"],
    "add": ["total"],
    "value": ["total"],
}
"""The functions that functions of the generated code use."""


def source(
    kernels: Sequence[Kernel],
    command: str,
    notes: Sequence[str] = (),
    fixed: Mapping[str, int] | None = None,
    stem: str | None = None,
) -> dict[str, str]:
    """The texts of the source file and of its header, by their suffixes ``.c`` and ``.h``.

    ``command`` is what made them, for their first lines; ``notes`` are further lines for the
    header; ``fixed`` gives sizes that are constants; ``stem`` is the name of
    both files, by default the first kernel's.

    Raises ValueError without kernels or with two of one name, InputError for a fixed size that is
    too small, UnsupportedError for what C has no code for.
    """
    routines = plan_all(kernels, fixed or {})
    stem = stem or routines[0].stem
    functions = [
        {"signature": signature(r, real, restrict=True), "body": "\n".join(body(r, real))}
        for real in REALS
        for r in routines
    ]
    text = "\n".join(f["body"] for f in functions)
    used = {real: _helpers(text, real) for real in REALS}
    helpers = "".join(_helper_code(real, used[real]) for real in REALS)
    memory = any(r.plan.stored for r in routines)
    blocks = any("total" in names for names in used.values())
    top = banner(command)
    return {
        ".c": render(
            "c/source.c.j2",
            banner=top,
            stem=stem,
            memory=memory,
            blocks=blocks,
            block=BLOCK,
            product="sizes_product(" in text,
            sum="sizes_sum(" in text,
            helpers=helpers,
            functions=functions,
        ),
        ".h": render(
            "c/header.h.j2",
            banner=top,
            contract=contract(blocks, memory, any(r.needed for r in routines), notes),
            guard=f"SYMSOFT_{re.sub('[^A-Za-z0-9]', '_', stem).upper()}_H",
            routines=[_declared(r) for r in routines],
        ),
    }


def _declared(routine: Routine) -> dict[str, Any]:
    heads = [signature(routine, real, restrict=False) for real in REALS]
    return {"comment": comment(routine), "declarations": heads}


def _helpers(text: str, real: Real) -> set[str]:
    """The functions that the routines of a type call, and those that these call."""
    called = {h for h in HELPERS if re.search(rf"\b{real.name}_{h}\b", text)}
    return called.union(*(BUILT_ON.get(h, []) for h in called))


def _helper_code(real: Real, names: set[str]) -> str:
    return render(
        "c/helpers.c.j2",
        real=real.name,
        ctype=real.ctype,
        zero=real.zero,
        one=real.one,
        helpers=names,
    )


__all__ = ["source"]
