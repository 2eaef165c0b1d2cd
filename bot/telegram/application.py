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

from bot.telegram.handlers import admin, buttons, commands, inline, proofs, questions, timelines, watches
from bot.telegram.incoming import Addressed, Incoming
from bot.telegram.saying.client import ALLOWED_UPDATES
from bot.telegram.saying.rich import plain

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine, Iterator

    from telegram.ext import BaseHandler, ContextTypes

    from bot.telegram.desk import Desk
    from bot.telegram.saying.client import Client

    App = Application[Any, Any, Any, Any, Any, Any]
    Handler = BaseHandler[Any, Any, Any]
    Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]
    MessageCallback = Callable[[Desk, Incoming], Awaitable[None]]

logger = logging.getLogger(__name__)
_GATE = -1
"""The group before all others."""
_SORRY = "Something went wrong, and it is not your fault. Try again later."
_COMMANDS: dict[str, MessageCallback] = {
    "start": commands.start,
    "help": commands.help_,
    "ask": questions.hear,
    "check": questions.check,
    "timeline": timelines.timeline,
    "proof": proofs.proof,
    "watch": watches.watch,
    "watches": watches.watches,
    "new": commands.new,
    "sources": commands.sources,
    "about": commands.about,
    "privacy": commands.privacy,
    "forget": commands.forget,
}
_ADMIN_COMMANDS: dict[str, MessageCallback] = {"stats": admin.stats, "rebuild": admin.rebuild, "add": admin.add}


def application(client: Client, desk: Desk) -> App:
    """Return the application for the client, with its handlers; it fetches nothing by itself."""
    app: App = ApplicationBuilder().bot(client).updater(None).job_queue(None).build()

    async def guard(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        """Stop whatever comes from somebody who may not use the bot."""
        kind = next((name for name in ALLOWED_UPDATES if getattr(update, name)), "other")
        is_open = desk.gate.opens(update)
        desk.metrics.count("updates", kind if is_open else f"{kind}_refused")
        if not is_open:
            _note_stranger(desk, update)
            raise ApplicationHandlerStop

    async def on_fault(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        _report(desk, update, context.error)

    app.add_handler(TypeHandler(Update, guard), _GATE)
    app.add_handlers(list(_handlers(desk)))
    app.add_error_handler(on_fault)
    return app


def _note_stranger(desk: Desk, update: Update) -> None:
    """Log who was refused, hashed, once; admins may ask for the id."""
    user, chat = update.effective_user, update.effective_chat
    if (
        user
        and not user.is_bot
        and not desk.gate.knows(update)
        and desk.strangers.note(user.id, chat.id if chat else 0)
    ):
        logger.info(
            "a stranger was refused: /stats, or verbatim telegram --refused, names who",
            extra={"user": desk.anonymous(user.id)},
        )


def _report(desk: Desk, update: object, error: BaseException | None) -> None:
    """Log what a handler raised, and tell who waits; what Telegram refuses beside an answer is nobody's loss."""
    number = update.update_id if isinstance(update, Update) else 0
    if isinstance(error, TelegramError):
        desk.metrics.count("faults", "telegram")
        logger.warning("Telegram refused a request", extra={"update": number, "why": str(error)})
        return
    desk.metrics.count("faults", "handler")
    logger.error("a handler failed", exc_info=error, extra={"update": number})
    if isinstance(update, Update) and update.message and update.message.from_user:
        desk.say(Incoming(number, update.message, update.message.from_user.id), plain(_SORRY))


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
            logger.warning("a menu could not be set", extra={"scope": scope.type, "why": str(error)})


def _handlers(desk: Desk) -> Iterator[Handler]:
    message, private = filters.UpdateType.MESSAGE, filters.ChatType.PRIVATE
    admins = message & filters.User(desk.gate.admins)
    for name, callback in _ADMIN_COMMANDS.items():
        yield CommandHandler(name, _to_message(desk, callback), filters=admins)
    for name, callback in _COMMANDS.items():
        yield CommandHandler(name, _to_message(desk, callback), filters=message)
    yield CallbackQueryHandler(partial(buttons.press, desk))
    yield InlineQueryHandler(partial(inline.inline, desk))
    captioned = filters.Document.ALL & filters.CaptionRegex(r"^/add\b")
    to_bot = (filters.TEXT & ~filters.COMMAND | filters.CAPTION) & (private | Addressed())
    yield MessageHandler(admins & captioned, _to_message(desk, admin.add))
    yield MessageHandler(admins & private & filters.Document.ALL, _to_message(desk, admin.hint))
    yield MessageHandler(message & private & filters.COMMAND, _to_message(desk, commands.unknown))
    yield MessageHandler(message & to_bot, _to_message(desk, questions.hear))
    yield MessageHandler(message & private & ~filters.StatusUpdate.ALL, _to_message(desk, commands.unreadable))


def _to_message(desk: Desk, handle: MessageCallback) -> Callback:
    async def call(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        if update.message is None or update.message.from_user is None:
            return
        incoming = Incoming(update.update_id, update.message, update.message.from_user.id)
        if desk.inbox.is_hopeless(incoming.update):
            desk.apologize(incoming)
            return
        try:
            await handle(desk, incoming)
        except questions.EXCUSED as reason:
            await questions.excuse(desk, incoming, reason)

    return call
