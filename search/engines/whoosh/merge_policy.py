"""Which segments are worth making one."""

from collections.abc import Sequence

# A segment takes part in a merge when all smaller ones together come to this share of it: every
# article is then rewritten a number of times that grows with the logarithm of the archive, and
# ten articles added to a million rewrite ten.
_SHARE = 1 / 4
_MOST_DELETED = 1 / 4


def segments_to_merge(counts: Sequence[int], deleted_shares: Sequence[float]) -> list[int]:
    """The numbers of the segments to merge, in their order; empty where none is worth it.

    :param counts: live documents of each segment
    :param deleted_shares: 0 to 1; a segment of which much is deleted is rewritten in any case
    """
    rising = sorted(range(len(counts)), key=counts.__getitem__)
    below, chosen = 0, 0
    for place, number in enumerate(rising):
        if place and below >= counts[number] * _SHARE:
            chosen = place + 1
        below += counts[number]
    worn = {i for i, share in enumerate(deleted_shares) if share > _MOST_DELETED}
    return sorted({*rising[:chosen], *worn})
