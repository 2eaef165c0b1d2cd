"""People who use the bot: what they do becomes updates, what they get is found among the calls."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from tests.bot.telegram.bot_api import BOT

if TYPE_CHECKING:
    from tests.bot.telegram.bot_api import BotApi

Json = dict[str, Any]
_MARKED = re.compile(r"(?P<bot_command>(?<!\S)/\w+(?:@\w+)?)|(?P<mention>(?<!\w)@\w+)")


class Person:
    """Somebody in a chat with the bot, or in a group with it."""

    def __init__(self, api: BotApi, key: int = 1001, group: int | None = None, thread: int | None = None) -> None:
        self.api, self.key, self.thread = api, key, thread
        self.user = {"id": key, "is_bot": False, "first_name": "Ann"}
        self.chat: Json = {"id": key, "type": "private", "first_name": "Ann"}
        if group is not None:
            self.chat = {"id": group, "type": "supergroup", "title": "Readers", "is_forum": thread is not None}

    def says(self, text: str, **more: Any) -> int:  # noqa: ANN401 - any JSON
        """Send a message, and return its number."""
        message = self.message(text=text, entities=_entities(text), **more)
        self.api.push({"message": message})
        return int(message["message_id"])

    def message(self, **content: Any) -> Json:  # noqa: ANN401 - any JSON
        """Return a message with that content, as Telegram would write it."""
        thread = {"message_thread_id": self.thread, "is_topic_message": True} if self.thread else {}
        base = {"message_id": self.api.new_message(), "date": int(time.time()), "chat": self.chat, "from": self.user}
        return {**base, **thread, **content}

    def presses(self, label: str, message: Json) -> str:
        """Press the button with that label, and return the query's id."""
        rows = (message["reply_markup"] or {})["inline_keyboard"]
        data = next(button["callback_data"] for row in rows for button in row if button["text"].startswith(label))
        return self.sends_press(data, message)

    def presses_and_waits(self, label: str, message: Json, then: str = "answerCallbackQuery") -> None:
        """Press a button, and wait for what the bot does then."""
        before = len(self.api.made(then))
        self.presses(label, message)
        self.api.wait(lambda: len(self.api.made(then)) > before)

    def sends_press(self, data: str, message: Json) -> str:
        """Press a button with those data, whether or not there is one."""
        key = f"press{self.api.new_message()}"
        shown = {"message_id": message["message_id"], "date": message["date"], "chat": self.chat, "from": BOT}
        query = {"id": key, "from": self.user, "message": shown, "chat_instance": "1", "data": data}
        self.api.push({"callback_query": query})
        return key

    def types(self, text: str, offset: str = "") -> str:
        """Type an inline query, and return its id."""
        key = f"inline{self.api.new_message()}"
        self.api.push({"inline_query": {"id": key, "from": self.user, "query": text, "offset": offset}})
        return key

    def sends_file(self, name: str, content: bytes, caption: str | None = None) -> int:
        """Send a file, and return the message's number."""
        key = f"file{self.api.new_message()}"
        self.api.files[key] = content
        document = {"file_id": key, "file_unique_id": key, "file_name": name, "file_size": len(content)}
        captioned = {"caption": caption, "caption_entities": _entities(caption)} if caption else {}
        message = self.message(document=document, **captioned)
        self.api.push({"message": message})
        return int(message["message_id"])

    def replies_to(self, message: int) -> list[Json]:
        """Return what the bot said to a message."""
        sent = [
            call.result
            for call in self.api.made("sendMessage", "sendPhoto", "sendDocument")
            if call.result["chat"]["id"] == self.chat["id"]
        ]
        return [said for said in sent if said["reply_to"] == message]

    def asks(self, text: str, seconds: float = 60.0) -> Json:
        """Send a message, wait for what the bot says to it, and return that."""
        key = self.says(text)
        return self.reply(key, seconds)

    def reply(self, message: int, seconds: float = 60.0) -> Json:
        """Wait for what the bot says to a message, and return it."""
        found: list[Json] = self.api.wait(lambda: self.replies_to(message), seconds)
        return found[0]

    def sees(self, message: Json, words: str, seconds: float = 60.0) -> Json:
        """Wait until a message of the bot holds the words, and return it as it is then."""
        key = message["chat"]["id"], message["message_id"]
        self.api.wait(lambda: words in self.api.messages[key]["text"], seconds)
        return self.api.messages[key]

    def sees_changed(self, message: Json) -> Json:
        """Wait until a message of the bot says something else, and return it as it is then."""
        key = message["chat"]["id"], message["message_id"]
        self.api.wait(lambda: self.api.messages[key]["text"] != message["text"])
        return self.api.messages[key]


def labels(message: Json) -> list[str]:
    """Return what stands on the message's buttons."""
    return [button["text"] for row in (message["reply_markup"] or {}).get("inline_keyboard", ()) for button in row]


def pieces(message: Json, kind: str) -> list[str]:
    """Return the texts of the message's entities of a kind, such as "BlockQuote"."""
    units = message["text"].encode("utf-16-le")
    return [
        units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
        for e in message["entities"]
        if e["type"]["@type"].endswith(kind)
    ]


def _entities(text: str) -> list[Json]:
    return [
        {
            "type": found.lastgroup,
            "offset": len(text[: found.start()].encode("utf-16-le")) // 2,
            "length": len(found[0].encode("utf-16-le")) // 2,
        }
        for found in _MARKED.finditer(text)
    ]
