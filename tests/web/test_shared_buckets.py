"""Requests are counted by client, over threads and processes."""

import multiprocessing
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.shared_buckets import SharedBuckets

QUOTA, WINDOW = 5, 10.0


@pytest.fixture
def buckets() -> SharedBuckets:
    return SharedBuckets(QUOTA, WINDOW)


def test_the_whole_quota_may_come_at_once_and_not_one_more(buckets: SharedBuckets) -> None:
    taken = [buckets.take("a", 100.0) for _ in range(QUOTA + 1)]
    assert [t.granted for t in taken] == [True] * QUOTA + [False]
    assert [t.remaining for t in taken] == [4, 3, 2, 1, 0, 0]
    assert taken[-1].wait == pytest.approx(WINDOW / QUOTA)
    assert taken[-1].full_in == pytest.approx(WINDOW)


def test_the_quota_comes_back_evenly(buckets: SharedBuckets) -> None:
    for _ in range(QUOTA):
        buckets.take("a", 100.0)
    assert not buckets.take("a", 101.9).granted
    assert buckets.take("a", 102.1).granted
    assert not buckets.take("a", 102.1).granted
    assert buckets.take("a", 200.0).remaining == QUOTA - 1


def test_one_client_takes_nothing_from_another(buckets: SharedBuckets) -> None:
    for _ in range(QUOTA + 1):
        buckets.take("a", 100.0)
    assert buckets.take("b", 100.0).granted


@given(gaps=st.lists(st.floats(0, 5), max_size=40))
def test_no_window_ever_holds_more_than_twice_the_quota(gaps: list[float]) -> None:
    buckets, now, granted = SharedBuckets(QUOTA, WINDOW), 50.0, []
    for gap in gaps:
        now += gap
        if buckets.take("a", now).granted:
            granted.append(now)
    for start in granted:
        # A full bucket, and what drips in meanwhile.
        assert sum(start <= moment < start + WINDOW for moment in granted) <= 2 * QUOTA


def test_a_crowd_takes_no_ones_quota_away(buckets: SharedBuckets) -> None:
    assert all(buckets.take(f"client {n}", 100.0).granted for n in range(100_000))


def _take_all(buckets: SharedBuckets, granted: "multiprocessing.Queue[int]") -> None:
    granted.put(sum(buckets.take("a", 100.0).granted for _ in range(300)))


def test_processes_and_threads_count_together() -> None:
    buckets = SharedBuckets(1000, 60.0)
    forking = multiprocessing.get_context("fork")
    granted: multiprocessing.Queue[int] = forking.Queue()
    workers = [forking.Process(target=_take_all, args=(buckets, granted)) for _ in range(3)]
    workers += [threading.Thread(target=_take_all, args=(buckets, granted)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(granted.get() for _ in workers) == 1000
