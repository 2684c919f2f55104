"""The map of all routes over a list of reports."""

import copy
import re
from typing import Any

from drawn_runs import sample

from routes.maps.flows import gather
from routes.maps.index import index


def moved(run: dict[str, Any], degrees: float) -> dict[str, Any]:
    """The same run with every place a little to the north and under another id, as another report may have it."""
    other = copy.deepcopy(run)
    for place in other["places"]:
        if place["lat"] is not None:
            place["lat"] += degrees
            place["source_id"] = f"other:{place['id']}"
    return other


def test_same_places_and_places_close_by_are_one() -> None:
    run = sample()
    nodes, flows = gather([("a", run), ("b", copy.deepcopy(run)), ("c", moved(run, 0.03)), ("d", moved(run, 0.5))])
    alone_nodes, alone = gather([("a", run)])
    assert len(nodes) == 2 * len(alone_nodes)
    assert sorted(len(f.stems) for f in flows) == sorted([3] * len(alone) + [1] * len(alone))
    assert list(flows[0].stems) == ["a", "b", "c"]


def test_a_line_is_the_wider_the_more_reports_tell_of_it_and_leads_to_them() -> None:
    run = sample()
    html = index([("a", run), ("b b", run)])
    widths = re.findall(r'class="line sea known" stroke-width="([\d.]+)"', html)
    assert widths and set(widths) == {"2.3"}
    assert 'href="#flow-0"' in html and 'id="flow-0"' in html
    assert html.count('href="./b%20b.html"') > 1
    assert 'stroke-width="1.6"' in index([("a", run)])


def test_reports_without_a_route_have_no_map_of_routes() -> None:
    assert 'class="all"' not in index([("a", sample() | {"legs": []})])


def test_the_world_is_cut_where_no_line_runs() -> None:
    html = index([("a", sample())])
    xs = [float(x) for d in re.findall(r'<path d="(M[^"]*)" class="line', html) for x in re.findall(r"[ML]([\d.-]+) ", d)]
    assert all(-1 <= x <= 1153 for x in xs)
