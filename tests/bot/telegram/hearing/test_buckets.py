from __future__ import annotations

from bot.telegram.hearing.buckets import Buckets


def test_a_bucket_gives_its_tokens_at_once_and_then_one_by_one() -> None:
    now = 0.0
    buckets = Buckets(2, 0.5, lambda: now)
    assert [buckets.take("ann") for _ in range(3)] == [True, True, False]
    assert buckets.take("bob")
    now = 2.0
    assert [buckets.take("ann") for _ in range(2)] == [True, False]


def test_a_reserved_token_tells_when_it_comes() -> None:
    buckets = Buckets(1, 0.5, lambda: 0.0)
    assert [buckets.reserve("ann") for _ in range(3)] == [0.0, 2.0, 4.0]


def test_the_number_of_strangers_costs_no_memory() -> None:
    now = 0.0
    buckets = Buckets(1, 1.0, lambda: now)
    for stranger in range(10_000):
        now = float(stranger)
        buckets.take(stranger)
    assert len(vars(buckets)["_levels"]) <= 1025
