"""An engine that is missing, fails or hangs leads to the next one; none gets a shell."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from symsoft.errors import InputError
from symsoft.typeset import TypesetError, check_engine, tex, typeset

pytest.importorskip("typst")
pytestmark = pytest.mark.skipif(os.name != "posix", reason="the stand-ins are shell scripts")

NO_ID = r"\ifdefined\directlua\pdfvariable suppressoptionalinfo 512\relax\fi"
"""Without it LuaTeX gives every file a number of its own; the template has the same line."""
SOURCES = {
    "latex": rf"\documentclass{{article}}{NO_ID}\begin{{document}}x\end{{document}}",
    "typst": "x",
}
GOOD = "printf '%%PDF-1.5 by %s' $0 > document.pdf"
Install = Callable[..., None]


def source(format: str) -> str:
    return SOURCES[format]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts stand-ins for engines where programs are looked for, and nothing else there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    tex.can.cache_clear()
    for needed in ("sleep", "sh", "cat"):
        os.symlink(shutil.which(needed, path=os.defpath) or f"/bin/{needed}", folder / needed)

    def add(**scripts: str) -> None:
        for name, script in scripts.items():
            path = folder / name
            path.write_text(f"#!/bin/sh\n{script}\n")
            path.chmod(0o755)
        tex.can.cache_clear()

    return add


@pytest.fixture(autouse=True)
def _forget() -> None:
    tex.can.cache_clear()


def test_without_any_other_engine_typst_is_used(install: Install) -> None:
    made = typeset(source)
    assert made.engine == "typst"
    assert made.failures == ()


def test_a_tex_engine_is_preferred(install: Install, tmp_path: Path) -> None:
    install(pdflatex=GOOD, xelatex=GOOD)
    made = typeset(source)
    assert made.engine == "xelatex"
    assert made.pdf.startswith(b"%PDF-1.5 by ")
    assert list((tmp_path / "tmp").iterdir()) == []


def test_after_a_failure_comes_the_next(install: Install, tmp_path: Path) -> None:
    install(lualatex="echo '! Undefined control sequence.' > document.log; exit 1", pdflatex=GOOD)
    made = typeset(source)
    assert made.engine == "pdflatex"
    (failure,) = made.failures
    assert failure.startswith("lualatex failed: ! Undefined control sequence. (log: ")
    log = Path(failure.rpartition("(log: ")[2].rstrip(")"))
    assert log.read_text() == "! Undefined control sequence.\n"
    assert log.is_relative_to(tmp_path)


def test_the_engine_asked_for_is_the_only_one(install: Install) -> None:
    install(pdflatex="echo '! No.'; exit 1", xelatex=GOOD)
    with pytest.raises(TypesetError, match=r"^pdflatex failed: ! No\. \(log: .*\)$"):
        typeset(source, "pdflatex")


def test_success_without_a_file_is_none(install: Install) -> None:
    install(pdflatex="exit 0")
    with pytest.raises(TypesetError, match="pdflatex failed"):
        typeset(source, "pdflatex")


def test_an_engine_that_hangs_is_ended_with_its_children(
    install: Install, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tex, "LIMIT", 0.3)
    install(pdflatex=f"sleep 600 & echo $! > {tmp_path}/child\nsleep 600")
    with pytest.raises(TypesetError, match=r"did not end within 0\.3 seconds"):
        typeset(source, "pdflatex")
    child = int((tmp_path / "child").read_text())
    assert gone(child)


def gone(process: int) -> bool:
    """Has the process ended?  A dead one may wait for its parent to ask about it."""
    status = Path(f"/proc/{process}/status")
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if status.is_file() and "State:\tZ" in status.read_text():
            return True
        time.sleep(0.02)
    return False


def test_no_engine_gets_a_shell_or_a_terminal(install: Install) -> None:
    says = (
        'echo "! $* $shell_escape $openout_any $SOURCE_DATE_EPOCH $FORCE_SOURCE_DATE"; cat; exit 1'
    )
    install(pdflatex=says, xelatex=says, lualatex=says, latexmk=says)
    for name in ("pdflatex", "xelatex", "lualatex", "latexmk"):
        with pytest.raises(TypesetError) as caught:
            typeset(source, name)
        assert "no-shell-escape" in str(caught.value)
        assert " f p 0 1 (log" in str(caught.value)


def test_pictures_lie_beside_the_document(install: Install) -> None:
    install(pdflatex="cat picture.pdf > document.pdf")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>'
    made = typeset(source, "pdflatex", pictures=lambda: {"picture": svg})
    assert made.pdf.startswith(b"%PDF")


def test_chinese_needs_its_packages(install: Install) -> None:
    install(pdflatex=GOOD, xelatex=GOOD, lualatex=GOOD, kpsewhich="exit 1")
    assert typeset(source, language="zh-TW").engine == "typst"
    # What older Debians have: xeCJK without the package that it needs.
    install(kpsewhich="echo /there/xeCJK.sty; exit 1")
    assert typeset(source, language="zh-TW").engine == "typst"
    install(kpsewhich="[ $1 = xeCJK.sty ] && echo /there && echo /too")
    assert typeset(source, language="zh-TW").engine == "xelatex"
    install(kpsewhich="[ $1 = babel-zh-Hant.ini ] && echo /there && echo /too")
    assert typeset(source, language="zh-TW").engine == "lualatex"


def test_a_question_that_hangs_is_no(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tex, "PATIENCE", 0.3)
    install(lualatex=GOOD, kpsewhich="sleep 600")
    assert typeset(source, language="zh-TW").engine == "typst"


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("echo rubbish > document.pdf", "exit code 0"),
        ("kill -SEGV $$", "ended by signal 11"),
        (r"printf '! \033[31mred\007\n'; exit 1", "! red"),
        ("echo 'Missing character: 1'; echo '!  ==> Fatal error'; exit 1", "Missing character: 1"),
        ("echo 'Missing character: 1'; echo '! No.'; exit 1", "! No."),
    ],
)
def test_what_went_wrong_is_one_plain_line(install: Install, script: str, said: str) -> None:
    install(pdflatex=script)
    with pytest.raises(TypesetError) as caught:
        typeset(source, "pdflatex")
    assert str(caught.value).isprintable()
    assert str(caught.value).startswith(f"pdflatex failed: {said} (log: ")


def test_no_room_to_work_in(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install(pdflatex=GOOD)
    monkeypatch.setattr("tempfile.tempdir", "/dev/null")
    with pytest.raises(TypesetError, match="pdflatex failed: no room to work in"):
        typeset(source, "pdflatex")


@pytest.mark.parametrize("name", ["pdftex", "", "PDFLATEX", "/bin/sh"])
def test_an_unknown_engine(name: str) -> None:
    with pytest.raises(InputError, match="no engine"):
        check_engine(name)


def test_an_engine_that_is_not_there(install: Install) -> None:
    install(xelatex=GOOD)
    with pytest.raises(InputError, match="tectonic is not installed; there are: xelatex, typst"):
        check_engine("tectonic")


REAL = [pytest.param(e, marks=[pytest.mark.slow] * (e == "lualatex")) for e in tex.ENGINES]
"""LuaTeX builds a cache of fonts when it first runs."""


@pytest.mark.parametrize("engine", REAL)
def test_the_real_ones(engine: str) -> None:
    if not tex.can(engine, "en"):
        pytest.skip(f"{engine} is not installed")
    made = typeset(source, engine)
    assert made.engine == engine
    assert made.pdf == typeset(source, engine).pdf
