"""The measures of rankings as tables in docs/relevance.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from bench.choosing import GRID, Chosen, Values
from bench.measures import Measures, randomisation
from bench.tables import filled, table

PLAIN = "plain BM25"
LINE = {
    "time": (0.647, 0.706),
    "cranfield": (0.396, 0.407),
    "cacm": (0.335, 0.474),
    "adi": (0.367, 0.446),
}
"""MAP and nDCG@10 of another program's plain stemmed BM25, which came with the collections."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A collection, and the measures of every ranking of it.

    :param queries: the id of each
    :param systems: by name, the measures of each query
    """

    name: str
    articles: int
    queries: tuple[str, ...]
    systems: Mapping[str, Sequence[Measures]]

    def mean(self, system: str, measure: str) -> float:
        return fmean(getattr(own, measure) for own in self.systems[system])


def write_page(page: Path, judged: Sequence[Measured], short: Measured, chosen: Chosen) -> None:
    """Replace what stands between the markers of the page.

    :raises ValueError: the markers are missing
    """
    parts = [*map(_section, judged), _gains(judged), _short(short), _choice(chosen)]
    page.write_text(filled(page.read_text("utf-8"), "\n\n".join(parts)), "utf-8")


def _section(result: Measured) -> str:
    heads = ["", "MAP", "nDCG@10", "P@10", "MRR", "nothing found", "MAP, of plain BM25", "p"]
    rows = [_row(result, system) for system in result.systems]
    given = [f"{value:.3f}" for value in LINE[result.name]]
    rows.insert(0, ["plain BM25 as given", *given, "", "", "", "", ""])
    told = f"{result.articles:,} articles, {len(result.queries)} queries."
    return f"### {result.name.capitalize()}\n\n{told}\n\n{table(heads, rows)}"


def _row(result: Measured, system: str) -> list[str]:
    numbers = [f"{result.mean(system, name):.3f}" for name in ("map", "ndcg", "p10", "mrr")]
    nothing = f"{1 - result.mean(system, 'found'):.0%}"
    if system == PLAIN:
        return [system, *numbers, nothing, "", ""]
    chance = randomisation(_differences(result, system))
    return [f"**{system}**", *numbers, nothing, _gain(_ratio(result, system)), f"{chance:.3f}"]


def _differences(result: Measured, system: str) -> list[float]:
    pairs = zip(result.systems[system], result.systems[PLAIN], strict=True)
    return [own.map - plain.map for own, plain in pairs]


def _ratio(result: Measured, system: str) -> float:
    return result.mean(system, "map") / result.mean(PLAIN, "map")


def _gains(results: Sequence[Measured]) -> str:
    heads = ["MAP, mean over the collections", "of plain BM25", "of plain BM25 as given"]
    rows = []
    for system in results[0].systems:
        own = fmean(_ratio(result, system) for result in results)
        given = fmean(result.mean(system, "map") / LINE[result.name][0] for result in results)
        rows.append([system, _gain(own), _gain(given)])
    return f"### Together\n\n{table(heads, rows)}"


def _short(result: Measured) -> str:
    kinds = list(dict.fromkeys(result.queries))
    rows = [[system, *(f"{m:.3f}" for m in _by_kind(result, system))] for system in result.systems]
    told = (
        f"{result.articles:,} articles of Reuters without their headlines; "
        f"{result.queries.count(kinds[0])} queries of each kind. MRR of the article whose headline "
        "the words are from."
    )
    heads = ["words of a headline", *kinds, "all", "p, of any with the words alone"]
    base = [own.mrr for own in result.systems["any, words alone"]]
    for row, system in zip(rows, result.systems, strict=True):
        own = [measured.mrr for measured in result.systems[system]]
        row += [f"{fmean(own):.3f}"]
        row += [f"{randomisation([a - b for a, b in zip(own, base, strict=True)]):.3f}"]
    return f"### Short queries\n\n{told}\n\n{table(heads, rows)}"


def _by_kind(result: Measured, system: str) -> list[float]:
    own = list(zip(result.queries, result.systems[system], strict=True))
    kinds = dict.fromkeys(result.queries)
    return [fmean(measured.mrr for kind, measured in own if kind == wanted) for wanted in kinds]


def _choice(grid: Chosen) -> str:
    names = list(grid.gains[grid.default])
    shown = dict.fromkeys([grid.default, grid.best, *_moved(grid.default)])
    points = [_point(grid, point) for point in shown]
    left_out = []
    for name in names:
        best = grid.without(name)
        left_out.append([name, *_written(best), _gain(grid.gains[best][name])])
    told = (
        f"{len(grid.gains)} points of a grid, match=any, MAP against that of the defaults, which "
        "are the first line. The second is the best of all; in the others one value is changed."
    )
    return "\n\n".join(
        [
            f"### The settings\n\n{told}",
            table([*GRID, *names, "mean"], points),
            "The best without a collection, then tried on it:",
            table(["left out", *GRID, "MAP there"], left_out),
        ]
    )


def _moved(default: Values) -> list[Values]:
    """The grid's points that differ from the default in one value."""
    k1, b, nearness = default
    return [
        *((value, b, nearness) for value in GRID["k1"]),
        *((k1, value, nearness) for value in GRID["b"]),
        *((k1, b, value) for value in GRID["nearness"]),
    ]


def _point(grid: Chosen, point: Values) -> list[str]:
    gains = list(grid.gains[point].values())
    return [*_written(point), *map(_gain, gains), _gain(fmean(gains))]


def _written(point: Values) -> list[str]:
    return [f"{value:g}" for value in point]


def _gain(ratio: float) -> str:
    return f"{ratio - 1:+.1%}"
