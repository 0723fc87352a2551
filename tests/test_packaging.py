"""The wheel is whole: it carries its data, and runs where there is nothing but it and its dependencies.

Built from a copy of the checkout, so that none of its leftovers takes part; without a network, by the setuptools of this environment. The
environment that it is installed into is empty: its own site-packages hold the wheel and nothing else, and a path file lends it the
dependencies of this one, so that they are not downloaded again. (An editable kg of this environment is not lent: Python reads
no path file in a folder that itself comes from one.)
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from configparser import ConfigParser
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PARTS = ("kg", "ontology", "seeds")


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """A command without this environment's settings; fails the test with what the command said."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "KG_", "COV"))}
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for part in PARTS:
        shutil.copytree(ROOT / part, source / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("setup.cfg", "pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / file, source)
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source, cwd=source)
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with the wheel in it."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=home)
    site = Path(run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=home).stdout.strip())
    lent = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (site / "lent.pth").write_text("".join(f"{path}\n" for path in lent), encoding="utf-8")
    return python


def test_the_wheel_carries_every_file_of_the_package_and_its_data(wheel: Path) -> None:
    carried = set(ZipFile(wheel).namelist())
    for part in PARTS:
        files = {
            path.relative_to(ROOT).as_posix() for path in (ROOT / part).rglob("*") if path.is_file() and "__pycache__" not in path.parts
        }
        wanted = files if part == "kg" else {f"kg/{file}" for file in files}
        assert wanted - carried == set()
    assert {name.split("/")[0] for name in carried} == {"kg", next(name.split("/")[0] for name in carried if "dist-info" in name)}


def test_the_list_of_packages_is_that_of_the_folders() -> None:
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = config["options"]["packages"].split()
    folders = {".".join(path.parent.relative_to(ROOT).parts) for path in (ROOT / "kg").rglob("__init__.py")}
    assert sorted(listed) == sorted(folders | {"kg.ontology", "kg.seeds"})


def test_an_installed_kg_finds_its_own_data(installed: Path) -> None:
    code = "import kg, kg.resources as r; print(kg.__file__, r.folder('ontology'), r.seeds(), sep='\\n')"
    home = installed.parents[1].resolve()
    for place in run(installed, "-c", code, cwd=Path("/")).stdout.splitlines():
        assert Path(place).resolve().is_relative_to(home)


def test_an_installed_kg_builds_the_seeds_from_anywhere(installed: Path, tmp_path: Path) -> None:
    done = run(installed.with_name("kg"), "build", "--out", tmp_path / "pages", "--store", tmp_path / "store", cwd=Path("/"))
    assert "10 articles" in done.stdout
    assert sorted(path.name for path in (tmp_path / "pages").iterdir()) == ["explorer.html", "network.html", "timeline.html"]
    stats = run(installed, "-m", "kg", "stats", "--store", tmp_path / "store", cwd=Path("/")).stdout
    assert "articles" in stats
