from __future__ import annotations

import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfWriter

from embeddings.formats.pdf import PdfError, pdf_text
from tests.bot.telegram.people import Person
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import HandLibrarian

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

PAGES = (
    ("The mayor said that the bridge would", "open in May after a re-", "pair."),
    ("It was closed for two years.",),
)
TEXT = "The mayor said that the bridge would\nopen in May after a re-\npair.\n\nIt was closed for two years.\n"


def shown(lines: Sequence[str]) -> bytes:
    return b" 0 -14 Td ".join(f"({line}) Tj".encode() for line in lines)


def pdf(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines on its pages."""
    return bare([b"BT /F1 12 Tf 72 720 Td " + shown(lines) + b" ET" for lines in pages])


def bare(contents: Sequence[bytes]) -> bytes:
    """Return a PDF whose pages draw these contents."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(contents), kids),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for at, content in enumerate(contents):
        packed = zlib.compress(content)
        resources = b"<</Font<</F1 3 0 R>>>>"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources%s/Contents %d 0 R>>" % (resources, 5 + 2 * at)
        )
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
    written, starts = b"%PDF-1.4\n", []
    for number, told in enumerate(objects, 1):
        starts.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, told)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    return written + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(written),
    )


def encrypted() -> bytes:
    writer = PdfWriter(BytesIO(pdf(PAGES)))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_sent_pdf_joins_the_seeds_as_its_text(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        admin = Person(api, 7)
        told = admin.reply(admin.sends_file("Bridge.PDF", pdf(PAGES), "/add"), 30)["text"]
    assert "Added Bridge.txt" in told
    assert [path.name for path in (tmp_path / "seeds").iterdir()] == ["Bridge.txt"]
    assert (tmp_path / "seeds" / "Bridge.txt").read_text() == TEXT


def test_a_pdf_never_overwrites_and_never_comes_twice(api: BotApi, tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "bridge.txt").write_text("Here before, and here to stay.\n")
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        admin = Person(api, 7)
        for name, words in (("bridge.pdf", "never overwrite"), ("a.pdf", "Added"), ("b.pdf", "a.txt has the same")):
            assert words in admin.reply(admin.sends_file(name, pdf(PAGES), "/add"), 30)["text"]
    assert (seeds / "bridge.txt").read_text() == "Here before, and here to stay.\n"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "Not added: it is empty"),
        (b"%PDF-1.4 and no more", "Not added: it is broken, or no PDF: save it anew"),
        (b"Words only.", "Not added: it is broken, or no PDF: save it anew"),
        (encrypted(), "Not added: it is encrypted: save it without a password"),
        (bare([b"0 0 10 10 re f"]), "Not added: it has no text, only pictures"),
        (b"a" * 5_000_001, "Not added: it has 5,000,001 bytes"),
    ],
    ids=["empty", "cut off", "no pdf", "encrypted", "pictures", "large"],
)
def test_a_pdf_without_text_is_refused_in_one_line_with_the_remedy(
    api: BotApi, tmp_path: Path, raw: bytes, words: str
) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_admins={7}):
        admin = Person(api, 7)
        told = admin.reply(admin.sends_file("a.pdf", raw, "/add"), 30)["text"]
    assert told.startswith(words)
    assert "\n" not in told
    assert not list(tmp_path.glob("seeds/*"))


def test_a_pdf_that_takes_its_time_is_given_up() -> None:
    with pytest.raises(PdfError, match="cannot be read in 0 s"):
        pdf_text(pdf(PAGES), 0.01)


def test_a_pdf_that_unpacks_into_too_much_is_refused() -> None:
    content = b"BT /F1 12 Tf 72 720 Td " + b"(" + b"a" * 5_100_000 + b") Tj ET"
    with pytest.raises(PdfError, match="holds over 5,000,000 characters"):
        pdf_text(bare([content]))
