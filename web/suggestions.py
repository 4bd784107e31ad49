"""What to try where a search found little: the archive's advice as searches with an address."""

from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from search.results.nothing_found import Advice, Without
from web.links import Change, search_link


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another search: what it does, its address, and how many articles it finds."""

    label: str
    link: str
    total: int


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a page says beside its results.

    :param spellings: the query spelt otherwise
    :param wider: the query without one of its parts
    :param missing: parts that no article has
    """

    spellings: tuple[Suggestion, ...]
    wider: tuple[Suggestion, ...]
    missing: tuple[str, ...]


def suggestions(advice: Advice, args: MultiDict[str, str]) -> Suggestions:
    """The advice for a search.

    :param args: of the request
    """
    return Suggestions(
        tuple(
            Suggestion(s.query, search_link(args, {"q": s.query, "page": None}), s.total)
            for s in advice.spellings
        ),
        tuple(_wider(advice, args)),
        tuple(without.part for without in advice.without if not without.alone),
    )


def _wider(advice: Advice, args: MultiDict[str, str]) -> Iterator[Suggestion]:
    apart = advice.apart
    if apart:
        link = search_link(args, {"q": apart.query, "page": None})
        yield Suggestion(f"Search for {apart.query}", link, apart.total)
    for without in sorted(advice.without, key=lambda part: -part.total):
        if without.total:
            label = f"Search without {_named(without, args)}"
            yield Suggestion(label, search_link(args, _removal(without)), without.total)
    if advice.any_word:
        link = search_link(args, {"match": "any", "page": None})
        yield Suggestion("Take articles with any of the words", link, advice.any_word)


def _named(without: Without, args: MultiDict[str, str]) -> str:
    match without.parameters:
        case ("q",):
            return f"“{without.part}”"
        case ("byline",):
            return f"“by {' or '.join(args.getlist('byline'))}”"
        case ("year",):
            return f"“{' or '.join(args.getlist('year'))}”"
        case (name,):
            return f"“{name} {args.getlist(name)[-1]}”"
        case _:
            return "any filter"


def _removal(without: Without) -> dict[str, Change]:
    gone: dict[str, Change] = dict.fromkeys(without.parameters)
    return gone | ({"q": without.query} if "q" in gone else {}) | {"page": None}
