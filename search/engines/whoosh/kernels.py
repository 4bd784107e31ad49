"""The compiled loops, loaded when it pays: they take a second to load, and a search needs none."""

import importlib
import threading
from types import ModuleType


class Kernels:
    """Holds the compiled loops of this process; ``compiled`` is None until they are loaded."""

    def __init__(self) -> None:
        self.compiled: ModuleType | None = None
        self._spans: ModuleType | None = None
        self._lock = threading.Lock()

    def load(self) -> None:
        """Load and try the compiled loops; where Numba is not installed nothing happens."""
        with self._lock:
            if self.compiled is None:
                try:
                    module = importlib.import_module("search.arrays.compiled")
                    self._spans = importlib.import_module("search.arrays.compiled_spans")
                except ImportError:
                    return
                module.warm()
                self._spans.warm()
                self.compiled = module

    @property
    def spans(self) -> ModuleType | None:
        """The loops on occurrences and stretches, loaded with the others."""
        return self._spans if self.compiled else None


KERNELS = Kernels()
