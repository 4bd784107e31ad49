"""The front door: an archive that is searched, and the build that makes one."""

import threading
import time
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from search.articles.article import Article
from search.engines.contract import Engine, Request, Shelf, Snapshot, Sort
from search.engines.counts import Period
from search.engines.warming import warm
from search.errors import ArchiveDamagedError, ArticleNotFoundError, ParameterError
from search.indexing.build import Progress, build_index
from search.indexing.report import BuildReport
from search.query.matching import all_of
from search.query.narrowing import Filters
from search.query.nodes import DayOfYear, Everything
from search.query.parser import parse
from search.ranking.similarity import similar
from search.ranking.tiers import Match
from search.results.facets import FacetName, Facets
from search.results.harvest import Harvest
from search.results.holdings import Holdings, holdings
from search.results.marking import Marker
from search.results.page import MarkedArticle, QueryReading, ResultPage, SimilarPage
from search.results.presenting import marked_article, shown
from search.results.suggestions import Suggestions, suggestions
from search.results.trends import Trends, trends
from search.searching import Answer, Question, answer, ranked
from search.settings import Settings
from search.shelves import open_shelf

__all__ = ["Archive", "Match", "build", "open_archive"]

# A process that has searched this often will search on: then it pays to load what makes searches
# quick, which takes about a second beside them.
_WARM_AFTER = 20

# How long a search may go on using a snapshot after a newer one was switched to.
_LOOK_EVERY = 0.5


