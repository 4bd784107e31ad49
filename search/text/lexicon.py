"""The analysis of every distinct piece of text, done once and remembered as numbers."""

from array import array

import Stemmer

from search.text.tokens import tokens


# Around a word of plain letters these change nothing; what stands between letters may.
_PUNCTUATION = ".,;:!?\"'()[]<>"


class Lexicon(dict[str, int]):
    """Pieces of text between blanks (``"bribes,"``), each a number; a new one is analysed.

    No token spans a blank, so that the tokens of a text are those of its pieces in a row::

        numbers = list(map(lexicon.__getitem__, text.split()))

    Piece n has the tokens ``token_starts[n]`` to ``token_starts[n + 1]`` of ``token_forms`` and
    ``token_places``: the exact form of each, and its position within the piece. ``words[n]`` is
    how many positions the piece takes up.

    :ivar forms: exact form -> its number
    :ivar form_stems: for each exact form the number of its stem
    :ivar stems: stem -> its number
    """

    def __init__(self) -> None:
        super().__init__()
        self.token_starts = array("I", [0])
        self.token_forms = array("I")
        self.token_places = array("I")
        self.words = array("I")
        self.forms: dict[str, int] = {}
        self.form_stems = array("I")
        self.stems: dict[str, int] = {}
        self._stem = Stemmer.Stemmer("english", 0).stemWord

    def __missing__(self, piece: str) -> int:
        number = self[piece] = len(self.words)
        bare = piece.strip(_PUNCTUATION)
        if bare.isascii() and bare.isalpha():
            self._add_word(bare.lower())
        else:
            self._add_tokens(piece)
        return number

    def _add_word(self, form: str) -> None:
        self.token_forms.append(self._form(form))
        self.token_places.append(0)
        self.token_starts.append(len(self.token_forms))
        self.words.append(1)

    def _add_tokens(self, piece: str) -> None:
        found = tokens(piece)
        self.token_forms.extend([self._form(token.form) for token in found])
        self.token_places.extend([token.position for token in found])
        self.token_starts.append(len(self.token_forms))
        self.words.append(max((token.position for token in found), default=-1) + 1)

    def _form(self, form: str) -> int:
        number = self.forms.get(form)
        if number is None:
            number = self.forms[form] = len(self.forms)
            self.form_stems.append(self.stems.setdefault(self._stem(form), len(self.stems)))
        return number
