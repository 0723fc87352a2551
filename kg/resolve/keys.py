"""All keys under which a store finds an article again: through its mentions, and through the names of documents in it."""

from __future__ import annotations

from collections.abc import Mapping

from kg.model import Reading
from kg.resolve.documents import meant
from kg.resolve.index import facts_of
from kg.resolve.instruments import document_key, name_of
from kg.resolve.links import kept
from kg.vocab import TypeInfo


def article_keys(reading: Reading, scheme: Mapping[str, TypeInfo]) -> frozenset[str]:
    """The keys of a resolved article; whoever looks for what can concern another one asks for these (see ``kg.resolve.links``)."""
    typed = [mention for mention in reading.mentions if mention.type is not None]
    documents = {document_key(*name_of(one)) for one, _ in meant(typed) if one.name is not None}
    return frozenset(documents | {key for one in facts_of(reading, scheme) for key in kept(one)})
