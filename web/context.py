"""Where the views find the archive that their application answers from."""

from typing import cast

from flask import Flask, current_app

from search.archive import Archive

_KEY = "cuttings-archive"


def hold(app: Flask, archive: Archive) -> None:
    """Let the application answer from this archive."""
    app.extensions[_KEY] = archive


def archive() -> Archive:
    """The archive of the application that is handling the request."""
    return cast(Archive, current_app.extensions[_KEY])
