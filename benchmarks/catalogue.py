"""What each catalogue entry costs, and how the cost grows with what is derived.

    python benchmarks/catalogue.py [--entry softmax] [--layers 16] [--check 4] [--no-code]

Chains of dense layers, of residual layers that share their weights, and of functions inside each
other.

Seconds of processor time, for orientation; across runs only the ratios mean anything.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from symsoft import api, programs
from symsoft.catalog import entries
from symsoft.checking.check import check_derivation, verdict
from symsoft.errors import SymsoftError
from symsoft.proof import Verdict


def spent(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Processor seconds of this process and of its children (compilers), and what came out."""
    own, children = time.process_time(), os.times()
    result = work()
    after = os.times()
    below = after.children_user + after.children_system
    below -= children.children_user + children.children_system
    return time.process_time() - own, below, result


def layers(count: int) -> list[str]:
    """A chain of dense layers with tanh: two definitions a layer, then a squared error."""
    found, before = [], "x"
    for q in range(1, count + 1):
        found.append(f"z{q}[i] = sum(W{q}[i, k]*{before}[k], k) + b{q}[i]")
        found.append(f"h{q}[i] = tanh(z{q}[i])")
        before = f"h{q}"
    return [*found, f"L = sum(({before}[i] - t[i])**2, i)/2"]


def residual(count: int) -> list[str]:
    """So many residual layers that share their weights, then a sum of squares."""
    layer = "h{1}[i] = h{0}[i] + tanh(sum(W[i, k]*h{0}[k], k))"
    found = (layer.format(q, q + 1) for q in range(count))
    return ["h0[i] = x[i]", *found, f"L = sum(h{count}[i]**2, i)"]


def nested(count: int) -> list[str]:
    """So many exponentials inside each other."""
    return [f"y[i] = {'exp(' * count}x[i]/T{')' * count}"]


def derived(problem: api.Problem, **options: Any) -> tuple[float, float, str]:
    """Seconds to derive, seconds to check, the verdict."""
    derive, _, found = spent(partial(api.derivations, problem, **options))
    check, _, checked = spent(lambda: [check_derivation(d) for d in found])
    return derive, check, api.worst(verdict(d) for d in checked).value


def entry_row(name: str, code: bool) -> None:
    problem = api.state(name)
    derive, check, said = derived(problem)
    cells = [f"{derive:7.2f}", f"{check:7.2f}", f"{said:>8}"]
    if code:
        own, below, shown = spent(lambda: code_verdict(problem))
        cells += [f"{own + below:7.2f}", f"{shown:>8}"]
    print(f"{name:20}", *cells, flush=True)


def code_verdict(problem: api.Problem) -> str:
    try:
        found = [e.evidence.verdict for e in programs.examined(programs.routines(problem))]
    except SymsoftError as error:
        return type(error).__name__
    return api.worst(found or [Verdict.UNKNOWN]).value


def chain(stated: Callable[[int], list[str]], by: str, most: int, checked: int) -> None:
    """The derivative by one quantity, delta form; short chains are checked too."""
    print(f"\n{stated.__name__:6}   what      seconds  t(2k)/t(k)")
    before: dict[str, float] = {}
    count = 2
    while count <= most:
        problem = api.state(define=stated(count), wrt=[by])
        if count <= checked:
            derive, check, said = derived(problem, forms=["delta"])
            taken = {"derive": derive, "check": check}
        else:
            derive, _, _ = spent(partial(api.derivations, problem, forms=["delta"]))
            taken, said = {"derive": derive}, ""
        for what, value in taken.items():
            ratio = f"{value / before[what]:6.2f}" if what in before else ""
            print(f"{count:6} {what:8} {value:8.2f} {ratio:6} {said}", flush=True)
        before = taken
        count *= 2


def main() -> None:
    parser = argparse.ArgumentParser(description="processor seconds per entry, growth per layer")
    parser.add_argument("--entry", action="append", help="these entries only (default: all)")
    parser.add_argument("--no-entries", action="store_true")
    parser.add_argument("--layers", type=int, default=16, help="the longest chain")
    parser.add_argument("--check", type=int, default=16, help="the longest chain that is checked")
    parser.add_argument("--no-code", action="store_true", help="do not run generated code")
    asked = parser.parse_args()
    print(f"load: {os.getloadavg()[0]:.1f}")
    if not asked.no_entries:
        print(f"{'entry':20}  derive   check  verdict    code  verdict")
        for name in asked.entry or entries():
            entry_row(name, not asked.no_code)
    chain(layers, "W1", asked.layers, asked.check)
    # What both layers of a pair need is multiplied out, so few of these are many.
    chain(residual, "W", min(asked.layers, 4), asked.check)
    chain(nested, "x", asked.layers, asked.check)


if __name__ == "__main__":
    main()
