"""A user's line to Python's syntax trees, or one clear InputError.

Only here is Python's parser called, and nothing is ever evaluated.  This file knows characters,
brackets and operators; what a name means is decided in ``expressions``.
"""

from __future__ import annotations

import ast
import keyword
import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from symsoft.errors import InputError

MAX_CHARACTERS = 20_000
MAX_OPERATIONS = 1_500
MAX_NESTING = 100
MAX_DIGITS = 1_000

CLOSING = {"(": ")", "[": "]"}
PUNCTUATION = frozenset(" +-*/()[],.=<>!")
INSTEAD = {
    "^": "write ** for a power",
    "|": "write abs(x)",
    "−": "write -",
    "–": "write -",
    "×": "write *",
    "·": "write *",
    "÷": "write /",
    "√": "write sqrt(x)",
    "∑": "write sum(x[k], k)",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
    ":": "write one entry as x[i] and a condition as where(a > b, u, v)",
    "{": "write ( )",
    "}": "write ( )",
    ";": "write each definition as one of its own",
}
CONNECTIVES = ("and", "or", "not")
"""Words that a reader of Python takes for ways to put relations together."""

RELATIONS = ("==", "!=", "<=", ">=", "=", "<", ">")


@dataclass(frozen=True, slots=True)
class Source:
    """A piece of a user's line, its syntax tree, and where the piece begins in the line."""

    text: str
    start: int
    piece: str
    tree: ast.expr

    def column(self, node: ast.AST) -> int:
        """The character of the line at which a node begins, from 0."""
        at = getattr(node, "col_offset", 0)  # in bytes of UTF-8
        return self.start + len(self.piece.encode()[:at].decode())

    def written(self, node: ast.AST) -> str:
        """The characters that a node was read from."""
        return ast.get_source_segment(self.piece, node) or ""

    def error(self, message: str, node: ast.AST | None = None) -> InputError:
        """An error that points at a node, or at the beginning of the piece."""
        return InputError(message, self.text, self.column(node or self.tree))


def clean(text: str) -> str:
    """The line with plain spaces for other white space, and letters in their composed form.

    Raises InputError for an empty line and for characters that the syntax does not have.
    """
    line = unicodedata.normalize("NFC", re.sub(r"[\t\n\r\f\v]", " ", text))
    if not line.strip():
        raise InputError("nothing is written here; write for example y[i] = exp(x[i])")
    for column, character in enumerate(line):
        _check_character(line, column, character)
    _check_words(line)
    _check_brackets(line)
    _check_gaps(line)
    _check_length(line)
    return line


def _check_character(line: str, column: int, character: str) -> None:
    if character in PUNCTUATION:
        return
    if not character.isprintable():
        code = f"U+{ord(character):04X}"
        printable = "".join(c if c.isprintable() else "?" for c in line)
        raise InputError(f"a character that can't be shown, {code}", printable, column)
    if character in INSTEAD or not f"a{character}".isidentifier():  # a· is a name in Python
        instead = INSTEAD.get(character)
        hint = f"; {instead}" if instead else ""
        raise InputError(f"{character!r} is not part of the syntax{hint}", line, column)


def _check_words(line: str) -> None:
    for word in re.finditer(r"\w+", line):
        name, column = word.group(), word.start()
        if unicodedata.normalize("NFKC", name) != name:  # Python would read another name
            plain = unicodedata.normalize("NFKC", name)
            raise InputError(f"{name!r} has look-alike characters; write {plain}", line, column)
        if keyword.iskeyword(name):
            if name in CONNECTIVES:
                message = f"{name} has no meaning here; state one relation at a time"
                raise InputError(message, line, column)
            other = {"lambda": "lam", "if": "where(a > b, u, v)"}.get(name, f"{name}_")
            message = f"{name} is a reserved word of Python's; write {other} instead"
            raise InputError(message, line, column)
        if name[0].isdigit() and len(name.replace("_", "")) > MAX_DIGITS:
            raise InputError(f"a number of more than {MAX_DIGITS} digits", line, column)


