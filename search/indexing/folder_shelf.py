"""Generations that are folders of the index, as :mod:`search.indexing.generations` keeps them."""

from pathlib import Path

from search.articles.skipped import Skipped
from search.engines.contract import Backend, Base, Engine, Writer
from search.errors import ArchiveDamagedError
from search.indexing.description import read_description
from search.indexing.generations import current_generation, generation_folder
from search.indexing.manifest import check_manifest, read_skipped
from search.settings import Settings


class FolderShelf:
    """The folder of an index whose engine keeps all that it has in files."""

    def __init__(self, index: Path, backend: Backend, settings: Settings) -> None:
        self._index = index
        self._backend = backend
        self._settings = settings
        self.format = backend.format

    def current(self) -> str:
        return current_generation(self._index).name

    def open(self, name: str) -> Engine:
        folder = generation_folder(self._index, name)
        description = read_description(folder)
        if description.format != self.format:
            raise ArchiveDamagedError(
                f"{folder} has the format {description.format!r}, and this program reads "
                f"{self.format!r}; make the index anew with: cuttings build"
            )
        return self._backend.open_engine(folder, description.snapshot, self._settings)

    def skipped(self, name: str) -> tuple[Skipped, ...]:
        return read_skipped(generation_folder(self._index, name))

    def check(self) -> list[str]:
        folder = current_generation(self._index)
        read_description(folder)
        return [*self._backend.check(folder), *check_manifest(folder)]

    def remarks(self) -> list[str]:
        return []

    def has(self, base: Base) -> bool:
        return True

    def open_writer(self, folder: Path, name: str, base: Base | None) -> Writer:
        return self._backend.open_writer(folder, base.folder if base else None, self._settings)

    def warm(self) -> None:
        self._backend.warm()
