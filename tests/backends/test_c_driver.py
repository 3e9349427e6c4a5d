"""Generated C as other programs meet it: compilers, sanitizers, the example, C++."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import product
from pathlib import Path

import pytest

from symsoft.backends import c
from symsoft.errors import InputError, SymsoftError, UnsupportedError
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import Delta, Fn, Index, Max, Ref, Same, Size, Sum

N, M, P = Size("n"), Size("m"), Size("p")
I, J, K = (Index(letter, N) for letter in "ijk")
L, R = Index("l", M), Index("r", P)
T1, T2 = Ref("t1"), Ref("t2")

needs_compiler = pytest.mark.skipif(c.compiler() is None, reason="no C compiler is installed")

SOFTMAX = Kernel(
    "softmax",
    "forward",
    (N,),
    (Parameter("x", (N,), "input"),),
    Parameter("y", (N,), "output"),
    (
        Let(T1, Max(Ref("x", K), K)),
        Let(Ref("y", I), Fn("exp", Ref("x", I) - T1)),
        Let(T2, Sum(Ref("y", K), K)),
        Let(Ref("y", I), Ref("y", I) / T2),
    ),
)
CLASHING = Kernel(  # two temporaries in memory, names that C or the contract has uses for
    "class",
    "vjp",
    (N, M, P),
    tuple(
        Parameter(*fields, "input")
        for fields in (("y0", (N, M)), ("int", (M, P)), ("g", ()), ("σ", (N,)), ("unused", (P,)))
    ),
    Parameter("row", (N, N), "output"),
    (
        Let(Ref("t1", I, R), Sum(Ref("y0", I, L) * Ref("int", L, R), L)),
        Let(Ref("t2", I), Sum(Ref("t1", I, R), R, 2)),
        Let(Ref("row", I, J), Ref("t2", I) * Ref("σ", J) * Delta(I, 1) / Ref("g")),
        Let(Ref("row", I, J), Ref("row", J, I) + Ref("t1", I, 2)),
    ),
)
KERNELS = [SOFTMAX, CLASHING]
FIXED = [None, {"n": 1}, {"n": 4, "p": 3}, {"n": 200, "m": 1, "p": 2}]
WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-pedantic", "-Werror"]


def write(folder: Path, texts: dict[str, str]) -> None:
    for suffix, text in texts.items():
        (folder / f"k{suffix}").write_text(text, encoding="utf-8")


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize("compiler", ["gcc", "clang"])
@pytest.mark.parametrize("fixed", FIXED)
@pytest.mark.parametrize("level", ["-O0", "-O3"])
def test_compiles_without_a_warning(
    compiler: str, fixed: dict[str, int] | None, level: str, tmp_path: Path
) -> None:
    if shutil.which(compiler) is None:
        pytest.skip(f"{compiler} is not installed")
    write(tmp_path, c.source(KERNELS, "test /* in */ a comment", fixed=fixed, stem="k"))
    run(tmp_path, compiler, "-std=c11", level, *WARNINGS, "-c", "k.c")


def test_header_is_for_cpp_too(tmp_path: Path) -> None:
    if shutil.which("g++") is None:
        pytest.skip("g++ is not installed")
    write(tmp_path, c.source(KERNELS, "test", stem="k"))
    user = '#include <complex>\n#include "k.h"\n#include "k.h"\nint main() { return 0; }\n'
    (tmp_path / "user.cpp").write_text(user)
    run(tmp_path, "g++", *WARNINGS, "-fsyntax-only", "user.cpp")


@needs_compiler
@pytest.mark.parametrize("fixed", FIXED)
def test_sanitizers_find_nothing(fixed: dict[str, int] | None) -> None:
    lengths = product((0, 1, 3), (0, 1, 2, 129), (0, 1, 3), (0, 1, 2, 130))
    shapes = [dict(zip(("rows", "n", "m", "p"), s, strict=True)) | (fixed or {}) for s in lengths]
    distinct = [dict(pairs) for pairs in dict.fromkeys(tuple(s.items()) for s in shapes)]
    assert c.sanitised_check(KERNELS, distinct, fixed=fixed) == 4 * len(distinct)


@needs_compiler
def test_sanitizers_see_a_read_beyond_the_end() -> None:
    wrong = Kernel(
        "wrong",
        "forward",
        (N, M),
        (Parameter("x", (N,), "input"), Parameter("z", (M,), "input")),
        Parameter("out", (M,), "output"),
        (Let(Ref("out", L), Ref("x", L) + Ref("z", L)),),
    )
    with pytest.raises(SymsoftError, match="heap-buffer-overflow"):
        c.sanitised_check([wrong], [{"rows": 1, "n": 1, "m": 5}])


@needs_compiler
@pytest.mark.parametrize("fixed", [None, {"n": 4}])
def test_example(fixed: dict[str, int] | None, tmp_path: Path) -> None:
    write(tmp_path, c.source([SOFTMAX], "test", fixed=fixed, stem="k"))
    (tmp_path / "main.c").write_text(c.example(SOFTMAX, fixed, stem="k"))
    compiler = c.compiler()
    assert compiler is not None
    run(tmp_path, *compiler.split(), "-std=c11", *WARNINGS, "main.c", "k.c", "-o", "main", "-lm")
    values = [float(line) for line in run(tmp_path, "./main").split()]
    n = (fixed or {}).get("n", 3)
    assert len(values) == 2 * n
    assert sum(values[:n]) == pytest.approx(1, abs=1e-15)
    assert sum(values[n:]) == pytest.approx(1, abs=1e-15)


def test_names_that_clash_are_changed_and_said() -> None:
    header = c.source([CLASHING], "test")[".h"]
    assert (
        "void class_f64(size_t rows, size_t n, size_t m, size_t p, const double *y0_, "
        "const double *int_,\n    double g_, const double *sigma, const double *unused, "
        "double *row_);"
    ) in header
    for said in ("y0 is called y0_ here", "g is called g_ here", "σ is called sigma here"):
        assert said in header


def test_other_names_give_the_same_code() -> None:
    text = c.source([SOFTMAX], "test", stem="k")[".c"]
    renamed = Kernel(
        "other",
        "forward",
        (N,),
        (Parameter("b", (N,), "input"),),
        Parameter("a", (N,), "output"),
        (
            Let(T1, Max(Ref("b", K), K)),
            Let(Ref("a", I), Fn("exp", Ref("b", I) - T1)),
            Let(T2, Sum(Ref("a", K), K)),
            Let(Ref("a", I), Ref("a", I) / T2),
        ),
    )
    other = c.source([renamed], "test", stem="k")[".c"]
    body = text[text.index("void softmax_f64") :]
    for old, new in (("softmax", "other"), ("x", "b"), ("y", "a")):
        body = re.sub(rf"\b{old}(?=\b|_)", new, body)
    assert other.endswith(body)


def test_what_has_no_code_form_is_refused() -> None:
    with pytest.raises(InputError, match="there is no size q here; the sizes are n"):
        c.source([SOFTMAX], "test", fixed={"q": 1})
    with pytest.raises(InputError, match="needs p of at least 2, not 1"):
        c.source([CLASHING], "test", fixed={"p": 1})
    with pytest.raises(ValueError, match="no kernel"):
        c.source([], "test")
    with pytest.raises(ValueError, match="two kernels are called softmax"):
        c.source([SOFTMAX, SOFTMAX], "test")
    out = Parameter("out", (N,), "output")
    for expr, said in ((Fn("gamma", Ref("out", I)), "gamma"), (Same(I, I), "Same")):
        lets = (Let(Ref("out", I), N), Let(Ref("out", I), expr))
        with pytest.raises(UnsupportedError, match=said):
            c.source([Kernel("f", "forward", (N,), (), out, lets)], "test")
