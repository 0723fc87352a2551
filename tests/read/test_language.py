import pytest

from kg.read.language import foreign_language

FRENCH = "Le maire a signé samedi un décret sur les ponts de la ville, et le conseil a dit que les travaux commencent lundi."
GERMAN = (
    "Die Bürgermeisterin hat am Samstag eine Verordnung über die Brücken der Stadt unterzeichnet, die der Rat der Stadt am Montag berät."
)
SPANISH = "La alcaldesa firmó el sábado una orden sobre los puentes de la ciudad, y el consejo dijo que las obras empiezan el lunes."
CHINESE = "市长周六签署了一项关于城市桥梁的命令，市议会表示工程将于周一开始，预计需要三个月。"
ENGLISH = "The mayor signed an order on the bridges of the city, and the council said that work will begin on Monday."
HEADLINES = (
    "Council votes 51-49; House meets; Governor signs; Mayor vetoes; Court blocks; Police arrest; Union sues; City appeals; Judge rules."
)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        pytest.param("fr", FRENCH, id="French"),
        pytest.param("de", GERMAN, id="German"),
        pytest.param("es", SPANISH, id="Spanish"),
        pytest.param("zh", CHINESE, id="Chinese, without spaces"),
    ],
)
def test_another_language_is_named(code: str, text: str) -> None:
    assert foreign_language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ENGLISH, id="English"),
        pytest.param(HEADLINES, id="headlines"),
        pytest.param("Bonjour le monde", id="too short to say"),
        pytest.param("51 49 220 215 " * 20, id="numbers"),
    ],
)
def test_english_and_what_is_too_short_to_say_pass(text: str) -> None:
    assert foreign_language(text) is None
