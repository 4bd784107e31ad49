"""The one table of fields: what a query may name, and what each field weighs in a score."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextField:
    """A field of running text.

    :param name: as in the index and in typed queries (``headline:flood``)
    :param weight: as how many words of the body one word here counts (BM25F)
    :param aliases: other names that a query may use
    :param searched: whether a word without a field is looked for here
    """

    name: str
    weight: int
    aliases: tuple[str, ...] = ()
    searched: bool = True


TEXT_FIELDS = (
    TextField("headline", weight=4, aliases=("title",)),
    TextField("standfirst", weight=2, aliases=("lead",)),
    TextField("body", weight=1, aliases=("text",)),
    TextField("captions", weight=1, aliases=("caption",)),
    TextField("byline", weight=1, aliases=("by", "author"), searched=False),
)
DATE_FIELD = "date"

FILTER_FIELDS = (DATE_FIELD, "before", "after", "words")
"""Names that filter articles as a whole: by when they appeared, and by how long they are."""

SEARCHED_FIELDS = tuple(field.name for field in TEXT_FIELDS if field.searched)

FIELD_NAMES: dict[str, str] = {
    alias: field.name for field in TEXT_FIELDS for alias in (field.name, *field.aliases)
} | {name: name for name in FILTER_FIELDS}
"""Every name that may stand before a colon, and the field that it means."""
