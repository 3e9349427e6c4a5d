"""What a derivation gives back: the derivations with their evidence, printable in every format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from symsoft.catalog import Entry
from symsoft.checking.check import verdict
from symsoft.display.options import Options
from symsoft.display.phrases import catalogue
from symsoft.errors import InputError
from symsoft.proof import Derivation, Form, Proof, Verdict
from symsoft.suggest import did_you_mean
from symsoft.targets import TARGETS


@dataclass(frozen=True, slots=True)
class Result:
    """One derivation for each variable, printable in every format.

    A notebook shows it with its formulas typeset.  ``language`` is one of
    ``symsoft.display.phrases.LANGUAGES``, ``about`` the catalogue's entry, if it is about one.
    """

    derivations: tuple[Derivation, ...]
    sizes: Mapping[str, int] | None = None
    language: str = "en"
    about: Entry | None = None

    @property
    def entry(self) -> str:
        """The catalogue entry's name, or the name of the quantity that the user defined last."""
        return self.derivations[0].entry

    @property
    def verdict(self) -> Verdict:
        """HOLDS only when every derivation holds."""
        return worst(verdict(d) for d in self.derivations)

    def document(self, format: str, **choices: Any) -> str:
        """The result in one of the formats of ``symsoft.targets.TARGETS``.

        ``choices`` are fields of ``symsoft.display.options.Options``, such as ``color=True`` for a
        terminal or ``detail="brief"``.  Raises InputError for an unknown format.
        """
        if format not in TARGETS:
            raise InputError(f"no format {format!r}{did_you_mean(format, TARGETS)}")
        return TARGETS[format].document(self.derivations, replace(self._options(), **choices))

    def pictures(self) -> dict[str, str]:
        """The drawings of the result as SVG, by name, in the colours of print."""
        from symsoft.pictures import PLAIN, figures  # text needs none of it

        drawn = figures(self.derivations, self._options())
        return {figure.name: figure.svg(PLAIN) for figure in drawn}

    def text(self) -> str:
        """80 columns of Unicode, as the terminal shows it."""
        return self.document("text")

    def latex(self) -> str:
        """A whole LaTeX document."""
        return self.document("latex")

    def json(self) -> str:
        """The JSON that the command line prints."""
        return self.document("json")

    def markdown(self) -> str:
        """A Markdown file with formulas as GitHub shows them."""
        return self.document("markdown")

    def _repr_latex_(self) -> str:
        return TARGETS["latex"].snippet(self.derivations, self._options())

    def _repr_markdown_(self) -> str:
        return TARGETS["markdown"].snippet(self.derivations, self._options())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        kinds = {
            "text/plain": self.text,
            "text/latex": self._repr_latex_,
            "text/markdown": self._repr_markdown_,
        }
        wanted = [k for k in kinds if k in (include or kinds) and k not in (exclude or ())]
        return {kind: kinds[kind]() for kind in wanted}

    def _options(self) -> Options:
        phrases = catalogue(self.language)
        found = Options(entry=self.entry, n=self.sizes, phrases=phrases)
        if self.about is None:
            return found
        title = phrases.entry_title(self.about.name, self.about.title)
        return replace(found, title=title, references=self.about.references)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """FAILS if any fails, else UNKNOWN if any is unknown, else HOLDS.

    >>> worst([Verdict.HOLDS, Verdict.UNKNOWN]).value
    'unknown'
    """
    found = set(verdicts)
    return next((v for v in (Verdict.FAILS, Verdict.UNKNOWN) if v in found), Verdict.HOLDS)


def show(record: Proof | Form | Derivation, *, language: str = "en") -> Result:
    """A proof, such as a lemma, or a form, by itself: printable, and typeset in a notebook.

    >>> from symsoft import derive
    >>> print(show(derive("lse").derivations[0].forms[0]).text().splitlines()[0])
    F: ∂F/∂x_j
    """
    if isinstance(record, Derivation):
        return Result((record,), language=language)
    proof = record.proof if isinstance(record, Form) else record
    return Result((Derivation(proof.system.target.name, proof),), language=language)
