import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.read.text import decode

PROSE = "The mayor’s café order — “final,” she said — binds São Paulo’s guests. It’s O’Dell’s naïve view on pages 3–5."
UTF_8_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1)


@given(UTF_8_TEXT)
def test_utf_8_is_taken_as_it_is(text: str) -> None:
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
