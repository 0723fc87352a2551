"""One mention as one JSON object: what ``kg extract`` prints and what the JSON lines of an export hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kg.model import Article, Mention, TimeSpan


def mention_json(article: Article, mention: Mention, event: str | None = None) -> dict[str, Any]:
    """A mention as plain data, in the order of keys of ``kg extract``; ``event`` is the id of the event that it was resolved to.

    ``start`` and ``end`` are the trigger's, in code points of the article's text. ``date`` is None where the text gives none.
    """
    return {
        "doc": article.doc,
        "event": event,
        "type": mention.type,
        "status": mention.status,
        "trigger": mention.words,
        "start": mention.trigger.start,
        "end": mention.trigger.end,
        "sentence": mention.evidence.quote,
        "actors": [agent.name for agent in mention.agents],
        "targets": [target.name for target in mention.targets],
        "object": mention.object,
        "place": mention.place,
        "date": date_json(mention.time),
        "attributed_to": mention.attributed_to.name if mention.attributed_to else None,
        "confidence": mention.confidence,
        "rule": mention.evidence.rule,
    }


def resolved_json(article: Article, mention: Mention, event: str | None, names: Mapping[str, str]) -> dict[str, Any]:
    """As ``mention_json``, with the ids of the actors beside their names; ``names`` gives an actor's name by its id.

    An actor's id is None where the mention's participant was not resolved, and its name is then the text's.
    """
    people = {"actors": mention.agents, "targets": mention.targets}
    result = mention_json(article, mention, event)
    for key, participants in people.items():
        result[key] = [names.get(person.actor or "", person.name) for person in participants]
        result[f"{key[:-1]}_ids"] = [person.actor for person in participants]
    source = mention.attributed_to
    result["attributed_to"] = names.get(source.actor or "", source.name) if source else None
    result["attributed_to_id"] = source.actor if source else None
    return result


def date_json(time: TimeSpan | None) -> dict[str, Any] | None:
    """A time as plain data: days in ISO 8601, None for an open end; None for no time at all.

    >>> date_json(None) is None
    True
    """
    if time is None:
        return None
    return {
        "begin": time.begin.isoformat() if time.begin else None,
        "end": time.end.isoformat() if time.end else None,
        "edtf": time.edtf,
        "granularity": time.granularity,
        "basis": time.basis,
        "words": time.words,
    }
