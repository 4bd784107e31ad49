"""The files of a segment; docs/index-format.md describes each."""

# The order of the fields in `lengths`, and of their words in the position space of a document.
# Fields of one section share their postings: a word in the headline and the same word in the body
# are occurrences of one term at different positions.
FIELDS = ("headline", "standfirst", "body", "captions", "byline")
SECTIONS = {"headline": b"t", "standfirst": b"t", "body": b"t", "captions": b"t", "byline": b"b"}

# Positions left free between two fields, and between two captions or two bylines, so that no
# phrase runs from one into the next, nor words that are to stand within 255 of each other.
POSITION_GAP = 300

TERM_TEXT = "terms.text"
TERM_STARTS = "terms.starts"
TERM_POSTINGS = "terms.postings"
TERM_OCCURRENCES = "terms.occurrences"
POSTING_DOCS = "postings.docs"
POSTING_FREQUENCIES = "postings.frequencies"
POSTING_WEIGHTS = "postings.weights"
POSITIONS = "occurrences.positions"
OCCURRENCE_FORMS = "occurrences.forms"
CAPITALS = "occurrences.capitals"
FORM_TEXT = "forms.text"
FORM_STARTS = "forms.starts"
FORM_TERMS = "forms.terms"
FORM_NUMBERS = "forms.numbers"
FORM_COUNTS = "forms.counts"
ID_TEXT = "ids.text"
ID_STARTS = "ids.starts"
ID_ORDER = "ids.order"
DAYS = "days"
LENGTHS = "lengths"
SENTENCE_STARTS = "sentences.starts"
SENTENCE_POSITIONS = "sentences.positions"
PARAGRAPH_STARTS = "paragraphs.starts"
PARAGRAPH_POSITIONS = "paragraphs.positions"
BYLINE_STARTS = "bylines.starts"
BYLINE_NAMES = "bylines.names"
NAME_TEXT = "names.text"
NAME_STARTS = "names.starts"
ARTICLE_BLOCKS = "articles.blocks"
ARTICLE_BLOCK_STARTS = "articles.starts"
ARTICLE_PLACES = "articles.places"

COLUMN_FILES = (
    TERM_TEXT, TERM_STARTS, TERM_POSTINGS, TERM_OCCURRENCES,
    POSTING_DOCS, POSTING_FREQUENCIES, POSTING_WEIGHTS, POSITIONS, OCCURRENCE_FORMS, CAPITALS,
    FORM_TEXT, FORM_STARTS, FORM_TERMS, FORM_NUMBERS, FORM_COUNTS,
    ID_TEXT, ID_STARTS, ID_ORDER, DAYS, LENGTHS,
    SENTENCE_STARTS, SENTENCE_POSITIONS, PARAGRAPH_STARTS, PARAGRAPH_POSITIONS,
    BYLINE_STARTS, BYLINE_NAMES, NAME_TEXT, NAME_STARTS,
    ARTICLE_BLOCKS, ARTICLE_BLOCK_STARTS, ARTICLE_PLACES,
)  # fmt: skip
