"""The engines of the benchmark, one adapter each."""

from bench.engines.adapter import Adapter, NotInstalledError
from bench.engines.names import ENGINES, load

__all__ = ["ENGINES", "Adapter", "NotInstalledError", "load"]
