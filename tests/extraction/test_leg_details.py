"""What hangs on a leg, in ten languages: its days, its cargo and its mode; the reports were published on 10 March 2024."""

import pytest

from routes import pipeline
from routes.model import Leg, Report

DAYS = {
    "en": (
        ("The freighter left Odesa on 3 March. A week later it docked in Alexandria.", "2024-03-03", "2024-03-10"),
        ("The freighter left Odesa on 1 February and arrived in Alexandria five days later.", "2024-02-01", "2024-02-06"),
        ("The train left Moscow on March 2nd and arrived in Vladivostok on the 9th.", "2024-03-02", "2024-03-09"),
        ("The convoy left Gaziantep on Thursday, 7 March, and crossed into Aleppo the following day.", "2024-03-07", "2024-03-08"),
        ("The train reached Vienna on 5 March. It had left Kyiv the day before.", "2024-03-04", "2024-03-05"),
        ("Two days ago the convoy moved from Aleppo to Hama.", "2024-03-08", ""),
        ("About a week later the ship sailed from Odesa to Varna.", "", ""),
        ("Two days after the quake, planes flew tents from Ankara to Adiyaman.", "", ""),
        ("The attack of 5 February hit the depot. Three days later trucks took the shells from Tula to Oryol.", "2024-02-08", ""),
        ("The aid, promised on 1 March, was flown from Brussels to Goma on 8 March.", "2024-03-08", ""),
        ("Under the deal signed on 22 July 2022, ships sailed from Odesa to Istanbul.", "", ""),
        ("The ship left Busan on 28 December 2018. It reached Long Beach on 11 January.", "2018-12-28", "2019-01-11"),
        ("The planes flew from Kabul to Doha from 14 August to 22 August 2021.", "2021-08-14", "2021-08-22"),
        ("Between January and March 2023, 30 tankers sailed from Novorossiysk to Sikka.", "2023-01", "2023-03"),
        ("In mid-January a freighter took the rockets from Bandar Abbas to Astrakhan.", "2024-01", ""),
        ("Next Tuesday the ship will sail from Odesa to Varna.", "2024-03-12", ""),
        ("The minister will fly from Rome to Tunis on Wednesday.", "2024-03-13", ""),
        ("Every Friday a ferry sails from Bari to Durres.", "", ""),
        ("Tuesday's flight took the team from Oslo to Tromso.", "2024-03-05", ""),
        ("The cargo arrived in Mombasa from Mumbai on the 4th of March.", "", "2024-03-04"),
    ),
    "fr": (
        ("Le cargo a quitté Odessa le 3 mars. Une semaine plus tard, il accostait à Alexandrie.", "2024-03-03", "2024-03-10"),
        ("Le navire, parti de Busan le 28/12/2023, est arrivé à Long Beach le 11/01/2024.", "2023-12-28", "2024-01-11"),
        ("Il y a deux jours, le convoi s'est déplacé d'Alep à Hama.", "2024-03-08", ""),
        ("Les 3, 4 et 5 mars, des trains ont emmené les chars d'Omsk à Rostov.", "2024-03-03", "2024-03-05"),
        ("En vertu de l'accord du 22 juillet 2022, des navires sont allés d'Odessa à Istanbul.", "", ""),
        ("L'avion quittera Paris mercredi prochain pour Dakar.", "2024-03-13", ""),
        ("L'avion a quitté Bruxelles le 5 mars. Il s'est posé à Kinshasa le soir même.", "2024-03-05", "2024-03-05"),
    ),
    "de": (
        ("Der Frachter verließ Odessa am 3. März. Eine Woche später legte er in Alexandria an.", "2024-03-03", "2024-03-10"),
        ("Am 14.10. flog die Maschine von Kabul nach Doha.", "2023-10-14", ""),
        ("In der Nacht vom 2. auf den 3. März fuhr der Zug von Moskau nach Wladiwostok.", "2024-03-02", "2024-03-03"),
        ("Der Lastwagen fuhr am Dienstagabend in Lwiw ab und kam am Mittwochmorgen in Warschau an.", "2024-03-05", "2024-03-06"),
        ("Vor zwei Tagen zog der Konvoi von Aleppo nach Hama.", "2024-03-08", ""),
        ("Laut dem Abkommen vom 22. Juli 2022 fuhren Schiffe von Odessa nach Istanbul.", "", ""),
        ("Am Montag fuhr ein Zug von Lwiw nach Danzig.", "2024-03-04", ""),
        ("Jeden Freitag fährt eine Fähre von Bari nach Durres.", "", ""),
    ),
    "es": (
        ("El carguero zarpó de Odesa el 3 de marzo. Una semana después atracó en Alejandría.", "2024-03-03", "2024-03-10"),
        ("Del 3 al 6 de marzo, autobuses llevaron a los evacuados de Sumy a Poltava.", "2024-03-03", "2024-03-06"),
        ("Hace dos días el convoy se desplazó de Alepo a Hama.", "2024-03-08", ""),
        ("El martes el ministro volará de Roma a Túnez.", "2024-03-12", ""),
        ("Según el acuerdo del 22 de julio de 2022, los buques fueron de Odesa a Estambul.", "", ""),
    ),
    "ru": (
        ("Сухогруз вышел из Одессы 3 марта. Через неделю он пришвартовался в Александрии.", "2024-03-03", "2024-03-10"),
        ("Сухогруз вышел из Одессы 1 февраля и через пять дней прибыл в Александрию.", "2024-02-01", "2024-02-06"),
        ("Поезд вышел из Москвы 2 марта и прибыл во Владивосток 9-го.", "2024-03-02", "2024-03-09"),
        ("Два дня назад колонна переместилась из Алеппо в Хаму.", "2024-03-08", ""),
        ("По соглашению от 22 июля 2022 года суда шли из Одессы в Стамбул.", "", ""),
        ("С понедельника по среду поезда везли танки из Омска в Ростов.", "2024-03-04", "2024-03-06"),
        ("Во вторник министр вылетит из Рима в Тунис.", "2024-03-12", ""),
    ),
    "uk": (
        ("Суховантаж вийшов з Одеси 3 березня. Через тиждень він пришвартувався в Александрії.", "2024-03-03", "2024-03-10"),
        ("Вантажівка виїхала зі Львова у вівторок увечері й прибула до Варшави наступного дня.", "2024-03-05", "2024-03-06"),
        ("Два дні тому колона перемістилася з Алеппо до Хами.", "2024-03-08", ""),
        ("За угодою від 22 липня 2022 року судна йшли з Одеси до Стамбула.", "", ""),
    ),
    "it": (
        ("Tra il 1° settembre e il 1° ottobre 2023 il grano è stato portato da Odessa a Costanza.", "2023-09-01", "2023-10-01"),
        ("Da dicembre 2023 a febbraio 2024 i camion hanno portato aiuti da Amman a Gaza.", "2023-12", "2024-02"),
        ("Il camion è partito da Leopoli martedì sera ed è arrivato a Varsavia il giorno dopo.", "2024-03-05", "2024-03-06"),
        ("Due giorni fa il convoglio si è spostato da Aleppo a Hama.", "2024-03-08", ""),
    ),
    "pt": (
        ("O cargueiro deixou Odessa no dia 3 de março. Uma semana depois atracou em Alexandria.", "2024-03-03", "2024-03-10"),
        ("O comboio chegou a Viena em 5 de março. Tinha partido de Kiev na véspera.", "2024-03-04", "2024-03-05"),
        ("Segundo o acordo de 22 de julho de 2022, os navios foram de Odessa a Istambul.", "", ""),
    ),
    "pl": (
        ("Od 3 do 6 marca autobusy woziły ewakuowanych z Lwowa do Warszawy.", "2024-03-03", "2024-03-06"),
        ("Dwa dni temu konwój przemieścił się z Aleppo do Hamy.", "2024-03-08", ""),
    ),
    "tr": (("3-6 Mart tarihlerinde otobüsler insanları Sivas'tan Ankara'ya taşıdı.", "2024-03-03", "2024-03-06"),),
}

