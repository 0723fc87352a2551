"""Markup to text: what a feed, a mail or a dump holds of an article as HTML, without looking for an article in it."""

from __future__ import annotations

import re

from kg.errors import SourceError

MOST_TAGS = 50_000
_TAG = re.compile(
    r"<(?:/?(?:p|br|div|a|b|i|em|strong|ul|ol|li|h[1-6]|span|img|figure|table|blockquote)\b[^<>]{0,500}|!\[CDATA\[)[^<>]*>", re.IGNORECASE
)
_ENDS = dict.fromkeys(
    [
        *("address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"),
    ],
    "\0",
) | {"br": "\1"}
_BREAKS = re.compile(r"\x01\s*(?:\x01\s*)+")
_SILENT = frozenset(["script", "style", "noscript", "template", "head", "title", "figure", "svg", "iframe", "button", "form"])


def is_markup(text: str) -> bool:
    """Whether the text has tags that HTML has for prose.

    >>> is_markup("<p>The mayor signed.</p>"), is_markup("The mayor <mayor@x.example> signed if a < b.")
    (True, False)
    """
    return _TAG.search(text) is not None


def plain_text(html: str, place: str) -> str:
    """The words of a piece of HTML, one blank line between paragraphs; empty where there are none.

    Raises SourceError for more tags than any article has.

    >>> plain_text("<p>The mayor<br>signed &amp; left.</p><script>x</script><p>So  did <b>all</b>.</p>", "a")
    'The mayor signed & left.\\n\\nSo did all.'
    """
    if html.count("<") > MOST_TAGS:
        raise SourceError(place, "too many tags for an article", "save the article's text as .txt")
    paragraphs = (" ".join(part.split()) for part in _BREAKS.sub("\0", _words(html)).replace("\1", " ").split("\0"))
    return "\n\n".join(part for part in paragraphs if part)


def _words(html: str) -> str:
    """The text of the elements in their order, a NUL where a paragraph ends, and a 1 where a line does."""
    from lxml import etree
    from lxml.html import HTMLParser, fromstring

    parts: list[str] = []
    skipped = 0
    try:
        root = fromstring(f"<div>{_clean(html)}</div>", parser=HTMLParser(huge_tree=False, remove_comments=True, remove_pis=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = str(element.tag)
        if event == "start":
            skipped += name in _SILENT
            parts.append(_ENDS.get(name, ""))
            parts.append("" if skipped else element.text or "")
        else:
            skipped -= name in _SILENT
            parts.append(_ENDS.get(name, "") if name != "br" else "")
            parts.append("" if skipped or element is root else element.tail or "")
    return "".join(parts)


def _clean(html: str) -> str:
    """Without what no parser of HTML takes: control characters and lone surrogates."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", " ", html)
