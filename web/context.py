"""Where the views find the archive that their application answers from, and its settings."""

from typing import cast

from flask import Flask, current_app

from search.archive import Archive
from search.settings import Settings

_ARCHIVE = "cuttings-archive"
_SETTINGS = "cuttings-settings"


def hold(app: Flask, archive: Archive, settings: Settings) -> None:
    """Let the application answer from this archive, by these settings."""
    app.extensions[_ARCHIVE] = archive
    app.extensions[_SETTINGS] = settings


def archive() -> Archive:
    """The archive of the application that is handling the request."""
    return cast(Archive, current_app.extensions[_ARCHIVE])


def settings() -> Settings:
    """The settings of the application that is handling the request."""
    return cast(Settings, current_app.extensions[_SETTINGS])
