"""From what an engine found to what a person reads."""

from search.articles.article import Article
from search.engines.contract import Hit
from search.results.marking import Marker
from search.results.page import MarkedArticle, Result
from search.results.snippets import snippet


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


def marked_article(article: Article, marker: Marker) -> MarkedArticle:
    """The whole article with its matches marked, paragraph by paragraph."""
    return MarkedArticle(
        id=article.id,
        headline=marker.mark(article.headline, "headline"),
        date=article.date,
        byline=article.byline,
        bylines=article.bylines,
        standfirst=tuple(marker.mark(p, "standfirst") for p in _paragraphs(article.standfirst)),
        body=tuple(marker.mark(p, "body") for p in _paragraphs(article.body)),
        captions=tuple(marker.mark(caption, "captions") for caption in article.captions),
    )


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph]
