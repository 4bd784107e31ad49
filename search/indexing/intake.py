"""What changed in the seeds, handed to a writer and noted in the manifest."""

import hashlib
import os
from dataclasses import dataclass, replace
from pathlib import Path

from search.articles.article import Article
from search.articles.reading import read_file
from search.articles.skipped import Skipped
from search.engines.contract import Writer
from search.indexing.manifest import FileState, Manifest
from search.indexing.scanning import digest_of, is_settled, look_at


@dataclass(slots=True)
class Counts:
    """How many articles each thing happened to."""

    added: int = 0
    changed: int = 0
    removed: int = 0


class Intake:
    """Takes files in, one by one; what did not change since the last build is left alone.

    :ivar dirty: whether the new generation differs from the one it builds on
    """

    def __init__(self, seeds: Path, manifest: Manifest, writer: Writer) -> None:
        self._seeds = seeds
        self._manifest = manifest
        self._writer = writer
        self.counts = Counts()
        self.dirty = False

    def take(self, path: Path) -> None:
        """Take one file in."""
        name = file_name(path, self._seeds)
        known = self._manifest.file(name)
        try:
            state = look_at(path)
            if known is not None and known.digest and known.same_stat(state):
                return
            state = replace(state, digest=digest_of(path))
        except OSError as error:
            self._unreadable(name, error)
            return
        if known is None or known.digest != state.digest or not state.digest:
            state = self._read(path, name, state)
        self._manifest.record_file(name, state if is_settled(state) else replace(state, ctime_ns=0))

    def forget(self, name: str) -> None:
        """Take out a file that vanished, with its articles."""
        for article_id in self._manifest.forget_file(name):
            self._remove(article_id)
        self.dirty = True

    def _read(self, path: Path, name: str, state: FileState) -> FileState:
        """Read a file that is new or changed; its state says to read it again if need be."""
        before = self._manifest.clear_skipped(name)
        skipped = []
        for item in read_file(path, self._seeds):
            trouble = self._put(item, name) if isinstance(item, Article) else item
            if trouble is not None:
                self._manifest.record_skipped(trouble)
                skipped.append(trouble)
        if not any(_hides_articles(s) for s in skipped):
            for article_id in self._manifest.drop_unseen(name):
                self._remove(article_id)
        self.dirty = self.dirty or skipped != before
        return replace(state, digest="") if any(_may_mend_itself(s) for s in skipped) else state

    def _put(self, article: Article, name: str) -> Skipped | None:
        digest = _digest(article)
        if self._manifest.claim(article.id, name, digest):
            self._writer.add(article)
            self.counts.added += 1
            self.dirty = True
            return None
        path, old_digest, seen = self._manifest.article(article.id)
        if path != name or seen:
            return Skipped(name, _same_id(path, name), f"article {article.id}")
        if old_digest != digest:
            self._writer.remove(article.id)
            self._writer.add(article)
            self.counts.changed += 1
            self.dirty = True
        self._manifest.record_article(article.id, name, digest)
        return None

    def _remove(self, article_id: str) -> None:
        self._writer.remove(article_id)
        self.counts.removed += 1
        self.dirty = True

    def _unreadable(self, name: str, error: OSError) -> None:
        """A file that is there but cannot be read now: what it held before stays."""
        trouble = Skipped(name, f"it cannot be read: {error.strerror or error}")
        self.dirty = self.dirty or self._manifest.clear_skipped(name) != [trouble]
        self._manifest.record_skipped(trouble)
        self._manifest.record_file(name, FileState(0, 0, 0, 0, ""))


def file_name(path: Path, seeds: Path) -> str:
    """The name of a file in manifest and reports: its path below seeds, with slashes."""
    relative = path.relative_to(seeds).as_posix()
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def _digest(article: Article) -> bytes:
    day = article.date.isoformat() if article.date else ""
    parts = (article.headline, day, article.standfirst, article.body)
    many = ("\x1e".join(article.bylines), "\x1e".join(article.captions))
    text = "\x1f".join((*parts, *many))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()


_SAME_ID = "another article has the same id"
_IN_ANOTHER_FILE = f"{_SAME_ID} (in "


def _same_id(path: str, name: str) -> str:
    where = f"{_SAME_ID} (earlier in this file)" if path == name else f"{_IN_ANOTHER_FILE}{path})"
    return f"{where}: give one of them another name"


def _may_mend_itself(skipped: Skipped) -> bool:
    """Whether a file has to be read again because another file may have made room for it."""
    return skipped.reason.startswith(_IN_ANOTHER_FILE)


def _hides_articles(skipped: Skipped) -> bool:
    """Whether articles that are not met in a file may be there all the same."""
    return not skipped.place or skipped.breaks_off
