"""Typst, which is installed with symsoft: the engine that needs nothing else.

Only the fonts in the package and those that Typst brings are used, so that a document comes out the
same everywhere.  A character that they lack is looked for in the fonts of this machine; when it is
nowhere, that is an error, never an empty box.
"""

from __future__ import annotations

import json
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from symsoft import fonts
from symsoft.typeset.failure import EngineFailure

NAME = "typst"
TIMESTAMP = 0
"""The date in the file: a fixed one, for the same text gives the same bytes."""
STANDARD: Final = "a-2b"
"""PDF/A, for which Typst refuses a character that no font has."""
_FONTS = Path(fonts.__file__).parent
_NO_GLYPH = "could not be displayed"


def there() -> bool:
    """Is the Python package installed?"""
    return find_spec("typst") is not None


def run(text: str) -> bytes:
    """The PDF of a Typst document; raises EngineFailure."""
    try:
        return _compile(text, own_fonts=True)
    except EngineFailure as failure:
        if _NO_GLYPH not in str(failure):
            raise
    return _compile(text, own_fonts=False)


def drawing(svg: str) -> bytes:
    """An SVG drawing as a PDF of its size; raises EngineFailure."""
    return run(
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        f'#image(bytes({json.dumps(svg, ensure_ascii=False)}), format: "svg")\n'
    )


def _compile(text: str, own_fonts: bool) -> bytes:
    try:
        import typst
    except ImportError as error:
        raise EngineFailure(f"the Python package typst can't be loaded: {error}") from None
    try:
        return typst.compile(
            text.encode(),
            format="pdf",
            font_paths=typst.Fonts(include_system_fonts=not own_fonts, font_paths=[_FONTS]),
            timestamp=TIMESTAMP,
            pdf_standards=STANDARD,
        )
    except typst.TypstError as error:
        raise EngineFailure(_first_line(error)) from None


def _first_line(error: Exception) -> str:
    message = str(getattr(error, "message", error)) or "unknown error"
    return re.sub(r"\s+", " ", message.strip().splitlines()[0])
