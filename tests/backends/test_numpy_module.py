"""The NumPy module as a file: its text, its header, its names, what it refuses."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sympy import Integer

from symsoft.backends import BACKENDS
from symsoft.errors import UnsupportedError
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import Compare, Delta, Fn, Index, Max, Ref, Size, Sum, Where, plus

NUMPY = BACKENDS["numpy"]
n, m = Size("n"), Size("m")
ROLES = {"y": "saved", "g": "cotangent", "v": "tangent"}


def family_of(x: str, y: str, name: str, letters: str, size: Size = n) -> tuple[Kernel, ...]:
    """Softmax with its VJP and Jacobian, under any names."""
    i, j, k = (Index(letter, size) for letter in letters)
    given, saved = Parameter(x, (size,), "input"), Parameter(y, (size,), "saved")
    cotangent = Parameter("g", (size,), "cotangent")
    t1, t2 = Ref("t1"), Ref("t2")
    forward = (
        Let(t1, Max(Ref(x, k), k)),
        Let(Ref(y, i), Fn("exp", Ref(x, i) - t1)),
        Let(t2, Sum(Ref(y, k), k)),
        Let(Ref(y, i), Ref(y, i) / t2),
    )
    back = (
        Let(t1, Sum(Ref("g", k) * Ref(y, k), k)),
        Let(Ref("out", j), Ref(y, j) * (Ref("g", j) - t1)),
    )
    both = (Let(Ref("out", i, j), Ref(y, i) * (Delta(i, j) - Ref(y, j))),)
    out, square = Parameter("out", (size,), "output"), Parameter("out", (size, size), "output")
    value = Parameter(y, (size,), "output")
    return (
        Kernel(name, "forward", (size,), (given,), value, forward),
        Kernel(f"{name}_vjp", "vjp", (size,), (saved, cotangent), out, back),
        Kernel(f"{name}_jacobian", "jacobian", (size,), (saved,), square, both),
    )


FAMILY = family_of("x", "y", "softmax", "ijk")
I = Index("i", n)


def elementwise(expr: Any, *names: str) -> Kernel:
    """out[i] = expr over vectors of these names."""
    parameters = tuple(Parameter(x, (n,), ROLES.get(x, "input")) for x in names or ("x",))
    output = Parameter("out", (n,), "output")
    return Kernel("f", "forward", (n, m), parameters, output, (Let(Ref("out", I), expr),))


def text(*kernels: Kernel, notes: tuple[str, ...] = ()) -> str:
    return NUMPY.source(kernels, "symsoft derive f --format numpy", notes)[".py"]


def body_of(source: str, name: str) -> list[str]:
    """The statements of one function."""
    whole = source.split(f"def {name}(", 1)[1].split("\n\n\n", 1)[0]
    return [line.strip() for line in whole.rsplit('"""', 1)[1].strip().splitlines()]


LONG = elementwise(
    plus(
        *(
            Fn("exp", Ref("x", I) * q) * Ref("second", I) / (Ref("third", I) + q)
            for q in range(1, 12)
        )
    ),
    *("x", "second", "third", "a_parameter_with_a_long_name", "another_one_with_a_long_name"),
)
OTHERS = elementwise(Max(Ref("x", Index("k", n)), Index("k", n), I, 2))
CHOICE = elementwise(Where(Compare(">", Ref("x", I), 0), Ref("y", I), 0), "x", "y")
SAMPLES = {"family": FAMILY, "long": (LONG,), "others": (OTHERS,), "choice": (CHOICE,)}


@pytest.fixture(scope="module")
def family() -> Any:
    return NUMPY.runner(FAMILY)


# -- the text --------------------------------------------------------------------------------
def test_softmax_is_what_a_person_writes() -> None:
    source = text(*FAMILY)
    assert body_of(source, "softmax") == [
        '(x,) = _arrays(("x", x, "n"))',
        "t1 = x.max(axis=-1, keepdims=True, initial=-np.inf)",
        "y = x - t1",
        "np.exp(y, out=y)",
        "t2 = y.sum(axis=-1, keepdims=True)",
        "y /= t2",
        "return y",
    ]
    assert body_of(source, "softmax_vjp") == [
        'y, g = _arrays(("y", y, "n"), ("g", g, "n"))',
        "t1 = (y * g).sum(axis=-1, keepdims=True)",
        "return y * (g - t1)",
    ]
    assert body_of(source, "softmax_jacobian") == [
        '(y,) = _arrays(("y", y, "n"))',
        "n = y.shape[-1]",
        "return y[..., :, None] * (np.eye(n, dtype=y.dtype) - y[..., None, :])",
    ]


