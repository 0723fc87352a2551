"""Which articles a run takes, and how they are cut into jobs."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.prov import Run
from kg.graph.store import Store
from kg.model import Article, Reading
from kg.work.cut import Cut, known_to, order
from kg.work.job import Job

RUN = Run("1", "none", "1", "0", "0")
LIKE = Job((), "x:", limit=7)
DAY = date(2031, 5, 1)

articles = st.builds(
    lambda doc, text, day: Article(f"d{doc}", f"text {text}", published=DAY + timedelta(day)),
    st.integers(0, 5),
    st.integers(0, 9),
    st.integers(0, 3),
)


def jobs(found: list[Article], size: int, known: set[str] = frozenset()) -> list[Job]:
    return [job for job in Cut(found, lambda article: article.id in known, size, LIKE) if job is not None]


@settings(deadline=None)
@given(st.lists(articles, max_size=30), st.integers(1, 5))
def test_of_each_text_the_first_by_day_and_name_is_what_the_last_job_with_it_holds(found: list[Article], size: int) -> None:
    held: dict[str, Article] = {}
    for job in jobs(found, size):
        assert 0 < len(job.articles) <= size
        assert (job.base, job.limit) == (LIKE.base, LIKE.limit)
        assert len({article.id for article in job.articles}) == len(job.articles)
        held |= {article.id: article for article in job.articles}
    assert held == {key: min((a for a in found if a.id == key), key=order) for key in {a.id for a in found}}


@settings(deadline=None)
@given(st.lists(articles, max_size=30, unique_by=lambda article: article.id), st.integers(1, 5), st.integers(0, 6))
def test_a_run_that_goes_on_cuts_what_is_left_as_the_first_one_did(found: list[Article], size: int, done: int) -> None:
    first = jobs(found, size)
    known = {article.id for job in first[:done] for article in job.articles}
    assert jobs(found, size, known) == first[done:]


@settings(deadline=None)
@given(st.lists(articles, max_size=30), st.integers(1, 5))
def test_only_the_last_job_is_the_last_and_whoever_asks_is_answered_after_every_article(found: list[Article], size: int) -> None:
    steps = list(Cut(found, lambda _: False, size, LIKE))
    assert len(steps) == len(found) + bool(found)
    assert [job.last for job in steps if job is not None] == [False] * (len(jobs(found, size)) - 1) + [True] * bool(found)


def test_what_a_store_has_is_known_unless_it_would_be_read_otherwise() -> None:
    here, other = Article("b", "A text.", published=DAY), Run("2", "none", "1", "0", "0")
    with Store.open() as store:
        store.put(Reading(here, ()), RUN)
        known = known_to(store, RUN)
        assert known(here)
        assert not known_to(store, other)(here)
        assert not known(Article("b", "Another text.", published=DAY))
        # the same source says another day now; the same text elsewhere counts where it comes first
        assert not known(Article("b", "A text.", published=DAY + timedelta(1)))
        assert known(Article("c", "A text.", published=DAY))
        assert not known(Article("a", "A text.", published=DAY))
