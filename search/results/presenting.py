"""From what an engine found to what a person reads."""

import re
from collections.abc import Sequence

from search.articles.article import Article
from search.engines.contract import Engine, Hit
from search.results.marking import MarkedText, Marker
from search.results.page import MarkedArticle, Result, Span, Spans
from search.results.snippets import snippet

_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\n))+")


def shown(engine: Engine, hits: Sequence[Hit], marker: Marker) -> tuple[Result, ...]:
    """Some hits as they are shown, in their order."""
    articles = engine.articles([hit.id for hit in hits])
    return tuple(_result(article, hit, marker) for article, hit in zip(articles, hits, strict=True))


def _result(article: Article, hit: Hit, marker: Marker) -> Result:
    """One hit with its marked headline and best passage."""
    marked = marker.read(article)
    return Result(
        id=article.id,
        headline=marked["headline"][0].spans(),
        date=article.date,
        byline=article.byline,
        bylines=article.bylines,
        standfirst=article.standfirst,
        snippet=snippet(marked),
        score=hit.score,
    )


def unmarked_result(article: Article, hit: Hit, has_all: bool | None) -> Result:
    """One hit as it is printed, without a passage.

    :param has_all: as of :class:`~search.results.page.Result`
    """
    return Result(
        id=article.id,
        headline=(Span(article.headline),),
        date=article.date,
        byline=article.byline,
        bylines=article.bylines,
        standfirst=article.standfirst,
        snippet=(),
        score=hit.score,
        has_all=has_all,
    )


def marked_article(article: Article, marker: Marker) -> MarkedArticle:
    """The whole article with its matches marked, paragraph by paragraph."""
    marked = marker.read(article)
    return MarkedArticle(
        id=article.id,
        headline=marked["headline"][0].spans(),
        date=article.date,
        byline=article.byline,
        bylines=article.bylines,
        standfirst=_paragraphs(marked["standfirst"][0]),
        body=_paragraphs(marked["body"][0]),
        captions=tuple(caption.spans() for caption in marked["captions"]),
    )


def _paragraphs(marked: MarkedText) -> tuple[Spans, ...]:
    """The paragraphs of a text; a phrase may run from one into the next."""
    return tuple(marked.spans(m.start(), m.end()) for m in _PARAGRAPH.finditer(marked.text))
