"""What a person at a terminal sees of a long run."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from kg.build import Progress, unwatched
from kg.cli.show import watch

pty = pytest.importorskip("pty", reason="a terminal of POSIX")


def seen(monkeypatch: pytest.MonkeyPatch, steps: list[Progress]) -> str:
    """The letters that a terminal gets on stderr."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.setenv("COLUMNS", "100")
        with watch(quiet=False) as show:
            for step in steps:
                show(step)
        terminal.flush()
        os.set_blocking(ours, False)
        data = b""
        with suppress(BlockingIOError):
            while part := os.read(ours, 4096):
                data += part
    os.close(ours)
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", data.decode("utf-8"))


def test_the_bar_has_a_total_once_all_is_read_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "7/?" in seen(monkeypatch, [Progress(40, False, 7)])
    assert "7/40" in seen(monkeypatch, [Progress(40, True, 7)])


def test_nothing_is_shown_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "log").open("w", encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stderr", file)
        with watch(quiet=False) as show:
            assert show is unwatched
    with watch(quiet=True) as show:
        assert show is unwatched
