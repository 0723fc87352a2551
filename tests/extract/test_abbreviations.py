"""Short forms that an article explains stand for their long ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.abbreviations import abbreviations


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("The Harbor Safety Board (HSB) met.", {"HSB": "Harbor Safety Board"}, id="initials"),
        pytest.param("The Ministry of the Interior (MININT) met.", {"MININT": "Ministry of the Interior"}, id="letters inside words"),
        pytest.param("the head of the Ilvan Union of Port Workers (UPW)", {"UPW": "Union of Port Workers"}, id="the end of a longer name"),
        pytest.param(
            "the Office of the Ilvan New Revolutionary Police (PNR)", {"PNR": "Ilvan New Revolutionary Police"}, id="not the office of it"
        ),
        pytest.param(
            "the Ilvan National Police (Policia Nacional, PN) and", {"PN": "Ilvan National Police"}, id="beside a name in another language"
        ),
        pytest.param("the Ilva Guarda Nova (GNI) and others", {"GNI": "Ilva Guarda Nova"}, id="letters in another order"),
        pytest.param("The Port Union (PU) met. The Pilots Union (PU) left.", {"PU": "Port Union"}, id="the first explanation counts"),
        pytest.param("Maren Holt (D) met Lise Dahl (Tarnby).", {}, id="a party and a town"),
        pytest.param("The board (HSB) met.", {}, id="no capitals before it"),
        pytest.param("The Harbor Safety Board (XQ) met.", {}, id="letters that it has not"),
        pytest.param("It rained.", {}, id="none"),
    ],
)
def test_a_short_form_stands_for_the_words_that_spell_it(text: str, found: dict[str, str]) -> None:
    assert abbreviations(text) == found


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_every_long_form_stands_in_the_text(text: str) -> None:
    flat = " ".join(text.split())
    assert all(name in flat and short in text for short, name in abbreviations(text).items())
