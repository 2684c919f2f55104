"""A word for a kind and a proper name, in any language, are the place that the gazetteer lists under both."""

import pytest

from routes.atlas.places import open_gazetteer
from routes.extraction.toponyms import find


@pytest.mark.parametrize(
    ("text", "language", "surface", "place"),
    [
        ("Vom Stützpunkt Tindal kam eine Frachtmaschine.", "de", "Tindal", "RAAF Base Tindal"),
        ("El avión de carga repostó en la base McGuire.", "es", "McGuire", "Joint Base McGuire–Dix–Lakehurst"),
        ("Llegaron en lancha a la isla Livingston.", "es", "isla Livingston", "Livingston Island"),
        ("Le cargo est parti de la base Esperanza.", "fr", "base Esperanza", "base Esperanza"),
        ("Il cargo è decollato dalla base Nellis.", "it", "Nellis", "Nellis Air Force Base"),
    ],
)
def test_the_word_for_the_kind_completes_the_name(text: str, language: str, surface: str, place: str) -> None:
    found = [t for t in find(text, language, open_gazetteer()) if t.surface in (surface, surface.rsplit(maxsplit=1)[-1])]
    assert [t.candidates[0].name for t in found] == [place]


def test_without_the_word_it_is_no_base() -> None:
    assert all(p.feature_code != "AIRB" for t in find("Mr McGuire left on Monday.", "en", open_gazetteer()) for p in t.candidates)
