"""What whole reports, above all in the Romance languages, say of where a leg begins and by what it goes; one row for each telling."""

import pytest

from routes import pipeline
from routes.model import Itinerary, Report

LEGS = (
    # What left for somewhere had come there from somewhere else before.
    ("en", "The tanks sailed from Bilbao to Gdynia on Monday. They had arrived from Zaragoza on Thursday on lorries.",
     {"Bilbao > Gdynia sea", "Zaragoza > Bilbao road"}),
    ("fr", "Les chars ont quitté Bilbao hier pour Gdynia. Ils étaient venus de Huelva en camion.",
     {"Bilbao > Gdynia sea", "Huelva > Bilbao road"}),
    ("es", "Los carros salieron ayer por mar de Bilbao con destino a Gdynia. Habían llegado de Zaragoza el jueves, en camiones "
     "escoltados por la Guardia Civil.", {"Bilbao > Gdynia sea", "Zaragoza > Bilbao road"}),
    ("it", "La nave è partita lunedì da Ravenna per Haifa. Era arrivata da Odessa.", {"Ravenna > Haifa sea", "Odesa > Ravenna sea"}),
    ("pt", "Os carros saíram ontem de Bilbau por mar com destino a Gdynia. Tinham chegado de Sevilha na quinta-feira, em camiões.",
     {"Bilbao > Gdynia sea", "Sevilla > Bilbao road"}),
    ("de", "Die Panzer sind gestern von Bilbao nach Gdynia ausgelaufen. Sie waren am Donnerstag auf Lastwagen aus Huelva gekommen.",
     {"Bilbao > Gdynia sea", "Huelva > Bilbao road"}),
    # Where others used to leave from.
    ("en", "The boat left Mbour and reached La Restinga. Boats used to leave from Nouadhibou. This morning they were taken by ferry to "
     "Los Cristianos.", {"Mbour > La Restinga sea", "La Restinga > Los Cristianos sea"}),
    ("fr", "La pirogue, partie de Mbour, a atteint La Restinga. Avant, les pirogues partaient de Nouadhibou. Ce matin, ils ont été emmenés "
     "en ferry à Los Cristianos.", {"Mbour > La Restinga sea", "La Restinga > Los Cristianos sea"}),
    ("es", "El cayuco había dejado Mbour el sábado y llegó a La Restinga. Antes los cayucos salían de Nuadibú. Esta mañana los trasladaron "
     "en el ferri a Los Cristianos.", {"Mbour > La Restinga sea", "La Restinga > Los Cristianos sea"}),
    ("it", "La barca, partita da Sfax, ha raggiunto Lampedusa. Prima le barche partivano da Zuara. Stamattina sono stati portati in "
     "traghetto a Porto Empedocle.", {"Sfax > Lampedusa sea", "Lampedusa > Porto Empedocle sea"}),
    ("pt", "O barco saiu de Mbour e chegou a La Restinga. Antes os barcos saíam de Nouadhibou. Esta manhã foram levados de ferry para "
     "Los Cristianos.", {"Mbour > La Restinga sea", "La Restinga > Los Cristianos sea"}),
    ("de", "Das Boot fuhr von Mbour nach La Restinga. Früher fuhren die Boote von Nouadhibou ab. Heute Morgen wurden sie mit der Fähre "
     "nach Los Cristianos gebracht.", {"Mbour > La Restinga sea", "La Restinga > Los Cristianos sea"}),
    # A name that only says where the one before it lies.
    ("es", "El gas va a Rosales, cerca de Bahía Blanca, adonde llega por otro oleoducto desde Neuquén.", {"Neuquén > Rosales pipeline"}),
    ("en", "The crude leaves from Kribi, near Douala, where it arrives by pipeline from Bongor.", {"Bongor > Kribi pipeline"}),
    ("it", "Il greggio va a Kribi, vicino a Douala, dove arriva in oleodotto da Bongor.", {"Bongor > Kribi pipeline"}),
    ("pt", "O petróleo segue para Kribi, perto de Douala, onde chega por oleoduto desde Bongor.", {"Bongor > Kribi pipeline"}),
    # Where goods are packed on their way.
    ("es", "Recogida en los huertos de Curicó, la cereza se embala en Rancagua y viaja en camión a San Antonio.",
     {"Curicó > Rancagua unknown", "Rancagua > San Antonio road"}),
    # Boarding for somewhere by something told behind.
    ("fr", "Le camion va de Kourou à Cayenne. Quatre jeunes gens embarquent pour Orly par le vol du soir.",
     {"Kourou > Cayenne road", "Cayenne > Orly air"}),
    # A river that bears an article, and a town of its name elsewhere.
    ("fr", "Les caisses descendent le Maroni en pirogue, d'Apatou à Saint-Laurent-du-Maroni.",
     {"Apatou > Saint-Laurent-du-Maroni river"}),
    # What is towed into port, and what goes elsewhere by contrast.
    ("it", "Crotone. Il veliero è stato rimorchiato in porto alle tre di notte. Era salpato da Bodrum sei giorni prima.",
     {"Bodrum > Crotone sea"}),
    ("es", "Motril.- El velero fue remolcado a puerto a las tres de la madrugada. Había zarpado de Alhucemas dos días antes.",
     {"Al Hoceïma > Motril sea"}),
    ("it", "Il veliero è arrivato a Crotone da Bodrum. Sono stati trasferiti in pullman a Taranto; una ventina di minori andrà invece a "
     "Bari.", {"Bodrum > Crotone sea", "Crotone > Taranto road", "Crotone > Bari road"}),
    # Mountains are not where a train goes on to.
    ("de", "Ein Zug bringt sie von Alexandroupoli nach Cincu in den Karpaten, 70 km westlich von Brasov.", {"Alexandroupoli > Cincu rail"}),
)  # fmt: skip

