"""Groups of mentions that only grow while nothing speaks against it; the result does not depend on the order of what is offered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

_K = TypeVar("_K", bound=Hashable)


class Clusters(Generic[_K]):
    """A union-find over items with pairs that must stay apart.

    >>> groups = Clusters("abc")
    >>> groups.forbid("a", "c")
    >>> groups.join("a", "b"), groups.join("b", "c")
    (True, False)
    >>> [sorted(group) for group in groups]
    [['a', 'b'], ['c']]
    """

    def __init__(self, items: Iterable[_K]) -> None:
        self._members: dict[_K, list[_K]] = {item: [item] for item in items}
        self._group: dict[_K, _K] = {item: item for item in self._members}
        self._enemies: dict[_K, set[_K]] = {}

    def __iter__(self) -> Iterator[Sequence[_K]]:
        """The groups, in the order in which their first items were given."""
        return iter(self._members.values())

    def __contains__(self, item: object) -> bool:
        return item in self._group

    def group(self, item: _K) -> _K:
        """One item of the group of ``item``, the same for all of them until groups are joined."""
        return self._group[item]

    def members(self, item: _K) -> Sequence[_K]:
        """Everything in the group of ``item``, itself too."""
        return self._members[self._group[item]]

    def together(self, left: _K, right: _K) -> bool:
        """Whether both are in one group."""
        return self._group[left] == self._group[right]

    def forbid(self, left: _K, right: _K) -> None:
        """Keeps two items apart from now on; ValueError if they are together already."""
        if self.together(left, right):
            raise ValueError(f"{left!r} and {right!r} are in one group already")
        self._enemies.setdefault(left, set()).add(right)
        self._enemies.setdefault(right, set()).add(left)

    def forbidden(self, left: _K, right: _K) -> bool:
        """Whether a pair that must stay apart would come together if these two did."""
        if not self._enemies:
            return False
        others = self.members(right)
        return any(not self._enemies.get(item, set()).isdisjoint(others) for item in self.members(left))

    def join(self, left: _K, right: _K, fit: Callable[[Sequence[_K], Sequence[_K]], bool] | None = None) -> bool:
        """Makes one group of two, unless a forbidden pair or ``fit`` over both groups speaks against it; whether they are together."""
        if self.together(left, right):
            return True
        mine, theirs = self.members(left), self.members(right)
        if self.forbidden(left, right) or (fit is not None and not fit(mine, theirs)):
            return False
        if len(mine) < len(theirs):
            left, right = right, left
        into, gone = self._group[left], self._group[right]
        for item in self._members[gone]:
            self._group[item] = into
        self._members[into] += self._members.pop(gone)
        return True
