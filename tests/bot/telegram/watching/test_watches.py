"""Watches: what a rebuild brings is told once, copies folded, once an hour, across restarts."""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from bot.telegram.librarian import Librarian
from embeddings.encoding.model_files import SHIPPED
from embeddings.rebuild import rebuild
from embeddings.storage.generations import current_name
from retrieval.library import open_library
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import Running, running
from tests.fakes import Silence
from tests.places import SEEDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from embeddings.encoding.onnx_encoder import OnnxEncoder
    from tests.bot.telegram.bot_api import BotApi

HOUR = 3600.0
STATEMENT = (
    "“The Libyan oil ports must stay open,” U.S. Secretary of State Mike Pompeo said on April {day} in Washington."
)
OTHER = "Traders had waited for the tankers of the {day}th since the winter, and the harbour was quiet in the morning."
pytestmark = pytest.mark.slow


class Newsroom:
    """Seeds that grow, a clock that is moved by hand, and a bot that may be started again."""

    def __init__(self, api: BotApi, folder: Path, index: Path, encoder: OnnxEncoder) -> None:
        self.api, self.folder, self.encoder = api, folder, encoder
        self.index = shutil.copytree(index, folder / "index")
        self.seeds = shutil.copytree(SEEDS, folder / "seeds")
        self.time = time.time()

    @contextmanager
    def bot(self, **options: Any) -> Iterator[Running]:  # noqa: ANN401 - the settings
        opened = Librarian(self.index, lambda: open_library(self.index, SHIPPED, seeds=self.seeds), None)
        with (
            closing(opened),
            running(self.api, self.folder, opened, now=lambda: self.time, telegram_admins="1001", **options) as bot,
        ):
            yield bot

    def prints(self, name: str, *paragraphs: str) -> None:
        self.seeds.joinpath(name).write_text("\n\n".join(("A headline about the harbour", *paragraphs)) + "\n")

    def rebuilds(self) -> None:
        rebuild(self.seeds, self.index, lambda: self.encoder, "cl100k_base", Silence())

    def news(self) -> list[str]:
        """Return what was said without being asked."""
        return [call.result["text"] for call in self.api.made("sendMessage") if not call.result["reply_to"]]

    def looked(self, bot: Running) -> None:
        """Wait until the bot has looked at the newest index, and would have told what there is by now."""
        assert bot.service
        newest = current_name(self.index)
        self.api.wait(lambda: self._is_looked_at(newest))
        time.sleep(10 * bot.service.desk.patience.news)  # what is told is told within one of them

    def _is_looked_at(self, generation: str | None) -> bool:
        with closing(sqlite3.connect(self.index / "telegram.sqlite")) as database:
            row = database.execute("select value from facts where name = 'watched'").fetchone()
        return bool(row == (generation,))


@pytest.fixture
def newsroom(api: BotApi, tmp_path: Path, index: Path, encoder: OnnxEncoder) -> Newsroom:
    return Newsroom(api, tmp_path, index, encoder)


def test_new_words_come_once_with_their_copies_folded(newsroom: Newsroom, api: BotApi) -> None:
    reader = Person(api)
    with newsroom.bot() as bot:
        assert "at most once an hour" in reader.asks("/watch Pompeo Libyan oil")["text"]
        newsroom.prints("one.txt", STATEMENT.format(day=9), OTHER.format(day=9))
        newsroom.prints("two.txt", STATEMENT.format(day=9), OTHER.format(day=11))
        newsroom.rebuilds()
        (told,) = api.wait(newsroom.news)
        assert told.startswith("New on Pompeo Libyan oil\n\n")
        assert told.count("The Libyan oil ports must stay open") == 1
        assert "Traders" not in told
        newsroom.time += 2 * HOUR
        newsroom.rebuilds()
        newsroom.looked(bot)
    assert len(newsroom.news()) == 1
    assert not api.refusals()


