"""A place in the lexemes of a query, from which they are read one by one."""

from collections.abc import Sequence

from search.query.lexer import Kind, Lexeme


class Cursor:
    """Lexemes in order; those before it were taken."""

    def __init__(self, lexemes: Sequence[Lexeme]) -> None:
        self._lexemes = lexemes
        self._at = 0

    @property
    def kind(self) -> Kind | None:
        """Of the next lexeme; None at the end."""
        return self._kind_at(self._at)

    @property
    def following(self) -> Kind | None:
        """The kind of the lexeme behind the next."""
        return self._kind_at(self._at + 1)

    @property
    def next(self) -> Lexeme:
        """The lexeme that is taken next; not to be asked at the end."""
        return self._lexemes[self._at]

    @property
    def end(self) -> int:
        """Where in the text the last lexeme that was taken ends."""
        return self._lexemes[self._at - 1].end

    def take(self) -> Lexeme:
        lexeme = self.next
        self._at += 1
        return lexeme

    def take_all(self, *kinds: Kind) -> list[Lexeme]:
        """The lexemes up to the first that is of none of these kinds."""
        taken: list[Lexeme] = []
        while self.kind in kinds:
            taken.append(self.take())
        return taken

    def _kind_at(self, at: int) -> Kind | None:
        return self._lexemes[at].kind if at < len(self._lexemes) else None
