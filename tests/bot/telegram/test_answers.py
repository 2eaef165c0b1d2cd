from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.telegram.saying.rich import harmless
from embeddings.documents import Inferred, Period, Provenance, Span, fold
from retrieval.answers import Answer, Citation
from retrieval.understanding.query import Query, Slot
from tests.bot.telegram.people import Person, labels, pieces
from tests.bot.telegram.running import running
from tests.bot.telegram.shelves import GENERATION, HandLibrarian, answer, citation, place

if TYPE_CHECKING:
    from pathlib import Path

    from tests.bot.telegram.bot_api import BotApi

APRIL = Period(date(2019, 4, 1), date(2019, 4, 30), Inferred.YEAR)
TOLD = Provenance(
    title="US urges halt & more",
    publisher="Radio <Free>",
    published=date(2019, 4, 9),
    published_inferred=Inferred.DATE,
    url="https://news.example/libya?a=1&b=2",
)


def test_a_question_gets_one_message_with_a_quote(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        reply = Person(api).asks("what is new")
    assert pieces(reply, "BlockQuote") == ["They said: what is new."]
    assert labels(reply) == ["Context", "Sources", "👍", "👎"]
    assert not reply["previews"]
    assert len(api.made("sendMessage")) == 1


def test_an_answer_shows_what_was_understood_and_where_the_words_stand(api: BotApi, tmp_path: Path) -> None:
    text = "“There is no  military solution,” Pompeo said."
    cited = Citation(
        0,
        place(text, TOLD),
        1,
        0.9,
        speaker="Mike Pompeo",
        said=Period(date(2019, 4, 7), date(2019, 4, 7), Inferred.YEAR),
        highlights=(Span(1, 31),),
        also_in=(place(text, Provenance(publisher="Reuters")), place(text, source="b.txt"), place(text, TOLD)),
    )
    query = Query("q", topic="military", speaker="Mike Pompeo", period=APRIL, carried_over=(Slot.SPEAKER,))
    with running(api, tmp_path, HandLibrarian(lambda _: Answer(query, (cited,), 0.9, GENERATION))):
        reply = Person(api).asks("and in April?")
    assert reply["text"].split("\n") == [
        "Mike Pompeo · April 2019 (year inferred) · still: speaker",
        "",
        "“There is no military solution,” Pompeo said.",
        "— Mike Pompeo, 7 April 2019 (year inferred)",
        "1. Radio <Free> · US urges halt & more · 9 April 2019 (inferred) · also in 2 outlets",
    ]
    assert pieces(reply, "Bold") == ["Mike Pompeo", "There is no military solution", "Mike Pompeo"]
    links = [e["type"]["url"] for e in reply["entities"] if "url" in e["type"]]
    assert links == ["https://news.example/libya?a=1&b=2#:~:text=There%20is%20no%20military%20solution"]


def test_a_long_passage_is_folded_and_a_short_one_is_not(api: BotApi, tmp_path: Path) -> None:
    passages = citation("word " * 100), citation("word")
    with running(api, tmp_path, HandLibrarian(lambda question: answer(question, *passages))):
        reply = Person(api).asks("words")
    assert len(pieces(reply, "ExpandableBlockQuote")) == 1
    assert len(pieces(reply, "textEntityTypeBlockQuote")) == 1


def test_more_results_turn_the_page_in_place_and_back(api: BotApi, tmp_path: Path) -> None:
    passages = [citation(f"Passage {number}.") for number in range(7)]
    with running(api, tmp_path, HandLibrarian(lambda question: answer(question, *passages)), top=5):
        ann = Person(api)
        first = ann.asks("passages")
        ann.presses("More", first)
        second = ann.sees(first, "Passage 6.")
        ann.presses("‹ Back", second)
        third = ann.sees(first, "Passage 0.")
    assert pieces(first, "BlockQuote") == [f"Passage {number}." for number in range(5)]
    assert pieces(second, "BlockQuote") == ["Passage 5.", "Passage 6."]
    assert third["text"] == first["text"]
    assert len(api.made("sendMessage")) == 1


def test_context_and_sources_change_the_message_and_lead_back(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(lambda q: answer(q, citation("Cited.", TOLD), citation("Other.")))):
        ann = Person(api)
        reply = ann.asks("words")
        ann.presses("Context", reply)
        context = ann.sees(reply, "Before it.")
        ann.presses("2", context)
        other = ann.sees(reply, "Other.")
        ann.presses("‹ Back", other)
        ann.sees(reply, "1. Radio")
        ann.presses("Sources", reply)
        sources = ann.sees(reply, "Sources")
    assert pieces(context, "BlockQuote") == ["Before it.", "Cited.", "After it."]
    assert pieces(context, "Bold")[-1] == "Cited."
    assert "a.txt:0-6" in sources["text"]
    assert not api.refusals()


def test_buttons_under_an_answer_of_an_index_that_is_gone_say_so(api: BotApi, tmp_path: Path) -> None:
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian):
        ann = Person(api)
        reply = ann.asks("words")
        librarian.answering = lambda q: Answer(Query(q, topic=q), (citation("New."),), 0.5, "another generation")
        ann.presses("Sources", reply)
        told = api.wait(lambda: api.made("answerCallbackQuery"))[0].params["text"]
    assert told == "The articles have changed since this answer. Ask again."
    assert not api.made("editMessageText")


