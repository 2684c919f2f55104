"""Capitals that act are governments; capitals that lie somewhere are cities."""

import pytest

from routes.atlas.places import open_gazetteer
from routes.extraction.toponyms import find

CITIES = [
    ("en", "Kyiv lies 300 km from Poltava."),
    ("en", "Nairobi grew by the railway."),
    ("en", "Tunis has two million people."),
    ("en", "Lima was hit by an earthquake."),
    ("en", "Ankara handles most of the freight."),
    ("en", "London prices rose."),
    ("en", "Paris metro workers struck."),
    ("en", "Tokyo remains closed."),
    ("en", "Cairo was flooded."),
    ("en", "Dakar, the port, is 800 km away."),
    ("en", "Kampala receives fuel by road."),
    ("en", "Accra, Lomé and Cotonou share the coast road."),
    ("en", "Beirut needed the grain."),
    ("en", "Tirana airport was shut."),
    ("en", "The convoy left Tripoli; Tunis was next."),
    ("en", "From Baku, Tbilisi is a day away."),
    ("en", "Oslo fog delayed the flight."),
    ("en", "Rome trains were late."),
    ("fr", "Dakar se trouve à 200 km de Thiès."),
    ("fr", "Tunis compte deux millions d'habitants."),
    ("fr", "Lima est à dix heures."),
    ("fr", "Kiev a été bombardée."),
    ("fr", "Rome accueille le sommet."),
    ("fr", "Athènes a reçu le blé."),
    ("fr", "Bamako, la capitale, est à 400 km."),
    ("fr", "Oslo reste fermée."),
    ("fr", "Le convoi a quitté Tripoli ; Tunis est loin."),
    ("fr", "De Bakou, Tbilissi est à un jour."),
    ("fr", "Cotonou vit du port."),
    ("es", "Lima está a 200 km."),
    ("es", "Quito tiene dos millones de habitantes."),
    ("es", "Bogotá queda lejos."),
    ("es", "La Paz recibió el trigo."),
    ("es", "Kiev fue bombardeada."),
    ("es", "Roma acoge la cumbre."),
    ("es", "Caracas se encuentra a 30 km del mar."),
    ("es", "Santiago, la capital, dista 100 km."),
    ("de", "Wien liegt an der Donau."),
    ("de", "Rom hat drei Millionen Einwohner."),
    ("de", "Kiew wurde beschossen."),
    ("de", "Lima ist weit."),
    ("de", "Oslo erhielt das Getreide."),
    ("de", "Athen bleibt gesperrt."),
    ("de", "Von Baku ist Tiflis einen Tag entfernt."),
    ("de", "Prag, die Hauptstadt, liegt 300 km entfernt."),
    ("ru", "Москва находится в 700 км."),
    ("ru", "Киев был обстрелян."),
    ("ru", "Минск стоит на реке."),
    ("ru", "Баку получил зерно."),
    ("ru", "Рим принимает саммит."),
    ("ru", "Тбилиси расположен в долине."),
    ("ru", "Поезд Москва — Минск ушёл."),
    ("ru", "Ереван, столица, в 30 км от границы."),
    ("uk", "Київ розташований за 300 км."),
    ("uk", "Рим приймає саміт."),
    ("uk", "Мінськ стоїть на річці."),
    ("uk", "Варшава отримала зерно."),
    ("uk", "Тбілісі лежить у долині."),
    ("uk", "Єреван, столиця, за 30 км від кордону."),
    ("it", "Vienna si trova sul Danubio."),
    ("tr", "Heyet Ankara'ya gitti, iddiaları orada yalanladı."),
    ("tr", "Bakü, Hazar kıyısında bulunuyor."),
    ("it", "Atene conta tre milioni di abitanti."),
    ("it", "Kiev è stata bombardata."),
    ("it", "Oslo ha ricevuto il grano."),
    ("it", "Lima resta chiusa."),
    ("it", "Praga, la capitale, dista 30 km."),
    ("pt", "Lisboa fica a 300 km."),
    ("pt", "Maputo tem um milhão de habitantes."),
    ("pt", "Kiev foi bombardeada."),
    ("pt", "Luanda recebeu o trigo."),
    ("pt", "Lima, a capital, dista 30 km."),
    ("en", "The train Warsaw – Minsk leaves at noon."),
    ("fr", "La marchandise passe par Lisbonne."),
    ("fr", "Bukavu peut être ravitaillée par le lac."),
    ("de", "Wien kann zehn Züge aufnehmen."),
    ("ru", "Москва может принять десять поездов."),
    ("en", "He flew from Oslo to Lima, with Delhi left out."),
]
GOVERNMENTS = [
    ("en", "Talks between Ankara and Cairo continue."),
    ("fr", "Ankara est en colère."),
    ("fr", "Le navire était vide, dit Ankara."),
    ("fr", "Les pourparlers entre Ankara et Le Caire continuent."),
    ("de", "Ankara ist verärgert."),
    ("es", "Ankara está molesta."),
    ("it", "Ankara è irritata."),
    ("pt", "De acordo com Ancara, o navio ia vazio."),
    ("ru", "По данным Анкары, судно было пустым."),
    ("ru", "Судно было пустым, заявила Анкара."),
    ("uk", "За даними Анкари, судно було порожнє."),
    ("pl", "Według Ankary statek był pusty."),
    ("tr", "Ankara daha fazla gemi gönderecek."),
    ("it", "I generatori donati da Tokyo sono partiti ieri."),
    ("es", "Los generadores donados por Tokio salieron ayer."),
    ("pt", "Os geradores oferecidos por Tóquio saíram ontem."),
    ("fr", "Les générateurs offerts par Tokyo sont partis hier."),
    ("en", "Kyiv protested."),
    ("en", "Nairobi has not replied."),
    ("en", "Tunis is sending aid."),
    ("en", "Lima, which had asked for the ships, waits."),
    ("en", "Ankara and Athens quarrel over the line."),
    ("en", "London wants a deal; Paris too."),
    ("en", "Envoys spoke with Tokyo."),
    ("en", "Cairo has been told."),
    ("en", "They thanked Dakar."),
    ("en", "Kampala blames Kigali."),
    ("en", "Accra quietly paid the fine."),
    ("en", "Brussels dragged its feet."),
    ("en", "Oslo kept silent."),
    ("en", "Geneva has sent a team."),
    ("fr", "Dakar proteste."),
    ("fr", "Tunis n'a pas répondu."),
    ("fr", "Lima envoie des secours."),
    ("fr", "Kiev, qui attendait les navires, patiente."),
    ("fr", "Rome et Athènes se disputent."),
    ("fr", "Athènes se tait."),
    ("fr", "On négocie avec Bamako."),
    ("fr", "Oslo a été informé."),
    ("fr", "Ankara a payé l'amende."),
    ("fr", "Berne hausse le ton, Vienne aussi."),
    ("es", "Lima protestó."),
    ("es", "Quito no ha respondido."),
    ("es", "Bogotá envía ayuda."),
    ("es", "La Paz, que esperaba los buques, aguarda."),
    ("es", "Roma y Atenas discuten."),
    ("es", "Caracas calla."),
    ("es", "Se negocia con Asunción."),
    ("es", "Montevideo pagó la multa."),
    ("de", "Wien protestiert."),
    ("de", "Rom hat nicht geantwortet."),
    ("de", "Kiew schickt Hilfe."),
    ("de", "Lima, das die Schiffe erwartete, wartet."),
    ("de", "Oslo und Athen streiten."),
    ("de", "Man verhandelt mit Athen."),
    ("de", "Prag zahlte die Strafe."),
    ("ru", "Москва протестует."),
    ("ru", "Киев не ответил."),
    ("ru", "Минск прислал помощь."),
    ("ru", "Баку, который ждал судов, молчит."),
    ("ru", "Рим и Афины спорят."),
    ("ru", "Переговоры идут с Тбилиси."),
    ("ru", "Ереван заплатил штраф."),
    ("uk", "Київ протестує."),
    ("uk", "Рим не відповів."),
    ("uk", "Мінськ надіслав допомогу."),
    ("uk", "Варшава, яка чекала суден, мовчить."),
    ("uk", "Прага і Афіни сперечаються."),
    ("uk", "Переговори тривають з Тбілісі."),
    ("uk", "Єреван сплатив штраф."),
    ("it", "Vienna protesta."),
    ("tr", "Ankara iddiaları yalanladı."),
    ("tr", "Moskova ve Tahran, anlaşmayı doğruladı."),
    ("tr", "Kahire, gemilere el konulmasını kınadı."),
    ("it", "Atene non ha risposto."),
    ("it", "Kiev manda aiuti."),
    ("it", "Oslo, che aspettava le navi, attende."),
    ("it", "Lima e Quito litigano."),
    ("it", "Si negozia con Praga."),
    ("it", "Varsavia ha pagato la multa."),
    ("pt", "Lisboa protesta."),
    ("pt", "Maputo não respondeu."),
    ("pt", "Kiev envia ajuda."),
    ("pt", "Luanda, que esperava os navios, aguarda."),
    ("pt", "Lima e Quito brigam."),
    ("pt", "Negocia-se com Madrid."),
    ("pt", "Brasília pagou a multa."),
    ("en", "The sum promised by Beijing was paid."),
    ("en", "Tehran will not comment."),
    ("fr", "À Berne comme à Vienne, on promet des contrôles."),
    ("de", "In Bern denkt man über die Freigabe nach."),
    ("de", "Warschau hat Hilfe angeboten."),
    ("en", "Houston declined to comment."),
    ("es", "Bruselas elogió la operación; Quito, con recelo."),
    ("fr", "Ankara annonce des arrestations, Madrid des moyens."),
    ("en", "Delhi has been asked to wait."),
    ("es", "Lima puede vetar el acuerdo."),
    ("uk", "Тегеран усе заперечує."),
]


