"""Which values of the ranking's settings do best, and how well they carry over to other articles.

Each collection in turn is left out: the values that do best on the others are tried on it. That
what is chosen without a collection does about as well there as the defaults is what lets them be
trusted with articles that nobody has judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from statistics import fmean

from bench.judged import Collection, opened, plain_id
from bench.measures import average_precision
from search.archive import Match
from search.settings import Settings

# In the order of Values.
GRID = {"k1": (1.2, 1.6, 2.0), "b": (0.6, 0.75), "nearness": (0.0, 0.15)}
_DEPTH = 200  # what stands behind moves no mean, and takes most of the time

Values = tuple[float, float, float]
"""k1, b and nearness, see :class:`search.settings.Settings`."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the grid says.

    :param default: the values in force
    :param gains: for each of the grid, for each collection, mean average precision as a share of
        that of the default
    """

    default: Values
    gains: Mapping[Values, Mapping[str, float]]

    @property
    def best(self) -> Values:
        """Those with the greatest mean gain over all collections."""
        return max(self.gains, key=lambda values: fmean(self.gains[values].values()))

    def without(self, left_out: str) -> Values:
        """Those with the greatest mean gain over all collections but one."""

        def mean(values: Values) -> float:
            return fmean(g for name, g in self.gains[values].items() if name != left_out)

        return max(self.gains, key=mean)


def chosen(collections: Sequence[Collection], indexes: Mapping[str, Path]) -> Chosen:
    """Every point of the grid on every collection.

    :param indexes: of each collection, by its name
    """
    default = (Settings().k1, Settings().b, Settings().nearness)
    points: list[Values] = list(product(GRID["k1"], GRID["b"], GRID["nearness"]))
    means = {
        point: {each.name: _mean(each, indexes[each.name], point) for each in collections}
        for point in dict.fromkeys([*points, default])
    }
    base = means[default]
    gains = {
        point: {name: mean / base[name] for name, mean in own.items()}
        for point, own in means.items()
    }
    return Chosen(default, gains)


def _mean(collection: Collection, index: Path, values: Values) -> float:
    """Mean average precision with some values of the settings; of one article, that is MRR."""
    k1, b, nearness = values
    archive = opened(index, replace(Settings(), k1=k1, b=b, nearness=nearness))
    found = []
    for query in collection.queries:
        ranking = [plain_id(hit) for hit, _ in archive.rank(query.text, _DEPTH, Match.ANY)]
        found.append(average_precision(ranking, query.grades))
    return fmean(found)
