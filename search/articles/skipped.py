"""What is left out, and why."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a place in one, of which no article could be made.

    :param path: of the file, relative to seeds/, with slashes
    :param reason: a sentence for the person who can mend it
    :param place: where in the file: "line 17"; "" for the whole file
    :param breaks_off: whether nothing behind that place could be read
    """

    path: str
    reason: str
    place: str = ""
    breaks_off: bool = field(default=False, compare=False)
