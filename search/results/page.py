"""What a search answers: a page of results, ready to be shown."""

from dataclasses import dataclass
from datetime import date

from search.engines.contract import Explanation, Snapshot
from search.query.nodes import Boost
from search.results.facets import Facets
from search.results.nothing_found import NO_ADVICE, Advice


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text, and whether it is what the query looked for."""

    text: str
    match: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """One hit as a person reads it.

    :param headline: with its matches; ``plain(result.headline)`` is the text alone
    :param byline: all bylines as one line, "" where nobody signed
    :param snippet: the passage that shows best why the article was found
    :param has_all: whether it has all words typed side by side, or some; None where the search did
        not ask that
    :param explanation: how the score came about, where that was asked for
    """

    id: str
    headline: Spans
    date: date | None
    byline: str
    bylines: tuple[str, ...]
    standfirst: str
    snippet: Spans
    score: float
    has_all: bool | None = None
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class QueryReading:
    """How the typed text was read.

    :param readback: in plain English
    :param relaxed: no article has all the words, and the nearest are shown
    :param notes: one sentence for each thing that was read otherwise than typed
    :param added: words of the best articles that were looked for too, the heaviest first
    """

    text: str
    readback: str
    relaxed: bool = False
    notes: tuple[str, ...] = ()
    added: tuple[Boost, ...] = ()


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of the hits of a search.

    :param total: how many articles match, exactly
    :param with_all: how many of them, the first, have all words typed side by side; the others
        have some. None where the search did not ask that
    :param number: of this page, from 1
    :param size: hits a page, at most
    :param advice: what to ask instead, where little or nothing was found
    :param took_ms: milliseconds from the typed text to this answer
    """

    query: QueryReading
    total: int
    with_all: int | None
    number: int
    size: int
    results: tuple[Result, ...]
    facets: Facets
    snapshot: Snapshot
    took_ms: float
    advice: Advice = NO_ADVICE

    @property
    def pages(self) -> int:
        """How many pages there are; 0 where nothing matches."""
        return -(-self.total // self.size)

    @property
    def previous(self) -> int | None:
        """The number of the page before, None on the first and past the end."""
        return self.number - 1 if 1 < self.number <= self.pages + 1 else None

    @property
    def next(self) -> int | None:
        """The number of the page after, None on the last."""
        return self.number + 1 if self.number < self.pages else None


@dataclass(frozen=True, slots=True)
class SimilarPage:
    """The articles most like one, the likest first."""

    results: tuple[Result, ...]
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """A whole article with the words of a query marked; a tuple of spans a paragraph."""

    id: str
    headline: Spans
    date: date | None
    byline: str
    bylines: tuple[str, ...]
    standfirst: tuple[Spans, ...]
    body: tuple[Spans, ...]
    captions: tuple[Spans, ...]

    @property
    def summary(self) -> str:
        """The first paragraph of the standfirst, or else of the text; "" where there is none."""
        return next((plain(paragraph) for paragraph in (*self.standfirst, *self.body)), "")


def plain(spans: Spans) -> str:
    """The text of the spans, without the marks."""
    return "".join(span.text for span in spans)
