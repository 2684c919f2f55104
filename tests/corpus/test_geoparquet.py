"""Tables of an archive as geopandas reads them."""

import io
import subprocess
import sys
from typing import Any

import pytest
import shapely

pytest.importorskip("pyarrow")
geopandas = pytest.importorskip("geopandas")

from routes.corpus.geoparquet import FLAG, FLOAT, TEXT, encode  # noqa: E402


def read(columns: dict[str, tuple[str, list[Any]]], shapes: list[Any]) -> Any:
    return geopandas.read_parquet(io.BytesIO(encode(columns, shapes)))


def test_what_is_missing_stays_missing_and_text_is_as_it_was() -> None:
    lines = shapely.MultiLineString([[(170, 1), (180, 2)], [(-180, 2), (-170, 3)]])
    columns = {"km": (FLOAT, [0.1, None, 3]), "fits": (FLAG, [None, True, False]), "name": (TEXT, ["Odésa", "", "敖德萨\n"])}
    table = read(columns, [lines, None, shapely.Point(30.7, 46.5)])
    assert table["km"].isna().tolist() == [False, True, False] and table["km"].dropna().tolist() == [0.1, 3.0]
    assert table["fits"].isna().tolist() == [True, False, False] and table["fits"].dropna().tolist() == [True, False]
    assert table["name"].tolist() == ["Odésa", "", "敖德萨\n"]
    assert table.crs == 4326 and table.geometry[0].equals(lines) and table.geometry[1] is None and table.geometry[2].x == 30.7
    assert table.total_bounds.tolist() == [-180, 1, 180, 46.5]


def test_types_do_not_hang_on_the_values() -> None:
    kinds = ((FLOAT, 1.0), (FLAG, True), (TEXT, "x"))
    full = read({kind: (kind, [value] * 9) for kind, value in kinds}, [shapely.Point(1, 2)] * 9)
    empty = read({kind: (kind, [None] * 9) for kind, _ in kinds}, [None] * 9)
    assert list(full.dtypes) == list(empty.dtypes) and empty.geometry.isna().all()
    assert [str(t) for t in full.dtypes] == ["Float64", "boolean", "string", "geometry"]


def test_pandas_stays_unread() -> None:
    code = (
        "import sys; from routes.corpus.geoparquet import encode, FLOAT; encode({'a': (FLOAT, [1, None])}, [None, None]);"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
