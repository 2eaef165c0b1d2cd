"""Which characters the bytes of a text file are."""

from __future__ import annotations

import pytest

from embeddings.formats.files import read_bytes

ENGLISH = "The mayor, Señor Ruiz, said that “it’s over” – and that the café would close for good on Monday."
GERMAN = "Die Bürgermeisterin sagte am Montag, daß die alte Brücke „für immer“ geschlossen bleibe, so müde sei sie."
POLISH = "Burmistrz powiedział w poniedziałek, że stary most zostanie zamknięty do jesieni, bo są w nim pęknięcia."
RUSSIAN = "Мэр города сказала в понедельник, что старый мост будет закрыт до осени, потому что в нём нашли трещины."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (ENGLISH, "utf-8"),
        (ENGLISH, "cp1252"),
        (GERMAN, "cp1252"),
        (ENGLISH.encode("latin-1", "ignore").decode("latin-1"), "latin-1"),
        (POLISH * 4, "cp1250"),
        (RUSSIAN * 4, "cp1251"),
        (ENGLISH, "utf-16"),
    ],
)
def test_a_file_is_read_in_the_encoding_that_it_was_saved_in(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding), "a.txt").converted.text == text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [('charset="windows-1250"', "cp1250"), ("charset=iso-8859-1", "cp1252"), ("charset=nonsense", "cp1252")],
)
def test_a_page_is_read_in_the_encoding_that_it_declares(declared: str, encoding: str) -> None:
    page = f"<html><head><meta {declared}></head><body><p>Señor Ruiz said that the café is closed.</p>"
    page = page.replace("ñ", "ń") if encoding == "cp1250" else page
    read = read_bytes(page.encode(encoding), "a.html").converted
    assert read.encoding in (encoding, "windows-1250")
    assert ("Seńor" if encoding == "cp1250" else "Señor") in read.text
