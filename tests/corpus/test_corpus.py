"""Archives: every document once, whatever dies meanwhile, and tables that others read."""

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from routes.corpus import Outcome, cluster, parts, run, sources
from routes.errors import ReportError, ReportMissing, UnknownValue
from routes.settings import Settings

pytest.importorskip("distributed")
geopandas = pytest.importorskip("geopandas")
TEXT = "A ship sailed from Odesa to Constanta on {} May 2024 with grain. Constanta lies 305 km from Odesa.\n"


def lines(path: Path, count: int, first: int = 0) -> Path:
    rows = [{"id": f"r{n}", "text": TEXT.format(n % 28 + 1) + f"Number {n}.\n"} for n in range(first, first + count)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def hashes(folder: Path) -> dict[str, str]:
    found = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in found}


def test_every_kind_of_archive_is_read(tmp_path: Path) -> None:
    from pyarrow import Table, parquet

    lines(tmp_path / "a.jsonl", 2)
    (tmp_path / "b.ndjson.gz").write_bytes(gzip.compress(b'{"url": "https://x.org/1", "body": "In Odesa.", "title": "T"}\n\n{broken\n'))
    row = {"source": "p", "content": "In Varna.", "other": 1, "published": datetime(2024, 5, 3, 10, 15), "title": None}
    parquet.write_table(Table.from_pylist([row]), tmp_path / "c.parquet")
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.html").write_text("<p>In Batumi.", "utf-8")
    (tmp_path / "e.mp3").write_bytes(b"ID3")
    found = list(sources.documents([str(tmp_path)]))
    assert [(d.source, d.suffix, d.title) for d in found] == [
        ("r0", ".txt", ""), ("r1", ".txt", ""), ("https://x.org/1", ".txt", "T"), ("b.ndjson.gz:3", ".json", ""),
        ("p", ".txt", ""), ("d.html", ".html", ""),
    ]  # fmt: skip
    assert [d.published for d in found] == ["", "", "", "", "2024-05-03T10:15:00", ""]
    with pytest.raises(ReportMissing, match="There is nothing at"):
        list(sources.documents([str(tmp_path / "none")]))
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "a"}\n' * 9000)[:60])
    with pytest.raises(ReportError, match=r"cut\.jsonl\.gz cannot be read to its end"):
        list(sources.documents([str(tmp_path / "cut.jsonl.gz")]))


