"""Running text on a terminal."""

from __future__ import annotations

import pytest

from symsoft.display.names import columns
from symsoft.display.wrapping import wrapped

CHINESE = "已驗證：24 個步驟與 6 個命題經精確判定（共 30 項），適用於所有 n ≥ 1；其餘「未驗證」。"


@pytest.mark.parametrize("width", range(12, 80))
def test_chinese_is_cut_between_characters(width: int) -> None:
    lines = wrapped(CHINESE, width)
    assert max(map(columns, lines)) <= width
    for line in lines:
        assert line[0] not in "，。；：）」 "
        assert line[-1] not in "（「 "
    assert "".join(lines).replace(" ", "") == CHINESE.replace(" ", "")


def test_no_line_is_cut_early() -> None:
    lines = wrapped("導" * 30, 20)
    assert [columns(line) for line in lines] == [20, 20, 20]


def test_words_and_relations_stay_whole() -> None:
    assert wrapped("where x_k ≠ 0 holds", 12) == ["where", "x_k ≠ 0", "holds"]
    assert wrapped("unbreakable word", 4) == ["unbreakable", "word"]


def test_later_lines_hang() -> None:
    assert wrapped("one two three", 8, hang=2) == ["one two", "  three"]
