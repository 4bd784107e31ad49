"""Case and accents folded away: the letters by which words are compared."""

import unicodedata

# Letters that Unicode does not decompose, though readers take them for plain ones.
_UNDECOMPOSED = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss",
    "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t", "ĸ": "k",
}  # fmt: skip


class _Folds(dict[int, str]):
    """A translation table that works out each character when it is first met."""

    def __missing__(self, code: int) -> str:
        lower = chr(code).lower()
        decomposed = unicodedata.normalize("NFKD", lower).lower()
        letters = (_UNDECOMPOSED.get(c, c) for c in decomposed if not unicodedata.combining(c))
        self[code] = folded = "".join(letters)
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """Lower case without accents: "Žižek" gives "zizek", "Łódź" "lodz"; "½" gives "1⁄2"."""
    return text.lower() if text.isascii() else text.translate(_FOLDS)
