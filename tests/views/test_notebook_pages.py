"""What the notebook's door shows: pages in frames, and the cell magic."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest

from kg.errors import KgError, QueryError
from kg.graph.rows import EventRow
from kg.graph.store import Store
from kg.notebook import Page, explorer, network, show, sparql, timeline
from kg.views.still import LINES, MOST, plain_events, still_events

VALUES = 'SELECT ?begin ?agent ?target WHERE { VALUES (?begin ?agent ?target) { ("2031-04-01" "Ann" "Bo") ("2031-04-02" "Bo" "Ann") } }'


def tabs(page: Page) -> list[str]:
    return re.findall(r'id="tab-(\w+)"', unescape(page._repr_html_()))


@pytest.mark.parametrize(
    ("make", "expected"), [(timeline, ["timeline", "table"]), (network, ["network", "table"]), (explorer, ["timeline", "network", "table"])]
)
def test_a_store_is_shown_as_a_page_in_a_sandbox(make: object, expected: list[str]) -> None:
    with Store.open() as store:
        shown = show(make(store), 300)  # type: ignore[operator]  # the three have one shape
    assert tabs(shown) == expected
    assert shown._repr_html_().startswith('<iframe sandbox="allow-scripts allow-downloads allow-popups"')
    assert "height:300px" in shown._repr_html_()


def test_what_stands_for_a_page_is_bounded_escaped_and_says_what_is_left_out(make_row: Callable[..., EventRow], hostile: str) -> None:
    rows = [make_row("hostile", day=n, label=f"{hostile} {n}\n\x1b[31m") for n in range(MOST + 3)]
    still, plain = still_events(rows), plain_events(rows, "t")
    assert "<img" not in still
    assert still.count('<th scope="row"') == MOST
    assert still.endswith("<p>… and 3 later events</p>")
    lines = plain.split("\n")
    assert (len(lines), lines[0], lines[-1]) == (LINES + 2, f"t: {MOST + 3} events", f"… and {MOST + 3 - LINES} later events")
    assert "\x1b" not in plain


def test_a_sparql_cell_gives_tabs_and_keeps_the_whole_answer() -> None:
    with Store.open() as store:
        names: dict[str, object] = {"store": store}
        shown = sparql("--store-to found --most 1", VALUES, names)
    assert tabs(shown) == ["table", "timeline", "network"]
    assert shown.notice == "The first 1 of 2 rows; frame() and --store-to give all of them."
    assert shown._repr_html_().startswith("<p>The first 1 of 2 rows")
    assert list(names["found"]["agent"]) == ["Ann", "Bo"]  # type: ignore[index]  # a data frame


@pytest.mark.parametrize(
    ("line", "cell", "error"),
    [
        pytest.param("--store nowhere", VALUES, KgError, id="no store"),
        pytest.param("--most many", VALUES, KgError, id="no number"),
        pytest.param("--colour red", VALUES, KgError, id="no option of ours"),
        pytest.param("--bind actor", VALUES, KgError, id="no value"),
        pytest.param("'", VALUES, KgError, id="an open quote"),
        pytest.param("", "SELECT", QueryError, id="no query"),
    ],
)
def test_a_cell_that_makes_no_sense_is_refused_in_one_line(line: str, cell: str, error: type[KgError]) -> None:
    with Store.open() as store, pytest.raises(error) as refused:
        sparql(line, cell, {"store": store})
    assert "\n" not in str(refused.value)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_extension_adds_the_magic_to_a_shell() -> None:
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    try:
        with Store.open() as store:
            shell.user_ns["store"] = store
            shell.run_line_magic("load_ext", "kg.notebook")
            assert tabs(shell.run_cell_magic("sparql", "", VALUES)) == ["table", "timeline", "network"]
    finally:
        shell.history_manager.end_session()
