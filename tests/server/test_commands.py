"""kg serve, backup, restore and verify as commands: what they print and how they end."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kg.cli import store as commands
from kg.errors import StoreError
from kg.graph.store import Store

APP = typer.Typer()
for one in commands.COMMANDS:
    APP.command(one.__name__.removesuffix("_command"))(one)


def run(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(APP, [str(word) for word in words])
    if isinstance(done.exception, StoreError):
        raise done.exception
    return done.exit_code, done.output


def test_a_store_goes_into_a_file_and_comes_back(folder: Path, tmp_path: Path) -> None:
    status, said = run("backup", tmp_path / "b.nq.gz", "--store", folder)
    assert (status, said.splitlines()[-1]) == (0, str(tmp_path / "b.nq.gz"))
    status, said = run("restore", tmp_path / "b.nq.gz", "--store", tmp_path / "again")
    assert (status, said.splitlines()[0].partition(",")[0]) == (0, "1 articles")
    with Store.open(folder, read_only=True) as one, Store.open(tmp_path / "again", read_only=True) as other:
        assert one.serialise("nquads") == other.serialise("nquads")


def test_verify_counts_a_whole_store_and_names_what_is_wrong_with_another(folder: Path, tmp_path: Path) -> None:
    assert run("verify", "--store", folder)[1].startswith("1 articles, 2 mentions, 2 events, ")
    run("backup", tmp_path / "b", "--store", folder)
    run("restore", tmp_path / "b", "--store", tmp_path / "again")
    with Store.open(tmp_path / "again") as store:
        store.engine.commit(store.engine.packed(store.iris.graph("actors")), set())
    status, said = run("verify", "--store", tmp_path / "again")
    assert status == 1
    assert "who is not among the actors" in said


def test_what_is_no_store_is_not_served(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        run("serve", "--store", tmp_path / "none")


WITHOUT = """
import sys
sys.modules["uvicorn"] = sys.modules["starlette"] = sys.modules["starlette.routing"] = None
from kg.cli import main
sys.argv = ["kg", "serve", "--store", sys.argv[1]]
main()
"""


def test_without_its_extra_it_names_the_extra_but_a_bad_store_first(folder: Path, tmp_path: Path) -> None:
    for store, said in ((folder, "pip install 'kg-policy[serve]'"), (tmp_path / "none", "there is no store")):
        done = subprocess.run([sys.executable, "-c", WITHOUT, str(store)], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
        assert said in done.stderr


def test_other_machines_are_let_in_only_when_that_is_said(folder: Path) -> None:
    status, said = run("serve", "--store", folder, "--host", "0.0.0.0")
    assert status == 2
    assert "--public" in said


def test_serve_says_where_it_is_and_ends_quietly(folder: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    code = (
        "import typer; from kg.cli.store import serve_command\n"
        "if __name__ == '__main__':\n app = typer.Typer(); app.command()(serve_command); app()"
    )
    command = [sys.executable, "-c", code, "--store", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    process.terminate()
    out, err = process.communicate(timeout=30)
    assert (out, err.decode().strip()) == (b"", f"http://localhost:{port}/")
