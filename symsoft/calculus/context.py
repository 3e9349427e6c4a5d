"""What a rule may look at beside its node: the system, lemmas proved on demand.  No rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from symsoft.language.system import Assumption, System
from symsoft.language.terms import Index
from symsoft.proof import Proof, Toward


@dataclass(frozen=True, slots=True)
class Line:
    """One line to show: what became of the expression, by which rule, with what."""

    rule: str
    after: Any
    cites: tuple[Any, ...] = ()
    given: tuple[Assumption, ...] = ()


@dataclass(slots=True)
class Context:
    """The surroundings of a rule while one derivation runs.

    A rule that uses a definition, a lemma or an assumption notes it in ``cited`` and ``used``;
    whoever applies the rule empties them into the Step.  Where a rule needs them, ``axes`` are the
    free indices of the claim, the output's and then the input's, ``sizes`` a value for each range,
    ``toward`` the limit that is taken; ``rows`` of the axes number the rows of a matrix, and by the
    ``convention`` its vectors are columns or rows; ``kept`` are the derivatives that stay in the
    result by name, as pairs of what and by what, if ``naming`` lets them.  Those of the target by
    what is in ``keep`` do so whatever they cost.
    """

    system: System
    keys: frozenset[str]
    prove_derivative: Callable[[str, str], Proof | None]
    prove_sum: Callable[[str, int], Proof | None]
    barred: frozenset[Assumption] = frozenset()
    cited: list[Any] = field(default_factory=list)
    used: list[Assumption] = field(default_factory=list)
    memo: dict[str, Any] = field(default_factory=dict)
    axes: tuple[Index, ...] = ()
    rows: int = 0
    convention: str = "column"
    toward: Toward | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()
    kept: set[tuple[str, str]] = field(default_factory=set)
    naming: bool = True

    @property
    def assumptions(self) -> list[Assumption]:
        """Those that may be used; under a derivative the ones about its variable are barred."""
        return [a for a in self.system.assumptions if a not in self.barred]

    def line(self, rule: str, after: Any) -> Line:
        """A line with everything noted since the last one."""
        made = Line(rule, after, tuple(self.cited), tuple(self.used))
        self.cited.clear()
        self.used.clear()
        return made

    def cite(self, what: Any) -> None:
        if what not in self.cited:
            self.cited.append(what)

    def use(self, assumption: Assumption) -> None:
        if assumption not in self.used:
            self.used.append(assumption)

    def keeps(self, head: str, by: str) -> bool:
        """Is the derivative of ``head`` by ``by`` to go by its name, because that was asked for?"""
        return by in self.keep and head == self.system.target.name

    def constant(self, e: Any, by: Any) -> bool:
        """Is e free of the quantity by which we differentiate?"""
        return not self.system.depends(e, by.name)
