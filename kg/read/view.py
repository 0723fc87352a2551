"""The matching view: the same text, as long as before, in which words can be looked up.

Offsets into the view are offsets into the text. Dashes stay: "2017–2021" is a range and " — " an aside, and rules
need to tell them apart; only the characters that are a hyphen under another number become one.
"""

from __future__ import annotations

from unicodedata import category

_SINGLE = "‘’‚‛′ʼ＇"
_DOUBLE = "“”„‟″«»＂"
_HYPHEN = "‐‑−﹣－"
_KNOWN = {ord(char): ascii_ for chars, ascii_ in ((_SINGLE, "'"), (_DOUBLE, '"'), (_HYPHEN, "-"), ("\t\n", None)) for char in chars}
_BY_CATEGORY = {"Cc": " ", "Cf": " ", "Zs": " ", "Zl": "\n", "Zp": "\n", "Cs": "\ufffd"}


class _Table(dict[int, str]):
    """Fills itself with the characters that turn up, so that importing costs nothing."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        known = _KNOWN.get(point, _BY_CATEGORY.get(category(char), char))
        self[point] = char if known is None else known
        return self[point]


_TABLE = _Table()


def matching(text: str) -> str:
    """``text`` with typographic quotes and odd spaces as ASCII, invisible and control characters as one space each.

    Line separators become LF, lone surrogates U+FFFD. Always as long as ``text``, and the view of a view is itself.

    >>> matching("the mayor’s “order”\\u00a0\\u200bof 2017–2021")
    'the mayor\\'s "order"  of 2017–2021'
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return text.translate(_TABLE)


def shown(name: str) -> str:
    """A file's name as one line of a message can show it: newlines, terminal codes and the like as escapes.

    >>> shown("a\\nb.txt")
    'a\\\\nb.txt'
    """
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in name)


def whole(text: str) -> str:
    """``text`` with each lone surrogate, which no file can hold, as U+FFFD; as long as before.

    >>> whole("a\\ud800b") == "a\\ufffdb"
    True
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text
