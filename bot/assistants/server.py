"""The server: six tools that read and change nothing, over standard input and output."""

from collections.abc import Callable
from functools import wraps
from importlib.metadata import version
from typing import Annotated, Any, ParamSpec

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from bot.assistants.desk import Desk
from embeddings.errors import VerbatimError
from retrieval.understanding.conditions import Narrowing

_Parameters = ParamSpec("_Parameters")
_INSTRUCTIONS = """\
Verbatim answers from a fixed collection of news articles, with the exact words that they printed.
Quote the text of a passage as it stands, and name its source, outlet and day. Pass on the notice and the doubts.
Where found is false, nothing fits: say so; what is nearest misses what it names. Never fill a gap from memory.\
"""
_READ_ONLY = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)  # fmt: skip
_Names = Annotated[
    list[str], Field(description="Speakers or outlets as people call them; one of them is enough. Empty: any.")
]
_Day = Annotated[str | None, Field(description="A day, month or year: 2019-04-07, 2019-04, April 2019.")]
_Count = Annotated[int, Field(ge=1, le=100)]


def server(desk: Desk) -> MCPServer:
    """Return the server of the desk."""
    made = MCPServer("verbatim", version=version("verbatim-news"), instructions=_INSTRUCTIONS, log_level="WARNING")
    tools = (_ask(desk), _check(desk), _read(desk), _timeline(desk), _coverage(desk), _speakers(desk))
    for tool in tools:
        made.add_tool(_told(tool), annotations=_READ_ONLY)
    return made


def _told(tool: Callable[_Parameters, dict[str, Any]]) -> Callable[_Parameters, dict[str, Any]]:
    """Return the tool, whose refusals reach the assistant as errors with their remedy."""

    @wraps(tool)
    def call(*arguments: _Parameters.args, **options: _Parameters.kwargs) -> dict[str, Any]:
        try:
            return tool(*arguments, **options)
        except VerbatimError as error:
            raise ToolError(str(error)) from error

    return call


def _ask(desk: Desk) -> Callable[..., dict[str, Any]]:
    def ask(  # noqa: PLR0913, PLR0917 - a tool's parameters are its filters
        question: Annotated[str, Field(description="As a person would ask it, with who, when and what about.")],
        speakers: _Names = [],  # noqa: B006 - never changed
        publishers: _Names = [],  # noqa: B006 - never changed
        since: _Day = None,
        until: _Day = None,
        top: _Count = 5,
        max_tokens: Annotated[int | None, Field(ge=1, description="Tokens that all passages take together.")] = None,
    ) -> dict[str, Any]:
        """Find the passages that answer a question about the news: who said what, when, and what happened.

        Put everything into the question. Set speakers where only somebody's own words will do, publishers where only
        some outlets or agencies count, since and until where the days are firm conditions. Each passage has its text,
        source, start and end, speaker, the days on which it was said, and doubts: conditions it may not meet.
        """
        narrowing = Narrowing(tuple(speakers), tuple(publishers), since, until)
        return desk.ask(question, narrowing, top, max_tokens)

    return ask


def _check(desk: Desk) -> Callable[..., dict[str, Any]]:
    def check(
        claim: Annotated[str, Field(description="A sentence with the quotation in quotation marks, or it alone.")],
    ) -> dict[str, Any]:
        """Check whether a quotation is printed word for word, before you repeat it.

        The verdict is "word for word", "altered" (what is printed stands beside it) or "not found"; whether the
        claimed speaker and day fit is said too.
        """
        return desk.check(claim)

    return check


def _read(desk: Desk) -> Callable[..., dict[str, Any]]:
    def read(
        source: Annotated[str, Field(description="As passages name it.")],
        start: Annotated[int, Field(ge=0, description="Where to read, as passages have it.")] = 0,
        end: Annotated[int | None, Field(ge=0)] = None,
        around: Annotated[int, Field(ge=0, le=100, description="Passages before and behind that are read too.")] = 3,
    ) -> dict[str, Any]:
        """Read an article around a passage: for its context, or for what follows."""
        return desk.read(source, start, end, around)

    return read


def _timeline(desk: Desk) -> Callable[..., dict[str, Any]]:
    def timeline(
        subject: Annotated[str, Field(description="One speaker, or a topic in a few words.")],
    ) -> dict[str, Any]:
        """List all that a speaker said, or the best hundred passages on a topic, in the order of days.

        Use it for "over time", "first", "last" or "how often"; for one question of content use ask.
        """
        return desk.timeline(subject)

    return timeline


def _coverage(desk: Desk) -> Callable[..., dict[str, Any]]:
    def coverage() -> dict[str, Any]:
        """Say which outlets and months the articles cover: what can be asked, and what can not."""
        return desk.coverage()

    return coverage


def _speakers(desk: Desk) -> Callable[..., dict[str, Any]]:
    def speakers(
        name: Annotated[str, Field(description="Part of a name; empty: everybody.")] = "",
        top: _Count = 50,
    ) -> dict[str, Any]:
        """List who speaks in the articles, those of most documents first: names for ask and timeline."""
        return desk.speakers(name, top)

    return speakers
