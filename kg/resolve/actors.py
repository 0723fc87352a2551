"""Who is who: every participant gets an actor, known from a file or made from what its text calls it.

An article is resolved on its own, from the actor files and its own text, so that no other article and no order of reading
can change what its names mean. An unknown actor keeps the name that the text gives it and is never forced onto a known one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from kg.model import KINDS, Actor, Judgement, Mention, Participant, Reading
from kg.read.actors import actor_id
from kg.resolve.context import Context, context, participants
from kg.resolve.countries import by_capital, country, government
from kg.resolve.descriptions import is_description
from kg.resolve.directory import Directory, directory, title_form
from kg.resolve.judged_actors import judged_actors
from kg.resolve.names import acronyms, clean, is_acronym, is_head, is_person_name, normal, role, role_forms, split_title
from kg.resolve.owners import is_institution, owned
from kg.resolve.places import official
from kg.resolve.titles import PARTICLES, PRONOUNS

_Change = Callable[[Participant], Participant]


def resolve_actors(
    readings: Iterable[Reading], known: Sequence[Actor], judgements: Sequence[Judgement] = ()
) -> tuple[list[Reading], list[Actor]]:
    """The readings with an actor id and a name on every participant, and the actors that occur, sorted by id.

    The name of a participant is the one that its own article gives it, so that what comes and goes elsewhere changes no article; over
    all articles the name is that of the actor. The readings keep their order; which order it is changes nothing else.
    Resolving what is resolved changes nothing. Of the
    ``judgements`` those on actors count: two that are the same get the id of one, and an actor that is somebody else in an article
    or a mention gets an id of its own there.
    """
    index = directory(known)
    resolved = [resolve_reading(reading, index) for reading in readings]
    actors = {actor.id: actor for actor in gather(resolved, index)}
    if judgements:
        resolved, actors = judged_actors(resolved, actors, index.actors, judgements)
    return resolved, [actors[key] for key in sorted(actors)]


def resolve_reading(reading: Reading, known: Directory) -> Reading:
    """One article's reading with an actor id and a name on every participant; needs no other article."""
    here = context(reading, known)

    def acting(participant: Participant) -> Participant:
        return _resolved(participant, here, known, acts=True)

    def aimed_at(participant: Participant) -> Participant:
        return _resolved(participant, here, known, acts=False)

    return replace(reading, mentions=tuple(_each(mention, acting, aimed_at) for mention in reading.mentions))


def gather(readings: Iterable[Reading], known: Directory) -> Iterator[Actor]:
    """The actors of resolved readings, each once: known ones as their file has them, unknown ones from all that is said of them."""
    seen: dict[str, list[Participant]] = {}
    for reading in readings:
        for mention in reading.mentions:
            for participant in participants(mention):
                if participant.actor is not None:
                    seen.setdefault(participant.actor, []).append(participant)
    for key, found in seen.items():
        yield actor_of(key, found, known)


def actor_of(key: str, found: Sequence[Participant], known: Directory) -> Actor:
    """The actor with an id: as a file has it, or made from all participants that have the id, of which there is one at least."""
    return known.actors.get(key) or _unknown(key, found)


def joined_by(actor: Actor, found: Sequence[Participant]) -> Actor | None:
    """An unknown actor with more participants, as if it were made of all of them; None where it must be made from all anew.

    What is the first or least of all is so of what was the first of some and the others; but which aliases count depends on the name.
    """
    more = _unknown(actor.id, [*found, Participant(actor.name, actor.name, actor.kind)])
    return replace(more, aliases=tuple(sorted({*actor.aliases, *more.aliases} - {more.name}))) if more.name == actor.name else None


def _each(mention: Mention, acting: _Change, aimed_at: _Change) -> Mention:
    """The mention with every participant changed; of two that become the same actor in one role, the first stays."""
    source = mention.attributed_to
    return replace(
        mention,
        agents=_once(map(acting, mention.agents)),
        targets=_once(map(aimed_at, mention.targets)),
        attributed_to=None if source is None else acting(source),
    )


def _once(found: Iterable[Participant]) -> tuple[Participant, ...]:
    by_actor: dict[str | None, Participant] = {}
    for participant in found:
        by_actor.setdefault(participant.actor, participant)
    return tuple(by_actor.values())


def _resolved(participant: Participant, here: Context, known: Directory, acts: bool) -> Participant:
    """The participant with its actor; ``acts`` says that it does or says something, as a capital does for its country."""
    actor = known.actors.get(participant.actor or "")
    if actor is not None and actor.name != participant.name:
        # a person gave it this actor, and may have taken it back since
        actor = None
    if actor is None and _settled(participant, here, known):
        return participant
    name = _meant(participant, here, acts)
    if actor is None or name != clean(participant.name):
        actor = known.actors.get(_known(name, participant.kind, here, known) or "")
    if actor is None:
        name = _canonical(name, participant.kind, here, known)
        actor = known.actors.get(known.named(name, here.standing) or "")
    if actor is None:
        return replace(participant, actor=_local_id(name, here), name=name)
    return replace(participant, actor=actor.id, name=actor.name, kind=participant.kind if actor.kind == "unknown" else actor.kind)


