"""The exact decision procedure: decides identities for every n.  ``decide`` is its interface.

Both sides are brought to a normal form, a polynomial over atoms (entries, sizes, deltas, sums that
can't be simplified, ...).  Equal normal forms are equal functions, whatever relations there may be
between atoms, so HOLDS is sound for every n.  Different normal forms say nothing: UNKNOWN.

What HOLDS means.  The sides are equal wherever both are defined and the system's assumptions hold:

* Every rewriting keeps the value, and may only enlarge the domain.  Products of roots and of
  logarithms are taken apart only where their factors are provably positive.
* A power whose exponent is neither whole nor a number is defined for a positive base, and for any
  base where the exponent is whole; a number that is not whole needs a base >= 0.
* A derivative is defined where the rules of differentiation give it a value.  At a kink it has the
  value that the system states, and is undefined, so not looked at, where the system states none.
  A Where is differentiated branch by branch, off its boundary.
* A derivative by a defined quantity takes it as an input.  An equation that mentions the variable
  is not used under the derivative: it holds at the point, not near it.

The layers, each a class that builds on the one before:

====================  ==========================================================================
ring, bases           products, powers of polynomials, the test for 0
signs                 what is provably positive
functions, steps      exp, log, powers, trigonometry; kinks, first as written, then by indicators
defined               what certainly exists
sums, largest         sums and largest values over an index, deltas
rewriting             renaming indices, replacing entries
derivation            the checker's own derivatives
facts, given          assumptions
normal                terms to normal forms
memory                normal forms that one decision leaves to the next
====================  ==========================================================================

``decide`` splits on whether free indices coincide where that matters.
"""

from symsoft.checking.exact.decide import decide
from symsoft.checking.exact.memory import Memory

__all__ = ["Memory", "decide"]
