"""What one article says of the names in it: who stands in it with a full name, what its acronyms mean, who has which title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from kg.model import Actor, Article, Mention, Participant, Reading
from kg.resolve.directory import Directory
from kg.resolve.names import acronyms, clean, is_acronym, is_former, is_person_name, later_forms, normal, role, split_title, without_middle
from kg.resolve.owners import HOME, Owners, owners
from kg.resolve.titles import BARE_BODIES, FORMER

_BRACKETED = re.compile(r"\(([^()\n]{2,100})\)")
_BREAK = re.compile(r"[!?:;,(\[\"“”\n\t]|(?<=\w{2}[.])\s")
# how far before a family name its first names are looked for, and in how many places
_LOOK_BACK = 60
_MOST_PLACES = 200
_KINDS_OF_PEOPLE = ("person", "unknown", "body")


@dataclass(frozen=True, slots=True)
class Context:
    """The names of one article. Build it with ``context``.

    ``standing`` has the known actors whose name or unambiguous alias is in the text; ``full`` maps the comparison form of a
    family name to the full names that end in it, ``given`` that of a first name; ``long`` maps acronyms to what they stand for;
    ``bodies`` maps "department" and its like to the names with that word in them; ``owners`` says whose courts and parliaments it means;
    ``roles`` maps bare offices to the full names that carry them; ``plain`` maps full names without middle initials to the one
    form that stands for all of them.
    """

    day: date | None
    text: str
    standing: frozenset[str]
    full: dict[str, frozenset[str]] = field(repr=False)
    given: dict[str, frozenset[str]] = field(repr=False)
    long: dict[str, str] = field(repr=False)
    roles: dict[str, frozenset[str]] = field(repr=False)
    plain: dict[str, str] = field(repr=False)
    bodies: dict[str, frozenset[str]] = field(repr=False)
    owners: Owners = field(repr=False, default_factory=Owners)
    article: str = ""

    def full_names(self, name: str, kind: str) -> frozenset[str]:
        """The full names of the article that a bare family name (or a person's bare first name) may stand for."""
        form = normal(name)
        if kind not in _KINDS_OF_PEOPLE:
            return frozenset()
        found = self.full.get(form) or frozenset()
        if not found and kind == "person" and not is_person_name(name):
            found = self.given.get(form) or _in_text(self.text, name)
        if not found and kind == "unknown" and " " not in name:
            found = _in_text(self.text, name)
        return frozenset(map(self.plainly, found))

    def plainly(self, name: str) -> str:
        """A full name without the middle initials that the article leaves out elsewhere."""
        return self.plain.get(without_middle(name)[0], name)


def participants(mention: Mention) -> Iterator[Participant]:
    """Everybody in a mention: agents, targets, and the source of what it says."""
    yield from mention.agents
    yield from mention.targets
    if mention.attributed_to is not None:
        yield mention.attributed_to


def context(reading: Reading, known: Directory) -> Context:
    """What the article and its participants, taken together, say of names; their order does not matter."""
    article = reading.article
    names = {(p.name, p.kind) for mention in reading.mentions for p in participants(mention)}
    text = article.text if article.title is None else f"{article.title}\n{article.text}"
    standing = frozenset(name.actor for name in known.gazetteer.find(text))
    split = [split_title(name) for name, kind in names if kind in _KINDS_OF_PEOPLE]
    people = {bare for _, bare in split if is_person_name(bare)}
    people |= {known.actors[actor].name for actor in standing if known.actors[actor].kind == "person"}
    plain = _plain(people)
    full = _sets((form, plain.get(without_middle(name)[0], name)) for name in people for form in later_forms(name))
    return Context(
        day=article.published,
        text=text,
        standing=standing,
        full=full,
        plain=plain,
        bodies=_sets((word, name) for name in _bodies(names, standing, known) for word in name.casefold().split() if word in BARE_BODIES),
        owners=owners(text, any(_is_federal(known.actors[actor]) for actor in standing)),
        article=article.id,
        given=_sets((normal(name.split()[0]), plain.get(without_middle(name)[0], name)) for name in people if " " in name),
        long=_expansions(article, (name for name, _ in names)),
        roles=_sets((role(title), _in_full(bare, full)) for title, bare in split if role(title) and not is_former(title)),
    )


def _bodies(names: Iterable[tuple[str, str]], standing: Iterable[str], known: Directory) -> Iterator[str]:
    """The bodies that the article names in full: those of a file that stand in it, and those among its participants."""
    yield from (known.actors[actor].name for actor in standing if known.actors[actor].kind == "body")
    yield from (name for name, kind in names if kind != "person" and " " in name and name.split()[0][:1].isupper())


def _is_federal(actor: Actor) -> bool:
    """Whether an actor is of the federal government of the United States, by its offices or its name."""
    return actor.name.startswith(f"{HOME} ") or any(HOME in office.title for office in actor.offices)


def _plain(names: Iterable[str]) -> dict[str, str]:
    """The shortest spelling of the names that differ in nothing but middle initials, unless two of these contradict each other."""
    groups = _sets((without_middle(name)[0], name) for name in names)
    agree = {key: found for key, found in groups.items() if len({without_middle(name)[1] for name in found} - {""}) < 2}
    return {key: min(found, key=lambda name: (len(name), name)) for key, found in agree.items()}


def _in_full(bare: str, full: dict[str, frozenset[str]]) -> str:
    """The one full name of a family name, or the name as it is."""
    found = full.get(normal(bare), frozenset())
    return min(found) if len(found) == 1 else bare


def _sets(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for key, value in pairs:
        groups.setdefault(key, set()).add(value)
    return {key: frozenset(values) for key, values in groups.items()}


def _expansions(article: Article, names: Iterable[str]) -> dict[str, str]:
    """Acronyms with their long names: those that the text defines in brackets, then those of the participants.

    One that could stand for two names of the article is left out.
    """
    stated = _sets(_bracketed(article.text))
    listed = _sets((form, clean(name)) for name in names if not is_person_name(name) for form in acronyms(name))
    return {form: min(found) for form, found in (listed | stated).items() if len(found) == 1}


def _bracketed(text: str) -> Iterator[tuple[str, str]]:
    """The pairs of "Long Name (LN)" and "LN (Long Name)"."""
    for match in _BRACKETED.finditer(text):
        inside = clean(match[1])
        before = text[max(0, match.start() - 2 * _LOOK_BACK) : match.start()].split("\n")[-1].split()
        if is_acronym(inside):
            form = _letters(inside)
            # the shortest run of words that gives the letters, so that what stands before the name stays out of it
            runs = (" ".join(before[start:]) for start in range(len(before) - 1, -1, -1) if before[start][:1].isupper())
            name = next((run for run in runs if form in acronyms(run)), None)
            if name is not None:
                yield form, clean(name)
        elif before and is_acronym(clean(before[-1])) and _letters(before[-1]) in acronyms(inside):
            yield _letters(clean(before[-1])), inside


def _letters(acronym: str) -> str:
    return "".join(char for char in acronym if char.isalpha())


def _in_text(text: str, name: str) -> frozenset[str]:
    """The full name in the running text that ends in this family name: "Jane Roe" where only "Roe" takes part.

    Of several, the most frequent one, since words can stand before a name by chance; all of them where that decides nothing.
    """
    if not name[:1].isupper():
        return frozenset()
    places = islice(re.finditer(rf"(?<=[\w.]\s){re.escape(name)}\b", text), _MOST_PLACES)
    found = [full for place in places for full in _before(text[max(0, place.start() - _LOOK_BACK) : place.start()], name)]
    plain = _plain(found)
    votes = Counter(plain.get(without_middle(full)[0], full) for full in found)
    return frozenset(full for full, count in votes.items() if count == max(votes.values()))


def _before(before: str, name: str) -> Iterator[str]:
    """The full name that the words before a family name give it, if they do."""
    words = _BREAK.split(before)[-1].split()
    run: list[str] = []
    for word in reversed(words[-6:]):
        if not word[:1].isupper():
            break
        run.insert(0, word)
    for start in range(len(run)):
        title, bare = split_title(" ".join((*run[start:], name)))
        if is_person_name(bare) and not set(title.casefold().split()) & FORMER:
            yield bare
            return
