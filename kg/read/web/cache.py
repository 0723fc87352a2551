"""Pages kept from an earlier run, so that a server need only say that nothing is new."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.model import digest


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was served, with what the server tells its state by; a state of None says nothing."""

    content: bytes
    media: str | None
    charset: str | None
    etag: str | None = None
    modified: str | None = None

    def questions(self) -> dict[str, str]:
        """The headers that ask whether anything has changed since."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in asked.items() if value}


def load(folder: Path | None, url: str) -> Kept | None:
    """The page kept for an address; None where there is none, or its files are broken."""
    if folder is None:
        return None
    about, content = _files(folder, url)
    try:
        facts = json.loads(about.read_text(encoding="utf-8"))
        data = content.read_bytes()
        known = {name: facts[name] for name in ("media", "charset", "etag", "modified")}
        whole = facts["url"] == url and facts["size"] == len(data)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Kept(data, **known) if whole else None


def keep(folder: Path | None, url: str, page: Kept) -> None:
    """Keeps a page that can be asked after; where the folder cannot be written, it is read anew the next time."""
    if folder is None or not page.questions():
        return
    facts = {name: value for name, value in asdict(page).items() if name != "content"}
    about, content = _files(folder, url)
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        _write(content, page.content)
        _write(about, json.dumps({"url": url, "size": len(page.content), **facts}).encode("utf-8"))


def _files(folder: Path, url: str) -> tuple[Path, Path]:
    name = digest(url, length=32)
    return folder / f"{name}.json", folder / f"{name}.page"


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, whoever else writes the same."""
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
