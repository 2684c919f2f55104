"""Many tasks in parallel processes: one that dies takes nothing else with it, and an interrupt ends them all at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from routes.errors import OutputError, cause
from routes.worker import Ended, Pipe, Worker

_READY = b"ready"
_TRIES = 2  # the first process that dies on a task may have been ended for what the others took


def work(function: str, tasks: Sequence[Any], jobs: int) -> Iterator[tuple[Any, Any]]:
    """Yield each task with the answer of a function, as it is done; None for a task whose processes were ended.

    Tasks and answers are plain JSON: no object crosses from one process to another.

    Parameters
    ----------
    function
        "module:name" of a function of one task.
    tasks
        What is to be done.
    jobs
        Processes at a time.

    Raises
    ------
    OutputError
        When the processes cannot be started, or cannot load the function.
    """
    crowd = _Crowd(function, tasks)
    threads = [Thread(target=crowd.serve, daemon=True) for _ in range(min(jobs, len(tasks)))]
    try:
        for thread in threads:
            thread.start()
        for _ in tasks:
            done = crowd.done.get()
            if isinstance(done, OutputError):
                raise done
            yield done
    finally:
        crowd.end()
        for thread in threads:
            thread.join()


class _Crowd:
    """Tasks that wait, answers that came, and the processes between, one for each thread that serves."""

    def __init__(self, function: str, tasks: Sequence[Any]) -> None:
        self.done: SimpleQueue[tuple[Any, Any] | OutputError] = SimpleQueue()
        self._function = function
        self._waiting = list(reversed(tasks))
        self._workers: set[Worker] = set()
        self._over = False
        self._lock = Lock()

    def serve(self) -> None:
        """Have tasks done until none is left, each by this thread's process or, where that died, by a new one."""
        worker = None
        try:
            while self._waiting and not self._over:
                try:
                    task = self._waiting.pop()
                except IndexError:  # another thread was quicker
                    return
                answer = None
                for _ in range(_TRIES):
                    worker = worker or self._start()
                    try:
                        worker.send(json.dumps(task).encode())
                        answer = json.loads(worker.receive())
                        break
                    except Ended:
                        self._leave(worker)
                        worker = None
                self.done.put((task, answer))
        except OutputError as error:
            self.done.put(error)
        except Exception as error:  # whatever it is, whoever waits for the answers has to hear of it
            self.done.put(OutputError(f"The work cannot go on: {cause(error)}."))
        finally:
            if worker:
                self._leave(worker)

    def end(self) -> None:
        """End all processes, whatever they do."""
        with self._lock:
            self._over = True
            for worker in self._workers:
                worker.kill()

    def _start(self) -> Worker:
        """Start a process, and wait until it has loaded what it needs."""
        try:
            with self._lock:
                if self._over:
                    raise OutputError("The work was ended.")
                worker = Worker("routes.crowd:answer")
                self._workers.add(worker)
            worker.send(self._function.encode())
            if worker.receive() == _READY:
                return worker
        except OSError as error:
            raise OutputError(f"No process could be started for the work ({error.strerror or error}).") from error
        except Ended as error:
            self._leave(worker)
            raise OutputError(f"A process that was started for the work was ended {error} before it began.") from error
        self._leave(worker)
        raise OutputError("A process that was started for the work does not answer as it should.")

    def _leave(self, worker: Worker) -> None:
        with self._lock:
            self._workers.discard(worker)
        worker.end()


def answer(pipe: Pipe) -> None:
    """Be a process of the crowd: load the function, then do one task after the other."""
    from importlib import import_module

    wanted = pipe.receive()
    if wanted is None:
        return
    module, _, name = wanted.decode().partition(":")
    function: Callable[[Any], Any] = getattr(import_module(module), name)
    pipe.send(_READY)
    while (task := pipe.receive()) is not None:
        pipe.send(json.dumps(function(json.loads(task)), ensure_ascii=False, allow_nan=False).encode())
