"""A small press that prints the same words in several ways."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from embeddings.encoding.model_files import SHIPPED
from embeddings.rebuild import rebuild
from retrieval.library import Library, open_library
from tests.fakes import Silence
from tests.retrieval.newsroom import Article, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from embeddings.encoding.onnx_encoder import OnnxEncoder

PRESS = (
    Article(
        "harbor",
        "Harbor Times",
        "2019-02-14",
        "Commander speaks of the ports",
        (
            "“The oil ports belong to no militia,” General Omar Haddad said on Wednesday. “They never will.”",
            "“We sold 10,000 barrels at $5 each, and we will sell more in the spring,” Haddad said.",
            "“We have no quarrel with the traders,” Haddad said.",
            "“But those who shut the terminals will answer for it.”",
            "Photo: General Omar Haddad greets the crew of a ship that waited for eleven weeks (Reuters)",
            "The terminals had been shut for most of the winter, and traders were waiting for the first tankers.",
            "Haddad said that he would never hand the southern terminals to foreign companies.",
            "Ruth Lane said that the port would stay open.",
            "“The tankers will wait for as long as the council needs to decide,” Haddad said.",
            "“Many of [the militia's] oldest and closest friends are traders,” Haddad said.",
        ),
    ),
    Article(
        "ledger",
        "Daily Ledger",
        "2019-02-16",
        "Ports stay shut",
        (
            "“The oil ports belong to no militia,” Haddad told the Daily Ledger.",
            "Finance Minister Ruth Lane disagreed. “The terminals belong to the state,” she said on February 15.",
            "“It is a non-violent protest, and nobody will be harmed,” Lane added.",
            "“Then the tankers will wait for as long as the council wants to decide,” Haddad told it.",
        ),
    ),
    Article(
        "wire",
        "Coast Wire",
        "2019-03-02",
        "Lane steps back",
        (
            "“The state alone sells the oil,” Ruth Lane said on Friday. “Nobody else does.”",
            "“The tankers have waited for as long as the council needed to decide,” Omar Haddad said.",
            "Peter Marsh, a trader, replied: “Nobody else does, and nobody else would want to.”",
        ),
    ),
)


@pytest.fixture(scope="session")
def press(encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("press")
    rebuild(write(PRESS, folder / "seeds"), folder / "index", lambda: encoder, "cl100k_base", Silence())
    with closing(open_library(folder / "index", SHIPPED)) as opened:
        yield opened