CARGO = {
    "en": (
        ("The barge, carrying 1,500 tonnes of gravel, went from Basel to Mannheim.", "1,500 tonnes of gravel"),
        ("Two lorries with medical supplies drove from Zagreb to Sarajevo.", "medical supplies"),
        ("The wind turbine blades were moved from Esbjerg to Hull by sea.", "wind turbine blades"),
        ("The corpse was flown from Bangkok to Vienna.", "corpse"),
        ("They were flown from Bangkok to Vienna.", ""),
    ),
    "fr": (
        ("Quelque 12 000 tonnes de maïs ont été expédiées d'Odessa à Alexandrie.", "12 000 tonnes de maïs"),
        ("La statue a été transportée de Rome à Londres par train.", "statue"),
    ),
    "de": (
        ("Der Kahn mit 1500 Tonnen Kies fuhr von Basel nach Mannheim.", "1500 Tonnen Kies"),
        ("Sechzig Pferde wurden mit der Fähre von Dover nach Calais gebracht.", "Sechzig Pferde"),
    ),
    "es": (("La imagen fue llevada en tren de Roma a Londres.", "imagen"),),
    "ru": (
        ("Около 12 000 тонн кукурузы отправили из Одессы в Александрию.", "12 000 тонн кукурузы"),
        ("Два грузовика с лекарствами ехали из Загреба в Сараево.", "лекарствами"),
    ),
    "uk": (("Баржа з 1500 тоннами гравію йшла з Базеля до Мангейма.", "1500 тоннами гравію"),),
}

