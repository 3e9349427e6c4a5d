"""The documents of one result, as the command line was asked for them; a PDF is one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import click

from symsoft.api import Problem, Result
from symsoft.backends import BACKENDS
from symsoft.errors import UnsupportedError

PDF, LATEX = "pdf", "latex"
PAGES = ("latex", "typst", "html")
"""The formats with room for code."""
CODE = {"numpy": "python", "c": "c"}
"""The languages of the code that a full document shows, by backend."""


@dataclass(frozen=True)
class Documents:
    """What can be printed of a result.

    ``choices`` are fields of ``symsoft.display.options.Options``; ``command`` states the problem
    again.
    """

    result: Result
    problem: Problem
    command: str
    choices: dict[str, Any]
    engine: str = "auto"

    def text(self, format: str, color: bool = False, prefix: str = "") -> str:
        """The result in one of the formats of text."""
        full = self.choices.get("detail") == "full" and format in PAGES
        more = self._code if full else {}
        return self.result.document(format, color=color, prefix=prefix, **self.choices, **more)

    def latex(self, stem: str) -> tuple[str, dict[str, bytes]]:
        """The LaTeX of a file called so, and what has to lie beside it: pictures, fonts."""
        from symsoft import fonts
        from symsoft.typeset import drawn

        prefix = f"{re.sub('[^A-Za-z0-9]+', '-', stem).strip('-') or self.result.entry}-"
        pictures = {f"{prefix}{name}": svg for name, svg in self._pictures().items()}
        return self.text(LATEX, prefix=prefix), drawn(pictures) | fonts.files(self.result.language)

    def pdf(self) -> tuple[bytes, str]:
        """The result as a PDF, and the engine that made it; engines that fail are said."""
        from symsoft.typeset import typeset

        made = typeset(self.text, self._best_engine(), self.result.language, self._pictures)
        for failure in made.failures:
            click.echo(f"symsoft: {failure}", err=True)
        return made.pdf, made.engine

    def _best_engine(self) -> str:
        """The engine that was asked for; Typst where TeX has no letters for a name."""
        from symsoft.display.latex_names import is_literal
        from symsoft.fonts import missing
        from symsoft.typeset import AUTO, embedded

        labels = self.result.derivations[0].proof.system.labels
        typed = self.command + "".join(name for names in labels.values() for name in names)
        chinese = self.result.language != "en"
        spelled = is_literal(typed, chinese) and not missing(typed, self.result.language)
        return embedded.NAME if self.engine == AUTO and not spelled else self.engine

    def _pictures(self) -> dict[str, str]:
        """The drawings by name."""
        return {} if self.choices.get("detail") == "brief" else self.result.pictures()

    def code(self, backend: str, stem: str | None) -> dict[str, str]:
        """The source files in one language, by suffix; raises UnsupportedError."""
        from symsoft import programs  # brings NumPy along, which a document doesn't need

        made = self._routines
        full = f"{self.command} --format {backend}"
        return programs.texts(backend, made, full, sizes=self.result.sizes, stem=stem)

    @cached_property
    def _routines(self) -> tuple[Any, ...]:
        """The routines, which are the same in every language."""
        from symsoft import programs

        return programs.routines(self.problem)

    @cached_property
    def _code(self) -> dict[str, Any]:
        """The code for a full document and what running it has shown, said where there is none."""
        from symsoft import programs
        from symsoft.display.options import Listing

        try:
            listings = tuple(
                Listing(CODE[name], self.code(name, None)[BACKENDS[name].suffix]) for name in CODE
            )
            runs = programs.examined(self._routines)
            return {"listings": listings, "certificate": tuple(run.evidence for run in runs)}
        except UnsupportedError as error:
            click.echo(f"symsoft: no code: {error}", err=True)
            return {}
