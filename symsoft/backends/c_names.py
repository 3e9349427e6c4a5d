"""Names of quantities, sizes and indices as C identifiers that clash with nothing.

C, its library and C++ (whose programs include the headers) have words of their own, and so has the
generated code; a user's name that is one of them gets a trailing underscore.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

_KEYWORDS = """
auto break case char const continue default do double else enum extern float for goto if inline int
long register restrict return short signed sizeof static struct switch typedef union unsigned void
volatile while asm bool true false nullptr constexpr typeof thread_local alignas alignof
static_assert and and_eq bitand bitor catch char8_t char16_t char32_t class co_await co_return
co_yield compl concept const_cast consteval constinit decltype delete dynamic_cast explicit export
friend mutable namespace new noexcept not not_eq operator or or_eq private protected public
reinterpret_cast requires static_cast template this throw try typeid typename using virtual wchar_t
xor xor_eq near far
"""
_LIBRARY = """
size_t ptrdiff_t max_align_t nullptr_t offsetof malloc calloc realloc free abort exit abs labs llabs
div ldiv lldiv rand srand system float_t double_t j0 j1 jn y0 y1 yn gamma signgam scalb drem
significand finite fpclassify isfinite isinf isnan isnormal signbit isgreater isgreaterequal isless
islessequal islessgreater isunordered complex imaginary I linux unix i386
"""
_LIBM = """
acos asin atan atan2 cos sin tan acosh asinh atanh cosh sinh tanh exp exp2 expm1 frexp ilogb ldexp
log log10 log1p log2 logb modf scalbn scalbln cbrt fabs hypot pow sqrt erf erfc lgamma tgamma ceil
floor nearbyint rint lrint llrint round lround llround trunc fmod remainder remquo copysign nan
nextafter nexttoward fdim fmax fmin fma exp10 pow10 sincos
"""
_OWN = """
rows row start end term scratch BLOCK NULL NAN INFINITY HUGE_VAL SIZE_MAX sizes_product sizes_sum
"""
HELPERS = (
    *("total", "add", "value", "sum", "dot", "max", "min"),
    *("sign", "square", "cube", "fourth", "fill", "scratch"),
)
"""What the generated code brings along; f64_ or f32_ stands before these."""

DIRECTIONS = {"cotangent": "g", "tangent": "v"}
"""Names that belong to a role."""

RESERVED = frozenset(
    (_KEYWORDS + _LIBRARY + _LIBM + _OWN).split()
    + [f"{name}{suffix}" for name in _LIBM.split() for suffix in "fl"]
    + [f"{real}_{name}" for name in HELPERS for real in ("f64", "f32")]
    + [f"{name}f" for name in ("j0", "j1", "jn", "y0", "y1", "yn", "gamma", "scalb", "drem")]
)


class Names:
    """Hands out identifiers, each once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self.taken = set(taken)

    def new(self, wanted: str) -> str:
        """The wanted name in C, with as many underscores behind it as it takes to be free."""
        name = identifier(wanted)
        while name in self.taken or name in RESERVED:
            name += "_"
        self.taken.add(name)
        return name


def quantity_names(roles: Mapping[str, str], names: Names) -> dict[str, str]:
    """The identifiers of quantities, given with their roles; names that may stay are kept first."""
    directed = {name: DIRECTIONS[role] for name, role in roles.items() if role in DIRECTIONS}
    found = {name: names.new(letter) for name, letter in directed.items()}
    for name in roles:
        free = name not in (*DIRECTIONS.values(), *RESERVED, *names.taken)
        if name not in found and free and identifier(name) == name:
            found[name] = names.new(name)
    for name in roles:
        if name not in found:
            found[name] = names.new(f"{name}_" if name in DIRECTIONS.values() else name)
    return {name: found[name] for name in roles}


def identifier(name: str) -> str:
    """The name in ASCII and outside of what C reserves: no underscore in front.

    >>> identifier("σ"), identifier("_Tmp"), identifier("x")
    ('sigma', 'Tmp_', 'x')
    """
    plain = "".join(map(_ascii, name))
    stripped = plain.lstrip("_")
    if not stripped or stripped[0].isdigit():
        stripped = f"u{stripped}"
    return stripped if stripped == plain else f"{stripped}_"


def _ascii(character: str) -> str:
    if character.isascii():
        return character
    words = unicodedata.name(character, "").split()
    if words[:1] == ["GREEK"] and words[-2:-1] == ["LETTER"]:
        return words[-1].lower() if "SMALL" in words else words[-1].capitalize()
    return f"u{ord(character):04x}"


__all__ = ["DIRECTIONS", "HELPERS", "RESERVED", "Names", "identifier", "quantity_names"]
