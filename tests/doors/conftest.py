"""The command line as a user meets it: a process with arguments, and what it says on its two streams."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest

ROOT = Path(__file__).parents[2]
LATER = "The port authority suspended the ferry tariff on Thursday. Senator Lena Ode praised the port authority."
ARTICLES = {
    "first.txt": (
        "date 2031-05-07 By Ann Lee and Bo Cho, THE HARBOUR GAZETTE\n\n"
        "Mayor Mara Okafor signed an executive order on Tuesday that bars city staff from sharing ferry records. "
        "Governor Dario Lindqvist condemned the order on Wednesday.\n\n"
        "The council will vote on a new harbour budget next week, Okafor said.\n"
    ),
    "second.md": (
        "date 2031-05-09\n\n# Ferry order divides the coast\n\n"
        "The executive order that Mayor Mara Okafor signed on 6 May divides the coast. "
        "The harbour union sued the city over the order on Thursday.\n"
    ),
}


class Done(Protocol):
    """How a process ended."""

    returncode: int
    stdout: str
    stderr: str


class Kg(Protocol):
    """Runs ``kg`` with arguments."""

    def __call__(self, *arguments: str | Path, cwd: Path | None = None, stdin: str = "", env: Mapping[str, str] | None = None) -> Done: ...


@pytest.fixture(scope="session")
def kg(tmp_path_factory: pytest.TempPathFactory) -> Kg:
    """``kg`` in a process of its own, in an empty folder unless ``cwd`` names one."""
    somewhere = tmp_path_factory.mktemp("somewhere")

    def run(*arguments: str | Path, cwd: Path | None = None, stdin: str = "", env: Mapping[str, str] | None = None) -> Done:
        return subprocess.run(
            [sys.executable, "-m", "kg", *map(str, arguments)],
            cwd=cwd or somewhere,
            input=stdin.encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "COLUMNS": "100", **(env or {})},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two articles of ours."""
    folder = tmp_path_factory.mktemp("articles")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def store(kg: Kg, texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the two articles, to read from."""
    place = tmp_path_factory.mktemp("graph")
    done = kg("ingest", texts, "--store", place / "store")
    assert done.returncode == 0, done.stderr
    return place / "store"
