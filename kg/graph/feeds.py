"""Events for other programs: an Atom feed of what was reported last, a calendar of what is planned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from html import escape

from kg.graph.rows import EventRow

MOST = 200
"""Entries of a feed; the latest."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLANNED = ("planned", "proposed")
_NEVER = date(1970, 1, 1)


def atom(rows: Iterable[EventRow], site: str, iri: str) -> str:
    """The events reported last as Atom (RFC 4287). ``site`` is the address of the server, ``iri`` the base of the data; both end in /.

    An entry was updated on the last day on which an article told of it; undated ones come last, on 1970-01-01.
    """
    ordered = sorted(rows, key=lambda row: (last_report(row), row.id), reverse=True)[:MOST]
    updated = last_report(ordered[0]) if ordered else _NEVER
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>Policy events</title>\n<id>{_xml(site)}feed.atom</id>\n<updated>{_moment(updated)}</updated>\n"
        f'<author><name>kg</name></author>\n<link rel="self" href="{_xml(site)}feed.atom"/>\n'
    )
    return head + "".join(_entry(row, site, iri) for row in ordered) + "</feed>\n"


def last_report(row: EventRow) -> date:
    """The last day on which an article told of the event; 1970-01-01 where none has a day."""
    return max((support.published for support in row.supports if support.published), default=_NEVER)


def _entry(row: EventRow, site: str, iri: str) -> str:
    quotes = "\n".join(dict.fromkeys(support.quote for support in row.supports))
    return (
        f"<entry><title>{_xml(row.label)}</title><id>{_xml(iri)}event/{_xml(row.id)}</id>"
        f'<link href="{_xml(site)}events/{_xml(row.id)}"/><updated>{_moment(last_report(row))}</updated>'
        f'<category term="{_xml(row.type)}"/><category term="{_xml(row.status)}"/>'
        f'<summary type="text">{_xml(quotes)}</summary></entry>\n'
    )


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text)).replace("\r", "&#13;")


def calendar(rows: Iterable[EventRow], site: str) -> str:
    """What is planned or proposed, and has a first day, as iCalendar (RFC 5545): whole days, the last one included."""
    planned = [row for row in rows if row.status in _PLANNED and row.begin]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kg//policy events//EN", "CALSCALE:GREGORIAN"]
    for row in sorted(planned, key=lambda row: (row.begin or _NEVER, row.id)):
        lines.extend(_event(row, site))
    return "".join(f"{part}\r\n" for line in (*lines, "END:VCALENDAR") for part in _folded(line))


def _event(row: EventRow, site: str) -> Iterator[str]:
    begin = row.begin or _NEVER
    quotes = "\n".join(dict.fromkeys(support.quote for support in row.supports))
    yield "BEGIN:VEVENT"
    yield f"UID:{row.id}@kg"
    yield f"DTSTAMP:{_day(last_report(row))}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(begin)}"
    if row.end and row.end < date.max:
        yield f"DTEND;VALUE=DATE:{_day(row.end + timedelta(days=1))}"
    yield f"SUMMARY:{_text(f'{row.label} ({row.status})')}"
    yield f"DESCRIPTION:{_text(quotes)}"
    yield f"URL:{site}events/{row.id}"
    yield "END:VEVENT"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = re.sub(r"\r\n|\r|\n", r"\\n", escaped)
    return "".join(sign if sign.isprintable() else " " for sign in lines)


def _folded(line: str) -> Iterator[str]:
    """A line in parts of at most 75 bytes, each but the first begun with a space; no character is cut."""
    part, size = "", 0
    for sign in line:
        width = len(sign.encode("utf-8", "replace"))
        if size + width > 74:
            yield part
            part, size = " ", 1
        part += sign
        size += width
    yield part
