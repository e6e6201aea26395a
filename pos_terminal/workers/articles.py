"""Articles that are made or changed in the app, and the changes that others make at the centre.

`ArticleWorker` is the thread, `ArticleDesk` what it does. A change is on this till's disk before anybody is
told; the centre is told at once or, while it is away, later: until then it stays owed in the same file. Every
few minutes the centre's own changes are taken over. It decides nothing.
"""

import logging
import queue
import random
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pos_terminal.domain.catalog import Product
from pos_terminal.errors import BadInput, StorageUnavailable, Unavailable
from pos_terminal.services.article_messages import ArticleSaved, ArticlesChanged
from pos_terminal.services.article_port import ArticleCentre, ArticleFile, Mark, Owed
from pos_terminal.services.ports import Clock, Post
from pos_terminal.services.timestamps import utc_text

log = logging.getLogger("pos.articles")

PAGE = 200
# Pages follow one another with a breath between them: a first pull may read a hundred thousand articles.
PAGE_PAUSE_MS = 50
FIRST_MS = 1_000
LONGEST_MS = 60_000
# What is committed late, or stamped by a clock that is behind, is found in the next pull or the one after.
AGAIN = timedelta(minutes=10)
_NS_PER_MS = 1_000_000
_NS_PER_S = 1_000_000_000
_NS_PER_MINUTE = 60 * _NS_PER_S


@dataclass(frozen=True, slots=True)
class SaveArticle:
    """Write a new or changed article here and at the centre."""

    product: Product


@dataclass(frozen=True, slots=True)
class Centre:
    """The centre's articles, and how often its changes are looked for, 0: never."""

    articles: ArticleCentre
    pull_minutes: int


class ArticleDesk:
    """Does the work, without a thread. centre: None where there is none. jitter: as `random.random`."""

    def __init__(
        self, file: ArticleFile, centre: Centre | None, post: Post, clock: Clock, jitter: Callable[[], float]
    ) -> None:
        self._file = file
        self._centre = centre
        self._post = post
        self._clock = clock
        self._jitter = jitter
        self._wanted: deque[Product] = deque()
        self._written = False
        # What was owed when the last run ended is looked for first.
        self._owes = centre is not None
        self._next_page: Mark | None = None
        self._pull_at_ns = clock.monotonic_ns()
        self._failures = 0
        self._not_before_ns = 0

    def take(self, wanted: SaveArticle) -> None:
        """Take a change in."""
        self._wanted.append(wanted.product)

    def turn(self) -> int | None:
        """Do the most urgent thing; answers in how many ns the next is due, None where there is none.

        Where it raises, `fault` must follow.
        """
        if self._wanted:
            self._save(self._wanted[0])
            self._wanted.popleft()
        elif self._centre is not None and self._wait_ns(self._centre) == 0:
            try:
                self._ask(self._centre)
            except Unavailable as error:
                self._away(error)
        if self._wanted:
            return 0
        return None if self._centre is None else self._wait_ns(self._centre)

    def fault(self) -> int | None:
        """What was to be done failed by an error of ours: whoever waits is told, the rest is tried later."""
        self._pause()
        if self._wanted:
            problem = "" if self._written else "The till met an error of its own; its log tells more."
            self._post(ArticleSaved(self._wanted.popleft(), False, problem))
        if self._wanted:
            return 0
        return None if self._centre is None else self._wait_ns(self._centre)

    def _wait_ns(self, centre: Centre) -> int | None:
        now_ns = self._clock.monotonic_ns()
        if self._owes:
            return max(0, self._not_before_ns - now_ns)
        if not centre.pull_minutes:
            return None
        return max(0, max(self._not_before_ns, self._pull_at_ns) - now_ns)

    def _save(self, product: Product) -> None:
        """Here first; then at the centre, if it answers now."""
        self._written = False
        owed_since = utc_text(self._clock.utc_ms()) if self._centre is not None else ""
        try:
            self._file.save(product, owed_since)
        except (BadInput, StorageUnavailable) as error:
            self._post(ArticleSaved(product, False, str(error)))
            return
        self._written, at_centre = True, False
        if self._centre is not None:
            self._owes = True
            at_centre = self._told_at_once(self._centre, Owed(product, owed_since))
        self._post(ArticleSaved(product, at_centre))

    def _told_at_once(self, centre: Centre, owed: Owed) -> bool:
        """Nobody waits for a centre that has just not answered."""
        if self._clock.monotonic_ns() < self._not_before_ns:
            return False
        try:
            centre.articles.put(owed.product)
            self._file.told(owed, None)
        except Unavailable as error:
            self._away(error)
            return False
        self._back()
        return True

    def _ask(self, centre: Centre) -> None:
        """What is owed goes out before anything is taken in. Raises Unavailable."""
        if self._owes:
            for owed in self._file.owed():
                instead = centre.articles.put_late(owed.product, owed.at)
                self._file.told(owed, instead)
                if instead is not None:
                    self._post(ArticlesChanged((owed.product.product_id,)))
            self._owes = False
        else:
            self._pull(centre)
        self._back()

    def _pull(self, centre: Centre) -> None:
        """One page of the centre's changes. Raises Unavailable."""
        after = self._next_page or begin_again(self._file.mark())
        changes = centre.articles.changed(after, PAGE)
        taken = self._file.take(changes)
        self._next_page = changes.mark if changes.more else None
        pause_ns = PAGE_PAUSE_MS * _NS_PER_MS if changes.more else centre.pull_minutes * _NS_PER_MINUTE
        self._pull_at_ns = self._clock.monotonic_ns() + pause_ns
        if taken:
            log.info("articles_taken_over count=%d", len(taken))
            self._post(ArticlesChanged(tuple(product.product_id for product in taken)))

    def _back(self) -> None:
        if self._failures:
            log.info("articles_back")
        self._failures = 0
        self._not_before_ns = 0

    def _away(self, error: Unavailable) -> None:
        if not self._failures:
            log.info("articles_away reason=%s", error)
        self._pause()

    def _pause(self) -> None:
        self._failures += 1
        wait_ms = min(FIRST_MS << min(self._failures - 1, 20), LONGEST_MS)
        half_ns = wait_ms * _NS_PER_MS // 2
        self._not_before_ns = self._clock.monotonic_ns() + half_ns + int(self._jitter() * half_ns)


