"""The documents of an archive, one after the other: folders, JSON lines, Parquet, WARC, here or in an object store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any

from routes.errors import ReportError, ReportMissing
from routes.reports import kinds

TEXTS = ("text", "content", "body", "maintext")  # where archives keep the text of a report
NAMES = ("url", "id", "source", "name")
_LARGEST = 50_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """A document of an archive: where it is from, its bytes, and the suffix that tells its format."""

    source: str
    content: bytes
    suffix: str = ".txt"
    title: str = ""
    published: str = ""
    language: str = ""

    @property
    def sha256(self) -> str:
        """The hash by which a document is worked on once, however often and in whatever order it comes."""
        told = "\0".join((self.title, self.published, self.language)).encode()
        return hashlib.sha256(self.content + b"\0" + told if told.strip(b"\0") else self.content).hexdigest()


def documents(inputs: Sequence[str]) -> Iterator[Document]:
    """Yield the documents of all inputs, read as they are asked for.

    Parameters
    ----------
    inputs
        Paths, or addresses that fsspec opens (``s3://…``, ``gs://…``, ``https://…``): folders of reports, ``.jsonl``, ``.ndjson``,
        ``.parquet``, ``.warc``, each also ``.gz``, or single reports.

    Raises
    ------
    ReportMissing
        When there is nothing at an input.
    ReportError
        When an archive cannot be read.
    """
    import fsspec

    for given in inputs:
        system, path = fsspec.core.url_to_fs(given)
        if not system.exists(path):
            raise ReportMissing(f"There is nothing at {given}; check the path.")
        names = sorted(system.find(path)) if system.isdir(path) else [path]
        for name in names:
            yield from _file(system, name)


def _file(system: Any, path: str) -> Iterator[Document]:
    suffixes = [s.lower() for s in PurePosixPath(path).suffixes]
    kind = suffixes[-2] if suffixes[-1:] == [".gz"] and len(suffixes) > 1 else suffixes[-1] if suffixes else ""
    packed = "gzip" if suffixes[-1:] == [".gz"] else None
    name = PurePosixPath(path).name
    try:
        if kind in (".jsonl", ".ndjson"):
            with system.open(path, "rb", compression=packed) as file:
                yield from _lines(file, name)
        elif kind == ".parquet":
            with system.open(path, "rb") as file:
                yield from _rows(file, name)
        elif kind == ".warc":
            with system.open(path, "rb") as file:
                yield from _records(file, name)
        elif kind in kinds.SUFFIXES and packed is None:
            yield Document(name, system.cat_file(path, 0, _LARGEST + 1), kind)  # one byte too many is told as too large
    except (OSError, EOFError, ValueError) as error:
        if isinstance(error, ReportError):
            raise
        raise ReportError(f"{name} cannot be read to its end: {' '.join(str(error).split())[:200]}.") from error


def _lines(file: IO[bytes], name: str) -> Iterator[Document]:
    for number, line in enumerate(iter(partial(file.readline, _LARGEST + 1), b""), 1):
        if len(line) > _LARGEST and not line.endswith(b"\n"):  # a line without end, as of a bomb, is not held in memory
            yield Document(f"{name}:{number}", line, ".txt")
            while (rest := file.readline(_LARGEST)) and not rest.endswith(b"\n"):
                pass
            continue
        if not line.strip():
            continue
        try:
            values = json.loads(line)
        except ValueError:
            yield Document(f"{name}:{number}", line, ".json")  # told as one that cannot be read, with the others of its kind
            continue
        yield _told(values if isinstance(values, dict) else {"text": values}, f"{name}:{number}")


def _rows(file: IO[bytes], name: str) -> Iterator[Document]:
    from pyarrow import parquet

    table, number = parquet.ParquetFile(file), 0
    wanted = [c for c in table.schema_arrow.names if c in (*TEXTS, *NAMES, "title", "published", "language")]
    for batch in table.iter_batches(batch_size=256, columns=wanted):
        for values in batch.to_pylist():
            number += 1
            yield _told(values, f"{name}:{number}")


def _told(values: dict[str, Any], where: str) -> Document:
    text = next((values[key] for key in TEXTS if isinstance(values.get(key), str)), "")
    source = next((str(values[key]) for key in NAMES if values.get(key)), where)
    more = {key: told for key in ("title", "published", "language") if (told := _written(values.get(key)))}
    return Document(source, text.encode(errors="replace"), **more)


def _written(value: Any) -> str:
    """Return a text as it is and a date or time as ISO 8601 writes it, "" for anything else."""
    return value.isoformat() if isinstance(value, date) else value if isinstance(value, str) else ""


def _records(file: IO[bytes], name: str) -> Iterator[Document]:
    try:
        from warcio.archiveiterator import ArchiveIterator
    except ImportError as error:
        raise ReportError(f"{name}: WARC files need the package warcio; install report-routes[corpus].") from error
    for record in ArchiveIterator(file):
        if record.rec_type != "response" or record.http_headers is None:
            continue
        kind = kinds.TYPES.get((record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower())
        if kind is None or not record.http_headers.get_statuscode().startswith("2"):
            continue
        suffix = next(s for s, k in kinds.SUFFIXES.items() if k == kind)
        yield Document(record.rec_headers.get_header("WARC-Target-URI") or name, record.content_stream().read(_LARGEST + 1), suffix)


def local(path: str) -> Path:
    """Return the folder of the results, which workers rename files in."""
    if "://" in path:
        raise ReportError(f"{path}: results are written to a folder of a file system that all workers see.")
    return Path(path).absolute()
