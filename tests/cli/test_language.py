"""The language of what is printed: by the option, by SYMSOFT_LANG, never by the locale."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symsoft.display.names import columns

Command = Callable[..., Any]


@pytest.fixture(autouse=True)
def no_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SYMSOFT_LANG", raising=False)


def test_the_option(symsoft: Command) -> None:
    run = symsoft("derive", "sigmoid", "--lang", "zh-TW")
    assert run.code == 0
    assert "\n定義\n" in run.out
    assert "導數的線性性質" in run.out or "商法則" in run.out
    assert max(map(columns, run.out.splitlines())) <= 80
    assert "\n定义\n" in symsoft("derive", "sigmoid", "--lang", "ZH-cn").out


def test_the_variable(symsoft: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMSOFT_LANG", "zh-CN")
    assert "链式法则" in symsoft("derive", "sigmoid").out
    assert "連鎖律" in symsoft("derive", "sigmoid", "--lang", "zh-TW").out
    assert "chain rule" in symsoft("derive", "sigmoid", "--lang", "en").out
    monkeypatch.setenv("SYMSOFT_LANG", "")
    assert "chain rule" in symsoft("derive", "sigmoid").out


def test_an_unknown_variable_is_named(symsoft: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYMSOFT_LANG", "klingon")
    run = symsoft("derive", "sigmoid")
    assert (run.code, run.out) == (2, "")
    assert run.err == (
        "symsoft: SYMSOFT_LANG: no language 'klingon'; there are: en, zh-TW, zh-CN\n"
    )


def test_the_locale_changes_nothing(process: Command) -> None:
    run = process(
        "-m", "symsoft", "derive", "tanh", LC_ALL="zh_TW.UTF-8", LANG="zh_CN", LANGUAGE="zh"
    )
    assert "chain rule" in run.out or "quotient rule" in run.out


def test_reasons_in_json_follow_and_keys_stay(symsoft: Command) -> None:
    made = [
        json.loads(symsoft("derive", "sigmoid", "--format", "json", "--lang", language).out)
        for language in ("en", "zh-TW")
    ]
    assert made[0].keys() == made[1].keys()
    reasons = [[step["reason"] for step in document["steps"]] for document in made]
    assert "的定義" in reasons[1][0]
    for document in made:
        for step in document["steps"]:
            del step["reason"]
    english, chinese = made
    assert english["steps"] == chinese["steps"]


@pytest.mark.parametrize("name", ["s.md", "s.tex", "s.txt"])
def test_files(name: str, symsoft: Command, tmp_path: Path) -> None:
    assert symsoft("derive", "sigmoid", "--lang", "zh-TW", "-o", name).code == 0
    assert "連鎖律" in (tmp_path / name).read_text(encoding="utf-8")


def test_explain(symsoft: Command) -> None:
    assert symsoft("explain", "quotient", "--lang", "zh-TW").out.startswith("quotient: 商法則\n")
    assert re.search(r"^product +乘积法则$", symsoft("explain", "--lang", "zh-CN").out, re.M)


def english(text: str) -> set[str]:
    """Words of three letters or more."""
    return set(re.findall("[A-Za-z]{3,}", text))


@pytest.mark.parametrize("language", ["zh-TW", "zh-CN"])
def test_explain_says_theorems_in_chinese(symsoft: Command, language: str) -> None:
    for rule in ("power", "cases", "shift", "definition"):
        run = symsoft("explain", rule, "--lang", language)
        label, theorem = run.out.splitlines()[1].split(maxsplit=1)
        assert label == "定理"
        assert re.search("[\u4e00-\u9fff]", theorem)
    assert "chain rule" not in symsoft("explain", "chain-log", "--lang", language).out


@pytest.mark.parametrize("language", ["zh-TW", "zh-CN"])
def test_verify(symsoft: Command, language: str) -> None:
    define = ["--define", "y = (x - 1)**2", "--given", "x > 2"]
    run = symsoft("verify", *define, "--lang", language)
    assert run.code == 0
    assert english(run.out) <= {"gcc", "clang", "numpy", "ulp", "inf", "SymPy", "NaN"} | {
        *("grad", "jvp", "hvp")
    }
    assert run.out.startswith("y：成立\n")
    assert "holds" in symsoft("verify", *define).out


def test_doctor(symsoft: Command) -> None:
    english, chinese = (symsoft("doctor", "--lang", x).out.splitlines() for x in ("en", "zh-TW"))
    assert len(english) == len(chinese)
    ends = [columns(line.partition("numpy")[0]) for line in chinese if "numpy " in line]
    assert ends == [columns(line.partition("sympy")[0]) for line in chinese if "sympy " in line]


def test_titles_in_the_list(symsoft: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symsoft.cli.catalogue.known", lambda: ("tanh",))
    run = symsoft("list", "--format", "json", "--lang", "zh-TW")
    assert [row["title"] for row in json.loads(run.out)] == ["雙曲正切"]
    line = symsoft("list", "--lang", "zh-TW").out
    assert re.fullmatch(r"tanh +tanh +成立 +所有值\n", line)