def test_row_quantities_keep_the_axis_that_they_need() -> None:
    """The standardised x: no [..., None] anywhere."""
    k = Index("k", n)
    t1, mu, t2, s, y = Ref("t1"), Ref("mu"), Ref("t2"), Ref("s"), Ref("y", I)
    lets = (
        Let(t1, Sum(Ref("x", k), k)),
        Let(mu, t1 / n),
        Let(t2, Sum((Ref("x", k) - mu) ** 2, k)),
        Let(s, Fn("log", t2 / n)),
        Let(y, (Ref("x", I) - mu) / s),
    )
    parameters = (Parameter("x", (n,), "input"),)
    made = Kernel("f", "forward", (n,), parameters, Parameter("y", (n,), "output"), lets)
    assert body_of(text(made), "f")[2:] == [
        "t1 = x.sum(axis=-1, keepdims=True)",
        "mu = t1 / n",
        "t2 = ((x - mu) ** 2).sum(axis=-1, keepdims=True)",
        "s = np.log(t2 / n)",
        "return (x - mu) / s",
    ]
    x = np.array([[1.0, 2, 6], [0, 1, 5]])
    wanted = (x - x.mean(-1, keepdims=True)) / np.log(x.var(-1, keepdims=True))
    np.testing.assert_allclose(NUMPY.runner([made])["f"](x), wanted)


def test_other_names_give_the_same_code() -> None:
    other = text(*family_of("logits", "p", "f", "abq", Size("m")))
    for suffix in ("", "_vjp", "_jacobian"):
        mine, theirs = body_of(text(*FAMILY), f"softmax{suffix}"), body_of(other, f"f{suffix}")
        renamed = {"logits": "x", "p": "y", "m": "n"}
        assert [_words(line, renamed) for line in theirs] == mine


def _words(line: str, changed: dict[str, str]) -> str:
    return re.sub(r"[A-Za-z_]\w*", lambda found: changed.get(found[0], found[0]), line)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_file_runs_and_is_formatted(
    sample: str, tmp_path: Path, process: Callable[..., Any]
) -> None:
    path = tmp_path / "made.py"
    path.write_text(text(*SAMPLES[sample]), encoding="utf-8")
    done = process("-W", "error", str(path))
    assert (done.code, done.err) == (0, "")
    assert all(f"{k.name}(" in done.out for k in SAMPLES[sample])
    ruff = shutil.which("ruff") or str(Path(sys.executable).with_name("ruff"))
    if not Path(ruff).exists():
        pytest.skip("ruff is not installed")
    for command in (["format", "--check", "--line-length", "100"], ["check"]):
        call = [ruff, *command, "--isolated", "--no-cache", str(path)]
        shown = subprocess.run(call, capture_output=True, text=True, check=False)
        assert shown.returncode == 0, shown.stdout


def test_worked_example_saves_the_forward_value() -> None:
    assert "    y = softmax(x)\n" in text(*FAMILY)
    assert "    y_ = y(x)\n" in text(*family_of("x", "y", "y", "ijk"))


def test_long_statements_are_cut() -> None:
    source = text(LONG)
    assert max(map(len, source.splitlines())) <= 100
    arrays = np.random.default_rng(4).uniform(0.1, 0.2, (5, 3))
    x, second, third = arrays[:3]
    wanted = sum(np.exp(x * q) * second / (third + q) for q in range(1, 12))
    np.testing.assert_allclose(NUMPY.runner([LONG])["f"](*arrays), wanted, rtol=1e-14)


def test_hash_seeds_give_the_same_bytes(process: Callable[..., Any]) -> None:
    script = f"""
import runpy
made = runpy.run_path({__file__!r})
for kernels in made["SAMPLES"].values():
    print(made["text"](*kernels))
"""
    runs = [process("-c", script, PYTHONHASHSEED=seed) for seed in ("1", "2")]
    assert runs[0].code == 0, runs[0].err
    assert runs[0].out == runs[1].out
    assert runs[0].out == "".join(f"{text(*kernels)}\n" for kernels in SAMPLES.values())