class Archive:
    """An index that is searched, by any number of threads.

    It takes up a newer snapshot by itself, soon after a build has switched to one.
    """

    def __init__(self, shelf: Shelf, settings: Settings) -> None:
        self._shelf = shelf
        self._settings = settings
        self._lock = threading.Lock()
        self._engine: Engine | None = None
        self._generation = ""
        self._looked_at = float("-inf")
        self._searches = 0
        self._is_warm = False

    @property
    def snapshot(self) -> Snapshot:
        """Which state of the archive is searched now.

        :raises ArchiveMissingError: nothing was ever built
        :raises ArchiveDamagedError: the index cannot be read
        :raises ClusterAwayError: it is on a cluster that cannot answer now; so all that asks may
        """
        return self._current().snapshot

    def search(
        self,
        text: str,
        *,
        first: date | None = None,
        last: date | None = None,
        bylines: Sequence[str] = (),
        years: Sequence[int] = (),
        sort: Sort | str = Sort.RELEVANCE,
        page: int = 1,
        per_page: int = 20,
        match: Match | str = Match.AUTO,
        recency: float | None = None,
        broaden: bool = False,
        without: Collection[str] = (),
        explain: bool = False,
        facet: Sequence[FacetName] = (),
    ) -> ResultPage:
        """A page of the articles that a typed query finds, ready to be shown.

        :param first: leave out articles before this day, and undated ones
        :param last: leave out articles after this day, and undated ones
        :param bylines: leave out articles by none of these names
        :param years: leave out articles of none of these years
        :param facet: what to count over all matching articles
        :param page: from 1; a page behind the last is empty
        :param recency: an article so many days older than the newest scores half; None where age
            does not matter
        :param broaden: look for words of the best articles too, whatever ``match`` says
        :param without: words that are not to be added so
        :param explain: whether to say of each hit how its score came about
        :raises ParameterError: page, per_page or recency is less than 1
        """
        _at_least_one("page", page)
        _at_least_one("per_page", per_page)
        started = time.perf_counter()
        filters = Filters(first, last, tuple(years), tuple(bylines))
        question = Question(
            text, parse(text), filters, Sort(sort), Match(match), recency, broaden, without
        )
        found = self._answer(question, (page - 1) * per_page, per_page)
        return found.page(explain, facet, started)

    def trends(self, texts: Sequence[str], period: Period | None = None) -> Trends:
        """How often typed queries match over time; of words side by side all must.

        :param period: None for the finest of which there are not too many
        """
        engine = self._engine_for_search()
        return trends(engine, texts, self._timed(Request(Everything())), period)

    def on_this_day(self, month: int, day: int, page: int = 1, per_page: int = 20) -> ResultPage:
        """The articles of a day in whatever year, newest first.

        :raises ParameterError: page or per_page is less than 1
        """
        _at_least_one("page", page)
        _at_least_one("per_page", per_page)
        started = time.perf_counter()
        engine = self._engine_for_search()
        tree = DayOfYear(month, day)
        request = Request(tree, Sort.NEWEST, (page - 1) * per_page, per_page)
        found = engine.search(self._timed(request))
        return ResultPage(
            query=QueryReading("", ""),
            total=found.total,
            with_all=None,
            number=page,
            size=per_page,
            results=shown(engine, found.hits, Marker(tree)),
            facets=Facets(),
            snapshot=engine.snapshot,
            took_ms=(time.perf_counter() - started) * 1000,
        )

    def holdings(self) -> Holdings:
        """What the archive holds by year and byline, and what could not be read."""
        engine = self._current()
        return holdings(engine, self._shelf.skipped(self._generation))

    def harvest(
        self,
        text: str,
        *,
        first: date | None = None,
        last: date | None = None,
        bylines: Sequence[str] = (),
        years: Sequence[int] = (),
        sort: Sort | str = Sort.RELEVANCE,
        match: Match | str = Match.AUTO,
        recency: float | None = None,
        broaden: bool = False,
        without: Collection[str] = (),
    ) -> Harvest:
        """All articles that a typed query finds, in the order of the pages.

        For the parameters see :meth:`search`.

        :raises ParameterError: recency is less than 1
        """
        filters = Filters(first, last, tuple(years), tuple(bylines))
        question = Question(
            text, parse(text), filters, Sort(sort), Match(match), recency, broaden, without
        )
        return self._answer(question).harvest()

    def rank(
        self,
        text: str,
        limit: int = 10,
        match: Match | str = Match.AUTO,
        *,
        broaden: bool = False,
    ) -> list[tuple[str, float]]:
        """The ids and scores of the best articles, best first; no snippets are made."""
        request = self._timed(Request(parse(text).tree, limit=limit))
        found, _ = ranked(self._engine_for_search(), request, Match(match), broaden)
        return list(zip(found.ids, found.scores, strict=True))

    def similar(self, article_id: str, limit: int = 10) -> SimilarPage:
        """The articles that are most like one, the likest first.

        :raises ArticleNotFoundError: there is none of that id
        :raises ParameterError: limit is less than 1
        :raises QueryTooSlowError: it took longer than the setting ``timeout`` allows
        """
        _at_least_one("limit", limit)
        engine = self._current()
        found = similar(engine, self.article(article_id), limit, self._deadline())
        return SimilarPage(shown(engine, found, Marker(Everything())), engine.snapshot)

    def article(self, article_id: str) -> Article:
        """One whole article.

        :raises ArticleNotFoundError: there is none of that id
        """
        engine = self._current()
        # Ids are ASCII, whatever the files are called.
        found = engine.articles([article_id]) if article_id.isascii() else []
        if not found:
            raise ArticleNotFoundError(article_id)
        return found[0]

    def marked(self, article_id: str, text: str) -> MarkedArticle:
        """One whole article with the words of a typed query marked.

        :raises ArticleNotFoundError: there is none of that id
        """
        return marked_article(self.article(article_id), Marker(all_of(parse(text).tree)))

    def suggest(self, text: str, limit: int = 5) -> Suggestions:
        """What a person who has typed this far may go on to type.

        :param limit: words, names and headlines at most, of each
        :raises ParameterError: limit is less than 1
        :raises QueryTooSlowError: it took longer than the setting ``timeout`` allows
        """
        _at_least_one("limit", limit)
        return suggestions(self._current(), text, limit, self._deadline())

    def warm(self) -> None:
        """Make searches as quick as they will be: for a process that will answer many.

        Snapshots that it takes up later are prepared beside the first searches in them.

        :raises ArchiveMissingError: nothing was ever built
        :raises ArchiveDamagedError: the index cannot be read
        :raises ClusterAwayError: the cluster cannot answer now
        """
        self._shelf.warm()
        warm(self._current())
        self._is_warm = True

    def check(self) -> list[str]:
        """Read the whole index and compare checksums; a sentence for each thing that is wrong.

        :raises ArchiveMissingError: nothing was ever built
        :raises ArchiveDamagedError: the index is too damaged to be looked through
        """
        return self._shelf.check()

    def remarks(self) -> list[str]:
        """What is worth knowing of where the index is kept, in sentences."""
        return self._shelf.remarks()

    def _answer(self, question: Question, offset: int = 0, limit: int = 0) -> Answer:
        if question.recency is not None:
            _at_least_one("recency", question.recency, "a number of days from 1")
        engine = self._engine_for_search()
        return answer(engine, question, self._timed(question.request(offset, limit)))

    def _timed(self, request: Request) -> Request:
        """A request within the limits of the settings, from now on."""
        most = self._settings.most_expansions
        return request._replace(most_expansions=most, deadline=self._deadline())

    def _deadline(self) -> float:
        return time.monotonic() + self._settings.timeout

    def _engine_for_search(self) -> Engine:
        self._searches += 1
        if self._searches == _WARM_AFTER and not self._is_warm:
            threading.Thread(target=self.warm, name="warm").start()
        return self._current()

    def _current(self) -> Engine:
        """The engine of the newest snapshot, looking for a newer one now and then."""
        engine = self._engine
        if engine is not None and self._looked_lately():
            return engine
        with self._lock:
            # Whoever had the lock before may have looked.
            if self._engine is not None and self._looked_lately():
                return self._engine
            name = self._shelf.current()
            if self._engine is None or name != self._generation:
                follows = self._engine is not None
                self._engine, self._generation = self._opened(name)
                if follows and self._is_warm:
                    threading.Thread(target=warm, args=(self._engine,), name="warm").start()
            self._looked_at = time.monotonic()
            return self._engine

    def _looked_lately(self) -> bool:
        return time.monotonic() - self._looked_at < _LOOK_EVERY

    def _opened(self, name: str) -> tuple[Engine, str]:
        while True:
            try:
                return self._shelf.open(name), name
            except ArchiveDamagedError:
                # Builds that ended meanwhile may have replaced the generation and removed it.
                newest = self._shelf.current()
                if newest == name:
                    raise
                name = newest


