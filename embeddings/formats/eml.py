"""EML, one saved e-mail: its own text, without attachments."""

from __future__ import annotations

from email import message_from_binary_file, policy
from email.utils import parsedate_to_datetime
from typing import IO, TYPE_CHECKING

from embeddings.documents import FILLER, fold
from embeddings.formats.confined import Extract, UnreadableError
from embeddings.formats.html import readable

if TYPE_CHECKING:
    from email.message import EmailMessage


def extract(file: IO[bytes]) -> Extract:
    """Return the message's plain text, else the text of its HTML; its subject is the title, its sender the author."""
    message = message_from_binary_file(file, policy=policy.default)
    body = message.get_body(("plain", "html"))
    if body is None:
        raise UnreadableError("is an e-mail without text: save what is attached to it as a file of its own")
    text = body.get_content()
    if body.get_content_subtype() == "html":
        text = readable(text).replace(FILLER, "")
    return Extract(text, _header(message, "subject"), _sender(message), published=_day(message))


def _header(message: EmailMessage, name: str) -> str | None:
    return fold(str(message.get(name, ""))) or None


def _sender(message: EmailMessage) -> str | None:
    sender = message["from"]
    return next((fold(each.display_name) for each in sender.addresses if each.display_name), None) if sender else None


def _day(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(message["date"])).date().isoformat()
    except ValueError:
        return None
