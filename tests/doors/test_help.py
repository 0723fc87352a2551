"""Every command says what it does, and wrong usage is told so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import kg as package
from kg.cli import app

COMMANDS = sorted(str(command.name) for command in app.registered_commands)
HEAVY = (
    "spacy",
    "rdflib",
    "pyoxigraph",
    "oxrdflib",
    "pyshacl",
    "networkx",
    "pyvis",
    "trafilatura",
    "dateparser",
    "pandas",
    "IPython",
    "numpy",
    "httpx",
    "anyio",
    "lxml",
)


def test_the_commands_are_those_that_are_promised() -> None:
    promised = {"build", "ingest", "remove", "read", "extract", "dates", "query", "timeline", "network", "export", "validate", "stats"}
    assert promised <= set(COMMANDS)


def test_the_help_of_kg_names_every_command(kg: Any) -> None:
    done = kg("--help")
    assert done.returncode == 0
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_has_an_example(kg: Any, name: str) -> None:
    done = kg(name, "--help")
    assert done.returncode == 0
    assert f"Example: kg {name}" in done.stdout


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import json, sys
from kg.cli import main
sys.argv = ["kg", "--help"]
try:
    main()
except SystemExit:
    pass
print(json.dumps([name for name in {HEAVY!r} if name in sys.modules]))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_the_version_is_that_of_the_package(kg: Any) -> None:
    assert kg("--version").stdout == f"kg {package.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["bild"], id="no such command"),
        pytest.param(["stats"], id="a store is missing"),
        pytest.param(["read"], id="a source is missing"),
        pytest.param(["build", "--nonsense"], id="no such option"),
        pytest.param(["build", "x.txt", "--published", "yesterday"], id="no day"),
        pytest.param(["read", "x.txt", "--max-bytes", "0"], id="a limit of nothing"),
        pytest.param(["query", "timeline"], id="a query without a store"),
        pytest.param(["query", "timeline", "-e", "ASK {}", "--store", "x"], id="two questions"),
        pytest.param(["query", "timeline", "--store", "x", "-b", "actor"], id="a binding without a value"),
    ],
)
def test_wrong_usage_ends_with_two_and_says_why(kg: Any, arguments: list[str]) -> None:
    done = kg(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Error: " in done.stderr or done.stderr.startswith("kg: ")
    assert "Traceback" not in done.stderr
