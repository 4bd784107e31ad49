import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType, ModuleType

import pytest


@pytest.fixture
def count_calls() -> Callable[[Callable[[], object]], int]:
    """How many calls of functions, built-in ones included, some work takes."""

    def count(work: Callable[[], object]) -> int:
        calls = 0

        def profile(_frame: FrameType, event: str, _arg: object) -> None:
            nonlocal calls
            calls += event in ("call", "c_call")

        before = sys.getprofile()
        sys.setprofile(profile)
        try:
            work()
        finally:
            sys.setprofile(before)
        return calls

    return count


@pytest.fixture(scope="session")
def trees() -> ModuleType:
    """Strategies for trees of all kinds of nodes; see trees.py beside this."""
    path = Path(__file__).with_name("trees.py")
    spec = importlib.util.spec_from_file_location("query_trees", path)
    assert spec is not None and spec.loader is not None
    module = sys.modules["query_trees"] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
