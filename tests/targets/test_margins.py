"""Documents about the catalogue: nothing runs over a margin, whoever typesets them."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import symsoft
from symsoft import api, catalog
from symsoft.typeset import embedded

WIDTH, HEIGHT, MARGIN = 595.28, 841.89, 62.36
"""A4 and its margins of 22 mm, in points."""
FIRST = ("attention", "focal", "layernorm")
"""The widest pictures, the longest lines, the most forms."""
slow = pytest.mark.slow
SCORE = "exp(learning_rate_of_the_layer*input_value[{0}])"
OWN: dict[str, dict[str, Any]] = {
    "long names": {
        "define": [
            f"score_of_sample[i] = {SCORE.format('i')}/sum({SCORE.format('k')}, k)",
            "total_loss = -sum(target_value[k]*log(score_of_sample[k]), k)",
        ],
        "wrt": ["input_value", "learning_rate_of_the_layer"],
    },
}
ENTRIES = [pytest.param(e, marks=[] if e in FIRST else [slow]) for e in catalog.entries()]


def document(name: str, format: str) -> str:
    return api.derive(**OWN.get(name, {"entry": name}), n=4).document(format)


@pytest.mark.parametrize("name", [*ENTRIES, *OWN])
def test_latex(name: str, tmp_path: Path) -> None:
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    (tmp_path / "a.tex").write_text(document(name, "latex"), encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=600, check=True)
    log = run.stdout.decode(errors="replace")
    assert re.findall(r"Overfull .*", log) == []


@pytest.mark.parametrize("engine", ["lualatex", "xelatex"])
def test_a_long_chinese_title(engine: str, tmp_path: Path) -> None:
    """A line of it ends behind punctuation, whatever the engine knows of Chinese."""
    if shutil.which(engine) is None or shutil.which("pdftotext") is None:
        pytest.skip(f"{engine} or pdftotext is not installed")
    define = "loss = first_weight*second_weight*third_weight*fourth_weight"
    text = api.derive(define=[define], language="zh-TW").document("latex")
    (tmp_path / "a.tex").write_text(text, encoding="utf-8")
    for font in (Path(symsoft.__file__).parent / "fonts").glob("*TC*.otf"):
        shutil.copy(font, tmp_path)
    command = [engine, "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=600, check=True)
    assert re.findall(r"Overfull .*", run.stdout.decode(errors="replace")) == []
    command = ["pdftotext", "-l", "1", "a.pdf", "-"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=True)
    assert run.stdout.decode().startswith("loss：")


def test_many_theorems_begin_on_the_first_page(tmp_path: Path) -> None:
    """Only what follows the last of them has to stay on its page."""
    if shutil.which("pdflatex") is None or shutil.which("pdftotext") is None:
        pytest.skip("pdflatex or pdftotext is not installed")
    text = api.derive(define=["s = a*b*c*d*e*f*h*o*p*q*r*t*u*w"]).document("latex")
    (tmp_path / "a.tex").write_text(text, encoding="utf-8")
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "a.tex"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=600, check=True)
    command = ["pdftotext", "-l", "1", "a.pdf", "-"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=True)
    assert "Theorem 6" in run.stdout.decode()


@pytest.mark.parametrize("name", [*ENTRIES, *OWN])
def test_typst(name: str, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    (tmp_path / "a.pdf").write_bytes(embedded.run(document(name, "typst")))
    command = ["pdftotext", "-bbox", "a.pdf", "-"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=True)
    sides = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)"'
    boxes = [tuple(map(float, found)) for found in re.findall(sides, run.stdout.decode())]
    assert len(boxes) > 50
    assert min(left for left, *_ in boxes) > MARGIN - 1
    assert max(right for _, _, right, _ in boxes) < WIDTH - MARGIN + 1
    assert min(top for _, top, _, _ in boxes) > MARGIN - 8
    assert max(bottom for *_, bottom in boxes) < HEIGHT - 20
