"""Finds the words that speak of an event: the frames of the lexicon, matched on the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.extract.lexicon import ANYTHING, Frame, Lexicon, word_class
from kg.extract.parse import Paragraph
from kg.extract.tree import RELATIVE, antecedent, children, is_infinitive, is_passive, passive_agents, prep_objects, prepositions

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSON = "@person"
OWN_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
PARTICLE_REACH = 6  # tokens: a particle stands near its verb
POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


@dataclass(frozen=True, slots=True, eq=False)
class Trigger:
    """A word that evokes an event: its token, the particle that belongs to it, and the frame that it fulfils."""

    token: Token
    frame: Frame


def triggers(paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Trigger]:
    """The triggers of a paragraph in the order of the text, at most one a token."""
    for token in paragraph.doc:
        pos = POS.get(token.pos_)
        if pos is None or token.i in paragraph.names or (token.pos_ == "PROPN" and token.ent_type_ == "DATE"):  # "in March"
            continue
        frame = _best(token, lexicon.frames_of(token.lemma_.lower(), pos))
        if frame is None or frame.type is None or _is_background(token):  # a stop frame has no type
            continue
        if pos != "noun" or not _light(token, frame, lexicon):
            yield Trigger(token, frame)


def _is_background(token: Token) -> bool:
    """What no timeline shows: habit, standing law, captions, and nouns that only say what kind of people are meant."""
    if token.dep_ == "compound" and token.head.lemma_.lower() in word_class("actorNoun"):
        return True
    if token.sent[0].lower_ in word_class("caption") and len(token.sent) > 1 and token.sent[1].text in {":", "photo"}:
        return True
    if any(c.lower_ in word_class("habitual") for c in children(token, "advmod")):
        return True
    return token.tag_ in {"VBZ", "VBP"} and any(s.lemma_.lower() in word_class("standing") for s in children(token, "nsubj"))


OPEN = Frame("open", None, "verb", frozenset(), {}, "")
OPEN_NOUN = Frame("open-noun", None, "noun", frozenset(), {}, "", "of")


def open_triggers(paragraph: Paragraph, lexicon: Lexicon) -> Iterator[Trigger]:
    """The verbs and nouns of a paragraph that evoke no type of the scheme and yet say that something is done.

    Left out are auxiliaries, verbs of being, seeming and having, and light verbs whose noun is a trigger itself; of nouns, all but
    those of deeds that the lexicon lists ("launch", "decision").
    """
    typed = {trigger.token.i for trigger in triggers(paragraph, lexicon)}
    for token in paragraph.doc:
        if token.pos_ == "VERB" and token.i not in typed and token.lemma_.lower() not in word_class("stative"):
            nouns = {t.i for t in children(token, "dobj", "nsubjpass")}
            if token.dep_ not in {"aux", "auxpass", "amod", "compound"} and nouns.isdisjoint(typed):
                yield Trigger(token, OPEN)
        elif token.pos_ == "NOUN" and token.i not in typed and token.dep_ != "compound" and token.lemma_.lower() in word_class("deed"):
            yield Trigger(token, OPEN_NOUN)


def _best(token: Token, frames: Iterable[Frame]) -> Frame | None:
    seen: dict[str, set[str]] = {}  # what stands around the token is looked up once, whatever the number of frames
    return next((frame for frame in frames if all(_holds(token, name, words, seen) for name, words in frame.conditions.items())), None)


def _light(noun: Token, own: Frame, lexicon: Lexicon) -> bool:
    """Whether another word speaks of the same event: its light verb ("launched an investigation") or the noun it is part of."""
    verb = noun.head
    if noun.dep_ == "compound":
        outer = _best(verb, lexicon.frames_of(verb.lemma_.lower(), "noun"))
        return outer is not None and outer.type == own.type  # "aid package" is one grant
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.pos_ != "VERB":
        return False
    frame = _best(verb, lexicon.frames_of(verb.lemma_.lower(), "verb"))
    return frame is not None and frame.type == own.type and noun.lemma_.lower() in frame.conditions.get("objectHead", ())


def _holds(token: Token, name: str, words: frozenset[str], seen: dict[str, set[str]]) -> bool:
    if name not in seen:
        seen[name] = _LOOKS[name](token)
    found = seen[name]
    return bool(found) if ANYTHING in words else not words.isdisjoint(found)


def _lemmas(tokens: Iterable[Token]) -> set[str]:
    """Lemmas and forms of the nouns and of what is coordinated with them, what they count, and "@person" for a person's name."""
    out = set()
    for token in tokens:
        for each in (token, *token.conjuncts, *_counted(token)):
            out |= {each.lemma_.lower(), each.lower_}
            if each.ent_type_ == "PERSON":
                out.add(PERSON)
    return out


def _counted(token: Token) -> list[Token]:
    """What "most of the barriers" or "thousands of people" counts."""
    return prep_objects(token, "of") if token.pos_ != "PROPN" else []


def objects(verb: Token) -> list[Token]:
    """What a verb is done to: its object, a passive's subject, the noun before a participle or a relative clause."""
    found = [_relative(t) for t in children(verb, "dobj", "obj", "nsubjpass", "attr", "oprd")]
    if not found and verb.dep_ in {"acl", "amod", "relcl"} and is_passive(verb):
        found = [verb.head]
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        if not found:
            found = _shared_objects(verb)
        elif all(t.lower_ in {"it", "them", "both"} for t in found):
            found = objects(verb.head)  # "imposed the ban and lifted it"
    return found


