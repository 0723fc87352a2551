"""Queries run on Oxigraph, values are bound and never pasted, and a mistake shows its place and the way out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import rdflib.plugins.sparql.evaluate
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal, URIRef

from kg import vocab
from kg.errors import QueryError
from kg.graph import find, query
from kg.graph.binding import bound, fitted, parameters
from kg.graph.engine import Engine
from kg.graph.store import Store
from kg.graph.terms import named
from kg.model import Judgement, TimeSpan

# what each query gives on the story: the columns that are no IRI, without the label of the type
EXPECTED = {
    name: [tuple(row) for row in found]
    for name, found in json.loads(Path(__file__).with_name("library.json").read_text(encoding="utf-8")).items()
}
WINDOW = ("actor", "since", "until")
ASKED = {"actor": "Bo Reyes", "since": "2031-03-04", "until": "2031-03-12", "type": "CriticiseAccuse", "as_of": "2031-03-04"}


def rows(store: Store, name: str, **bindings: object) -> list[tuple[str | None, ...]]:
    """The answer without IRIs and without the label of the type, which is the ontology's to word."""
    answer = query.run(store, name, **bindings)
    keep = [place for place, variable in enumerate(answer.variables) if variable != "act"]
    return [
        tuple(None if row[place] is None else str(row[place]) for place in keep if not isinstance(row[place], URIRef))
        for row in answer.rows
    ]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_shipped_query_gives_what_the_story_holds(store: Store, name: str) -> None:
    assert rows(store, name) == EXPECTED[name]


def test_at_least_25_questions_are_shipped_each_of_them_tested() -> None:
    infos = query.names()
    assert [info.name for info in infos] == sorted(EXPECTED)
    assert len(infos) >= 25


@pytest.mark.parametrize("info", query.names(), ids=lambda info: info.name)
def test_a_shipped_query_says_what_it_asks_and_what_its_parameters_mean(info: query.QueryInfo) -> None:
    comment = "".join(line for line in query.load(info.name).splitlines(keepends=True) if line.startswith("#"))
    assert info.parameters[:3] == WINDOW
    assert [name for name in info.parameters if f"?{name} " not in comment.replace(",", " ")] == []
    assert info.description.endswith(("?", "."))


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_shipped_query_cares_what_the_default_graph_is(store: Store, name: str) -> None:
    text = query.load(name)
    assert store.query(text, union=True) == store.query(text, union=False)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_every_shipped_query_is_in_order_down_to_an_iri(name: str) -> None:
    order = query.load(name).rpartition("ORDER BY")[2].split()
    unique_alone = {"busiest-days": "?earliest", "publishers": "?publisher", "places": "?place"}
    unique = ("?event", "?mention", "?target", "?area", "?done", "?type", "?second", "?actor", "?office", "?other", "?judgement")
    assert order[-1] == unique_alone[name] if name in unique_alone else order[-1] in unique


@pytest.mark.parametrize("name", [*sorted(EXPECTED), "_event-rows", "_event-actors", "_event-supports"])
def test_what_may_be_missing_comes_last_in_a_query(name: str) -> None:
    lines = [line for line in query.load(name).splitlines() if line.startswith("  ") and not line.startswith("   ")]
    kinds = [line.split()[0] for line in lines if line.split()[0] in {"GRAPH", "OPTIONAL"}]
    assert kinds == sorted(kinds)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_bindings_that_let_everything_through_change_nothing(store: Store, name: str) -> None:
    # an event without a day is in no window; those who publish are counted by what is in it
    by_publication = {"undated"}
    expected = [row for row in EXPECTED[name] if name in by_publication or not {"River Council enacts law", "EnactLaw"} & set(row)]
    if name == "publishers":
        expected = [expected[1], ("Ledger", "1", "2", "2", "2031-03-04", "2031-03-04")]
    assert rows(store, name, since=date(1900, 1, 1), until="2999-12-31") == expected