MODES = {
    "en": (
        ("The refugees walked from Goma to Bunia.", "road"),
        ("The refugees went on foot from Goma to Bunia.", "road"),
        ("The aircraft engines were trucked from Toulouse to Hamburg.", "road"),
        ("Railway workers drove from Kharkiv to Poltava.", "road"),
        ("Instead of the train he took a bus from Paris to Lyon.", "road"),
    ),
    "fr": (("Les réfugiés ont marché de Goma à Bunia.", "road"), ("Au lieu du train, il a pris un car de Paris à Lyon.", "road")),
    "de": (("Der Hubschrauber wurde auf einem Tieflader von Debrecen nach Budapest gefahren.", "road"),),
    "es": (
        ("Los abogados del ferrocarril volaron de Berna a Milán.", "air"),
        ("Tomó el autobús en Lima. A la mañana siguiente estaba en Arequipa.", "road"),
        ("En lugar del tren tomó un autobús de París a Lyon.", "road"),
    ),
    "ru": (("Юристы железной дороги вылетели из Берна в Милан.", "air"),),
    "it": (("Invece del treno ha preso un pullman da Parigi a Lione.", "road"),),
    "pt": (("Em vez do comboio, apanhou um autocarro de Paris para Lyon.", "road"),),
}


def legs(language: str, text: str) -> tuple[Leg, ...]:
    return pipeline.run(Report(text, language=language, published="2024-03-10")).legs


@pytest.mark.parametrize(("language", "text", "start", "end"), [(code, *row) for code, rows in DAYS.items() for row in rows])
def test_days_of_a_leg(language: str, text: str, start: str, end: str) -> None:
    assert [(leg.start, leg.end) for leg in legs(language, text)] == [(start, end)]


@pytest.mark.parametrize(("language", "text", "cargo"), [(code, *row) for code, rows in CARGO.items() for row in rows])
def test_cargo_of_a_leg(language: str, text: str, cargo: str) -> None:
    assert [leg.cargo for leg in legs(language, text)] == [cargo]


@pytest.mark.parametrize(("language", "text", "mode"), [(code, *row) for code, rows in MODES.items() for row in rows])
def test_mode_of_a_leg(language: str, text: str, mode: str) -> None:
    assert [leg.mode for leg in legs(language, text)] == [mode]
