"""C11: kernels as a source file and a header, in f64 and f32, and as functions to be called.

Expressions, loops, sums and names have files of their own beside this one, called ``c_…``.  None of
them may import another backend, derive, or check.
"""

from symsoft.backends.c_build import compiler
from symsoft.backends.c_driver import example, sanitised_check
from symsoft.backends.c_run import runner
from symsoft.backends.c_source import source

SUFFIX = ".c"
OPTIONS = ("fixed", "stem")
"""What ``source`` can be told beside the kernels."""

__all__ = ["OPTIONS", "SUFFIX", "compiler", "example", "runner", "sanitised_check", "source"]
