"""The house is built as its plan says: names, sizes, the direction of imports."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "kg").rglob("*.py"))
CODE = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
# Outside libraries that exactly one module imports.
DOORS = (
    *("ahocorasick", "charset_normalizer", "dateparser", "distributed", "feedparser", "networkx", "oxrdflib", "pandas", "protego", "pypdf"),
    *("py3langid", "pyoxigraph", "pyshacl", "pyvis", "trafilatura"),
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions() -> Iterator[tuple[str, int]]:
    """Every function of the package with its length in lines, decorators left out."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name(path)}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def test_public_names_are_sorted_and_real() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert len(set(kg.__all__)) == len(kg.__all__)
    assert [one for one in kg.__all__ if not hasattr(kg, one)] == []


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_file_is_longer_than_400_lines() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    assert {path: length for path, length in lengths.items() if length > 400} == {}


def test_no_function_is_longer_than_60_lines_and_nine_of_ten_have_at_most_35() -> None:
    lengths = dict(functions())
    assert {where: length for where, length in lengths.items() if length > 60} == {}
    assert sum(length <= 35 for length in lengths.values()) >= 0.9 * len(lengths)
    assert sum(length <= 10 for length in lengths.values()) >= 0.5 * len(lengths)


def test_imports_point_one_way() -> None:
    command = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("library", DOORS)
def test_a_library_has_one_door(library: str) -> None:
    doors = [name(path) for path in MODULES if library in set(imported(path))]
    assert len(doors) == 1, doors


def test_nothing_reads_the_clock_or_rolls_dice() -> None:
    forbidden = {"random", "secrets", "time"}
    # how long a text may take is told by a clock, and by nothing else that is made of it
    allowed = {"kg/work/limit.py": {"time"}}
    assert {name(path): found for path in MODULES if (found := forbidden & set(imported(path)))} == allowed
    asked = ("date.today(", "datetime.now(", "utcnow(", "uuid4(", "uuid1(")
    assert [name(path) for path in MODULES if any(call in path.read_text(encoding="utf-8") for call in asked)] == []
