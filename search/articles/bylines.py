"""Who signed an article: from the line that says "By ..."."""

import re
from functools import lru_cache

from search.articles.names import set_in_title_case
from search.articles.roles import ends_in_role, is_role_word, without_role

_BY = re.compile(r"\s*(?:exclusive[\s:,|–-]+)?by(?:\s*:\s*|\s+)(?=\S)", re.IGNORECASE)
_PREFIXES = re.compile(
    r"\s*(?:(?:exclusive\b(?:\s+by\b)?|(?:(?:additional\s+)?report(?:ing|s)?|words|story)\s+by\b"
    r"|by\b)[\s:,|–-]*)+",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"[(<\[]?[^\s,;|()<>]*@[^\s,;|()<>]*[)>\]]?")
_PLACE = re.compile(r" (?:in|at) .*")
_GENERATION = re.compile(r",\s*(?=(?:Jr|Sr|II|III|IV)\b)", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*([,;|&])\s*|\s+(and)\s+", re.IGNORECASE)
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]|\b[JS]r|\.[^\W\d_])\.", re.IGNORECASE)
# In "Bo van der Lee of the Press" these are small and the line is still names.
_PARTICLES = frozenset((
    "al", "and", "at", "bin", "by", "da", "de", "del", "della", "den", "der", "di", "du", "el",
    "exclusive", "for", "from", "in", "la", "le", "of", "ten", "ter", "the", "van", "von", "with",
    "y", "&", "-", "–", "|",
))  # fmt: skip
_NO_NAMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas",
    "easter",
))  # fmt: skip
_MOST_WORDS = 12
_REMEMBERED = 10_000  # few people write most of an archive
_MOST_CHARACTERS = 1000  # of a byline that is no byline


@lru_cache(maxsize=_REMEMBERED)
def parse_byline(line: str) -> tuple[str, ...]:
    """The people and agencies of a byline in order, without their roles and addresses.

    >>> parse_byline("By A. JONES, Political Editor, and Bo Lee")
    ('A. Jones', 'Bo Lee')
    """
    text = _GENERATION.sub(" ", _ADDRESS.sub(" ", line[:_MOST_CHARACTERS]))
    parts = [(first, _bare(part)) for first, part in _split(" ".join(text.split()))]
    named = [" ".join(_name(first, part)) for first, part in parts]
    if not any(named):  # nobody but "Staff Reporter"
        named = [part for _, part in parts]
    return tuple(dict.fromkeys(set_in_title_case(name) for name in named if name))


def is_byline(line: str) -> bool:
    """Whether a line says who wrote the article: "By Jo Lee", not "By then it was too late."."""
    match = _BY.match(line)
    words = line[match.end() :].split() if match else []
    if not match or not 0 < len(words) <= _MOST_WORDS or _ends_sentence(words[-1]):
        return False
    if "by" in match[0] and len(words) < 2:  # "by arrangement", "by Wednesday"
        return False
    return _may_begin_name(words[0]) and all(_may_be_in_byline(word) for word in words)


def is_role(line: str) -> bool:
    """Whether a line is nothing but what somebody is: "Political Editor"."""
    words = line.split()
    return ends_in_role(words) and all(is_role_word(word) for word in words)


def _split(text: str) -> list[tuple[bool, str]]:
    """The parts of a byline, each with whether a name begins there: it is not behind a comma."""
    found: list[tuple[bool, str]] = []
    first, start = True, 0
    for match in _SEPARATOR.finditer(text):
        if match[2] and not (_all_names(text[start : match.start()]) and _is_joined(text, match)):
            continue
        found.append((first, text[start : match.start()]))
        # "A. Jones, and Bo Lee": nothing stands between the comma and the "and".
        first, start = match[1] not in (",", "|"), match.end()
    return [*found, (first, text[start:])]


def _is_joined(text: str, match: re.Match[str]) -> bool:
    """Whether a new name stands behind an "and", unlike in "Daily eagle and pilot"."""
    behind = _SEPARATOR.split(text[match.end() : match.end() + 200], maxsplit=1)[0]
    return bool(behind) and _all_names(behind)


def _all_names(text: str) -> bool:
    words = _PREFIXES.sub("", text, count=1).split()
    return all(_may_be_in_byline(word) for word in words)


def _bare(part: str) -> str:
    """A part without what leads up to the name, a place behind it and a full stop."""
    prefix = _PREFIXES.match(part)
    part = _PLACE.sub("", part[prefix.end() :] if prefix else part).strip(' :-–—/()[]<>"“”')
    part = re.sub(r"^and\b\s*", "", part, flags=re.IGNORECASE)
    if _ends_sentence(part.rpartition(" ")[2]):
        part = part.rstrip(". ")
    return part if any(character.isalpha() for character in part) else ""


def _name(first: bool, part: str) -> list[str]:
    words = part.split()
    if not first and ends_in_role(words):
        return []
    return without_role(words)


def _ends_sentence(word: str) -> bool:
    return word.endswith((".", "!", "?")) and not _ABBREVIATED.search(word[-3:])


def _may_begin_name(word: str) -> bool:
    return word[0].isupper() or "@" in word or is_role_word(word) or word.lower() in ("van", "de")


def _may_be_in_byline(word: str) -> bool:
    bare = word.strip(",;:()|.")
    if bare.lower() in _NO_NAMES or any(character.isdigit() for character in bare):
        return "@" in word
    capital = bare[:1].isupper() or bare[1:3] in ("'A", "'O") or bare[1:2] in ("'", "’")
    return capital or not bare or "@" in word or bare in _PARTICLES or is_role_word(bare)
