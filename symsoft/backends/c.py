"""C11: kernels as a source file and a header, in f64 and f32, and as functions to be called.

Expressions, loops, sums and names have files of their own beside this one, called ``c_…``.  None of
them may import another backend, derive, or check.
"""

from pathlib import Path
from shlex import join, split

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
    """For each compiler that is found the options of ``runner``.

    By the name of its program and its flags, or where two are alike, by its command.
    """
    commands = compilers()
    names = [_short(command) for command in commands]
    return {
        name if names.count(name) == 1 else command: {"command": command}
        for name, command in zip(names, commands, strict=True)
    }


def _short(command: str) -> str:
    program, *flags = split(command)
    return join([Path(program).name, *flags])


__all__ = ["OPTIONS", "SUFFIX", "compiler", "example", "runner", "sanitised_check", "source"]
