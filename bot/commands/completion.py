"""What the shell completes out of the index: speakers, outlets and sources."""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from typing import TYPE_CHECKING

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

from bot.output.wording import visible
from bot.settings import load_settings
from embeddings.errors import VerbatimError
from embeddings.storage.corpus import CORPUS, Corpus
from embeddings.storage.generations import open_current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import click

_MOST = 50
"""Words offered at once: more than a screen is not read."""
_ESCAPED = str.maketrans({mark: f"\\{mark}" for mark in "\\ \t'\"`$&|;<>()[]{}*?!~#"})
"""What bash takes for more than a letter."""


class _Bash(BashComplete):
    """Bash, which takes a name of two words for two names unless what parts them is escaped."""

    def format_completion(self, item: CompletionItem) -> str:
        """Return the line of the protocol that offers the item."""
        value = item.value.translate(_ESCAPED) if item.type == "plain" else item.value
        return f"{item.type},{value}"


add_completion_class(_Bash, "bash")


def speakers(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer those who speak, of most documents first."""

    def names(corpus: Corpus) -> Iterable[str]:
        known = sorted(corpus.people.speakers().values(), key=lambda speaker: (-speaker.documents, speaker.name))
        return (speaker.name for speaker in known)

    return _offered(context, names, incomplete)


def publishers(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the outlets and agencies, as they are shown."""
    return _offered(context, lambda corpus: dict.fromkeys([*corpus.publishers(), *corpus.agencies()]), incomplete)


def sources(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Offer the files of the index."""
    return _offered(context, lambda corpus: dict.fromkeys(each.source for each in corpus.documents()), incomplete)


def _offered(
    context: click.Context, names_of: Callable[[Corpus], Iterable[str]], incomplete: str
) -> list[CompletionItem]:
    """Return the names that begin so, or if none does, those with a word that does; nothing where there is no index."""
    try:
        chosen = {name: context.params.get(name) or context.lookup_default(name) for name in ("home", "index")}
        generation = open_current(load_settings(**chosen).index)
        with closing(generation), closing(Corpus(generation.folder / CORPUS)) as corpus:
            known = [visible(name) for name in names_of(corpus)]
    except VerbatimError:
        return []
    start = incomplete.casefold()
    matching = [name for name in known if name.casefold().startswith(start)]
    matching = matching or [name for name in known if f" {start}" in name.casefold()]
    return [CompletionItem(name) for name in islice(matching, _MOST)]
