"""A reader of printed mathematics that shares nothing with the printers.

It knows only the conventions of the page: products before sums, a stroke divides by one factor and
ends its product, Σ reaches to the end of its product and is bracketed before a plus.  It evaluates
what it reads in a finite field where functions are opaque, so that agreement is exact.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from sympy import Rational

P = 2**61 - 1
LENGTH = 3
FREE = {"i": 1, "j": 2}


def opaque(*parts: Any) -> int:
    """A value in the field that depends on the parts and on nothing else."""
    value = 1469598103934665603
    for byte in repr(parts).encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return value % P or 1


def inverse(value: int) -> int:
    if value % P == 0:
        raise ZeroDivisionError
    return pow(value, -1, P)


def raised(base: int, exponent: Any) -> int:
    if exponent < 0:
        return inverse(raised(base, -exponent))
    return pow(base, int(exponent), P) if exponent.q == 1 else opaque("power", base, str(exponent))


# -- tokens ----------------------------------------------------------------------------------------
Token = tuple[str, Any]
SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹"
TEXT = re.compile(
    r"(?P<fn>exp|log|tanh|abs|erf)(?=\()|(?P<e>e\^)|(?P<big>Σ|max)_(?P<index>\w) |"
    r"δ_(?P<delta>\w\w)|"
    rf"(?P<name>[a-zA-Z])(?:_(?P<at>[ijkl]+))?|(?P<number>\d+)|(?P<super>[{SUPER}]+)|"
    r"(?P<sign>[-+·/^()√|])|(?P<minus>−)|(?P<space> )"
)


def text_tokens(text: str) -> list[Token]:
    tokens: list[Token] = []
    place = 0
    while place < len(text):
        found = TEXT.match(text, place)
        assert found, f"cannot read {text[place:]!r}"
        place = found.end()
        tokens += text_token(found)
    return close_bars(tokens)


def text_token(found: re.Match[str]) -> list[Token]:
    part = found.groupdict()
    if part["fn"] or part["e"]:
        return [("fn", part["fn"] or "exp")]
    if part["big"]:
        return [("big", ("sum" if part["big"] == "Σ" else "max", part["index"]))]
    if part["delta"]:
        return [("delta", part["delta"])]
    if part["name"]:
        return [("name", (part["name"], part["at"] or ""))]
    if part["number"]:
        return [("number", int(part["number"]))]
    if part["super"]:
        digits = part["super"].translate(str.maketrans(SUPER, "0123456789"))
        return [("^", None), ("number", int(digits))]
    if part["space"]:
        return []
    return [("-" if part["minus"] else part["sign"], None)]


def close_bars(tokens: list[Token]) -> list[Token]:
    """|a| as abs(a): bars are never nested, so they come in pairs."""
    opened, out = False, []
    for token in tokens:
        if token[0] == "|":
            out += [(")", None)] if opened else [("fn", "abs"), ("(", None)]
            opened = not opened
        else:
            out.append(token)
    return out


LATEX = re.compile(
    r"\\(?P<big>sum|max)_(?P<index>\w) |\\(?P<fn>log|exp|tanh)(?:\^(?P<power>\w))? ?|"
    r"\\operatorname\{(?P<op>\w+)\}|\\delta_\{(?P<delta>\w\w)\}|(?P<frac>\\d?frac)\{|\\sqrt(?P<root>\{)|"
    r"(?P<bar>\\[lr]vert ?)|(?P<e>e\^)|(?P<cdot>\\cdot)|(?P<skip>\\[bB]ig+[lr]|\\,|\{\}| )|"
    r"(?P<name>[a-zA-Z])(?:_(?:(?P<at>[ijkl])|\{(?P<ats>[ijkl]+)\}))?|(?P<number>\d+)|"
    r"(?P<sign>[-+/^(){}])"
)
ENDS, BEGINS = {")", "name", "number", "delta"}, {"(", "name", "number", "delta", "fn", "big", "√"}


def with_products(tokens: list[Token]) -> list[Token]:
    """The products that are written side by side made visible."""
    out: list[Token] = []
    for token in tokens:
        if out and out[-1][0] in ENDS and token[0] in BEGINS:
            out.append(("·", None))
        out.append(token)
    return out


def lexed(tex: str, place: int, end: str | None) -> tuple[list[Token], int]:
    """The tokens up to a closing brace, and the place behind it."""
    tokens: list[Token] = []
    while place < len(tex):
        if tex[place] == "}" and end:
            return tokens, place + 1
        found = LATEX.match(tex, place)
        assert found, f"cannot read {tex[place:]!r}"
        place = found.end()
        part = found.groupdict()
        if part["frac"]:
            above, place = lexed(tex, place, "}")
            assert tex[place] == "{"
            below, place = lexed(tex, place + 1, "}")
            tokens += grouped([*grouped(above), ("/", None), *grouped(below)])
        elif part["root"]:
            inner, place = lexed(tex, place, "}")
            tokens += [("√", None), *grouped(inner)]
        elif part["e"] or part["sign"] == "^":
            inner, place = exponent(tex, place)
            tokens += [("fn", "exp") if part["e"] else ("^", None), *grouped(inner)]
        else:
            tokens += latex_token(part)
    return tokens, place


def exponent(tex: str, place: int) -> tuple[list[Token], int]:
    if tex[place] == "{":
        return lexed(tex, place + 1, "}")
    return lexed(tex[place], 0, None)[0], place + 1


def grouped(tokens: list[Token]) -> list[Token]:
    return [("(", None), *tokens, (")", None)]


def latex_token(part: dict[str, Any]) -> list[Token]:
    if part["big"]:
        return [("big", (part["big"], part["index"]))]
    if part["fn"] or part["op"]:
        return [("fn", (part["fn"] or part["op"], int(part["power"] or 1)))]
    if part["delta"]:
        return [("delta", part["delta"])]
    if part["bar"]:
        return [("fn", "abs"), ("(", None)] if "l" in part["bar"] else [(")", None)]
    if part["cdot"]:
        return [("·", None)]
    if part["skip"]:
        return []
    if part["name"]:
        return [("name", (part["name"], part["at"] or part["ats"] or ""))]
    if part["number"]:
        return [("number", int(part["number"]))]
    return [(part["sign"], None)]


# -- the value of what is read ---------------------------------------------------------------------
class Reader:
    """Evaluates tokens; a product after a stroke and a sign after a sign are refused."""

    def __init__(self, tokens: list[Token], at: dict[str, int]) -> None:
        self.tokens, self.at, self.place = tokens, at, 0

    def peek(self) -> str:
        return self.tokens[self.place][0] if self.place < len(self.tokens) else ""

    def take(self, *kinds: str) -> Any:
        assert self.peek() in kinds, f"{kinds} expected, not {self.tokens[self.place :]}"
        self.place += 1
        return self.tokens[self.place - 1][1]

    def all(self) -> int:
        result = self.sum()
        assert self.peek() == "", f"left over: {self.tokens[self.place :]}"
        return result

    def sum(self) -> int:
        negative = self.peek() == "-"
        if negative:
            self.take("-")
        result = -self.product() if negative else self.product()
        while self.peek() in ("+", "-"):
            sign = self.peek()
            self.take("+", "-")
            result += self.product() if sign == "+" else -self.product()
        return result % P

    def product(self) -> int:
        result, divided = self.factor(), False
        while self.peek() in ("·", "/"):
            assert not divided, "a factor after a stroke"
            divided = self.peek() == "/"
            self.take("·", "/")
            factor = self.factor()
            result = result * (inverse(factor) if divided else factor) % P
        return result

    def factor(self) -> int:
        if self.peek() == "big":
            return self.reduction()
        base = self.atom()
        while self.peek() == "^":
            self.take("^")
            exponent = self.exponent()
            base = raised(base, exponent)
            assert self.peek() != "^", "a power of a power"
        return base

    def exponent(self) -> Any:
        if self.peek() == "number":
            return Rational(self.take("number"))
        self.take("(")
        sign = -1 if self.peek() == "-" else 1
        if sign < 0:
            self.take("-")
        result = Rational(self.take("number"))
        if self.peek() == "/":
            self.take("/")
            result /= self.take("number")
        self.take(")")
        return sign * result

    def reduction(self) -> int:
        word, index = self.take("big")
        assert index not in self.at, "an index bound twice"
        start, outside, found = self.place, self.at, []
        for k in range(1, LENGTH + 1):
            self.place, self.at = start, outside | {index: k}
            found.append(self.product())
        self.at = outside
        assert self.peek() not in ("+", "-"), "a sum that seems to go on"
        return sum(found) % P if word == "sum" else opaque("max", *found)

    def atom(self) -> int:
        kind = self.peek()
        if kind == "number":
            return self.take("number") % P
        if kind == "delta":
            a, b = self.take("delta")
            return int(self.at[a] == self.at[b])
        if kind == "name":
            name, indices = self.take("name")
            return opaque("n") if name == "n" else opaque(name, *(self.at[i] for i in indices))
        if kind == "√":
            self.take("√")
            return opaque("power", self.atom(), "1/2")
        if kind == "fn":
            return self.function()
        self.take("(")
        inner = self.sum()
        self.take(")")
        return inner

    def function(self) -> int:
        found = self.take("fn")
        name, power = found if isinstance(found, tuple) else (found, 1)
        # \log\sum_k … has no brackets.
        inside = self.reduction() if self.peek() == "big" else self.atom()
        return pow(opaque(name, inside), power, P)


class Reading:
    """The value of printed text at i = 1 and j = 2, with n = 3, and what it is reckoned in."""

    prime, length, free = P, LENGTH, FREE
    opaque, raised, inverse = staticmethod(opaque), staticmethod(raised), staticmethod(inverse)

    def text(self, printed: str) -> int:
        return Reader(text_tokens(printed), FREE).all()

    def latex(self, printed: str) -> int:
        return self.tokens(lexed(printed, 0, None)[0])

    def tokens(self, found: list[Token]) -> int:
        return Reader(with_products(found), FREE).all()


@pytest.fixture(scope="session")
def reading() -> Reading:
    return Reading()
