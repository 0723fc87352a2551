"""Who acts and on what: agents and objects of a trigger, read off the parse.

Covers active and passive, infinitives and control, coordination, relative and participial clauses, possessive and "by" agents of
nominal events, compounds and demonyms before them ("the US sanctions"), and documents that act for their author.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.extract.conditions import objects
from kg.extract.lexicon import word_class
from kg.extract.tree import (
    RELATIVE,
    SUBJECTS,
    antecedent,
    children,
    first,
    is_infinitive,
    is_passive,
    passive_agents,
    prep_objects,
    prepositions,
)
from kg.extract.triggers import Trigger

if TYPE_CHECKING:
    from spacy.tokens import Token

PREPOSITION_CONTROL = frozenset(["call", "appeal", "rely", "count"])
MEASURES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"})  # what something took or cost is not whom it is done to
ABOUT_NOUN = ("of", "on", "against", "for", "to", "with", "into", "over")
ABOUT_VERB = ("on", "against", "with", "to", "for", "from", "of", "into", "at", "about", "over")
MOST_SENTENCES = 3  # of one paragraph that go on with "it"
WHERE = ("in", "at", "near", "outside", "across", "to", "inside", "around")


def agents(trigger: Trigger) -> list[Token]:
    """The heads of the nouns that name who acts; empty where the text names nobody."""
    token = trigger.token
    if trigger.frame.patient_role == "subject":  # "faces charges": who faces them does nothing
        return prep_objects(token, "by", "from")
    found = noun_agents(trigger) if trigger.frame.pos == "noun" else verb_agents(token) or _who_holds(token)
    return [t for t in found if t.lower_ not in {"there"}]


def verb_agents(verb: Token, depth: int = 0) -> list[Token]:
    """The agents of a verb: its own subject or "by" phrase, else those that control it."""
    if depth > 8:
        return []
    if is_passive(verb):
        return _passive_agents(verb)
    own = children(verb, "nsubj", "csubj")
    if own:
        return _resolved(own)
    return _controllers(verb, depth + 1)


def _who_holds(verb: Token) -> list[Token]:
    """The body named before the noun of a passive light verb: "a Senate hearing was held"."""
    if not is_passive(verb) or verb.lemma_.lower() not in word_class("lightVerb"):
        return []
    return [c for o in objects(verb) for c in children(o, "compound", "poss") if c.ent_type_ == "ORG" and c.pos_ == "PROPN"]


def _passive_agents(verb: Token) -> list[Token]:
    places = [] if verb.lemma_.lower() in word_class("lodges") else prep_objects(verb, "in")  # "a suit filed in court"
    by = passive_agents(verb) or [t for t in places if t.lemma_.lower() in word_class("legislature") | word_class("court")]
    by = by or [t for s in children(verb, "nsubjpass") for t in prep_objects(s, "by")]
    if by or verb.dep_ != "conj" or verb.head.pos_ != "VERB":
        return by
    return passive_agents(verb.head) if is_passive(verb.head) else []


def _resolved(subjects: list[Token]) -> list[Token]:
    """Relative pronouns give way to the noun that they stand for; "whose office" to whose it is, "leaders meeting" to the leaders."""
    out = []
    for subject in subjects:
        relative = subject.lower_ in RELATIVE or _is_whose(subject)
        noun = antecedent(subject.head) if relative else None
        out.append(noun if noun is not None else _who_gathers(subject))
    return out


def _is_whose(noun: Token) -> bool:
    """ "Whose office", but not "whose budget Holt", where the parser takes two nouns for one."""
    return noun.is_lower and not children(noun, "appos") and any(t.lower_ == "whose" for t in children(noun, "poss"))


def _who_gathers(noun: Token) -> Token:
    """The people of "leaders meeting in Oslo agreed", whose participle the parser takes for a noun with a plural before it."""
    bare = noun.tag_ == "NN" and noun.lower_.endswith("ing") and not children(noun, "det", "poss")
    people = [t for t in children(noun, "compound") if t.tag_ == "NNS" and t.lemma_.lower() in word_class("actorNoun")] if bare else []
    return people[0] if people else noun


def _controllers(verb: Token, depth: int) -> list[Token]:
    head, dep = verb.head, verb.dep_
    if dep == "conj" and head.pos_ in {"VERB", "AUX"}:
        return _of_coordinated(head, depth)
    if dep in {"acomp", "attr", "oprd"} and head.pos_ in {"VERB", "AUX"}:
        return verb_agents(head, depth)
    if dep in {"xcomp", "ccomp"} and head.pos_ in {"VERB", "AUX", "ADJ"}:
        return _of_complement(head, depth)
    if dep in {"advcl", "pcomp", "prep", "dep", "parataxis"}:
        return _of_adverbial(verb, depth)
    if dep in {"acl", "relcl"}:
        return _of_noun_clause(verb, depth)
    return []


def _of_coordinated(first_verb: Token, depth: int) -> list[Token]:
    """The agents shared with the verb before; where that verb's subject cannot act, those of the verb that governs it.

    "The court said the cases would be combined and ordered his release": a parser coordinates the nearest verbs.
    """
    passive = is_passive(first_verb) and not passive_agents(first_verb)
    found = children(first_verb, "nsubjpass") if passive else verb_agents(first_verb, depth)
    counted = [o for t in found for o in prep_objects(t, "of")] or found  # "all of the cases"
    if found and first_verb.dep_ == "ccomp" and not any(can_act(t) for t in counted):
        return verb_agents(first_verb.head, depth + 1)
    return found


def can_act(token: Token) -> bool:
    """Whether the noun can be somebody: a name, a pronoun, a role or a body of the lexicon."""
    return token.pos_ in {"PROPN", "PRON"} or token.lemma_.lower() in word_class("actorNoun")


def _of_complement(head: Token, depth: int) -> list[Token]:
    lemma = head.lemma_.lower()
    if is_passive(head):
        return children(head, "nsubjpass") or verb_agents(head, depth)
    if lemma in word_class("objectControl"):
        asked = children(head, "dobj", "dative")
        if asked:
            return asked
    if lemma in PREPOSITION_CONTROL:
        asked = prep_objects(head, "on", "upon", "to")
        if asked:
            return asked
    own = children(head, "nsubj", "expl")
    return _resolved(own) if own else _controllers(head, depth + 1)


def _of_adverbial(verb: Token, depth: int) -> list[Token]:
    head = verb.head
    if verb.dep_ == "advcl" and is_infinitive(verb) and head.lemma_.lower() in word_class("objectControl") and children(head, "dobj"):
        return children(head, "dobj")
    if head.dep_ in {"prep", "agent", "mark"} or head.pos_ in {"ADP", "SCONJ"}:
        preposition, head = head, head.head
        if head.pos_ in {"VERB", "AUX"} and preposition.lower_ in {"of", "for", "from"}:
            blamed = children(head, "dobj", "nsubjpass")
            if blamed and head.lemma_.lower() not in {"use", "thank"} | word_class("lightVerb"):
                return blamed
    if head.pos_ in {"VERB", "AUX"}:
        own = _after_preposition(verb)
        return own or (children(head, "nsubjpass") if is_passive(head) and not passive_agents(head) else verb_agents(head, depth))
    if head.pos_ in {"NOUN", "PROPN"}:
        return _owners(head, depth)
    return []


def _after_preposition(verb: Token) -> list[Token]:
    """The subject of a finite clause that the parser hangs on its conjunction: "after Ilva last week launched an attack"."""
    if verb.dep_ != "advcl" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or children(verb, "mark", "aux", "advmod"):
        return []
    near = [p for p in prepositions(verb.head) if p.lower_ in word_class("otherTime") and p.i < verb.i]
    return [o for p in near[-1:] for o in children(p, "pobj") if "," not in {t.text for t in verb.doc[o.i : verb.i]}]


def _of_noun_clause(verb: Token, depth: int) -> list[Token]:
    noun = verb.head
    if verb.tag_ == "VBG":
        return _owners(noun, depth) or [noun] if noun.lemma_.lower() in word_class("document") else [noun]
    if any(child.tag_ == "TO" for child in verb.children):
        return _owners(noun, depth)
    if verb.dep_ == "acl" and first(verb, "dobj") is not None:
        return [noun]
    return [] if verb.dep_ == "acl" else [noun] if any(c.lower_ in RELATIVE and c.dep_ in SUBJECTS for c in verb.children) else []


def _owners(noun: Token, depth: int) -> list[Token]:
    """Whose plan, order or decision it is: its possessor, "by" phrase, or the subject of the verb that it is the object of."""
    own = children(noun, "poss") or prep_objects(noun, "by", "from")
    if own or depth > 8:
        return own
    if noun.lemma_.lower() in word_class("accusation"):  # "arrested two men on suspicion of plotting"
        verb = noun.head.head if noun.dep_ == "pobj" else noun.head
        return objects(verb) if verb.pos_ == "VERB" else []
    if noun.dep_ in {"dobj", "attr", "oprd"} and noun.head.pos_ in {"VERB", "AUX"}:
        return verb_agents(noun.head, depth + 1)
    if noun.dep_ in {"pobj"} and noun.head.head.pos_ in {"VERB", "AUX"} and noun.head.lower_ in {"with", "in", "for", "on"}:
        return verb_agents(noun.head.head, depth + 1)
    return prep_objects(noun, "of") if noun.lemma_.lower() not in word_class("document") else []


def noun_agents(trigger: Trigger) -> list[Token]:
    """The agents of a nominal event."""
    noun = trigger.token
    found = (_possessors(noun) if not _owns_fate(trigger) else []) or prep_objects(noun, *_doers(trigger)) or _drawn_from(noun)
    found = found or _by_clause(noun) or [t for o in prep_objects(noun, "of") for t in prep_objects(o, "by")]
    if not found and trigger.frame.agent_role == "of":
        found = prep_objects(noun, "of", "between", "from", "with")
    found = found or [t for t in _premodifiers(noun) if not _is_aimed_at(trigger, t)] or list(_through_verb(noun))
    if trigger.frame.type != "ConsultMeet":
        return found
    alone = found and found == prep_objects(noun, "with")  # "announced after a meeting with officials"
    return (_during(noun) if not found or alone else []) + found


def _by_clause(noun: Token) -> list[Token]:
    """Who made it, as its participle says: "a lawsuit brought by the union"."""
    return [t for verb in children(noun, "acl") if verb.lemma_.lower() in word_class("lightVerb") for t in passive_agents(verb)]


def _possessors(noun: Token) -> list[Token]:
    return [t for t in children(noun, "poss") if t.ent_type_ not in {"DATE", "TIME"}]


def _owns_fate(trigger: Trigger) -> bool:
    """Whether the possessor is whom it is done to: "her arrest", but not "the army's arrest of the editor"."""
    return trigger.frame.patient_role == "possessor" and not prep_objects(trigger.token, "of")


def _doers(trigger: Trigger) -> tuple[str, ...]:
    """The prepositions before who acts: "a request from the ministry", but not "her eviction from the flat"."""
    return ("by",) if trigger.frame.patient_role == "possessor" else ("by", "from")


def _is_aimed_at(trigger: Trigger, noun: Token) -> bool:
    """Whether a country before the noun is whom it is done to: "the Iran sanctions", but not "the US sanctions" or "Iranian sanctions"."""
    before = trigger.frame.patient_role == "compound" and noun.dep_ in {"compound", "nmod"} and noun.ent_type_ == "GPE"
    return before and not noun.is_upper and noun.lower_ not in word_class("sanctioner")


def _drawn_from(noun: Token) -> list[Token]:
    """Whose criticism or praise it is, where the parser hangs them on the verb: "drew a rebuke from the ministry"."""
    verb = noun.head
    draws = noun.dep_ == "dobj" and verb.lemma_.lower() in word_class("draws")
    return prep_objects(verb, "from", "by") if draws else []


def _during(noun: Token) -> list[Token]:
    """Who meets or visits, where the clause around says it: "during a visit, the minister announced"."""
    verb = noun.head.head
    return verb_agents(verb) if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and verb.pos_ == "VERB" else []


def _premodifiers(noun: Token) -> Iterator[Token]:
    """Countries and bodies before the noun: "US sanctions", "a Justice Department investigation", "the Russian invasion"."""
    for child in children(noun, "compound", "amod", "nmod"):
        named = child.pos_ == "PROPN" and child.ent_type_ == "ORG" and noun.lemma_.lower() in word_class("actorNoun")
        body = child.dep_ == "compound" and child.pos_ == "NOUN" and child.lemma_.lower() in word_class("bodyBefore")  # "a police raid"
        if child.ent_type_ in {"NORP", "GPE"} or named or body:
            yield child


def _through_verb(noun: Token, depth: int = 0) -> Iterator[Token]:
    verb = noun.head
    if noun.dep_ in {"conj", "compound"} and depth < 4:
        yield from _through_verb(verb, depth + 1)
    elif noun.dep_ == "dobj" and verb.pos_ == "VERB" and verb.lemma_.lower() in word_class("intends"):
        yield from verb_agents(verb)  # "is weighing a ban"
    elif noun.dep_ == "dobj" and verb.pos_ == "VERB" and verb.lemma_.lower() in word_class("lightVerb") and not children(verb, "oprd"):
        yield from verb_agents(verb)
    elif noun.dep_ == "pobj" and verb.lower_ == "in" and verb.head.pos_ == "VERB" and not children(noun, "det", "poss", "amod"):
        yield from verb_agents(verb.head)  # "walked out in protest"
    elif noun.dep_ == "pobj" and verb.lower_ in {"on", "in"} and verb.head.lemma_.lower() in word_class("lightVerb"):
        yield from verb_agents(verb.head)  # "went on strike", "took part in a march"
    elif noun.dep_ == "nsubjpass" and verb.lemma_.lower() in word_class("lightVerb"):
        yield from passive_agents(verb)
    elif noun.dep_ == "pobj" and verb.head.pos_ == "NOUN" and verb.lower_ == "of" and depth < 4:
        yield from children(verb.head, "poss") or _through_verb(verb.head, depth + 1)


def patients(trigger: Trigger) -> list[Token]:
    """The heads of the nouns that name what or whom it is done to or about; never a time."""
    return [t for t in _patients(trigger) if t.ent_type_ not in MEASURES]


def _patients(trigger: Trigger) -> list[Token]:
    token = trigger.token
    if children(token, "ccomp") and any(t.lower_ == "it" for t in children(token, "nsubjpass")):
        return []  # "it was confirmed that": nothing is meant
    if trigger.frame.pos == "noun":
        taken = {t.i for t in agents(trigger)}
        found = (_possessors(token) if _owns_fate(trigger) else []) or prep_objects(token, *ABOUT_NOUN)
        return [t for t in found if t.i not in taken] or [t for t in children(token, "compound") if t.i not in taken]
    if trigger.frame.patient_role == "subject":
        return verb_agents(token)
    if {"objectHead", "particleObject"} <= trigger.frame.conditions.keys():  # "put her name to an order", "gave approval to the bill"
        after = [o for p in prepositions(token) for o in children(p, "pobj")]
        return [o for o in after if o.lemma_.lower() in trigger.frame.conditions["particleObject"]] or objects(token)
    found = [t for t in (*children(token, "dative"), *objects(token)) if t.ent_type_ not in MEASURES and t.pos_ != "ADP"]
    return found or [o for p in prepositions(token, *ABOUT_VERB) for o in children(p, "pobj")]


def place(trigger: Trigger) -> tuple[Token, Token] | None:
    """First and last token of where it happens: a place named after a preposition of the trigger or of its light verb."""
    token = trigger.token
    for noun in prep_objects(token, *WHERE) + (prep_objects(token.head, *WHERE) if token.dep_ in {"dobj", "nsubj", "nsubjpass"} else []):
        ent = next((e for e in token.doc.ents if e.start <= noun.i < e.end and e.label_ in {"GPE", "LOC", "FAC"}), None)
        if ent is not None:
            return ent[0], ent[-1]
    return None


def behind(token: Token) -> list[Token]:
    """Whose thing it is, for a subject that cannot act itself: "a Russian bomb", "the council's plan"."""
    return [t for t in (*children(token, "poss"), *_premodifiers(token)) if t.ent_type_ not in {"DATE", "TIME"}]


def is_document(token: Token) -> bool:
    """Whether the noun is a document, which acts for whoever made it."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in word_class("document")


