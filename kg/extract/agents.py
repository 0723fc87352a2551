"""Who acts and who says so, as participants: documents give way to their authors, "I" to the speaker, capitals to governments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.extract import roles
from kg.extract.attribution import Source
from kg.extract.context import Context
from kg.extract.lexicon import word_class
from kg.extract.parse import Paragraph
from kg.extract.participants import SPEAKING, is_crowd, participants, sources
from kg.extract.triggers import Trigger
from kg.model import Participant
from kg.read.actors import default_metonyms

if TYPE_CHECKING:
    from spacy.tokens import Token


def agents(
    context: Context, paragraph: Paragraph, trigger: Trigger, source: Source | None, speaker: Participant | None
) -> tuple[Participant, ...]:
    """Who acts, each once. ``source`` and ``speaker`` are on whose word: the nouns, and whom they name."""
    found = _spoken(_named(context, paragraph, trigger), speaker)
    if not found and trigger.frame.type == "EnforceArrest" and source is not None:
        return _enforcers(source.paragraph, source.tokens)
    return found


def _named(context: Context, paragraph: Paragraph, trigger: Trigger) -> tuple[Participant, ...]:
    """Who acts; a document's act is its author's."""
    found: list[Participant] = []
    for token in map(roles.document_meant, roles.agents(trigger)):
        if roles.is_document(token):
            authors = participants(paragraph, roles.author(token), context.discourse)
            found += authors or context.authors.get(token.lemma_.lower(), ()) or _only_author(context, token)
        else:
            named = participants(paragraph, [token], context.discourse)
            crowd = token.lemma_.lower() in word_class("citizenry")
            found += named or participants(paragraph, [] if crowd else roles.behind(token), context.discourse)
    if trigger.frame.type == "Protest":
        found = [p for p in found if not is_crowd(p)]
    return tuple({p.name: p for p in map(_government, found)}.values())


def _only_author(context: Context, document: Token) -> tuple[Participant, ...]:
    """Who made "the new policy", if all documents of the article so far are by the same."""
    definite = any(t.lower_ in {"the", "this", "these", "those"} for t in document.children)
    own = {kind: authors for kind, authors in context.authors.items() if kind not in word_class("plainSuit")}  # whoever sues rules nothing
    made = {tuple(p.name for p in authors): authors for authors in own.values()}
    return next(iter(made.values())) if definite and len(made) == 1 else ()


def _spoken(agents: tuple[Participant, ...], speaker: Participant | None) -> tuple[Participant, ...]:
    """The speaker of a quote in the place of its "I" and "we"; nobody where the speaker is unknown."""
    named = [replace(a, name=speaker.name, kind=speaker.kind) if a.name == SPEAKING and speaker else a for a in agents]
    return tuple({a.name: a for a in named if a.name != SPEAKING}.values())


def speaker(context: Context, source: Source) -> Participant | None:
    """Whose word it is: the person where both a person and a body are named, the author where it is a document."""
    heads = [
        t for token in map(roles.document_meant, source.tokens) for t in (roles.author(token) if roles.is_document(token) else [token])
    ]
    found = [_government(p) for p in sources(source.paragraph, heads, context.discourse) if p.name != SPEAKING]
    people = [p for p in found if p.kind == "person"]
    # a spokesperson stands after whom she speaks for, the first of several speakers before the others
    spoken_for = any(t.lemma_.lower() in word_class("spokesperson") for head in heads for t in head.subtree)
    return next(iter([*(people[-1:] if spoken_for else people), *found]), None)


def _enforcers(paragraph: Paragraph, tokens: Sequence[Token]) -> tuple[Participant, ...]:
    """The police where they report arrests that name nobody: "police chief Jane Roe said nine people were arrested"."""
    nouns = [t for token in tokens for t in token.subtree if t.lemma_.lower() in word_class("lawEnforcer")]
    return tuple(Participant(paragraph.word(t), paragraph.word(t).lower(), "body", paragraph.span(t.i, t.i)) for t in nouns[:1])


def _government(agent: Participant) -> Participant:
    """A country for the capital or adjective that stands for it where it acts: "Beijing said", "the Russian invasion"."""
    country = default_metonyms().get(agent.name)
    return agent if country is None else replace(agent, name=country, kind="place")
