from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.read import read
from kg.read.encoding import broken_letters, decode

PROSE = "The mayor’s café order — “final,” she said — binds São Paulo’s guests. It’s O’Dell’s naïve view on pages 3–5."
UTF_8_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@given(UTF_8_TEXT)
@example("Â\xa0")
def test_utf_8_is_taken_as_it_is(text: str) -> None:
    assume(broken_letters(text) is None)
    assert decode(text.encode("utf-8"), "x.txt") == text.removeprefix("\ufeff")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_comes_out_of_the_encoding(encoding: str) -> None:
    assert decode(PROSE.encode(encoding), "x.txt") == PROSE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(PROSE, "mac_roman", id="Mac Roman quotes"),
        pytest.param("Mr. García of España met the maître.", "mac_roman", id="Mac Roman letters"),
        pytest.param("A naïve café in Köln.", "cp437", id="DOS"),
        pytest.param("Мэр подписал приказ.", "cp1251", id="Cyrillic"),
        pytest.param("市长签署了命令。", "gb18030", id="Chinese"),
        pytest.param("市長が署名した。", "shift_jis", id="Japanese"),
    ],
)
def test_an_encoding_that_is_not_certain_is_refused_and_never_guessed(text: str, encoding: str) -> None:
    with pytest.raises(SourceError, match="UTF-8"):
        decode(text.encode(encoding), "x.txt")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"text with a \0 in it", id="NUL"),
        pytest.param(b"%PDF-1.7 plain letters", id="PDF"),
        pytest.param(b"PK\x03\x04 plain letters", id="ZIP"),
        pytest.param(bytes(range(1, 32)) * 5, id="control characters"),
        pytest.param("UTF-16 without its mark".encode("utf-16-le"), id="UTF-16 without its mark"),
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^x\.txt: binary"):
        decode(data, "x.txt")


@given(st.binary())
def test_any_bytes_give_text_or_a_refusal_that_can_be_printed(data: bytes) -> None:
    try:
        result = decode(data, "x")
    except SourceError as error:
        result = str(error)
    result.encode("utf-8")


RUSSIAN = "Мэр подписал указ о мостах города, и совет ответил, что работы начнутся в понедельник утром."
JAPANESE = "市長は火曜日に橋を閉鎖する命令に署名し、議会は水曜日に反対した。知事は資金がないと述べた。"
FRENCH = (
    "Le maire a signé samedi un décret sur les ponts de la ville, et le conseil a répondu que les travaux commenceraient après l’été. "
    "« Ça suffit », a déclaré une élue, opposée à la réforme ; la préfète n’a pas répondu à nos questions. "
    "Les élus ont débattu jusqu’à minuit, et le référé déposé par l’association a été rejeté. À l’hôtel de ville, on s’étonne. "
)
GERMAN = "Der Bürgermeister hat am Dienstag die Brücke für Lastwagen gesperrt, und die Gewerkschaft übte Kritik. Ämter müssen schließen. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(RUSSIAN, "cp1251", id="Russian in Windows-1251"),
        pytest.param(RUSSIAN, "koi8-r", id="Russian in KOI8-R"),
        pytest.param(JAPANESE, "shift_jis", id="Japanese in Shift JIS"),
        pytest.param(JAPANESE, "euc_jp", id="Japanese in EUC"),
        pytest.param(FRENCH * 4, "cp1252", id="French in Windows-1252"),
        pytest.param(GERMAN * 12, "cp1252", id="German in Windows-1252"),
    ],
)
def test_where_there_is_enough_to_tell_the_encoding_it_is_told(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == text


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp437"])
@pytest.mark.parametrize("text", [FRENCH.replace("«", '"').replace("»", '"').replace("’", "'") * 4, GERMAN * 12])
def test_an_encoding_that_another_would_fit_as_well_is_not_guessed_wrong(text: str, encoding: str) -> None:
    try:
        assert decode(text.encode(encoding, "replace"), "x.txt") == text.encode(encoding, "replace").decode(encoding)
    except SourceError as error:
        assert "no other encoding is certain" in error.problem  # noqa: PT017


@pytest.mark.parametrize("charset", ["windows-1251", "cp1251", "no-such-charset", None])
def test_an_encoding_that_a_server_says_is_taken_where_it_fits(charset: str | None) -> None:
    data = "Мэр подписал приказ.".encode("cp1251")
    if charset in {"windows-1251", "cp1251"}:
        assert decode(data, "x.txt", charset) == "Мэр подписал приказ."
    else:
        with pytest.raises(SourceError):
            decode(data, "x.txt", charset)


def test_utf_8_is_taken_whatever_a_server_says() -> None:
    assert decode(PROSE.encode(), "x.txt", "windows-1251") == PROSE


def test_a_text_whose_utf_8_was_taken_for_windows_is_put_right() -> None:
    twice = PROSE.encode("utf-8").decode("cp1252", "replace").replace("\ufffd", "\x9d")
    assert "Itâ€™s" in twice
    assert decode(twice.encode("utf-8"), "x.txt") == PROSE


def test_letters_that_are_broken_in_a_part_of_a_text_are_reported(tmp_path: Path) -> None:
    half = f"date 2025-06-04\n\n{PROSE} Itâ€™s the mayorâ€™s cafÃ©, the governorâ€™s, and — again — hers."
    (tmp_path / "a.txt").write_text(half, encoding="utf-8")
    (refused,) = read([str(tmp_path / "a.txt")])
    assert "letters broken by a wrong encoding, such as 'â€™'; get it again" in str(refused)


def test_one_odd_pair_of_letters_is_no_broken_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"date 2025-06-04\n\n{PROSE} The sign read “Ã©” to their surprise.", encoding="utf-8")
    (article,) = read([str(tmp_path / "a.txt")])
    assert "“Ã©”" in getattr(article, "text", "")