@pytest.mark.parametrize(
    ("name", "bindings", "count"),
    [
        pytest.param("timeline", {"actor": "Ada Quill"}, 3, id="an actor by name"),
        pytest.param("timeline", {"actor": "mayor quill"}, 3, id="an actor by another name, in any case"),
        pytest.param("timeline", {"actor": "river-council"}, 2, id="an actor by id"),
        pytest.param("timeline", {"since": "2031-03-05"}, 2, id="since a day"),
        pytest.param("timeline", {"until": date(2031, 3, 3)}, 1, id="until a day"),
        pytest.param("timeline", {"since": "2031-03-12", "until": "2031-03-12"}, 1, id="a day inside of a week"),
        pytest.param("timeline", {"type": "Sue"}, 1, id="a type by code"),
        pytest.param("timeline", {"type": "CriticiseAccuse", "actor": "Bo Reyes", "until": "2031-03-04"}, 1, id="all at once"),
        pytest.param("directives", {"actor": "Bo Reyes"}, 0, id="orders of somebody who gave none"),
        pytest.param("directives", {"type": "Sue"}, 1, id="another type than orders"),
        pytest.param("planned", {"actor": "Ada Quill"}, 0, id="plans of somebody without any"),
        pytest.param("responses", {"actor": "Bo Reyes"}, 0, id="answers of somebody who gave none"),
        pytest.param("attributed", {"actor": "Ada Quill"}, 0, id="what somebody did not say"),
        pytest.param("who-acts-against-whom", {"actor": "River Council"}, 1, id="edges of one actor"),
        pytest.param("support", {"type": "CriticiseAccuse"}, 2, id="support of one type"),
        pytest.param("not-happened", {"actor": "Ada Quill"}, 0, id="what did not happen to somebody"),
        pytest.param("topics-by-actor", {"until": "2031-03-03"}, 1, id="topics until a day"),
        pytest.param("disagreements", {"actor": "Bo Reyes"}, 0, id="disagreements about somebody"),
        pytest.param("outcomes", {"actor": "river-council"}, 0, id="plans against somebody are not theirs"),
        pytest.param("response-lag", {"actor": "Ada Quill", "since": "2031-03-05"}, 1, id="answers since a day"),
        pytest.param("first-report", {"actor": "Bo Reyes"}, 3, id="first reports on somebody"),
        pytest.param("single-source", {"actor": "River Council"}, 2, id="what one outlet says of somebody"),
        pytest.param("instrument-life", {"words": "Executive"}, 1, id="an instrument by a part of its name"),
        pytest.param("topics-by-month", {"until": "2031-03-03"}, 1, id="topics of a month until a day"),
        pytest.param("known-on", {"as_of": "2031-03-04"}, 3, id="what was known on a day"),
        pytest.param("acts-by-actor", {"actor": "Ada Quill", "type": "IssueDirective"}, 1, id="acts of one type"),
        pytest.param("done-to", {"actor": "River Council"}, 1, id="what was done to somebody"),
        pytest.param("status-over-time", {"type": "IssueDirective"}, 2, id="the word on one type"),
        pytest.param("busiest-days", {"actor": "Bo Reyes"}, 2, id="days of somebody"),
        pytest.param("publishers", {"type": "CriticiseAccuse"}, 1, id="who reports quarrels"),
        pytest.param("sentences", {"event": f"{1:016x}"}, 2, id="the sentences behind an event by its id"),
        pytest.param("sentences", {"event": f"https://w3id.org/policy-event/event/{1:016x}"}, 2, id="an event by its IRI"),
        pytest.param("sentences", {"event": f"event:{1:016x}"}, 2, id="an event by its prefixed id"),
        pytest.param("doubtful", {"since": "2031-03-05"}, 2, id="doubts since a day"),
        pytest.param("undated", {"since": "2031-03-05"}, 0, id="undated events of later articles"),
        pytest.param("offices", {"until": "2029-12-31"}, 0, id="offices before somebody took office"),
        pytest.param("names", {"actor": "Bo Reyes"}, 1, id="the names of one"),
        pytest.param("names", {"until": "2031-03-04"}, 3, id="names until a day"),
        pytest.param("confirmed", {"actor": "Bo Reyes"}, 0, id="claims about somebody"),
        pytest.param("reporting-lag", {"since": "2031-03-06"}, 1, id="the lag of what comes later"),
        pytest.param("conflict-cooperation", {"actor": "River Council"}, 1, id="conflicts of somebody"),
    ],
)
def test_parameters_narrow_a_query_down(store: Store, name: str, bindings: dict[str, object], count: int) -> None:
    assert len(rows(store, name, **bindings)) == count


