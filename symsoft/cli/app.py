"""The commands and their options.  What a command needs is imported when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from symsoft import __version__
from symsoft.suggest import did_you_mean


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
        click.option("--route", metavar="R", help="Another proof of the same claim, such as log."),
    )
    command = click.argument("entry", required=False, shell_complete=_entries)(command)
    for option in reversed(options):
        command = option(command)
    return command


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
@click.option("--format", "format_", metavar="F", help="text (default), latex, json, numpy or c.")
@click.option(
    "-o", "--output", metavar="FILE", help="A file (its suffix is the format), a DIR/, or -."
)
def derive(
    entry: str | None,
    forms: tuple[str, ...],
    n: str | None,
    format_: str | None,
    output: str | None,
    **problem: Any,
) -> int:
    """Derive ENTRY (default softmax) or your own definitions, check, and print."""
    from symsoft import api
    from symsoft.cli.output import formats, print_result, write_result
    from symsoft.cli.params import choose_outputs, command_line, read_sizes
    from symsoft.cli.report import EXIT_CODES, objections

    sizes = read_sizes(n)
    stated = api.state(entry, **problem)
    # Suffixes are asked of the formats' modules, which plain text to the terminal needn't load.
    plain = format_ is None and output in (None, "-")
    suffixes = {"text": ".txt"} if plain else formats()
    places = choose_outputs(output, format_, stated.name, suffixes)
    result = api.solve(stated, forms=forms, n=sizes)
    command = command_line(entry, problem, n)
    write_result(result, stated, places, command)
    print_result(result, stated, places, command)
    for line in objections(result):
        click.echo(f"symsoft: {line}", err=True)
    return EXIT_CODES[result.verdict]


@app.command()
@problem_options
@click.option("--all", "everything", is_flag=True, help="Every entry of the catalogue.")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, metavar="N", help="Processes; default 1."
)
def verify(everything: bool, jobs: int, entry: str | None, **problem: Any) -> int:
    """Check the proofs of ENTRY (default softmax) by every kind of evidence, then run its code."""
    from symsoft.cli.catalogue import verified, verify_all
    from symsoft.cli.report import EXIT_CODES

    if everything:
        if entry or any(problem.values()):
            raise click.UsageError("--all takes no entry and no definitions")
        return verify_all(jobs)
    from symsoft import api

    text, verdict = verified(api.state(entry, **problem))
    click.echo(text, nl=False)
    return EXIT_CODES[verdict]


@app.command("list")
@click.option("--format", "format_", metavar="F", default="text", help="text (default) or json.")
def list_(format_: str) -> int:
    """What symsoft derives: row id, entry, verdict, scope."""
    from symsoft.cli.catalogue import print_list

    if format_ not in ("text", "json"):
        raise click.UsageError(f"no format {format_!r}{did_you_mean(format_, ('text', 'json'))}")
    return print_list(format_)


@app.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> int:
    """The theorem behind RULE, its conditions, an example; without RULE: all rules."""
    from symsoft.cli.report import all_rules, one_rule

    click.echo(all_rules() if rule is None else one_rule(rule), nl=False)
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
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the script that completes symsoft's commands, options and entries in SHELL."""
    from click.shell_completion import get_completion_class

    from symsoft.cli import COMPLETE

    kind = get_completion_class(shell)
    assert kind is not None
    click.echo(kind(app, {}, "symsoft", COMPLETE).source())
    return 0