class ArticleWorker:
    """The thread around the desk. file and the centre's articles belong to it, and it closes them."""

    def __init__(
        self,
        file: ArticleFile,
        centre: Centre | None,
        post: Post,
        clock: Clock,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._file = file
        self._centre = centre
        self._desk = ArticleDesk(file, centre, post, clock, jitter)
        self._queue: queue.SimpleQueue[SaveArticle | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="articles", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def put(self, wanted: SaveArticle) -> None:
        """Hand a change over, from any thread; returns at once."""
        self._queue.put(wanted)

    def stop(self, timeout_s: float) -> None:
        """End after the call that is on its way; what the centre was not told stays owed in the file."""
        self._queue.put(None)
        self._thread.join(timeout_s)

    def _run(self) -> None:
        wait_ns: int | None = 0
        while self._listen(wait_ns):
            try:
                wait_ns = self._desk.turn()
            except Exception:
                log.exception("articles_failed")
                wait_ns = self._desk.fault()
        self._file.close()
        if self._centre is not None:
            self._centre.articles.close()

    def _listen(self, wait_ns: int | None) -> bool:
        """Everything that lies in the queue, or whatever comes until something is due; False at the end."""
        block, timeout_s = True, None if wait_ns is None else wait_ns / _NS_PER_S
        while True:
            try:
                wanted = self._queue.get(block, timeout_s)
            except queue.Empty:
                return True
            if wanted is None:
                return False
            self._desk.take(wanted)
            block, timeout_s = False, None


def begin_again(mark: Mark) -> Mark:
    """Where a pull begins: some time before the last one ended."""
    if not mark.at:
        return mark
    began = datetime.fromisoformat(mark.at) - AGAIN
    return Mark(began.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
