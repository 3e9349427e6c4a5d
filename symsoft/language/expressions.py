"""Python's syntax tree of one expression to a draft of the term: what each word and sign means."""

from __future__ import annotations

import ast
from functools import partial
from typing import Any

from symsoft.language.calls import BUILT_IN
from symsoft.language.drafts import Bare, Letter, add, divide, multiply, negate, quantity, raise_to
from symsoft.language.entries import Entries
from symsoft.language.inlining import inline
from symsoft.language.literals import calculated, number
from symsoft.language.mentions import Mentions, reserved, subscripts
from symsoft.language.register import Place, Register
from symsoft.language.syntax import Source, chain_of
from symsoft.language.vocabulary import CONSTANTS, RESERVED

MAX_INDEX = 1_000
"""An axis has as many entries as are named; with more, ball arithmetic would take minutes."""

MISPLACED: dict[type[ast.expr], str] = {
    ast.Compare: "a comparison belongs inside where(a > b, u, v)",
    ast.Tuple: "a comma belongs between the arguments of a function or between indices",
    ast.List: "a list has no meaning here; an entry is written x[i]",
    ast.Attribute: "a dot has no meaning here",
    ast.Starred: "a star has no meaning here",
    ast.Slice: "an index is a letter or an integer from 1",
}


class Reader:
    """Reads the expressions of one line; ``scope`` holds the indices that have a meaning in it."""

    def __init__(
        self,
        register: Register,
        entries: Entries,
        scope: dict[str, Letter],
        mentions: Mentions,
        *,
        opens: bool = False,
        derivatives: bool = False,
        taken: frozenset[str] = frozenset(),
    ) -> None:
        """``opens``: free indices may appear without being announced.

        ``derivatives``: D(u, x[j]) may be written.  ``taken`` are names that letters brought in by
        catalogue functions must not use.
        """
        self.register = register
        self.entries = entries
        self.scope = scope
        self.mentions = mentions
        self.opens = opens
        self.derivatives = derivatives
        self.taken = taken
        self.free = frozenset(scope)

    def read(self, source: Source, node: ast.expr | None = None) -> Any:
        """The draft of a node, by default of the whole piece; raises InputError."""
        node = node or source.tree
        match node:
            case ast.Constant():
                return number(source, node)
            case ast.Name():
                return self._name(source, node)
            case ast.UnaryOp(op=ast.USub()):
                return negate(self.read(source, node.operand))
            case ast.UnaryOp(op=ast.UAdd()):
                return self.read(source, node.operand)
            case ast.BinOp() if chain_of(node):
                return self._chain(source, node)
            case ast.BinOp(op=ast.Pow()):
                base, exponent = self.read(source, node.left), self.read(source, node.right)
                return calculated(source, node, partial(raise_to, base, exponent))
            case ast.Subscript():
                return self._entry(source, node)
            case ast.Call():
                return self._call(source, node)
        raise source.error(MISPLACED.get(type(node), "this is not part of the syntax"), node)

    def _name(self, source: Source, node: ast.Name) -> Any:
        if node.id in CONSTANTS:
            return CONSTANTS[node.id]
        if node.id in RESERVED:
            raise reserved(node.id, source, node)
        self.register.use(node.id, 0, Place(source, node))
        return Bare(node.id)

    def _chain(self, source: Source, node: ast.BinOp) -> Any:
        """Read a + b - c or a*b/c, however long, without recursion along the chain."""
        family = chain_of(node)
        links: list[ast.BinOp] = []
        first: ast.expr = node
        while isinstance(first, ast.BinOp) and chain_of(first) == family:
            links.append(first)
            first = first.left
        links.reverse()
        found = self.read(source, first)
        if isinstance(node.op, ast.Add | ast.Sub):
            return add(found, *(self._summand(source, link) for link in links))
        for link in links:
            right = self.read(source, link.right)
            step = multiply if isinstance(link.op, ast.Mult) else divide
            found = calculated(source, link.right, partial(step, found, right))
        return found

    def _summand(self, source: Source, link: ast.BinOp) -> Any:
        term = self.read(source, link.right)
        return negate(term) if isinstance(link.op, ast.Sub) else term

    def _entry(self, source: Source, node: ast.Subscript) -> Any:
        name = node.value
        if isinstance(name, ast.Call):
            advice = "give it a name on a line before: y = f(x), then write y[i]"
            raise source.error(f"only a name can have subscripts; {advice}", node)
        if not isinstance(name, ast.Name):
            message = "only a name can have subscripts; two of them are written x[i,j]"
            raise source.error(message, node)
        indices = [self.index(source, place) for place in subscripts(node)]
        axes = self.register.use(name.id, len(indices), Place(source, name))
        for index, axis, at in zip(indices, axes, subscripts(node), strict=True):
            self.register.join(index, axis, Place(source, at))
        return quantity(name.id, *indices)

    def index(self, source: Source, node: ast.expr) -> Any:
        """The Letter or the Integer that stands where an index belongs."""
        if isinstance(node, ast.Name):
            return self._letter(source, node)
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value > 0:
            if node.value > MAX_INDEX:
                message = f"an index above {MAX_INDEX}: what names it is checked entry by entry"
                raise source.error(message, node)
            return number(source, node)
        written = source.written(node)
        message = f"an index is a letter or an integer from 1, not {written}"
        raise source.error(message.removesuffix(", not "), node)

    def _letter(self, source: Source, node: ast.Name) -> Letter:
        if node.id in self.scope:
            return self.scope[node.id]
        if node.id in self.mentions.bound:
            raise source.error(
                f"index {node.id} is summed and free at once: here it stands outside its sum; "
                "use another letter in one of the two places",
                node,
            )
        if not self.opens:
            raise source.error(
                f"index {node.id} is free on the right but absent on the left; "
                f"write it on the left too, or sum over it: sum(..., {node.id})",
                node,
            )
        self.scope[node.id] = self.register.index(node.id, Place(source, node))
        return self.scope[node.id]

    def _call(self, source: Source, node: ast.Call) -> Any:
        if not isinstance(node.func, ast.Name):
            raise source.error("a product is written a*(b)", node)
        built_in = BUILT_IN.get(node.func.id)
        return built_in(self, source, node) if built_in else inline(self, source, node)


__all__ = ["Reader"]