def _check_brackets(line: str) -> None:
    still_open: list[int] = []
    for column, character in enumerate(line):
        if character in CLOSING:
            still_open.append(column)
            if len(still_open) > MAX_NESTING:
                raise _too_deep(line, column)
        elif character in CLOSING.values():
            if not still_open:
                raise InputError(f"{character} closes no bracket", line, column)
            opening = line[still_open.pop()]
            if CLOSING[opening] != character:
                message = f"{opening} is closed by {character}, not by {CLOSING[opening]}"
                raise InputError(message, line, column)
    if still_open:
        raise InputError(f"{line[still_open[-1]]} is never closed", line, still_open[-1])


def _check_gaps(line: str) -> None:
    gap = re.search(r"(?:\w\s+|[)\]]\s*)(\w+)", line)
    if gap:
        message = f"an operation is missing before {gap.group(1)}"
        raise InputError(message, line, gap.start(1))


def _check_length(line: str) -> None:
    signs = re.search(rf"(?:[-+]\s*){{{MAX_NESTING + 1}}}", line)
    if signs:
        raise _too_deep(line, signs.start())
    if len(line) > MAX_CHARACTERS:
        raise InputError(f"the line is too long: {len(line)} characters (limit {MAX_CHARACTERS})")
    count = len(re.findall(r"\*\*|[-+*/]", line))
    if count > MAX_OPERATIONS:
        raise InputError(f"{count} operations in one line (limit {MAX_OPERATIONS})")


def _too_deep(line: str, column: int | None = None) -> InputError:
    return InputError(f"nested too deeply (limit {MAX_NESTING})", line, column)


def relations(line: str) -> Iterator[tuple[str, int]]:
    """Every relation sign outside brackets, with its column."""
    depth, column = 0, 0
    while column < len(line):
        depth += (line[column] in CLOSING) - (line[column] in CLOSING.values())
        sign = next((r for r in RELATIONS if line.startswith(r, column)), None)
        if sign and not depth:
            yield sign, column
        column += len(sign) if sign else 1


def parse(line: str, start: int = 0, end: int | None = None) -> Source:
    """The syntax tree of a piece of a clean line; raises InputError when it can't be read."""
    whole = line[start:end]
    piece = whole.strip()
    start += len(whole) - len(whole.lstrip())
    if not piece:
        raise InputError("something is missing here", line, start)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # such as "invalid decimal literal" for 1if
            tree = ast.parse(piece, mode="eval").body
    except SyntaxError as error:
        raise _unreadable(error, line, start, piece) from None
    except (RecursionError, MemoryError):
        raise _too_deep(line) from None
    source = Source(line, start, piece, tree)
    _check_nesting(source)
    return source


def _unreadable(error: SyntaxError, line: str, start: int, piece: str) -> InputError:
    offset = max(0, min((error.offset or 1) - 1, len(piece)))
    if "too many nested" in error.msg:
        return _too_deep(line)
    if piece[-1] in "+-*/,.":
        return InputError("something is missing at the end", line, start + len(piece))
    if "literal" in error.msg:
        message = "a number and a name need an operation between them, such as 2*x"
    else:
        message = f"this can't be read: {error.msg}"
    return InputError(message, line, start + offset)


CHAINS = ((ast.Add, ast.Sub), (ast.Mult, ast.Div))


def chain_of(node: ast.AST) -> tuple[type[ast.operator], ...]:
    """The operators with which a node forms one flat chain, a + b - c or a*b/c; () for others."""
    if isinstance(node, ast.BinOp):
        return next((family for family in CHAINS if isinstance(node.op, family)), ())
    return ()


def _check_nesting(source: Source) -> None:
    """Measure the depth without recursion; a chain a + b + c counts as one level."""
    todo: list[tuple[ast.AST, int]] = [(source.tree, 1)]
    while todo:
        node, depth = todo.pop()
        if depth > MAX_NESTING:
            raise _too_deep(source.text, source.column(node))
        family = chain_of(node)
        for child in ast.iter_child_nodes(node):
            if not isinstance(child, ast.expr):
                continue
            flat = family and child is getattr(node, "left", None) and chain_of(child) == family
            todo.append((child, depth if flat else depth + 1))


__all__ = ["MAX_DIGITS", "MAX_NESTING", "Source", "chain_of", "clean", "parse", "relations"]
