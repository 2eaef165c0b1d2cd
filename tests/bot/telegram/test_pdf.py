from __future__ import annotations

from typing import TYPE_CHECKING

from tests.bot.telegram.people import Person
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import HandLibrarian
from tests.embeddings.formats import made

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi


def test_a_sent_pdf_joins_the_seeds_once_and_never_overwrites(api: BotApi, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "bridge.pdf").write_bytes(b"Here before, and here to stay.")
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        admin = Person(api, 7)
        for name, words in (("bridge.pdf", "never overwrite"), ("a.PDF", "Added"), ("b.pdf", "a.PDF has the same")):
            assert words in admin.reply(admin.sends_file(name, made.pdf(), "/add"), 30)["text"]
    assert (seeds / "bridge.pdf").read_bytes() == b"Here before, and here to stay."
    assert (seeds / "a.PDF").read_bytes() == made.pdf()


def test_a_pdf_that_only_its_owner_may_change_is_read(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        admin = Person(api, 7)
        for name, algorithm in (("a.pdf", "RC4-128"), ("b.pdf", "AES-128"), ("c.pdf", "AES-256")):
            locked = made.encrypted_pdf("", algorithm)
            assert "Added" in admin.reply(admin.sends_file(name, locked, "/add"))["text"]


def test_a_pdf_without_text_is_refused_in_one_line_with_the_remedy(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        admin = Person(api, 7)
        answer = admin.reply(admin.sends_file("a.pdf", made.encrypted_pdf(), "/add"), 30)["text"]
    assert answer.startswith("Not added: a.pdf is encrypted: save it without a password")
    assert "\n" not in answer
    assert not list(tmp_path.glob("seeds/*"))