def test_the_next_message_waits_for_its_hour_and_survives_a_restart(newsroom: Newsroom, api: BotApi) -> None:
    with newsroom.bot() as bot:
        Person(api).asks("/watch Pompeo oil")
        newsroom.prints("one.txt", STATEMENT.format(day=9))
        newsroom.rebuilds()
        api.wait(newsroom.news)
        newsroom.prints("two.txt", STATEMENT.format(day=12).replace("must stay open", "must reopen at once"))
        newsroom.rebuilds()
        newsroom.looked(bot)
        assert len(newsroom.news()) == 1
    newsroom.time += HOUR
    with newsroom.bot() as bot:
        api.wait(lambda: len(newsroom.news()) == 2)
        newsroom.looked(bot)
    with newsroom.bot() as bot:
        newsroom.looked(bot)
    assert len(newsroom.news()) == 2
    assert "must reopen at once" in newsroom.news()[1]
    assert "must stay open" not in newsroom.news()[1]


def test_an_edited_article_and_a_late_copy_are_no_news(newsroom: Newsroom, api: BotApi) -> None:
    with newsroom.bot() as bot:
        Person(api).asks("/watch Pompeo")
        known = newsroom.seeds / "004_5754c9ca353e8976.txt"
        text = known.read_text(encoding="utf-8")
        (newsroom.seeds / "copy.txt").write_text(text, encoding="utf-8")
        known.write_text(text + "\n\nThe harbour was quiet in the morning, and the traders were waiting.\n")
        newsroom.rebuilds()
        newsroom.looked(bot)
    assert newsroom.news() == []


def test_words_of_a_file_that_changes_before_they_are_told_are_not_told(newsroom: Newsroom, api: BotApi) -> None:
    with newsroom.bot() as bot:
        Person(api).asks("/watch Pompeo oil")
        newsroom.prints("one.txt", STATEMENT.format(day=9))
        newsroom.rebuilds()
        api.wait(newsroom.news)
        newsroom.prints("two.txt", STATEMENT.format(day=12).replace("must stay open", "must reopen at once"))
        newsroom.rebuilds()
        newsroom.looked(bot)
        newsroom.prints("two.txt", "Nothing of the kind was said.")
        newsroom.time += HOUR
        newsroom.looked(bot)
    assert len(newsroom.news()) == 1


def test_watches_are_listed_ended_and_forgotten(newsroom: Newsroom, api: BotApi) -> None:
    reader = Person(api)
    with newsroom.bot() as bot:
        assert "You watch for nothing here." in reader.asks("/watches")["text"]
        assert reader.asks("/watch")["text"].startswith("Name whom or what to watch for")
        for subject in ("Pompeo", "oil", "oil", "the ferry"):
            reader.asks(f"/watch {subject}")
        assert reader.asks("/watches")["text"].startswith("1. Pompeo\n2. oil\n3. the ferry\n/watches and its number")
        assert reader.asks("/watches 2")["text"] == "I watch no longer for oil."
        assert reader.asks("/watches")["text"].startswith("1. Pompeo\n2. the ferry\n")
        assert "You watch for nothing here." in Person(api, 1002).asks("/watches")["text"]
        reader.asks("/forget")
        newsroom.prints("one.txt", STATEMENT.format(day=9))
        newsroom.rebuilds()
        assert "You watch for nothing here." in reader.asks("/watches")["text"]
        assert bot.service
    assert newsroom.news() == []


def test_who_may_no_longer_use_the_bot_is_told_nothing(newsroom: Newsroom, api: BotApi) -> None:
    with newsroom.bot(telegram_allowed="1001,1002"):
        Person(api, 1002).asks("/watch Pompeo")
    newsroom.prints("one.txt", STATEMENT.format(day=9))
    newsroom.rebuilds()
    with newsroom.bot(telegram_allowed="1001") as bot:
        newsroom.looked(bot)
    assert newsroom.news() == []


def test_a_subject_nobody_speaks_of_yet_is_told_when_somebody_does(newsroom: Newsroom, api: BotApi) -> None:
    with newsroom.bot():
        Person(api).asks("/watch Zaphod Beeblebrox")
        newsroom.prints(
            "one.txt", "“The ferry will run again,” Mayor Zaphod Beeblebrox said on April 9 at the opening."
        )
        newsroom.rebuilds()
        (told,) = api.wait(newsroom.news)
    assert "The ferry will run again" in told
