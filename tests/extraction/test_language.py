"""The language of a text."""

import pytest

from routes.extraction.language import identify
from routes.model import Report
from routes.pipeline import extract


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
        ("pl", "Statek, który wypłynął z portu w piątek, przybył już do stolicy."),
        ("pl", "Prom z Gdyni do Karlskrony."),
        ("pl", "Konwój jedzie do Kijowa."),
        ("pl", "Ciała ofiar przewieziono do Moskwy wojskowym samolotem z Machaczkały."),
        ("pl", "Kierowcy z Kalisza nie wpuszczono na prom w Calais; wracał do Poznania pusty."),
        ("tr", "Cuma günü limandan ayrılan gemi akşam saatlerinde başkente ulaştı."),
        ("tr", "Çalınan otomobiller Antwerp'ten gemiyle Lagos'a götürülüyor."),
        ("tr", "İRAN'DAN IRAK'A GİDEN KONVOY SINIRDA BEKLİYOR"),
        ("en", "The ship sailed from Gdynia to Świnoujście on Monday."),
        ("de", "Der Zug aus Łódź kam gestern in Świnoujście an."),
    ],
)
def test_language(code: str, text: str) -> None:
    assert identify(text) == code


def test_undecided() -> None:
    assert identify("12345 km") == ""


@pytest.mark.parametrize(
    "text",
    [
        "Loď, která vyplula z Hamburku, dorazila do Gdaňsku až po čtyřech dnech, protože na moři bylo špatné počasí.",
        "Vlak z Prahy do Brna přijel v pátek a lidé byli unavení, protože cesta trvala pět hodin.",
        "Kamióny s humanitárnou pomocou odišli z Košíc do Užhorodu a potom ďalej do Kyjeva.",
        "Vlak z Bratislavy do Košíc meškal dve hodiny, pretože na trati sa stala nehoda a cestujúci museli čakať.",
        "Brod je isplovio iz Rijeke u petak i stigao u Veneciju nakon dva dana plovidbe.",
        "Ladja je izplula iz Kopra in po dveh dneh prispela v Benetke, kjer so raztovorili tovor.",
        "Gəmi cümə günü Bakı limanından yola çıxıb və Türkmənbaşı limanına yük aparıb. Bu barədə agentlik məlumat verib.",
        "Azərbaycanın neft ixracı üçün istifadə olunan boru kəməri Bakıdan başlayır və Ceyhanda bitir.",
        "Gämi Türkmenbaşy portundan ugrady we Baku portuna geldi, bu barada habar berildi.",
        "Keştî ji bendera Mersînê derket û çû bendera Trablusê, wekî ku ajansê ragihand.",
        "Sudno vyshlo iz porta Novorossiysk i cherez dva dnya pribylo v Stambul, gde ego razgruzili.",
        "Poezd s uglem iz Kuzbassa idet v port Ust-Luga uzhe tri dnya.",
    ],
)
def test_a_language_that_is_not_read_is_taken_for_none_that_is(text: str) -> None:
    assert identify(text) == ""


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Konvoj z Prahy", ""),
        ("Vlak z Prahy do Brna", ""),
        ("Kolona kamiona krenula je iz Rijeke prema Sarajevu.", ""),
        ("Konwój z Pragi", "pl"),
        ("Statek z Gdyni do Oslo z węglem.", "pl"),
    ],
)
def test_a_few_words_of_a_neighbouring_language_are_of_none(text: str, language: str) -> None:
    assert identify(text) == language


def test_a_text_in_no_language_that_is_read_is_told_as_such() -> None:
    notes = [note.code for note in extract(Report("Konvoj z Prahy vyjel do Lvova.")).notes]
    assert notes[:1] == ["unknown-language"]
