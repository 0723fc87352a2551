"""The shell of every page: one file, no request to anywhere, a policy that lets nothing run but what we wrote."""

from __future__ import annotations

import html
import json
import re
import zlib
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

# The name of what a page reads when its first picture stands.
LATER = "later"
HALF = re.compile("[\ud800-\udfff]")
# Beyond level 5 zlib takes twice the time for a fiftieth of the size, which only a small page has to spare.
LEVEL, BEST, SMALL = 5, 9, 500_000
AROUND_RULES = re.compile(r"\s*([{};,])\s*")
COLON = re.compile(r":\s+")
# Not + and -: between "a - -b" a blank means something.
AROUND_SIGNS = re.compile(r" ?([{}()\[\],;:=<>*?&|]) ?")
STRING = re.compile(r'("(?:[^"\\]|\\.)*"|`[^`\\]*`)')
OTHER_TEXT = re.compile(r"['/\\]")
# What no HTML text can carry: half a surrogate pair, and the control characters that a parser drops or changes.
UNPRINTABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f\x7f]")


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The text of one file of ``kg/views/assets``, newlines as LF."""
    return files("kg.views.assets").joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")


def escape(text: object) -> str:
    """``text`` for the inside of an element or of a quoted attribute, as text and nothing else.

    >>> escape('<b onclick="x">')
    '&lt;b onclick=&quot;x&quot;&gt;'
    """
    return html.escape(UNPRINTABLE.sub("\ufffd", str(text)))


def embed(data: Mapping[str, Any]) -> str:
    """``data`` as JSON, deflated and in base64: a browser inflates it faster than it reads it, and no letter of it is markup.

    Half of a surrogate pair, which UTF-8 cannot hold, is escaped as JSON has it.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    try:
        plain = text.encode("utf-8")
    except UnicodeEncodeError:
        plain = HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode("utf-8")
    return b64encode(zlib.compress(plain, BEST if len(plain) < SMALL else LEVEL)).decode("ascii")


def source_hash(text: str) -> str:
    """The CSP source that allows exactly this inline block."""
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def policy(styles: Iterable[str], scripts: Iterable[str]) -> str:
    """A Content-Security-Policy under which only these blocks apply and nothing is loaded or sent."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {' '.join(map(source_hash, scripts))}",
            f"style-src {' '.join(map(source_hash, styles))}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


# Runs before the body is read: where scripts run, the table need not be laid out before the picture.
HEAD_SCRIPT = 'document.documentElement.classList.add("js");'


def page(title: str, body: str, style: str, scripts: tuple[str, ...], data: Mapping[str, Any]) -> str:
    """One whole HTML file. ``body`` is our own markup, already escaped; ``data`` is read by the scripts from ``#kg-data``.

    The parts of its LATER, a list, stand in ``#kg-more``, a line each, behind the scripts: the first picture need not wait for them.
    """
    more = "\n".join(map(embed, data.get(LATER, ())))
    now = {name: value for name, value in data.items() if name != LATER}
    return "".join(
        (
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy([style], (HEAD_SCRIPT, *scripts)))}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n',
            f"<title>{escape(title)}</title>\n<style>{style}</style>\n<script>{HEAD_SCRIPT}</script>\n</head>\n<body>\n{body}\n",
            f'<script type="text/plain" id="kg-data">{embed(now)}</script>\n',
            *(f"<script>{script}</script>\n" for script in scripts),
            f'<script type="text/plain" id="kg-more">{more}</script>\n',
            "</body>\n</html>\n",
        )
    )


def bundle(*names: str) -> str:
    """Several assets in a row, as one block, without the comments, the indentation and the blanks that only people need.

    A line that is a comment goes; none of our assets has a string or a rule that runs over lines and minds its indentation.
    """
    lines = ((name, line.strip()) for name in names for line in asset(name).split("\n"))
    kept = ((name, line) for name, line in lines if line and not line.startswith("//") and line != '"use strict";')
    return "\n".join(_style(line) if name.endswith(".css") else _code(line) for name, line in kept)


def _style(line: str) -> str:
    """A line of a style sheet without needless blanks. No string in ours has a colon, a brace, a comma or a semicolon."""
    return COLON.sub(":", AROUND_RULES.sub(r"\1", line)).replace(";}", "}")


def _code(line: str) -> str:
    """A line of a script without needless blanks.

    Only strings in double quotes and templates are told from code: a line with any other sign that may begin text (a quote, a regular
    expression), with an escape or with a template inside of a template stays as it is.

    >>> _code('const a = (b, "x = y") => ({ c: d - -1 });')
    'const a=(b,"x = y")=>({c:d - -1});'
    >>> _code('f(`${a} = ${b}`, c ? `x ${d ? `y` : ""}` : 1);')
    'f(`${a} = ${b}`, c ? `x ${d ? `y` : ""}` : 1);'
    """
    parts = STRING.split(line)
    whole = all(part.count("${") == part.count("}") for part in parts[1::2] if part[0] == "`")
    if OTHER_TEXT.search(line) or not whole or any("`" in part for part in parts[::2]):
        return line
    return "".join(part if n % 2 else AROUND_SIGNS.sub(r"\1", part) for n, part in enumerate(parts))


def script(*names: str) -> str:
    """Our modules as one script. It may wait, for the data to be inflated; all of it is one scope."""
    return f'"use strict";\n(async () => {{\n{bundle(*names)}\n}})();'
