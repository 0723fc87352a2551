"""Replies in one piece: uvicorn writes the head and the body of each by itself, and a client would be woken for both."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.auto import AutoHTTPProtocol

if TYPE_CHECKING:
    from collections.abc import Callable

    Base = asyncio.Protocol
else:
    Base = AutoHTTPProtocol


class Joined:
    """A transport that writes at once what it is given in one turn of the loop; it is the other one in everything else."""

    def __init__(self, inner: asyncio.Transport, soon: Callable[[Callable[[], None]], object]) -> None:
        """``soon`` is the loop's ``call_soon``."""
        self._inner, self._soon = inner, soon
        self._parts: list[bytes] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def write(self, data: bytes) -> None:
        """Takes some bytes, for later in this turn."""
        if not self._parts:
            self._soon(self._flush)
        self._parts.append(data)

    def close(self) -> None:
        """Closes the connection, once all is written."""
        self._flush()
        self._inner.close()

    def _flush(self) -> None:
        if self._parts and not self._inner.is_closing():
            self._inner.writelines(self._parts)
        self._parts = []


class JoinedProtocol(Base):
    """uvicorn's own protocol, with replies in one piece."""

    def connection_made(self, transport: Any) -> None:
        """A client is there."""
        super().connection_made(Joined(transport, asyncio.get_running_loop().call_soon))  # type: ignore[arg-type]  # it does what one does
