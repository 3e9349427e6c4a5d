"""The errors that users meet: one clear line each, carrying the exit code it leads to.

Nothing else lives here.  A wrong argument of a Python function raises a built-in exception; these
are for what a user said or asked.
"""

from __future__ import annotations

from typing import ClassVar


class SymsoftError(Exception):
    """Base: the message says what is wrong, where, and what would be right."""

    exit_code: ClassVar[int] = 2


class InputError(SymsoftError):
    """What the user wrote can't be read or doesn't fit together."""

    def __init__(self, message: str, text: str = "", column: int | None = None) -> None:
        """column counts characters from 0 and puts a caret under text."""
        self.message, self.text, self.column = message, text, column
        super().__init__(message)

    def __str__(self) -> str:
        if self.column is None:
            return self.message
        before, after = self.column, len(self.text) - self.column
        start = max(0, before - 50)
        line = self.text[start : start + 100] if after + before > 100 else self.text
        return f"{self.message} (column {before + 1})\n  {line}\n  {' ' * (before - start)}^"


class UnsupportedError(SymsoftError):
    """What the user wrote is meaningful, but symsoft can't do it yet."""


class ContradictionError(SymsoftError):
    """The assumptions contradict each other or a condition of the claim."""

    exit_code: ClassVar[int] = 1


class DerivationError(SymsoftError):
    """No rule of the book leads further."""

    exit_code: ClassVar[int] = 3
