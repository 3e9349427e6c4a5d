"""Drawings of the project's own: small SVG, drawn once and placed in every kind of document.

The modules named after a picture turn numbers into SVG text and know no term; ``figures`` says
which pictures a derivation has and takes their numbers from ball arithmetic, so that they are the
same on every machine.  Nothing here derives or judges.
"""

from __future__ import annotations

from symsoft.pictures.figures import Figure, figures
from symsoft.pictures.svg import ON_PAGE, PLAIN, SCALE, Ink

__all__ = ["ON_PAGE", "PLAIN", "SCALE", "Figure", "Ink", "figures"]