@pytest.mark.parametrize("name", [*sorted(EXPECTED), "_event-rows"])
def test_a_query_cut_to_what_is_asked_gives_the_same_answer(store: Store, name: str) -> None:
    text, told = query.load(name), {name_: value for name_, value in ASKED.items() if name_ in parameters(query.load(name))}
    for some in [(), *((one,) for one in told), tuple(told)]:
        terms = {one: query.term(store, one, told[one]) for one in some}
        cut = fitted(text, some)
        assert store.query(cut, terms) == store.query(text, terms)
        assert "!BOUND(?actor)" not in cut


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_what_a_condition_looks_for_stands_in_its_query(name: str) -> None:
    conditions = re.findall(r"FILTER\(!BOUND\(\?\w+\) \|\| EXISTS \{ (.*) \}\)\n", query.load(name))
    rest = re.sub(r" *FILTER.*\n", "", query.load(name))
    assert {word for one in conditions for word in re.findall(r"\?\w+", one)} <= set(re.findall(r"\?\w+", rest))


def test_a_plan_without_an_agent_is_one_row_without_a_name(store: Store, story) -> None:
    store.replace_derived(story.actors, [replace(story.events[1], agents=())])
    assert rows(store, "planned") == [("2031-03-10", "2031-03-16", "Planned", None, "Bo Reyes sues River Council")]


def test_a_plan_is_held_against_what_happened_later(store: Store, story) -> None:
    _, suit, _, one, other = story.events
    happened = replace(suit, status="occurred", label="Bo Reyes sues")
    done = replace(happened, id=one.id, mentions=one.mentions, time=TimeSpan.day(date(2031, 3, 12), "explicit"))
    early = replace(happened, id=other.id, mentions=other.mentions, time=TimeSpan.day(date(2031, 3, 9), "explicit"))
    store.replace_derived(story.actors, [suit, done, early])
    assert rows(store, "outcomes") == [
        ("2031-03-10", "2031-03-16", "Planned", "Bo Reyes sues River Council", "2031-03-12", "Bo Reyes sues")
    ]


def test_an_event_that_people_called_off_did_not_happen_whatever_its_sentences_say(store: Store, story) -> None:
    order = replace(story.events[0], status="negated")
    store.replace_derived(story.actors, [order, *story.events[1:]])
    assert {row[2] for row in rows(store, "not-happened", type="IssueDirective")} == {
        "Ms Quill signed an executive order on Monday.",
        "Ms Quill signed the order, her office said.",
    }
    # one that a text denies is told by that text alone
    assert len(rows(store, "not-happened", type="EnactLaw")) == 1


def test_those_who_act_together_are_counted_once_a_pair(store: Store, story) -> None:
    together = [replace(event, agents=("ada-quill", "bo-reyes"), targets=()) for event in story.events[:3]]
    store.replace_derived(story.actors, together)
    # the third event is negated
    assert rows(store, "allies") == [("Ada Quill", "Bo Reyes", "2")]
    assert rows(store, "allies", actor="River Council") == []


