"""What stands behind a name and says what a preposition says before it: case endings and postpositions, in Turkish."""

import pytest

from routes.atlas.places import open_gazetteer
from routes.extraction.figures import spoken
from routes.extraction.toponyms import find
from routes.text import key, lower
from tests.extraction.journeys import told

LEGS = [
    ("Gemi [Mersin]'den [Girne]'ye gitti.", ["Mersin > Girne"]),
    ("Gemi [Tartus]’tan [Novorossiysk]’e gitti.", ["Tartus > Novorossiysk"]),
    ("Gemi [Samsun] limanından [Batum] limanına gitti.", ["Samsun > Batum"]),
    ("Gemi [Samsun] Limanı'ndan [Batum] Limanı'na gitti.", ["Samsun > Batum"]),
    ("Uçak [Ankara]'daki üsten [Bakü]'ye uçtu.", ["Ankara > Bakü"]),
    ("[Mersin]'e giden gemi [Odesa]'dan kalktı.", ["Odesa > Mersin"]),
    ("Gemi, [Köstence]'ye gitmek üzere [Poti]'den ayrıldı.", ["Poti > Köstence"]),
    ("Tır [Kars]'tan [Ardahan] üzerinden [Tiflis]'e gitti.", ["Kars > Tiflis via Ardahan"]),
    ("Tır [Kars]'tan çıktı, [Ardahan]'dan geçerek [Tiflis]'e vardı.", ["Kars > Tiflis via Ardahan"]),
    ("Tren [Kars] ile [Tiflis] arasında sefer yapıyor.", ["Kars > Tiflis"]),
    ("[Kars]-[Tiflis] treni yarın hareket edecek.", ["Kars > Tiflis"]),
    ("Yük [Aktau]'dan gemiyle [Bakü]'ye, oradan trenle [Poti]'ye gönderildi.", ["Aktau > Bakü", "Bakü > Poti"]),
    ("Yük önce [Aktau]'dan [Bakü]'ye, ardından [Poti]'ye gönderildi.", ["Aktau > Bakü", "Bakü > Poti"]),
    ("[Yalova] ve [Bursa]'dan gelen kamyonlar [İzmir]'e ulaştı.", ["Yalova > İzmir", "Bursa > İzmir"]),
    ("Gemi [Mersin]'den [Girne]'ye gitmedi.", []),
    ("Gemi [Mersin]'den ayrılamadı.", []),
    ("[Ankara]'ya göre gemi [Girne]'de değil.", []),
    ("[Rize]'den [Batum]'a uzanan yolda kuyruk vardı.", []),
    ("Yük [Sinop]'tan mavnalarla değil trenlerle [Kayseri]'ye taşındı.", ["Sinop > Kayseri"]),
]
CLAIMS = [
    ("[Kilis], [[Suriye]] sınırına 10 km uzaklıkta.", "10 km point-to-border Kilis > border:Suriye"),
    ("[[Suriye]] sınırına 10 km uzaklıktaki [Kilis]'te durdular.", "10 km point-to-border Kilis > border:Suriye"),
    ("[Alat], [Bakü]'nün 70 km güneybatısında.", "70 km point-to-point Alat > Bakü SW"),
    ("[Bakü]'nün 70 km güneybatısındaki [Alat] kapandı.", "70 km point-to-point Alat > Bakü SW"),
    ("[Taşucu] [Mersin]'den 70 km uzakta.", "70 km point-to-point Taşucu > Mersin"),
    ("[İzmir] ile [Manisa] arasındaki mesafe 35 kilometre.", "35 km point-to-point İzmir > Manisa"),
    ("[Mersin]'den [Girne]'ye yolculuk 300 km'den fazla.", "300 km route-length Mersin > Girne"),
]


def shown(marked: str) -> tuple[list[str], list[str]]:
    mentions, names = told("tr", marked)
    legs = [
        f"{names[leg.origin]} > {names[leg.destination]}" + "".join(f" via {names[v]}" for v in leg.via)
        for leg in mentions.legs
        if leg.origin and leg.destination
    ]

    def end(ident: str) -> str:
        head, _, name = ident.rpartition(":")
        return (f"{head}:" if head else "") + names.get(name, name)

    claims = [f"{c.value:g} {c.unit} {c.kind} {end(c.origin)} > {end(c.target)} {c.direction}".strip() for c in mentions.claims]
    return legs, claims


@pytest.mark.parametrize(("marked", "legs"), LEGS)
def test_ends_are_told_by_case_and_postposition(marked: str, legs: list[str]) -> None:
    assert shown(marked)[0] == legs


@pytest.mark.parametrize(("marked", "claim"), CLAIMS)
def test_what_a_figure_is_counted_from_stands_before_it(marked: str, claim: str) -> None:
    assert shown(marked)[1] == [claim]


@pytest.mark.parametrize(
    ("text", "comparator"),
    [("300 km'den fazla", "more_than"), ("300 kilometreyi aşkın", "more_than"), ("12 saatten az", "less_than"), ("300 km kadar", "about")],
)
def test_a_bound_behind_its_figure(text: str, comparator: str) -> None:
    assert spoken(text, "tr").comparator == comparator


def test_a_figure_is_quoted_where_it_stands() -> None:
    text = "Tihoretsk, Ukrayna sınırına yaklaşık 290 km uzaklıkta."
    claim = told("tr", text.replace("Tihoretsk", "[Tihoretsk]").replace("Ukrayna", "[[Ukrayna]]"))[0].claims[0]
    assert text[claim.span.start : claim.span.end] == "yaklaşık 290 km uzaklıkta"


@pytest.mark.parametrize("name", ["Iğdır", "IĞDIR", "ığdır", "İğdir"])
def test_dotted_and_dotless_i_are_one_letter(name: str) -> None:
    assert key(name) == lower(name) == "iğdir"
    assert len(lower(name)) == len(name)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Konvoy Halep'ten geçti.", "Halep", "SY"),
        ("Gemi Selanik'ten kalktı.", "Selanik", "GR"),
        ("Otobüs Gümülcine'ye vardı.", "Gümülcine", "GR"),
        ("Otobüs İskeçe'den ayrıldı.", "İskeçe", "GR"),
        ("Tahıl Köstence limanından yüklendi.", "Köstence", "RO"),
        ("Uçak Kahire'ye indi.", "Kahire", "EG"),
        ("Konvoy Menbiç'e ulaştı.", "Menbiç", "SY"),
        ("IĞDIR'DAN YOLA ÇIKAN TIRLAR", "IĞDIR", "TR"),
        ("Tren Oş'a vardı.", "Oş", "KG"),
        ("Mühimmat Tihoretsk'e gönderildi.", "Tihoretsk", "RU"),
        ("Tanker ABD'ye gitti.", "ABD", "US"),
        ("Bakan Fidan Kahire'ye gitti.", "Kahire", "EG"),
    ],
)
def test_names_as_turkish_writes_them(text: str, name: str, country: str) -> None:
    found = {t.surface: t for t in find(text, "tr", open_gazetteer())}
    assert found[name].candidates[0].country == country


@pytest.mark.parametrize(
    "text",
    [
        "Yunan gemisi battı.",
        "'Sparta IV' adlı gemi battı.",
        "Analist Ali Kars konuştu.",
        "Karada ve havada kontrol var.",
        "Yarışta Putin'den söz edildi.",
    ],
)
def test_peoples_ships_persons_and_words_are_no_places(text: str) -> None:
    assert [t.surface for t in find(text, "tr", open_gazetteer())] == []
