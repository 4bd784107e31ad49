"""What every reader makes of a file."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it was printed.

    :param id: stable and safe in a URL; see :mod:`search.articles.ids`
    :param date: the day of publication, None where the file does not say
    :param bylines: one entry a person or agency, in the order printed
    :param standfirst: paragraphs parted by one blank line, "" where there is none
    :param body: paragraphs parted by one blank line
    :param captions: picture captions with their credit, one entry a picture
    """

    id: str
    headline: str = ""
    date: datetime.date | None = None
    bylines: tuple[str, ...] = ()
    standfirst: str = ""
    body: str = ""
    captions: tuple[str, ...] = ()

    @property
    def byline(self) -> str:
        """The bylines as one line: "A. Marsh, Bo Lee and PA"; "" where nobody signed."""
        *others, last = self.bylines or ("",)
        return f"{', '.join(others)} and {last}" if others else last
