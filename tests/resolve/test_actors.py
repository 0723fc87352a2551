"""Every participant gets the right actor: known ones by name, title, office and date; unknown ones by what their text calls them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Actor, Article, Evidence, Mention, Office, Participant, Reading, Span
from kg.read.actors import actor_id
from kg.resolve import resolve_actors

DAY = date(2025, 8, 30)
KNOWN = (
    Actor(
        "brandon-johnson",
        "Brandon Johnson",
        "person",
        ("Mayor Brandon Johnson",),
        (Office("Mayor of Chicago", date(2023, 5, 15), None, "chicago"),),
    ),
    Actor("lori-lightfoot", "Lori Lightfoot", "person", (), (Office("Mayor of Chicago", date(2019, 5, 20), date(2023, 5, 14), "chicago"),)),
    Actor("karen-bass", "Karen Bass", "person", (), (Office("Mayor of Los Angeles", date(2022, 12, 12)),)),
    Actor(
        "boris-johnson",
        "Boris Johnson",
        "person",
        (),
        (Office("Prime Minister of the United Kingdom", date(2019, 7, 24), date(2022, 9, 6)),),
    ),
    Actor("donald-trump", "Donald Trump", "person", ("Trump",), (Office("President of the United States", date(2025, 1, 20), None, "us"),)),
    Actor("george-w-bush", "George W. Bush", "person"),
    Actor("rubio", "Marco Rubio", "person", (), (Office("United States Secretary of State", date(2025, 1, 21)),)),
    Actor("us", "United States", "place", ("US", "U.S.", "America")),
    Actor("ice", "Immigration and Customs Enforcement", "body", ("ICE",)),
    Actor("chicago", "City of Chicago", "body", ("Chicago",)),
    Actor("rubio-senate", "Ohio Roe", "person", (), (Office("United States Senator for Ohio", date(2020, 1, 3)),)),
)


def reading(text: str, *names: str | Participant, day: date | None = DAY) -> Reading:
    """An article with one mention a name, whose agent the name is."""
    article = Article("doc", text or "x", published=day)
    span = Span(0, len(article.text))
    evidence = Evidence(article.id, span, article.text, "test")
    people = [name if isinstance(name, Participant) else Participant(name, name, "person") for name in names]
    return Reading(article, tuple(Mention("Announce", span, "occurred", evidence, 0.5, agents=(person,)) for person in people))


def ids(*readings: Reading) -> list[str | None]:
    resolved, _ = resolve_actors(readings, KNOWN)
    return [agent.actor for one in resolved for mention in one.mentions for agent in mention.agents]


def one(text: str, name: str | Participant, *others: str, day: date | None = DAY) -> str | None:
    return ids(reading(text, name, *others, day=day))[0]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param("", "Brandon Johnson", "brandon-johnson", id="full name"),
        pytest.param("", "Chicago Mayor Brandon Johnson’s", "brandon-johnson", id="title and clitic"),
        pytest.param("", "Donald J. Trump", "donald-trump", id="middle initial"),
        pytest.param("", "George H. W. Bush", None, id="another middle initial"),
        pytest.param("", "President Trump", "donald-trump", id="title before an alias"),
        pytest.param("", "the U.S.", "us", id="article and dots"),
        pytest.param("", "us", None, id="a pronoun is no country"),
        pytest.param("", "Robert Trump", None, id="another member of the family"),
        pytest.param("Brandon Johnson spoke.", "Johnson", "brandon-johnson", id="surname, full name in the text"),
        pytest.param("Boris Johnson spoke.", "Johnson", "boris-johnson", id="the namesake's surname"),
        pytest.param("A man spoke.", "Johnson", None, id="surname without a full name"),
        pytest.param("Mike Johnson spoke.", "Johnson", None, id="surname of a stranger"),
        pytest.param("Brandon Johnson met Boris Johnson.", "Johnson", None, id="two namesakes"),
        pytest.param("Brandon Johnson met Boris Johnson.", "Mayor Johnson", "brandon-johnson", id="the title tells them apart"),
        pytest.param("", "Chicago Mayor Johnson", "brandon-johnson", id="surname with the very office"),
        pytest.param("", "Dallas Mayor Johnson", None, id="surname with another office"),
        pytest.param("", "the mayor of Chicago", "brandon-johnson", id="office and place"),
        pytest.param("", "Chicago’s mayor", "brandon-johnson", id="place and office"),
        pytest.param("", "the former mayor of Chicago", None, id="an office that is over"),
        pytest.param("", "the US president", "donald-trump", id="alias of the place"),
        pytest.param("", "the American president", "donald-trump", id="adjective of the place"),
        pytest.param("", "the Ohio senator", None, id="an office of many"),
        pytest.param("Brandon Johnson spoke.", "the mayor", "brandon-johnson", id="bare office, one holder in the text"),
        pytest.param("Brandon Johnson met Karen Bass.", "the mayor", None, id="bare office, two holders in the text"),
        pytest.param("A man spoke.", "the mayor", None, id="bare office, no holder in the text"),
        pytest.param("Brandon Johnson spoke.", "the deputy mayor", None, id="another office"),
        pytest.param("Brandon Johnson spoke.", "the mayor of Dallas", None, id="another place"),
        pytest.param("Marco Rubio spoke.", "the Secretary of State", "rubio", id="office with a field of duty"),
        pytest.param("", "ICE", "ice", id="acronym as alias"),
        pytest.param("", "Cruise", None, id="part of a name in the file"),
    ],
)
def test_who_is_meant(text: str, name: str, expected: str | None) -> None:
    actor = one(text, name)
    if expected is None:
        assert actor not in {known.id for known in KNOWN}
    else:
        assert actor == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2023, 5, 14), "lori-lightfoot", id="the last day of one"),
        pytest.param(date(2023, 5, 15), "brandon-johnson", id="the first day of the next"),
        pytest.param(None, "brandon-johnson", id="no date, who holds it still"),
    ],
)
def test_an_office_is_who_holds_it_on_the_articles_day(day: date | None, expected: str) -> None:
    assert one("", "the mayor of Chicago", day=day) == expected


def test_a_title_in_the_article_beats_a_holder_elsewhere() -> None:
    text = "Springfield Mayor Jane Roe met Brandon Johnson."
    assert one(text, "the mayor", "Mayor Jane Roe") not in ("brandon-johnson", actor_id("Jane Roe"))
    assert one("Springfield Mayor Jane Roe spoke.", "the mayor", "Mayor Jane Roe") == actor_id("Jane Roe")


@pytest.mark.parametrize(
    ("text", "name", "others", "canonical"),
    [
        pytest.param("", "Mayor Jane Roe", (), "Jane Roe", id="title stripped"),
        pytest.param("", "Roe", ("Mayor Jane Roe",), "Jane Roe", id="full name among the participants"),
        pytest.param("On Monday anchor Jane Roe asked him. Roe left.", "Roe", (), "Jane Roe", id="full name in the text"),
        pytest.param("But Roe left. On Monday Roe came.", "Roe", (), "Roe", id="no full name in the text"),
        pytest.param("", "Van Roe", ("Chris Van Roe",), "Chris Van Roe", id="particle"),
        pytest.param("", "Roe", ("Jane Roe", "John Roe"), "Roe", id="two full names"),
        pytest.param("", "Jane", ("Jane Roe",), "Jane Roe", id="first name"),
        pytest.param("The National River Office (NRO) spoke.", "NRO", (), "National River Office", id="acronym in brackets"),
        pytest.param("The NRO (National River Office) spoke.", "NRO", (), "National River Office", id="expansion in brackets"),
        pytest.param("", "NRO", ("National River Office",), "National River Office", id="expansion among the participants"),
        pytest.param("", "NRO", ("National River Office", "New Road Order"), "NRO", id="two expansions"),
        pytest.param("", "the federal officials", (), "federal officials", id="a description"),
        pytest.param("", "Roe", ("Jane Roe", "Jane Q. Roe"), "Jane Roe", id="one full name, with and without an initial"),
        pytest.param("", "Jane Q. Roe", ("Jane Roe",), "Jane Roe", id="the initial goes where the article drops it"),
        pytest.param("", "Roe", ("Ana Roe Doe",), "Ana Roe Doe", id="two family names"),
        pytest.param("", "the Cuban government", (), "Government of Cuba", id="adjective and government"),
        pytest.param("", "He", (), "he", id="a pronoun that nobody resolved"),
    ],
)
def test_an_unknown_actor_is_what_its_article_calls_it(text: str, name: str, others: tuple[str, ...], canonical: str) -> None:
    resolved, actors = resolve_actors([reading(text, name, *others)], KNOWN)
    agent = resolved[0].mentions[0].agents[0]
    scope = resolved[0].article.id if canonical.islower() else ""
    assert (agent.name, agent.actor) == (canonical, actor_id(canonical, scope))
    assert agent.actor in {actor.id for actor in actors}


def test_a_capital_acts_for_its_country_and_suffers_for_itself() -> None:
    base = reading("", Participant("Beijing", "Beijing", "place"))
    mention = replace(base.mentions[0], targets=(Participant("Kyiv", "Kyiv", "place"),))
    resolved, _ = resolve_actors([replace(base, mentions=(mention,))], KNOWN)
    assert [p.name for m in resolved[0].mentions for p in (*m.agents, *m.targets)] == ["China", "Kyiv"]


@pytest.mark.parametrize("name", ["police", "Officials", "a federal judge", "they"])
def test_who_is_only_described_is_somebody_else_in_another_article(name: str) -> None:
    assert len(set(ids(reading("One text.", name), reading("Another text.", name)))) == 2
    assert len(set(ids(reading("One text.", "Jane Roe"), reading("Another text.", "Jane Roe")))) == 1


@pytest.mark.parametrize(
    ("text", "name", "canonical"),
    [
        pytest.param("India waits. Protests spread in India.", "the Supreme Court", "Supreme Court of India", id="the state of the story"),
        pytest.param(
            "The Senate of the Philippines met in Tokyo, Japan.", "the Senate", "Senate of the Philippines", id="stated beside it"
        ),
        pytest.param("", "Taiwan’s Constitutional Court", "Constitutional Court of Taiwan", id="the owner in the name"),
        pytest.param("", "the Indian parliament", "Parliament of India", id="the adjective in the name"),
        pytest.param("Serbia locks down. Serbia reopens.", "the government", "Government of Serbia", id="the government"),
        pytest.param("Serbia met Italy in Rome.", "the government", "government", id="two states, nobody knows whose"),
        pytest.param("Chicago waits.", "the House of Representatives", "United States House of Representatives", id="no state is named"),
        pytest.param("Fiji votes. Fiji waits.", "the House of Representatives", "House of Representatives of Fiji", id="abroad"),
        pytest.param("The River Safety Agency spoke.", "the agency", "River Safety Agency", id="a body named in full"),
        pytest.param("", "Jane Roe of Nigeria", "Jane Roe", id="where a person comes from"),
        pytest.param("", "National River Office [NRO]", "National River Office", id="acronym in square brackets"),
    ],
)
def test_whose_institution_is_meant(text: str, name: str, canonical: str) -> None:
    house = Actor("house", "United States House of Representatives", "body", ("House of Representatives",))
    other = Participant("River Safety Agency", "River Safety Agency", "body")
    people = [Participant(name, name, "body"), *([other] if "River Safety" in text else [])]
    resolved, _ = resolve_actors([reading(text, *people)], (*KNOWN, house))
    assert resolved[0].mentions[0].agents[0].name == canonical


@pytest.mark.parametrize("title", ["the House Speaker", "the Senate majority leader", "the speaker of the House"])
@pytest.mark.parametrize("day", [date(2020, 5, 1), date(2024, 5, 1)])
def test_an_office_of_congress_is_who_holds_it_on_the_day(title: str, day: date) -> None:
    chamber = "senate" if "Senate" in title else "house"
    name = {"senate": "Senate Majority Leader", "house": "Speaker of the United States House of Representatives"}[chamber]
    first = Actor("first", "Jane Roe", "person", (), (Office(name, date(2019, 1, 3), date(2021, 1, 3)),))
    second = Actor("second", "John Doe", "person", (), (Office(name, date(2021, 1, 4)),))
    resolved, _ = resolve_actors([reading("", title, day=day)], (first, second))
    assert resolved[0].mentions[0].agents[0].actor == ("first" if day.year < 2021 else "second")


def test_the_words_of_a_text_stay_as_they_are() -> None:
    resolved, _ = resolve_actors([reading("", Participant("He", "Mayor Brandon Johnson", "unknown"))], KNOWN)
    assert resolved[0].mentions[0].agents == (Participant("He", "Brandon Johnson", "person", None, "brandon-johnson"),)


def test_an_unknown_actor_has_the_aliases_that_texts_gave_it_and_the_most_telling_kind() -> None:
    people = (Participant("Roe", "Jane Roe", "unknown"), Participant("she", "Jane Roe", "person"), Participant("Ms. Jane Roe", "Jane Roe"))
    _, actors = resolve_actors([reading("", *people)], KNOWN)
    assert actors == [Actor(actor_id("Jane Roe"), "Jane Roe", "person", ("Roe",))]


def test_a_known_actor_comes_back_as_its_file_has_it() -> None:
    _, actors = resolve_actors([reading("", "Mayor Brandon Johnson")], KNOWN)
    assert actors == [KNOWN[0]]


def test_targets_and_sources_are_resolved_and_twins_in_one_role_are_one() -> None:
    base = reading("Brandon Johnson spoke.", "Brandon Johnson")
    mention = replace(
        base.mentions[0],
        agents=(Participant("Johnson", "Johnson", "person"), Participant("the mayor", "the mayor")),
        targets=(Participant("Trump", "Trump"),),
        attributed_to=Participant("officials", "officials"),
    )
    resolved, actors = resolve_actors([replace(base, mentions=(mention,))], KNOWN)
    result = resolved[0].mentions[0]
    assert [agent.words for agent in result.agents] == ["Johnson"]
    assert result.targets[0].actor == "donald-trump"
    officials = actor_id("officials", base.article.id)
    assert result.attributed_to == Participant("officials", "officials", actor=officials)
    assert [actor.id for actor in actors] == ["brandon-johnson", "donald-trump", officials]


def test_a_name_that_the_file_has_learnt_since_is_resolved_anew() -> None:
    first, _ = resolve_actors([reading("", "Jane Roe")], ())
    second, _ = resolve_actors(first, (Actor("roe", "Jane Roe", "person"),))
    third, _ = resolve_actors(second, ())
    assert [step[0].mentions[0].agents[0].actor for step in (first, second, third)] == [actor_id("Jane Roe"), "roe", actor_id("Jane Roe")]


NAMES = (
    "Johnson|Brandon Johnson|Mayor Johnson|BORIS JOHNSON|Boris Johnson|the mayor|Chicago Mayor|Trump|Melania Trump|Jane Roe|Roe|jane roe"
    "|NRO|National River Office|national river office|the US|us|officials|Dr. Roe|Secretary of State|’s|the|Van Roe|Chris Van Roe"
    "|Roe Jr.|Jane Q. Roe|Jane B. Roe|Beijing|Cuban government|Cuban Government|Karen Bass|-|Mayor Jane Roe|(NRO)|Gov. Roe|the governor"
)
names = st.sampled_from(NAMES.split("|"))
texts = st.lists(names, max_size=6).map(lambda parts: ". ".join(parts))
people = st.builds(Participant, names, names, st.sampled_from(("person", "body", "place", "unknown", "group")))
readings = st.lists(st.builds(lambda text, who: reading(text, *who), texts, st.lists(people, max_size=5)), max_size=4)


@settings(deadline=None)
@given(readings, st.integers(0, 10**9).map(Random))
def test_the_order_of_articles_does_not_matter(found: list[Reading], random: object) -> None:
    shuffled = list(enumerate(found))
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    resolved, actors = resolve_actors(found, KNOWN)
    again, same = resolve_actors([one for _, one in shuffled], KNOWN)
    assert same == actors
    assert [resolved[place] for place, _ in shuffled] == again


@settings(deadline=None)
@given(readings)
def test_resolving_twice_changes_nothing(found: list[Reading]) -> None:
    once = resolve_actors(found, KNOWN)
    assert resolve_actors(once[0], KNOWN) == once


@settings(deadline=None)
@given(readings)
def test_every_participant_has_an_actor_of_the_list_and_its_name(found: list[Reading]) -> None:
    resolved, actors = resolve_actors(found, KNOWN)
    by_id = {actor.id: actor for actor in actors}
    assert list(by_id) == sorted(by_id)
    seen = [agent for one in resolved for mention in one.mentions for agent in mention.agents]
    assert {agent.actor for agent in seen} == set(by_id)
    assert all(by_id[agent.actor or ""].name == agent.name for agent in seen)


@settings(deadline=None)
@given(readings, st.permutations(KNOWN))
def test_the_order_of_the_actor_file_does_not_matter(found: list[Reading], known: list[Actor]) -> None:
    assert resolve_actors(found, known) == resolve_actors(found, KNOWN)
