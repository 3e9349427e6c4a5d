"""What the checkers found, counted and put into words.  Judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from symsoft.display.phrases import Phrases
from symsoft.proof import Evidence, Proof, Verdict

_SIGNS = {">=": "≥", "<=": "≤", "!=": "≠", "..": "…"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One method's verdict with one scope, and how many steps and whole claims it is about."""

    method: str
    verdict: Verdict
    scope: str
    steps: int
    claims: int


def findings(proofs: Iterable[Proof]) -> list[Finding]:
    """All evidence of the proofs, what is alike counted together, in order of first appearance."""
    counts: dict[tuple[str, Verdict, str], list[int]] = {}
    for proof in proofs:
        about = [(0, e) for step in proof.steps for e in step.evidence]
        about += [(1, e) for e in proof.evidence]
        for kind, e in about:
            counts.setdefault((e.method, e.verdict, e.scope), [0, 0])[kind] += 1
    return [Finding(*key, *count) for key, count in counts.items()]


def troubles(evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """What has to be said beside a line: what fails, and what is unknown to every method."""
    failed = tuple(e for e in evidence if e.verdict is Verdict.FAILS)
    if failed or any(e.verdict is Verdict.HOLDS for e in evidence):
        return failed
    return tuple(evidence)


def trouble(e: Evidence, phrases: Phrases, escape: Callable[[str], str] = str) -> str:
    """One line about evidence that is no pass: verdict, method, scope, counterexample."""
    fields = {"verdict": verdict(e.verdict, phrases), "method": e.method, "scope": signs(e.scope)}
    head = phrases.word("at-step", escape, **{k: escape(v) for k, v in fields.items()})
    if not e.detail:
        return head
    return phrases.word("detail", escape, head=head, detail=escape(e.detail))


def summary(proofs: Sequence[Proof], phrases: Phrases) -> str:
    """The closing line: how many steps were checked, by what, and for which n."""
    found = findings(proofs)
    unchecked = sum(not step.evidence for proof in proofs for step in proof.steps)
    worst = {Verdict.FAILS: 0, Verdict.UNKNOWN: 1, Verdict.HOLDS: 2}
    clauses = [_clause(f, phrases) for f in sorted(found, key=lambda f: worst[f.verdict])]
    if unchecked:
        clauses.append(f"{_counted(unchecked, 0, phrases)} {phrases.word('not checked')}")
    return (
        phrases.word("checked", findings="; ".join(clauses))
        if found
        else (phrases.word("not checked"))
    )


def verdict(v: Verdict, phrases: Phrases) -> str:
    """A verdict in words."""
    return phrases.word(v.value)


def signs(scope: str) -> str:
    """A scope with ≥ for >= and the like.

    >>> signs("all n >= 1")
    'all n ≥ 1'
    """
    for ascii_, sign in _SIGNS.items():
        scope = scope.replace(ascii_, sign)
    return scope


def _clause(f: Finding, phrases: Phrases) -> str:
    what, scope = _counted(f.steps, f.claims, phrases), signs(f.scope)
    if f.verdict is not Verdict.HOLDS:
        word = verdict(f.verdict, phrases)
        return phrases.word("finding-bad", verdict=word, what=what, method=f.method, scope=scope)
    key = f"finding-{f.method}" if f"finding-{f.method}" in phrases.words else "finding"
    return phrases.word(key, what=what, method=f.method, scope=scope)


def _counted(steps: int, claims: int, phrases: Phrases) -> str:
    parts = []
    for count, one, many in (
        (steps, "one step", "many steps"),
        (claims, "one claim", "many claims"),
    ):
        if count:
            parts.append(phrases.word(one if count == 1 else many, count=str(count)))
    return phrases.listed(parts)
