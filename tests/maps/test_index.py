"""The list of reports."""

import re

from drawn_runs import hostile, sample

from routes.maps.ground import ground
from routes.maps.index import index
from routes.maps.thumbnail import thumbnail


def test_the_list_names_each_report_with_legs_and_verdicts() -> None:
    run = sample()
    html = index([("convoy", run), ("other file", run)])
    assert html.count('class="report"') == 2
    assert 'href="./convoy.html"' in html
    assert 'href="./other%20file.html"' in html
    assert "Relief convoy crosses two oceans" in html
    assert "Vladivostok → Los Angeles" in html
    assert html.count('class="tally contradicted"') == 2
    assert "2 of 2" in html


def test_the_list_takes_words_as_words() -> None:
    html = index([("javascript:alert(1)", hostile("<script>alert(1)</script>"))])
    assert html.count("<script") == 1
    assert 'href="./javascript%3Aalert%281%29.html"' in html


def test_an_empty_list_is_a_page() -> None:
    assert "0 of 0" in index([])


def test_a_drawing_has_a_line_for_each_leg_and_land_under_it() -> None:
    run = sample()
    svg = thumbnail(run, ground(run))
    assert len(re.findall(r'class="line ', svg)) == 5
    assert 'class="line sea known"' in svg
    assert 'class="line road straight"' in svg
    assert 'class="line unknown unstated"' in svg
    assert svg.count("<circle") == 6
    assert len(re.search(r'd="([^"]*)" class="land"', svg).group(1)) > 2000
    assert len(svg) < 60_000


def test_a_run_without_places_is_drawn() -> None:
    assert thumbnail(sample() | {"places": [], "legs": [], "claims": []}).startswith("<svg")
