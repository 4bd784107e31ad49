"""Words so common that they say nothing about what an article is about."""

STOPWORDS = frozenset(
    """
    a about after all also am an and any are as at be been before being but by can could did do
    does for from had has have having he her here hers him his how i if in into is it its me my
    no nor not of off on or our ours out over own she should so some such than that the their
    theirs them then there these they this those through to too under up very was we were what
    when where which while who whom why will with would you your yours
    """.split()  # noqa: SIM905
)
"""Exact forms. They are indexed and found; a query that has other words does without them."""
