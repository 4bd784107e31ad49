"""How far two spellings are apart."""


def distance(left: str, right: str, most: int) -> int:
    """How many letters put in, left out, changed or swapped with their neighbour part two words.

    No letter is touched twice (optimal string alignment), so that "ca" is 3 from "abc".

    :param most: a greater distance is of no interest
    :returns: the distance, or ``most`` + 1 where it is greater

    >>> distance("comittee", "committee", 2), distance("flood", "folod", 2), distance("a", "xyz", 2)
    (1, 1, 3)
    """
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left):
        last, before, row = before, row, [i + 1]
        for j, other in enumerate(right):
            least = min(before[j] + (letter != other), before[j + 1] + 1, row[j] + 1)
            if i and j and letter == right[j - 1] and left[i - 1] == other:
                least = min(least, last[j - 1] + 1)
            row.append(least)
        if min(row) > most and min(before) >= most:
            return most + 1
    return min(row[-1], most + 1)