def test_nothing_found_says_why_and_offers_the_nearest_as_buttons(api: BotApi, tmp_path: Path) -> None:
    near = Citation(0, place("Near.", TOLD), 1, 0.1, speaker="Mike Pompeo", said=APRIL, misses=(Slot.PERIOD,))
    nothing = Answer(
        Query("q", topic="q"), (), 0.0, GENERATION, notice="Nobody said that in May <2019>.", nearest=(near,)
    )
    with running(api, tmp_path, HandLibrarian(lambda _: nothing)):
        ann = Person(api)
        reply = ann.asks("what did Pompeo say in May")
        ann.presses("Mike Pompeo · April 2019: Near.", reply)
        shown = ann.sees(reply, "Near.")
        ann.presses("‹ Back", shown)
        ann.sees(reply, "Nobody said that in May <2019>.")
    assert "Nobody said that in May <2019>." in reply["text"]
    assert "Does not fit: period" in shown["text"]


def test_a_second_thought_replaces_the_first(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(), telegram_admins={1001}):
        ann = Person(api)
        reply = ann.asks("words")
        for label in ("👍", "👎"):
            ann.presses_and_waits(label, reply)
        stats = ann.asks("/stats")["text"]
    assert "👍: 0" in stats
    assert "👎: 1" in stats


@pytest.mark.parametrize(
    "data", ["", "p:1:0", "p:99:0:0", "p:1:0:0:0", "x:1:0:0", "p:-1:0:0", "n:1:0:9", "c:1:9:9", "\0"]
)
def test_made_up_buttons_do_no_harm(api: BotApi, tmp_path: Path, data: str) -> None:
    with running(api, tmp_path, HandLibrarian()):
        ann = Person(api)
        reply = ann.asks("words")
        ann.sends_press(data, reply)
        api.wait(lambda: api.made("answerCallbackQuery"))
        assert ann.asks("still there?")["text"]
    assert not api.made("editMessageText") or api.made("editMessageText")[0].result["text"]


def test_a_button_shows_nothing_of_another_chat(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        ann, bob = Person(api, 1001), Person(api, 1002)
        ann.asks("my secret")
        reply = bob.asks("words")
        bob.sends_press("p:1:0:0", reply)
        told = api.wait(lambda: api.made("answerCallbackQuery"))[0].params["text"]
    assert "too old" in told
    assert not api.made("editMessageText")


@pytest.mark.slow
def test_every_reply_of_500_hostile_passages_parses_fits_and_quotes_its_source(api: BotApi, tmp_path: Path) -> None:
    texts = _hostile_passages(500)
    batches = [texts[start : start + 10] for start in range(0, 500, 10)]

    def answering(question: str) -> Answer:
        told = Provenance(title=texts[int(question)][:300], publisher=texts[-1 - int(question)][:300], url=TOLD.url)
        cited = [citation(text, told, _some_spans(text)) for text in batches[int(question)]]
        return answer(question, *(replace(each, passage=number) for number, each in enumerate(cited)))

    shown: list[str] = []
    librarian = HandLibrarian(answering)
    with running(api, tmp_path, librarian, telegram_per_minute=600, top=10):
        ann = Person(api)
        for number in range(50):
            librarian.before, librarian.after = batches[number][:3], batches[number][3:6]
            reply = ann.asks(str(number))
            shown += pieces(reply, "BlockQuote")
            for label in ("Context", "Sources"):
                ann.presses_and_waits(label, reply, "editMessageText")
                shown += pieces(api.made("editMessageText")[-1].result, "BlockQuote")
                ann.presses_and_waits("‹ Back", api.made("editMessageText")[-1].result, "editMessageText")
            Person(api, 5000 + number).types(str(number))
            while "More results" in labels(reply):
                ann.presses_and_waits("More", reply, "editMessageText")
                reply = api.made("editMessageText")[-1].result
                shown += pieces(reply, "BlockQuote")
        api.wait(lambda: len(api.made("answerInlineQuery")) == 50)
    assert not api.refusals()
    sources = {harmless(fold(text)) for text in texts}
    assert all(quote in sources for quote in shown)
    fitting = [text for text in texts if len(text) < 3000]
    assert len(shown) >= len(fitting) > 400


def _hostile_passages(count: int) -> list[str]:
    draw = random.Random(7)
    parts = [
        "<b>", "</blockquote>", "<a href='tg://user?id=1'>", "&amp;", "&", "&#60;", "<", ">", '"', "_*~|`", "/start",
        "\u202e", "\u2067", "\u200f", "\u2028", "\x00", "\x1b[31m", "\ufdd0", "\ud83d", "e\u0301", "\u0333", "\t", "  ",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467", "🇺🇸", "الخبر", "新闻", "ﷺ", "@durov", "#tag",
        "https://evil.example/<b>", "[x](tg://x)", "```", "word", "said", "“quote”",
    ]  # fmt: skip
    short = ["".join(draw.choice(parts) for _ in range(draw.randint(3, 80))) + "x" for _ in range(count - 60)]
    long = [(draw.choice(parts) + "word ") * draw.randint(100, 300) + str(n) for n in range(40)]
    return [
        *short,
        *long,
        *("<&>\U0001f468\u200d" * 2000 + str(n) for n in range(10)),
        *("a" * 10_000 + str(n) for n in range(10)),
    ]


def _some_spans(text: str) -> list[Span]:
    draw = random.Random(len(text))
    starts = [draw.randrange(len(text)) for _ in range(30)]
    return [Span(start, min(len(text), start + draw.randint(0, 9))) for start in starts]
