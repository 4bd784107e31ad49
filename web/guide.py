"""The page that tells what can be typed, from the same text as docs/query-language.md."""

import re

from flask import Blueprint, render_template
from markupsafe import Markup, escape

from search.query.help import SECTIONS
from web.conditional import revalidated

guide = Blueprint("guide", __name__)

_LEADING = re.compile(r"\*\*(.+?)\*\*")
_TYPED = re.compile(r"`(.+?)`")


@guide.get("/help")
@revalidated
def help() -> str:
    """Every operator by example; each example is a link."""
    return render_template("help.html", sections=SECTIONS)


def from_markdown(text: str) -> Markup:
    """A paragraph of the help as HTML; it has but two signs of Markdown."""
    led = _LEADING.sub(r"<strong>\1</strong>", str(escape(text)))
    return Markup(_TYPED.sub(r"<kbd>\1</kbd>", led))
