"""How many independent sources stand behind each event: copies of one text, and reports of one news agency, count once."""

from __future__ import annotations

from collections.abc import Iterable

from kg.model import Event, Reading
from kg.resolve.stories import Stories


def independent_sources(events: Iterable[Event], readings: Iterable[Reading]) -> dict[str, int]:
    """The number of independent sources of every event, by its id; 1 for an event of one article.

    Two articles are one source when one is a copy of the other, both of a wire story, or both reports of one
    agency (see ``kg.resolve.stories``).
    """
    stories, article_of = Stories(), {}
    for reading in readings:
        stories.add(reading.article)
        article_of.update({mention.id: reading.article.id for mention in reading.mentions})
    return {event.id: stories.independent({article_of[mention] for mention in event.mentions}) for event in events}
