"""Notes for the person who typed: one sentence for each thing that was read otherwise."""

from typing import NamedTuple

MAX_NOTES = 10
"""More would not be read; the rest are counted."""


class Remark(NamedTuple):
    """A note on a piece of text that does not know yet where it stands.

    :param text: with ``{at}`` where the place is to be named, and no other braces
    :param offset: in the piece
    """

    text: str
    offset: int


class Notes:
    """Gathers notes while a query is read, in the order in which they are met."""

    def __init__(self) -> None:
        self._texts: list[str] = []

    def add(self, text: str) -> None:
        self._texts.append(text)

    def add_remark(self, remark: Remark, start: int) -> None:
        """A remark on a piece that begins at an offset of the text."""
        self.add(remark.text.format(at=place(start + remark.offset)))

    def add_about(self, typed: str, start: int, remark: str) -> None:
        """A remark on a piece that is named: "w/0 at 7 was read as w/1"."""
        self.add(f"{typed} {place(start)} {remark}")

    def texts(self) -> tuple[str, ...]:
        """Each note once; past :data:`MAX_NOTES` only how many there were."""
        texts = tuple(dict.fromkeys(self._texts))
        left = len(texts) - MAX_NOTES
        return texts if left <= 0 else (*texts[:MAX_NOTES], f"and {left} more notes like these")


def place(offset: int) -> str:
    """An offset as people count it: "at 1" is the first character."""
    return f"at {offset + 1}"
