"""What journalists are, as bylines say it: "Political Editor", "Local Democracy Reporter"."""

_ROLES = frozenset((
    "editor", "correspondent", "reporter", "writer", "staff", "journalist", "columnist", "critic",
    "photographer", "editors", "correspondents", "reporters", "writers", "journalists",
))  # fmt: skip
_DESKS = frozenset((
    "a", "an", "our", "own", "the", "special", "chief", "senior", "deputy", "assistant",
    "associate", "executive", "acting", "junior", "trainee", "freelance", "guest", "staff", "news",
    "local", "democracy", "community", "political", "politics", "health", "education", "crime",
    "court", "courts", "legal", "home", "foreign", "diplomatic", "world", "business", "city",
    "economics", "financial", "industrial", "agriculture", "environment", "science", "technology",
    "transport", "travel", "food", "arts", "culture", "music", "film", "theatre", "features",
    "fashion", "royal", "religious", "defence", "security", "consumer", "property", "sport",
    "sports", "football", "cricket", "rugby", "racing", "digital", "video", "data",
    "investigations", "investigative", "social", "affairs", "media",
))  # fmt: skip


def is_role_word(word: str) -> bool:
    """Whether a word may stand in a role: "Health", "Correspondent"."""
    return word.lower() in _ROLES or word.lower() in _DESKS


def ends_in_role(words: list[str]) -> bool:
    """Whether words end like a role, whatever comes before."""
    return bool(words) and words[-1].lower() in _ROLES


def without_role(words: list[str]) -> list[str]:
    """The name before a role: "Jo Lee Health Correspondent" leaves "Jo Lee"."""
    if not ends_in_role(words):
        return words
    kept = list(words)
    while kept and is_role_word(kept[-1]):
        kept.pop()
    # One word left is a desk that is not in the list, as in "Westminster Correspondent".
    return kept if len(kept) > 1 else []
