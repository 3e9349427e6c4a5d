"""The exact decision procedure: decides identities for every n.

``decide`` is its whole interface.
"""

from symsoft.checking.exact.decide import decide

__all__ = ["decide"]
