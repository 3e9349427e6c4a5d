"""What goes wrong while typesetting."""

from __future__ import annotations

from symsoft.errors import SymsoftError


class EngineFailure(Exception):
    """One engine could not typeset the document; the message is one line."""


class TypesetError(SymsoftError):
    """No engine could typeset the document."""
