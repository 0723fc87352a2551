"""Where sources lie: files, folders and globs, in an order that is the same on every machine."""

from __future__ import annotations

import fnmatch
import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from kg.errors import SourceError
from kg.read.view import shown, whole

_MAGIC = re.compile(r"[*?[]")
_SPELL = "check the spelling, or quote the pattern"


class Place(NamedTuple):
    """A file to read. ``named`` tells whether the user named it, or it was found in a folder or by a pattern."""

    path: Path
    doc: str
    named: bool


def places(source: str) -> Iterator[Place | SourceError]:
    """The files that ``source`` stands for: itself, all in the folder, or all that fit the pattern; and refusals.

    Hidden files and folders are left out, links to folders are not followed. A file's doc is its path as given, or its
    path inside the folder; for an absolute path, which says more about the machine than about the article, its last part.
    """
    path = Path(source)
    if os.path.lexists(path) and not path.is_dir():
        yield Place(path, whole(path.name if path.is_absolute() else path.as_posix()), named=True)
    elif path.is_dir():
        yield from _walk(path, path)
    elif _MAGIC.search(source):
        yield from _glob(path)
    else:
        yield SourceError(shown(source), "no such file or folder", "check the spelling")


def _glob(pattern: Path) -> Iterator[Place | SourceError]:
    """The files that fit the pattern. Walking is ours, since glob's own ``**`` follows links round and round."""
    fixed = next(number for number, part in enumerate(pattern.parts) if _MAGIC.search(part))
    base, wanted = Path(*pattern.parts[:fixed]), pattern.parts[fixed:]
    doc_base = base if pattern.is_absolute() else Path()
    found = False
    for place in _walk(base, doc_base, None if "**" in wanted else len(wanted)):
        if isinstance(place, SourceError) or _fits(place.path.relative_to(base).parts, wanted):
            found = True
            yield place
    if not found:
        yield SourceError(shown(str(pattern)), "no file fits the pattern", _SPELL)


def _fits(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(_fits(parts[skip:], pattern[1:]) for skip in range(len(parts) + 1))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:])


def _walk(root: Path, doc_base: PurePath, depth: int | None = None) -> Iterator[Place | SourceError]:
    """Every file below ``root``, sorted, files before folders; ``depth`` 1 is the folder alone."""
    waiting = [(root, 1)]
    while waiting:
        folder, level = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                visible = sorted((entry for entry in entries if not entry.name.startswith(".")), key=lambda entry: entry.name)
        except OSError as error:
            yield SourceError(shown(folder.as_posix()), f"cannot be opened ({error.strerror})", "check its name and permissions")
            continue
        for entry in visible:
            if not entry.is_dir(follow_symlinks=False):
                path = folder / entry.name
                yield Place(path, whole(path.relative_to(doc_base).as_posix()), named=False)
        if depth is None or level < depth:
            folders = (folder / entry.name for entry in visible if entry.is_dir(follow_symlinks=False))
            waiting.extend((path, level + 1) for path in reversed(list(folders)))