def open_archive(index: str | Path, settings: Settings | None = None) -> Archive:
    """The archive whose index is in a folder; it is read when it is first needed.

    :param settings: for what is not in the index; the defaults if None. Where its engine is a
        cluster, nothing is read from the folder
    :raises UsageError: the engine of the settings is none
    """
    settings = settings or Settings()
    return Archive(open_shelf(Path(index), settings), settings)


def build(
    seeds: str | Path,
    index: str | Path,
    *,
    full: bool = False,
    progress: Progress | None = None,
    settings: Settings | None = None,
) -> BuildReport:
    """Bring an index up to date with the article files in a folder, or make it.

    :param full: take every file in anew instead of what changed
    :param progress: called with how many files are done, and how many there are
    :raises UsageError: there is no such folder of seeds
    :raises BuildRunningError: another build of this index is running
    :raises ArchiveDamagedError: the index cannot be built on; ``full=True`` makes it anew
    :raises ClusterAwayError: the cluster that it is to be on cannot take it now
    """
    shelf = open_shelf(Path(index), settings or Settings())
    return build_index(Path(seeds), Path(index), shelf, full=full, progress=progress)


def _at_least_one(name: str, value: float, remedy: str = "a whole number from 1") -> None:
    if not value >= 1:  # nor is what is no number
        raise ParameterError(name, str(value), remedy)
