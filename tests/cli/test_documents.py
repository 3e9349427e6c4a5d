"""What the command line writes as documents, PDF among them, and what it says about it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from symsoft.display.phrases import LANGUAGES
from symsoft.fonts import files
from symsoft.typeset.tex import CHINESE, can

pytest.importorskip("typst")
poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)


def text_of(pdf: Path) -> str:
    run = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return unicodedata.normalize("NFKC", run.stdout.decode())  # 𝑦 is a letter y


@poppler
def test_a_pdf_holds_the_claim_and_every_step(symsoft: Any) -> None:
    run = symsoft("derive", "--n", "4", "-o", "softmax.pdf", "--engine", "typst")
    assert run.code == 0, run.err
    assert run.err == "wrote softmax.pdf, typeset by typst\n"
    text = text_of(Path("softmax.pdf"))
    assert "Softmax" in text
    assert "=yi(δij−yj)" in re.sub(r"\s", "", text)
    numbers = [int(n) for n in re.findall(r"\((\d+)\)\s*$", text, re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 20
    assert "Bridle" in text
    assert "\ufffd" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_small(symsoft: Any, language: str) -> None:
    run = symsoft("derive", "--n", "4", "-o", "softmax.html", "--lang", language)
    assert run.code == 0, run.err
    assert Path("softmax.html").stat().st_size < 150_000


def test_the_same_bytes_twice(symsoft: Any) -> None:
    for name in ("a.pdf", "b.pdf"):
        assert symsoft("derive", "tanh", "-o", name, "--engine", "typst").code == 0
    assert Path("a.pdf").read_bytes() == Path("b.pdf").read_bytes()


@pytest.fixture
def pdflatex(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str], None]]:
    """Puts a script in the place of pdflatex, with no other engine but Typst."""
    if os.name != "posix":
        pytest.skip("the stand-in is a shell script")
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    can.cache_clear()

    def install(script: str) -> None:
        engine = folder / "pdflatex"
        engine.write_text(f"#!/bin/sh\n{script}\n")
        engine.chmod(0o755)

    yield install
    can.cache_clear()


def test_a_failing_engine_is_said(symsoft: Any, pdflatex: Callable[[str], None]) -> None:
    pdflatex("echo '! Bad day.'; exit 1")
    run = symsoft("derive", "tanh", "--form", "delta", "-o", "t.pdf")
    assert run.code == 0
    failed, wrote = run.err.splitlines()
    assert failed.startswith("symsoft: pdflatex failed: ! Bad day. (log: ")
    assert wrote == "wrote t.pdf, typeset by typst"
    run = symsoft("derive", "tanh", "-o", "u.pdf", "--engine", "pdflatex")
    assert run.code == 2
    assert run.err.startswith("symsoft: pdflatex failed: ! Bad day.")
    assert not Path("u.pdf").exists()


def test_typst_prints_a_name_that_tex_has_no_letters_for(
    symsoft: Any, pdflatex: Callable[[str], None]
) -> None:
    pdflatex("echo '%PDF-1.5' > document.pdf")
    used = {}
    for name in ("x", "數"):
        run = symsoft("derive", "--define", f"y = {name}**2", "--form", "delta", "-o", "a.pdf")
        used[name] = run.err.split()[-1]
    assert used == {"x": "pdflatex", "數": "typst"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["-o", "a.pdf", "--engine", "pdftex"], "no engine 'pdftex'; did you mean pdflatex?"),
        (["--engine", "typst"], "--engine makes a PDF: add -o NAME.pdf"),
        (["-o", "a.tex", "--engine", "typst"], "--engine makes a PDF: add -o NAME.pdf"),
        (["-o", "missing/folder/a.pdf"], "can't write"),
        (["--detail", "huge"], "invalid value for '--detail'"),
    ],
)
def test_wrong_ways(symsoft: Any, options: list[str], said: str) -> None:
    run = symsoft("derive", "tanh", *options)
    assert run.code == 2
    assert said in run.err
    assert len(run.err.splitlines()) == 1
    assert list(Path().iterdir()) == []


SCORE = "exp(learning_rate*input_value[{0}] + bias_term_of_the_layer)"
LONG = f"prediction_score[sample] = {SCORE.format('sample')}/sum({SCORE.format('k')}, k)"
WIDE = {
    "one": ["softmax", "--n", "1"],
    "ten": ["ce", "--n", "10"],
    "fifty": ["temperature", "--n", "50"],
    "attention": [
        *("--define", "s[i,j] = sum(Q[i,k]*K[j,k], k)/sqrt(d)"),
        *("--define", "A[i,j] = exp(s[i,j])/sum(exp(s[i,l]), l)"),
        *("--define", "O[i,v] = sum(A[i,j]*V[j,v], j)", "--wrt", "Q"),
    ],
    "layer-norm": [
        *("--define", "m = mean(x[k], k)", "--define", "v = mean((x[k] - m)**2, k)"),
        *("--define", "y[i] = (x[i] - m)/sqrt(v + eps)", "--given", "eps > 0", "--wrt", "x"),
        *("--n", "4"),
    ],
    "long names": ["--define", LONG, "--n", "4"],
}


@poppler
@pytest.mark.parametrize(
    "stated",
    [
        pytest.param(words, id=name, marks=[pytest.mark.slow] * (name in ("one", "ten", "fifty")))
        for name, words in WIDE.items()
    ],
)
def test_nothing_runs_over_the_margin(symsoft: Any, stated: list[str]) -> None:
    run = symsoft("derive", *stated, "-o", "a.pdf", "--engine", "typst")
    assert run.code in (0, 3), run.err
    command = ["pdftotext", "-bbox", "a.pdf", "-"]
    boxes = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    found = re.findall(r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', boxes)
    assert len(found) > 100
    assert min(float(left) for left, _ in found) > 61.3  # 22 mm are 62.36 points
    assert max(float(right) for _, right in found) < 534.0


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
@pytest.mark.parametrize("stated", WIDE.values(), ids=WIDE)
def test_latex_finds_nothing_over_the_margin(symsoft: Any, stated: list[str]) -> None:
    assert symsoft("derive", *stated, "-o", "a.tex").code in (0, 3)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    run = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout[-2000:]
    assert b"Overfull" not in run.stdout


LATEX_ENGINES = {"en": ("pdflatex", "xelatex", "lualatex"), "zh-TW": tuple(CHINESE)}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "engine"), [(x, e) for x, engines in LATEX_ENGINES.items() for e in engines]
)
def test_latex_compiles_where_it_was_written(symsoft: Any, language: str, engine: str) -> None:
    if not can(engine, language):
        pytest.skip(f"{engine} is not installed, or not with Chinese")
    name = "my 1st paper, 50%.tex"
    run = symsoft("derive", "--n", "4", "-o", name, "--lang", language)
    assert run.code == 0, run.err
    pictures = [f"my-1st-paper-50-{kind}-1.pdf" for kind in ("heatmap", "errors", "simplex")]
    wrote = run.err.splitlines()
    assert wrote == [f"wrote {n}" for n in (name, *pictures, *files(language))]
    shutil.copy(name, "a.tex")
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    run = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert run.returncode == 0, run.stdout[-2000:]
    log = Path("a.log").read_text(encoding="utf-8", errors="replace")
    assert all(picture in log for picture in pictures)


def test_brief_latex_is_one_file(symsoft: Any) -> None:
    assert symsoft("derive", "tanh", "--detail", "brief", "-o", "t.tex").err == "wrote t.tex\n"


def test_latex_to_stdout_writes_nothing(symsoft: Any) -> None:
    run = symsoft("derive", "tanh", "--format", "latex")
    assert r"\drawing{curve-1}" in run.out
    assert list(Path().iterdir()) == []


@poppler
def test_what_a_user_named_is_literal(symsoft: Any) -> None:
    define = "learning_rate__[i] = exp(pi_hat*x_1[i]) + sum_[i]"
    run = symsoft("derive", "--define", define, "-o", "a.pdf", "--engine", "typst")
    assert run.code == 0, run.err
    assert "learning_rate" in re.sub(r"\s", "", text_of(Path("a.pdf")))


def test_a_character_that_no_font_has(symsoft: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    define = "y[i] = exp(\U00012345[i])"  # a sign of the Sumerians, which Python takes for a name
    run = symsoft("derive", "--define", define, "-o", "a.pdf", "--engine", "typst")
    if run.code == 0:
        pytest.skip("this machine has a font for it")
    assert run.code == 2
    assert "could not be displayed" in run.err
    assert list(Path().iterdir()) == []


def test_detail_and_exponential(symsoft: Any) -> None:
    full = symsoft("derive", "--format", "typst", "--detail", "normal").out
    brief = symsoft("derive", "--format", "typst", "--detail", "brief").out
    assert len(brief) < len(full)
    assert "e^(x_i)" in full
    called = symsoft("derive", "--format", "typst", "--detail", "brief", "--exp", "call").out
    assert r"exp\(x_i\)" in called
    assert "e^(x_i)/" in symsoft("derive", "--form", "delta", "--exp", "power").out


@pytest.mark.slow
def test_full_detail_has_the_code_and_its_certificate(symsoft: Any) -> None:
    run = symsoft("derive", "tanh", "--format", "typst", "--detail", "full")
    assert run.code == 0
    assert "void tanh_f64(" in run.out
    assert "What running the code has shown" in run.out


def test_a_pdf_on_stdout(process: Any) -> None:
    code = (
        "import subprocess, sys; run = subprocess.run([sys.executable, '-m', 'symsoft', 'derive',"
        " 'tanh', '--format', 'pdf', '--engine', 'typst'], capture_output=True);"
        "assert run.stdout.startswith(b'%PDF'), run.stderr; sys.exit(run.returncode)"
    )
    run = process("-c", code)
    assert run.code == 0, run.err