def test_places_are_counted_by_the_words_of_the_texts(store: Store, story) -> None:
    store.replace_derived(story.actors, [replace(event, place="Larkford") for event in story.events[:2]])
    assert rows(store, "places") == [("Larkford", "2", "2031-03-03", "2031-03-16")]
    assert rows(store, "places", type="Sue") == [("Larkford", "1", "2031-03-10", "2031-03-16")]


def test_texts_that_give_other_days_for_an_event_are_found(store: Store, story) -> None:
    post = story.readings[1]
    other = replace(post.mentions[0], time=TimeSpan.day(date(2031, 3, 2), "relative"))
    store.write([replace(post, mentions=(other, *post.mentions[1:]))], story.run, events=story.events)
    assert rows(store, "date-disagreements") == [
        ("Ada Quill issues directive", "2031-03-02", "2031-03-02", None, "Post"),
        ("Ada Quill issues directive", "2031-03-03", "2031-03-03", "Monday", "Ledger"),
    ]
    assert rows(store, "date-disagreements", actor="Bo Reyes") == []


def test_what_people_judged_is_asked_for_by_who_it_is_about(store: Store) -> None:
    store.add_judgement(Judgement("ada-quill", "bo-reyes", False, "Cy", date(2031, 4, 1), "two people"))
    assert rows(store, "judgements", actor="Bo Reyes") == [("2031-04-01", "Cy", "false", "two people")]
    assert rows(store, "judgements", actor="River Council") == rows(store, "judgements", since="2031-04-02") == []


def test_a_type_is_found_by_its_label_too(store: Store) -> None:
    label = str(store.query("SELECT ?l WHERE { GRAPH graph:ontology { type:Sue skos:prefLabel ?l } }").rows[0][0])
    assert str(find.type_iri(store, label.upper())) == vocab.type_iri("Sue")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('ASK { ?s ?p \'pe:agnt SERVICE\' , """" pe:x """ } # pe:agnt SERVICE', id="in strings and comments"),
        pytest.param("PREFIX pe: <urn:other:> ASK { ?s pe:agnt ?o }", id="under a prefix of one's own"),
        pytest.param("ASK { ?service <urn:SERVICE> ?pe }", id="in names of variables and IRIs"),
    ],
)
def test_what_only_looks_like_a_mistake_is_none(store: Store, text: str) -> None:
    assert query.run(store, text).boolean is False


def test_a_type_that_a_user_added_is_known(store: Store, story) -> None:
    store.replace_derived(story.actors, [replace(story.events[0], type="Picnic")])
    assert query.run(store, "ASK { ?e pe:eventType type:Picnic }").boolean is True


# ---- one engine


