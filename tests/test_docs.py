"""The documentation is true: its blocks run, its commands are all there, its links lead somewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from rdflib import Graph

from kg.cli import app
from kg.extract.lexicon import read_cues, read_frames

ROOT = Path(__file__).parents[1]
PAGES = ("README.md", "docs/guide.md")
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
ALL = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "seeds").glob("*.md")])
COMMANDS = {str(command.name): command.callback for command in app.registered_commands}
BLOCK = re.compile(r"^```(\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)")


class Block(NamedTuple):
    """A fenced block; ``kind`` is its language, and ``mark`` what stands behind that."""

    kind: str
    mark: str
    text: str


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> Iterator[Block]:
    for kind, mark, text in BLOCK.findall(text_of(page)):
        yield Block(kind, mark, text)


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """The environment of a reader who has followed the page so far: ``kg`` and ``python`` are on the path."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, command in (("kg", f'"{sys.executable}" -m kg'), ("python", f'"{sys.executable}"')):
        (tools / name).write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        (tools / name).chmod(0o755)
    return {**os.environ, "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error"}


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_a_page_runs_one_after_the_other(page: str, shell: dict[str, str], tmp_path: Path) -> None:
    place = tmp_path / "reader"
    place.mkdir()
    for block in blocks(page):
        if block.mark == "setup" or block.kind == "turtle":
            continue
        command = {"sh": ["bash", "-euo", "pipefail", "-c"], "python": [sys.executable, "-c"]}[block.kind]
        done = subprocess.run([*command, block.text], cwd=place, env=shell, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), f"{block.text}\n{done.stdout}\n{done.stderr}"
    assert (place / "pages" / "timeline.html").exists()


@pytest.mark.parametrize("page", PAGES)
def test_turtle_on_a_page_says_what_the_lexicon_understands(page: str) -> None:
    prefixes = "\n".join(line for line in text_of("ontology/frames.ttl").splitlines() if line.startswith("@prefix"))
    found = [Graph().parse(data=f"{prefixes}\n{block.text}", format="turtle") for block in blocks(page) if block.kind == "turtle"]
    assert found
    assert all([*read_frames(graph), *read_cues(graph)] for graph in found)


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_the_set_up_in_plain_pip_is_what_make_does() -> None:
    # a make that runs these tests hands its own settings on
    clean = {
        key: value for key, value in os.environ.items() if key not in {"MAKEFLAGS", "MAKEOVERRIDES", "MFLAGS", "VENV", "OUT", "PYTHON"}
    }
    done = subprocess.run(["make", "-n", "-B", "demo", "test"], cwd=ROOT, env=clean, capture_output=True, text=True, check=True)
    made = done.stdout.replace(" --quiet", "").splitlines()
    written = [line for block in blocks("README.md") if block.mark == "setup" for line in block.text.splitlines()]
    assert len(written) > 8
    assert [line for line in written if not line.startswith("make ") and line not in made] == []
    assert {line for line in written if line.startswith("make ")} == {"make demo", "make test"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_a_command_stands_in_the_readme_and_in_the_reference(name: str) -> None:
    assert f"kg {name}" in text_of("README.md")
    assert f"\n## kg {name}\n" in text_of("docs/commands.md")


def test_the_reference_has_every_option_of_every_command_and_no_other() -> None:
    sections = dict(re.findall(r"^## kg (\S+)\n(.*?)(?=^## |\Z)", text_of("docs/commands.md"), re.MULTILINE | re.DOTALL))
    assert set(sections) == set(COMMANDS)
    for name, section in sections.items():
        shown = subprocess.run([sys.executable, "-m", "kg", name, "--help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", shown.split("Example: ")[1].split("\n", 1)[1])) - {"--help"}
        listed = set(re.findall(r"`(--[a-z-]+)", section))
        assert listed == options, name


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_to_files(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_decisions_are_numbered_dated_and_short() -> None:
    assert [path.name[:4] for path in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    for path in DECISIONS:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert lines[0].startswith(f"# {int(path.name[:4])} ")
        assert re.fullmatch(r"Decided on \d{4}-\d\d-\d\d\.", lines[2])
        assert len(lines) <= 60


def test_the_change_log_knows_this_version() -> None:
    import kg

    assert f"## {kg.__version__}" in text_of("CHANGELOG.md")
