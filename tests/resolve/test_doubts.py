"""A list of actors says which of them a person should look at."""

from __future__ import annotations

from kg.model import Actor
from kg.resolve.doubts import doubts


def test_a_shared_name_and_a_lone_family_name_are_doubts_and_nothing_else_is() -> None:
    actors = [
        Actor("a", "Jane Roe", "person"),
        Actor("b", "Jane Doe", "person", ("Jane Roe",)),
        Actor("c", "Doe", "person"),
        Actor("d", "Ohio", "place"),
        Actor("e", "officials", "group"),
    ]
    assert doubts(actors) == {"a": "may be b", "b": "may be a", "c": "may be b"}
    assert doubts(actors[::-1]) == doubts(actors)
