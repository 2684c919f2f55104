"""Namesakes that an adjective tells apart."""

from routes.gazetteers.scene import group
from routes.model import Place, Span, Toponym

FRENCH = Place("Tours", lat=47.4, lon=0.7, country="FR", feature_code="PPL", source_id="1")
POLISH = Place("Tours", lat=51.0, lon=17.0, country="PL", feature_code="PPL", source_id="2")
POLAND = Place("Poland", lat=52.0, lon=19.0, country="PL", feature_code="PCLI", source_id="iso:PL")


def _mention(ident: str, start: int, place: tuple[Place, ...], *cues: str) -> Toponym:
    return Toponym(ident, Span(start, start + 5), "Tours", place, cues)


def test_an_adjective_tells_a_later_namesake_apart() -> None:
    plain = _mention("t1", 0, (FRENCH, POLISH))
    adjective = Toponym("t2", Span(20, 26), "Polish", (POLAND,), ("demonym",))
    other = _mention("t3", 27, (FRENCH, POLISH))
    later = _mention("t4", 50, (FRENCH, POLISH))
    assert [[t.id for t in g.toponyms] for g in group((plain, adjective, other, later))] == [["t1", "t4"], ["t2"], ["t3"]]


def test_an_adjective_on_the_first_mention_is_of_all() -> None:
    adjective = Toponym("t1", Span(0, 6), "Polish", (POLAND,), ("demonym",))
    assert len(group((adjective, _mention("t2", 7, (FRENCH, POLISH)), _mention("t3", 50, (FRENCH, POLISH))))) == 2
