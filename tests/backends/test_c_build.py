"""Finding C compilers, and what happens when there is none or one that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from symsoft import programs
from symsoft.backends import c
from symsoft.backends.c_build import STRICT, compile_c, compilers
from symsoft.backends.c_source import source
from symsoft.errors import SymsoftError, UnsupportedError
from symsoft.kernel import Kernel, Let, Parameter
from symsoft.language.terms import Fn, Index, Mul, Ref, Size, Sum
from symsoft.proof import Verdict

needs_compiler = pytest.mark.skipif(c.compiler() is None, reason="no C compiler is installed")

N = Size("n")
I, K = Index("i", N), Index("k", N)
KERNEL = Kernel(  # with an array in memory
    "f",
    "forward",
    (N,),
    (Parameter("x", (N,), "input"),),
    Parameter("y", (N,), "output"),
    (
        Let(Ref("t1", I), Fn("exp", Ref("x", I))),
        Let(Ref("t2"), Sum(Ref("t1", K), K)),
        Let(Ref("y", I), Mul(Ref("t1", I), Ref("t1", I), Ref("t2"))),
    ),
)


@pytest.fixture
def programs_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Path]:
    """Makes programs of these names the only ones there are; CC is not set."""
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    def make(*names: str, text: str = "exit 0") -> Path:
        for name in names:
            (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
            (tmp_path / name).chmod(0o755)
        return tmp_path

    return make


def test_two_programs_of_one_name_are_both_used(
    programs_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = programs_of("gcc") / "newer"
    other.mkdir()
    (other / "gcc").write_text("#!/bin/sh\nexit 0\n")
    (other / "gcc").chmod(0o755)
    monkeypatch.setenv("CC", str(other / "gcc"))
    assert list(c.tools()) == [str(other / "gcc"), "gcc"]


def test_every_compiler_is_used(
    programs_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = programs_of("gcc", "clang", "cc", "mine")
    assert compilers() == ("gcc", "clang")
    assert list(c.tools()) == ["gcc", "clang"]
    monkeypatch.setenv("CC", "mine -q")
    assert compilers() == ("mine -q", "gcc", "clang")
    assert list(c.tools()) == ["mine -q", "gcc", "clang"]
    monkeypatch.setenv("CC", "gcc -m32")
    assert list(c.tools()) == ["gcc -m32", "gcc", "clang"]
    monkeypatch.setenv("CC", str(folder / "clang"))
    assert compilers() == (str(folder / "clang"), "gcc")


def test_cc_stands_in(programs_of: Callable[..., Path]) -> None:
    programs_of("cc")
    assert compilers() == ("cc",)


def test_no_compiler(programs_of: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    programs_of()
    for command in ("no-such-compiler", "gcc 'unfinished"):
        monkeypatch.setenv("CC", command)
        assert c.compiler() is None
    with pytest.raises(UnsupportedError, match="no C compiler"):
        c.runner([KERNEL])


def test_code_that_no_compiler_can_run_is_skipped(programs_of: Callable[..., Path]) -> None:
    programs_of()
    skipped = next(programs.examined([KERNEL])).evidence
    assert (skipped.method, skipped.verdict) == ("c", Verdict.UNKNOWN)
    assert skipped.scope == "skipped"
    assert "no C compiler" in skipped.detail


def test_a_compiler_that_fails(programs_of: Callable[..., Path]) -> None:
    programs_of("gcc", text="echo note >&2\necho 'k.c:1: error: nonsense' >&2\nexit 1")
    with pytest.raises(SymsoftError, match=r"k.c:1: error: nonsense \(command: gcc -std") as caught:
        c.runner([KERNEL])
    assert "\n" not in str(caught.value)


@needs_compiler
def test_without_memory_the_whole_output_is_nan(tmp_path: Path) -> None:
    import ctypes

    for suffix, text in source([KERNEL], "test", stem="kernels").items():
        (tmp_path / f"kernels{suffix}").write_text(text)
    (tmp_path / "no.c").write_text(
        "#include <stddef.h>\nvoid *no_memory(size_t n);\n"
        "void *no_memory(size_t n)\n{\n    (void)n;\n    return NULL;\n}\n"
    )
    command = c.compiler()
    assert command is not None
    assert "when there is none, the whole output is NaN" in " ".join(
        (tmp_path / "kernels.h").read_text().replace(" * ", " ").split()
    )
    flags = ("-O1", "-shared", "-fPIC", "-Dmalloc=no_memory")
    built = compile_c(command, tmp_path, ["kernels.c", "no.c"], flags, "kernels.so")
    library = ctypes.CDLL(str(built))
    for real, number in (("f64", ctypes.c_double), ("f32", ctypes.c_float)):
        x, y = (number * 6)(*[1.0] * 6), (number * 6)(*[1.0] * 6)
        library[f"f_{real}"](ctypes.c_size_t(2), ctypes.c_size_t(3), x, y)
        assert all(v != v for v in y)


def test_warnings_are_errors() -> None:
    assert {"-std=c11", "-Wall", "-Wextra", "-Wconversion", "-Werror"} <= set(STRICT)
