"""What a format is told of the list it writes, besides the results themselves."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from search.results.page import Result


@dataclass(frozen=True, slots=True)
class Listing:
    """Results that were asked for, as a whole.

    :param title: what was asked, in English
    :param newspaper: its name, "" if nobody said
    :param address: of this list in this format; like the others it begins with the scheme
    :param page_address: of the same search for people
    :param next_address: of what follows in this format, None at the end
    :param updated: when the archive last changed
    :param article_address: the address of an article's page by the article's id
    :param snippets: whether the results have one
    """

    title: str
    newspaper: str
    address: str
    page_address: str
    next_address: str | None
    updated: datetime
    article_address: Callable[[str], str]
    snippets: bool = True


Writer = Callable[[Listing, Iterable[Result]], Iterator[str]]
"""Pieces of text, one for a result and some around them, so that a list may be of any length."""
