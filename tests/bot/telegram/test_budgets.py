from __future__ import annotations

import asyncio

from bot.telegram.budgets import Budgets


def test_a_budget_is_spent_at_once_and_comes_back_with_time() -> None:
    async def spent() -> list[bool]:
        budgets = Budgets(6000)  # a hundred a second
        at_once = [await budgets.spend("ann") for _ in range(6001)]
        others = await budgets.spend("bob")
        await asyncio.sleep(0.05)
        return [all(at_once[:6000]), others, await budgets.spend("ann")]

    assert asyncio.run(spent()) == [True, True, True]


def test_nobody_spends_more_than_there_is() -> None:
    async def spent() -> list[bool]:
        budgets = Budgets(2)
        return [await budgets.spend("ann") for _ in range(3)]

    assert asyncio.run(spent()) == [True, True, False]


def test_the_number_of_strangers_costs_no_memory() -> None:
    async def strangers() -> int:
        budgets = Budgets(600_000)  # what one of them spends is back in a ten-thousandth of a second
        for stranger in range(10_000):
            await budgets.spend(stranger)
        return len(budgets)

    assert asyncio.run(strangers()) <= 2048
