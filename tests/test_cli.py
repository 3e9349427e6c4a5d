"""The command line: every bad input is one clear line, an exit code, and no file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from symsoft.catalog import entries, known
from symsoft.cli import main
from symsoft.targets import TARGETS

Command = Callable[..., Any]
ROOT = Path(__file__).parent.parent

BAD = {
    "unknown command": (["derve"], 2, "no command 'derve'; did you mean derive?"),
    "unknown option": (["derive", "--forn", "delta"], 2, "no option --forn; did you mean --form?"),
    "unknown entry": (["derive", "sofmax"], 2, "sofmax.*did you mean softmax"),
    "unknown rule": (["explain", "quotent"], 2, "quotent.*did you mean quotient?"),
    "unknown form": (["derive", "--form", "dleta"], 2, "dleta.*did you mean delta?"),
    "unknown format": (["derive", "--format", "latx"], 2, "latx.*did you mean latex?"),
    "unknown language": (["derive", "--lang", "zh-WT"], 2, "--lang: .*did you mean zh-TW?"),
    "unknown list format": (["list", "--format", "jsn"], 2, "jsn.*did you mean json?"),
    "unknown route": (["derive", "--route", "lg"], 2, "lg.*did you mean log?"),
    "unknown suffix": (["derive", "-o", "f.texx"], 2, "texx.*did you mean .tex?"),
    "no suffix": (["derive", "-o", "f"], 2, "no suffix"),
    "two files": (["derive", "-o", "f.tex", "-o", "f.pdf"], 2, "-o is given twice"),
    "code called otherwise": (
        ["derive", "-o", "f.py", "--format", "c"],
        2,
        "c goes to a file with .c",
    ),
    "unknown shell": (["completion", "csh"], 2, "csh"),
    "entry and definitions": (["derive", "softmax", "--define", "y = x"], 2, "not both"),
    "all and an entry": (["verify", "--all", "softmax"], 2, "--all"),
    "no jobs": (["verify", "--all", "--jobs", "0"], 2, "jobs"),
    "syntax": (["derive", "--define", "y[i] = exp(x[i]"], 2, r"column \d+\)"),
    "not a definition": (["derive", "--define", "x[i]"], 2, "="),
    "empty definition": (["derive", "--define", ""], 2, ""),
    "summed and free": (["derive", "--define", "y[i] = sum(x[i], i)"], 2, "i"),
    "free only on the right": (["derive", "--define", "y[i] = x[i]*x[j]"], 2, "j"),
    "two ranks": (["derive", "--define", "y[i] = x[i] + sum(x[i, j], j)"], 2, "x"),
    "two ranges": (
        [
            "derive",
            *("--define", "y[i] = sum(W[i, k], k)"),
            *("--given", "delta(i, k)*W[i, k] = 0"),
        ],
        2,
        "different axes",
    ),
    "cycle": (["derive", "--define", "a = b", "--define", "b = a"], 2, ""),
    "defined by itself": (["derive", "--define", "a = a + 1"], 2, "a"),
    "defined twice": (["derive", "--define", "a = x", "--define", "a = x**2"], 2, "a"),
    "wrt something absent": (["derive", "--define", "y[i] = x[i]", "--wrt", "z"], 2, "'z'"),
    "wrt itself": (["derive", "--define", "y[i] = x[i]", "--wrt", "y"], 2, "'y'"),
    "keep an input": (["derive", "bp", "--keep", "t"], 2, "--keep t: t is an input"),
    "keep what is not there": (["derive", "bp", "--keep", "z3"], 2, "there is no 'z3'"),
    "keep what is not between": (
        ["derive", "bp", "--wrt", "z2", "--keep", "z1"],
        2,
        "z1 is not between C and z2",
    ),
    "nothing to differentiate by": (["derive", "--define", "y = 1"], 2, "no input"),
    "n = 0": (["derive", "--n", "0"], 2, "at least 1"),
    "n < 0": (["derive", "--n", "-3"], 2, "at least 1"),
    "n is no number": (["derive", "--n", "four"], 2, "'four' is not a whole number"),
    "n is not whole": (["derive", "--n", "4.5"], 2, "'4.5' is not a whole number"),
    "n is too long": (["derive", "--n", "9" * 5000], 2, "not a whole number"),
    "n of an unknown range": (["derive", "--n", "q=4"], 2, "no range 'q'"),
    "n twice": (["derive", "--n", "n=4,n=5"], 2, "twice"),
    "n malformed": (["derive", "--n", "n="], 2, "n="),
    "unwritable output": (["derive", "-o", "/proc/none/f.tex"], 2, "can't write /proc/none/f.tex"),
    "missing parent": (["derive", "-o", "none/out/"], 2, "the folder none doesn't exist"),
    "empty output": (["derive", "-o", ""], 2, "empty"),
    "kink without a value": (["derive", "--define", "y = abs(x)"], 2, "abs"),
    "malformed kink": (["derive", "--define", "y = abs(x)", "--kink", "abs(0)"], 2, ""),
    "contradiction": (
        ["derive", "--define", "y = log(x)", "--given", "x > 0", "--given", "x < 0"],
        1,
        "contradict",
    ),
    "condition contradicted": (["derive", "--define", "y = log(x)", "--given", "x < 0"], 1, "x"),
    "nested calls": (["derive", "--define", f"y = {'exp(' * 10_000}x{')' * 10_000}"], 2, "nested"),
    "nested signs": (["derive", "--define", f"y = {'-' * 10_000}x"], 2, "nested"),
    "nested powers": (["derive", "--define", f"y = {'x**' * 10_000}x"], 2, "too long"),
}


@pytest.mark.parametrize("mistake", BAD)
def test_bad_input(mistake: str, symsoft: Command, tmp_path: Path) -> None:
    args, code, message = BAD[mistake]
    run = symsoft(*args)
    assert run.code == code, run.err
    assert run.out == ""
    first, *rest = run.err.splitlines()
    assert first.startswith("symsoft: ")
    assert re.search(message.replace("?", r"\?"), first), first
    # Only the text with its caret may follow.
    assert rest == [] or (len(rest) == 2 and rest[1].strip() == "^"), run.err
    assert all(len(line) <= 200 for line in (first, *rest))
    assert list(tmp_path.iterdir()) == []


def test_the_caret_stands_under_the_mistake(symsoft: Command) -> None:
    run = symsoft("derive", "--define", "y[i] = exp(x[i]) / / 2")
    text, caret = run.err.splitlines()[1:]
    assert text[caret.index("^")] == "/"


def test_help_and_version_load_no_mathematics(process: Command) -> None:
    for args in (
        ["--help"],
        ["--version"],
        ["derive", "--help"],
        ["completion", "bash"],
        ["derve"],
    ):
        check = (
            "import sys; from symsoft.cli import main; main(sys.argv[1:]); "
            "print(sorted({'sympy', 'numpy', 'flint', 'jinja2'} & sys.modules.keys()))"
        )
        assert process("-c", check, *args).out.endswith("[]\n")


def test_help_names_every_format(symsoft: Command) -> None:
    text = symsoft("derive", "--help").out
    assert all(name in text for name in TARGETS)


def test_version(symsoft: Command) -> None:
    assert re.fullmatch(r"symsoft \d+\.\d+\.\d+\n", symsoft("--version").out)


def test_derive_prints_and_holds(symsoft: Command) -> None:
    run = symsoft("derive", "--n", "4")
    assert run.code == 0
    assert run.err == ""
    assert "δ_ij" in run.out
    assert max(map(len, run.out.splitlines())) <= 80


def test_a_row_id_is_an_entry(symsoft: Command) -> None:
    whole = json.loads(symsoft("derive", "--format", "json").out)
    row = json.loads(symsoft("derive", "jacobian-cases", "--format", "json").out)
    assert row["entry"] == "jacobian-cases"
    assert row["forms"] == {"cases": whole["forms"]["cases"]}
    assert row["steps"] == whole["steps"]


def test_json_on_stdout(symsoft: Command) -> None:
    run = symsoft("derive", "--format", "json", "--n", "n=2")
    document = json.loads(run.out)
    assert document["schema"] == 1
    assert document["entry"] == "softmax"
    assert document["forms"]["delta"]["evidence"]


def test_output_file_by_suffix(symsoft: Command, tmp_path: Path) -> None:
    run = symsoft("derive", "sigmoid", "-o", "out/s.tex")
    assert (run.code, run.out) == (0, "")
    pictures = ("curve-1", "errors-1")
    assert run.err.splitlines() == [
        "wrote out/s.tex",
        *(f"wrote out/s-{name}.pdf" for name in pictures),
    ]
    assert "\\begin{document}" in (tmp_path / "out" / "s.tex").read_text(encoding="utf-8")


def test_output_folder_gets_every_format(symsoft: Command, tmp_path: Path) -> None:
    assert symsoft("derive", "--define", "L = sum(x[i]**2, i)", "-o", "out/").code == 0
    suffixes = (*(t.suffix for t in TARGETS.values()), ".pdf", ".py", ".c", ".h")
    names = {p.name for p in (tmp_path / "out").iterdir()}
    assert names == {*(f"L{suffix}" for suffix in suffixes), "L-heatmap-1.pdf"}


def test_output_dash_is_stdout(symsoft: Command, tmp_path: Path) -> None:
    assert symsoft("derive", "sigmoid", "-o", "-").out == symsoft("derive", "sigmoid").out
    assert list(tmp_path.iterdir()) == []


def test_a_failure_writes_nothing(
    symsoft: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def defect(*_: object, **__: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("symsoft.api.Result.document", defect)
    with pytest.raises(ZeroDivisionError):
        main(["derive", "sigmoid", "-o", "out/"])
    assert list(tmp_path.iterdir()) == []


def test_list_names_every_row(symsoft: Command) -> None:
    rows = json.loads(symsoft("list", "--format", "json").out)
    assert [row["id"] for row in rows] == list(known())
    assert {row["entry"] for row in rows} == set(entries())
    assert {row["verdict"] for row in rows} == {"holds"}


def test_output_is_utf8_whatever_the_locale(process: Command) -> None:
    run = process("-m", "symsoft", "derive", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert run.code == 0
    assert "δ" in run.out


def test_no_color_and_terminal_leave_no_escape_codes(process: Command) -> None:
    assert "\x1b" not in process("-m", "symsoft", "derive", NO_COLOR="1", TERM="xterm").out


def test_a_closed_pipe_is_quiet() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "symsoft", "derive"],
        stdout=writer,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_interruption_is_quiet(symsoft: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("symsoft.api.state", interrupt)
    run = symsoft("derive")
    assert (run.code, run.out, run.err) == (130, "", "")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(shell: str, symsoft: Command) -> None:
    assert "_SYMSOFT_COMPLETE" in symsoft("completion", shell).out


def test_completion_knows_entries(process: Command) -> None:
    run = process(
        "-m", "symsoft",
        _SYMSOFT_COMPLETE="bash_complete", COMP_WORDS="symsoft derive softm", COMP_CWORD="2",
    )  # fmt: skip
    assert "plain,softmax" in run.out.splitlines()


def test_explain(symsoft: Command) -> None:
    run = symsoft("explain", "quotient")
    assert run.code == 0
    assert "quotient" in run.out


def test_explain_without_a_rule_lists_all(symsoft: Command) -> None:
    assert "chain-exp" in symsoft("explain").out


def test_verify(symsoft: Command) -> None:
    run = symsoft("verify")
    assert run.code == 0
    assert all(method in run.out for method in ("exact", "enclosure", "sympy"))


ALL_OF_TWO = """
import sys
import symsoft.api
from symsoft.cli import main
entries = symsoft.api.entries()
symsoft.api.entries = lambda: {name: entries[name] for name in ("sigmoid", "softmax")}
if __name__ == "__main__":  # the other processes only take two for all as well
    sys.exit(main(["verify", "--all", *sys.argv[1:]]))
