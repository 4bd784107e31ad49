"""Which engines there are."""

import importlib

from bench.engines.adapter import Adapter

ENGINES = ("cuttings", "tantivy", "xapian", "fts5", "bm25s", "whoosh")


def load(name: str) -> Adapter:
    """The adapter of an engine; only what it needs is imported.

    :raises NotInstalledError: its packages are missing
    """
    module = importlib.import_module(f"bench.engines.{name}_engine")
    adapter: Adapter = module.Engine()
    return adapter
