"""C11: kernels as a source file and a header, in f64 and f32, and as functions to be called.

Expressions, loops, sums and names have files of their own beside this one, called ``c_…``.  None of
them may import another backend, derive, or check.
"""

from pathlib import Path
from shlex import split

from symsoft.accuracy import Accuracy
from symsoft.backends.c_build import compiler, compilers
from symsoft.backends.c_driver import example, sanitised_check
from symsoft.backends.c_run import runner
from symsoft.backends.c_source import source
from symsoft.backends.c_sums import sum_error

SUFFIX = ".c"
OPTIONS = ("fixed", "stem")
"""What ``source`` can be told beside the kernels."""
ACCURACY = Accuracy(sum_error)


def tools() -> dict[str, dict[str, str]]:
    """For each compiler that is found, by the name of its program, the options of ``runner``."""
    return {Path(split(command)[0]).name: {"command": command} for command in compilers()}


__all__ = ["OPTIONS", "SUFFIX", "compiler", "example", "runner", "sanitised_check", "source"]
