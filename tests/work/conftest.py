"""Articles of ours, and ``kg`` in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TOWNS = ("Ardlow", "Brenmouth", "Calder", "Dunhaven", "Eastmere", "Farrow", "Glenside", "Harwick", "Inverly", "Kelton")


def lines(extra: dict[int, str] | None = None) -> list[str]:
    """Ten articles as JSON lines; ``extra`` adds sentences to some."""
    return [
        json.dumps(
            {
                "id": f"a{number}",
                "published": f"2031-05-{number + 1:02}",
                "text": f"Mayor Mara Okafor of {town} signed order {number} on Tuesday. The council of {town} will vote on it next week. "
                f"{(extra or {}).get(number, '')}",
            }
        )
        for number, town in enumerate(TOWNS)
    ]


def written(path: Path, rows: list[str]) -> Path:
    """The rows as a file."""
    path.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def command(*arguments: str | Path) -> list[str]:
    """``kg`` with arguments."""
    return [sys.executable, "-m", "kg", *map(str, arguments)]


def surroundings(mark: Path) -> dict[str, str]:
    """The environment of a process that finds kg and the extractors of these tests."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)]), "KG_TEST_MARK": str(mark)}


Kg = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def kg(tmp_path: Path) -> Kg:
    """Runs ``kg`` to its end."""

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command(*arguments), cwd=tmp_path, env=surroundings(tmp_path / "mark"), capture_output=True, text=True, check=False
        )

    return run