def read(text: str, language: str) -> dict[str, bool]:
    return {t.surface: "metonym" in t.cues for t in find(text, language, open_gazetteer()) if "demonym" not in t.cues}


@pytest.mark.parametrize(("language", "text"), CITIES)
def test_a_capital_of_which_a_city_is_told_is_one(language: str, text: str) -> None:
    found = read(text, language)
    assert found and not any(found.values())


@pytest.mark.parametrize(("language", "text"), GOVERNMENTS)
def test_a_capital_that_acts_or_is_spoken_to_is_a_government(language: str, text: str) -> None:
    found = read(text, language)
    assert found and all(found.values())


def test_a_city_that_bears_the_name_of_a_state_in_another_language_is_meant() -> None:
    found = find("Brasilia, Tunis and Luxembourg signed.", "en", open_gazetteer())
    assert [(t.candidates[0].name, t.candidates[0].feature_code) for t in found] == [
        ("Brasília", "PPLC"), ("Tunis", "PPLC"), ("Luxembourg", "PCLI"),
    ]  # fmt: skip


def test_states_that_say_or_are_told_something_are_governments() -> None:
    def governments(text: str, language: str) -> list[str]:
        return [t.surface for t in find(text, language, open_gazetteer()) if "metonym" in t.cues]

    assert governments("Poland said the convoy had crossed from Ukraine.", "en") == ["Poland"]
    assert governments("The crew thanked Jordan and Bahrain.", "en") == ["Jordan", "Bahrain"]
    assert governments("La Turquie a livré des drones au Niger.", "fr") == []
    assert governments("The road is cut. Tokyo and Canberra have offered pumps.", "en") == ["Tokyo", "Canberra"]
    assert governments("Bucarest s'est félicité de ce renfort.", "fr") == ["Bucarest"]


@pytest.mark.parametrize(
    ("text", "language", "government"),
    [
        ("Dann kam aus Ankara das Veto.", "de", True),
        ("Dann kam aus Ankara ein Zug mit Weizen.", "de", False),
        ("The veto from Ankara came at noon.", "en", True),
        ("They flew from Ankara with permission to land.", "en", False),
        ("La réponse de Pékin est venue lundi.", "fr", True),
        ("Отказ из Анкары пришёл в полдень.", "ru", True),
    ],
)
def test_what_only_a_government_gives_comes_from_one(text: str, language: str, government: bool) -> None:
    found = [("metonym" in t.cues) for t in find(text, language, open_gazetteer())]
    assert found[:1] == [government]
