"""Numbers: exact, and refused where they are absurd."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sympy import Rational

from symsoft.language.system import System
from symsoft.language.text import read_system, read_term

Refused = Callable[..., None]
SYSTEM: System = read_system(["y = a"])


@pytest.mark.parametrize(
    ("text", "numerator", "denominator"),
    [
        ("0.1", 1, 10),
        ("0.30000000000000004", 30000000000000004, 10**17),
        (".5", 1, 2),
        ("5.", 5, 1),
        ("1e3", 1000, 1),
        ("2.5E-1", 1, 4),
        ("1_0.0_1", 1001, 100),
        ("1e-400", 1, 10**400),
        ("1e400", 10**400, 1),
        ("0b101", 5, 1),
        ("12345678901234567890", 12345678901234567890, 1),
    ],
)
def test_exact(text: str, numerator: int, denominator: int) -> None:
    assert read_term(text, SYSTEM) == Rational(numerator, denominator)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("y = ^1j", ("this is no real number",)),
        ("y = ^1e9999", ("more than 1000 digits",)),
        ("y = ^1e-99999999999", ("more than 1000 digits",)),
        ("y = ^" + "9" * 1200, ("more than 1000 digits",)),
        ("y = ^" + "9" * 9000, ("more than 1000 digits",)),
        ("y = ^0x" + "f" * 900, ("more than 1000 digits",)),
        ("y = ^a**10**9", ("an exponent larger than 10000",)),
        ("y = ^a**(1/99999)", ("an exponent larger than 10000",)),
        ("y = ^9**9**9", ("an exponent larger than 10000",)),
        ("y = ^9**9999", ("more than 1000 digits",)),
        ("y = a/^0", ("division by 0",)),
        ("y = a/(^2 - 2)", ("division by 0",)),
        ("y = ^0**-1", ("a negative power of 0",)),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)
def test_refused(line: str, words: tuple[str, ...], refused: Refused) -> None:
    refused(line, words=words)
