"""Rows of places out of the files that people have: GeoNames tables, read block by block, and whatever geopandas reads."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from routes.atlas.keys import LONGEST, key_of
from routes.errors import ReportError, ReportMissing
from routes.text import fold
from routes.worker import Pipe

_DUMP, _NAMES = (19,), (8, 10)  # columns of a GeoNames table of places; of its alternate names, before and since V2
# alternateNames marks what is no name by its language column: links, post codes, airport codes, ids of other data sets.
_NO_NAMES = frozenset(("link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "piny", "abbr", "abbr_link"))
# Among places without people, the classes of GeoNames by how often news means them: areas, towns, water, mountains, ...
_CLASSES = {letter: place for place, letter in enumerate("APHLTSVRU")}
_BLOCK = 4 << 20
_ROWS = 1 << 20  # more rows than a block can hold
# Names of letters below Armenian, of Hebrew and of Arabic, in words with one space or hyphen between: no rule but folding applies to them.
_LETTERS = r"[^\W_\u02b0-\u036f\u0530-\u05cf\u05eb-\u0620\u064b-\U0010ffff]+"
_PLAIN = re.compile(f"{_LETTERS}(?:[ -]{_LETTERS})*")


class _Folds(dict[int, str]):
    """What each character folds to, found when it is first met."""

    def __missing__(self, character: int) -> str:
        self[character] = folded = " " if character in (32, 45) else fold(chr(character))
        return folded


_FOLDS = _Folds()


class Rows(NamedTuple):
    """Places as the data set stores them, their names as (key, rank, place), geometries as (place, WKB, properties).

    ``lines`` are those of a network: mode, gauges, since, until, usage, WKB.
    """

    places: list[tuple[Any, ...]]
    names: list[tuple[str, int, int]]
    shapes: list[tuple[int, bytes, str]] = []  # noqa: RUF012  (never changed)
    lines: list[tuple[str, str, str, str, str, bytes]] = []  # noqa: RUF012  (never changed)


class BadRow(Exception):
    """A line that is no row of the table, by its number in the block, and why."""


@dataclass(frozen=True, slots=True)
class Table:
    """A GeoNames table: "places" or "names", its bytes and how many there are."""

    kind: str
    file: io.BufferedReader
    size: int

    def blocks(self) -> Iterator[bytes]:
        """Yield the file in blocks of whole lines."""
        rest = b""
        while block := self.file.read(_BLOCK):
            end = block.rfind(b"\n") + 1
            if end:
                yield rest + block[:end]
                rest = block[end:]
            else:
                rest += block
                if len(rest) > _BLOCK:
                    yield rest
                    rest = b""
        if rest:
            yield rest


def open_table(path: Path) -> Table | None:
    """Open a GeoNames table, also inside a zip file; None when the file is no text table.

    Raises
    ------
    ReportMissing
        When there is no such file.
    ReportError
        When the table has other columns.
    """
    if not path.is_file():
        raise ReportMissing(f"There is no file {path}; check the path.")
    if path.suffix.lower() not in (".txt", ".tsv") and not (path.suffix.lower() == ".zip" and _listing(path)):
        return None
    file, size = _text(path)
    columns = file.peek(65536).split(b"\n", 1)[0].count(b"\t") + 1
    if columns in _DUMP:
        return Table("places", file, size)
    if columns in _NAMES:
        return Table("names", file, size)
    file.close()
    raise ReportError(
        f"{path} is no GeoNames dump: its first line has {columns} column{'s' * (columns > 1)}, not 19 (places) or 10 (alternate names)."
    )


def _listing(path: Path) -> list[str]:
    """Return the GeoNames tables in a zip file."""
    try:
        with zipfile.ZipFile(path) as archive:
            return [n for n in archive.namelist() if n.endswith(".txt") and not n.lower().startswith("readme")]
    except zipfile.BadZipFile as error:
        raise ReportError(f"{path} is not a zip file that can be read.") from error


def _text(path: Path) -> tuple[io.BufferedReader, int]:
    """Open a table, also inside a zip file, and tell its size in bytes."""
    if path.suffix.lower() != ".zip":
        return io.BufferedReader(path.open("rb", buffering=0), 1 << 20), path.stat().st_size
    archive = zipfile.ZipFile(path)
    # Beside alternateNamesV2.txt lies a small table of languages: the table is the biggest file.
    name = max(_listing(path), key=lambda n: archive.getinfo(n).file_size)
    return io.BufferedReader(archive.open(name), 1 << 20), archive.getinfo(name).file_size  # type: ignore[arg-type]


def read_block(kind: str, number: int, block: bytes) -> Rows:
    """Read the rows of a block; places are numbered so that those of a later block come after those of an earlier one.

    Raises
    ------
    BadRow
        With the number of the line in the block and what is wrong with it.
    """
    lines = block.decode("utf-8", "replace").split("\n")
    if not lines[-1]:
        lines.pop()
    return _places(lines, number * _ROWS + 1) if kind == "places" else _alternates(lines)


def _places(lines: list[str], first: int) -> Rows:
    """Read rows of 19 columns (readme.txt of the dump)."""
    places: list[tuple[Any, ...]] = []
    names: list[tuple[str, int, int]] = []
    for number, line in enumerate(lines, first):
        c = line.split("\t")
        try:
            if len(c) != 19:
                raise ValueError(f"{len(c)} column{'s' * (len(c) > 1)}, not 19")
            people = int(c[14] or 0)
            places.append((number, int(c[0]), c[1], float(c[4]), float(c[5]), c[8], c[7], c[10], people, None))
        except ValueError as error:
            raise BadRow(number - first + 1, str(error)) from error
        rank = -people or _CLASSES.get(c[6], 9)
        for key in keys_of((c[1], c[2], *c[3].split(","))):
            names.append((key, rank, number))
    return Rows(places, names)


def _alternates(lines: list[str]) -> Rows:
    """Read rows of alternateNamesV2: id of the name, id of the place, language, name, ..."""
    names: list[tuple[str, int, int]] = []
    for number, line in enumerate(lines, 1):
        c = line.rstrip("\r").split("\t")
        try:
            if len(c) not in _NAMES:
                raise ValueError(f"{len(c)} column{'s' * (len(c) > 1)}, not 10")
            if c[2] not in _NO_NAMES:
                place = int(c[1])
                names += [(key, 0, place) for key in keys_of((c[3],))]
        except ValueError as error:
            raise BadRow(number, str(error)) from error
    return Rows([], names)


def keys_of(names: tuple[str, ...]) -> set[str]:
    """Return the keys of the names of a place: what `key_of` gives, sooner for the plain names that nearly all are."""
    keys = set()
    for name in set(names):
        key = name.translate(_FOLDS) if _PLAIN.fullmatch(name) else key_of(name)
        if 1 < len(key) <= LONGEST:
            keys.add(key)
    return keys


_HEAD = struct.Struct("<cI")  # of a block: "p" or "n", its number


def packed(kind: str, number: int, block: bytes) -> bytes:
    """Return a block as the message for another process that reads it."""
    return _HEAD.pack(kind[:1].encode(), number) + block


def unpacked(answer: bytes) -> Rows:
    """Return the rows that another process read.

    Raises
    ------
    BadRow
        As `read_block` there did.
    """
    said = json.loads(answer)
    if "bad" in said:
        raise BadRow(*said["bad"])
    return Rows(said["places"], said["names"])


def serve(pipe: Pipe) -> None:
    """Answer blocks with their rows, until the other side is gone: the work of a second process."""
    while message := pipe.receive():
        kind, number = _HEAD.unpack_from(message)
        try:
            rows = read_block("places" if kind == b"p" else "names", number, message[_HEAD.size :])
            answer: dict[str, Any] = {"places": rows.places, "names": rows.names}
        except BadRow as error:
            answer = {"bad": error.args}
        pipe.send(json.dumps(answer, ensure_ascii=False, check_circular=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
