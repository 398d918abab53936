"""What invented people are going to do, done in the order of time."""

import heapq
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from tqdm import tqdm

from prevention.errors import RefusedError
from prevention.scheduling import acts

Deed = Callable[[datetime], object]


@dataclass
class Diary:
    """What people are going to do, by the moment at which they do it."""

    until: datetime
    _deeds: list[tuple[datetime, int, Deed]] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def plan(self, at: datetime, deed: Deed) -> None:
        if at < self.until:
            heapq.heappush(self._deeds, (at, next(self._numbers), deed))

    def live(self) -> None:
        """Do it all in order; what a rule refuses by then is simply not done."""
        yesterday = None
        with tqdm(total=len(self._deeds), desc="Séances de l’année", leave=False) as bar:
            while self._deeds:
                at, _number, deed = heapq.heappop(self._deeds)
                if at.date() != yesterday:
                    yesterday = at.date()
                    acts.expire_due(now=at)
                try:
                    deed(at)
                except RefusedError:
                    continue
                finally:
                    bar.total = max(bar.total or 0, bar.n + len(self._deeds) + 1)
                    bar.update()
        acts.expire_due(now=self.until)
        acts.offer_free_times(now=self.until)
