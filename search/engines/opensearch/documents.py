"""Articles as the documents of a cluster, and back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from search.articles.article import Article
from search.engines.opensearch.layout import shortened, term
from search.engines.opensearch.tokens import ArticleTerms


def document(article: Article, terms: ArticleTerms) -> dict[str, Any]:
    """The document of an article; see :mod:`search.engines.opensearch.layout`."""
    return {
        "id": article.id,
        "stems": terms.stems,
        "forms": " ".join(map(term, terms.forms)),
        "byline_forms": " ".join(map(term, terms.byline_forms)),
        **terms.places,
        "length": terms.length,
        "weighted_length": terms.weighted_length,
        **(_calendar(article.date) if article.date else {}),
        "names": names(article),
        "article": _stored(article),
    }


def names(article: Article) -> list[str]:
    """Each name that signs an article once."""
    return list(dict.fromkeys(map(shortened, article.bylines)))


def article_of(stored: Mapping[str, Any]) -> Article:
    """The article that stands in a document's ``article``."""
    day = stored["date"]
    return Article(
        id=stored["id"],
        headline=stored["headline"],
        date=date.fromisoformat(day) if day else None,
        bylines=tuple(stored["bylines"]),
        standfirst=stored["standfirst"],
        body=stored["body"],
        captions=tuple(stored["captions"]),
    )


def _stored(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "headline": article.headline,
        "date": article.date.isoformat() if article.date else None,
        "bylines": article.bylines,
        "standfirst": article.standfirst,
        "body": article.body,
        "captions": article.captions,
    }


def _calendar(day: date) -> dict[str, int]:
    return {
        "day": day.toordinal(),
        "month": day.year * 12 + day.month - 1,
        "year": day.year,
        "month_day": day.month * 100 + day.day,
    }
