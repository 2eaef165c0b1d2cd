"""Every kind of message in a private chat gets an answer, or the reason why it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.bot.telegram.bot_api import BOT
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import HandLibrarian

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

FILE = {"file_id": "f", "file_unique_id": "f"}
PHOTO = {"photo": [{**FILE, "width": 1, "height": 1}]}
SIZED = {**FILE, "width": 1, "height": 1, "duration": 1}


@pytest.mark.parametrize(
    "content",
    [
        PHOTO,
        {"voice": {**FILE, "duration": 1}},
        {"audio": {**FILE, "duration": 1}},
        {"video": SIZED},
        {"video_note": {**FILE, "length": 1, "duration": 1}},
        {"animation": SIZED},
        {"document": FILE},
        {"sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
        {"contact": {"phone_number": "1", "first_name": "Bob"}},
        {"location": {"longitude": 1.0, "latitude": 1.0}},
        {"dice": {"emoji": "🎲", "value": 3}},
        {"text": "@VerbatimBot"},
        {"text": "/unknown"},
    ],
    ids=lambda content: next(iter(content)),
)
def test_what_is_no_question_is_answered_with_the_reason(api: BotApi, tmp_path: Path, content: dict[str, Any]) -> None:
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian):
        ann = Person(api)
        message = ann.message(**content)
        api.push({"message": message})
        assert ann.reply(message["message_id"])["text"]
    assert librarian.asked == []


def test_service_messages_are_passed_over(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        ann = Person(api)
        api.push({"message": ann.message(new_chat_title="Readers")})
        ann.asks("words")
    assert len(api.made("sendMessage")) == 1


def test_a_caption_and_what_is_replied_to_are_questions(api: BotApi, tmp_path: Path) -> None:
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian):
        ann, reader = Person(api), Person(api, 1002, group=-100)
        photo = ann.message(**PHOTO, caption="who is this about")
        api.push({"message": photo})
        ann.reply(photo["message_id"])
        said = reader.message(text="where does it stand")
        reader.reply(reader.says("/ask", reply_to_message=said))
        reader.reply(reader.says("@VerbatimBot", reply_to_message=said, quote={"text": "it stand", "position": 11}))
        reader.reply(reader.says("/ask and who", reply_to_message=said))
        own = {"message_id": 1, "date": 1, "chat": reader.chat, "from": BOT, "text": "an answer"}
        assert "Write what" in reader.reply(reader.says("/ask", reply_to_message=own))["text"]
    assert librarian.asked == ["who is this about", "where does it stand", "it stand", "and who"]


def test_a_newcomer_is_greeted_with_questions_to_tap_and_a_group_without(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        alone = Person(api).asks("/start")
        together = Person(api, 1002, group=-100).asks("/start")
    rows = alone["reply_markup"]["keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [
        ["What did Pompeo say in April 2019?"],
        ["What did Haftar say?"],
    ]
    assert together["reply_markup"] is None
