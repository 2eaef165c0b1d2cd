from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.settings import load_settings
from bot.telegram.librarian import AROUND, Librarian
from embeddings.documents import fold
from retrieval.library import Library, open_library
from tests.bot.telegram.bot_api import TOKEN
from tests.bot.telegram.people import Person, pieces
from tests.bot.telegram.running import process, running
from tests.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.bot.telegram.bot_api import BotApi

pytestmark = pytest.mark.slow  # an index for each test

QUESTION = "no military solution to the Libya conflict"
NEXT = "20990101T000000000000Z"


@pytest.fixture
def own_index(index: Path, tmp_path: Path) -> Path:
    return shutil.copytree(index, tmp_path / "index")


@pytest.fixture
def librarian(own_index: Path) -> Iterator[Librarian]:
    settings = load_settings(index=own_index)
    made = Librarian(own_index, lambda: open_library(settings.index, settings.encoder), None)
    yield made
    made.close()


def test_every_quote_of_a_real_answer_stands_in_its_seed(api: BotApi, tmp_path: Path, librarian: Librarian) -> None:
    with running(api, tmp_path, librarian):
        ann = Person(api)
        reply = ann.asks(QUESTION)
        ann.presses("Context", reply)
        context = ann.sees_changed(reply)
    seeds = fold(" ".join(path.read_text() for path in sorted((ROOT / "seeds").glob("*.txt"))))
    quotes = pieces(reply, "BlockQuote")
    around = pieces(context, "BlockQuote")
    assert "“There is no military solution to the Libya conflict,” Pompeo said." in quotes[0]
    assert quotes[0] in around
    assert len(around) > 1
    assert all(quote in seeds for quote in (*quotes, *around))


def test_a_new_generation_answers_the_next_question_and_the_old_one_is_let_go(
    own_index: Path, librarian: Librarian
) -> None:
    before = librarian.ask(QUESTION, {}, 1).answer
    shutil.copytree(own_index / before.generation, own_index / NEXT)
    (own_index / "CURRENT").write_text(NEXT)
    after = librarian.ask(QUESTION, {}, 1).answer
    assert after.generation == NEXT
    assert after.citations[0].place.text == before.citations[0].place.text
    assert librarian.around(before.citations[0].passage, before.generation) is None
    assert not (own_index / before.generation).exists()


def publish_again(index: Path, name: str) -> None:
    """Put the generation in force once more, as another one."""
    made = index / (index / "CURRENT").read_text()
    shutil.copytree(made, index / name, copy_function=link)
    (index / "CURRENT.new").write_text(name)
    (index / "CURRENT.new").replace(index / "CURRENT")


def link(source: str, target: str) -> None:
    """Link all but the manifest, by which each generation is locked."""
    (shutil.copy2 if source.endswith("manifest.json") else os.link)(source, target)


def test_questions_asked_while_generations_change_are_all_answered_from_two_libraries_at_most(own_index: Path) -> None:
    open_ones, most, read, settings = list[Library](), list[int](), set[Path](), load_settings(index=own_index)
    close = Library.close

    def opened() -> Library:
        open_ones.append(open_library(settings.index, settings.encoder))
        most.append(len(open_ones))
        read.add(open_ones[-1].generation.folder)
        return open_ones[-1]

    def closed(library: Library) -> None:
        open_ones.remove(library)
        close(library)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Library, "close", closed)
        librarian = Librarian(own_index, opened, None)
        with ThreadPoolExecutor(3) as people:
            asked = [people.submit(librarian.ask, QUESTION, {}, 1) for _ in range(20)]
            for number in range(3):
                publish_again(own_index, f"20990101T00000000000{number}Z")
                asked += [people.submit(librarian.ask, QUESTION, {}, 1) for _ in range(20)]
            asked.append(people.submit(librarian.ask, QUESTION, {}, 1))
        quotes = {reply.result().answer.citations[0].place.text for reply in asked}
        librarian.close()
    assert len(quotes) == 1
    assert max(most) <= 2
    assert [folder.name for folder in read if folder.exists()] == ["20990101T000000000002Z"]


@pytest.mark.parametrize("name", ["nonsense", "20990101T000000000001Z"])
def test_a_new_generation_that_cannot_be_read_leaves_the_old_one_answering(
    own_index: Path, librarian: Librarian, name: str
) -> None:
    before = librarian.ask(QUESTION, {}, 1).answer
    (own_index / "CURRENT").write_text(name)
    assert librarian.ask(QUESTION, {}, 1).answer.generation == before.generation


def test_around_gives_the_neighbours_in_order_and_fewer_at_the_ends(librarian: Librarian) -> None:
    generation = librarian.shelf(0).generation
    around = librarian.around(0, generation)
    assert around is not None
    above, below = around
    assert above == ()
    assert len(below) == AROUND
    assert [place.span.start for place in below] == sorted(place.span.start for place in below)


def test_a_refused_token_is_said_in_one_line_with_exit_status_2(api: BotApi, tmp_path: Path, index: Path) -> None:
    api.token = "1:other"  # noqa: S105 - nobody's
    with process(api, tmp_path, "-m", "bot", "telegram", "--index", str(index), TELEGRAM_TOKEN=TOKEN) as bot:
        assert bot.wait(60) == 2
    assert (tmp_path / "log").read_text() == (
        "verbatim: Telegram refuses the token: check TELEGRAM_TOKEN with @BotFather\n"
    )


@pytest.mark.slow
def test_an_added_article_answers_after_a_rebuild_without_a_restart(
    api: BotApi, tmp_path: Path, own_index: Path
) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    article = "Bridge opens\n\nThe zanzibarian ferry captain said that the bridge would open on Monday.\n"
    options = ("--index", str(own_index), "--seeds", str(tmp_path / "seeds"))
    with process(api, tmp_path, "-m", "bot", "telegram", *options, TELEGRAM_ADMINS="7"):
        admin = Person(api, 7)
        assert "captain said" not in admin.asks("zanzibarian ferry captain", 60)["text"]
        admin.reply(admin.sends_file("bridge.txt", article.encode(), "/add"))
        asked = admin.says("/rebuild")
        _, outcome = api.wait(lambda: admin.replies_to(asked)[1:] and admin.replies_to(asked), 240)
        assert outcome["text"].startswith("Done.")
        assert "6 documents" in outcome["text"]
        assert "zanzibarian ferry captain said" in admin.asks("zanzibarian ferry captain")["text"]
    assert not api.refusals()


@pytest.mark.slow
def test_a_rebuild_that_a_crash_interrupts_is_begun_again_and_its_fate_told(
    api: BotApi, tmp_path: Path, own_index: Path
) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds" / "ferry.txt").write_text(
        "Ferry\n\nThe ferry captain said that the pier would open on Monday.\n"
    )
    command = ("-m", "bot", "telegram", "--index", str(own_index), "--seeds", str(tmp_path / "seeds"))
    admin = Person(api, 7)
    with process(api, tmp_path, *command, TELEGRAM_ADMINS="7") as bot:
        asked = admin.says("/rebuild")
        begun = admin.reply(asked)
        admin.sees(begun, "anew…\n")
        bot.kill()
    with process(api, tmp_path, *command, TELEGRAM_ADMINS="7"):
        api.wait(lambda: [told for told in admin.replies_to(asked) if told["text"].startswith(("Done", "That"))], 240)
    assert [told["text"].split("\n")[0] for told in admin.replies_to(asked)] == [
        "Reading all articles anew…",
        "Reading all articles anew…",
        "Done. The next question gets the new index.",
    ]
