"""A small Bot API server on loopback, as strict as Telegram where it matters to a bot."""

from __future__ import annotations

import math
import threading
import time
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any, Self

from tests.bot.telegram.judge import Refused, judged
from tests.bot.telegram.listening import Listener

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bot.telegram.calls import Call, Fault, Json

TOKEN = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - nobody's
PNG = b"\x89PNG\r\n\x1a\n"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Verbatim", "username": "VerbatimBot"}


class BotApi:
    """The server; use as a context manager."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.calls: list[Call] = []
        self.faults: dict[str, deque[Fault]] = defaultdict(deque)
        self.messages: dict[tuple[int, int], Json] = {}
        self.files: dict[str, bytes] = {}
        self.pictures: dict[int, bytes] = {}
        self.documents: dict[int, bytes] = {}
        self.webhook: Json = {}
        self.token = TOKEN
        self.offsets: list[int] = []
        self.on_send: Callable[[Json], None] = lambda _: None
        self._updates: list[Json] = []
        self._number = 1000
        self._poll = 0
        self._message = 0
        self._open_queries: set[str] = set()
        self._hushed: dict[int, tuple[int, float, float]] = {}
        self._http = Listener(self)

    def __enter__(self) -> Self:
        self._http.listen()
        return self

    def __exit__(self, *_: object) -> None:
        with self.changed:
            self._poll += 1
            self.changed.notify_all()
        self.go_away()

    @property
    def url(self) -> str:
        """Where the server listens."""
        return f"http://127.0.0.1:{self._http.port}"

    def go_away(self) -> None:
        """Hang up on everybody and refuse connections."""
        self._http.close()

    def come_back(self) -> None:
        """Listen again, at the same address."""
        self._http = Listener(self, self._http.port)
        self._http.listen()

    def push(self, content: Json) -> int:
        """Make an update of it, and return its number."""
        with self.changed:
            self._number += 1
            query = content.get("callback_query") or content.get("inline_query")
            if query:
                self._open_queries.add(query["id"])
            self._updates.append({"update_id": self._number, **content})
            self.changed.notify_all()
            return self._number

    def redeliver(self, update: Json) -> None:
        """Hand out an update that was handed out before."""
        with self.changed:
            self._updates.append(update)
            self.changed.notify_all()

    def new_message(self) -> int:
        """Return a number that no message has yet."""
        with self.changed:
            self._message += 1
            return self._message

    def fail(self, method: str, *faults: Fault) -> None:
        """Plan what goes wrong with the next requests of a method, one each."""
        with self.changed:
            self.faults[method].extend(faults)

    def hush(self, chat: int, seconds: int, lasting: float = 1.0) -> None:
        """Want to be sent nothing for that chat, from the next message on, for so many seconds of that length."""
        self._hushed[chat] = (seconds, lasting, 0.0)

    def made(self, *methods: str) -> list[Call]:
        """Return the calls of these methods that succeeded."""
        with self.changed:
            return [call for call in self.calls if call.method in methods and not call.refused]

    @property
    def polled(self) -> bool:
        """Whether the bot has asked for updates."""
        return self._poll > 0

    def refusals(self) -> list[Call]:
        """Return what the bot sent and Telegram would not have taken."""
        with self.changed:
            return [call for call in self.calls if call.refused]

    def wait(self, found: Callable[[], Any], seconds: float = 60.0) -> Any:  # noqa: ANN401 - whatever is found
        """Return what is found, as soon as it is."""
        until = time.monotonic() + seconds
        with self.changed:
            while True:
                result = found()
                if result:
                    return result
                if time.monotonic() >= until:
                    raise AssertionError(f"not within {seconds} s; the last calls: {self.calls[-5:]}")
                self.changed.wait(0.05)

    def answer(self, token: str, method: str, params: Json) -> Any:  # noqa: ANN401 - whatever the method returns
        """Return what the method returns.

        Raises Refused where Telegram refuses.
        """
        if token != f"bot{self.token}":
            raise Refused(401, "Unauthorized")
        handler = getattr(self, f"_{method}", None)
        if handler is None:
            raise Refused(404, "Not Found")
        return handler(params)

    def _getMe(self, _: Json) -> Json:  # noqa: N802 - as Telegram names it
        return {**BOT, "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}

    def _getUpdates(self, params: Json) -> list[Json]:  # noqa: N802
        if self.webhook.get("url"):
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        until = time.monotonic() + min(float(params.get("timeout", 0)), 5.0)
        with self.changed:
            self._poll += 1
            mine = self._poll
            self.changed.notify_all()
            offset = int(params.get("offset", 0))
            if offset:
                self.offsets.append(offset)
                self._updates = [u for u in self._updates if not u["update_id"] < offset]
            while not self._updates and time.monotonic() < until:
                self.changed.wait(until - time.monotonic())
                if self._poll != mine:
                    raise Refused(409, "Conflict: terminated by other getUpdates request")
            return self._updates[: int(params.get("limit", 100))]

    def _setWebhook(self, params: Json) -> bool:  # noqa: N802
        self.webhook = params
        return True

    def _deleteWebhook(self, _: Json) -> bool:  # noqa: N802
        self.webhook = {}
        return True

    def _getWebhookInfo(self, _: Json) -> Json:  # noqa: N802
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }

    def _setMyCommands(self, _: Json) -> bool:  # noqa: N802
        return True

    def _sendChatAction(self, _: Json) -> bool:  # noqa: N802
        return True

    def _sendMessage(self, params: Json) -> Json:  # noqa: N802
        self._keep_quiet(int(params["chat_id"]))
        content = self._content(params)
        message = self._posted(params, content)
        self.on_send(message)
        return message

    def _keep_quiet(self, chat: int) -> None:
        """Raise Refused while the chat is to be left alone."""
        seconds, lasting, until = self._hushed.get(chat, (0, 1.0, 1.0))
        now = time.monotonic()
        until = until or now + seconds * lasting
        if now < until:
            self._hushed[chat] = (seconds, lasting, until)
            left = math.ceil((until - now) / lasting)
            raise Refused(429, f"Too Many Requests: retry after {left}", {"retry_after": left})

    def _posted(self, params: Json, content: Json) -> Json:
        """Keep and return the message that now stands in the chat."""
        key, chat = self.new_message(), int(params["chat_id"])
        message: Json = {
            "message_id": key,
            "date": int(time.time()),
            "from": BOT,
            "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup", "title": "G", "first_name": "P"},
            "thread": params.get("message_thread_id"),
            "reply_to": params.get("reply_parameters", {}).get("message_id"),
            **content,
        }
        self.messages[chat, key] = message
        return message

    def _sendPhoto(self, params: Json) -> Json:  # noqa: N802
        picture, caption = params["photo"], params.get("caption", "")
        if not isinstance(picture, bytes) or not picture.startswith(PNG):
            raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED")
        text, entities = judged(caption, params.get("parse_mode"))
        if len(text.encode("utf-16-le")) // 2 > 1024:
            raise Refused(400, "Bad Request: message caption is too long")
        content = {"caption": text, "entities": entities, "reply_markup": params.get("reply_markup")}
        message = self._posted(params, content)
        self.pictures[message["message_id"]] = picture
        return message

    def _sendDocument(self, params: Json) -> Json:  # noqa: N802
        if not isinstance(params["document"], bytes) or not params["document"]:
            raise Refused(400, "Bad Request: file must be non-empty")
        text, entities = judged(params.get("caption", ""), params.get("parse_mode"))
        message = self._posted(params, {"caption": text, "entities": entities})
        self.documents[message["message_id"]] = params["document"]
        return message

    def _editMessageText(self, params: Json) -> Json:  # noqa: N802
        key = int(params["chat_id"]), int(params["message_id"])
        if key not in self.messages:
            raise Refused(400, "Bad Request: message to edit not found")
        content = self._content(params)
        before = self.messages[key]
        if all(before.get(name) == content.get(name) for name in ("text", "entities", "reply_markup")):
            raise Refused(400, "Bad Request: message is not modified: specified new message content is the same")
        self.messages[key] = {**before, "reply_markup": None, **content}
        return self.messages[key]

    def _answerCallbackQuery(self, params: Json) -> bool:  # noqa: N802
        self._close(params["callback_query_id"])
        if len(params.get("text", "")) > 200:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        return True

    def _answerInlineQuery(self, params: Json) -> bool:  # noqa: N802
        self._close(params["inline_query_id"])
        results = params["results"]
        if len(results) > 50 or len({result["id"] for result in results}) != len(results):
            raise Refused(400, "Bad Request: RESULT_ID_DUPLICATE")
        for result in results:
            if not 1 <= len(result["id"].encode()) <= 64 or not result["title"]:
                raise Refused(400, "Bad Request: RESULT_ID_INVALID")
            content = result["input_message_content"]
            judged(content["message_text"], content.get("parse_mode"))
            if not content.get("link_preview_options", {}).get("is_disabled"):
                raise Refused(400, "a link preview")  # Telegram would show it
        return True

    def _getFile(self, params: Json) -> Json:  # noqa: N802
        key = params["file_id"]
        if key not in self.files:
            raise Refused(400, "Bad Request: invalid file_id")
        return {
            "file_id": key,
            "file_unique_id": key,
            "file_size": len(self.files[key]),
            "file_path": f"documents/{key}",
        }

    def _content(self, params: Json) -> Json:
        text, entities = judged(params["text"], params.get("parse_mode"))
        markup = params.get("reply_markup")
        for row in (markup or {}).get("inline_keyboard", ()):
            for button in row:
                if not button["text"] or not _does_something(button):
                    raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
        previews = not params.get("link_preview_options", {}).get("is_disabled")
        return {
            "text": text,
            "entities": entities,
            "reply_markup": markup,
            "html": params["text"],
            "previews": previews,
        }

    def _close(self, query: str) -> None:
        with self.changed:
            if query not in self._open_queries:
                raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
            self._open_queries.discard(query)


def _does_something(button: Json) -> bool:
    """Return whether a button carries data or a text to copy, neither too long."""
    copied = button.get("copy_text", {}).get("text", "")
    data = button.get("callback_data", "").encode()
    return 1 <= len(data) <= 64 if data else 1 <= len(copied) <= 256
