"""Where Cuttings spends its time on a class of queries.

python -m bench.hotspots --corpus reuters --class "phrase of two words"
"""

import argparse
import cProfile
import pstats
from collections.abc import Sequence

from bench.corpora import CORPORA, SEED, prepared
from bench.engines import load
from bench.queries import GROUPS, queries_for
from bench.timing import TEN


def main(arguments: Sequence[str] | None = None) -> None:
    """The command; it takes the index that bench.run built."""
    parser = argparse.ArgumentParser(prog="python -m bench.hotspots", description=__doc__)
    parser.add_argument("--corpus", choices=CORPORA, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--class", dest="group", choices=GROUPS, action="append")
    parser.add_argument("--lines", type=int, default=20)
    options = parser.parse_args(arguments)
    corpus = prepared(options.corpus, options.limit, SEED)
    adapter = load("cuttings")
    adapter.open(corpus.folder / "indexes" / "cuttings" / "index")
    adapter.warm()
    for group in options.group or GROUPS:
        queries = [query for query in queries_for(corpus) if query.group == group]
        for query in queries:
            adapter.rank(query, TEN)
        with cProfile.Profile() as profile:
            for query in queries * 5:
                adapter.rank(query, TEN)
        print(f"== {group}: {len(queries) * 5} queries")
        pstats.Stats(profile).sort_stats("tottime").print_stats(options.lines)


if __name__ == "__main__":
    main()