"""


@pytest.fixture
def all_of_two(process: Callable[..., Any], tmp_path: Path) -> Callable[..., Any]:
    """``verify --all`` where two entries are all there are."""
    (tmp_path / "two.py").write_text(ALL_OF_TWO, encoding="utf-8")
    return partial(process, "two.py")


def test_verify_all_in_two_processes(all_of_two: Callable[..., Any]) -> None:
    alone = all_of_two()
    together = all_of_two("--jobs", "2")
    assert (alone.code, alone.err) == (0, "")
    assert alone.out == together.out
    lines = alone.out.splitlines()
    assert [line.split()[:3] for line in lines[:2]] == [
        ["sigmoid", "holds", "code"],
        ["softmax", "holds", "code"],
    ]
    assert lines[0].endswith(" of its bound; all values")
    assert lines[1].endswith(" of its bound; all n ≥ 1")
    assert lines[2:] == ["2 of 2 entries hold"]


def test_verify_all_at_length(all_of_two: Callable[..., Any]) -> None:
    run = all_of_two("--verbose")
    assert run.code == 0
    assert [line for line in run.out.splitlines() if line[0] != " "] == [
        "sigmoid: holds",
        "softmax: holds",
        "2 of 2 entries hold",
    ]
    assert "numpy f64 holds softmax_vjp: " in " ".join(run.out.split())
