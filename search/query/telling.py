"""Sentences that know which of their words tell of a part that was relaxed or dropped."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What became of the part of a query of which a piece of a sentence tells."""

    PLAIN = "plain"
    """It has to hold."""

    RELAXED = "relaxed"
    """It need not hold of every article."""

    DROPPED = "dropped"
    """It is not looked for."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a sentence."""

    text: str
    mark: Mark = Mark.PLAIN


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence or a part of one; ``str()`` gives it without its marks."""

    spans: tuple[Span, ...]

    def __str__(self) -> str:
        return "".join(span.text for span in self.spans)

    def __add__(self, other: "Told | str") -> "Told":
        return join([self, other])

    def __radd__(self, other: str) -> "Told":
        return join([other, self])

    def marked(self, mark: Mark) -> "Told":
        """The same words, all of them marked."""
        return Told((Span(str(self), mark),))


def join(parts: Iterable[Told | str], between: str = "") -> Told:
    """The parts in a row; what is marked alike becomes one span."""
    spans: list[Span] = []
    for number, part in enumerate(parts):
        _append(spans, Span(between if number else ""))
        for span in part.spans if isinstance(part, Told) else (Span(part),):
            _append(spans, span)
    return Told(tuple(spans))


def _append(spans: list[Span], span: Span) -> None:
    if not span.text:
        return
    if spans and spans[-1].mark is span.mark:
        spans[-1] = Span(spans[-1].text + span.text, span.mark)
    else:
        spans.append(span)
