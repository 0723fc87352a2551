"""What stands around a word: the conditions that frames ask for, each looked up on the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from kg.extract.lexicon import ANYTHING, word_class
from kg.extract.tree import RELATIVE, antecedent, children, is_infinitive, is_passive, passive_agents, prep_objects, prepositions

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSON = "@person"
COUNTED = "@counted"
OUTSIDER = "@outsider"
OWN_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
CONDITION_REACH = 60  # tokens around a verb of saying in which a condition is looked for
PARTICLE_REACH = 6  # tokens: a particle stands near its verb


def holds(token: Token, name: str, words: frozenset[str], seen: dict[str, set[str]]) -> bool:
    """Whether a condition of a frame is fulfilled around the token; ``seen`` keeps what was looked up for this token before."""
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
    if not found and verb.dep_ == "xcomp" and verb.head.lemma_.lower() in word_class("objectControl"):
        found = children(verb.head, "dobj", "dative")  # "asked a judge to order"
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
    """What a verb of saying reports: its clause, and what its sentence quotes; a condition ("if talks fail") reports nothing."""
    said = {t.i for clause in children(verb, "ccomp", "parataxis") for t in clause.subtree} - _conditional(verb)
    lemmas, inside = set(), False
    for token in verb.sent:
        inside ^= token.text == '"'
        if (inside or token.i in said) and not children(token, "neg"):  # "would not abandon" blames nobody
            lemmas.add(token.lemma_.lower())
    return lemmas


def _conditional(verb: Token) -> set[int]:
    """The tokens near the verb that stand under "if" or "unless"."""
    near = range(max(verb.sent.start, verb.i - CONDITION_REACH), min(verb.sent.end, verb.i + CONDITION_REACH))
    marks = (verb.doc[i] for i in near if verb.doc[i].dep_ == "mark" and verb.doc[i].lower_ in {"if", "unless"})
    clauses = [mark.head for mark in marks if mark.head.dep_ == "advcl"]
    return {i for c in clauses for i in range(max(c.left_edge.i, near.start), min(c.right_edge.i + 1, near.stop))}


def _after_prepositions(verb: Token) -> set[str]:
    """The nouns after the verb's prepositions, doubled ones too ("pull out of the treaty")."""
    near = prepositions(verb)
    return _lemmas(o for p in (*near, *(q for p in near for q in children(p, "prep"))) for o in children(p, "pobj"))


def _modifiers(noun: Token) -> set[str]:
    """What stands before the noun, and the noun that it stands before itself ("aid package"); "@counted" where a number does."""
    around = children(noun, "compound", "amod", "nmod", "nummod", "poss")
    counted = noun.tag_ == "NNS" and any(t.dep_ == "nummod" or t.lower_ == "no" for t in (*around, *children(noun, "det")))
    return _lemmas([*around, noun.head] if noun.dep_ == "compound" else around) | ({COUNTED} if counted else set())


def _owners(noun: Token) -> set[str]:
    """Whose the noun is, as its possessor or after "of" and "by"; "@outsider" for somebody who is no court."""
    owners = [*children(noun, "poss"), *prep_objects(noun, "of", "by", "from")]
    owners = [each for t in owners for each in (_subjects(noun.head) if t.tag_ == "PRP$" and noun.head.pos_ == "VERB" else [t])]
    words = _lemmas(owners) | _titles(owners)
    outside = PERSON in words or not words.isdisjoint(word_class("actorNoun") | word_class("title"))
    return words | ({OUTSIDER} if outside and words.isdisjoint(word_class("court")) else set())


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
    denied = bool(children(clause, "neg")) or any(t.lower_ in {"whether", "if"} for t in children(clause, "mark"))
    wish = clause.lemma_.lower() in word_class("stative") or "have" in modals  # "I would like to", "they would have heard the case"
    return bool(modals & {"will", "would", "'ll"}) and bool(subjects & OWN_PRONOUNS) and not denied and not wish


def _obliges(clause: Token) -> bool:
    """ "said they must": what others have to do."""
    subjects = {t.lower_ for t in children(clause, "nsubj", "nsubjpass")}
    return any(t.lower_ in {"must", "should"} for t in children(clause, "aux")) and not subjects & OWN_PRONOUNS


def _is_subjunctive(clause: Token) -> bool:
    """ "Insisted that the owner pay": a bare verb with a subject of its own."""
    return (
        clause.tag_ in {"VB", "VBP"} and bool(children(clause, "nsubj", "nsubjpass")) and not children(clause, "aux") and _is_third(clause)
    )


def _is_third(clause: Token) -> bool:
    """Whether a plain form cannot be the indicative: its tag says so, or its subject is one thing."""
    return clause.tag_ == "VB" or any(t.tag_ in {"NN", "NNP"} and not children(t, "conj") for t in children(clause, "nsubj"))


_CLAUSE_MARKS: dict[str, Callable[[Token], bool]] = {
    "@subject": _has_own_subject,
    "@promise": _promises,
    "@must": _obliges,
    "@to": is_infinitive,
    "@subjunctive": _is_subjunctive,
}


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
    "owner": _owners,
    "ofObject": lambda t: _lemmas(prep_objects(t, "of", "on", "to", "in", "for")) | _lemmas(children(t, "compound", "poss")),
}
