"""Rows as the bytes of a GeoParquet file.

geopandas writes the same, but pandas takes 50 MB of a worker's memory, which is short. Arrow imports it for any array that is made of
Python values or numpy's, so the buffers of the columns are laid out here as Arrow's format has them.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np

FLOAT, FLAG, TEXT, SHAPE = "Float64", "boolean", "string", "object"  # as pandas calls the kinds of columns


def encode(columns: Mapping[str, tuple[str, Sequence[Any]]], shapes: Sequence[Any]) -> bytes:
    """Return a table as GeoParquet 1.1 (https://geoparquet.org), which geopandas, DuckDB and dask-geopandas read.

    Parameters
    ----------
    columns
        By name the kind of a column and its values, None where one is missing.
    shapes
        The shapely geometry of each row in WGS 84, None where it has none: the column "geometry".
    """
    import shapely
    from pyarrow import Table, parquet, schema

    known = [shape for shape in shapes if shape is not None]
    wkb = [None if shape is None else shapely.to_wkb(shape) for shape in shapes]
    whole = {**columns, "geometry": (SHAPE, wkb)}
    arrays = [_array(kind, values) for kind, values in whole.values()]
    about: dict[str, Any] = {"encoding": "WKB", "crs": _crs(), "geometry_types": sorted({shape.geom_type for shape in known})}
    bounds = shapely.total_bounds(known) if known else np.array([np.nan])
    if np.isfinite(bounds).all():
        about["bbox"] = bounds.tolist()
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": about}}
    meta = {"geo": json.dumps(geo), "pandas": json.dumps(_for_pandas({name: kind for name, (kind, _) in whole.items()}))}
    table = Table.from_arrays(arrays, schema=schema(list(zip(whole, (a.type for a in arrays), strict=True)), metadata=meta))
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.getvalue()


def _array(kind: str, values: Sequence[Any]) -> Any:
    """Return a column as an Arrow array (https://arrow.apache.org/docs/format/Columnar.html)."""
    import pyarrow

    def bits(flags: Sequence[bool]) -> Any:
        return pyarrow.py_buffer(np.packbits(np.array(flags, dtype=bool), bitorder="little").tobytes())

    missing = sum(v is None for v in values)
    valid = bits([v is not None for v in values]) if missing else None
    if kind == FLOAT:
        numbers = np.array([0.0 if v is None else v for v in values], dtype=np.float64)
        return pyarrow.Array.from_buffers(pyarrow.float64(), len(values), [valid, pyarrow.py_buffer(numbers.tobytes())], missing)
    if kind == FLAG:
        return pyarrow.Array.from_buffers(pyarrow.bool_(), len(values), [valid, bits([bool(v) for v in values])], missing)
    parts = [v.encode(errors="replace") if isinstance(v, str) else v or b"" for v in values]
    ends = np.array(list(accumulate(map(len, parts), initial=0)), dtype=np.int64)
    form = pyarrow.large_string() if kind == TEXT else pyarrow.large_binary()
    return pyarrow.Array.from_buffers(
        form, len(values), [valid, pyarrow.py_buffer(ends.tobytes()), pyarrow.py_buffer(b"".join(parts))], missing
    )


@cache
def _crs() -> dict[str, Any]:
    import pyproj

    found: dict[str, Any] = pyproj.CRS.from_epsg(4326).to_json_dict()
    return found


def _for_pandas(kinds: Mapping[str, str]) -> dict[str, Any]:
    """Return by which types pandas reads the columns, so that those with values missing are of the same in every file.

    See https://pandas.pydata.org/docs/development/developer.html.
    """
    called = {FLOAT: "float64", FLAG: "bool", TEXT: "unicode", SHAPE: "bytes"}
    columns = [
        {"name": name, "field_name": name, "pandas_type": called[kind], "numpy_type": kind, "metadata": None}
        for name, kind in kinds.items()
    ]
    return {"index_columns": [], "column_indexes": [], "columns": columns, "pandas_version": "2.0.0"}
