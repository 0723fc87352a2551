"""The parsed copy may differ from the article; places and words never do, whatever the article holds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.errors import ModelError
from kg.extract.parse import Paragraph, load_model
from kg.model import Mention

Parsed = Callable[[str], tuple[Paragraph, ...]]
Read = Callable[..., list[Mention]]
SENTENCE = "Mayor Holt signed an executive order on Monday. "


def words(paragraph: Paragraph) -> list[str]:
    return [paragraph.word(token) for token in paragraph.doc]


def test_paragraphs_are_numbered_from_one(parsed: Parsed) -> None:
    assert [paragraph.number for paragraph in parsed("One town.\n\n  Two towns.  \nThree towns.")] == [1, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Rally plans to deploy troops. Ida Rally's order stands.", id="stand-in of another length"),
        pytest.param("“We vetoed it,” Holt said — then left.", id="typographic quotes and dash"),
        pytest.param("Mayor\u00a0Holt\u202fsigned\u2009it.", id="no-break spaces"),
        pytest.param("🎉🎉 Holt signed the order 👩‍👩‍👧 on Monday.", id="beyond the basic plane"),
        pytest.param("\u200fשלום\u200f Holt signed it. مرحبا بكم.", id="right to left"),
        pytest.param("Holt\x00 signed\x07 the\x1b order.", id="control characters"),
        pytest.param("Holt \ud800 signed \udfff it.", id="lone surrogates"),
        pytest.param("Holt's and Bruun’s pact", id="clitics"),
        pytest.param("Zoe\u0301 met Holt\ufeff today", id="combining and zero-width marks"),
    ],
)
def test_offsets_slice_to_the_words_of_the_article(text: str, parsed: Parsed) -> None:
    (paragraph,) = parsed(text)
    joined = "".join(text[begin:end] for begin, end in zip(paragraph.begins, paragraph.ends, strict=True))
    assert joined == "".join(words(paragraph))
    assert "Johnson" not in joined
    begins, ends = (0, *paragraph.ends), (*paragraph.begins, len(text))
    assert all(text[a:b].strip(" \u00a0\u202f\u2009\u200f\u200d\ufeff\x00\x07\x1b") == "" for a, b in zip(begins, ends, strict=True))


def test_a_sentence_is_told_in_the_words_of_the_article(parsed: Parsed) -> None:
    text = "  It rained.  Ida Rally met Anders Bruun.  "
    (paragraph,) = parsed(text)
    last = list(paragraph.doc.sents)[-1]
    assert paragraph.sentence(last[0]).of(text) == "Ida Rally met Anders Bruun."


def test_known_names_keep_their_tokens(parsed: Parsed) -> None:
    (paragraph,) = parsed("The HSB met Maren Holt's aides in Ilva.")
    assert {paragraph.words(i, i): name.actor for i, name in paragraph.names.items()} == {
        "HSB": "harbor-safety-board",
        "Maren": "maren-holt",
        "Holt": "maren-holt",
        "Ilva": "ilva",
    }


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        pytest.param('Holt said "no deal" twice', ["no", "deal"], id="plain"),
        pytest.param("Holt said “no deal” twice", ["no", "deal"], id="typographic"),
        pytest.param("Holt said «no deal» twice", ["no", "deal"], id="guillemets"),
        pytest.param("Holt's aides' 'deal'", [], id="apostrophes"),
        pytest.param("Holt said “no deal", ["no", "deal"], id="never closed"),
    ],
)
def test_quotes_hold_their_words(text: str, quoted: list[str], parsed: Parsed) -> None:
    (paragraph,) = parsed(text)
    assert [paragraph.words(i, i) for i in sorted(paragraph.quoted)] == quoted


def test_an_open_quote_ends_with_its_paragraph(parsed: Parsed) -> None:
    assert not parsed("“No deal, Holt said.\nThe army left.")[1].quoted


def test_a_model_that_is_not_installed_is_an_error_with_a_way_out() -> None:
    with pytest.raises(ModelError, match="pip install"):
        load_model("no_such_model")


def test_a_package_that_is_no_model_is_refused() -> None:
    with pytest.raises(ModelError, match="is no spaCy model"):
        load_model("colorsys")


def test_a_model_says_which_one_it_is() -> None:
    model = load_model()
    assert model.name
    assert model.version
    assert len(model.digest) == 16


@pytest.mark.parametrize(
    ("text", "events"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("\n \n\t\n", 0, id="white space"),
        pytest.param("x" * 200_000, 0, id="200 kB without a space"),
        pytest.param("\u200f\u202e" * 500 + " " + SENTENCE, 1, id="direction marks"),
        pytest.param(SENTENCE + "\x00\x08\x1b[31m" * 300, 1, id="control characters"),
        pytest.param("\ud83d" * 300 + " " + SENTENCE + "\udc00" * 300, 1, id="lone surrogates"),
        pytest.param("🎉" * 400 + " " + SENTENCE, 1, id="emoji"),
        pytest.param("a\u0301" * 2_000 + " " + SENTENCE, 1, id="combining marks"),
        pytest.param("'" * 1_000 + " " + SENTENCE, 1, id="apostrophes"),
        pytest.param("." * 3_000 + "\n" + SENTENCE, 1, id="dots"),
        pytest.param("\n" * 20_000 + SENTENCE, 1, id="empty lines"),
    ],
)
def test_hostile_text_is_read_without_an_exception(text: str, events: int, read: Read) -> None:
    found = read(text)
    assert len([mention for mention in found if mention.words == "signed"]) == events
    assert all(mention.evidence.span.of(text) == mention.evidence.quote for mention in found)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“" * 1_500 + SENTENCE + "”" * 1_500, id="3,000 nested quotes"),
        pytest.param("(" * 500 + SENTENCE + ")" * 500, id="500 nested brackets"),
        pytest.param("the mayor and " * 660 + "Holt signed an executive order.", id="a sentence of 2,000 tokens"),
        pytest.param("Holt said that " * 200 + "Holt signed an executive order.", id="200 clauses inside one another"),
        pytest.param("Holt asked Bruun to ask " * 50 + "Holt to sign an executive order.", id="50 infinitives"),
        pytest.param("who signed the order " * 120, id="120 relative clauses"),
    ],
)
def test_depth_ends_neither_in_an_exception_nor_in_long_evidence(text: str, read: Read) -> None:
    for mention in read(text):
        assert mention.evidence.span.of(text) == mention.evidence.quote
        assert len(mention.evidence.quote) <= 4_000


def test_a_long_line_is_read_to_its_end_in_bounded_pieces(parsed: Parsed) -> None:
    text = SENTENCE * 450
    pieces = parsed(text)
    assert len(pieces) > 1
    assert max(paragraph.ends[-1] - paragraph.begins[0] for paragraph in pieces) <= 20_000
    assert sum(words(paragraph).count("signed") for paragraph in pieces) == 450
