"""Every English word that a printed derivation contains, in one catalogue.

Another language is another ``Phrases`` of the same shape.  A template's fields in braces are filled
by the printer with formulas; the words around them are plain text, which the printer escapes.
Nothing here knows a term.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class Rule:
    """How a rule is spoken of: its title, and the reason it gives for a step.

    ``bare`` is the reason for a step that cites nothing.  Fields: ``{cites}``, ``{given}``, and
    ``{formula}``, the rule itself as a formula (see ``formulas``).
    """

    title: str
    reason: str
    bare: str = ""


@dataclass(frozen=True, slots=True)
class Phrases:
    """The catalogue of one language."""

    language: str
    rules: Mapping[str, Rule]
    words: Mapping[str, str]

    def title(self, rule: str) -> str:
        """What a rule is called; a rule that the catalogue does not know goes by its key.

        >>> ENGLISH.title("chain-exp")
        'chain rule for exp'
        """
        return self._rule(rule).title

    def reason(
        self,
        rule: str,
        cites: Sequence[str] = (),
        given: Sequence[str] = (),
        formula: str = "",
        escape: Callable[[str], str] = str,
    ) -> str:
        """Why a step holds, in words.

        >>> ENGLISH.reason("definition", ["y_i"])
        'definition of y_i'
        """
        found = self._rule(rule)
        fields = {"cites": self.listed(cites, escape), "given": self.listed(given, escape)}
        fields["formula"] = formula
        wanted = {name for _, name, _, _ in Formatter().parse(found.reason) if name}
        complete = all(fields[name] for name in wanted)
        return fill(found.reason if complete else found.bare or found.title, escape, **fields)

    def word(self, key: str, escape: Callable[[str], str] = str, **fields: str) -> str:
        """One of the other phrases; raises KeyError for a key that is not in the catalogue."""
        return fill(self.words[key], escape, **fields)

    def listed(self, parts: Sequence[str], escape: Callable[[str], str] = str) -> str:
        """``a``, ``a and b``, ``a, b and c``.

        >>> ENGLISH.listed(["a", "b", "c"])
        'a, b and c'
        """
        if len(parts) < 2:
            return "".join(parts)
        return self.word("and", escape, first=", ".join(parts[:-1]), last=parts[-1])

    def _rule(self, key: str) -> Rule:
        found = self.rules.get(key)
        words = key.replace("-", " ")
        return found or Rule(words, words)


def fill(template: str, escape: Callable[[str], str], **fields: str) -> str:
    """A template with its fields put in and the words around them escaped."""
    parts = Formatter().parse(template)
    return "".join(escape(text) + (fields[name] if name else "") for text, name, _, _ in parts)


def _chain(function: str) -> Rule:
    return Rule(f"chain rule for {function}", f"chain rule for {function}")


_RULES = {
    "definition": Rule("definition", "definition of {cites}", "definition"),
    "fold": Rule("definition read backwards", "definition of {cites}", "definition"),
    "quotient": Rule("quotient rule", "quotient rule"),
    "linearity": Rule("linearity", "linearity of the derivative"),
    "sum": Rule("derivative of a sum", "derivative of a sum"),
    "product": Rule("product rule", "product rule"),
    "power": Rule("power rule", "power rule"),
    "exponential": Rule("derivative of an exponential", "derivative of an exponential"),
    **{
        f"chain-{name}": _chain(name)
        for name in ("exp", "log", "sin", "cos", "tanh", "sinh", "cosh", "erf")
    },
    "chain-abs": _chain("the absolute value"),
    "chain-sign": _chain("the sign"),
    "chain-maximum": _chain("the maximum"),
    "chain-minimum": _chain("the minimum"),
    "where": Rule("derivative piece by piece", "derivative piece by piece"),
    "variable": Rule("derivative of a variable", "{formula}"),
    "constant": Rule("derivative of a constant", "constant, its derivative is 0"),
    "lemma": Rule("lemma", "lemma: {cites}", "lemma"),
    "chain-through": Rule("chain rule", "chain rule through {cites}", "chain rule"),
    "delta": Rule("the delta picks one term", "the delta picks one term"),
    "constants-out": Rule("constants leave the sum", "constants leave the sum"),
    "split-at-delta": Rule("split the sum at the delta", "split the sum at the delta"),
    "split-sum": Rule("split the sum", "split the sum"),
    "exchange": Rule("exchange the sums", "exchange the sums"),
    "assumption": Rule("assumption", "assumption: {given}", "assumption"),
    "fact": Rule("proved identity", "proved above: {cites}", "proved above"),
    "cancel": Rule("cancel", "cancel"),
    "where-factor": Rule("factor out of the pieces", "factor out of the pieces"),
    "cancel-factors": Rule("cancel factors", "cancel"),
    "expand": Rule("expand", "expand"),
    "factor": Rule("factor", "factor"),
    "delta-index": Rule("the delta makes the indices equal", "{formula}"),
    "exp-sum": Rule("exponential of a sum", "{formula}"),
    "log-product": Rule("logarithm of a product", "{formula}"),
    "delta-through": Rule("delta through two sums", "the delta picks one term"),
    "tanh-exp": Rule("hyperbolic tangent by exponentials", "{formula}"),
    "log-exp": Rule("logarithm of an exponential", "{formula}"),
    "log-power": Rule("logarithm of a power", "{formula}"),
    "log-derivative": Rule("logarithmic derivative", "{formula}"),
    "sign-root": Rule("square root of a square", "{formula}"),
    "cases": Rule("cases", "case by case"),
    "matrix": Rule("matrix notation", "in matrix notation"),
    "entries": Rule("entries written out", "written out"),
    "contract-vjp": Rule("definition of the VJP", "definition of the VJP"),
    "contract-jvp": Rule("definition of the JVP", "definition of the JVP"),
    "shift": Rule("lower by the largest exponent", "lower by the largest exponent"),
    "shift-two": Rule("lower by the larger exponent", "lower by the larger exponent"),
    "exp-product": Rule("product of exponentials", "{formula}"),
    "cosh-exp": Rule("hyperbolic cosine by exponentials", "cosh by exponentials"),
    "positive-part": Rule("positive and negative part", "positive and negative part"),
    "zero-weight": Rule("weight 0", "a weight of 0 counts as 0"),
    "add-subtract": Rule("add and subtract", "add and subtract the same term"),
    "split-quotient": Rule("split the quotient", "split the quotient"),
    "join-sum": Rule("join the sum", "join the sum"),
    "split-at-index": Rule("split off one term", "split off the term that the delta picks"),
}

_WORDS = {
    "and": "{first} and {last}",
    "definitions": "Definitions",
    "assumptions": "Assumptions",
    "kink": "{formula} (the value taken at the kink)",
    "tie": "{function}(a, b)′ takes {share} of a′ and {rest} of b′ where a = b",
    "onehot": "{formula} is one-hot",
    "for all": "{formula} for all {indices}",
    "range": "{indices} from {first} to {last}",
    "proof": "Derivation",
    "proof-of": "Derivation of {formula}",
    "lemma": "Lemma {number}",
    "theorem": "Theorem",
    "form-delta": "With deltas",
    "form-plain": "Result",
    "form-cases": "By cases",
    "form-matrix": "In matrix form",
    "form-entries": "Written out",
    "form-entries-at": "Written out for {sizes}",
    "form-kinds": "The kinds of entry",
    "form-kinds-at": "The kinds of entry for {sizes}",
    "form-vjp": "Vector-Jacobian product (backward)",
    "form-jvp": "Jacobian-vector product (forward)",
    "form-stable": "Safe from overflow",
    "form-stable-delta": "The derivative, safe from overflow",
    "form-stable-vjp": "Backward, safe from overflow",
    "form-stable-jvp": "Forward, safe from overflow",
    "form-stable-hvp": "Hessian-vector product, safe from overflow",
    "form-hvp": "Hessian-vector product",
    "form-hessian": "Second derivative",
    "valid where": "Valid where",
    "if": "if {conditions}",
    "otherwise": "otherwise",
    "row": "row {number}",
    "title": "{entry}: {formula}",
    "evidence": "Evidence",
    "method": "method",
    "verdict": "verdict",
    "scope": "scope",
    "steps": "steps",
    "holds": "holds",
    "fails": "FAILS",
    "unknown": "UNKNOWN",
    "checked": "checked: {findings}",
    "not checked": "not checked",
    "finding-exact": "{what} exactly, for {scope}",
    "finding-enclosure": "{what} by balls, at {scope}",
    "finding": "{what} by {method}, {scope}",
    "finding-bad": "{verdict}: {what} by {method}, {scope}",
    "one step": "1 step",
    "many steps": "{count} steps",
    "one claim": "1 claim",
    "many claims": "{count} claims",
    "at-step": "{verdict} ({method}, {scope})",
    "detail": "{head}: {detail}",
}

ENGLISH = Phrases("en", _RULES, _WORDS)
