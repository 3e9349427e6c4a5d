"""The commands and their options.  What a command needs is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from symsoft import __version__
from symsoft.display.phrases import LANGUAGES, catalogue
from symsoft.errors import InputError
from symsoft.suggest import did_you_mean

EXPONENTIALS = {"call": "exp", "power": "e"}
"""How --exp is said to printers."""


class Commands(click.Group):
    """A group that says which command was meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None:
            hint = did_you_mean(args[0], self.list_commands(ctx))
            raise click.UsageError(f"no command {args[0]!r}{hint}", ctx)
        return super().resolve_command(ctx, args)


def _entries(_ctx: click.Context, _param: click.Parameter, begun: str) -> list[str]:
    from symsoft.catalog import known

    return [name for name in known() if name.startswith(begun)]


def problem_options(command: Any) -> Any:
    """The options that state a problem, the same for derive and verify."""
    options = (
        click.option(
            "--define", multiple=True, metavar="D", help="A definition; repeat to build on it."
        ),
        click.option("--given", multiple=True, metavar="G", help="What holds: sum(t[k], k) = 1."),
        click.option(
            "--kink", "kinks", multiple=True, metavar="K", help="The value at a kink: abs(0) = 0."
        ),
        click.option(
            "--wrt", multiple=True, metavar="V", help="Differentiate by V; default every input."
        ),
        click.option(
            "--keep",
            multiple=True,
            metavar="V",
            help="Derivatives by V go by their names in results.",
        ),
        click.option("--route", metavar="R", help="Another proof of the same claim, such as log."),
    )
    command = click.argument("entry", required=False, shell_complete=_entries)(command)
    for option in reversed(options):
        command = option(command)
    return command


