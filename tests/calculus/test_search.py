"""The search ends in forms that a mathematician would leave: brackets kept, terms grouped."""

from __future__ import annotations

import pytest

from symsoft.calculus.book import full_book
from symsoft.calculus.cost import cost
from symsoft.calculus.derive import Deriver
from symsoft.calculus.search import nicest
from symsoft.checking.exact import decide
from symsoft.language.spelling import one_line
from symsoft.language.text import read_system, read_term
from symsoft.proof import Verdict

SCALARS = read_system(["f = a*b*c*d*h*t*x*m*s"], ("s > 0",))
VECTORS = read_system(["f = sum(a[k]*b[k]*c[k], k)*g"])


def best(line, system):
    e = read_term(line, system)
    lines = nicest(e, Deriver(system).context(), full_book())
    found = lines[-1].after if lines else e
    assert cost(found) <= cost(e)
    assert decide(system, e, found).verdict is Verdict.HOLDS
    return found


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("(a - b)**3/(b - a)", "-(a - b)**2"),
        ("2*(t - m)**2/s - (t - m)**2/s", "(t - m)**2/s"),
        ("a*h*(1 - h) - a*h*h", "a*h*(1 - 2*h)"),
        ("(a - b)*(c - d) + a - b", "(a - b)*(c - d + 1)"),
        ("2*s**2 - 3*(s**2 - (x - m)**2)", "3*(x - m)**2 - s**2"),
        ("a**(s - 1)*a", "a**s"),
        ("x*sign(x) + abs(x)", "2*abs(x)"),
        ("sqrt(2*pi)*a/sqrt(2)/sqrt(pi)", "a"),
    ],
)
def test_scalars(line, wanted):
    wanted = read_term(wanted, SCALARS)
    found = best(line, SCALARS)
    assert cost(found) == pytest.approx(cost(wanted)), one_line(found)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("sum(a[k]*b[k], k)*g - sum(a[k]*c[k], k)*g", "g*sum(a[k]*(b[k] - c[k]), k)"),
        ("a[i]*delta(i, j) - a[i]*b[j]", "a[i]*(delta(i, j) - b[j])"),
        ("sum(a[k], k)*b[j] - b[j]*a[i]", "b[j]*sum(a[k], k, k != i)"),
        ("sum(a[k] - a[k], k)*delta(i, j)/b[j] + a[i] - a[j]", "a[i] - a[j]"),
    ],
)
def test_vectors(line, wanted):
    assert best(line, VECTORS) == read_term(wanted, VECTORS)
