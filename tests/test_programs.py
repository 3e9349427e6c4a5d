"""Every slip in the text of generated code is found by running it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from symsoft import api, programs
from symsoft.backends import BACKENDS, c, c_build, c_run, numpy_
from symsoft.checking.code import Examination
from symsoft.proof import Verdict

needs_compiler = pytest.mark.skipif(c.compiler() is None, reason="no C compiler is installed")

NUMPY_SLIPS = {
    " - ": (" + ",),
    " * ": (" + ",),
    " /= ": (" *= ", " -= "),
    ".max(": (".min(",),
    "np.exp(": ("np.sinh(",),
    "initial=-np.inf": ("initial=0",),
    "[..., None, :]": ("[..., :, None]",),
}
C_SLIPS = {
    " - t1": (" + t1", ""),
    " - y[j]": (" + y[j]", " - y[0]"),
    "f64_dot(n, y, g)": ("f64_dot(n, y, y)", "f64_dot(n - 1, y, g)"),
    "y[i] *": ("y[j] *", ""),
    "/= t2": ("*= t2",),
    "-INFINITY": ("0.0",),
    "row++, x += n, y += n": ("row++, y += n",),
}


@pytest.fixture(scope="module")
def kernels():
    return {k.name: k for k in programs.routines(api.state("softmax"))}


@pytest.fixture(scope="module")
def examinations(kernels):
    return {name: Examination(kernel) for name, kernel in kernels.items()}


def slips(text: str, table: dict[str, tuple[str, ...]]) -> Iterator[tuple[int, str, str]]:
    """Every place in a text where one of the slips could have happened."""
    for right, wrongs in table.items():
        for found in re.finditer(re.escape(right), text):
            yield from ((found.start(), right, wrong) for wrong in wrongs)


def verdicts(backend, kernels, examinations, touched):
    """What running the routines shows that a slip has touched."""
    runs = BACKENDS[backend].runner(list(kernels.values()))
    accuracy = BACKENDS[backend].accuracy
    for name in touched:
        run = runs.get((name, "f64")) or runs[name]
        yield examinations[name].tally(run, "f64", accuracy).verdict


def changed(texts, suffix, place, right, wrong):
    text = texts[suffix]
    return {**texts, suffix: text[:place] + wrong + text[place + len(right) :]}


def test_slips_in_numpy(kernels, examinations, monkeypatch):
    texts = numpy_.source(list(kernels.values()), "test")
    text = texts[".py"]
    survivors, count = [], 0
    for name in kernels:
        start = text.index('    """\n', text.index(f"def {name}("))
        end = text.index("\n\n\n", start)
        for place, right, wrong in slips(text[start:end], NUMPY_SLIPS):
            count += 1
            mutant = changed(texts, ".py", start + place, right, wrong)
            monkeypatch.setattr(numpy_, "source", lambda *_args, mutant=mutant, **_more: mutant)
            if Verdict.FAILS not in verdicts("numpy", kernels, examinations, [name]):
                survivors.append((name, right, wrong))
    assert count > 12
    assert survivors == []


@needs_compiler
def test_slips_in_c(kernels, examinations, monkeypatch):
    made = [kernels["softmax"], kernels["softmax_jacobian"], kernels["softmax_vjp"]]
    texts = c.source(made, "test", stem="kernels")
    text = texts[".c"].split("void softmax_f32")[0]
    start = text.index("void softmax_f64")
    # A warning would give many slips away; here they have to be found by their results.
    monkeypatch.setattr(c_build, "STRICT", ("-std=c11",))
    survivors, count = [], 0
    for place, right, wrong in slips(text[start:], C_SLIPS):
        count += 1
        mutant = changed(texts, ".c", start + place, right, wrong)
        monkeypatch.setattr(c_run, "source", lambda *_args, mutant=mutant, **_more: mutant)
        touched = re.findall(r"void (\w+)_f64", text[: start + place])[-1:]
        if Verdict.FAILS not in verdicts("c", {k.name: k for k in made}, examinations, touched):
            survivors.append((touched, right, wrong))
    assert count > 10
    assert survivors == []


def test_the_number_of_runs_is_known_before(kernels):
    made = [kernels["softmax_vjp"]]
    runs = list(programs.examined(made))
    assert [run.place for run in runs] == list(range(1, len(runs) + 1))
    assert {run.count for run in runs} == {len(runs)}
    tools = [f"c {tool}" for tool in c.tools()] or ["c"]
    assert {run.evidence.method.rsplit(" f", 1)[0] for run in runs} == {*tools, "numpy"}


@pytest.mark.parametrize("definition", ["y = 3*x", "y = x/10**40", "y = x*1e-40", "y = x*1e-50"])
def test_numbers_are_written_so_that_no_type_misses(definition):
    runs = list(programs.examined(programs.routines(api.state(define=[definition]))))
    found = [(r.evidence.scope, r.evidence.method, r.evidence.verdict.value) for r in runs]
    assert [f for f in found if f[2] == "fails"] == []
    assert [r.place for r in runs] == list(range(1, runs[0].count + 1))


def test_a_routine_without_arguments_gives_double_where_arguments_decide_the_type():
    runs = programs.examined(programs.routines(api.state(define=["y = 3*x"])))
    methods = [r.evidence.method for r in runs if r.evidence.scope == "y_grad"]
    assert "numpy f64" in methods
    assert "numpy f32" not in methods
