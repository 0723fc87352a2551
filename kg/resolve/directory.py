"""The actors that a file names, as an index: by name, by name without middle initials, by office at a date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from kg.extract.names import Gazetteer
from kg.model import Actor, Office
from kg.resolve.countries import adjectives
from kg.resolve.names import clean, is_former, normal, role, role_forms, without_middle
from kg.resolve.titles import ABBREVIATIONS, SHARED_ROLES

_T = TypeVar("_T")
_Holding = tuple[str, Office]
_PLACE_OF = re.compile(r"\s+(?:of|for|from)\s+(?:the\s+)?", re.IGNORECASE)
# an actor with hundreds of aliases must not multiply the forms of every office in it
_MOST_ALIASES = 20
# "the House Speaker" and "the Senate majority leader" name their chamber, and no other country's news does so
_CHAMBERS = (" of house", " of senate")


@dataclass(frozen=True, slots=True)
class Directory:
    """What the actor files know. Build it with ``directory``."""

    actors: dict[str, Actor]
    gazetteer: Gazetteer
    names: dict[str, tuple[str, ...]] = field(repr=False)
    short: dict[str, tuple[str, ...]] = field(repr=False)
    titles: dict[str, tuple[_Holding, ...]] = field(repr=False)
    roles: dict[str, tuple[_Holding, ...]] = field(repr=False)

    def named(self, name: str, standing: frozenset[str] = frozenset()) -> str | None:
        """The one actor of a name or alias; of several, the one that stands in the article; None where that leaves a doubt.

        A name without any capital names nobody ("us" is not the United States).
        """
        if name == name.lower():
            return None
        return _only(self.names.get(normal(name), ()), standing) or self._by_initials(name)

    def holder(self, title: str, day: date | None) -> str | None:
        """Who holds an office that is named with its place ("the mayor of Chicago", "Chicago Mayor") on a day."""
        if is_former(title):
            return None
        holders = {actor for actor, office in self.titles.get(title_form(title), ()) if office.held_on(day)}
        return holders.pop() if len(holders) == 1 else None

    def holders(self, title: str, day: date | None) -> frozenset[str]:
        """Everybody who holds an office of this bare name ("the mayor") on a day, wherever; nobody for "the former mayor"."""
        if is_former(title):
            return frozenset()
        return frozenset(actor for actor, office in self.roles.get(role(title), ()) if office.held_on(day))

    def _by_initials(self, name: str) -> str | None:
        """A person whose name differs in nothing but middle initials; George H. W. is not George W."""
        short, middle = without_middle(name)
        if " " not in short:
            return None
        found = self.short.get(short, ())
        if len(found) != 1:
            return None
        theirs = without_middle(self.actors[found[0]].name)[1]
        return found[0] if not middle or not theirs or middle == theirs else None


def directory(actors: Iterable[Actor]) -> Directory:
    """The index of these actors; of two with one id, the later counts."""
    by_id = {actor.id: actor for actor in actors}
    ours = [by_id[key] for key in sorted(by_id)]
    names = _grouped((normal(actor.name), actor.id) for actor in ours)
    aliases = _grouped((normal(alias), actor.id) for actor in ours for alias in actor.aliases)
    holdings = [(actor.id, office) for actor in ours for office in actor.offices]
    places = {title_form(actor.name): _written(actor) for actor in ours if actor.kind == "place"}
    return Directory(
        actors=by_id,
        gazetteer=Gazetteer(ours),
        names=aliases | names,
        short=_grouped((without_middle(actor.name)[0], actor.id) for actor in ours if actor.kind == "person"),
        titles=_grouped((form, holding) for holding in holdings for form in office_forms(holding[1], by_id, places)),
        roles=_grouped((role(office.title), (actor, office)) for actor, office in holdings if role(office.title)),
    )


def title_form(title: str) -> str:
    """The comparison form of an office: lower case, "the" and clitics out, abbreviations written out.

    >>> title_form("Chicago’s mayor"), title_form("the Gov. of Illinois")
    ('chicago mayor', 'governor of illinois')
    """
    words = (word.strip(",").replace(".", "") for word in clean(title).casefold().replace("'s ", " ").replace("-", " ").split())
    return " ".join(ABBREVIATIONS.get(word, word) for word in words if word != "the")


def office_forms(office: Office, actors: Mapping[str, Actor], places: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Every way to write an office with its place; none where the title names no place and its body is unknown.

    "Mayor of Chicago" is also "Chicago mayor", and "president of the United States" is also "US president". An office that
    several people hold at once (a senator's) is never enough to know who is meant.
    """
    title = clean(office.title)
    head = role(title)
    if head in SHARED_ROLES:
        return frozenset()
    place = _place(title, head)
    body = actors.get(office.body or "")
    where = {place, *places.get(place, ()), *(_written(body) if body else ())} - {""}
    where |= {adjective for name in where & adjectives().keys() for adjective in adjectives()[name]}
    forms = {form for name in where for form in (f"{head} of {name}", f"{name} {head}")} if head else set()
    if head.endswith(_CHAMBERS):
        forms |= set(role_forms(head))
    return frozenset(forms | {title_form(title)} if place or not head else forms)


def _written(actor: Actor) -> frozenset[str]:
    """The names of a place or body as an office is named after it."""
    return frozenset(title_form(name) for name in (actor.name, *actor.aliases[:_MOST_ALIASES]))


def _place(title: str, head: str) -> str:
    """What a title names beside the bare office: "Chicago" of "Mayor of Chicago", nothing of "Secretary of State"."""
    if title_form(title) == head:
        return ""
    parts = _PLACE_OF.split(title)
    # "US Secretary of State" names its place before the office, "Mayor of Chicago" after it
    if len(parts) > 1 and not head.endswith(title_form(parts[-1])):
        return title_form(parts[-1])
    words = title_form(title)
    return words.removesuffix(head).strip() if words.endswith(head) else ""


def _only(found: Sequence[str], standing: frozenset[str]) -> str | None:
    if len(found) > 1:
        found = [actor for actor in found if actor in standing]
    return found[0] if len(found) == 1 else None


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, tuple[_T, ...]]:
    groups: dict[str, dict[_T, None]] = {}
    for key, value in pairs:
        groups.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in groups.items()}
