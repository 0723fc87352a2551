"""Articles in, mentions out: what always holds, whatever the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract.confidence import keep
from kg.extract.lexicon import Lexicon
from kg.extract.mentions import candidates, mentions, read_mentions
from kg.extract.names import Gazetteer
from kg.extract.parse import Model
from kg.model import Actor, Article, Mention

Read = Callable[..., list[Mention]]
DAY = date(2031, 5, 14)
SENTENCES = (
    "Mayor Holt signed an executive order on Monday.",
    "“We vetoed the bill,” said Lise Dahl.",
    "Ilva and Sorell held talks in Tarnby last week.",
    "The court refused to block the ban.",
    "Police arrested nine people, the ministry said.",
    "If the senate passes the budget, the union will strike.",
    "🎉 The council\u00a0voted to repeal the ordinance.",
)
TEXTS = st.lists(st.one_of(st.sampled_from(SENTENCES), st.text(max_size=40)), max_size=6).map(" ".join) | st.lists(
    st.one_of(st.sampled_from(SENTENCES), st.text(max_size=20)), max_size=6
).map("\n".join)


@given(TEXTS.filter(lambda text: "\r" not in text), st.sampled_from([DAY, None]))
@settings(deadline=None, max_examples=60)
def test_every_mention_is_anchored_in_its_article(read: Read, text: str, published: date | None) -> None:
    found = read(text, published)
    for mention in found:
        assert mention.evidence.span.of(text) == mention.evidence.quote
        assert mention.evidence.span.start <= mention.trigger.start < mention.trigger.end <= mention.evidence.span.end
        assert mention.trigger.of(text) == mention.words
        assert 0 <= mention.confidence <= 1
        for participant in (*mention.agents, *mention.targets):
            assert participant.span is None or participant.span.of(text) == participant.words
        assert mention.time is None or mention.time.span is None or mention.time.span.of(text) == mention.time.words
    assert len({mention.id for mention in found}) == len(found)
    assert [mention.trigger for mention in found] == sorted(mention.trigger for mention in found)


@given(TEXTS.filter(lambda text: "\r" not in text))
@settings(deadline=None, max_examples=15)
def test_the_same_article_gives_the_same_mentions(read: Read, text: str) -> None:
    assert read(text) == read(text)


@given(st.sampled_from(SENTENCES), st.text(alphabet="\n \u00a0", max_size=5))
@settings(deadline=None, max_examples=20)
def test_white_space_around_an_article_moves_offsets_and_nothing_else(read: Read, sentence: str, space: str) -> None:
    plain, moved = read(sentence), read(space + sentence)
    assert [(m.type, m.status, m.words, m.object, m.evidence.quote) for m in moved] == [
        (m.type, m.status, m.words, m.object, m.evidence.quote) for m in plain
    ]
    assert [m.trigger.start - len(space) for m in moved] == [m.trigger.start for m in plain]


def test_one_sentence_gives_the_whole_of_a_mention(find: Callable[..., Mention]) -> None:
    text = "TARNBY — On Monday Mayor Maren Holt asked the council to repeal the ordinance, her office said."
    mention = find(text, "asked")
    assert (mention.type, mention.status, mention.object) == ("DemandRequest", "occurred", "the council")
    assert [p.name for p in mention.agents] == ["Maren Holt"]
    assert [p.name for p in mention.targets] == ["council"]
    assert mention.time is not None
    assert mention.time.edtf == "2031-05-12"
    assert mention.evidence.quote.endswith("her office said.")
    assert mention.paragraph == 1


def test_a_rule_explains_the_row(find: Callable[..., Mention], words: Lexicon) -> None:
    frame, _, path = find("The governor vetoed the bill.", "vetoed").evidence.rule.partition(":")
    assert frame in {f.id for f in words.frames}
    assert path


def test_paragraphs_are_counted_from_the_body(read: Read) -> None:
    found = read("The senate passed the budget.\n\nThe governor vetoed the bill.")
    assert [(mention.words, mention.paragraph) for mention in found] == [("passed", 1), ("vetoed", 2)]


def test_no_mention_below_the_threshold(gazetteer: Gazetteer, model: Model) -> None:
    article = Article("a", "\n".join(SENTENCES * 2), published=DAY)
    kept = list(mentions(article, gazetteer, model))
    drafts = [mention for mention, _ in candidates(article, gazetteer, model)]
    assert kept
    assert [mention.id for mention in kept] == [mention.id for mention in drafts if keep(mention)]


def test_confidence_comes_with_its_reasons(gazetteer: Gazetteer, model: Model) -> None:
    ((_, reasons),) = candidates(Article("a", "The governor vetoed the bill.", published=DAY), gazetteer, model)
    assert {"bias", "verb", "frame=veto", "type=Veto"} <= set(reasons)


def test_articles_are_read_one_at_a_time_in_their_order(gazetteer: Gazetteer, model: Model) -> None:
    articles = [Article(str(number), sentence, published=DAY) for number, sentence in enumerate(SENTENCES)]
    readings = read_mentions(iter(articles), gazetteer, model)
    first = next(readings)
    assert first.article == articles[0]
    assert [reading.article.doc for reading in readings] == [article.doc for article in articles[1:]]


def test_an_article_does_not_hear_the_one_before_it(gazetteer: Gazetteer, model: Model) -> None:
    story = Article("a", "On Monday, Lise Dahl met the envoys of Sorell.", published=DAY)
    other = Article("b", "She vetoed the bill.", published=DAY)
    together = [reading.mentions for reading in read_mentions([story, other], gazetteer, model)]
    assert together[1] == tuple(mentions(other, gazetteer, model))
    assert together[1][0].agents == ()


def test_a_repeated_act_takes_the_day_from_the_one_that_has_it(gazetteer: Gazetteer, model: Model) -> None:
    text = "Holt's veto of the water bill angered farmers.\nHolt vetoed the water bill on May 2."
    first, second = mentions(Article("a", text, published=DAY), gazetteer, model)
    assert first.time is not None
    assert second.time is not None
    assert (first.time.edtf, second.time.edtf) == ("2031-05-02", "2031-05-02")


QUIET = "\nIt rained.\nIt snowed.\n"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param(f"On May 2, police arrested Bruun.{QUIET}The arrest of Bruun troubled many.", "2031-05-02", id="the word again"),
        pytest.param("The arrest of Bruun had troubled many.\nPolice arrested Bruun on May 2.", "2031-05-02", id="the word before"),
        pytest.param(f"In 2029, police arrested Bruun.{QUIET}The arrest of Bruun had troubled many.", None, id="too coarse a day"),
        pytest.param(f"On May 2, police arrested Bruun.{QUIET}The detention of Bruun had troubled many.", None, id="another word"),
        pytest.param(f"On May 2, police arrested Bruun.{QUIET}Another arrest of Bruun had troubled many.", None, id="another act"),
    ],
)  # fmt: skip
def test_nobodys_act_takes_the_day_of_the_same_word(text: str, day: str | None, gazetteer: Gazetteer, model: Model) -> None:
    found = next(m for m in mentions(Article("a", text, published=DAY), gazetteer, model) if m.words in {"arrest", "detention"})
    assert (found.time and found.time.edtf) == day


@pytest.mark.parametrize(
    "actors",
    [
        pytest.param((), id="no actor file"),
        pytest.param((Actor("signed", "signed", "person"),), id="an actor named like a verb"),
        pytest.param((Actor("x", "the order"), Actor("y", "order on", "body")), id="actors named like words"),
    ],
)
def test_any_actor_file_can_be_used(actors: tuple[Actor, ...], model: Model) -> None:
    text = "Mayor Holt signed the order on Monday. The council rejected it."
    for mention in mentions(Article("a", text, published=DAY), Gazetteer(actors), model):
        assert mention.evidence.span.of(text) == mention.evidence.quote
