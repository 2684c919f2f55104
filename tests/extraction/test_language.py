"""The language of a text."""

import pytest

from routes.extraction.language import identify


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The ship that left the port on Friday was bound for the south."),
        ("fr", "Le navire qui a quitté le port vendredi est parti vers le sud avec une cargaison."),
        ("es", "El buque que salió del puerto el viernes llegó a la ciudad por la tarde."),
        ("de", "Das Schiff, das am Freitag aus dem Hafen auslief, ist nach Süden unterwegs und wird erwartet."),
        ("ru", "Судно, которое вышло из порта в пятницу, уже прибыло в столицу."),
        ("uk", "Судно, яке вийшло з порту у п'ятницю, вже прибуло до столиці."),
        ("it", "La nave che è partita dal porto venerdì è arrivata nella città con il carico."),
        ("pt", "O navio que saiu do porto na sexta-feira não chegou à cidade até agora."),
    ],
)
def test_language(code: str, text: str) -> None:
    assert identify(text) == code


def test_undecided() -> None:
    assert identify("12345 km") == ""
