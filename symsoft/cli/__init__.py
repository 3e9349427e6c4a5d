"""The command line: prints, writes files, sets exit codes; no mathematics.

This file is the only place where an error becomes a line on stderr and an exit code:
0 all hold, 1 a claim fails or generated/ is stale, 2 usage, unreadable input or unwritable output,
3 something stays unknown, 130 interrupted, 141 the reader of a pipe went away.
Imports here stay light: ``--help`` and ``--version`` load neither SymPy nor NumPy.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from symsoft.errors import SymsoftError

COMPLETE = "_SYMSOFT_COMPLETE"
"""The variable by which a shell asks for completions."""


def main(args: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; without arguments, this process's own."""
    if args is not None:
        return _guarded(args)
    # A run is short and keeps nearly all it builds.  Collecting while SymPy loads, and once more at
    # exit, took a third of the time of importing SymPy.
    gc.disable()
    code = _guarded(sys.argv[1:])
    gc.freeze()
    return code


def _guarded(args: Sequence[str]) -> int:
    _speak_utf8()
    try:
        code = _run(list(args))
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        _drop_stdout()
        return 141


def _run(args: list[str]) -> int:
    import click

    from symsoft.cli.app import app

    if COMPLETE in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(app, {}, "symsoft", COMPLETE, os.environ[COMPLETE])
    try:
        with app.make_context("symsoft", args) as context:
            return int(app.invoke(context) or 0)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as error:
        return _fail(_one_line(error), error.exit_code)
    except SymsoftError as error:
        return _fail(str(error), error.exit_code)
    except RecursionError:
        return _fail("the expression is nested too deeply", SymsoftError.exit_code)


def _fail(message: str, code: int) -> int:
    print(f"symsoft: {message}", file=sys.stderr)
    return code


def _one_line(error: Exception) -> str:
    """What click found wrong, without its usage block."""
    import click

    from symsoft.suggest import did_you_mean

    if isinstance(error, click.NoSuchOption):
        hint = did_you_mean(error.option_name, error.possibilities or ())
        return f"no option {error.option_name}{hint} (see symsoft --help)"
    assert isinstance(error, click.ClickException)
    message = error.format_message().rstrip(".")
    return message[:1].lower() + message[1:]


def _speak_utf8() -> None:
    """Formulas are Unicode whatever the locale says."""
    for stream, errors in ((sys.stdout, "strict"), (sys.stderr, "backslashreplace")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors=errors)


def _drop_stdout() -> None:
    """Point stdout at nothing, so that Python's own flush at exit stays quiet too."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
