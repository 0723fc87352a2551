"""Jobs come back in order, and of the articles only those that end their worker are lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Article
from kg.work.job import Job, Made
from kg.work.owner import Outcome, Owner


class Fragile:
    """Two workers that do a job when they are asked what has happened, the later one first, and end at certain articles.

    ``once`` end the first worker that has them, ``always`` every one, ``crowded`` each where another is at work.
    """

    def __init__(self, once: set[str], always: set[str], crowded: set[str]) -> None:
        self.once, self.always, self.crowded = set(once), always, crowded
        self.jobs: dict[int, Job] = {}
        self.alone: list[str] = []

    @property
    def free(self) -> int:
        return 2 - len(self.jobs)

    @property
    def busy(self) -> int:
        return len(self.jobs)

    def submit(self, ticket: int, job: Job) -> None:
        assert self.free > 0
        self.jobs[ticket] = job

    def wait(self, block: bool) -> Iterable[Outcome]:
        if not self.jobs:
            assert not block
            return
        alone = len(self.jobs) == 1
        ticket, job = self.jobs.popitem()
        names = [article.doc for article in job.articles]
        for name in names:
            yield Outcome(ticket)
            if name in self.once or name in self.always or (name in self.crowded and not alone):
                self.once.discard(name)
                yield Outcome(ticket, died="killed by signal 9")
                return
        yield Outcome(ticket, Made(",".join(names), len(names)))


names = st.sets(st.sampled_from([f"a{number}" for number in range(12)]), max_size=4)


@settings(deadline=None)
@given(names, names, names, st.integers(1, 5))
def test_only_what_always_ends_its_worker_is_refused_and_the_order_is_kept(
    once: set[str], always: set[str], crowded: set[str], size: int
) -> None:
    found = [Article(f"a{number}", f"text {number}") for number in range(12)]
    parts = [tuple(found[at : at + size]) for at in range(0, 12, size)]
    jobs = [Job(part, "x:", last=part is parts[-1]) for part in parts]
    told: list[int] = []
    with tempfile.TemporaryDirectory() as spool:
        owner = Owner(Fragile(once, always, crowded), Path(spool), told.append)
        made = list(owner.in_order(iter(jobs), lambda _: None))
        assert list(Path(spool).iterdir()) == []
    done = [name for one, _ in made for name in (one.key.split(",") if one.key else [refusal.place for refusal in one.refused])]
    assert done == [article.doc for article in found]
    assert {refusal.place for one, _ in made for refusal in one.refused} == always
    assert [last for _, last in made] == [False] * (len(made) - 1) + [True]
    assert told[-1] == 12
    assert max(told) <= 12


def test_what_an_earlier_run_has_left_is_not_done_again() -> None:
    jobs = [Job((Article("a", "one"),), "x:"), Job((Article("b", "two"),), "x:", last=True)]
    runner = Fragile(set(), {"a"}, set())
    with tempfile.TemporaryDirectory() as spool:
        owner = Owner(runner, Path(spool), lambda _: None)
        made = list(owner.in_order(iter(jobs), lambda job: Made("a", 1) if job is jobs[0] else None))
    assert [(one.key, last) for one, last in made] == [("a", False), ("b", True)]
