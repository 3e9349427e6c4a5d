"""Kernels: which routines there are, their parameters, and what is computed once."""

from __future__ import annotations

import pytest

from symsoft.calculus.results import derivation
from symsoft.catalog import definitions_of, entries
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.spelling import one_line
from symsoft.language.terms import D, Index, Ref, Size, Sum
from symsoft.language.text import read_system
from symsoft.lowering.routines import kernels

WANTED = ("delta", "explicit", "vjp", "jvp", "hvp", "stable")


def routines(definitions, by=("x",), given=(), kinks=(), keep=()):
    system = read_system(definitions, given, kinks, lookup=definitions_of)
    name = system.target.name
    found = kernels([derivation(name, system, v, wanted=WANTED, keep=keep) for v in by])
    return {k.name: k for k in found}


def lines(kernel):
    return [f"{one_line(let.target)} = {one_line(let.expr)}" for let in kernel.lets]


@pytest.fixture(scope="module")
def softmax():
    return routines(["y[i] = exp(x[i])/sum(exp(x[k]), k)"])


def test_an_array_has_four_routines(softmax):
    assert list(softmax) == ["y", "y_jacobian", "y_vjp", "y_jvp"]


def test_a_scalar_has_four_others():
    loss = ["y = softmax(x)", "L = -sum(t[k]*log(y[k]), k)"]
    assert list(routines(loss)) == ["L", "L_grad", "L_jvp", "L_hvp"]


def test_several_variables_are_named():
    names = list(routines(["y[i] = exp(x[i]/T)/sum(exp(x[k]/T), k)"], ("x", "T")))
    assert names[1:] == [
        "y_jacobian_x",
        "y_vjp_x",
        "y_jvp_x",
        "y_jacobian_T",
        "y_vjp_T",
        "y_jvp_T",
    ]


def test_forward_is_shifted_and_takes_each_exponential_once(softmax):
    assert lines(softmax["y"]) == [
        "t1 = max(x[k], k)",
        "y[k] = exp(x[k] - t1)",
        "t2 = sum(y[k], k)",
        "y[i] = y[i]/t2",
    ]


def test_a_derivative_of_0_knows_its_sizes():
    found = routines(["y[i] = where(x[i] > a, x[i]**2, -x[i])"], ("x", "a"))
    assert [p.name for p in found["y_jvp_a"].parameters] == ["x", "v"]
    assert [p.name for p in found["y_vjp_a"].parameters] == ["g"]


def test_a_derivative_that_counts_knows_the_size():
    kernel = routines(["s = sum(c + w[k], k)"], ("c",))["s_grad"]
    assert lines(kernel) == ["out = n"]
    assert [p.name for p in kernel.parameters] == ["w"]
    assert [s.name for s in kernel.sizes] == ["n"]


def test_a_derivative_takes_the_saved_output(softmax):
    vjp = softmax["y_vjp"]
    assert [(p.name, p.role) for p in vjp.parameters] == [("y", "saved"), ("g", "cotangent")]


def test_contraction_never_forms_the_jacobian(softmax):
    for name in ("y_vjp", "y_jvp"):
        assert all(len(let.target.indices) <= 1 for let in softmax[name].lets)


def test_the_loss_is_fused_on_the_logits():
    loss = routines(["y = softmax(x)", "L = -sum(t[k]*log(y[k]), k)"])["L"]
    assert [p.name for p in loss.parameters] == ["x", "t"]
    assert all("y" not in line for line in lines(loss))


def test_a_quantity_in_between_is_computed_first():
    layer = ["z[i] = sum(W[i,a]*h[a], a) + b[i]", "y = softmax(z)"]
    forward = routines(layer, ("W",))["y"]
    assert [p.name for p in forward.parameters] == ["W", "h", "b"]
    assert [s.name for s in forward.sizes] == ["n", "m"]


LAYER = "z[i] = sum(W[i,k]*x[k], k)"


def test_an_error_that_goes_by_its_name_is_computed_once_and_safe_from_overflow():
    loss = "L = sum(log(1 + exp(z[i])) - t[i]*z[i], i)"
    kernel = routines([LAYER, loss], ("W",), keep=("z",))["L_grad"]
    *_, error, result = lines(kernel)
    assert error == "t1[j] = exp(minimum(z[j], 0))/(1 + exp(-abs(z[j]))) - t[j]"
    assert result == "out[p,q] = t1[p]*x[q]"


def test_an_array_is_contracted_though_its_derivative_goes_by_its_name():
    found = routines([LAYER, "y[i] = exp(z[i])/sum(exp(z[k]), k)"], keep=("z",))
    for routine in ("jacobian", "vjp"):
        kernel = found[f"y_{routine}"]
        longest = 2 if routine == "jacobian" else 1
        assert all(len(let.target.indices) <= longest for let in kernel.lets)
        assert all("delta" not in line for line in lines(kernel))


def test_a_name_that_is_taken_moves_the_cotangent():
    found = routines(["y[i] = g[i]**2"], ("g",))["y_vjp"]
    assert [p.name for p in found.parameters] == ["g", "g_"]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(entries()))
def test_every_entry_of_the_catalogue_has_kernels(name):
    entry = entries()[name]
    by = entry.wrt or ("x",)
    found = routines(entry.definitions, by, entry.given, entry.kinks)
    assert len(found) == 1 + 3 * len(by)


def test_other_names_give_the_same_kernels():
    plain = routines(["y[i] = exp(x[i])/sum(exp(x[k]), k)"])
    other = routines(["b[p] = exp(a[p])/sum(exp(a[q]), q)"], ("a",))
    for one, two in zip(plain.values(), other.values(), strict=True):
        assert [type(let.expr) for let in one.lets] == [type(let.expr) for let in two.lets]
        assert len(one.parameters) == len(two.parameters)


N = Size("n")
K = Index("k", N)
X = Parameter("x", (N,), "input")


def kernel(*lets):
    return Kernel("f", "forward", (N,), (X,), Parameter("f", (), "output"), lets)


def test_a_kernel_refuses_what_no_target_could_print():
    with pytest.raises(UnsupportedError, match="no code form"):
        kernel(Let(Ref("f"), Sum(D(Ref("x", K), Ref("x", K)), K)))
    with pytest.raises(ValueError, match="before it is there"):
        kernel(Let(Ref("f"), Ref("w")))
    with pytest.raises(ValueError, match="leaves indices free"):
        kernel(Let(Ref("f"), Ref("x", K)))
    with pytest.raises(ValueError, match="never computes"):
        kernel(Let(Ref("h"), Sum(Ref("x", K), K)))
    with pytest.raises(ValueError, match="reduction inside"):
        kernel(Let(Ref("f"), 1 + Sum(Ref("x", K), K)))
