"""The lexicon is data with examples, and every example is a test of its entry."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rdflib import Graph

from kg.errors import OntologyError
from kg.extract.lexicon import CONDITIONS, Cue, Frame, Lexicon, lexicon, read_cues, read_frames
from kg.extract.parse import Paragraph
from kg.extract.status import status
from kg.extract.triggers import triggers
from kg.model import STATUSES
from kg.vocab import type_schemes

FRAMES = [frame for frame in lexicon().frames if frame.type]
STOPS = [frame for frame in lexicon().frames if not frame.type]
CUES = [cue for cue in lexicon().cues if cue.status]
ACTS = {"close", "closure", "raid", "ban", "arrest"}
HEAD = """@prefix pe: <https://w3id.org/policy-event/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <https://w3id.org/policy-event/frame/> . @prefix type: <https://w3id.org/policy-event/type/> .
@prefix status: <https://w3id.org/policy-event/status/> . @prefix class: <https://w3id.org/policy-event/class/> .
"""


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_the_example_of_a_frame_evokes_it(frame: Frame, parsed: Callable[[str], tuple[Paragraph, ...]], words: Lexicon) -> None:
    found = {trigger.frame.id for paragraph in parsed(frame.example) for trigger in triggers(paragraph, words)}
    assert frame.id in found


@pytest.mark.parametrize("frame", STOPS, ids=lambda frame: frame.id)
def test_the_example_of_a_stop_frame_holds_its_word_and_no_event(
    frame: Frame, parsed: Callable[[str], tuple[Paragraph, ...]], words: Lexicon
) -> None:
    paragraphs = parsed(frame.example)
    assert frame.lemmas & {token.lemma_.lower() for paragraph in paragraphs for token in paragraph.doc}
    assert not any(trigger.token.lemma_.lower() in frame.lemmas for paragraph in paragraphs for trigger in triggers(paragraph, words))


@pytest.mark.parametrize("frame", STOPS, ids=lambda frame: frame.id)
def test_a_stop_frame_stops_a_word_that_evokes_elsewhere(frame: Frame, words: Lexicon) -> None:
    assert frame.conditions
    assert frame.conditions.keys() <= set(CONDITIONS)
    assert any(other.type for lemma in frame.lemmas for other in words.frames_of(lemma, frame.pos))


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_the_example_of_a_cue_has_its_status(cue: Cue, parsed: Callable[[str], tuple[Paragraph, ...]], words: Lexicon) -> None:
    acts = [token for paragraph in parsed(cue.example) for token in paragraph.doc if token.lemma_ in ACTS]
    assert status(acts[-1], words) == cue.status


@pytest.mark.parametrize("cue", lexicon().cues, ids=lambda cue: cue.id)
def test_the_example_of_a_cue_holds_one_of_its_words(cue: Cue, parsed: Callable[[str], tuple[Paragraph, ...]]) -> None:
    tokens = [token for paragraph in parsed(cue.example) for token in paragraph.doc]
    assert cue.lemmas & ({token.lemma_.lower() for token in tokens} | {token.lower_ for token in tokens})


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_a_frame_can_be_found(frame: Frame, words: Lexicon) -> None:
    assert frame.type in type_schemes()
    assert frame.lemmas
    assert frame.conditions.keys() <= set(CONDITIONS)
    assert all(frame in words.frames_of(lemma, frame.pos) for lemma in frame.lemmas)


def test_every_cue_gives_a_known_status() -> None:
    assert {cue.status for cue in CUES} <= set(STATUSES)


def test_a_frame_without_conditions_is_asked_last(words: Lexicon) -> None:
    for frames in words.by_lemma.values():
        free = [not frame.conditions for frame in frames]
        assert free == sorted(free)


def test_a_word_without_an_entry_is_no_cue(words: Lexicon) -> None:
    assert words.status_of("paint", "verb") is None
    assert not words.reports("paint")
    assert words.frames_of("paint", "verb") == ()


FRAME = ':f a pe:Frame ; pe:lemma "sign" ; pe:evokes type:Agree ; pe:partOfSpeech "verb" ; skos:example "They sign."@en .'
CUE = ':c a pe:StatusCue ; pe:lemma "plan" ; pe:complementStatus status:planned ; pe:partOfSpeech "verb" ; skos:example "They plan."@en .'


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("pe:evokes type:Agree ;", id="type"),
        pytest.param('pe:partOfSpeech "verb" ;', id="part of speech"),
        pytest.param('; skos:example "They sign."@en', id="example"),
    ],
)
def test_a_frame_without_a_part_is_refused_by_name(part: str) -> None:
    assert part in FRAME
    with pytest.raises(OntologyError, match="frame/f: has 0 values of"):
        list(read_frames(Graph().parse(data=HEAD + FRAME.replace(part, ""), format="turtle")))


def test_a_frame_with_two_types_is_refused() -> None:
    twice = FRAME.replace("type:Agree", "type:Agree , type:Vote")
    with pytest.raises(OntologyError, match="has 2 values of"):
        list(read_frames(Graph().parse(data=HEAD + twice, format="turtle")))


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("pe:complementStatus status:planned ;", id="status"),
        pytest.param('pe:partOfSpeech "verb" ;', id="part of speech"),
        pytest.param('; skos:example "They plan."@en', id="example"),
    ],
)
def test_a_cue_without_a_part_is_refused(part: str) -> None:
    assert part in CUE
    with pytest.raises(OntologyError, match="has 0 values of"):
        list(read_cues(Graph().parse(data=HEAD + CUE.replace(part, ""), format="turtle")))


def test_a_condition_is_a_word_or_all_words_of_a_class() -> None:
    more = FRAME.replace("pe:evokes", 'pe:objectHead "pact" , class:deal ; pe:evokes')
    graph = Graph().parse(data=HEAD + more + '\nclass:deal a pe:WordClass ; pe:word "treaty" , "truce" .', format="turtle")
    (frame,) = read_frames(graph)
    assert frame.conditions == {"objectHead": {"pact", "treaty", "truce"}}


def test_a_class_has_the_words_of_the_kinds_of_document_that_it_includes() -> None:
    more = FRAME.replace("pe:evokes", "pe:objectHead class:paper ; pe:evokes")
    classes = '\nclass:paper a pe:WordClass ; pe:includes :pact ; pe:word "memo" .\n:pact a pe:DocumentKind ; pe:word "pact" , "treaty" .'
    (frame,) = read_frames(Graph().parse(data=HEAD + more + classes, format="turtle"))
    assert frame.conditions == {"objectHead": {"memo", "pact", "treaty"}}


def test_a_noun_names_one_kind_of_document(words: Lexicon) -> None:
    nouns = [word for kind in words.kinds for word in kind.words | kind.loose]
    assert len(nouns) == len(set(nouns))
    assert all(kind.name in kind.words for kind in words.kinds)
    assert all(not nouns_ & words.classes["anyDocument"] for nouns_ in (kind.words | kind.loose for kind in words.kinds))
