"""Assistants: the official client, over standard input and output, gets what the command line gives."""

from __future__ import annotations

import asyncio
import json
import shutil
import subprocess
import sys
from contextlib import asynccontextmanager, closing
from typing import TYPE_CHECKING, Any

import pytest
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from bot.assistants.desk import Desk
from bot.assistants.server import server
from embeddings.encoding.model_files import SHIPPED
from retrieval.library import open_library
from tests.places import ROOT, SEEDS

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from tests.bot.conftest import Verbatim

    Json = dict[str, Any]
pytestmark = pytest.mark.slow  # a process for each test

QUALITY = ROOT / "tests" / "quality" / "seeds.jsonl"
QUESTIONS = [json.loads(line)["question"] for line in QUALITY.read_text(encoding="utf-8").splitlines()]
SOURCE = "004_5754c9ca353e8976.txt"


@pytest.fixture
def desk(seeds_index: Path) -> Iterator[Desk]:
    with closing(Desk(seeds_index, lambda: open_library(seeds_index, SHIPPED, seeds=SEEDS))) as opened:
        yield opened


def call(desk: Desk, tool: str, **arguments: object) -> Json:
    return asyncio.run(_call(desk, tool, arguments))


async def _call(desk: Desk, tool: str, arguments: Json) -> Json:
    async with Client(server(desk)) as client:
        result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    return dict(result.structured_content or {})


def refusal(desk: Desk, tool: str, **arguments: object) -> str:
    async def refused() -> str:
        async with Client(server(desk)) as client:
            result = await client.call_tool(tool, arguments)
        assert result.is_error
        return str(result.content[0].text)  # type: ignore[union-attr]

    return asyncio.run(refused())


@asynccontextmanager
async def connected(index: Path) -> AsyncIterator[Client]:
    command = ["-m", "bot", "mcp", "--seeds", str(SEEDS), "--index", str(index)]
    async with Client(stdio_client(StdioServerParameters(command=sys.executable, args=command, cwd=ROOT))) as client:
        yield client


def without_times(answer: Json) -> Json:
    return {name: value for name, value in answer.items() if name != "ms"}


@pytest.mark.slow
def test_the_official_client_gets_what_ask_prints_field_by_field(verbatim: Verbatim, seeds_index: Path) -> None:
    printed = verbatim("ask", "--json", "-", stdin="\n".join(QUESTIONS).encode()).out.splitlines()

    async def asked() -> tuple[list[str], list[Json]]:
        async with connected(seeds_index) as client:
            names = [tool.name for tool in (await client.list_tools()).tools]
            results = [await client.call_tool("ask", {"question": question}) for question in QUESTIONS]
        return names, [dict(result.structured_content or {}) for result in results]

    names, answers = asyncio.run(asked())
    assert sorted(names) == ["ask", "check", "coverage", "read", "speakers", "timeline"]
    assert len(answers) == len(QUESTIONS) > 10
    for line, answer in zip(printed, answers, strict=True):
        assert without_times(answer) == without_times(json.loads(line))


def test_every_tool_says_what_it_is_for_and_changes_nothing(desk: Desk) -> None:
    async def listed() -> list[Any]:
        async with Client(server(desk)) as client:
            return list((await client.list_tools()).tools)

    for tool in asyncio.run(listed()):
        assert tool.description
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint


def test_every_filter_of_ask_is_a_condition(desk: Desk, verbatim: Verbatim) -> None:
    answer = call(
        desk, "ask", question="Libya", speakers=["Pompeo"], publishers=["Radio Free Europe"], since="2019-04",
        until="2019-04-30", top=2,
    )  # fmt: skip
    options = ("--speaker", "Pompeo", "--publisher", "Radio Free Europe", "--since", "2019-04", "--until", "2019-04-30")
    printed = json.loads(verbatim("ask", "--json", "--top", "2", *options, "Libya").out)
    assert {passage["speaker"] for passage in answer["passages"]} == {"Mike Pompeo"}
    assert [each["text"] for each in answer["passages"]] == [each["text"] for each in printed["passages"]]


def test_the_other_tools_give_what_the_command_line_gives(desk: Desk, verbatim: Verbatim) -> None:
    claim = "Pompeo said “There is a military solution to the Libya conflict”"
    assert call(desk, "check", claim=claim)["checks"] == [json.loads(verbatim("check", "--json", claim).out)]
    assert call(desk, "timeline", subject="Pompeo") == json.loads(verbatim("timeline", "--json", "Pompeo").out)
    assert call(desk, "coverage") == json.loads(verbatim("coverage", "--json").out)
    everybody = json.loads(verbatim("speakers", "--json").out)
    assert call(desk, "speakers", top=100)["count"] == len(everybody)
    assert [each["name"] for each in call(desk, "speakers", name="pomp")["speakers"]] == ["Mike Pompeo"]


def test_an_article_is_read_around_a_passage(desk: Desk) -> None:
    text = (SEEDS / SOURCE).read_text(encoding="utf-8")
    article = call(desk, "read", source=SOURCE, start=1007, end=1298, around=1)
    middle = article["passages"][1]
    assert len(article["passages"]) == 3
    assert middle["text"] == " ".join(text[middle["start"] : middle["end"]].split())
    assert {each["speaker"] for each in middle["statements"]} == {"Mike Pompeo"}
    assert call(desk, "read", source=SOURCE, start=10**9)["passages"][-1]["end"] == len(text)


def test_what_cannot_be_done_is_an_error_with_its_remedy(desk: Desk) -> None:
    assert "2019-04-07" in refusal(desk, "ask", question="Libya", since="whenever")
    assert "name one as the answers do" in refusal(desk, "read", source="../secret.txt")
    assert "the question is empty" in refusal(desk, "ask", question="")
    assert refusal(desk, "ask", question="Libya", top=1000)


def test_a_notice_passes_through(desk: Desk) -> None:
    answer = call(desk, "ask", question="what did Zaphod Beeblebrox say")
    assert not answer["found"]
    assert "Zaphod Beeblebrox" in answer["notice"]


@pytest.mark.slow
def test_a_changed_file_is_not_read_and_a_rebuild_is_seen(tmp_path: Path, seeds_index: Path) -> None:
    index, seeds = shutil.copytree(seeds_index, tmp_path / "index"), shutil.copytree(SEEDS, tmp_path / "copy")
    with closing(Desk(index, lambda: open_library(index, SHIPPED, seeds=seeds))) as desk:
        assert call(desk, "read", source=SOURCE)["passages"]
        (seeds / SOURCE).write_text("Something else.")
        assert "has changed since the index was built" in refusal(desk, "read", source=SOURCE)
        before = call(desk, "ask", question="Libya")["index"]
        command = [sys.executable, "-m", "bot", "rebuild", "--seeds", str(seeds), "--index", str(index)]
        subprocess.run(command, check=True, cwd=ROOT, capture_output=True)
        assert call(desk, "ask", question="Libya")["index"] != before
        assert "military" not in str(call(desk, "read", source=SOURCE)["passages"])
