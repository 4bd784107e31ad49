"""How much less an old article scores.

The age of an article is the days between it and the newest of the archive; one that is a
half-life old scores half, and with the age a third, a quarter and so on: less and less is lost
from year to year, so that an old article that says much more still comes first.
"""

import numpy as np
from numpy.typing import NDArray


def factors(
    days: NDArray[np.integer], oldest: int, newest: int, half_life: float
) -> NDArray[np.float64]:
    """What the score of each article is multiplied by, above 0 to 1.

    :param days: ordinals, 0 for no date: those count as the oldest
    :param half_life: days, greater than 0
    """
    ages = newest - np.where(days > 0, days, oldest)
    return half_life / (half_life + ages)
