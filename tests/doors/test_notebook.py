"""The door for notebooks, and the notebook itself."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from kg.errors import QueryError
from kg.graph.store import Store
from kg.notebook import frame, show

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
VALUES = """SELECT * WHERE {
  VALUES (?day ?count ?share ?iri ?words ?odd ?nothing) {
    ("2031-05-06"^^xsd:date 3 0.5 actor:ann "an order"@en "31 May"^^xsd:date UNDEF) }
}"""


def test_the_door_needs_no_pandas_to_be_opened() -> None:
    code = "import sys, kg.notebook; sys.exit('pandas' in sys.modules or 'IPython' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_a_frame_has_days_numbers_and_words() -> None:
    with Store.open() as store:
        row = frame(store, VALUES).iloc[0]
        iri = store.prefixes["actor"] + "ann"
    assert (row["day"], row["count"], row["share"]) == (date(2031, 5, 6), 3, 0.5)
    assert (row["iri"], row["words"], row["odd"], row["nothing"]) == (iri, "an order", "31 May", None)


def test_a_frame_without_rows_keeps_its_columns() -> None:
    with Store.open() as store:
        empty = frame(store, "timeline", since="2031-05-06")
    assert isinstance(empty, pd.DataFrame)
    assert empty.empty
    assert "label" in empty.columns


def test_a_frame_refuses_what_a_query_refuses(store: Path) -> None:
    with Store.open(store, read_only=True) as opened:
        assert len(frame(opened, "timeline", actor="Mara Okafor", since="2031-05-06")) >= 1
        with pytest.raises(QueryError, match="Nobody"):
            frame(opened, "timeline", actor="Nobody")


def test_a_page_stays_in_its_frame(tmp_path: Path) -> None:
    shown = show('<p title="a">"&</p>', 300)._repr_html_()
    assert shown.startswith("<iframe sandbox=")
    assert "allow-same-origin" not in shown
    assert "height:300px" in shown
    assert 'srcdoc="&lt;p title=&quot;a&quot;&gt;&quot;&amp;&lt;/p&gt;"' in shown
    (tmp_path / "page.html").write_text("<p>ä</p>", encoding="utf-8")
    assert show(tmp_path / "page.html") == show("<p>ä</p>")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_kept_without_outputs(path: Path) -> None:
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells
    assert [cell for cell in cells if cell["outputs"] or cell["execution_count"] is not None] == []


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    for name in ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    kinds = [kind for output in outputs for kind in output.get("data", {})]
    assert kinds.count("image/png") == 1
    assert sum("<iframe" in output.get("data", {}).get("text/html", "") for output in outputs) == 2
    assert sum("<table" in output.get("data", {}).get("text/html", "") for output in outputs) >= 3
    assert [output for output in outputs if output.output_type == "stream"] == []
