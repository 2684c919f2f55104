"""German: verbs of two parts, compounds, participles before their noun, legs by more than one vehicle in a clause."""

import pytest
from journeys import told

CASES = [
    (
        "Der Frachter lief am 3. März aus [Hamburg] aus, machte in [Rotterdam] fest und erreichte zwei Wochen später [Lagos].",
        [("Hamburg", "Rotterdam", "sea"), ("Rotterdam", "Lagos", "sea")],
    ),
    ("Der Zug aus [Chongqing] traf nach 16 Tagen in [Duisburg] ein.", [("Chongqing", "Duisburg", "rail")]),
    ("Das Schiff nahm in [Abadan] Container an Bord und entlud sie in [Dschidda].", [("Abadan", "Dschidda", "sea")]),
    ("Der Tanker, in [Primorsk] beladen und für [Mersin] bestimmt, wurde gestoppt.", [("Primorsk", "Mersin", "sea")]),
    ("Der Güterzug, der in [Brest] umgesetzt worden war, erreichte [Hamburg].", [("Brest", "Hamburg", "rail")]),
    (
        "Öl gelangt von [Ceyhan] nach [Triest] und weiter durch die TAL-Pipeline nach [Ingolstadt].",
        [("Ceyhan", "Triest", "unknown"), ("Triest", "Ingolstadt", "pipeline")],
    ),
    (
        "Das Uran kam per Bahn von [Almaty] nach [Petersburg], weiter per Schiff nach [Rotterdam].",
        [("Almaty", "Petersburg", "rail"), ("Petersburg", "Rotterdam", "sea")],
    ),
    (
        "Kohle aus [Newcastle] kommt in [Rotterdam] an und wird auf Kähnen nach [Mannheim] gefahren.",
        [("Newcastle", "Rotterdam", "unknown"), ("Rotterdam", "Mannheim", "river")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_legs(text: str, expected: list[tuple[str, str, str]]) -> None:
    mentions, names = told("de", text)
    assert [(names[leg.origin], names[leg.destination], leg.mode) for leg in mentions.legs] == expected


def test_a_halt_is_on_the_way() -> None:
    mentions, names = told("de", "Mit Ziel [Beirut] verließ das Schiff [Batumi]; nach einem Halt in [Tuzla] verschwand es.")
    assert [(names[leg.origin], names[leg.destination], [names[v] for v in leg.via]) for leg in mentions.legs] == [
        ("Batumi", "Beirut", ["Tuzla"])
    ]
