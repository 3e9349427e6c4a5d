"""One Typst document that comes out within its margins, whole and legible."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from symsoft.display.options import Listing, Options
from symsoft.proof import Derivation, Evidence, Verdict
from symsoft.targets import TARGETS
from symsoft.typeset import embedded

pytest.importorskip("typst")

WIDTH, MARGIN = 595.28, 62.36
"""A4 and its margins of 22 mm, in points."""
poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed"
)
BAD = Evidence(
    "exact", Verdict.FAILS, "all n >= 1", "x_1 = 50% & {so} on #1 \\ ~ ^ --n $ * _ @ <a>"
)


def document(*derivations: Derivation, **options: Any) -> str:
    return TARGETS["typst"].document(derivations, Options(**options))


def text_of(pdf: bytes, folder: Path, *flags: str) -> str:
    (folder / "a.pdf").write_bytes(pdf)
    command = ["pdftotext", *flags, "a.pdf", "-"]
    run = subprocess.run(command, cwd=folder, capture_output=True, timeout=60, check=True)
    return run.stdout.decode()


@pytest.fixture
def chosen(
    request: pytest.FixtureRequest,
    softmax: Derivation,
    softmax_of: Any,
    cross_entropy: Derivation,
    monster: Derivation,
    softmax_found: Any,
) -> list[Derivation]:
    return {
        "softmax": [softmax],
        "large": [softmax_of(8), softmax_of(12)],
        "cross-entropy": [cross_entropy],
        "monster": [monster],
        "failing": [softmax_found([BAD])],
    }[request.param]


EVERY = ["softmax", "large", "cross-entropy", "monster", "failing"]


@poppler
@pytest.mark.parametrize("chosen", EVERY, indirect=True)
def test_it_stays_within_the_margins(chosen: list[Derivation], tmp_path: Path) -> None:
    pdf = embedded.run(document(*chosen))
    boxes = re.findall(
        r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)"', text_of(pdf, tmp_path, "-bbox")
    )
    assert len(boxes) > 50
    assert min(float(left) for left, _ in boxes) > MARGIN - 1
    assert max(float(right) for _, right in boxes) < WIDTH - MARGIN + 1


@poppler
@pytest.mark.parametrize("chosen", EVERY[:3], indirect=True)
def test_the_text_can_be_read_back(chosen: list[Derivation], tmp_path: Path) -> None:
    source = document(*chosen, title="Softmax")
    text = text_of(embedded.run(source), tmp_path, "-layout")
    numbers = [int(n) for n in re.findall(r"\[(\d+)\]\)+,?$", source.replace("),\n", ")\n"), re.M)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers
    for number in numbers:
        assert f"({number})" in text
    assert "Theorem 1" in text
    assert "Softmax" in text
    assert "quotient rule" in text
    assert "\ufffd" not in text


@poppler
def test_what_a_user_wrote_is_literal(softmax_found: Any, tmp_path: Path) -> None:
    title = "50% _x_ *y* #z $1 [a] <b> @c \\n ~ ^ `d` \"e\" // f = g - h + i 'j'"
    source = document(softmax_found([BAD]), title=title, references=("#panic() & Sons",))
    text = " ".join(text_of(embedded.run(source), tmp_path).split())
    assert title in text
    assert BAD.detail in text
    assert "#panic() & Sons" in text


def test_the_same_bytes_each_time(softmax: Derivation) -> None:
    assert document(softmax) == document(softmax)
    assert embedded.run(document(softmax)) == embedded.run(document(softmax))


def test_what_is_new_is_marked(softmax: Derivation) -> None:
    steps = document(softmax).split("#heading-of[Derivation]")[1]
    assert "changed(" in steps
    assert "text(fill: accent, math.underline(body))" in document(softmax)


def test_less_detail(softmax: Derivation, cross_entropy: Derivation) -> None:
    brief = document(cross_entropy, detail="brief")
    assert "#statement(proved: false)[Lemma 1]" in brief
    assert "changed(" not in brief.split("#title[")[1]
    assert "lemma:" not in brief
    assert "#table(" not in brief
    assert "Vector-Jacobian" not in brief
    assert len(document(softmax, detail="brief")) < len(document(softmax))


def test_less_detail_hides_no_failure(softmax_found: Any) -> None:
    brief = document(softmax_found([BAD]), detail="brief")
    assert "trouble[FAILS" in brief


def test_more_detail(softmax: Derivation) -> None:
    certificate = (Evidence("c gcc f64", Verdict.HOLDS, "softmax", "1 ulp"),)
    code = Listing("c", 'printf("50%% \\n"); // #x $y$')
    full = document(softmax, detail="full", listings=(code,), certificate=certificate)
    assert r'#raw("printf(\"50%% \\n\"); // #x $y$", block: true, lang: "c")' in full
    assert r"[c gcc f64], [holds], [softmax\: 1 ulp]," in full
    assert full.count("[exact]") > document(softmax).count("[exact]")
    assert embedded.run(full)


def test_the_exponential_by_choice(softmax: Derivation) -> None:
    assert "e^(x_i)" in document(softmax)
    assert r"exp\(x_i\)" in document(softmax, exponential="exp")