def _relative(token: Token) -> Token:
    """The noun that a relative pronoun stands for, any other word itself."""
    noun = antecedent(token.head) if token.lower_ in RELATIVE else None
    return token if noun is None else noun


def _shared_objects(verb: Token) -> list[Token]:
    """The passive subject shared with the verb before, or the object shared with the verb after ("reviewed and approved it")."""
    if is_passive(verb):
        return objects(verb.head) if is_passive(verb.head) else []
    later = [t for c in verb.conjuncts if c.i > verb.i for t in children(c, "dobj")]
    return later[:1] if verb.i + 1 < len(verb.doc) and verb.nbor().pos_ == "CCONJ" else []


def _subjects(verb: Token) -> list[Token]:
    found = [_relative(t) for t in children(verb, "nsubj", "csubj")] or passive_agents(verb)
    if not found and verb.dep_ in {"conj", "xcomp", "advcl"} and verb.head.pos_ in {"VERB", "AUX"}:
        return _subjects(verb.head)
    return found or ([verb.head] if verb.dep_ in {"acl", "relcl"} else [])


def _titles(people: Iterable[Token]) -> set[str]:
    """The titles before names: "Judge Jane Roe" is a judge."""
    return {c.lower_ for person in people if person.pos_ == "PROPN" for c in children(person, "compound")} & word_class("title")


def _particles(verb: Token) -> set[str]:
    near = children(verb, "prt", "prep", "advmod", "agent", "dative")
    return {t.lower_ for t in near if 0 < t.i - verb.i < PARTICLE_REACH}


def _complements(verb: Token) -> set[str]:
    said = children(verb, "ccomp")
    judged = [p for clause in said for p in (clause, *children(clause, "acomp", "attr", "oprd")) if p is not clause or clause.pos_ == "ADJ"]
    parts = [*children(verb, "xcomp", "oprd", "attr", "acomp", "prep", "dobj"), *judged]
    return {t.lemma_.lower() for c in parts for t in c.subtree} | ({"that"} if said else set())


def _content(verb: Token) -> set[str]:
    """What a verb of saying reports: its clause, and what its sentence quotes."""
    said = {t.i for clause in children(verb, "ccomp", "parataxis") for t in clause.subtree}
    lemmas, inside = set(), False
    for token in verb.sent:
        inside ^= token.text == '"'
        if inside or token.i in said:
            lemmas.add(token.lemma_.lower())
    return lemmas


def _after_prepositions(verb: Token) -> set[str]:
    """The nouns after the verb's prepositions, doubled ones too ("pull out of the treaty")."""
    near = prepositions(verb)
    return _lemmas(o for p in (*near, *(q for p in near for q in children(p, "prep"))) for o in children(p, "pobj"))


def _modifiers(noun: Token) -> set[str]:
    """What stands before the noun, and the noun that it stands before itself ("aid package")."""
    around = children(noun, "compound", "amod", "nmod", "nummod")
    return _lemmas([*around, noun.head] if noun.dep_ == "compound" else around)


def _clauses(token: Token) -> set[str]:
    """The verbs of the clauses it governs, and what marks them: "@subject", "@promise", "@must"."""
    found = children(token, "xcomp", "acl", "ccomp")
    if token.lemma_.lower() in word_class("objectControl"):  # "required shops to close": the parser may take it for a purpose
        asked = any(t.pos_ in {"PROPN", "PRON"} or t.lemma_.lower() in word_class("actorNoun") for t in children(token, "dobj"))
        found += [c for c in children(token, "advcl") if asked and is_infinitive(c)]
    content = [c for c in found if c.dep_ != "ccomp" or is_infinitive(c) or children(c, "mark")]  # not a question in quotes
    return _lemmas(content) | {mark for mark, holds in _CLAUSE_MARKS.items() if any(holds(clause) for clause in found)}


def _has_own_subject(clause: Token) -> bool:
    return is_infinitive(clause) and bool(children(clause, "nsubj"))


def _promises(clause: Token) -> bool:
    """ "said it would": the speaker's own future."""
    modals = {t.lower_ for t in children(clause, "aux")}
    subjects = {t.lower_ for t in children(clause, "nsubj")}
    denied = bool(children(clause, "neg"))
    wish = clause.lemma_.lower() in word_class("stative")  # "I would like to"
    return bool(modals & {"will", "would", "'ll"}) and bool(subjects & OWN_PRONOUNS) and not denied and not wish


def _obliges(clause: Token) -> bool:
    """ "said they must": what others have to do."""
    subjects = {t.lower_ for t in children(clause, "nsubj", "nsubjpass")}
    return any(t.lower_ in {"must", "should"} for t in children(clause, "aux")) and not subjects & OWN_PRONOUNS


_CLAUSE_MARKS: dict[str, Callable[[Token], bool]] = {"@subject": _has_own_subject, "@promise": _promises, "@must": _obliges}


_LOOKS: dict[str, Callable[[Token], set[str]]] = {
    "objectHead": lambda t: _lemmas(objects(t)),
    "subjectHead": lambda t: _lemmas(_subjects(t)) | _titles(_subjects(t)),
    "particle": _particles,
    "particleObject": _after_prepositions,
    "preposition": lambda t: {p.lower_ for head in (t, *objects(t)) for p in prepositions(head)},
    "complementWord": _complements,
    "contentWord": _content,
    "infinitive": _clauses,
    "modifier": _modifiers,
    "ofObject": lambda t: _lemmas(prep_objects(t, "of", "on", "to", "in", "for")) | _lemmas(children(t, "compound", "poss")),
}
