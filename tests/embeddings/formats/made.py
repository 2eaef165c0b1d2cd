"""Files of the formats that are read, made by hand: each prints the same article."""

from __future__ import annotations

import zlib
from email.message import EmailMessage
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from pypdf import PdfWriter

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TITLE = "Old bridge closes until autumn"
PARAGRAPHS = (
    "The city council voted on Monday to close the old bridge until the autumn, after cracks were found in it.",
    "The mayor, Ana Ruiz, said that the work would take five months and that a ferry would carry people across.",
    "Shopkeepers on the east bank have warned that the closure will cost them most of their summer trade and more.",
)


PAGES = ((TITLE,), *((text,) for text in PARAGRAPHS))


def pdf(pages: Sequence[Sequence[str]] = PAGES) -> bytes:
    """Return a PDF with these lines on its pages."""
    return bare_pdf([b"BT /F1 12 Tf 72 720 Td " + _shown(lines) + b" ET" for lines in pages])


def _shown(lines: Sequence[str]) -> bytes:
    return b" 0 -14 Td ".join(f"({line}) Tj".encode() for line in lines)


def bare_pdf(contents: Sequence[bytes]) -> bytes:
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
    for number, content in enumerate(objects, 1):
        starts.append(len(written))
        written += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    return written + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        table,
        size,
        len(written),
    )


def encrypted_pdf(password: str = "secret", algorithm: str = "RC4-128") -> bytes:  # noqa: S107 - nobody's
    """Return a PDF that is read with the password, and changed with another."""
    writer = PdfWriter(BytesIO(pdf()))
    writer.encrypt(password, "owner's", algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def docx() -> bytes:
    """Return a DOCX that prints the article, with a table under it."""
    document = Document()
    document.add_heading(TITLE, 0)
    for text in PARAGRAPHS:
        document.add_paragraph(text)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Bridge", "1911"
    out = BytesIO()
    document.save(out)
    return out.getvalue()


PACKAGE = f"""\
<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title><dc:creator>Jane Roe</dc:creator>
<dc:publisher>The Example</dc:publisher><dc:date>2019-11-16T00:00:00Z</dc:date></metadata>
<manifest><item id="b" href="text/second%20part.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="text/first.xhtml" media-type="application/xhtml+xml"/>
<item id="i" href="cover.png" media-type="image/png"/></manifest>
<spine><itemref idref="i"/><itemref idref="a"/><itemref idref="b"/></spine></package>"""
CONTAINER = """\
<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
CHAPTERS = {
    "META-INF/container.xml": CONTAINER,
    "book/package.opf": PACKAGE,
    "book/text/first.xhtml": f"<html><body><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></body></html>",
    "book/text/second part.xhtml": "".join(f"<p>{text.replace('said', '<b>sa</b>id')}</p>" for text in PARAGRAPHS[1:]),
}


def epub(files: Mapping[str, str] = CHAPTERS) -> bytes:
    """Return an EPUB of these files."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=1) as book:
        for name, content in files.items():
            book.writestr(name, content)
    return out.getvalue()


def eml(*, plain: bool = True, html: bool = False) -> bytes:
    """Return an e-mail that prints the article, as plain text, as HTML, or both."""
    message = EmailMessage()
    message["Subject"] = TITLE
    message["From"] = "Jane Roe <jane@example.org>"
    message["Date"] = "Sat, 16 Nov 2019 09:00:00 +0000"
    if plain:
        message.set_content("\n\n".join(PARAGRAPHS))
    if html:
        body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
        (message.add_alternative if plain else message.set_content)(body, subtype="html")
    message.add_attachment(b"\0" * 64, maintype="application", subtype="octet-stream", filename="a.bin")
    return message.as_bytes()


FILES = {"a.pdf": pdf(), "a.docx": docx(), "a.epub": epub(), "a.eml": eml()}
"""By name, a file of each format that is converted."""
