"""What a build did."""

from dataclasses import dataclass

from search.articles.skipped import Skipped


@dataclass(frozen=True, slots=True)
class BuildReport:
    """The outcome of one build.

    :param documents: articles now held
    :param skipped: all that could not be read, also in files left untouched by this build
    :param snapshot: name of the snapshot now in use
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    documents: int
    skipped: tuple[Skipped, ...]
    snapshot: str
    seconds: float
