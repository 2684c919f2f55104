"""What ten languages say of a way that is planned, broken off, denied, asked after or turned back: one row for each way of saying it."""

import pytest

from routes import pipeline
from routes.model import Report

WAYS = {
    "en": (
        ("Tomorrow a plane flies from Warsaw to Lisbon with twelve tonnes of vaccine.", "Warsaw > Lisbon by air (planned)"),
        ("The tanker, which is due to leave Trieste for Malta next Tuesday, is still loading.", "Trieste > Malta by sea (planned)"),
        ("The ship left Riga for Bilbao but never reached Bilbao.", "Riga > Bilbao by sea (interrupted)"),
        ("The line between Lviv and Odesa has been cut.", "Lviv > Odesa by unknown (blocked)"),
        ("The railway line between Lyon and Turin has been cut by a landslide.", "Lyon > Turin by rail (blocked)"),
        ("Would the lorries go from Munich to Verona?", ""),
        ("If the road is reopened, lorries will again drive from Munich to Verona.", "Munich > Verona by road (planned)"),
        ("The crates were not sent to Lima but to Quito, from Madrid, by air.", "Madrid > Quito by air"),
        ("It is not true that the train went from Lyon to Turin.", ""),
        ("The coach was meant to take the pilgrims from Lyon to Lourdes.", "Lyon > Lourdes by road (planned)"),
        ("He drove from Munich to Verona and back.", "Munich > Verona by road; Verona > Munich by road"),
        ("The freighter Anna sailed from Riga. The tanker Berta arrived in Bilbao.", ""),
        ("The Maria left Naples on Monday. The Elena reached Marseille on Tuesday.", ""),
        (
            "In Hamburg the bananas from Guayaquil are reloaded onto trains for Prague.",
            "Guayaquil > Hamburg by sea; Hamburg > Prague by rail",
        ),
        ("Nobody flies from Sana'a to Aden any more.", "Sana'a > Aden by air (blocked)"),
        ("The ship is expected to sail from Odesa to Alexandria by the end of the week.", "Odesa > Alexandria by sea (planned)"),
        ("The gas flows from Baku to Erzurum, not to Poti.", "Baku > Erzurum by pipeline"),
        ("The oranges go to Rotterdam, not to Hamburg, from Valencia by sea.", "Valencia > Rotterdam by sea"),
        (
            "Yesterday a plane flew from Warsaw to Lisbon; tomorrow it flies back.",
            "Warsaw > Lisbon by air; Lisbon > Warsaw by air (planned)",
        ),
        ("The road was closed, so the lorries went by ferry from Naples to Palermo.", "Naples > Palermo by sea"),
        ("The wreck lies where the ship sank; the crew were flown from Bergen to Oslo.", "Bergen > Oslo by air"),
        ("No one was hurt when the bus from Lyon to Turin overturned.", "Lyon > Turin by road (interrupted)"),
        ("The ferry did not leave Dover until noon and reached Calais at two.", "Dover > Calais by sea"),
        ("The planned visit was cancelled; the aid was driven from Amman to Damascus anyway.", "Amman > Damascus by road"),
        ("The captain had orders to take the ship from Brest to Dakar.", "Brest > Dakar by sea (planned)"),
        ("There was talk of a train from Cairo to Khartoum.", ""),
        ("The train, due at noon, reached Turin from Lyon at six.", "Lyon > Turin by rail"),
        ("How did the rifles get from Trieste to Mogadishu by ship?", "Trieste > Mogadishu by sea"),
    ),
    "fr": (
        ("Demain, un avion s'envole de Varsovie pour Lisbonne avec douze tonnes de vaccins.", "Varsovie > Lisbonne by air (planned)"),
        ("Le cargo est attendu jeudi à Bilbao en provenance de Riga.", "Riga > Bilbao by sea (planned)"),
        ("Le navire a quitté Riga pour Bilbao, mais n'est jamais arrivé à Bilbao.", "Riga > Bilbao by sea (interrupted)"),
        ("Les camions iront-ils de Munich à Vérone ?", ""),
        ("L'entreprise espère expédier les turbines par bateau de Hambourg à Santos en mai.", "Hambourg > Santos by sea (planned)"),
        ("Le vol Madrid-Lima a été supprimé.", "Madrid > Lima by air (interrupted)"),
        ("Les caisses sont parties de Madrid par avion, non à Lima mais à Quito.", "Madrid > Quito by air"),
        ("Le convoi devait rouler de Munich à Vérone, mais il est resté à Munich.", "Munich > Vérone by road (planned)"),
        ("Le navire a coulé alors qu'il faisait route de Riga à Bilbao.", "Riga > Bilbao by sea (interrupted)"),
        ("Il a conduit le camion de Munich à Vérone et retour.", "Munich > Vérone by road; Vérone > Munich by road"),
        ("Arrivées : le Nord, de Klaipeda. Départs : le Sud, pour Bergen.", ""),
        ("Un bateau de pêche d'Agadir a débarqué ses prises à Vigo. Le même jour, un vraquier de Santos a accosté à Anvers.", ""),
        ("Les médicaments sont arrivés à Goma de Kigali par camion dimanche.", "Kigali > Goma by road"),
        ("L'ambassadeur a indiqué que l'avion volerait d'Ankara à Tripoli dimanche.", "Ankara > Tripoli by air (planned)"),
        ("Les oranges vont de Valence à Rotterdam par mer, et non à Hambourg.", "Valence > Rotterdam by sea"),
        ("Si le port gelait, les navires iraient de Riga à Ventspils.", ""),
        (
            "Hier un avion a volé de Varsovie à Lisbonne ; demain il revient.",
            "Varsovie > Lisbonne by air; Lisbonne > Varsovie by air (planned)",
        ),
        ("Personne n'a été blessé quand le car Lyon-Turin s'est renversé.", "Lyon > Turin by road (interrupted)"),
        ("La péniche allait de Mayence à Bâle quand elle s'est échouée.", "Mayence > Bâle by river (interrupted)"),
        ("Le bateau a été refoulé alors qu'il allait de Tunis à Lampedusa.", "Tunis > Lampedusa by sea (interrupted)"),
    ),
    "de": (
        ("Morgen fliegt eine Maschine von Warschau nach Lissabon.", "Warschau > Lissabon by air (planned)"),
        ("Das Schiff lief aus Riga nach Bilbao aus, kam aber nie in Bilbao an.", "Riga > Bilbao by sea (interrupted)"),
        ("Fahren die Lastwagen von München nach Verona?", ""),
        ("Das Unternehmen hofft, die Turbinen im Mai von Hamburg nach Santos zu verschiffen.", "Hamburg > Santos by sea (planned)"),
        ("Zwischen Basel und Rotterdam verkehren keine Frachtschiffe.", ""),
        ("Das Schiff sank auf der Fahrt von Riga nach Bilbao.", "Riga > Bilbao by sea (interrupted)"),
        ("Der Güterzug von Lyon nach Turin entgleiste bei Chambéry.", "Lyon > Turin by rail (interrupted)"),
        ("Wenn die Straße wieder offen ist, werden Lastwagen von München nach Verona fahren.", "München > Verona by road (planned)"),
        ("Er fuhr den Lastwagen von München nach Verona und zurück.", "München > Verona by road; Verona > München by road"),
        ("Nach einem Halt in Porto fuhr der Frachter weiter nach Bilbao.", "Porto > Bilbao by sea"),
        ("In Hamburg werden die Bananen aus Guayaquil auf Züge nach Prag verladen.", "Guayaquil > Hamburg by sea; Hamburg > Prag by rail"),
        ("Das Schiff wird am Montag von Odessa nach Alexandria auslaufen.", "Odessa > Alexandria by sea (planned)"),
        ("Die Orangen gehen per Schiff von Valencia nach Rotterdam, nicht nach Hamburg.", "Valencia > Rotterdam by sea"),
        ("Wenn der Hafen zufröre, würden die Schiffe von Riga nach Ventspils fahren.", ""),
        (
            "Gestern flog eine Maschine von Warschau nach Lissabon, morgen fliegt sie zurück.",
            "Warschau > Lissabon by air; Lissabon > Warschau by air (planned)",
        ),
        ("Der Frachtkahn war von Mainz nach Basel unterwegs, als er auf Grund lief.", "Mainz > Basel by river (interrupted)"),
        ("Demonstranten stoppten einen Kohlezug von Kattowitz nach Danzig.", "Kattowitz > Danzig by rail (interrupted)"),
        ("Niemand wurde verletzt, als der Bus von Lyon nach Turin umkippte.", "Lyon > Turin by road (interrupted)"),
        ("Jeden Morgen fliegt eine Maschine von Warschau nach Lissabon.", "Warschau > Lissabon by air"),
        ("Das Getreide wird von Odessa nach Istanbul verschifft.", "Odessa > Istanbul by sea"),
    ),
    "es": (
        ("Mañana vuela un avión de Varsovia a Lisboa con doce toneladas de vacunas.", "Varsovia > Lisboa by air (planned)"),
        ("El buque zarpó de Riga rumbo a Bilbao, pero nunca llegó a Bilbao.", "Riga > Bilbao by sea (interrupted)"),
        ("¿Irán los camiones de Múnich a Verona?", ""),
        ("Las cajas no fueron enviadas a Lima sino a Quito, en avión desde Madrid.", "Madrid > Quito by air"),
        ("El barco se hundió cuando navegaba de Riga a Bilbao.", "Riga > Bilbao by sea (interrupted)"),
        ("Condujo el camión de Múnich a Verona y de vuelta.", "Múnich > Verona by road; Verona > Múnich by road"),
        ("Llegadas: el Norte, de Klaipeda. Salidas: el Sur, para Bergen.", ""),
        ("Las naranjas van por mar de Valencia a Rotterdam, no a Hamburgo.", "Valencia > Rotterdam by sea"),
        ("El embajador dijo que el avión volaría de Ankara a Trípoli el domingo.", "Ankara > Trípoli by air (planned)"),
        ("Ayer un avión voló de Varsovia a Lisboa; mañana regresa.", "Varsovia > Lisboa by air; Lisboa > Varsovia by air (planned)"),
        (
            "Los camiones fueron no solo de Sofía a Skopie sino también de Tirana a Pristina.",
            "Sofía > Skopie by road; Tirana > Pristina by road",
        ),
        ("Manifestantes detuvieron un tren de carbón que iba de Katowice a Gdansk.", "Katowice > Gdansk by rail (interrupted)"),
        ("Por la mañana los camiones fueron de Múnich a Verona.", "Múnich > Verona by road"),
    ),
    "ru": (
        ("Завтра самолёт вылетает из Варшавы в Лиссабон.", "Варшава > Лиссабон by air (planned)"),
        ("Судно вышло из Риги в Бильбао, но до Бильбао так и не дошло.", "Рига > Бильбао by sea (interrupted)"),
        ("Рейсов из Мадрида в Лиму нет.", ""),
        ("Он проехал на грузовике из Мюнхена в Верону и обратно.", "Мюнхен > Верона by road; Верона > Мюнхен by road"),
        (
            "Вчера самолёт вылетел из Варшавы в Лиссабон, завтра он летит обратно.",
            "Варшава > Лиссабон by air; Лиссабон > Варшава by air (planned)",
        ),
    ),
    "uk": (
        ("Завтра літак вилітає з Варшави до Лісабона.", "Варшава > Лісабон by air (planned)"),
        ("Судно вийшло з Риги до Більбао, але до Більбао так і не дійшло.", "Рига > Більбао by sea (interrupted)"),
        ("Чи поїдуть вантажівки з Мюнхена до Верони?", ""),
        ("Рейсів із Мадрида до Ліми немає.", ""),
        ("Він проїхав вантажівкою з Мюнхена до Верони й назад.", "Мюнхен > Верона by road; Верона > Мюнхен by road"),
        ("Апельсини везуть морем із Валенсії до Роттердама, а не до Гамбурга.", "Валенсія > Роттердам by sea"),
        (
            "Вчора літак вилетів із Варшави до Лісабона, завтра він летить назад.",
            "Варшава > Лісабон by air; Лісабон > Варшава by air (planned)",
        ),
    ),
    "it": (
        ("Domani un aereo vola da Varsavia a Lisbona.", "Varsavia > Lisbona by air (planned)"),
        ("La nave è partita da Riga per Bilbao, ma non è mai arrivata a Bilbao.", "Riga > Bilbao by sea (interrupted)"),
        ("I camion andranno da Monaco di Baviera a Verona?", ""),
        ("La nave è affondata mentre navigava da Riga a Bilbao.", "Riga > Bilbao by sea (interrupted)"),
        (
            "Ha guidato il camion da Monaco di Baviera a Verona e ritorno.",
            "Monaco di Baviera > Verona by road; Verona > Monaco di Baviera by road",
        ),
        ("Il camion si è guastato tra Aleppo e Homs.", "Aleppo > Homs by road (interrupted)"),
        ("Le arance vanno via mare da Valencia a Rotterdam, non ad Amburgo.", "Valencia > Rotterdam by sea"),
        ("Il treno Dakar-Bamako è stato soppresso.", "Dakar > Bamako by rail (interrupted)"),
        ("La chiatta andava da Magonza a Basilea quando si è arenata.", "Magonza > Basilea by river (interrupted)"),
    ),
    "pt": (
        ("Amanhã um avião voa de Varsóvia para Lisboa.", "Varsóvia > Lisboa by air (planned)"),
        ("O navio saiu de Riga para Bilbau, mas nunca chegou a Bilbau.", "Riga > Bilbau by sea (interrupted)"),
        ("Conduziu o camião de Munique a Verona e de volta.", "Munique > Verona by road; Verona > Munique by road"),
    ),
    "pl": (
        ("Jutro samolot leci z Warszawy do Lizbony.", "Warszawa > Lizbona by air (planned)"),
        ("Pojechał ciężarówką z Monachium do Werony i z powrotem.", "Monachium > Werona by road; Werona > Monachium by road"),
    ),
    "tr": (
        ("Yarın bir uçak Varşova'dan Lizbon'a uçacak.", "Varşova > Lizbon by air (planned)"),
        ("Madrid'den Lima'ya uçuş yok.", ""),
    ),
}


@pytest.mark.parametrize(("language", "sentence", "ways"), [(language, *row) for language, rows in WAYS.items() for row in rows])
def test_the_ways_of_a_sentence_and_what_became_of_them(language: str, sentence: str, ways: str) -> None:
    run = pipeline.run(Report(sentence, language=language, published="2024-03-10"))
    names = {w.id: w.name for w in run.waypoints}
    status = {leg.id: "" if leg.status == "reported" else f" ({leg.status})" for leg in run.legs}
    told = [f"{names[leg.origin]} > {names[leg.destination]} by {leg.mode}{status[leg.id]}" for leg in run.legs]
    assert "; ".join(told) == ways
