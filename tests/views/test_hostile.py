"""A hundred and twenty strings that would run, load or lead astray if any part of a page took them for more than text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from kg.graph.rows import EventRow
from kg.views.answer import answer_html
from kg.views.html import explorer_html

pytestmark = pytest.mark.browser
RUN = "window.__ran=(window.__ran||0)+1"
MARKUP = (
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"<img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<body onload={RUN}>",
    f"<details open ontoggle={RUN}>x</details>",
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    f"<a href=javascript:{RUN}>x</a>",
    f"<form action=javascript:{RUN}><input type=submit autofocus onfocus={RUN}></form>",
    f"<object data=javascript:{RUN}></object>",
    f"<style>*{{background:url(javascript:{RUN})}}</style>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "<meta http-equiv=refresh content=0;url=https://evil.example>",
    "<base href=https://evil.example>",
    f"<template><script>{RUN}</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={RUN}>'>",
    f"<!--<img src=--><img src=x onerror={RUN}>-->",
    f"<![CDATA[<script>{RUN}</script>]]>",
)
WRAPS = ("{}", "\" autofocus onfocus='{}' x=\"", "'>{}", "&lt;{}&gt;", "\u202e{}\u202c")
PLAIN = (
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}//",
    f"data:text/html,<script>{RUN}</script>",
    "https://a.example/\u202egpj.exe",
    f"vbscript:{RUN}",
    "{{constructor.constructor('window.__ran=1')()}}",
    "${window.__ran=1}",
    "__proto__",
    "constructor",
    "$title {{ 7*7 }} {% raw %}",
    "\u202e\u2066\u2067right to left\u2069",
    "\x00\x08\x1b[31m",
    "\ud800 half",
    '=HYPERLINK("https://evil.example")',
    "-->",
    "]]>",
    "\u2028\u2029",
    "&#60;script&#62;",
    "%3Cscript%3E",
    "a" * 5000,
)
STRINGS = [*(wrap.format(text) for wrap, text in product(WRAPS, MARKUP)), *PLAIN]
OPEN = "kg.data.events.forEach(({ n }) => kg.choose({ events: [n] }))"
SAVE = """for (const save of ['csv', 'citations']) kg[save]();
for (const draw of Object.values(kg.pictures)) new XMLSerializer().serializeToString(draw());"""
FIELDS = ("id", "label", "type_label", "object", "instrument", "place", "topic_label", "time_words", "edtf")


def spoiled(row: EventRow, text: str) -> EventRow:
    said = replace(
        row.supports[0], quote=text, title=text, publisher=text, attributed_to=text, rule=text, url=text, time_words=text, article=text
    )
    people = ((text, text),)
    return replace(row, **dict.fromkeys(FIELDS, text), agents=people, targets=(("police", "Port Wren Police"),), supports=(said,))


def shown(page: Any) -> str:
    """Walks a page as a reader would, and gives all the text met on the way."""
    text = ""
    for tab in page.get_by_role("tab").all():
        tab.click()
        page.evaluate("new Promise(requestAnimationFrame)")
        text += page.evaluate("document.body.innerText")
    page.evaluate("kg.growTable?.(1000)")
    text += page.evaluate("document.body.textContent")
    page.evaluate(OPEN)
    page.evaluate(SAVE)
    return text


def test_there_are_a_hundred_and_twenty_strings() -> None:
    assert len(set(STRINGS)) == 120


@pytest.mark.parametrize("kind", ["explorer", "answer"])
def test_no_hostile_string_runs_loads_or_becomes_an_element(
    browser: Any, settle: Any, tmp_path: Path, make_row: Callable[..., EventRow], kind: str
) -> None:
    rows = [spoiled(make_row(day=n % 40), text) for n, text in enumerate(STRINGS)]
    cells = [("2031-04-01", text, text, "x") for text in STRINGS]
    title = STRINGS[1]
    html = explorer_html(rows, title) if kind == "explorer" else answer_html(("begin", STRINGS[2], "source", "target"), cells, title)
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    met: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: met.append(dialog.message))
    page.on("console", lambda message: met.append(message.text))
    page.on("pageerror", lambda error: met.append(str(error)))
    page.goto(file.as_uri())
    settle(page)
    text = shown(page)
    foreign = page.locator("iframe, img, object, embed, form, base, link, math, template, body script ~ script ~ script ~ script").count()
    state = page.evaluate("[window.__ran, location.protocol, document.title === document.querySelector('h1').textContent]")
    links = page.evaluate("[...document.links].map((link) => link.protocol).filter((kind) => !/^https?:$/.test(kind))")
    context.close()
    assert (state, foreign, links, met) == ([None, "file:", True], 0, [], [])
    assert [url for url in asked if not url.startswith(("file:", "blob:"))] == []
    assert MARKUP[0] in text
    assert text.count(RUN) > 40
