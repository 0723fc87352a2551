"""The ledger of a store on disk: which articles can concern each other, and which acts lie before and after a day.

It stands in a file of SQLite inside of the store's folder and holds nothing that the graph does not say: where it is missing, or was not
kept, everything is worked out anew and the ledger written anew. Before a store changes in a way that the ledger does not follow, it is
spoilt; a change that it follows is announced first and entered once the store has it, so that a process killed in between leaves a
spoilt ledger and never a wrong one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from kg.errors import StoreError

FILE = "kg-ledger.sqlite"
_FORMAT = "1"
_TABLES = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS article (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, mentions INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS waiting (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS block (key INTEGER, article INTEGER, PRIMARY KEY (key, article)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS block_article ON block (article);
CREATE TABLE IF NOT EXISTS act (key TEXT, day TEXT, event TEXT, PRIMARY KEY (key, day, event)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS act_event ON act (event);
"""

Act = tuple[str, str]
"""What an event is found by, and its day as 2025-08-30, "" for one without."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the ledger: the first 16 digits of its id, the number of its mentions, and the keys under which it is found."""

    article: str
    mentions: int
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is in a store."""

    articles: int
    mentions: int
    events: int
    actors: int


@dataclass(frozen=True, slots=True)
class Entries:
    """What a change does to the ledger. ``acts`` has those of each event by its id; the numbers are those of more events and actors."""

    articles: tuple[Entry, ...] = ()
    gone: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()
    """Articles that have waited and wait no more."""
    acts: tuple[tuple[str, tuple[Act, ...]], ...] = ()
    past: tuple[str, ...] = ()
    events: int = 0
    actors: int = 0


class Ledger:
    """One open ledger; only the process that writes the store has it open."""

    def __init__(self, base: sqlite3.Connection, place: str) -> None:
        self._base, self._place = base, place

    @classmethod
    def open(cls, folder: Path) -> Ledger:
        """The ledger of the store in this folder, a new and spoilt one where there is none. Raises StoreError."""
        file = folder / FILE
        try:
            base = sqlite3.connect(file, isolation_level=None)
            base.executescript(_TABLES)
        except sqlite3.Error as error:
            raise StoreError(str(file), f"cannot be opened ({error})", "delete this file, it is made anew") from error
        return cls(base, str(file))

    def close(self) -> None:
        """Lets go of the file; closing twice is harmless."""
        self._base.close()

    # ---- whether it holds

    def holds(self, made_by: str) -> bool:
        """Whether it follows the store, as worked out with what ``made_by`` is a digest of: rules, actor files, judgements."""
        return self._state("made by") == f"{_FORMAT} {made_by}"

    @property
    def is_kept(self) -> bool:
        """Whether it follows the store, whatever that was worked out with, and nothing waits."""
        return self._state("made by") is not None and not self.waiting()

    def spoil(self) -> None:
        """Says that it no longer follows the store."""
        self._run("DELETE FROM state WHERE name = 'made by'")

    def waiting(self) -> list[str]:
        """The articles that the store may have and of which no event was worked out yet, sorted."""
        return [name for (name,) in self._run("SELECT id FROM waiting ORDER BY id")]

    def wait(self, articles: Iterable[str]) -> None:
        """Notes articles that the store is about to get, without their events."""
        with self._together():
            self._base.executemany("INSERT OR IGNORE INTO waiting VALUES (?)", ((name,) for name in articles))

    # ---- what it knows

    def near(self, keys: Iterable[str]) -> list[str]:
        """The articles with one of these keys, sorted; more than these where two keys have one digest."""
        found: set[str] = set()
        select = "SELECT id FROM block JOIN article ON article.number = block.article WHERE key = ?"
        for key in {_digest(key) for key in keys}:
            found.update(name for (name,) in self._run(select, key))
        return sorted(found)

    def acts(self, key: str, since: str = "", until: str = "9999") -> list[tuple[str, str]]:
        """Day and id of the events with this key from one day to another, in order; the first day may be "", which takes those without."""
        select = "SELECT day, event FROM act WHERE key = ? AND day >= ? AND day <= ? ORDER BY day, event"
        return [(day, event) for day, event in self._run(select, key, since, until)]

    def after(self, key: str, day: str) -> Iterator[tuple[str, str]]:
        """The same from a day on, one at a time."""
        yield from self._run("SELECT day, event FROM act WHERE key = ? AND day >= ? ORDER BY day, event", key, day)

    def before(self, key: str, day: str) -> Iterator[tuple[str, str]]:
        """The same before a day, the latest first."""
        yield from self._run("SELECT day, event FROM act WHERE key = ? AND day < ? ORDER BY day DESC, event", key, day)

    def counts(self) -> Counts:
        """How much there is in the store."""
        ((articles, mentions),) = self._run("SELECT count(*), total(mentions) FROM article")
        return Counts(int(articles), int(mentions), int(self._state("events") or 0), int(self._state("actors") or 0))

    # ---- how it follows

    @contextmanager
    def following(self, made_by: str, entries: Entries) -> Iterator[None]:
        """Enters a change of the store, which is made inside of the ``with``: if that fails, the ledger is spoilt."""
        self.spoil()
        yield
        counts = self.counts()
        with self._together():
            self._enter(entries)
            self._base.executemany("DELETE FROM waiting WHERE id = ?", ((name,) for name in entries.settled))
            self._say("events", str(counts.events + entries.events))
            self._say("actors", str(counts.actors + entries.actors))
            self._say("made by", f"{_FORMAT} {made_by}")

    def renew(self, made_by: str, entries: Entries) -> None:
        """Makes this all that the ledger holds."""
        with self._together():
            for table in ("state", "article", "waiting", "block", "act"):
                self._base.execute(f"DELETE FROM {table}")  # names of our own
            self._enter(entries)
            self._say("events", str(entries.events))
            self._say("actors", str(entries.actors))
            self._say("made by", f"{_FORMAT} {made_by}")

    def _enter(self, entries: Entries) -> None:
        base = self._base
        for name in (*entries.gone, *(one.article for one in entries.articles)):
            base.execute("DELETE FROM block WHERE article IN (SELECT number FROM article WHERE id = ?)", (name,))
            base.execute("DELETE FROM article WHERE id = ?", (name,))
        for one in entries.articles:
            number = base.execute("INSERT INTO article (id, mentions) VALUES (?, ?)", (one.article, one.mentions)).lastrowid
            base.executemany("INSERT OR IGNORE INTO block VALUES (?, ?)", ((_digest(key), number) for key in sorted(one.keys)))
        base.executemany("DELETE FROM act WHERE event = ?", ((event,) for event in (*entries.past, *(event for event, _ in entries.acts))))
        base.executemany(
            "INSERT OR IGNORE INTO act VALUES (?, ?, ?)", ((key, day, event) for event, acts in entries.acts for key, day in acts)
        )

    def _state(self, name: str) -> str | None:
        return next((value for (value,) in self._run("SELECT value FROM state WHERE name = ?", name)), None)

    def _say(self, name: str, value: str) -> None:
        self._run("INSERT OR REPLACE INTO state VALUES (?, ?)", name, value)

    def _run(self, statement: str, *values: object) -> sqlite3.Cursor:
        try:
            return self._base.execute(statement, values)
        except sqlite3.Error as error:
            raise self._unusable(error) from error

    @contextmanager
    def _together(self) -> Iterator[None]:
        """All of it or none."""
        try:
            self._base.execute("BEGIN IMMEDIATE")
            yield
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            if self._base.in_transaction:
                self._base.execute("ROLLBACK")
            raise self._unusable(error) from error

    def _unusable(self, error: sqlite3.Error) -> StoreError:
        return StoreError(self._place, f"cannot be read or written ({error})", "free some space, or delete this file: it is made anew")


def _digest(key: str) -> int:
    """64 bits of a key, as SQLite holds a number."""
    return int.from_bytes(blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big", signed=True)
