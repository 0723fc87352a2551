"""The PLOVER type of a mention follows its frame, its standing and its type."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.extract.plover import plover
from kg.model import Mention


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        pytest.param("The premier criticised the mayor.", "criticised", "ACCUSE", id="by type"),
        pytest.param("Prosecutors charged the mayor with bribery.", "charged", "ACCUSE", id="by frame"),
        pytest.param("The premier will meet the mayor in Lund.", "meet", "AGREE", id="intended cooperation"),
        pytest.param("The general will bomb the depot.", "bomb", "THREATEN", id="intended force"),
        pytest.param("The general will not release the prisoners.", "release", "REJECT", id="what somebody will not do"),
        pytest.param("The council enacted a budget.", "enacted", None, id="nothing in PLOVER"),
    ],
)
def test_the_plover_type(text: str, trigger: str, expected: str | None, find: Callable[..., Mention]) -> None:
    assert plover(find(text, trigger)) == expected
