"""Many tasks in parallel processes: one that dies takes nothing else with it, and an interrupt ends them all at once."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

# An interrupt leaves the pool's semaphores to Python's own tracker, which frees them, but would say so on the terminal.
_QUIET = "ignore:resource_tracker:UserWarning"

Task = TypeVar("Task")
Result = TypeVar("Result")


def work(function: Callable[[Task], Result], tasks: Sequence[Task], jobs: int, died: Callable[[Task], Result]) -> Iterator[Result]:
    """Yield the results of a function for many tasks, each as it is done.

    Parameters
    ----------
    function
        A function of a module, or a `functools.partial` of one.
    tasks
        Its arguments.
    jobs
        Processes at a time.
    died
        What is the result of a task whose process was ended: by the system for want of memory, or by a crash.
    """
    left = list(tasks)
    broken = False
    with _pool(min(jobs, len(left) or 1)) as pool:
        futures = {pool.submit(function, task): task for task in left}
        for future in as_completed(futures):
            try:
                result = future.result()
            except BrokenProcessPool:
                broken = True
                continue
            left.remove(futures[future])
            yield result
    if broken:  # which of those that were under way broke it cannot be told: each has a process of its own now
        for task in left:
            with _pool(1) as pool:
                alone: Future[Result] = pool.submit(function, task)
                try:
                    result = alone.result()
                except BrokenProcessPool:
                    result = died(task)
            yield result


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Give a pool whose processes are killed when the work is broken off, and leave interrupts to this one."""
    if _QUIET not in sys.warnoptions:
        sys.warnoptions.append(_QUIET)
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_deaf)
    try:
        yield pool
    except BaseException:
        processes = list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.kill()
        for process in processes:
            process.join()
        raise
    pool.shutdown()


def _deaf() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
