import sys
from collections.abc import Callable
from types import FrameType

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
