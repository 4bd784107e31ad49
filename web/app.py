"""The factory of the Flask application."""

from flask import Flask

from search.archive import Archive, open_archive
from search.settings import Settings, load_settings
from web import assets, context, headers, problems, wording
from web.api import api
from web.pages import pages


def create_app(archive: Archive | None = None, settings: Settings | None = None) -> Flask:
    """The application that answers from an archive.

    :param archive: opened from ``settings.index`` where it is None
    :param settings: loaded from the environment where it is None and needed
    """
    app = Flask(__name__, static_url_path=assets.static_path())
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = assets.KEPT
    app.url_map.merge_slashes = False  # an id is looked up as it was asked, never rewritten
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    context.hold(app, archive or _open(settings or load_settings()))
    app.register_blueprint(api)
    app.register_blueprint(pages)
    problems.register(app)
    headers.register(app)
    wording.register(app)
    return app


def _open(settings: Settings) -> Archive:
    archive = open_archive(settings.index, settings)
    archive.warm()
    return archive
