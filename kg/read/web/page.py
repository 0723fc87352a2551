"""What comes from the web."""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    """What an address gave: where redirects led, the bytes, and what the server says that they are."""

    url: str
    content: bytes
    media: str | None
    charset: str | None
