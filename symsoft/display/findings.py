"""What the checkers found, counted and put into words.  Judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from symsoft.display import scopes
from symsoft.display.phrases import Phrases
from symsoft.display.scopes import Formula
from symsoft.display.told import told
from symsoft.proof import DOMAIN, Evidence, Proof, Step, Verdict


@dataclass(frozen=True, slots=True)
class Finding:
    """One method's verdict with one scope, and how many steps and whole claims it is about."""

    method: str
    verdict: Verdict
    scope: str
    steps: int
    claims: int


def findings(proofs: Iterable[Proof]) -> list[Finding]:
    """All evidence of the proofs, what is alike counted together: by method, most first."""
    about = [
        found
        for proof in proofs
        for found in (
            *((0, e) for step in proof.steps for e in step.evidence),
            *((1, e) for e in proof.evidence),
        )
    ]
    said = Said([e for _, e in about])
    counts: dict[tuple[str, Verdict, str], list[int]] = {}
    for kind, e in about:
        counts.setdefault((e.method, e.verdict, said.scope(e)), [0, 0])[kind] += 1
    methods = list(dict.fromkeys(method for method, _, _ in counts))
    ordered = sorted(counts.items(), key=lambda item: (methods.index(item[0][0]), -sum(item[1])))
    return [Finding(*key, *count) for key, count in ordered]


class Said:
    """Under which scope each piece of evidence is counted: what holds for more sizes is one."""

    def __init__(self, evidence: Sequence[Evidence]) -> None:
        kinds: dict[tuple[str, Verdict], list[str]] = {}
        for e in evidence:
            kinds.setdefault((e.method, e.verdict), []).append(e.scope)
        self._merged = {kind: scopes.merged(found) for kind, found in kinds.items()}

    def scope(self, e: Evidence) -> str:
        return self._merged[e.method, e.verdict][e.scope]


def troubles(about: Proof | Step) -> tuple[Evidence, ...]:
    """What has to be said beside a line or below a proof: what fails, and what stays unknown.

    A step wants a proof; points at which it holds are none.  A claim has its steps.  That there may
    be no point of which it speaks is said whatever else is known.
    """
    bad = tuple(e for e in about.evidence if e.verdict is Verdict.FAILS or e.method == DOMAIN)
    step = isinstance(about, Step)
    known = any(e.proves if step else e.verdict is Verdict.HOLDS for e in about.evidence)
    if bad or known:
        return bad
    return tuple(e for e in about.evidence if e.verdict is Verdict.UNKNOWN)


def trouble(
    e: Evidence,
    phrases: Phrases,
    escape: Callable[[str], str] = str,
    formula: Formula | None = None,
) -> str:
    """One line about evidence that is no pass: verdict, method, scope, counterexample."""
    head = phrases.word(
        "at-step",
        escape,
        verdict=verdict(e.verdict, phrases, escape),
        method=method(e.method, phrases, escape),
        scope=scopes.spoken(e.scope, phrases, escape, formula),
    )
    return with_detail(head, told(e.detail, phrases, escape), phrases, escape)


def with_detail(
    head: str, detail: str, phrases: Phrases, escape: Callable[[str], str] = str
) -> str:
    """Both, the detail behind the head, or the one that there is."""
    if not head or not detail:
        return head or detail
    return phrases.word("detail", escape, head=head, detail=detail)


def summary(
    proofs: Sequence[Proof],
    phrases: Phrases,
    escape: Callable[[str], str] = str,
    formula: Formula | None = None,
) -> str:
    """The closing line: how many steps were checked, by what, and for which n."""
    found = findings(proofs)
    unchecked = sum(not step.evidence for proof in proofs for step in proof.steps)
    worst = {Verdict.FAILS: 0, Verdict.UNKNOWN: 1, Verdict.HOLDS: 2}
    ordered = sorted(found, key=lambda f: worst[f.verdict])
    clauses = [_clause(f, phrases, escape, formula) for f in ordered]
    if unchecked:
        (counted,) = counts(unchecked, 0, phrases, escape)
        clauses.append(phrases.word("steps not checked", escape, what=counted))
    if not found:
        return phrases.word("not checked", escape)
    between = phrases.word("semicolon", escape)
    return phrases.word("checked", escape, findings=between.join(clauses))


def verdict(v: Verdict, phrases: Phrases, escape: Callable[[str], str] = str) -> str:
    """A verdict in words."""
    return phrases.word(v.value, escape)


def method(name: str, phrases: Phrases, escape: Callable[[str], str] = str) -> str:
    """What a method of checking is called; one without a phrase goes by its name."""
    key = f"method-{name}"
    return phrases.word(key, escape) if key in phrases.words else escape(name)


def _clause(
    f: Finding, phrases: Phrases, escape: Callable[[str], str], formula: Formula | None
) -> str:
    key, usual = f"finding-{f.method}", "finding"
    if f.verdict is not Verdict.HOLDS:
        key, usual = f"finding-bad-{f.method}", "finding-bad"
    return phrases.word(
        key if key in phrases.words else usual,
        escape,
        verdict=verdict(f.verdict, phrases, escape),
        what=phrases.listed(counts(f.steps, f.claims, phrases, escape), escape),
        method=method(f.method, phrases, escape),
        scope=scopes.spoken(f.scope, phrases, escape, formula),
    )


def counts(
    steps: int, claims: int, phrases: Phrases, escape: Callable[[str], str] = str
) -> list[str]:
    """How many steps, and how many claims, those that there are."""
    parts = []
    for count, one, many in (
        (steps, "one step", "many steps"),
        (claims, "one claim", "many claims"),
    ):
        if count:
            parts.append(phrases.word(one if count == 1 else many, escape, count=str(count)))
    return parts