def test_a_warc_gives_its_pages(tmp_path: Path) -> None:
    pytest.importorskip("warcio")
    from io import BytesIO

    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with (tmp_path / "a.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for kind, status in (("text/html; charset=utf-8", "200 OK"), ("image/png", "200 OK"), ("text/html", "404 Not Found")):
            head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.0")
            writer.write_record(writer.create_warc_record("https://x.org/a", "response", BytesIO(b"<p>In Odesa."), http_headers=head))
    (document,) = sources.documents([str(tmp_path / "a.warc.gz")])
    assert (document.source, document.content, document.suffix) == ("https://x.org/a", b"<p>In Odesa.", ".html")


def test_a_piece_is_tables_of_one_schema_and_sets_aside_what_is_broken(tmp_path: Path) -> None:
    good = [sources.Document(f"r{n}", (TEXT.format(3) + str(n)).encode()) for n in range(2)]
    nothing = sources.Document("dull", b"Nothing of note happened to anyone today.")
    broken = sources.Document("broken", b"")
    told = parts.work([*good, nothing, broken], str(tmp_path), Settings())
    assert told["quarantined"] == 1
    (aside,) = [json.loads(p.read_text("utf-8")) for p in (tmp_path / "quarantine").iterdir()]
    assert [(a["source"], a["reason"]) for a in aside] == [("broken", "broken is empty: there is no text to read.")]
    reports = geopandas.read_parquet(tmp_path / "reports")
    legs, claims, places = (geopandas.read_parquet(tmp_path / t) for t in ("legs", "claims", "places"))
    assert sorted(reports["source"]) == ["dull", "r0", "r1"] and list(reports.sort_values("source")["legs"]) == [0, 1, 1]
    assert list(legs["from"]) == ["Odesa"] * 2 and list(legs["mode"]) == ["sea"] * 2 and legs.crs == 4326
    assert set(claims["verdict"]) == {"supported"} and set(places["name"]) >= {"Odesa"}
    assert set(legs["report"]) == {d.sha256 for d in good}
    parts.work([nothing], str(tmp_path / "other"), Settings())
    other = geopandas.read_parquet(tmp_path / "other" / "reports")
    assert list(other.dtypes) == list(reports.dtypes)
    before = hashes(tmp_path)
    parts.work([*good, nothing, broken], str(tmp_path), Settings())
    assert hashes(tmp_path) == before


def test_what_an_archive_tells_of_a_document_is_taken_in_any_writing(tmp_path: Path) -> None:
    text = b"A ship sailed from Odesa to Constanta on Friday with grain."
    told = [("2024-05-05T10:00:00Z", "en-US"), ("Sun, 05 May 2024 10:00:00 GMT", "eng"), ("yesterday", "xx")]
    documents = [sources.Document(f"r{n}", text, published=published, language=code) for n, (published, code) in enumerate(told)]
    assert parts.work(documents, str(tmp_path), Settings())["quarantined"] == 0
    reports = geopandas.read_parquet(tmp_path / "reports").sort_values("source")
    assert list(reports["published"]) == ["2024-05-05", "2024-05-05", ""] and set(reports["language"]) == {"en"}
    assert list(geopandas.read_parquet(tmp_path / "legs").sort_values("source")["start"]) == ["2024-05-03", "2024-05-03", ""]


def test_an_archive_is_done_once_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    archive, out = lines(tmp_path / "a.jsonl", 6), tmp_path / "out"
    twice = [str(archive), str(lines(tmp_path / "again.jsonl", 2))]
    assert run(twice, str(out), Settings(), workers=1, memory="1GB", chunk=2) == Outcome(done=6, twice=2)
    before = hashes(out)
    assert run([str(archive)], str(out), Settings(), workers=1, memory="1GB", chunk=2) == Outcome(before=6)
    assert hashes(out) == before
    more = lines(tmp_path / "a.jsonl", 7)
    assert run([str(more)], str(out), Settings(), workers=1, memory="1GB", chunk=2) == Outcome(done=1, before=6)
    assert sorted(geopandas.read_parquet(out / "reports")["source"]) == [f"r{n}" for n in range(7)]


@pytest.mark.parametrize(
    ("cluster", "said"),
    [
        ({"workers": 0}, "There cannot be 0 processes; give 1 or more."),
        ({"memory": "abc"}, "'abc' is no amount of memory; write for example 560MB or 2GiB."),
    ],
)
def test_a_cluster_that_could_never_work_is_refused(tmp_path: Path, cluster: dict[str, Any], said: str) -> None:
    with pytest.raises(UnknownValue, match=f"^{said}$"):
        run([str(lines(tmp_path / "a.jsonl", 1))], str(tmp_path / "out"), Settings(), **cluster)


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    archive = str(lines(tmp_path / "a.jsonl", 24))
    assert run([archive], str(tmp_path / "calm"), Settings(), workers=1, memory="1GB", chunk=3).done == 24
    with LocalCluster(n_workers=2, threads_per_worker=1, memory_limit="1GB", dashboard_address=None) as cluster, Client(cluster) as client:
        killed: list[int] = []

        def kill(now: Outcome) -> None:
            if len(killed) < 2 and now.done >= 3 * (len(killed) + 1):
                pids = [p for p in client.run(os.getpid, on_error="ignore").values() if p not in killed]  # one may just have died
                if not pids:
                    return
                killed.append(pids[0])
                threading.Thread(target=lambda: (time.sleep(0.1), os.kill(pids[0], signal.SIGKILL))).start()

        settings: dict[str, Any] = {"scheduler": cluster.scheduler_address, "chunk": 3, "progress": kill}
        outcome = run([archive], str(tmp_path / "stormy"), Settings(), **settings)
    assert len(killed) == 2 and outcome.done == 24
    assert hashes(tmp_path / "stormy") == hashes(tmp_path / "calm")


def test_pieces_whose_workers_die_before_their_turn_is_counted_are_not_taken_apart(tmp_path: Path) -> None:
    from distributed import Client, LocalCluster

    archive = str(lines(tmp_path / "a.jsonl", 12))
    with LocalCluster(n_workers=2, threads_per_worker=1, memory_limit="1GB", dashboard_address=None) as cluster, Client(cluster) as client:
        killed: list[int] = []

        def kill(_: Outcome) -> None:
            """End both workers, once, when all pieces are done and only one of them is counted."""
            if killed:
                return
            while len(list((tmp_path / "out" / "done").glob("part-*.json"))) < 4:
                time.sleep(0.05)
            time.sleep(0.5)  # what they tell arrives
            killed.extend(client.run(os.getpid).values())
            for pid in killed:
                os.kill(pid, signal.SIGKILL)
            time.sleep(2)

        settings: dict[str, Any] = {"scheduler": cluster.scheduler_address, "chunk": 3, "progress": kill}
        assert run([archive], str(tmp_path / "out"), Settings(), **settings).done == 12
    assert len(killed) == 2
    assert len(list((tmp_path / "out" / "reports").iterdir())) == 4


def test_workers_that_are_gone_for_good_are_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    started: list[Any] = []

    class Noted(distributed.LocalCluster):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            started.append(self)

    def close_all(now: Outcome) -> None:
        if now.done and len(started) == 1:
            (cluster,) = started
            started.append(None)
            for nanny in list(cluster.workers.values()):  # which would have begun their workers anew
                cluster.loop.add_callback(nanny.close)

    monkeypatch.setattr(distributed, "LocalCluster", Noted)
    archive = str(lines(tmp_path / "a.jsonl", 12))
    assert run([archive], str(tmp_path / "out"), Settings(), workers=1, memory="1GB", chunk=2, progress=close_all).done == 12
    assert len(started) == 2


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_work_that_is_ended_by_the_system_leaves_no_temporary_folder(tmp_path: Path) -> None:
    archive, temporary, out = lines(tmp_path / "a.jsonl", 2000), tmp_path / "temporary", tmp_path / "out"
    temporary.mkdir()
    command = [sys.executable, "-m", "routes.cli", "corpus", str(archive), "-o", str(out), "--jobs", "1"]
    process = subprocess.Popen(command, env={**os.environ, "TMPDIR": str(temporary)}, stderr=subprocess.PIPE)
    while process.poll() is None and not list(temporary.glob(".routes-*.tmp/tracks/*")):
        time.sleep(0.05)
    process.terminate()
    assert (process.communicate()[1].splitlines()[-1], process.returncode) == (b"routes: stopped.", 130)
    assert not list(temporary.glob(".routes-*"))


def test_a_run_leaves_nothing_of_its_folder_to_the_process(tmp_path: Path) -> None:
    run([str(lines(tmp_path / "a.jsonl", 3))], str(tmp_path / "out"), Settings(), workers=1, memory="1GB")
    assert "ROUTES_SHARED_TRACKS" not in os.environ


class _Fallen:
    """A piece whose worker was ended each time."""

    status = "error"

    def __init__(self, key: str) -> None:
        self.key = key

    def exception(self) -> Exception:
        return MemoryError()


def test_a_document_that_ends_its_workers_is_found_and_set_aside(tmp_path: Path) -> None:
    class Client:
        def submit(self, work: Any, piece: Any, *_: Any, key: str) -> _Fallen:
            return _Fallen(key)

    piece = [sources.Document(f"r{n}", str(n).encode()) for n in range(3)]
    foreman = cluster._Foreman(Client(), set(), tmp_path, Settings(), Outcome())
    foreman.submit(piece)
    (whole,) = list(foreman.under_way)
    foreman.under_way.clear()
    foreman.take(whole)
    assert sorted(len(p) for p in foreman.kept.values()) == [1, 1, 1]
    for future in list(foreman.under_way):
        foreman.take(future)
    assert foreman.outcome.quarantined == 3
    reasons = {json.loads(p.read_text("utf-8"))[0]["reason"] for p in (tmp_path / "quarantine").iterdir()}
    assert reasons == {"ended every worker that took it (MemoryError)"}
    assert parts.done(tmp_path) == {d.sha256 for d in piece}


def test_a_line_without_end_is_not_held_and_the_lines_after_it_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_LARGEST", 1000)
    rows = [b'{"text": "first"}', b'{"text": "' + b"x" * 50_000 + b'"}', b'{"text": "third"}']
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b"\n".join(rows)))
    found = list(sources.documents([str(tmp_path / "a.jsonl.gz")]))
    assert [len(d.content) for d in found] == [5, 1001, 5]


def test_a_file_that_is_too_large_is_told_as_one_and_not_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "_LARGEST", 1000)
    (tmp_path / "a.txt").write_text("word " * 1000)
    assert [len(d.content) for d in sources.documents([str(tmp_path)])] == [1001]
