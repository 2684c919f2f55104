"""The work on an archive, spread by Dask: bounded in memory, resumed where it stopped, and no document done twice."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any

from routes import writer
from routes.corpus import parts, sources
from routes.corpus.sources import Document
from routes.errors import OutputError, UnknownValue
from routes.networks.shared import FOLDER as TRACKS
from routes.settings import Settings

CHUNK = 32  # documents of a piece: seconds of work, so that little is lost with a worker
_AHEAD = 3  # pieces for each worker that are read before their turn

# A worker holds no results, only the atlas and its caches. Dask would let it wait, near its limit, for memory that nothing frees:
# it may use all of it, and is begun anew beyond it: by default a little below the 600 MB that a worker is promised to keep to, since Dask
# looks only now and then.
_MEMORY: dict[str, object] = {
    **{f"distributed.worker.memory.{limit}": False for limit in ("target", "spill", "pause")},
    "distributed.worker.memory.terminate": 1.0,
    # What a run frees goes back to the machine: left to themselves, malloc and Arrow keep some 30 MB of it.
    "distributed.nanny.pre-spawn-environ.MALLOC_MMAP_THRESHOLD_": 131_072,
    "distributed.nanny.pre-spawn-environ.ARROW_DEFAULT_MEMORY_POOL": "system",
}


@dataclass(slots=True)
class Outcome:
    """What became of an archive: documents done now, before, twice in it, and set aside."""

    done: int = 0
    before: int = 0
    twice: int = 0
    quarantined: int = 0


def run(
    inputs: Sequence[str],
    out: str,
    settings: Settings,
    *,
    scheduler: str = "",
    workers: int = 2,
    memory: str = "560MB",
    chunk: int = CHUNK,
    progress: Callable[[Outcome], None] | None = None,
) -> Outcome:
    """Run every document of an archive once and keep its places, legs, claims and reports as partitioned GeoParquet.

    Parameters
    ----------
    inputs
        See `routes.corpus.sources.documents`.
    out
        Folder that all workers see; what is done there is not done again.
    settings
        Of every run.
    scheduler
        Address of a Dask scheduler; "" for a cluster of this machine.
    workers, memory
        Of the cluster of this machine: processes, and the most memory of each.
    chunk
        Documents of a piece.
    progress
        Called after each piece.

    Raises
    ------
    UnknownValue
        For fewer processes than one, or a memory that is no amount.
    OutputError
        When Dask is not installed.
    """
    try:
        dask = import_module("distributed")
    except ImportError as error:
        raise OutputError("Archives need the packages dask and distributed; install report-routes[corpus].") from error
    if not scheduler:
        _affordable(workers, memory)
    folder, outcome = sources.local(out), Outcome()
    fresh = _pieces(_fresh(sources.documents(inputs), parts.done(folder), outcome), chunk)
    with ExitStack() as stack:
        if not scheduler:
            os.environ.pop(TRACKS, None)
            stack.callback(os.environ.pop, TRACKS, None)  # Dask sets it in this process, too, and would keep to it in the next run
            shared = {f"distributed.nanny.pre-spawn-environ.{TRACKS}": str(stack.enter_context(writer.scratch()))}
            stack.enter_context(import_module("dask").config.set({**_MEMORY, **shared}))
            local = dask.LocalCluster(n_workers=workers, threads_per_worker=1, memory_limit=memory, dashboard_address="127.0.0.1:0")
            scheduler = stack.enter_context(local).scheduler_address
            local.adapt(minimum=workers, maximum=workers)  # one that cannot be begun anew is replaced, so that the work goes on
        client = stack.enter_context(dask.Client(scheduler))
        _Foreman(client, dask.as_completed(), folder, settings, outcome).work(fresh, progress)
    return outcome


def _affordable(workers: int, memory: str) -> None:
    """Refuse a cluster that could never work: it would be waited for."""
    if workers < 1:
        raise UnknownValue(f"There cannot be {workers} processes; give 1 or more.")
    try:
        import_module("dask.utils").parse_bytes(memory)
    except ValueError as error:
        raise UnknownValue(f"{memory!r} is no amount of memory; write for example 560MB or 2GiB.") from error


@dataclass(slots=True)
class _Foreman:
    """Who hands out the pieces, a few ahead of the workers, and sees to what becomes of them."""

    client: Any
    under_way: Any
    folder: Path
    settings: Settings
    outcome: Outcome
    kept: dict[str, list[Document]] = field(default_factory=dict)

    def submit(self, piece: list[Document]) -> None:
        name = parts.name_of([d.sha256 for d in piece])
        future = self.client.submit(parts.work, piece, str(self.folder), self.settings, key=f"part-{name}")
        self.kept[future.key] = piece
        self.under_way.add(future)

    def work(self, pieces: Iterator[list[Document]], progress: Callable[[Outcome], None] | None) -> None:
        """Hand out all pieces and wait for them."""
        ahead = _AHEAD * max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))
        for piece in islice(pieces, ahead):
            self.submit(piece)
        for future in self.under_way:
            self.take(future)
            for piece in islice(pieces, 1 if len(self.kept) < ahead else 0):
                self.submit(piece)
            if progress:
                progress(self.outcome)

    def take(self, future: Any) -> None:
        """Count a piece that is done; find the document that ends its workers in one that is not, and set it aside."""
        piece = self.kept.pop(future.key)
        if written := parts.mark(self.folder, [d.sha256 for d in piece]):  # whatever became of the worker afterwards
            self.count(written)
        elif future.status == "finished":  # on a disk whose news come late
            self.count(future.result())
        elif future.status != "error":  # what it told was lost with its worker before its turn came here
            self.submit(piece)
        elif len(piece) > 1:  # which of them it is cannot be told: each has a piece of its own now
            for document in piece:
                self.submit([document])
        else:
            reason = f"ended every worker that took it ({type(future.exception()).__name__})"
            aside = [{"source": piece[0].source, "sha256": piece[0].sha256, "reason": reason}]
            self.count(parts.finish(self.folder, [piece[0].sha256], aside))

    def count(self, done: dict[str, Any]) -> None:
        self.outcome.done += len(done["documents"]) - done["quarantined"]
        self.outcome.quarantined += done["quarantined"]


def _fresh(found: Iterator[Document], done: set[str], outcome: Outcome) -> Iterator[Document]:
    """Yield the documents that are not done, each once."""
    seen: set[str] = set()
    for document in found:
        key = document.sha256
        if key in seen:
            outcome.twice += 1
        elif key in done:
            outcome.before += 1
            seen.add(key)
        else:
            seen.add(key)
            yield document


def _pieces(found: Iterator[Document], size: int) -> Iterator[list[Document]]:
    piece: list[Document] = []
    for document in found:
        piece.append(document)
        if len(piece) == size:
            yield piece
            piece = []
    if piece:
        yield piece
