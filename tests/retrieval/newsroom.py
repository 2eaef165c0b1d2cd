"""A small newsroom: three outlets over five years, so written that names, dates and topics are easily confused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Article:
    """What one outlet printed on one day."""

    name: str
    publisher: str
    published: str
    title: str
    paragraphs: tuple[str, ...]


def write(articles: tuple[Article, ...], seeds: Path) -> Path:
    """Write each article with its sidecar, and return the folder."""
    seeds.mkdir(parents=True, exist_ok=True)
    for each in articles:
        (seeds / f"{each.name}.txt").write_text("\n\n".join((each.title, *each.paragraphs)) + "\n", encoding="utf-8")
        (seeds / f"{each.name}.toml").write_text(
            f'title = "{each.title}"\npublisher = "{each.publisher}"\npublished = {each.published}\n', encoding="utf-8"
        )
    return seeds


NEWSROOM = (
    Article(
        "oil-2017",
        "Harbor Times",
        "2017-05-09",
        "Eastern commander speaks of the crude trade",
        (
            "“The oil ports belong to no militia,” General Omar Haddad said on Monday in Benghazi, among the elders.",
            "The terminals had been shut for most of the winter, and traders were waiting for the first tankers.",
        ),
    ),
    Article(
        "oil-2019",
        "Harbor Times",
        "2019-02-14",
        "Exports resume at the eastern terminals",
        (
            "“We will keep the oil flowing to every buyer,” Haddad, the eastern commander, said on Wednesday.",
            "General Omar Haddad also promised the port workers' families that their wages would be paid by summer.",
            "Traders in the harbor said that the first two tankers could leave before the end of the week.",
        ),
    ),
    Article(
        "syria-2019",
        "Daily Ledger",
        "2019-10-08",
        "Senator warns against leaving the north of Syria",
        (
            "“Leaving Syria now would be a stain on our honor,” Senator Lindsey Graham said on Monday.",
            "Graham met Turkish officials in Ankara on June 3 to discuss the safe zone along the border.",
            "“The farm bill deserves a vote,” Graham said in a separate interview about agriculture.",
        ),
    ),
    Article(
        "syria-2021",
        "Daily Ledger",
        "2021-04-20",
        "Graham returns to the question of Syria",
        (
            "“We should keep our soldiers in Syria through the winter,” Senator Lindsey Graham said on April 19.",
            "The Senate committee will vote on the plan for the region after the Easter recess, an aide said.",
        ),
    ),
    Article(
        "state-2020",
        "Northern Wire",
        "2020-11-18",
        "Washington renews its call for a truce",
        (
            "“All foreign fighters must leave the country,” the State Department said in a statement on November 17.",
            "The talks in Geneva had stalled over who would command the united police force.",
        ),
    ),
    Article(
        "state-2019",
        "Northern Wire",
        "2019-11-22",
        "Washington voices concern over shelling",
        (
            "“The shelling of the harbor must stop,” the State Department said in a statement on November 21.",
            "Residents described a night without sleep, and the port authority closed two of its five piers.",
        ),
    ),
    Article(
        "un-march",
        "Daily Ledger",
        "2021-03-11",
        "Convoy reaches the besieged town",
        ("“The first trucks with flour have arrived,” the United Nations said on March 10.",),
    ),
    Article(
        "un-may",
        "Daily Ledger",
        "2021-05-06",
        "Aid agencies run short of fuel",
        ("“Without diesel the hospitals will close within days,” the United Nations said on May 5.",),
    ),
    Article(
        "un-july",
        "Daily Ledger",
        "2021-07-29",
        "Refugees return to the valley",
        ("“Four thousand families have gone home,” the United Nations said on July 28.",),
    ),
    Article(
        "budget",
        "Harbor Times",
        "2021-03-16",
        "Minister defends her budget",
        (
            "“The budget protects every hospital in the land,” Finance Minister Anna May said on March 15.",
            "“The roads will have to wait for another year,” said Mark Weber, the transport secretary.",
            "“Nobody asked the nurses,” said Will Carter, the leader of the largest union.",
            "The vote is expected in April, and the opposition has announced 120 amendments to the draft.",
        ),
    ),
    Article(
        "ferry",
        "Harbor Times",
        "2021-06-22",
        "Mayor opens the ferry terminal",
        (
            "“The ferry will run every ten minutes,” Mayor Helen Marsh said on June 21 at the opening.",
            "“The price of a ticket is too high for commuters,” said Peter Marsh, who heads the passengers' council.",
            "The terminal cost 48 million and took three years to build, twice as long as planned.",
        ),
    ),
    Article(
        "ferry-again",
        "Northern Wire",
        "2021-06-23",
        "New terminal opens in the harbor city",
        (
            "“The ferry will run every ten minutes,” Mayor Helen Marsh said on June 21 at the opening.",
            "The terminal cost 48 million and took three years to build, twice as long as planned.",
            "The line across the bay had been closed since a storm tore off the old landing stage.",
        ),
    ),
)
"""The newest article is of July 29, 2021."""
