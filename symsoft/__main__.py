"""``python -m symsoft``: the command line."""

import sys

from symsoft.cli import main

if __name__ == "__main__":
    sys.exit(main())
