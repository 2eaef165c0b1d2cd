"""One file to one document, however bad the file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.documents import Document
from embeddings.formats.files import read_bytes
from embeddings.reading.reader import documents_of, draft_of, read_documents, surveyed
from tests.counting import calls_of
from tests.places import SEEDS

CALM = "The council closed the old bridge on Monday, and the mayor, Ana Ruiz, said that it would reopen in the autumn."


def read(page: str, name: str = "a.txt") -> Document:
    (document,) = documents_of(draft_of(read_bytes(page.encode("utf-8", "surrogatepass"), name), name))
    return document


def said(page: str) -> list[tuple[str, str]]:
    seen = read(page)
    return [(each.speaker, seen.quote(each.content)) for each in seen.statements]


def test_an_odd_quote_mark_costs_its_own_sentence_and_none_of_the_others() -> None:
    page = f'{CALM}\n\nThe bridge is "old, he wrote. It was built by hand.\n\n"We will mend it," Ruiz said.'
    assert ("Ana Ruiz", '"We will mend it,"') in said(page)
    assert len(read(page).body) == 3


def test_a_quotation_within_a_quotation_is_one_statement() -> None:
    assert ("Ana Ruiz", "“They asked me, ‘Is it safe?’ and I said no,”") in said(
        f"{CALM}\n\n“They asked me, ‘Is it safe?’ and I said no,” Ruiz said."
    )


def test_a_quotation_of_five_thousand_words_is_kept_whole_and_is_one_statement() -> None:
    quoted = "“" + "We built it by hand and we will mend it. " * 500 + "It holds,”"
    ((speaker, content),) = said(f"{quoted} Ana Ruiz said.")
    assert (speaker, content) == ("Ana Ruiz", quoted)


@pytest.mark.parametrize(
    ("day", "said"),
    [("on May 3", "2019-05-03"), ("on May 20", "2019-05-06"), ("in May", "2019-05-01")],
)
def test_no_statement_is_said_after_its_printing(day: str, said: str) -> None:
    seen = read(f"May 6, 2019\n\n{CALM}\n\n{CALM}\n\nLeo Holt said {day} that the river would rise again soon.")
    (period,) = [each.said for each in seen.statements if each.speaker == "Leo Holt" and each.said]
    assert (seen.provenance.published, period.first.isoformat()) == (date(2019, 5, 6), said)
    assert period.last <= date(2019, 5, 6)


def test_a_page_that_is_all_menu_has_no_body_and_no_statement() -> None:
    seen = read("\n".join(f"* {name}" for name in ("Home", "World", "Says who", "Sport", "Weather") * 5))
    assert (seen.body, seen.statements) == ((), ())


def test_a_page_without_line_breaks_is_one_paragraph_with_its_statements() -> None:
    page = f"{CALM} “We will mend it,” Ruiz told AFP. {CALM}"
    assert [span.of(page) for span in read(page).body] == [page]
    assert ("Ana Ruiz", "“We will mend it,”") in said(page)


@pytest.mark.parametrize(
    "page",
    [
        "أعلن المجلس يوم الاثنين أن الجسر القديم سيغلق حتى الخريف، وقال رئيس المجلس إن العمل سيستمر خمسة أشهر.",
        "市議会は月曜日、古い橋を秋まで閉鎖することを決めた。市長は「必ず直します」と述べた。",
        "המועצה החליטה ביום שני לסגור את הגשר הישן עד הסתיו, וראש העיר אמר כי העבודה תימשך חמישה חודשים.",
    ],
)
def test_other_scripts_are_kept_as_they_stand(page: str) -> None:
    assert [span.of(page) for span in read(page).body] == [page]


def test_characters_without_width_stay_where_they_are() -> None:
    page = CALM.replace("bridge", "bri\u200bdge").replace("mayor", "\ufeffmay\u00ador")
    assert [span.of(page) for span in read(page).body] == [page]
    assert ("Ana Ruiz", "that it would reopen in the autumn") in said(page)


def test_a_seed_read_in_the_light_of_the_others_finds_its_year() -> None:
    known = surveyed(sorted(SEEDS.glob("*.txt")))
    path = next(SEEDS.glob("004_*"))
    (seen,) = read_documents(path, path.name, known)
    april = [each.period for each in seen.dates if "April" in seen.quote(each.span)]
    assert {(period.first.year, period.inferred) for period in april} == {(2019, "year")}


@given(st.text(alphabet="Ab .,:;“”\"'’-\n中\u200b\u202eé/\x00", max_size=120), st.sampled_from(["a.txt", "a.html"]))
def test_no_page_makes_a_span_that_leaves_it(page: str, name: str) -> None:
    page = f"Published: May 3, 2019\n{page} said on Monday: {page}"
    seen = read(page.replace("\x00", ""), name)
    spans = [paragraph.span for paragraph in seen.paragraphs] + [mention.span for mention in seen.dates]
    spans += [part for each in seen.statements for part in (each.content, each.cue, each.speaker_span) if part]
    assert all(span.end <= len(seen.text) for span in spans)


@pytest.mark.parametrize(
    "noise", ["On April 7, 2019 he said “no” again and ", "“Yes, we do,” he said on Monday. ", "said on Monday, "]
)
def test_a_page_in_one_long_line_takes_linear_time(noise: str) -> None:
    once, twice = noise * (6_000 // len(noise)), noise * (12_000 // len(noise))
    assert calls_of(lambda: read(twice)) < 2.2 * calls_of(lambda: read(once))


def test_a_document_in_another_language_is_read_without_who_said_what() -> None:
    page = (
        "Der Stadtrat beschloss am Montag, die alte Brücke bis zum Herbst zu schließen, weil sie Risse hat.\n\n"
        "„Wir können nicht warten“, sagte Ana Ruiz, die den Rat leitet, vor der Presse im alten Rathaus.\n"
    )
    seen = read(page)
    assert (len(seen.body), seen.statements) == (2, ())
    assert seen.warnings == ("a.txt is not in English (de): its words can be found, but not who said them",)


def test_a_file_of_which_most_is_dropped_says_so() -> None:
    blurb = "The mayor of a town nearby has said that its own bridge is safe and that nobody needs to worry about it."
    page = "".join(CALM.replace("old", old) + "\n\n" for old in "abcdefg") + "Top stories\n\n" + f"{blurb}\n\n" * 20
    (warning,) = read(page).warnings
    assert warning == "a.txt: 73% of its running text is dropped: see verbatim inspect, or split the file"


def test_a_file_that_is_not_utf8_says_what_it_was_read_as() -> None:
    file = read_bytes("Señor Ruiz said that the café on the bridge is open.".encode("cp1252"), "a.txt")
    assert draft_of(file, "a.txt").warnings == ("a.txt is not UTF-8: read as cp1252",)
