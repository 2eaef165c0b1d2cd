"""The application: which handler gets which update, behind the gate."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import (
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    ApplicationHandlerStop,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.telegram.handlers import admin, buttons, commands, faults, inline, questions, timelines
from bot.telegram.hearing.addressing import Addressed

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from telegram.ext import BaseHandler, ContextTypes

    from bot.telegram.desk import Desk
    from bot.telegram.saying.client import Client

    App = Application[Any, Any, Any, Any, Any, Any]
    Handler = BaseHandler[Any, Any, Any]
    Callback = Callable[[Desk, Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

logger = logging.getLogger(__name__)
_GATE = -1
"""The group before all others."""
_COMMANDS: dict[str, Callback] = {
    "start": commands.start,
    "help": commands.help_,
    "ask": questions.ask,
    "timeline": timelines.timeline,
    "new": commands.new,
    "sources": commands.sources,
    "about": commands.about,
    "privacy": commands.privacy,
    "forget": commands.forget,
}
_ADMIN_COMMANDS: dict[str, Callback] = {"stats": admin.stats, "rebuild": admin.rebuild, "add": admin.add}


def application(client: Client) -> App:
    """Return the application for the client; it fetches nothing by itself."""
    return ApplicationBuilder().bot(client).updater(None).job_queue(None).build()


def furnish(app: App, desk: Desk) -> None:
    """Add the handlers; the client must know its own name by now."""
    app.add_handler(TypeHandler(Update, partial(_guard, desk)), _GATE)
    app.add_handlers(list(_handlers(desk, Addressed(app.bot.id, app.bot.username))))
    app.add_error_handler(partial(faults.on_fault, desk))


async def set_menus(client: Client, admins: frozenset[int]) -> None:
    """Tell Telegram which commands to offer whom; a bot works as well without."""
    everybody = [BotCommand(*item) for item in commands.MENU.items()]
    more = [*everybody, *(BotCommand(*item) for item in commands.ADMIN_MENU.items())]
    scopes = [
        (everybody, BotCommandScopeAllPrivateChats()),
        (everybody, BotCommandScopeAllGroupChats()),
        *((more, BotCommandScopeChat(user)) for user in sorted(admins)),
    ]
    for menu, scope in scopes:
        try:
            await client.set_my_commands(menu, scope=scope)
        except TelegramError as error:
            logger.warning("a menu could not be set", extra={"told": {"scope": scope.type, "why": str(error)}})


async def _guard(desk: Desk, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Stop whatever comes from somebody who may not use the bot."""
    del context
    kind = next((name for name in ("message", "callback_query", "inline_query") if getattr(update, name)), "other")
    if not desk.gate.opens(update):
        desk.metrics.count("updates", f"{kind}_refused")
        raise ApplicationHandlerStop
    desk.metrics.count("updates", kind)


def _handlers(desk: Desk, addressed: Addressed) -> Iterator[Handler]:
    message, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
    admins = message & filters.User(desk.gate.admins)
    for name, callback in _ADMIN_COMMANDS.items():
        yield CommandHandler(name, partial(callback, desk), filters=admins)
    for name, callback in _COMMANDS.items():
        yield CommandHandler(name, partial(callback, desk), filters=message)
    yield CallbackQueryHandler(partial(buttons.press, desk))
    yield InlineQueryHandler(partial(inline.inline, desk))
    captioned = filters.Document.ALL & filters.CaptionRegex(r"^/add\b")
    yield MessageHandler(admins & captioned, partial(admin.add, desk))
    yield MessageHandler(admins & private & filters.Document.ALL, partial(admin.hint, desk))
    yield MessageHandler(message & private & filters.COMMAND, partial(commands.unknown, desk))
    yield MessageHandler(
        message & filters.TEXT & ~filters.COMMAND & (private | addressed), partial(questions.hear, desk)
    )
    said_otherwise = (
        filters.PHOTO | filters.VOICE | filters.AUDIO | filters.VIDEO | filters.Document.ALL | filters.Sticker.ALL
    )
    yield MessageHandler(message & private & said_otherwise, partial(commands.unreadable, desk))
