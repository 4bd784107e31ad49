"""An article, or a reference to it in a format for references."""

from collections.abc import Iterator

from flask import Response

from search.articles.article import Article
from search.errors import ArticleNotFoundError
from web.context import archive, settings
from web.formats.citation import cite
from web.formats.known import CITATION_FORMATS, CitationFormat, JsonAnswer
from web.lists import article_addresses
from web.negotiation import by_accept

Found = tuple[Article, JsonAnswer | CitationFormat]
"""An article, and the format of what is wanted of it."""


def find(asked: str) -> Found:
    """What stands at an address below ``articles``.

    An ending names a format, unless an article's own id ends so; without one ``Accept`` decides.

    :raises ArticleNotFoundError: no article has the id, with or without the ending
    """
    missing: ArticleNotFoundError | None = None
    for article_id, format in _readings(asked):
        try:
            article = archive().article(article_id)
        except ArticleNotFoundError as error:
            missing = missing or error
        else:
            return article, format or by_accept(CITATION_FORMATS)
    raise missing or ArticleNotFoundError(asked)


def citation_response(article: Article, format: CitationFormat) -> Response:
    """A reference to an article, with a header that leads to the page."""
    address = article_addresses()(article.id)
    body = format.write(cite(article, settings().newspaper, address))
    return Response(
        body, mimetype=format.mimetype, headers={"Link": f'<{address}>; rel="describes"'}
    )


def _readings(asked: str) -> Iterator[tuple[str, JsonAnswer | CitationFormat | None]]:
    yield asked, None
    for format in CITATION_FORMATS:
        if asked.endswith(f".{format.suffix}"):
            yield asked.removesuffix(f".{format.suffix}"), format
