from __future__ import annotations

import re

import pytest

from kg.views.page import asset
from kg.views.words import FAMILIES

SCHEMES = dict(zip(("light", "dark"), re.findall(r":root \{(.*?)\}", asset("base.css"), re.DOTALL), strict=True))
MARKS = [*(code for code, _ in FAMILIES), "conflict", "cooperation", "strong"]


def colours(scheme: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})\b", SCHEMES[scheme]))


def brightness(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, two: str) -> float:
    low, high = sorted((brightness(one), brightness(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "surface", "raised"])
@pytest.mark.parametrize("text", ["ink", "muted", "accent"])
def test_text_stands_out_from_every_ground(scheme: str, ground: str, text: str) -> None:
    found = colours(scheme)
    assert contrast(found[text], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("mark", MARKS)
def test_marks_stand_out_from_the_paper(scheme: str, mark: str) -> None:
    found = colours(scheme)
    assert contrast(found[mark], found["paper"]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_marked_trigger_can_be_read(scheme: str) -> None:
    found = colours(scheme)
    assert contrast(found["on-glow"], found["glow"]) >= 4.5


@pytest.mark.parametrize(
    "name",
    ["dom.js", "panel.js", "filters.js", "items.js", "timeline.js", "network.js", "network_labels.js", "strip.js", "pan.js", "lanes.js"],
)
def test_our_scripts_never_parse_markup(name: str) -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function", asset(name))
