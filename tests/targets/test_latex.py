"""One document that every TeX engine typesets without a word about it."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from symsoft import fonts
from symsoft.display.options import Listing, Options
from symsoft.display.phrases import catalogue
from symsoft.proof import Derivation, Evidence, Verdict
from symsoft.targets import TARGETS
from symsoft.typeset.tex import CHINESE, can


def document(*derivations: Derivation, **options: Any) -> str:
    return TARGETS["latex"].document(derivations, Options(**options))


def test_the_parts(softmax: Derivation) -> None:
    tex = document(softmax)
    assert r"{\LARGE\bfseries\raggedright softmax: $\partial y_i/\partial x_j$\par}" in tex
    assert r"y_i &= \frac{e^{x_i}}{\sum_k e^{x_k}} \why{$i, k$ from $1$ to $n$}" in tex
    assert r"\why{definition of $y_i$} \tag{1} \\" in tex
    assert r"\begin{cases} y_i (1 - y_i) & \text{if $i = j$} \\" in tex
    assert r"\operatorname{diag}(y) - y\,y^{\mathsf{T}} \why{in matrix notation} \tag{7}" in tex
    assert r"\heading{Written out for $n = 4$}" in tex
    assert r"y_i &= \frac{e^{x_i - \max_k x_k}}{\sum_k e^{x_k - \max_l x_l}}" in tex
    assert "Checked: 9 steps exactly, for all $n$ $\\ge$ 1" in tex
    assert r"\cell{1\textendash{}9} & exact & holds & \scope{all $n$ $\ge$ 1}\\" in tex


def test_what_is_new_is_marked(softmax: Derivation) -> None:
    body = document(softmax).split(r"\begin{document}")[1]
    assert r"l(\changed{\frac{e^{x_i}}{\sum_k e^{x_k}}}\b" in body
    brief = document(softmax, detail="brief").split(r"\begin{document}")[1]
    assert r"\changed{" not in brief
    assert r"\begin{tabular}" not in brief


def test_code_and_what_running_it_has_shown(softmax: Derivation) -> None:
    certificate = (Evidence("c gcc f64", Verdict.UNKNOWN, "softmax", "50% done"),)
    listings = (Listing("c", "int é = 1; // {x} $y$"),)
    tex = document(softmax, detail="full", listings=listings, certificate=certificate)
    assert "\\begin{verbatim}\nint \\xe9 = 1; // {x} $y$\n\\end{verbatim}" in tex
    assert r"c gcc f64 & \verdictbad{UNKNOWN} & \wide{softmax: 50\% done}" in tex


def test_steps_are_numbered_through(cross_entropy: Derivation) -> None:
    tags = [int(tag) for tag in re.findall(r"\\tag\{(\d+)\}", document(cross_entropy))]
    assert tags == list(range(1, len(tags) + 1))
    assert tags


def test_conditions_belong_to_the_theorem(cross_entropy: Derivation) -> None:
    tex = document(cross_entropy)
    theorem = tex.split(r"\begin{statement}{Theorem 1}")[1].split(r"\end{statement}")[0]
    assert "Valid where $y_k \\ne 0$ for all $k$." in theorem
    assert tex.count(r"\begin{statement}{Lemma") == 1
    assert r"\item $t$ is one-hot" in tex


def test_failures_are_in_the_document(softmax_found: Any) -> None:
    tex = document(softmax_found([Evidence("enclosure", Verdict.FAILS, "n = 2", "100% & {x}")]))
    assert r"\trouble{FAILS (enclosure, $n$ = 2): 100\% \& \{x\}}" in tex
    assert r"\cell{2} & enclosure & \verdictbad{FAILS} & \scope{$n$ = 2}\\" in tex


def test_evidence_for_a_claim_names_it(softmax: Derivation) -> None:
    from dataclasses import replace

    evidence = (Evidence("sympy", Verdict.HOLDS, "n = 1..3"),)
    checked = replace(softmax, proof=replace(softmax.proof, evidence=evidence))
    assert r"\cell{Theorem 1} & sympy & holds & \scope{$n$ = 1\dots{}3}\\" in document(checked)


def test_a_snippet_has_the_steps(softmax: Derivation) -> None:
    tex = TARGETS["latex"].snippet([softmax])
    assert tex.startswith("$$\\begin{aligned}\n\\frac{\\partial y_i}{\\partial x_j} &= ")
    assert tex.count("&&") == 5
    assert tex.endswith("\\end{aligned}$$")


def test_names_can_do_no_harm(monster: Derivation) -> None:
    tex = document(monster)
    assert tex.isascii()
    body = tex.split(r"\begin{document}")[1]
    assert not re.search(r"(?<!\\)%", body)


@pytest.fixture
def chosen(
    request: pytest.FixtureRequest,
    softmax: Derivation,
    softmax_of: Any,
    cross_entropy: Derivation,
    monster: Derivation,
    softmax_found: Any,
) -> str:
    bad = Evidence("exact", Verdict.FAILS, "all n >= 1", "x_1 = 50% & {so} on #1 \\ ~ ^ --n" * 3)
    code = Listing("c", "double x[] = {1, 2}; /* 50% & \\n ~ ^ # $ */\n" * 30)
    return {
        "softmax": lambda: document(softmax),
        "large": lambda: document(softmax_of(8), softmax_of(12)),
        "cross-entropy": lambda: document(cross_entropy, exponential="exp"),
        "monster": lambda: document(monster),
        "failing": lambda: document(softmax_found([bad]), title="50% _x_ #1 & ~^\\ $ {}"),
        "brief": lambda: document(cross_entropy, detail="brief"),
        "full": lambda: document(softmax, detail="full", listings=(code,), certificate=(bad,)),
    }[request.param]()


EVERY = ["softmax", "large", "cross-entropy", "monster", "failing", "brief", "full"]


def compiles(tex: str, engine: str, folder: Path) -> None:
    """Typeset the document, which every engine has to do without a line over the margin."""
    if shutil.which(engine) is None:
        pytest.skip(f"{engine} is not installed")
    (folder / "a.tex").write_text(tex, encoding="utf-8")
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    run = subprocess.run(command, cwd=folder, capture_output=True, timeout=600, check=False)
    log = run.stdout.decode(errors="replace")
    assert run.returncode == 0, log[-2000:]
    assert "Overfull" not in log


def test_reasons_stand_below_each_other(softmax: Derivation, tmp_path: Path) -> None:
    """However wide the numbers beside them are."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    compiles(document(softmax, *[softmax] * 2), "pdflatex", tmp_path)
    command = ["pdftotext", "-bbox", "a.pdf", "-"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=True)
    first = r'xMin="([\d.]+)" [^>]*>(?:quotient|definition|derivative|factor)<'
    lefts = re.findall(first, run.stdout.decode())
    assert len(lefts) > 10
    assert len(set(lefts)) == 1


