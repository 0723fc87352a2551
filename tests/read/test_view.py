import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.read import matching
from kg.read.view import whole

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_the_view_is_as_long_as_the_text(text: str) -> None:
    assert len(matching(text)) == len(text)


@given(ANY_TEXT)
def test_the_view_of_a_view_is_itself(text: str) -> None:
    assert matching(matching(text)) == matching(text)


@given(ANY_TEXT)
def test_every_ascii_letter_and_digit_stays_where_it_was(text: str) -> None:
    view = matching(text)
    assert all(view[place] == char for place, char in enumerate(text) if char.isascii() and char.isalnum())


@given(ANY_TEXT)
def test_the_view_can_be_written_as_utf_8(text: str) -> None:
    assert matching(text).encode("utf-8").decode("utf-8") == matching(text)


@given(ANY_TEXT)
def test_making_a_text_whole_keeps_all_but_lone_surrogates(text: str) -> None:
    mended = whole(text)
    assert len(mended) == len(text)
    assert all(new == old or (new == "\ufffd" and "\ud800" <= old <= "\udfff") for new, old in zip(mended, text, strict=True))
    mended.encode("utf-8")


@pytest.mark.parametrize(
    ("char", "seen"),
    [
        pytest.param("’", "'", id="typographic apostrophe"),
        pytest.param("“", '"', id="typographic quote"),
        pytest.param("\u00a0", " ", id="no-break space"),
        pytest.param("\u2009", " ", id="thin space"),
        pytest.param("\u200b", " ", id="zero-width space"),
        pytest.param("\u00ad", " ", id="soft hyphen"),
        pytest.param("\u202e", " ", id="right-to-left override"),
        pytest.param("\ufeff", " ", id="byte-order mark inside a text"),
        pytest.param("\x07", " ", id="bell"),
        pytest.param("\u2011", "-", id="no-break hyphen"),
        pytest.param("–", "–", id="en dash, which makes ranges"),
        pytest.param("—", "—", id="em dash, which makes asides"),
        pytest.param("\u2028", "\n", id="line separator"),
        pytest.param("\n", "\n", id="newline"),
        pytest.param("\t", "\t", id="tab"),
        pytest.param("\ud800", "\ufffd", id="lone surrogate"),
        pytest.param("é", "é", id="accented letter"),
    ],
)
def test_a_character_is_seen_as(char: str, seen: str) -> None:
    assert matching(f"a{char}b") == f"a{seen}b"


def test_a_crlf_is_one_line_break() -> None:
    assert matching("one\r\ntwo\rthree") == "one \ntwo\nthree"
