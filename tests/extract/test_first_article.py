"""The article that the project began with: what an analyst would put on a timeline is found in it. Skipped where it is not at hand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kg.build import articles, extract, load_kit
from kg.graph.lines import mention_json

GOLD = Path(os.environ.get("KG_GOLD") or Path(__file__).parents[3] / "shared" / "gold")
ARTICLE = GOLD / "seed_article.txt"
pytestmark = pytest.mark.skipif(not ARTICLE.is_file(), reason="the development data are not here (set KG_GOLD)")
UNSURE = ("planned", "claimed")


@pytest.fixture(scope="module")
def found() -> list[dict[str, Any]]:
    return [mention_json(one.article, mention) for one in extract(articles([str(ARTICLE)]), load_kit()) for mention in one.mentions]


def holds(mention: dict[str, Any], types: Sequence[str], statuses: Sequence[str], who: str | None, days: tuple[str, str] | None) -> bool:
    date = mention["date"] or {}
    people = {*mention["actors"], mention["attributed_to"]}
    return (
        mention["type"] in types
        and mention["status"] in statuses
        and (who is None or who in people)
        and (days is None or (date.get("begin"), date.get("end")) == days)
    )


@pytest.mark.parametrize(
    ("types", "statuses", "who", "days"),
    [
        pytest.param(["IssueDirective"], ["occurred"], "Brandon Johnson", ("2025-08-30", "2025-08-30"), id="the order is signed"),
        pytest.param(["IssueDirective"], ["occurred"], "Donald Trump", ("2025-08-25", "2025-08-30"), id="another order earlier that week"),
        pytest.param(["DeployMobilise"], ["occurred"], None, ("2025-06-01", "2025-06-30"), id="the deployment in June"),
        pytest.param(["CriticiseAccuse"], ["occurred"], "Brandon Johnson", ("2025-08-25", "2025-08-25"), id="condemned on Monday"),
        pytest.param(["CriticiseAccuse"], ["occurred"], "White House", ("2025-08-30", "2025-08-30"), id="answered on Saturday"),
    ],
)
def test_an_event_is_found_with_who_and_when(
    found: list[dict[str, Any]], types: list[str], statuses: list[str], who: str | None, days: tuple[str, str]
) -> None:
    assert [mention for mention in found if holds(mention, types, statuses, who, days)]


def test_the_coming_operation_is_no_fact_and_has_a_source(found: list[dict[str, Any]]) -> None:
    coming = [mention for mention in found if holds(mention, ["EnforceArrest"], UNSURE, None, ("2025-09-01", "2025-09-07"))]
    assert [mention for mention in coming if mention["attributed_to"]]


def test_the_remark_of_the_vice_president_is_on_its_day_and_in_its_place(found: list[dict[str, Any]]) -> None:
    days = ("2025-08-28", "2025-08-28")
    said = [mention for mention in found if (date := mention["date"]) and (date["begin"], date["end"]) == days]
    assert [
        mention for mention in said if "JD Vance" in {*mention["actors"], mention["attributed_to"]} and "La Crosse" in mention["sentence"]
    ]
