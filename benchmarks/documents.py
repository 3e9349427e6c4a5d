"""What a document costs beyond the derivation, as ratios; interleaved runs of whole processes.

    python benchmarks/documents.py [RUNS]

A PDF is made by the embedded engine.  Only ratios inside one run mean anything.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

DERIVE = ["derive", "--n", "4"]
COMMANDS = {
    "text": [*DERIVE, "--format", "text"],
    "latex": [*DERIVE, "--format", "latex"],
    "typst": [*DERIVE, "--format", "typst"],
    "pdf": [*DERIVE, "-o", "softmax.pdf", "--engine", "typst"],
    "pdf, brief": [*DERIVE, "-o", "softmax.pdf", "--engine", "typst", "--detail", "brief"],
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
    with tempfile.TemporaryDirectory() as folder:
        for run in range(runs + 1):
            for name, arguments in COMMANDS.items():
                taken = seconds(arguments, folder)
                if run:  # the first round only warms the caches
                    times[name].append(taken)
    base = median(times[BASE])
    for name, measured in times.items():
        beyond = median(measured) - base
        ratio = f"{median(measured) / base:.2f}"
        print(f"{name:12} {median(measured):6.3f} s, {ratio} of {BASE}, {beyond:+.3f} s beyond it")
    print("goal: pdf at most 1 s beyond the derivation")


if __name__ == "__main__":
    main()
