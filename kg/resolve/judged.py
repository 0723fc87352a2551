"""People's word: which mentions are one event's, which are not, and what an event really was. It always wins, and it lasts.

A judgement names an event by its id or by that of one of its mentions. The id of an event stands for the mention that it is made
of, so that the judgement holds when events are worked out anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.model import CORRECTIONS, Judgement, digest
from kg.resolve.happening import Told


def judgement_id(judgement: Judgement) -> str:
    """16 hex digits over all that the judgement says; the same word given twice is one judgement."""
    said = [judgement.left, judgement.right, str(judgement.same), judgement.who, judgement.when.isoformat(), judgement.why]
    return digest(*said, *([] if judgement.kind == "identity" else [judgement.kind, judgement.value or ""]))


def standing(judgements: Iterable[Judgement]) -> list[Judgement]:
    """The judgements that hold, the latest first: those that no undo that holds takes back. An undo is none of them."""
    given = {judgement_id(judgement): judgement for judgement in judgements}
    undone: dict[str, list[str]] = {}
    for name, judgement in given.items():
        if judgement.kind == "undo":
            undone.setdefault(judgement.left, []).append(name)

    def holds(name: str) -> bool:
        # an id is a digest over the id that it undoes, so that a chain of undoing has an end
        return not any(holds(undo) for undo in undone.get(name, ()))

    kept = (judgement for name, judgement in given.items() if judgement.kind != "undo" and holds(name))
    return sorted(kept, key=lambda j: (j.when, j.left, j.right, j.same, j.kind, j.value or "", judgement_id(j)), reverse=True)


@dataclass(frozen=True, slots=True)
class Word:
    """What people have said of mentions. Build it with ``word``."""

    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: tuple[tuple[str, str, bool], ...] = ()
    corrected: Mapping[str, tuple[tuple[int, str, str], ...]] = field(default_factory=dict)

    def pairs(self, mentions: Collection[str]) -> Iterator[tuple[str, str, bool]]:
        """Left, right and whether they are one, for pairs among these mentions, in the order in which they count."""
        known = set(mentions) if self.order else set()
        yield from ((left, right, same) for left, right, same in self.order if left in known and right in known)

    def corrections(self, mentions: Iterable[str]) -> dict[str, str]:
        """What people say that the event of these mentions is: ``date``, ``type``, ``status``, each the latest."""
        said = sorted((one for mention in mentions for one in self.corrected.get(mention, ())), reverse=True)
        return {kind: value for _, kind, value in said}


def word(judgements: Sequence[Judgement], told: Collection[Told]) -> Word:
    """What the judgements say of these mentions; those on other things are passed over."""
    if not judgements:
        return Word()
    anchors = {one.event: one.id for one in told} | {one.id: one.id for one in told}
    order: list[tuple[str, str, bool]] = []
    together: dict[str, tuple[str, ...]] = {}
    corrected: dict[str, tuple[tuple[int, str, str], ...]] = {}
    for place, judgement in enumerate(standing(judgements)):
        left, right = anchors.get(judgement.left), anchors.get(judgement.right)
        if left is None:
            continue
        if judgement.kind in CORRECTIONS:
            corrected[left] = (*corrected.get(left, ()), (place, judgement.kind, judgement.value or ""))
        elif right is not None and left != right:
            order.append((left, right, judgement.same))
            if judgement.same:
                together[left] = (*together.get(left, ()), right)
                together[right] = (*together.get(right, ()), left)
    return Word(together, tuple(order), corrected)
