"""Identities of elementary functions: rules on a node without a derivative."""

from __future__ import annotations

from typing import Any

from sympy import S

from symsoft.calculus.book import rule
from symsoft.calculus.context import Context
from symsoft.calculus.signs import is_positive
from symsoft.language.terms import Add, Fn, Mul, Pow, power, times, total


@rule("exp-sum", "identity", "exp(x[i] + c)")
def exp_of_sum(node: Any, context: Context) -> Any:
    """exp(a + b) = exp(a) exp(b)"""
    if isinstance(node, Fn) and node.name == "exp" and isinstance(node.arg, Add):
        return times(*(Fn("exp", t) for t in node.arg.args))
    return None


@rule("log-product", "identity", "log(exp(x[i])*exp(y[i]))")
def log_of_product(node: Any, context: Context) -> Any:
    """log(a b) = log(a) + log(b)
    where a > 0 and b > 0; one of them is, if the other and the product are
    """
    if not _is_log(node) or not isinstance(node.arg, Mul):
        return None
    if sum(not is_positive(f, context.system) for f in node.arg.args) > 1:
        return None
    return total(Fn("log", f) for f in node.arg.args)


@rule("log-power", "identity", "log(exp(x[i])**2)")
def log_of_power(node: Any, context: Context) -> Any:
    """log(a**p) = p log(a)
    where a > 0
    """
    if not _is_log(node) or not isinstance(node.arg, Pow):
        return None
    if not is_positive(node.arg.base, context.system):
        return None
    return times(node.arg.exponent, Fn("log", node.arg.base))


@rule("log-exp", "identity", "log(exp(x[i]))")
def log_of_exp(node: Any, context: Context) -> Any:
    """log(exp(u)) = u"""
    if _is_log(node) and isinstance(node.arg, Fn) and node.arg.name == "exp":
        return node.arg.arg
    return None


@rule("tanh-exp", "stable", "tanh(x[i])", on=Fn)
def tanh_by_exponentials(node: Any, context: Context) -> Any:
    """tanh(u) = (exp(u) - exp(-u))/(exp(u) + exp(-u))"""
    if not isinstance(node, Fn) or node.name != "tanh":
        return None
    up, down = Fn("exp", node.arg), Fn("exp", times(S.NegativeOne, node.arg))
    return times(up - down, power(up + down, S.NegativeOne))


def _is_log(node: Any) -> bool:
    return isinstance(node, Fn) and node.name == "log"
