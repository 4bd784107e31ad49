"""Names in capitals set as names are: "SOPHIE O'NEILL" becomes "Sophie O'Neill"."""

import re

_AGENCIES = frozenset((
    "AAP", "AFP", "ANSA", "AP", "BBC", "DPA", "ITV", "LDRS", "PA", "PTI", "SWNS", "TASS", "UPI",
))  # fmt: skip
_NUMERALS = frozenset(("II", "III", "IV"))
_LONGEST_AGENCY = 4
_NAME = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("AEIOUY")


def set_in_title_case(name: str) -> str:
    """A name in capitals in title case; any other name, and an agency's, as it is."""
    alone = " " not in name and len(name) <= _LONGEST_AGENCY
    if alone or not name.isupper():
        return name
    return " ".join(_word(word) for word in name.split())


def _word(word: str) -> str:
    letters = word.strip("().,")
    initials = not _VOWELS & set(letters) and len(letters) <= 2
    if initials or letters in _AGENCIES or letters in _NUMERALS or "." in letters:
        return word
    return _NAME.sub(_name_part, word)


def _name_part(match: re.Match[str]) -> str:
    part, before = match[0], match.string[: match.start()]
    if before.endswith(("'", "’")) and len(before) > 2:
        return part.lower()  # "BO'S", unlike "O'NEILL"
    if part.startswith("MC") and len(part) > 3:
        return "Mc" + part[2:].capitalize()
    return part.capitalize()
