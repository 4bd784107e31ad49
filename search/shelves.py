"""Where an index is kept: the one place that knows every engine by its name."""

from importlib import import_module
from pathlib import Path

from search.engines.contract import Shelf
from search.engines.whoosh import WHOOSH
from search.errors import UsageError
from search.indexing.folder_shelf import FolderShelf
from search.settings import EMBEDDED, Settings, without_password

_CLUSTER = "search.engines.opensearch"


def open_shelf(index: Path, settings: Settings) -> Shelf:
    """Where the generations of an index are; nothing is read yet.

    :param index: folder of the index
    :raises UsageError: there is no such engine, its address is wrong, or its library is missing
    """
    if settings.engine == EMBEDDED:
        return FolderShelf(index, WHOOSH, settings)
    if settings.engine.startswith("opensearch:"):
        return _cluster_shelf(settings)
    raise UsageError(
        f"there is no engine {without_password(settings.engine)!r}: give {EMBEDDED}, or where a "
        "cluster is: opensearch://host:9200/articles"
    )


def _cluster_shelf(settings: Settings) -> Shelf:
    # The embedded engine does without the client of the other, which need not be installed.
    try:
        shelf = import_module(f"{_CLUSTER}.shelf")
        engine = import_module(f"{_CLUSTER}.engine")
    except ModuleNotFoundError as error:
        if error.name != "opensearchpy":
            raise
        raise UsageError(
            "an archive on a cluster needs a library more: pip install 'cuttings[opensearch]'"
        ) from error
    made: Shelf = shelf.ClusterShelf(settings, engine.ClusterEngine)
    return made
