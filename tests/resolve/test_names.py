"""Names without a language model: titles, comparison forms, family names, acronyms."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.resolve.names import acronyms, clean, is_acronym, is_former, is_person_name, normal, role, split_title, strip_titles, surname
from kg.resolve.places import official


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        pytest.param("President Jane Roe", "Jane Roe", id="plain"),
        pytest.param("Illinois Democratic Gov. J.B. Roe", "J.B. Roe", id="state and party"),
        pytest.param("then-mayor Jane Roe", "Jane Roe", id="then-"),
        pytest.param("former Attorney General Bill Roe", "Bill Roe", id="former, two-word title"),
        pytest.param("Secretary of State Jane Roe", "Jane Roe", id="field of duty"),
        pytest.param("Secretary of Homeland Security Jane Roe", "Jane Roe", id="long field of duty"),
        pytest.param("Health and Human Services Secretary Jane Q. Roe Jr.", "Jane Q. Roe Jr.", id="field before, suffix after"),
        pytest.param("Mayor of New York City Jane Roe", "Jane Roe", id="place of two words after of"),
        pytest.param("President of the European Commission Ursula von der Roe", "Ursula von der Roe", id="particles"),
        pytest.param("Lt. Gen. Jane Roe", "Jane Roe", id="military rank"),
        pytest.param("Rep. Jane Roe (D-Ohio)", "Jane Roe", id="party in brackets"),
        pytest.param("Sen. Jane Roe, D-Va.", "Jane Roe", id="party after a comma"),
        pytest.param("Jane Roe, Secretary of State", "Jane Roe", id="title after a comma"),
        pytest.param("border czar Jane Roe", "Jane Roe", id="lower-case title"),
        pytest.param("Mr. Roe", "Roe", id="honorific"),
        pytest.param("Secretary-General António Roe", "António Roe", id="hyphen"),
        pytest.param("the network’s Jane Roe", "Jane Roe", id="owner"),
        pytest.param("Mary White", "Mary White", id="a family name that is a word"),
        pytest.param("Attorney General", "Attorney General", id="title alone"),
        pytest.param("Mayor of Chicago", "Mayor of Chicago", id="office alone"),
        pytest.param("Mayor of New York City", "Mayor of New York City", id="office of a long place alone"),
        pytest.param("Justice Department", "Justice Department", id="body that begins like a title"),
        pytest.param("General Motors", "General Motors", id="firm that begins like a rank"),
        pytest.param("Major Garrett", "Major Garrett", id="first name like a rank"),
        pytest.param("Republican Party", "Republican Party", id="party"),
    ],
)
def test_titles_are_stripped_from_persons_and_from_nothing_else(name: str, bare: str) -> None:
    assert strip_titles(name) == bare


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        pytest.param("the U.S.", "US", True, id="dots"),
        pytest.param("US", "us", False, id="a pronoun is no country"),
        pytest.param("J. B. Roe", "JB Roe", True, id="initials"),
        pytest.param("José Peña", "Jose Pena", True, id="accents"),
        pytest.param("The White House’s", "White House", True, id="article and clitic"),
        pytest.param("Robert Roe", "Robert Roe Jr.", False, id="father and son"),
    ],
)
def test_comparison_forms(left: str, right: str, same: bool) -> None:
    assert (normal(left) == normal(right)) is same


@pytest.mark.parametrize(
    ("title", "office"),
    [
        pytest.param("Illinois Gov.", "governor", id="abbreviation and place"),
        pytest.param("Vice President", "vice president", id="not the president"),
        pytest.param("Deputy Mayor", "deputy mayor", id="not the mayor"),
        pytest.param("Treasury secretary", "secretary of treasury", id="field before"),
        pytest.param("United States Secretary of the Treasury", "secretary of treasury", id="field after"),
        pytest.param("Assistant Secretary of Homeland Security", "assistant secretary of homeland security", id="not the secretary"),
        pytest.param("Speaker of the United States House of Representatives", "speaker of house", id="long"),
        pytest.param("House Speaker", "speaker of house", id="short"),
        pytest.param("White House border czar", "border czar", id="the White House is a place"),
        pytest.param("then-Mayor", "mayor", id="then-"),
        pytest.param("Mr.", "", id="honorific"),
        pytest.param("Springfield", "", id="none"),
    ],
)
def test_one_office_has_one_form(title: str, office: str) -> None:
    assert role(title) == office


@pytest.mark.parametrize("title", ["former mayor", "then-Mayor", "ex-president", "outgoing governor"])
def test_an_office_that_is_over_is_seen(title: str) -> None:
    assert is_former(title)
    assert not is_former("acting mayor")


@pytest.mark.parametrize(
    "name", ["New York", "White House", "Supreme Court", "Monday Roe", "CNN Roe", "Roe", "jane roe", "Chicago Police", "But Roe"]
)
def test_what_is_no_persons_full_name(name: str) -> None:
    assert not is_person_name(name)


def test_family_names_keep_their_particles_and_lose_their_suffixes() -> None:
    assert [surname(name) for name in ("Chris Van Roe", "Robert F. Roe Jr.", "Roe")] == ["Van Roe", "Roe", "Roe"]


def test_acronyms_come_with_and_without_small_words() -> None:
    assert acronyms("the National Office of Rivers and Lakes") == {"NOORAL", "NORL"}
    assert is_acronym("U.N.")
    assert not is_acronym("Roe")


PIECES = (
    "the The former Mayor of Secretary State Gov. Jane Roe Q. Jr. von ’s , (D-Ohio) Justice Department White House and - “ US \u00a0 "
    "ex-President's A s' Mr. for Ohio, Treasury"
)
words = st.sampled_from(PIECES.split(" "))


@settings(deadline=None)
@given(st.lists(words, min_size=1, max_size=9).map(" ".join) | st.text(min_size=1, max_size=40))
def test_cleaning_and_stripping_are_done_once_and_for_all(name: str) -> None:
    assert clean(clean(name)) == clean(name)
    title, bare = split_title(name)
    assert strip_titles(bare) == bare
    assert len(title) + len(bare) <= len(name) + 1


@settings(deadline=None)
@given(st.text(max_size=5000))
def test_any_text_is_a_name_in_bounded_time(name: str) -> None:
    assert len(normal(name)) <= 4000


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Russian Federation", "Russia"),
        ("the People’s Republic of China", "China"),
        ("Kingdom of Saudi Arabia", "Saudi Arabia"),
        ("Principality of Andorra", "Andorra"),
        ("Calif.", "California"),
        ("N.Y.", "New York"),
        ("Russia", None),
        ("CA", None),
        ("Harbour Union", None),
    ],
)
def test_official_and_short_forms_of_places_have_one_name(form: str, name: str | None) -> None:
    assert official(form) == name