FIGURES = (
    ("fr", "Les chars arrivent à Alexandroúpoli. Un train les montera à Cincu, dans les Carpates, à 70 km à l'ouest de Brașov."),
    ("en", "The tanks reach Alexandroupoli. A train will take them to Cincu, in the Carpathians, 70 km west of Brasov."),
    ("es", "Los carros llegan a Alexandroúpoli. Un tren los llevará a Cincu, en los Cárpatos, a 70 km al oeste de Brasov."),
    ("de", "Ein Zug bringt sie von Alexandroupoli nach Cincu in den Karpaten, 70 km westlich von Brasov."),
)

NO_FIGURE = (
    ("it", "La nave è partita da Bari alle tre di notte ed è arrivata a Durazzo."),
    ("es", "El barco salió de Motril a las dos de la noche y llegó a Melilla."),
    ("pt", "O barco saiu de Sines às duas da noite e chegou a Tânger."),
)

NAMED = (
    ("it", "Roccella Jonica. Il veliero è salpato da Bodrum. Roccella si trova a 70 km da Reggio Calabria.",
     {"Roccella Ionica", "Bodrum", "Reggio Calabria"}),
    ("es", "Los camiones iban de Bilbao a Burgos, escoltados por la Guardia Civil.", {"Bilbao", "Burgos"}),
    ("es", "El autobús va de La Guardia a Toledo.", {"La Guardia", "Toledo"}),
    ("es", "Salió de Santiago de Compostela y llegó a Santiago.", {"Santiago de Compostela", "Santiago"}),
)  # fmt: skip


def run(language: str, text: str) -> Itinerary:
    return pipeline.run(Report(text, language=language, published="2024-03-10"))


def names(read: Itinerary) -> dict[str, str]:
    return {w.id: w.place.name if w.place else w.name for w in read.waypoints}


@pytest.mark.parametrize(("language", "text", "legs"), LEGS)
def test_legs(language: str, text: str, legs: set[str]) -> None:
    read = run(language, text)
    called = names(read)
    assert {f"{called[leg.origin]} > {called[leg.destination]} {leg.mode}" for leg in read.legs} == legs


@pytest.mark.parametrize(("language", "text"), FIGURES)
def test_a_figure_behind_mountains_is_of_the_place_in_them(language: str, text: str) -> None:
    read = run(language, text)
    called = names(read)
    assert {(claim.value, called[claim.origin]) for claim in read.claims} == {(70, "Cincu")}


@pytest.mark.parametrize(("language", "text"), NO_FIGURE)
def test_an_hour_of_the_night_is_no_number_of_nights(language: str, text: str) -> None:
    assert not run(language, text).claims


@pytest.mark.parametrize(("language", "text", "places"), NAMED)
def test_names(language: str, text: str, places: set[str]) -> None:
    assert set(names(run(language, text)).values()) == places
