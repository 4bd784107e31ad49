"""The results as docs/performance.md and docs/performance.svg.

python -m bench.report
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from bench.corpora import CORPORA
from bench.plot import picture
from bench.run import RESULTS
from bench.tables import filled, table

TEMPLATE = Path(__file__).parent / "performance_template.md"
DOCS = Path(__file__).parent.parent / "docs"

Result = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; what stands outside the markers of an existing page is kept."""
    parser = argparse.ArgumentParser(prog="python -m bench.report", description=__doc__)
    parser.add_argument("results", nargs="*", type=Path, help="files; all of bench/results if none")
    parser.add_argument("--docs", type=Path, default=DOCS, help="folder to write to")
    options = parser.parse_args(arguments)
    results = read_results(options.results or RESULTS.glob("*.json"))
    if not results:
        print("no results: run python -m bench.run --corpus reuters", file=sys.stderr)
        return 1
    options.docs.mkdir(parents=True, exist_ok=True)
    page = options.docs / "performance.md"
    text = (page if page.exists() else TEMPLATE).read_text("utf-8")
    page.write_text(filled(text, _told(results)), "utf-8")
    (options.docs / "performance.svg").write_text(picture(results), "utf-8")
    return 0


def read_results(paths: Iterable[Path]) -> list[Result]:
    """The results in files, in the order of the corpora."""
    found: list[Result] = [json.loads(path.read_text("utf-8")) for path in paths]
    return sorted(found, key=lambda result: CORPORA.index(result["corpus"]["name"]))


def _told(results: Sequence[Result]) -> str:
    return "\n\n".join([_engines(results), *map(_section, results)])


def _engines(results: Sequence[Result]) -> str:
    engines = {name: told for result in results for name, told in result["engines"].items()}
    rows = [[_bold(name), told["version"], told["about"]] for name, told in engines.items()]
    return table(["engine", "version", "how it differs"], rows)


def _section(result: Result) -> str:
    corpus, machine = result["corpus"], result["machine"]
    head = (
        f"## {corpus['name'].capitalize()}: {corpus['articles']:,} articles\n\n"
        f"{corpus['text_mb']:,.0f} MB of text, {corpus['words'] / 1e6:,.1f} million words, "
        f"seed {corpus['seed']}. {machine['date']}, {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['system']}, Python {machine['python']}; median of {result['runs']} runs of "
        f"{result['rounds']} rounds; load before {machine['load_before']:.1f}."
    )
    parts = [
        head,
        "### Building",
        _building(result),
        "### The ten best\n\nMean milliseconds, and how many times tantivy's that is.",
        _queries(result, "rank", _mean),
        "### The ten best and the exact number of all",
        _queries(result, "rank_and_count", _mean),
        "### The ten best: half of the queries, and 99 of 100, take at most (ms)",
        _queries(result, "rank", _percentiles),
        "### Articles found by all queries of a class",
        _found(result),
    ]
    return "\n\n".join(parts)


def _building(result: Result) -> str:
    text_mb = result["corpus"]["text_mb"]
    rows = []
    for name, told in result["engines"].items():
        build, first, memory = told["build"], told["first_answer"], told["memory"]
        rows.append(
            [
                _bold(name),
                f"{build['articles_per_s']:,.0f}",
                f"{build['wall_s']:,.1f}",
                f"{build['cpu_s']:,.1f}",
                f"{build['peak_mb']:,.0f}",
                f"{build['index_mb']:,.1f} ({build['index_mb'] / text_mb:.2f})",
                f"{first['wall_ms']:,.1f} ({first['cpu_ms']:,.1f})",
                f"{memory['rss_mb']:,.0f} ({memory['own_mb']:,.0f})",
            ]
        )
    heads = ["", "articles/s", "s", "CPU s", "peak MB", "index MB (of the text)"]
    return table([*heads, "first answer ms (CPU)", "MB while searching (own)"], rows)


Cell = Callable[[Result, str, str, str], str]


def _queries(result: Result, mode: str, cell: Cell) -> str:
    engines = list(result["engines"])
    rows = [
        [group, *(cell(result, engine, group, mode) for engine in engines)]
        for group in result["queries"]
    ]
    return table(["", *map(_bold, engines)], rows)


def _mean(result: Result, engine: str, group: str, mode: str) -> str:
    times = _times(result, engine, group, mode)
    if times is None:
        return "–"
    base = _times(result, "tantivy", group, mode)
    ratio = f" ({times['mean'] / base['mean']:.3g})" if base and engine != "tantivy" else ""
    return _number(times["mean"]) + ratio


def _percentiles(result: Result, engine: str, group: str, mode: str) -> str:
    times = _times(result, engine, group, mode)
    return f"{_number(times['p50'])}, {_number(times['p99'])}" if times else "–"


def _found(result: Result) -> str:
    engines = list(result["engines"])
    rows = [
        [group, *(f"{by[engine]:,}" if engine in by else "–" for engine in engines)]
        for group, by in result["found"].items()
    ]
    told = "".join(f"\n\n**Differs:** {sentence}." for sentence in result["disagreements"])
    return table(["", *map(_bold, engines)], rows) + told


def _times(result: Result, engine: str, group: str, mode: str) -> dict[str, float] | None:
    told = result["engines"].get(engine, {}).get("queries", {})
    times: dict[str, float] | None = told.get(group, {}).get(mode)
    return times


def _number(milliseconds: float) -> str:
    return f"{milliseconds:.3f}" if milliseconds < 1 else f"{milliseconds:,.1f}"


def _bold(name: str) -> str:
    return f"**{name}**" if name == "cuttings" else name


if __name__ == "__main__":
    sys.exit(main())