# -- the header ------------------------------------------------------------------------------
def test_header_says_where_it_comes_from() -> None:
    command = 'symsoft derive --define "y[i] = \\x" --note \'"""\''
    source = NUMPY.source(FAMILY, command, ["valid where x[k] > 0"])[".py"]
    module: dict[str, Any] = {"__name__": "made"}
    exec(compile(source, "made", "exec"), module)
    assert f"Made by: {command}" in module["__doc__"]
    assert "valid where x[k] > 0" in module["__doc__"]
    assert "t1 = sum(g[k]*y[k], k)" in module["softmax_vjp"].__doc__
    assert "y: (..., n)" in module["softmax_vjp"].__doc__


@pytest.mark.parametrize("name", ["g", "v", "rows", "lambda", "np", "n", "m", "float", "batch"])
def test_clashing_names_get_an_underscore(name: str) -> None:
    made = elementwise(Ref(name, I) + Ref("x", I), "x", name)
    parameters = tuple(Parameter(p.name, p.axes, "input") for p in made.parameters)
    made = Kernel("f", "forward", (n, m), parameters, made.output, made.lets)
    source = text(made)
    assert f"def f(x: ArrayLike, {name}_: ArrayLike)" in source
    assert f"- {name} is called {name}_." in source
    assert NUMPY.runner([made])["f"]([1.0], [2.0]).tolist() == [3]


def test_names_that_an_underscore_would_make_clash() -> None:
    made = elementwise(Ref("lambda", I) - Ref("lambda_", I), "lambda", "lambda_")
    assert "def f(lambda__: ArrayLike, lambda_: ArrayLike)" in text(made)
    assert NUMPY.runner([made])["f"]([3.0], [1.0]).tolist() == [2]


def test_directions_keep_their_names() -> None:
    assert "def f(g: ArrayLike, v: ArrayLike)" in text(
        elementwise(Ref("g", I) * Ref("v", I), "g", "v")
    )


def test_a_function_called_like_a_keyword() -> None:
    made = family_of("x", "y", "lambda", "ijk")
    assert "def lambda_(" in text(*made)
    assert NUMPY.runner(made)["lambda"]([0.0, 0.0]).tolist() == [0.5, 0.5]


# -- errors ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ((np.zeros(3), np.zeros(4)), ["g has shape (4,)", "y has shape (3,)", "axes n"]),
        ((np.zeros(3), 1.0), ["g has shape ()", "(..., n)"]),
        ((np.zeros((2, 3)), np.zeros((4, 3))), ["y has shape (2, 3)", "g has shape (4, 3)"]),
    ],
)
def test_wrong_shapes(family: Any, arrays: tuple[Any, ...], words: list[str]) -> None:
    with pytest.raises(ValueError, match="has shape") as error:
        family["softmax_vjp"](*arrays)
    assert all(word in str(error.value) for word in words)


def test_length_one_is_no_match_for_an_index(family: Any) -> None:
    with pytest.raises(ValueError, match="axes n are 1 and 3"):
        family["softmax_vjp"](np.zeros(3), np.zeros(1))


def test_an_entry_that_is_not_there() -> None:
    made = elementwise(Ref("x", 3) + Ref("x", I))
    with pytest.raises(ValueError, match=r"x has shape \(2,\).*needs 3 entries"):
        NUMPY.runner([made])["f"]([1.0, 2.0])


@pytest.mark.parametrize("value", [[1j, 2], ["a", "b"], [None, 1]])
def test_only_real_numbers(family: Any, value: Any) -> None:
    with pytest.raises(TypeError, match="x: real numbers are needed"):
        family["softmax"](value)


@pytest.mark.parametrize(
    ("expr", "word"),
    [
        (Ref("x", I) * Integer(10) ** 400, "the number 1e400 is beyond the range of double"),
        (Ref("x", I) * m, "can't know the size m"),
        (Ref("x", I) * I, "NumPy has no form for i"),
    ],
)
def test_unsupported(expr: Any, word: str) -> None:
    with pytest.raises(UnsupportedError, match=word):
        text(elementwise(expr))


def test_registry() -> None:
    assert BACKENDS["numpy"].suffix == ".py"
    with pytest.raises(ValueError, match="no kernel"):
        NUMPY.source([], "")
    with pytest.raises(ValueError, match="two kernels are called softmax"):
        NUMPY.runner([FAMILY[0], FAMILY[0]])


def test_a_statement_is_measured_as_it_is_written(generated):
    """A row quantity that has been overwritten keeps its last axis, and the line needs no cut."""
    text = BACKENDS["numpy"].source(generated.kernels("ce-batch"), "test")[".py"]
    assert "np.where(T == 0, 0, T * (X - (t1 + t2))).sum(axis=-1)" in text
