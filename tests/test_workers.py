"""Processes that work together, and end together."""

from __future__ import annotations

import multiprocessing
import signal
import subprocess
import sys
import time

import pytest

from symsoft.workers import shared_out

SLEEPER = """
import os, signal, sys, tempfile, time
from symsoft.workers import shared_out

def work(item):
    with tempfile.TemporaryDirectory(dir=sys.argv[1], prefix=f"{os.getpid()}-"):
        time.sleep(60)

if __name__ == "__main__":
    # The shell that started the tests may have told its children to ignore it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    list(shared_out(work, range(8), jobs=2))
"""


def test_results_come_in_order():
    assert list(shared_out(abs, [-3, 2, -1], jobs=2)) == [3, 2, 1]


def test_an_exception_of_the_work_comes_out():
    with pytest.raises(TypeError, match="bad operand"):
        list(shared_out(abs, ["a"], jobs=2))


def test_processes_of_the_program_around_go_on():
    other = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(60,))
    other.start()
    try:
        with pytest.raises(TypeError):
            list(shared_out(abs, ["a"], jobs=2))
        other.join(0.5)  # what is told to end has ended by then
        assert other.is_alive()
    finally:
        other.kill()
        other.join()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_an_interrupt_ends_all_of_them_at_once_and_leaves_nothing(tmp_path):
    script, folder = tmp_path / "sleeper.py", tmp_path / "folder"
    script.write_text(SLEEPER, encoding="utf-8")
    folder.mkdir()
    command = [sys.executable, str(script), str(folder)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    try:
        while len(list(folder.iterdir())) < 2:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)  # half of what one item takes
    finally:
        process.kill()
    assert b"KeyboardInterrupt" in said
    assert list(folder.iterdir()) == []