@pytest.mark.parametrize("chosen", EVERY, indirect=True)
def test_it_compiles_within_the_margins(chosen: str, tmp_path: Path) -> None:
    compiles(chosen, "pdflatex", tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["xelatex", "lualatex"])
@pytest.mark.parametrize("chosen", ["cross-entropy", "monster", "full"], indirect=True)
def test_it_compiles_by_every_engine(chosen: str, engine: str, tmp_path: Path) -> None:
    compiles(chosen, engine, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("engine", CHINESE)
@pytest.mark.parametrize("language", fonts.FAMILIES)
def test_chinese_compiles(
    language: str, engine: str, cross_entropy: Derivation, tmp_path: Path
) -> None:
    if not can(engine, language):
        pytest.skip(f"{engine} with {', '.join(CHINESE[engine])} is not installed")
    for weight in fonts.WEIGHTS:
        shutil.copy(fonts.path(language, weight), tmp_path)
    compiles(document(cross_entropy, phrases=catalogue(language)), engine, tmp_path)
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    command = ["pdftotext", "a.pdf", "-"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    text = run.stdout.decode()
    for rule in ("chain-log", "quotient", "sum"):
        assert catalogue(language).reason(rule) in text
    assert "\ufffd" not in text


@pytest.mark.parametrize("language", fonts.FAMILIES)
def test_chinese_says_what_it_needs(
    language: str, cross_entropy: Derivation, tmp_path: Path
) -> None:
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    with pytest.raises(AssertionError, match="compile it with xelatex or lualatex"):
        compiles(document(cross_entropy, phrases=catalogue(language)), "pdflatex", tmp_path)
