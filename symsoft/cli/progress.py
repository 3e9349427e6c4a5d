"""One line on a terminal that says what is being done; nothing where stderr is no terminal."""

from __future__ import annotations

import shutil
import sys
from types import TracebackType


class Progress:
    """A line on stderr that is rewritten, and gone at the end."""

    def __init__(self) -> None:
        self._wanted = sys.stderr is not None and sys.stderr.isatty()
        self._width = 0

    def show(self, text: str) -> None:
        """Write a text over the one before."""
        if self._wanted:
            shown = text[: shutil.get_terminal_size().columns - 1]
            sys.stderr.write(f"\r{shown}{' ' * (self._width - len(shown))}")
            sys.stderr.flush()
            self._width = len(shown)

    def clear(self) -> None:
        """Take the text away."""
        if self._width:
            sys.stderr.write(f"\r{' ' * self._width}\r")
            sys.stderr.flush()
            self._width = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()