def test_rdflibs_own_evaluator_is_never_used(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("rdflib evaluated a query")

    monkeypatch.setattr(rdflib.plugins.sparql.processor, "evalQuery", forbidden)
    for info in query.names():
        query.run(store, info.name, actor="Ada Quill")
    found = store.dataset.query("SELECT ?e WHERE { ?e a pe:PolicyEvent }")
    assert len(list(found)) == 5


def test_the_dataset_is_the_same_store_by_rdflibs_api(store: Store) -> None:
    canonical = store.dataset.graph(store.iris.graph("canonical"))
    assert str(canonical.value(store.iris.event(f"{1:016x}"), named("skos:prefLabel"))) == "Ada Quill issues directive"


def test_the_prefixes_of_vocabulary_and_data_are_known(store: Store) -> None:
    answer = query.run(store, "SELECT ?label WHERE { GRAPH graph:actors { actor:ada-quill skos:prefLabel ?label } }")
    assert answer.rows == ((Literal("Ada Quill", lang="en"),),)


def test_a_query_that_names_no_graph_sees_all_of_them(store: Store) -> None:
    assert query.run(store, "ASK { ?mention pe:denotes ?event ; pe:trigger ?words . ?event pe:agent/skos:prefLabel ?who }").boolean is True


def test_construct_gives_sorted_triples(store: Store) -> None:
    answer = query.run(store, "CONSTRUCT { ?e a pe:PolicyEvent } WHERE { ?e a pe:PolicyEvent }")
    assert answer.variables == ("subject", "predicate", "object")
    assert [str(row[0])[-1] for row in answer.rows] == ["1", "2", "3", "4", "5"]


# ---- binding

ENGINE = Engine.open(None, read_only=False, create=True)

hostile = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.lists(
        st.sampled_from(["\\", '"', "'", "\\u0022", "}", ")", "#", "\n", "\r", "\0", "UNDEF", "VALUES (?x) { (UNDEF) }", "<a>"]), max_size=6
    ).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(hostile)
def test_a_bound_value_is_data_whatever_it_says(value: str) -> None:
    answer = ENGINE.query("SELECT ?x ?y WHERE { VALUES (?x) { (UNDEF) } VALUES (?y) { (UNDEF) } }", {"x": Literal(value)}, {}, union=True)
    assert answer.rows == ((Literal(value), None),)


def test_a_row_of_values_inside_of_a_string_an_iri_or_a_comment_is_none() -> None:
    text = """# VALUES (?a) { (UNDEF) }
    SELECT * WHERE { ?s <urn:#VALUES(?c){(UNDEF)}> "VALUES (?d) { (UNDEF) }" , '''it's # VALUES (?e) { (UNDEF) }''' .
    FILTER(?s <3 && ?s> 2) values ( $f ?g ) { ( UNDEF undef ) } }"""
    assert parameters(text) == ("f", "g")
    assert bound(text, {"g": "5"}).endswith("VALUES (?f ?g) { (UNDEF 5) } }")


@pytest.mark.parametrize(
    ("name", "bindings", "problem"),
    [
        pytest.param("time-line", {}, r"'time-line': is not one of the shipped.*use timeline", id="a name that is almost right"),
        pytest.param("_event-rows", {}, "not SPARQL", id="a query that is not for users"),
        pytest.param("timeline", {"actr": "x"}, r"\?actr: the query has no such parameter \(it has \?actor", id="an unknown parameter"),
        pytest.param("timeline", {"actor": "Ada Quil"}, "did you mean ada quill", id="an actor that is almost right"),
        pytest.param("timeline", {"actor": "zzz"}, "is not in the store", id="an actor that is not there"),
        pytest.param("timeline", {"actor": ""}, "is not in the store", id="an actor without a name"),
        pytest.param("timeline", {"type": "Sues"}, r"did you mean Sue\?", id="a type that is almost right"),
        pytest.param("timeline", {"type": "Criticise"}, r"did you mean CriticiseAccuse", id="half the name of a type"),
        pytest.param("timeline", {"type": "Nonsense"}, r"kg query types lists those", id="a type that is nothing"),
        pytest.param("timeline", {"since": "March"}, "YYYY-MM-DD", id="a day that is none"),
        pytest.param("timeline", {"actor": URIRef("not an iri")}, "cannot be a term", id="an IRI that is none"),
        pytest.param("timeline", {"actor": Literal("\ud800")}, "cannot be a term", id="a lone surrogate"),
        pytest.param(
            "SELECT ?s\nWHERE { ?s ?p }", {}, r"^line 2, column 16: is not SPARQL: something is missing", id="a mistake in SPARQL"
        ),
        pytest.param("SELECT ?s WHERE { ?s pee:x ?o }", {}, r"^line 1, column \d+: the prefix pee: is not known", id="an unknown prefix"),
        pytest.param("SELECT ?s WHERE { VALUES (?x) { (UNDEF) } ?s ?p ?x }", {"y": 1}, "declare it", id="a value for nothing"),
        pytest.param("PREFIX x: <urn:x>\nINSERT DATA { <urn:a> <urn:b> 1 }", {}, "it is an update", id="an update"),
        pytest.param("# é\nSELECT * { ?e pe:agnt ?a }", {}, r"^line 2, column 15: pe:agnt.*did you mean pe:agent\?", id="a wrong term"),
        pytest.param("ASK { ?e pe:status status:plannd }", {}, r"column 20: .*did you mean status:planned\?", id="a wrong status"),
        pytest.param("ASK { ?e pe:eventType type:Sew }", {}, r"did you mean type:Sue", id="a wrong type"),
        pytest.param("ASK { ?e skso:prefLabel ?l }", {}, r"^line 1, column 10: .*did you mean skos:\?", id="a wrong prefix"),
        pytest.param("SELCT * { ?s ?p ?o }", {}, r"^line 1, column 1: SELCT is not SPARQL; did you mean SELECT\?", id="a wrong keyword"),
        pytest.param("SELECT * { ?s a policyevent }", {}, r"column 17: .* did you mean pe:PolicyEvent\?", id="a term without its prefix"),
        pytest.param("SELECT * { FILTR(?x > 2) }", {}, r"column 12: .* did you mean FILTER\?", id="a wrong keyword before a bracket"),
        pytest.param("SELECT * { ?s ?p 'abc }", {}, "column 18: .*string .* does not end", id="a string without an end"),
        pytest.param("SELECT * {\n{ ?s ?p ?o }", {}, "line 1, column 10: .*is not closed", id="an open bracket"),
        pytest.param("SELECT * { ?s ?p ?o } }", {}, "column 23: .*closes nothing", id="a bracket too many"),
        pytest.param("SELECT ?s (COUNT(?o) AS ?n) { ?s ?p ?o }", {}, "a variable that is unbound", id="a variable outside of its group"),
        pytest.param("", {}, "line 1, column 1: .*something is missing", id="nothing"),
        pytest.param("ASK { service <http://x.example/> { ?s ?p ?o } }", {}, "column 7: SERVICE is refused", id="another server"),
        pytest.param("ASK { ?s ?p ?o.SERVICE SILENT ?x { ?s ?p ?o } }", {}, "SERVICE is refused", id="another server, by a variable"),
    ],
)
def test_a_query_that_cannot_be_run_says_why(store: Store, name: str, bindings: dict[str, object], problem: str) -> None:
    with pytest.raises(QueryError, match=problem) as caught:
        query.run(store, name, **bindings)
    assert "\n" not in str(caught.value)


def test_a_name_that_several_actors_have_is_asked_for_by_id(store: Store, story) -> None:
    twin = story.actors[0].__class__("ada-two", "Ada Quill", "person")
    store.replace_derived((*story.actors, twin), story.events)
    with pytest.raises(QueryError, match="2 actors go by that name; use one of the ids ada-quill, ada-two"):
        find.actor_iri(store, "Ada Quill")
    assert find.actor_iri(store, "ada-two") == store.iris.actor("ada-two")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(True, "true", id="a truth value"),
        pytest.param(5, "5", id="a whole number"),
        pytest.param(0.50, "0.5", id="a fraction"),
        pytest.param("words", "words", id="words"),
    ],
)
def test_plain_values_become_terms(store: Store, value: query.Value, expected: str) -> None:
    assert str(query.run(store, "SELECT ?x WHERE { VALUES (?x) { (UNDEF) } }", x=value).rows[0][0]) == expected


def test_topics_and_statuses_go_by_code_iri_or_label(store: Store) -> None:
    for words in ("9", "https://w3id.org/policy-event/cap/9", "Immigration"):
        assert str(find.topic_iri(store, words)).endswith("/cap/9")
    for words in ("planned", "https://w3id.org/policy-event/status/planned", "Planned"):
        assert str(find.status_iri(words)).endswith("/status/planned")
    with pytest.raises(QueryError, match="use one of occurred"):
        find.status_iri("perhaps")
