"""From what an engine found to what a person reads."""

import re

from search.articles.article import Article
from search.engines.contract import Hit
from search.results.marking import Marker, spans
from search.results.page import MarkedArticle, Result, Span, Spans
from search.results.snippets import snippet

_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\n))+")


def result(article: Article, hit: Hit, marker: Marker) -> Result:
    """One hit with its marked headline and best passage."""
    return Result(
        id=article.id,
        headline=marker.mark(article.headline, "headline"),
        date=article.date,
        byline=article.byline,
        bylines=article.bylines,
        standfirst=article.standfirst,
        snippet=snippet(article, marker),
        score=hit.score,
    )


def unmarked_result(article: Article, hit: Hit) -> Result:
    """One hit as it is printed, without a passage."""
    return Result(
        id=article.id,
        headline=(Span(article.headline),),
        date=article.date,
        byline=article.byline,
        bylines=article.bylines,
        standfirst=article.standfirst,
        snippet=(),
        score=hit.score,
    )


def marked_article(article: Article, marker: Marker) -> MarkedArticle:
    """The whole article with its matches marked, paragraph by paragraph."""
    return MarkedArticle(
        id=article.id,
        headline=marker.mark(article.headline, "headline"),
        date=article.date,
        byline=article.byline,
        bylines=article.bylines,
        standfirst=_paragraphs(article.standfirst, "standfirst", marker),
        body=_paragraphs(article.body, "body", marker),
        captions=tuple(marker.mark(caption, "captions") for caption in article.captions),
    )


def _paragraphs(text: str, field: str, marker: Marker) -> tuple[Spans, ...]:
    """The paragraphs of a text; a phrase may run from one into the next."""
    places = marker.places(text, field)
    return tuple(spans(text, places, m.start(), m.end()) for m in _PARAGRAPH.finditer(text))
