#!/usr/bin/env bash
# The package as people get it: a wheel without development extras in a fresh environment, and with the oldest versions that it allows.
#
#   tests/bench/supply.sh [wheel | oldest]
#
# "oldest" wants uv (https://docs.astral.sh/uv/), as $UV or on the path, which resolves the oldest versions of what pyproject.toml names.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
unset PYTHONPATH
git -C "$here" archive HEAD | tar -x -C "$work"

if [ "${1:-wheel}" = wheel ]; then
  python3 -m venv "$work/build" && "$work/build/bin/pip" install -q build
  "$work/build/bin/python" -m build -q --wheel --outdir "$work/dist" "$work" > "$work/build.log" || { tail -20 "$work/build.log"; exit 1; }
  python3 -m venv "$work/fresh" && "$work/fresh/bin/pip" install -q "$work"/dist/*.whl
  cd /
  "$work/fresh/bin/routes" --help > /dev/null
  "$work/fresh/bin/routes" map "$work/seeds/arms-najin-tikhoretsk-fr.txt" -o "$work/out" > /dev/null
  cmp "$work/out/arms-najin-tikhoretsk-fr.geojson" "$work/outputs/arms-najin-tikhoretsk-fr.geojson" && echo "wheel: the seed gives the committed lines"
  ls -l "$work"/dist/*.whl "$work"/out
fi

if [ "${1:-oldest}" = oldest ]; then
  uv=${UV:-uv}
  cd "$work"
  "$uv" pip compile -q --resolution lowest-direct --python-version 3.11 --extra dev --extra corpus pyproject.toml -o oldest.txt
  grep -iE '^(numpy|scipy|shapely|pyproj|geopandas|pyogrio|folium|geopy|matplotlib|cyclopts|rich|marisa|charset|lxml|trafilatura|markdown|pypdf|python-docx)' oldest.txt
  python3 -m venv oldest && oldest/bin/pip install -q -r oldest.txt && oldest/bin/pip install -q --no-deps -e .
  oldest/bin/pytest -q -n auto --dist loadfile --deselect tests/browser
fi
