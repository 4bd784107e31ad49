"""How well Cuttings ranks: judged collections, and short queries after one article.

python -m bench.relevance
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench.choosing import chosen
from bench.judged import COLLECTIONS, Collection, judged, opened, plain_id
from bench.known_items import known_items
from bench.measures import DEPTH, Measures, measures
from bench.plain_bm25 import PlainBM25
from bench.relevance_page import Measured, write_page
from search.archive import Archive, Match
from search.settings import Settings

PAGE = Path(__file__).parent.parent / "docs" / "relevance.md"

Rank = Callable[[str], Sequence[str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; what stands outside the markers of the page is kept."""
    parser = argparse.ArgumentParser(prog="python -m bench.relevance", description=__doc__)
    parser.add_argument("--page", type=Path, default=PAGE, help="file to write the tables into")
    options = parser.parse_args(arguments)
    collections = [judged(name) for name in COLLECTIONS]
    short = known_items()
    indexes = {each.name: each.build() for each in [*collections, short]}
    long_queries = [_measured(each, indexes[each.name]) for each in collections]
    short_queries = _measured(short, indexes[short.name])
    grid = chosen([*collections, short], indexes)
    write_page(options.page, long_queries, short_queries, grid)
    return 0


def _measured(collection: Collection, index: Path) -> Measured:
    """Every system's measures for every query of a collection."""
    archive = opened(index, Settings())
    systems: dict[str, Rank] = {
        "plain BM25": PlainBM25(collection.articles).rank,
        "any, words alone": partial(_ids, opened(index, Settings(nearness=0)), Match.ANY, False),
        "any": partial(_ids, archive, Match.ANY, False),
        "auto": partial(_ids, archive, Match.AUTO, False),
        "broaden": partial(_ids, archive, Match.AUTO, True),
    }
    return Measured(
        collection.name,
        len(collection.articles),
        tuple(query.id for query in collection.queries),
        {name: _of_all(collection, rank) for name, rank in systems.items()},
    )


def _of_all(collection: Collection, rank: Rank) -> list[Measures]:
    return [measures(rank(query.text), query.grades) for query in collection.queries]


def _ids(archive: Archive, match: Match, broaden: bool, text: str) -> list[str]:
    return [plain_id(found) for found, _ in archive.rank(text, DEPTH, match, broaden=broaden)]


if __name__ == "__main__":
    sys.exit(main())
