"""A reply is written in one piece."""

from __future__ import annotations

from kg.server.joined import Joined


class Written:
    """A transport that keeps what it is given."""

    def __init__(self) -> None:
        self.said: list[object] = []

    def writelines(self, parts: list[bytes]) -> None:
        self.said.append(b"".join(parts))

    def close(self) -> None:
        self.said.append(None)

    def is_closing(self) -> bool:
        return None in self.said


def test_head_and_body_of_a_reply_are_written_at_once_and_before_the_end() -> None:
    inner, later = Written(), []
    joined = Joined(inner, later.append)  # type: ignore[arg-type]  # it has what a Joined asks of a transport
    for part in (b"head", b"body"):
        joined.write(part)
    assert (inner.said, len(later)) == ([], 1)
    later.pop()()
    joined.write(b"last")
    joined.close()
    later.pop()()
    assert inner.said == [b"headbody", b"last", None]
    assert joined.is_closing()
