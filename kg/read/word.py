"""Word files: a ZIP archive with the text in one XML document, read without the pictures, styles and programs beside it.

As the text stands once all changes that are tracked in it are accepted: what was put in belongs to it, what was struck out does not.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from kg.errors import SourceError
from kg.model import Article
from kg.read.options import Found, Options, Source, oversized
from kg.read.packed import DAMAGE, allowance_of, damaged, seekable
from kg.read.view import whole

DOCUMENT = "word/document.xml"
_FACTS = "docProps/core.xml"
# An XML document of Word has some ten bytes for each letter of its text.
_WORDY = 10
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The same thing once more, for programs that do not know the first way; and what was struck out or moved away.
_SKIPPED = {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_W}del", f"{_W}moveFrom"}
_SIGNS = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}
_NO_TITLE = re.compile(r"(?:untitled|(?:microsoft )?word document|document\d*|.*\.(?:docx?|docm|odt|rtf)\s*)", re.IGNORECASE)


def words(source: Source, options: Options) -> Iterator[Found]:
    """The one article of a Word file, a blank line between paragraphs. Raises SourceError.

    The day is that of its first lines: its metadata have that of the template, or of a copy.
    """
    allowance = allowance_of(source)
    with seekable(source) as stream:
        try:
            with zipfile.ZipFile(stream) as archive:
                parts = [_part(archive, name, source, options) for name in (DOCUMENT, _FACTS)]
        except (*DAMAGE, KeyError) as error:
            raise damaged(source.place, error) from error
    allowance.take(sum(map(len, parts)))
    paragraphs = [pair for pair in _paragraphs(_tree(parts[0], source)) if pair[1]]
    text = "\n\n".join(words for _, words in paragraphs)
    title = next((words for style, words in paragraphs if style == "Title"), None) or _told_title(parts[1], source)
    yield Found(source.place, Article(source.doc, text, title))


def _part(archive: zipfile.ZipFile, name: str, source: Source, options: Options) -> bytes:
    if name not in archive.namelist():
        if name == DOCUMENT:
            raise SourceError(source.place, "no Word file: there is no text in it", "save it as .docx, .pdf or .txt")
        return b""
    # what the archive says of the size is not taken for true
    with archive.open(name) as part:
        data = part.read(_WORDY * options.max_bytes + 1)
    if len(data) > _WORDY * options.max_bytes:
        raise oversized(source.place, options)
    return data


def _tree(data: bytes, source: Source) -> Any:
    from lxml import etree

    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(source.place, error) from error


def _paragraphs(root: Any) -> Iterator[tuple[str, str]]:
    """The name of the style and the words of each paragraph; one inside of another, as in a text box, comes first."""
    from lxml import etree

    open_: list[tuple[list[str], list[str]]] = []
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in _SKIPPED:
            skipped += 1 if event == "start" else -1
        elif skipped:
            continue
        elif element.tag == f"{_W}p" and event == "start":
            open_.append(([], []))
        elif element.tag == f"{_W}p":
            styles, said = open_.pop()
            yield "".join(styles[:1]), " ".join(whole("".join(said)).split())
        elif open_ and event == "start":
            _take(element, *open_[-1])


def _take(element: Any, styles: list[str], said: list[str]) -> None:
    if element.tag == f"{_W}t":
        said.append(element.text or "")
    elif element.tag == f"{_W}pStyle":
        styles.append(str(element.get(f"{_W}val")))
    else:
        said.append(_SIGNS.get(element.tag, ""))


def _told_title(data: bytes, source: Source) -> str | None:
    """The title that the metadata say, where they do."""
    if not data:
        return None
    title = " ".join(whole(_tree(data, source).findtext("{http://purl.org/dc/elements/1.1/}title") or "").split())
    return title if title and not _NO_TITLE.fullmatch(title) else None
