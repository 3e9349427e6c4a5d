"""Work shared among processes that end with the one that the user started, at once on Ctrl-C.

Knows nothing of what the work is.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar, cast

Item = TypeVar("Item")
Result = TypeVar("Result")


def shared_out(
    work: Callable[[Item], Result],
    items: Iterable[Item],
    jobs: int | None = None,
) -> Iterator[Result]:
    """``work`` of each item in order, in so many processes at a time, by default one a processor.

    They start anew: a forked process would inherit the threads of whoever calls this.

    >>> list(shared_out(abs, [-1, 2], jobs=2))
    [1, 2]
    """
    started = _Started(multiprocessing.get_context("spawn"))
    pool = ProcessPoolExecutor(jobs, cast(BaseContext, started), initializer=_follow_parent)
    with pool:
        try:
            with _interrupts_ignored():  # by those that start, from their first instruction on
                begun = [pool.submit(_worked, work, item) for item in items]
            for future in begun:
                yield future.result()
        except BaseException:
            for process in started.processes:
                if process.is_alive():
                    process.terminate()
            raise


class _Started:
    """A context that knows which processes were started in it: a program may have others, too."""

    def __init__(self, context: BaseContext) -> None:
        self.context = context
        self.processes: list[BaseProcess] = []

    def Process(self, *args: Any, **more: Any) -> BaseProcess:
        process: BaseProcess = self.context.Process(*args, **more)  # type: ignore[attr-defined]
        self.processes.append(process)
        return process

    def __getattr__(self, name: str) -> Any:
        return getattr(self.context, name)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # elsewhere it can't be changed
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _worked(work: Callable[[Item], Result], item: Item) -> Result:
    """``work(item)``; told to end, the process closes what is open and begins nothing else."""
    try:
        return work(item)
    except SystemExit:
        os._exit(1)


def _follow_parent() -> None:
    """End when told so, or with the process that the user started, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for that one
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