def is_office(trigger: Trigger, token: Token) -> bool:
    """Whether the noun is the office that somebody takes or leaves, which is nobody."""
    return trigger.frame.type in {"Appoint", "ResignDismiss"} and token.pos_ == "NOUN" and token.lemma_.lower() in word_class("officeNoun")


def document_meant(token: Token, depth: int = 0) -> Token:
    """The document that "it" goes on with where one is the subject of the sentence before: "The order bars ... It asks"; else the token."""
    start = token.sent.start
    if token.lower_ != "it" or token.dep_ != "nsubj" or token.head != token.sent.root or not start or depth > MOST_SENTENCES:
        return token
    subject = first(token.doc[start - 1].sent.root, "nsubj", "nsubjpass")
    before = None if subject is None else document_meant(subject, depth + 1)
    return before if before is not None and is_document(before) else token


def author(document: Token) -> list[Token]:
    """Who made a document, as its own noun phrase says."""
    clauses = [c for c in children(document, "acl") if c.lemma_.lower() not in word_class("obtains")]
    posted = [t for clause in clauses for t in passive_agents(clause)]  # "a memo posted by the senator"
    own = children(document, "poss") or prep_objects(document, "by", "from") or posted or list(_premodifiers(document))
    return own or [t for t in children(document, "compound") if t.lemma_.lower() in word_class("actorNoun")]  # "a city order"


def clause_complement(verb: Token) -> Token | None:
    """The clause that a verb of saying, demanding or planning governs."""
    return first(verb, "ccomp", "xcomp")
