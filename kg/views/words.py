"""Plain words for what a row says: when it was, how that is known, how sure it is, what kind of act it is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from urllib.parse import urlsplit

from kg.graph.rows import EventRow, Support

# (code, chip, what it means), in the order in which the pages show them.
STATUSES = (
    ("occurred", "Happened", "The article reports it as done."),
    ("ongoing", "Under way", "It had begun and was not over when the article was written."),
    ("planned", "Planned", "Somebody intends it; it had not happened yet."),
    ("proposed", "Proposed", "Put forward, not decided."),
    ("claimed", "Claimed", "Somebody says so; the article does not say it on its own account."),
    ("hypothetical", "Hypothetical", "Spoken of as a possibility only."),
    ("negated", "Did not happen", "The article says that it did not or will not happen."),
)
# The order in which an event takes its status from what texts say of it, as kg.resolve has it: the "as of" of the pages needs it.
SUREST = ("occurred", "ongoing", "claimed", "planned", "proposed", "hypothetical", "negated")
FAMILIES = (
    ("institutional", "Official acts"),
    ("verbal", "Statements"),
    ("verbal-cooperation", "Cooperation, in words"),
    ("material-cooperation", "Cooperation, in deeds"),
    ("verbal-conflict", "Conflict, in words"),
    ("material-conflict", "Conflict, in deeds"),
    ("other", "Other"),
)
FAMILY_CODES = frozenset(code for code, _ in FAMILIES)
# (code, what stands over the other event, what stands over this one where the other is shown)
RELATIONS = (
    ("about", "About", "What is said of it"),
    ("respondsTo", "In answer to", "Answered by"),
    ("partOf", "Part of", "Parts of it"),
    ("realises", "The plan for it", "It came about"),
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
EN_DASH = "–"
PLAIN_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?:[/?#]|$)")


def status_label(status: str) -> str:
    """The chip of a status; an unknown status stands for itself."""
    return next((chip for code, chip, _ in STATUSES if code == status), status)


def family_code(family: str) -> str:
    """The family if the pages have a colour for it, else ``other``."""
    return family if family in FAMILY_CODES else "other"


def family_label(family: str) -> str:
    """The words of a family.

    >>> family_label("material-conflict")
    'Conflict, in deeds'
    """
    return dict(FAMILIES)[family_code(family)]


def tone(family: str) -> str:
    """``conflict``, ``cooperation`` or ``other``.

    >>> tone("verbal-conflict"), tone("institutional")
    ('conflict', 'other')
    """
    side = family.rpartition("-")[2]
    return side if side in ("conflict", "cooperation") else "other"


def day_words(day: date) -> str:
    """A day as an English reader says it, whatever the machine's locale.

    >>> day_words(date(2025, 8, 30))
    '30 August 2025'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_words(begin: date, end: date) -> str:
    """The days from ``begin`` to ``end``, whole months and years by their names.

    >>> span_words(date(2025, 6, 1), date(2025, 6, 30)), span_words(date(2025, 8, 25), date(2025, 8, 30))
    ('June 2025', '25–30 August 2025')
    """
    after = end + timedelta(days=1) if end < date.max else end
    whole = begin.day == 1 and after.day == 1
    if begin == end:
        return day_words(begin)
    if whole and begin.month == 1 and after.month == 1:
        return f"{begin.year}" if begin.year == end.year else f"{begin.year}{EN_DASH}{end.year}"
    if whole and (begin.year, begin.month) == (end.year, end.month):
        return f"{MONTHS[begin.month - 1]} {begin.year}"
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day}{EN_DASH}{day_words(end)}"
    left = f"{begin.day} {MONTHS[begin.month - 1]}" if begin.year == end.year else day_words(begin)
    return f"{left} {EN_DASH} {day_words(end)}"


def when_words(begin: date | None, end: date | None) -> str:
    """When something happened, as far as it is known; an open end is said, no day is invented.

    >>> when_words(date(2025, 6, 5), None), when_words(None, None)
    ('from 5 June 2025, end not known', 'no date known')
    """
    if begin and end:
        return span_words(begin, end)
    if begin:
        return f"from {day_words(begin)}, end not known"
    return f"until {day_words(end)}, beginning not known" if end else "no date known"


def how_words(basis: str, words: str) -> str:
    """How a date is known, in a clause.

    >>> how_words("relative", "Saturday")
    'computed from “Saturday” and the day of the article'
    """
    quoted = f"“{words}”" if words else "the text"
    return {
        "explicit": f"the article says {quoted}" if words else "stated in the article",
        "relative": f"computed from {quoted} and the day of the article",
        "dateline": "the article's own date; the sentence gives none",
    }.get(basis, "the article gives no date")


def status_words(row: EventRow) -> str:
    """The status in words, with the names of those whose word it is.

    A claim without a named source stays a claim.
    """
    names = sorted({s.attributed_to for s in row.supports if s.attributed_to and s.status == row.status})
    label = status_label(row.status)
    return f"{label}, according to {', '.join(names)}" if names else label


def source_words(support: Support) -> str:
    """Publisher, title and day of the article behind a sentence, as far as it gives them."""
    day = day_words(support.published) if support.published else None
    parts = [support.publisher, support.title, day]
    return " · ".join(part for part in parts if part) or "Source without a name"


def safe_url(url: str | None) -> str | None:
    """``url`` if it is a plain web address, else None: nothing else becomes a link.

    >>> safe_url("https://example.org/a"), safe_url("javascript:alert(1)"), safe_url("//x"), safe_url("https://[")
    ('https://example.org/a', None, None, None)
    """
    # Of white space only the blank counts as printable.
    if not url or " " in url or not url.isprintable():
        return None
    if PLAIN_URL.match(url):  # nearly all: to take each apart would cost a tenth of the making of a large page
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def order(row: EventRow) -> tuple[date, date, str, str]:
    """Sorts rows by time, then label, then id; the undated come last. The same for every order of reading."""
    known = row.begin or row.end or date.max
    return known, row.end or date.max, row.label, row.id
