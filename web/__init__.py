"""The archive on the web: pages for people under ``/``, JSON for programs under ``/api/v1``."""

from web.app import create_app

__all__ = ["create_app"]