def _local_id(name: str, here: Context) -> str:
    """The id of an actor that no file names; what is only described is somebody else in another article."""
    return actor_id(name, here.article if is_description(name) else "")


def _meant(participant: Participant, here: Context, acts: bool) -> str:
    """What a participant's name says, with what its article adds to it: whose court, which department, which state's capital."""
    name, words = clean(participant.name), clean(participant.words)
    # extraction knows the institutions of one country only
    name = owned(words if is_institution(words) and (here.owners.abroad or not _has_words(name, words)) else name, here.owners)
    whole = here.bodies.get(name.casefold(), frozenset())
    if len(whole) == 1 and not is_institution(name):
        return min(whole)
    person, _, origin = name.partition(" of ")
    if origin and country(origin.removeprefix("the ")) and is_person_name(person):
        return person
    if participant.kind == "person":
        return government(name) or name
    return government(name) or (by_capital(name) if acts else None) or official(name) or name


def _has_words(name: str, words: str) -> bool:
    return words.casefold() in name.casefold()


def _settled(participant: Participant, here: Context, known: Directory) -> bool:
    """Whether an earlier run has made an actor of it and no file has learnt its name since."""
    if participant.actor != _local_id(participant.name, here):
        return False
    # a single word was left unknown because its article leaves a doubt
    return " " not in participant.name or known.named(participant.name, here.standing) is None


def _known(name: str, kind: str, here: Context, known: Directory) -> str | None:
    """The id of the known actor that a name of this article stands for, if there is exactly one."""
    if is_institution(name) and here.owners.abroad:
        return None
    title, bare = split_title(name)
    # "Mayor Johnson" may be an alias where "Johnson" is not, and a title tells two Johnsons apart
    found = known.named(name, here.standing) or (known.named(bare, here.standing) if title else None)
    return found or _titled(title, bare, here, known) or _office(name, here, known) or _by_article(title, bare, kind, here, known)


def _titled(title: str, bare: str, here: Context, known: Directory) -> str | None:
    """ "Illinois Gov. Roe": who holds that very office on that day, if the family name is theirs."""
    holder = known.holder(title, here.day) if title else None
    if holder is None or normal(known.actors[holder].name).split()[-1:] != normal(bare).split()[-1:]:
        return None
    return holder


def _office(name: str, here: Context, known: Directory) -> str | None:
    """ "The mayor of Springfield" by the date; "the mayor" if exactly one of them stands in the article."""
    if not any(map(is_head, name.split())):
        return None
    holder = known.holder(name, here.day)
    if holder is not None:
        return holder
    holders = _holders(name, here, known)
    return holders.pop() if len(holders) == 1 and holders <= known.actors.keys() else None


def _holders(name: str, here: Context, known: Directory) -> set[str]:
    """Everybody in the article who can be meant by a bare office ("the mayor"): ids of known actors, full names of others.

    With anything beside the bare office in it, the name is somebody else's: "the mayor of Elsewhere".
    """
    office = role(name)
    if title_form(name) not in role_forms(office):
        return set()
    stated = {known.named(person, here.standing) or person for person in here.roles.get(office, ())}
    return stated | (known.holders(name, here.day) & here.standing)


def _by_article(title: str, bare: str, kind: str, here: Context, known: Directory) -> str | None:
    """A family name by the full name in the article; of several namesakes, the one who holds the office that the title names."""
    names = here.full_names(bare, kind)
    ids = {known.named(name, here.standing) for name in names}
    if len(ids) > 1 and title:
        ids &= known.holders(title, here.day)
    return ids.pop() if len(ids) == 1 else None


def _canonical(name: str, kind: str, here: Context, known: Directory) -> str:
    """What the article itself calls an actor that no file knows: the full name, the long form, or the name as it stands."""
    if name.casefold() in PRONOUNS:
        return name if name == "I" else name.lower()
    bare = split_title(name)[1] if kind != "place" else name
    if is_acronym(bare):
        return here.long.get("".join(filter(str.isalpha, bare)), bare)
    whole = is_person_name(bare) and normal(bare).split()[0] not in PARTICLES
    if whole:
        return here.plainly(bare)
    full = here.full_names(bare, kind) or _holders(name, here, known)
    return min(full) if len(full) == 1 else bare


def _unknown(key: str, found: Sequence[Participant]) -> Actor:
    """An actor that no file names. Of several spellings, the one with most capitals is its name; the kind is the most telling one."""
    name = min({p.name for p in found}, key=lambda name: (-sum(map(str.isupper, name)), name))
    aliases = {alias for alias in (split_title(p.words)[1] for p in found) if _is_alias(alias, name)}
    return Actor(key, name, min((p.kind for p in found), key=KINDS.index), tuple(sorted(aliases - {name})))


def _is_alias(words: str, name: str) -> bool:
    """Whether words of a text are a name of their own right: capitalised, no pronoun, and sharing a word or the letters with the name."""
    if not words[:1].isupper() or words.casefold() in PRONOUNS:
        return False
    shared = set(normal(words).split()) & set(normal(name).split())
    return bool(shared) or "".join(filter(str.isalpha, words)) in acronyms(name)
