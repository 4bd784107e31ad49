"""What to try where a search found nothing; only what does find something is suggested."""

from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from search.archive import Archive
from web.asking import ask
from web.form import Form
from web.links import Change, changed, search_link
from web.parameters import read_kindly

MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A wider search: what it does, its address, and how many articles it finds."""

    label: str
    link: str
    total: int


Candidate = tuple[str, dict[str, Change]]
"""A label, and what to change in the search."""


def suggest(archive: Archive, form: Form, args: MultiDict[str, str]) -> list[Suggestion]:
    """Wider searches, the least change first."""
    return [
        Suggestion(label, search_link(args, changes), total)
        for label, changes in _candidates(form)
        if (total := _total(archive, changed(args, changes)))
    ]


def _total(archive: Archive, args: MultiDict[str, str]) -> int:
    return ask(archive, read_kindly(args).model_copy(update={"page": 1, "per_page": 1})).total


def _candidates(form: Form) -> Iterator[Candidate]:
    for filter in form.filters:
        yield f"Search without “{filter.label}”", {**filter.removal, "page": None}
    if len(form.filters) > 1:
        nothing: dict[str, Change] = dict.fromkeys(("from", "to", "byline", "year", "page"))
        yield "Search without any filter", nothing
    if form.match == "all":
        yield "Take articles with any of the words", {"match": "any", "page": None}
    for words in _other_words(form.q):
        yield f"Search for {words}", {"q": words, "page": None}


def _other_words(q: str) -> Iterator[str]:
    words = q.replace('"', " ").split()
    if '"' in q:
        yield " ".join(words)
    if not 1 <= len(words) <= MOST_WORDS or not all(word.isalpha() for word in words):
        return
    if len(words) > 1:
        yield from (" ".join(words[:i] + words[i + 1 :]) for i in range(len(words)))
    elif len(words[0]) > 4:
        yield f"{words[0][:-2]}*"
