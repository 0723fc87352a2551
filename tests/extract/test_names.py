"""The gazetteer: whole names, longest first, at the right offsets of the raw text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.names import Gazetteer
from kg.model import Actor

ACTORS = (
    Actor("jane-roe", "Jane Roe", "person", ("Roe", "Mayor Roe")),
    Actor("york", "York", "place"),
    Actor("new-york-city", "New York City", "place", ("New York",)),
    Actor("moot", "Moot", "body", ("Greens",)),
    Actor("us", "United States", "place", ("US", "U.S.", "the States")),
    Actor("brien", "Brien", "person"),
    Actor("coast", "Côte d'Azur", "place"),
    Actor("sana", "Sana", "person"),
    Actor("brandon-johnson", "Brandon Johnson", "person", ("Johnson", "Mayor Johnson")),
    Actor("boris-johnson", "Boris Johnson", "person", ("Johnson",)),
)
GAZETTEER = Gazetteer(ACTORS)


def found(text: str) -> list[tuple[str, str]]:
    return [(name.actor, name.span.of(text)) for name in GAZETTEER.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Roe’s order", [("jane-roe", "Roe")], id="typographic clitic"),
        pytest.param("Roe's order", [("jane-roe", "Roe")], id="plain clitic"),
        pytest.param("the States' rights", [("us", "States")], id="plural possessive"),
        pytest.param("New York City and York", [("new-york-city", "New York City"), ("york", "York")], id="longest first"),
        pytest.param("Yorkshire, NewYork", [], id="no part of a word"),
        pytest.param("new york asked us", [], id="letter case counts"),
        pytest.param("US, U.S. and U.S.A", [("us", "US"), ("us", "U.S.")], id="dots"),
        pytest.param(
            "the Moot met, Moot of Delegates, Christian Greens, the Ohio Greens", [("moot", "Moot"), ("moot", "Greens")], id="a part"
        ),
        pytest.param("the US-led talks", [("us", "US")], id="hyphen ends a word"),
        pytest.param("O’Brien spoke", [], id="not after an apostrophe"),
        pytest.param("in Sana’a", [], id="an apostrophe inside a word"),
        pytest.param("on the Côte d’Azur", [("coast", "Côte d’Azur")], id="apostrophe in the alias"),
        pytest.param("Jane\u00a0Roe", [("jane-roe", "Jane\u00a0Roe")], id="no-break space"),
        pytest.param("Jane\nRoe", [("jane-roe", "Jane\nRoe")], id="wrapped line"),
        pytest.param("Jane\n\nRoe", [("jane-roe", "Roe")], id="a paragraph ends a name"),
        pytest.param("😀 “Mayor Roe”", [("jane-roe", "Mayor Roe")], id="beyond the basic plane"),
        pytest.param("Roe\u0301", [], id="combining mark"),
        pytest.param("Johnson spoke", [], id="a shared alias names nobody"),
        pytest.param(
            "Boris Johnson came. Johnson left.", [("boris-johnson", "Boris Johnson"), ("boris-johnson", "Johnson")], id="unless decided"
        ),
        pytest.param(
            "Boris Johnson met Brandon Johnson. Johnson left.",
            [("boris-johnson", "Boris Johnson"), ("brandon-johnson", "Brandon Johnson")],
            id="two namesakes leave a doubt",
        ),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_found_where_they_stand(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_name_carries_what_the_file_says() -> None:
    (name,) = GAZETTEER.find("Mayor Roe")
    assert (name.actor, name.name, name.kind, name.alias) == ("jane-roe", "Jane Roe", "person", "Mayor Roe")


def test_a_name_outranks_another_actors_alias() -> None:
    gazetteer = Gazetteer([Actor("city", "City of Ember", "body", ("Ember",)), Actor("ember", "Ember", "place")])
    assert [name.actor for name in gazetteer.find("Ember")] == ["ember"]


def test_no_actors_find_nothing() -> None:
    assert Gazetteer([]).find("Jane Roe") == ()


words = st.sampled_from(
    ["Jane", "Roe", "Mayor", "New", "York", "City", "US", "’s", "'", "“", " ", "\n", "\u00a0", "x", "😀", "\ud800", "\x00", "\r"]
)


@given(st.lists(words, max_size=30).map("".join))
def test_names_never_overlap_and_lie_in_the_text(text: str) -> None:
    end = 0
    for name in GAZETTEER.find(text):
        assert name.span.start >= end
        end = name.span.end
        assert end <= len(text)
        assert end - name.span.start == len(name.alias)


@given(st.permutations(ACTORS), st.lists(words, max_size=20).map("".join))
def test_the_order_of_the_actors_does_not_matter(actors: list[Actor], text: str) -> None:
    assert Gazetteer(actors).find(text) == GAZETTEER.find(text)
