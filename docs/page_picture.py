"""Makes docs/softmax.png, the picture in the README: the first page of a PDF, with less margin.

Run as ``python docs/page_picture.py`` when that page has changed.
"""

from __future__ import annotations

from pathlib import Path

import typst

from symsoft import api, fonts

PICTURE = Path(__file__).with_name("softmax.png")
MARGINS = 'paper: "a4", margin: 22mm'
NARROWER = "width: 178mm, height: 270mm, margin: (x: 6mm, top: 6mm, bottom: 11mm)"
"""The same room for text as on A4."""
PPI = 110


def main() -> None:
    """Typeset, and keep the first page."""
    text = api.derive("softmax", n=4).document("typst")
    if MARGINS not in text:
        raise SystemExit(f"the document does not say {MARGINS}")
    found = typst.compile(
        text.replace(MARGINS, NARROWER).encode(),
        format="png",
        ppi=PPI,
        font_paths=typst.Fonts(
            include_system_fonts=False, font_paths=[Path(fonts.__file__).parent]
        ),
    )
    pages = found if isinstance(found, list) else [found]
    PICTURE.write_bytes(pages[0])


if __name__ == "__main__":
    main()
