"""Reports in two languages."""

from routes.extraction.paragraphs import parts
from routes.model import Report
from routes.pipeline import extract, locate

TEXT = """The grain left Odesa on Monday and was shipped to Constanta, where it was loaded into barges that will take it up the Danube.

Les wagons sont ensuite partis de Vienne pour Munich, a indiqué la compagnie dans un communiqué qui a été publié en français et que
nous avons reçu hier soir.

The company did not say when the next train would leave."""


def test_each_paragraph_is_read_in_its_own_language() -> None:
    report = Report(text=TEXT, language="en")
    located = locate(extract(report), report)
    names = {w.id: w.name for w in located.waypoints}
    legs = [(names[leg.origin], names[leg.destination], leg.mode) for leg in located.legs]
    assert legs == [("Odesa", "Constanta", "sea"), ("Vienne", "Munich", "rail")]
    assert [TEXT[s.start : s.end] for w in located.waypoints for s in w.mentions if w.name == "Vienne"] == ["Vienne"]


def test_offsets_stay_and_nothing_is_lost() -> None:
    divided = parts(TEXT, "en")
    assert [code for code, _ in divided] == ["en", "fr"]
    assert all(len(text) == len(TEXT) for _, text in divided)
    assert "".join(a if a.strip() else b for a, b in zip(divided[0][1], divided[1][1], strict=True)) == TEXT


def test_a_quotation_in_another_language_is_no_paragraph_of_it() -> None:
    text = "The driver said « c'est la vie » and drove the lorry from Lyon to Turin, as he had done on every Monday of that year, he added."
    assert [code for code, _ in parts(text, "en")] == ["en"]
