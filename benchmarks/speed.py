"""Ratios of running times, each the median of interleaved runs of whole processes.

    python benchmarks/speed.py [RUNS]

Only ratios inside one run mean anything: times drift from machine to machine and hour to hour.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median

COMMANDS = {
    "import sympy": ["-c", "import sympy"],
    "--help": ["-m", "symsoft", "--help"],
    "derive --n 4": ["-m", "symsoft", "derive", "--n", "4"],
    "derive --n 4, delta form": ["-m", "symsoft", "derive", "--n", "4", "--form", "delta"],
    "derive --n 1000, delta form": ["-m", "symsoft", "derive", "--n", "1000", "--form", "delta"],
}
RATIOS = [
    ("derive --n 4", "import sympy", "at most 1.5"),
    ("derive --n 1000, delta form", "derive --n 4, delta form", "at most 1.2"),
    ("--help", "import sympy", ""),
]


def seconds(arguments: list[str]) -> float:
    # One hash seed for all: SymPy's own start-up depends on it a little.
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    # Compiled modules are kept, as they are for an installed package.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment
    )
    return time.perf_counter() - start


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for run in range(runs + 1):
        for name, arguments in COMMANDS.items():
            taken = seconds(arguments)
            if run:  # the first round only warms the caches
                times[name].append(taken)
    for name, measured in times.items():
        print(f"{name:30} {median(measured):6.3f} s  ({min(measured):.3f} to {max(measured):.3f})")
    print()
    for above, below, goal in RATIOS:
        ratio = median(times[above]) / median(times[below])
        print(f"{above} / {below}: {ratio:.2f}  {goal}".rstrip())


if __name__ == "__main__":
    main()
