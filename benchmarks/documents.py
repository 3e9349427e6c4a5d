"""What a document costs beyond the derivation, as ratios; interleaved runs of whole processes.

    python benchmarks/documents.py [RUNS]

The derivation is what the file of plain text takes, which has the same theorems.  A PDF is made by
the embedded engine.  Only ratios inside one run mean anything; sizes are the same in every run.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

DERIVE = ["derive", "--n", "4", "-o"]
PDF = [*DERIVE, "softmax.pdf", "--engine", "typst"]
COMMANDS = {
    "text": [*DERIVE, "softmax.txt"],
    "markdown": [*DERIVE, "softmax.md"],
    "latex": [*DERIVE, "softmax.tex"],
    "typst": [*DERIVE, "softmax.typ"],
    "html": [*DERIVE, "softmax.html"],
    "pdf": PDF,
    "pdf, brief": [*PDF, "--detail", "brief"],
    "pdf, zh-TW": [*PDF, "--lang", "zh-TW"],
}
BASE = "text"


def seconds(arguments: list[str], folder: str) -> float:
    # One hash seed for all: SymPy's own start-up depends on it a little.
    root = str(Path(__file__).parent.parent)
    environment = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": root}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "symsoft", *arguments],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
    )
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    sizes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs + 1):
            for name, arguments in COMMANDS.items():
                taken = seconds(arguments, folder)
                sizes[name] = (Path(folder) / arguments[len(DERIVE)]).stat().st_size
                if run:  # the first round only warms the caches
                    times[name].append(taken)
    base = median(times[BASE])
    for name, measured in times.items():
        taken = median(measured)
        print(
            f"{name:12} {taken:6.3f} s, {taken / base:.2f} of {BASE}, "
            f"{taken - base:+.3f} s beyond it, {sizes[name] / 1000:4.0f} kB"
        )
    print("goals: pdf at most 1 s beyond the derivation, html at most 150 kB")


if __name__ == "__main__":
    main()
