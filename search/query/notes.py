"""Notes for the person who typed: one sentence for each thing that was read otherwise."""

MAX_NOTES = 10
"""More would not be read; the rest are counted."""


class Notes:
    """Gathers notes while a query is read, in the order in which they are met."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def add(self, text: str) -> None:
        self._texts.append(text)

    def texts(self) -> tuple[str, ...]:
        """Each note once; past :data:`MAX_NOTES` only how many there were."""
        texts = tuple(dict.fromkeys(self._texts))
        left = len(texts) - MAX_NOTES
        return texts if left <= 0 else (*texts[:MAX_NOTES], f"and {left} more notes like these")


def place(offset: int) -> str:
    """An offset as people count it: "at 1" is the first character."""
    return f"at {offset + 1}"
