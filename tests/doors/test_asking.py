"""Commands that ask a store."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.graph.query import names

ORDER = "SELECT ?label WHERE { GRAPH graph:canonical { ?e pe:eventType type:IssueDirective ; skos:prefLabel ?label } } ORDER BY ?label"


def test_the_list_names_every_shipped_query_with_what_it_asks(kg: Any) -> None:
    done = kg("query", "--list")
    assert done.returncode == 0
    assert len(names()) >= 10
    for query in names():
        assert f"\n{query.name} " in done.stdout
        assert query.description in done.stdout


@pytest.mark.parametrize("name", [query.name for query in names()])
def test_a_shipped_query_answers_by_its_name(kg: Any, store: Path, name: str) -> None:
    done = kg("query", name, "--store", store, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["head"]["vars"]


def test_bindings_choose_among_the_answers(kg: Any, store: Path) -> None:
    every = kg("query", "timeline", "--store", store, "--format", "csv").stdout.splitlines()
    hers = kg("query", "timeline", "--store", store, "--format", "csv", "-b", "actor=Mara Okafor", "-b", "type=IssueDirective")
    chosen = hers.stdout.splitlines()
    assert hers.returncode == 0
    assert 2 <= len(chosen) < len(every)
    assert set(chosen) < set(every)


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml", "html"])
def test_an_answer_comes_in_every_format(kg: Any, store: Path, form: str) -> None:
    done = kg("query", "-e", ORDER, "--store", store, "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Mara Okafor issues directive" in done.stdout


def test_a_query_can_be_a_file(kg: Any, store: Path, tmp_path: Path) -> None:
    (tmp_path / "orders.rq").write_text(ORDER, encoding="utf-8")
    asked = kg("query", "orders.rq", "--store", store, cwd=tmp_path).stdout
    assert asked == kg("query", "-e", ORDER, "--store", store).stdout
    assert kg("query", "other.rq", "--store", store, cwd=tmp_path).returncode == 2


def test_a_table_is_for_people(kg: Any, store: Path) -> None:
    head, *rows = kg("query", "timeline", "--store", store).stdout.splitlines()
    assert head.split()[:3] == ["earliest", "latest", "granularity"]
    assert all("https://" not in row and "event:" in row for row in rows)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["nothing-such"], "is not one of the shipped queries", id="an unknown name"),
        pytest.param(["-e", "SELECT nonsense"], "line 1", id="no SPARQL"),
        pytest.param(["-e", "DELETE WHERE { ?s ?p ?o }"], "line 1", id="an update"),
        pytest.param(["timeline", "-b", "colour=red"], "no such parameter", id="an unknown parameter"),
        pytest.param(["timeline", "-b", "actor=Nobody Atall"], "is not in the store", id="an unknown actor"),
        pytest.param(["timeline", "--format", "pdf"], "is not one of the formats", id="an unknown format"),
    ],
)
def test_a_question_that_cannot_be_asked_is_one_line_and_two(kg: Any, store: Path, arguments: list[str], said: str) -> None:
    done = kg("query", *arguments, "--store", store)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert said in done.stderr


@pytest.mark.parametrize("command", ["timeline", "network"])
def test_a_page_is_one_file_that_asks_for_nothing(kg: Any, store: Path, tmp_path: Path, command: str) -> None:
    done = kg(command, "--store", store, "--out", "deep/page.html", "--title", "Ferries & <b>", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'deep' / 'page.html'}\n")
    html = (tmp_path / "deep" / "page.html").read_text(encoding="utf-8")
    assert "<title>Ferries &amp; &lt;b&gt;</title>" in html
    assert "Mara Okafor" in html
    assert all(f"{tag} " not in html for tag in ("<link", "<iframe", "<script src"))


@pytest.mark.parametrize(
    ("option", "value", "there"),
    [
        pytest.param("--actor", "Dario Lindqvist", True, id="actor"),
        pytest.param("--type", "CriticiseAccuse", True, id="type"),
        pytest.param("--status", "occurred", True, id="status"),
        pytest.param("--until", "2031-05-07", True, id="until"),
        pytest.param("--since", "2031-05-08", False, id="since"),
        pytest.param("--as-of", "2031-05-01", False, id="as of"),
        pytest.param("--actor", "Mara Okafor", False, id="another actor"),
    ],
)
def test_a_page_shows_what_was_chosen(kg: Any, store: Path, tmp_path: Path, option: str, value: str, there: bool) -> None:
    assert kg("timeline", "--store", store, "--out", "page.html", option, value, cwd=tmp_path).returncode == 0
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert ("Dario Lindqvist criticises" in html) is there


@pytest.mark.parametrize("command", ["timeline", "network", "explore"])
def test_a_page_without_an_event_says_why_and_so_does_the_command(kg: Any, store: Path, tmp_path: Path, command: str) -> None:
    done = kg(command, "--store", store, "--out", "page.html", "--since", "2041-01-01", "--actor", "Mara Okafor", cwd=tmp_path)
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("page.html shows no event. The store holds ")
    assert line.endswith("none is left by the choice of actor Mara Okafor, since 2041-01-01. Widen it.")
    assert "none is left by the choice of actor Mara Okafor" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        pytest.param(["--since", "2031-05-08", "--until", "2031-05-07"], "is after until 2031-05-07", id="days that end before they begin"),
        pytest.param(["--type", "Criticise"], "did you mean CriticiseAccuse", id="half a type"),
        pytest.param(["--type", "Nonsense"], "kg query types lists those that have events", id="no type"),
        pytest.param(["--actor", "Nobody Atall"], "kg actors lists them", id="no actor"),
        pytest.param(["--status", "maybe"], "use one of", id="no status"),
    ],
)
def test_a_choice_that_makes_no_sense_is_one_line_and_no_page(kg: Any, store: Path, tmp_path: Path, options: list[str], said: str) -> None:
    done = kg("timeline", "--store", store, "--out", "page.html", *options, cwd=tmp_path)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)
    assert said in done.stderr
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("form", ["nquads", "trig", "turtle", "jsonld", "jsonl"])
def test_an_export_is_the_same_on_every_run_and_in_a_file(kg: Any, store: Path, tmp_path: Path, form: str) -> None:
    first = kg("export", "--store", store, "--format", form)
    assert (first.returncode, first.stderr) == (0, "")
    assert "Mara Okafor" in first.stdout
    kg("export", "--store", store, "--format", form, "--out", "graph", cwd=tmp_path)
    assert (tmp_path / "graph").read_text(encoding="utf-8") == first.stdout


def test_an_exported_mention_names_the_event_that_it_was_resolved_to(kg: Any, store: Path) -> None:
    mentions = [json.loads(line) for line in kg("export", "--store", store, "--format", "jsonl").stdout.splitlines()]
    signed = [mention for mention in mentions if mention["type"] == "IssueDirective" and "Mara Okafor" in mention["actors"]]
    assert len(signed) >= 2
    assert len({mention["event"] for mention in signed}) == 1


def test_a_store_is_valid_and_counted(kg: Any, store: Path) -> None:
    valid = kg("validate", "--store", store)
    assert (valid.returncode, valid.stderr) == (0, "")
    assert "no violation" in valid.stdout
    counted = dict(line.rsplit(maxsplit=1) for line in kg("stats", "--store", store).stdout.splitlines())
    assert counted["articles"] == "2"
    assert int(counted["mentions"]) >= int(counted["events"]) > 0
