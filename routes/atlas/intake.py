"""Adding places that a person has: each file becomes one SQLite file in the user's data folder.

It is written under a temporary name and renamed when it is whole: a run that is killed leaves at most temporary files,
which nothing reads and the next addition removes. Big tables are read by more processes than one, which end with this one.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import date as calendar
from itertools import chain, islice, repeat
from pathlib import Path

from routes import integrity
from routes.atlas import own
from routes.atlas.dumps import BadRow, Rows, Table, open_table, packed, read_block, unpacked
from routes.atlas.shapes import read_extract, read_shapes
from routes.errors import OutputError, ReportError, RoutesError, UnknownValue
from routes.text import slug
from routes.worker import Ended, Worker

_TEMPORARY = ".adding-"
_SMALL = 16 << 20  # bytes that one process has read before a second one has started
_PROCESSES = 3
# Nothing is promised before the rename, so nothing has to be safe before it.
_FAST = "pragma {0}journal_mode=off; pragma {0}synchronous=off; pragma {0}cache_size=-60000;"
_SCHEMA = """
create table meta(key text primary key, value text);
create table place(number integer primary key, id integer, name text, lat real, lon real, country text, feature text, admin1 text,
                   people integer, extent blob);
create table name(key text, rank integer, place integer, primary key(key, rank, place)) without rowid;
create table shape(place integer primary key, wkb blob, properties text);
create table line(mode text, gauge text, since text, until text, usage text, wkb blob);
create table raw.name(key text, rank integer, place integer);
"""
_ENDED = "The process that reads the file has ended; try again."

Progress = Callable[[str, float], None]  # what is done now, and how much of it, from 0 to 1


def add(path: Path, *, name: str = "", date: str = "", mode: str = "", licence: str = "", progress: Progress | None = None) -> own.Added:
    """Add a file of places to the user's data folder; they are found beside the embedded ones from then on.

    Parameters
    ----------
    path
        A GeoNames dump (19 columns, .txt or .zip), its alternateNamesV2, any file that geopandas reads, or an extract of OpenStreetMap
        (.osm.pbf), of which the railways and waterways are taken.
    name
        What the data set is called; the file's own name otherwise. One of the same name is replaced.
    date
        ISO date that the data are of, for example of a front line.
    mode
        For lines: rail, road, river (tracks then prefer them to the embedded network), front, ...
    licence
        Under which the data may be used, and whose they are.
    progress
        Called now and then with what is being done and how much of it is.

    Raises
    ------
    ReportMissing, ReportError
        When there is no such file, or no place in it.
    UnknownValue
        When the date is none.
    OutputError
        When the data folder cannot be written.
    """
    _check(date)
    table = open_table(path)
    say = progress or (lambda _what, _share: None)
    kind, rows = (table.kind, _read(table, path, say)) if table else _whole(path, mode)
    meta = {"format": own.FORMAT, "kind": kind, "source": path.name, "date": date, "mode": mode, "licence": licence}
    where = own.folder()
    target = where / f"{slug(name or path.stem)}{own.SUFFIX}"
    temporary = where / f"{_TEMPORARY}{os.getpid()}-{target.name}"
    try:
        where.mkdir(parents=True, exist_ok=True)
        _sweep(where)
        _write(temporary, rows, meta, path, say)
        integrity.seal(temporary)
        temporary.replace(target)
    except RoutesError:
        raise
    except (sqlite3.Error, OSError) as error:
        raise OutputError(f"Cannot write to the data folder {where}: {getattr(error, 'strerror', None) or error}.") from error
    finally:
        rows.close()  # ends the processes that read
        if table:
            table.file.close()
        for leftover in (temporary, _side(temporary)):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    own.forget()
    return own.describe(target)


def _check(date: str) -> None:
    try:
        if date:
            calendar.fromisoformat(date)
    except ValueError as error:
        raise UnknownValue(f"{date!r} is no date; write it as 2024-05-31.") from error


def _whole(path: Path, mode: str) -> tuple[str, Generator[Rows, None, None]]:
    """Read a file of geometries at once, before anything is written."""
    kind, rows = read_extract(path) if path.suffixes[-2:] == [".osm", ".pbf"] else read_shapes(path, mode)
    return kind, (part for part in (rows,))


def _side(temporary: Path) -> Path:
    """Return the file in which the names wait to be sorted."""
    return temporary.with_suffix(".raw")


def _write(temporary: Path, parts: Generator[Rows, None, None], meta: dict[str, str], path: Path, say: Progress) -> None:
    """Write the rows into a new file; the names first into a side file, from which they are sorted in."""
    places = names = lines = 0
    with closing(sqlite3.connect(temporary)) as base:
        base.execute("attach ? as raw", (str(_side(temporary)),))
        base.executescript(_FAST.format("") + _FAST.format("raw.") + _SCHEMA)
        for rows in parts:
            base.executemany("insert into place values (?,?,?,?,?,?,?,?,?,?)", rows.places)
            base.executemany("insert into raw.name values (?,?,?)", rows.names)
            base.executemany("insert into shape values (?,?,?)", rows.shapes)
            base.executemany("insert into line values (?,?,?,?,?,?)", rows.lines)
            places, names, lines = places + len(rows.places), names + len(rows.names), lines + len(rows.lines)
        _sort(base, names, say)
        with path.open("rb") as file:
            meta |= {
                "places": str(places),
                "names": str(names),
                "lines": str(lines),
                "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
            }
        base.executemany("insert into meta values (?, ?)", meta.items())
        base.commit()


def _sort(base: sqlite3.Connection, names: int, say: Progress) -> None:
    """Sort the names in and index the ids."""
    # The sorting takes about so many steps of SQLite's machine a name: 27 were counted on three million.
    steps, every = 0, 1_000_000

    def tell() -> int:
        nonlocal steps
        steps += every
        say("Sorting names", min(steps / (27 * names + 1), 0.99))
        return 0

    say("Sorting names", 0.0)
    base.set_progress_handler(tell, every)
    base.execute("insert or ignore into name select key, rank, place from raw.name order by key, rank, place")
    base.set_progress_handler(None, 0)
    base.execute("create index by_id on place(id)")
    say("Sorting names", 1.0)


def _read(table: Table, path: Path, say: Progress) -> Generator[Rows, None, None]:
    """Yield the rows of a table, block by block, in order, whoever reads them."""
    done = lines = 0
    with ExitStack() as stack:
        readers: list[_Reader] = []
        if table.size > _SMALL:
            readers = [stack.enter_context(_Reader(table.kind)) for _ in range(min(_PROCESSES, os.cpu_count() or 1))]
        waiting: deque[tuple[bytes, Callable[[], Rows]]] = deque()
        numbered = enumerate(table.blocks())
        for reader, (number, block) in zip(readers or (None,), islice(numbered, len(readers) or 1), strict=False):
            waiting.append(_begin(reader, table.kind, number, block))
        turns = chain.from_iterable(repeat(readers or (None,)))
        while waiting:
            block, answer = waiting.popleft()
            try:
                rows = answer()
            except BadRow as error:
                raise ReportError(f"{path}, line {lines + error.args[0]:,}: not a row of a GeoNames table ({error.args[1]}).") from error
            # The next block goes out before these rows are written, so that no process is ever idle.
            following, reader = next(numbered, None), next(turns)
            if following:
                waiting.append(_begin(reader, table.kind, *following))
            done, lines = done + len(block), lines + block.count(b"\n")
            say("Reading", done / max(table.size, 1))
            yield rows


def _begin(reader: _Reader | None, kind: str, number: int, block: bytes) -> tuple[bytes, Callable[[], Rows]]:
    """Hand a block to a process, or keep it for this one; return it with what gives its rows."""
    if reader is None:
        return block, lambda: read_block(kind, number, block)
    reader.send(number, block)
    return block, reader.receive


@contextmanager
def shown() -> Iterator[Progress]:
    """Give what shows progress on standard error: a bar on a terminal, otherwise a line every tenth."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True)) as bar:
            task = bar.add_task("", total=1.0)
            yield lambda what, share: bar.update(task, description=what, completed=share)
        return
    said: dict[str, int] = {}

    def say(what: str, share: float) -> None:
        tenth = int(share * 10)
        if tenth > said.get(what, -1):
            said[what] = tenth
            sys.stderr.write(f"{what}: {tenth * 10} %\n")

    yield say


class _Reader:
    """A process that reads blocks, one at a time; a context, at whose end it is gone."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._worker = Worker("routes.atlas.dumps:serve")

    def __enter__(self) -> _Reader:
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.end()

    def send(self, number: int, block: bytes) -> None:
        """Hand over a block."""
        try:
            self._worker.send(packed(self._kind, number, block))
        except Ended as error:
            raise OutputError(_ENDED) from error

    def receive(self) -> Rows:
        """Return the rows of the block that was handed over."""
        try:
            return unpacked(self._worker.receive())
        except Ended as error:
            raise OutputError(_ENDED) from error


def _sweep(where: Path) -> None:
    """Remove the temporary files of runs that are no longer alive."""
    for path in where.glob(f"{_TEMPORARY}*"):
        number = path.name.removeprefix(_TEMPORARY).partition("-")[0]
        if not (number.isdigit() and int(number) != os.getpid() and _alive(int(number))):
            with suppress(PermissionError):  # on Windows, that of a run that is alive
                path.unlink(missing_ok=True)


def _alive(number: int) -> bool:
    """Tell whether a process runs; on Windows, where asking would end it, every one is taken for dead: its open files stay."""
    if sys.platform == "win32":
        return False
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