def _one(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> str | None:
    """The file that is given; of two, click would take the last and forget the first."""
    if len(values) > 1:
        raise click.UsageError("-o is given twice; -o DIR/ writes every format")
    return values[0] if values else None


def _language(ctx: click.Context, param: click.Parameter, value: str) -> str:
    try:
        return catalogue(value).language
    except InputError as error:
        source = ctx.get_parameter_source(param.name or "")
        where = "SYMSOFT_LANG" if source is ParameterSource.ENVIRONMENT else "--lang"
        raise InputError(f"{where}: {error}") from None


language = click.option(
    "--lang",
    "language",
    metavar="L",
    default="en",
    envvar="SYMSOFT_LANG",
    callback=_language,
    shell_complete=lambda _ctx, _param, begun: [x for x in LANGUAGES if x.startswith(begun)],
    help="The language of what is printed: en, zh-TW, zh-CN; default SYMSOFT_LANG, or en.",
)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 90},
)
@click.version_option(__version__, message="symsoft %(version)s")
@click.pass_context
def app(context: click.Context) -> None:
    """Derives derivatives rule by rule, checks every line, prints the proof."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@app.command()
@problem_options
@click.option(
    "--form", "forms", multiple=True, metavar="F", help="A form of the result; default all."
)
@click.option("--n", metavar="N", help="A value for every range (4), or for each (n=4,m=3).")
@click.option("--names", metavar="A,B", help="What the classes are called: a,b,c.")
@click.option(
    "--convention", metavar="C", default="column", help="Vectors are columns, or with row, rows."
)
@click.option(
    "--format",
    "format_",
    metavar="F",
    help="text (default), markdown, latex, typst, html, json, numpy or c.",
)
@click.option(
    "-o",
    "--output",
    multiple=True,
    callback=_one,
    metavar="FILE",
    help="A file (its suffix is the format), a DIR/, or -.",
)
@click.option(
    "--engine",
    metavar="E",
    default="auto",
    help="What makes a PDF: auto, latexmk, lualatex, xelatex, pdflatex, tectonic or typst.",
)
@click.option(
    "--detail",
    type=click.Choice(["brief", "normal", "full"]),
    default="normal",
    help="How much a .tex, .typ or .pdf shows: results; every step; also the code.",
)
@click.option(
    "--exp",
    "exponential",
    type=click.Choice(["call", "power"]),
    help="The exponential as exp(x) or as e^x; default what the format prefers.",
)
@language
def derive(
    entry: str | None,
    forms: tuple[str, ...],
    n: str | None,
    names: str | None,
    convention: str,
    format_: str | None,
    output: str | None,
    engine: str,
    detail: str,
    exponential: str | None,
    language: str,
    **problem: Any,
) -> int:
    """Derive ENTRY (default softmax) or your own definitions, check, and print."""
    from symsoft import api
    from symsoft.cli.documents import Documents
    from symsoft.cli.output import (
        check_places,
        formats,
        has_document,
        print_result,
        write_result,
    )
    from symsoft.cli.params import choose_outputs, command_line, read_names, read_sizes
    from symsoft.cli.report import exit_code, objections

    sizes = read_sizes(n)
    stated = api.state(entry, **problem)
    # Suffixes are asked of the formats' modules, which plain text to the terminal needn't load.
    plain = format_ is None and output in (None, "-")
    suffixes = {"text": ".txt"} if plain else formats()
    places = choose_outputs(output, format_, stated.name, suffixes)
    if not plain or engine != "auto":
        check_places(places, engine)
    # A document has room for theorems; the terminal shows those that are asked for, code none.
    result = api.solve(
        stated,
        forms=forms,
        n=sizes,
        names=read_names(names),
        convention=convention,
        language=language,
        properties=not plain and has_document(places),
    )
    choices = {"detail": detail, "exponential": EXPONENTIALS.get(exponential or "")}
    command = command_line(entry, problem, n)
    documents = Documents(result, stated, command, choices, engine)
    complete = write_result(documents, places)
    print_result(documents, places)
    for line in objections(result):
        click.echo(f"symsoft: {line}", err=True)
    return exit_code(result.verdict, complete)


@app.command()
@problem_options
@click.option("--all", "everything", is_flag=True, help="Every entry of the catalogue.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Processes; default 1."
)
@click.option("--verbose", is_flag=True, help="With --all: everything, not a line an entry.")
@language
def verify(
    everything: bool, jobs: int, verbose: bool, language: str, entry: str | None, **problem: Any
) -> int:
    """Check the proofs of ENTRY (default softmax) by every kind of evidence, then run its code."""
    from symsoft.cli.catalogue import verify_all, verify_one

    if everything:
        if entry or any(problem.values()):
            raise click.UsageError("--all takes no entry and no definitions")
        return verify_all(jobs, language, verbose)
    from symsoft import api

    return verify_one(api.state(entry, **problem), language)


@app.command("list")
@click.option("--format", "format_", metavar="F", default="text", help="text (default) or json.")
@language
def list_(format_: str, language: str) -> int:
    """What symsoft derives: row id, entry, verdict, scope."""
    from symsoft.cli.catalogue import print_list

    if format_ not in ("text", "json"):
        raise click.UsageError(f"no format {format_!r}{did_you_mean(format_, ('text', 'json'))}")
    return print_list(format_, language)


@app.command()
@click.argument("rule", required=False)
@language
def explain(rule: str | None, language: str) -> int:
    """The theorem behind RULE, its conditions, an example; without RULE: all rules."""
    from symsoft.cli.report import all_rules, one_rule

    text = all_rules(language) if rule is None else one_rule(rule, language)
    click.echo(text, nl=False)
    return 0


@app.command()
@click.option("--check", is_flag=True, help="Write nothing; print a diff and exit 1 when stale.")
def generate(check: bool) -> int:
    """Write generated/, the printed derivation of every entry."""
    from symsoft import build

    folder = Path("generated")
    planned = build.plan()
    if not check:
        build.write(folder, planned)
    stale = build.compare(folder, planned)
    click.echo(stale, nl=False)
    return 1 if stale else 0


@app.command()
@language
def doctor(language: str) -> int:
    """What of the tools symsoft can use is there, and what each would add."""
    from symsoft.doctor import report

    click.echo(report(catalogue(language)), nl=False)
    return 0


@app.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the script that completes symsoft's commands, options and entries in SHELL."""
    from click.shell_completion import get_completion_class

    from symsoft.cli import COMPLETE

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(app, {}, "symsoft", COMPLETE).source())
    return 0
