"""A store on Virtuoso gives the answers of a store in a folder: one is started here, on ports of its own, with an empty database."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Literal

from kg.errors import StoreError
from kg.graph import query
from kg.graph.results import Answer
from kg.graph.store import Store

from .test_remote import free_port

VIRTUOSO = shutil.which("virtuoso-t")
pytestmark = pytest.mark.skipif(VIRTUOSO is None, reason="virtuoso-t, of Debian's virtuoso-opensource-7-bin, is not installed")

SETTINGS = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 5000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000
"""
SECONDS_OF_A_DAY = 86_400


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running, empty Virtuoso."""
    folder, port = tmp_path_factory.mktemp("virtuoso"), free_port()
    (folder / "virtuoso.ini").write_text(SETTINGS.format(sql=free_port(), http=port), encoding="utf-8")
    process = subprocess.Popen(
        [str(VIRTUOSO), "+configfile", "virtuoso.ini", "+foreground"], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/sparql"
    process.terminate()
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture
def remote(virtuoso: str, story, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The story in a store on Virtuoso."""
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", "dba")
    with Store.open(Path(virtuoso)) as store:
        store.write(story.readings, story.run, actors=story.actors, events=story.events)
        yield store


def in_days(answer: Answer) -> Answer:
    """With lags as days: Virtuoso, which has no durations, gives seconds."""
    if "lag" not in answer.variables:
        return answer
    place = answer.variables.index("lag")

    def days(lag: Literal) -> str:
        text = str(lag)
        return text.replace("PT0S", "P0D") if "P" in text else f"P{int(text) // SECONDS_OF_A_DAY}D".replace("P-", "-P")

    return Answer(answer.variables, tuple((*row[:place], Literal(days(row[place])), *row[place + 1 :]) for row in answer.rows))


def test_the_same_writes_make_the_same_store(remote: Store, store: Store) -> None:
    assert remote.serialise("nquads") == store.serialise("nquads")
    assert (remote.graphs(), len(remote.engine)) == (store.graphs(), len(store.engine))


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({}, id="of all"),
        pytest.param({"actor": "Ada Quill"}, id="of an actor"),
        pytest.param({"since": "2031-03-04", "until": "2031-03-12"}, id="of a time"),
        pytest.param({"actor": "Bo Reyes", "type": "CriticiseAccuse", "since": "2031-03-01"}, id="of all at once"),
        pytest.param({"as_of": "2031-03-04"}, id="as of a day"),
    ],
)
def test_every_shipped_query_has_the_same_answer(remote: Store, store: Store, given: dict[str, str]) -> None:
    for info in query.names():
        told = {name: value for name, value in given.items() if name in info.parameters}
        assert in_days(query.run(remote, info.name, **told)) == in_days(query.run(store, info.name, **told)), (info.name, told)


def test_what_is_not_let_in_is_told_so(virtuoso: str, story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE_USER", "dba")
    monkeypatch.setenv("KG_STORE_PASSWORD", "wrong")
    with pytest.raises(StoreError, match="KG_STORE_PASSWORD"), Store.open(Path(virtuoso)) as store:
        store.write(story.readings, story.run, actors=story.actors, events=[])
