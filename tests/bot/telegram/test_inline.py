from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.telegram.people import Person
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import HandLibrarian, answer, citation

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi


def test_inline_queries_are_answered_page_by_page(api: BotApi, tmp_path: Path) -> None:
    passages = [citation(f"Passage <{number}>.") for number in range(14)]
    numbered = [type(c)(number, c.place, c.tokens, c.score) for number, c in enumerate(passages)]
    with running(api, tmp_path, HandLibrarian(lambda question: answer(question, *numbered))):
        ann = Person(api)
        ann.types("passages")
        first = api.wait(lambda: api.made("answerInlineQuery"))[0].params
        ann.types("passages", first["next_offset"])
        second = api.wait(lambda: api.made("answerInlineQuery")[1:])[0].params
    assert (len(first["results"]), len(second["results"])) == (10, 4)
    assert "next_offset" not in second
    assert "Passage &lt;13&gt;." in second["results"][-1]["input_message_content"]["message_text"]


def test_of_what_is_being_typed_only_the_last_is_answered(api: BotApi, tmp_path: Path) -> None:
    librarian = HandLibrarian()
    for typed in ("w", "wo", "wor", "word"):
        Person(api).types(typed)
    with running(api, tmp_path, librarian):
        api.wait(lambda: api.made("answerInlineQuery"))
    assert librarian.asked == ["word"]


def test_a_query_without_words_gets_no_results(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(answer)):
        Person(api).types("")
        told = api.wait(lambda: api.made("answerInlineQuery"))[0].params
    assert told["results"] == []
