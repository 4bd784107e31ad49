"""What a reference to an article says, whatever the format."""

from dataclasses import dataclass
from datetime import date

from search.articles.article import Article
from search.results.page import Result, plain


@dataclass(frozen=True, slots=True)
class Citation:
    """One article as others refer to it.

    :param authors: names as printed, in their order
    :param newspaper: "" where its name is not known
    :param address: of the article's page
    """

    id: str
    title: str
    date: date | None
    authors: tuple[str, ...]
    newspaper: str
    address: str


def cite(article: Article | Result, newspaper: str, address: str) -> Citation:
    """The citation of an article."""
    title = article.headline if isinstance(article, Article) else plain(article.headline)
    return Citation(
        article.id, " ".join(title.split()), article.date, article.bylines, newspaper, address
    )
