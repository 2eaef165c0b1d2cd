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
from tests.bot.telegram.calls import Fault
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
    assert labels(reply) == ["Context", "Sources", "Copy 1", "👍", "👎"]
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
        "Mike Pompeo on military · April 2019 (you named no year)",
        "from before: Mike Pompeo",
        "",
        "1 · Mike Pompeo, 7 April 2019 (year worked out) · also in 2 other outlets",
        "“There is no military solution,” Pompeo said.",
        "US urges halt & more · Radio <Free> · about 9 April 2019",
    ]
    assert pieces(reply, "Bold") == ["Mike Pompeo", "1", "There is no military solution"]
    links = [e["type"]["url"] for e in reply["entities"] if "url" in e["type"]]
    assert links == ["https://news.example/libya?a=1&b=2#:~:text=There%20is%20no%20military%20solution"]


def test_words_that_answer_by_themselves_come_first_and_bold(api: BotApi, tmp_path: Path) -> None:
    cited = replace(citation("At least 23 people were killed.", TOLD), answer=Span(9, 11))
    asked = Query("how many people were killed", topic="people killed", text="how many people were killed")
    with running(api, tmp_path, HandLibrarian(lambda _: Answer(asked, (cited,), 0.9, GENERATION))):
        reply = Person(api).asks("how many people were killed")
    assert reply["text"].split("\n")[:5] == ["23", "people killed", "", "1", "At least 23 people were killed."]
    assert pieces(reply, "Bold") == ["23", "1", "23"]


def test_a_heading_asks_nothing(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        assert Person(api).asks("civilians?")["text"].startswith("civilians\n")


def test_a_greeting_is_answered_without_a_heading(api: BotApi, tmp_path: Path) -> None:
    greeted = Answer(Query("thanks", topic=""), (), 0.0, GENERATION, notice="You are welcome.")
    with running(api, tmp_path, HandLibrarian(lambda _: greeted)):
        assert Person(api).asks("thanks")["text"] == "You are welcome."


def test_what_leans_on_the_last_answer_says_so_without_repeating_the_question(api: BotApi, tmp_path: Path) -> None:
    query = Query("how many died", topic="how many died", carried_over=(Slot.TOPIC,))
    with running(api, tmp_path, HandLibrarian(lambda _: Answer(query, (citation("Two."),), 0.9, GENERATION))):
        reply = Person(api).asks("how many died")
    assert reply["text"].startswith("how many died\nfrom before: what you read last\n")
    assert "✕ what you read last" in labels(reply)


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
        ann.presses_and_waits("1/2", first)
        ann.presses("›", first)
        second = ann.sees(first, "Passage 6.")
        ann.presses("‹", second)
        third = ann.sees(first, "Passage 0.")
    assert pieces(first, "BlockQuote") == [f"Passage {number}." for number in range(5)]
    assert pieces(second, "BlockQuote") == ["Passage 5.", "Passage 6."]
    assert third["text"] == first["text"]
    assert labels(first)[:2] == ["1/2 · 7 passages", "›"]
    assert "turn the pages" in api.made("answerCallbackQuery")[0].params["text"]
    assert labels(second)[:2] == ["‹", "2/2 · 7 passages"]
    assert len(api.made("sendMessage")) == 1


def test_context_and_sources_change_the_message_and_lead_back(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(lambda q: answer(q, citation("Cited.", TOLD), citation("Other.")))):
        ann = Person(api)
        reply = ann.asks("words")
        ann.presses("Context", reply)
        context = ann.sees(reply, "Before it.")
        ann.presses("2", context)
        ann.presses("‹ Back", ann.sees_changed(context))
        api.wait(lambda: len(api.made("editMessageText")) == 3)
        ann.presses("Sources", reply)
        sources = ann.sees(reply, "Sources\n")
    assert pieces(context, "BlockQuote") == ["Before it.", "Cited.", "After it."]
    assert pieces(context, "Bold")[-1] == "Cited."
    assert labels(context) == ["2 · Other.", "‹ Back"]
    assert sources["text"].split("\n")[2:4] == ["1, 2", "US urges halt & more · Radio <Free> · about 9 April 2019"]
    assert not api.refusals()


def test_context_names_the_speaker_of_the_cited_passage_only(api: BotApi, tmp_path: Path) -> None:
    cited = replace(citation("Cited.", TOLD), speaker="Mike Pompeo")
    with running(api, tmp_path, HandLibrarian(lambda q: answer(q, cited))):
        ann = Person(api)
        reply = ann.asks("words")
        ann.presses("Context", reply)
        lines = ann.sees_changed(reply)["text"].split("\n")
    assert lines[2:] == [
        "before it",
        "Before it.",
        "Mike Pompeo",
        "Cited.",
        "after it",
        "After it.",
        "",
        "US urges halt & more · Radio <Free> · about 9 April 2019",
    ]


def test_buttons_outlive_a_rebuild_that_leaves_the_answer_as_it_was(api: BotApi, tmp_path: Path) -> None:
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian):
        ann = Person(api)
        reply = ann.asks("words")
        librarian.answering = lambda q: replace(answer(q, citation(f"They said: {q}.")), generation="another")
        ann.presses("Sources", reply)
        assert "Sources\n" in ann.sees_changed(reply)["text"]
    assert "text" not in api.made("answerCallbackQuery")[0].params


def test_where_the_answer_has_changed_any_button_shows_it_as_it_is_now_and_the_next_one_works(
    api: BotApi, tmp_path: Path
) -> None:
    librarian = HandLibrarian()
    with running(api, tmp_path, librarian):
        ann = Person(api)
        reply = ann.asks("words")
        librarian.answering = lambda q: answer(q, citation("New."))
        ann.presses("Sources", reply)
        renewed = ann.sees(reply, "New.")
        ann.presses("Sources", renewed)
        ann.sees(reply, "Sources\n")
        api.wait(lambda: len(api.made("answerCallbackQuery")) == 2)
    first, second = (call.params.get("text") for call in api.made("answerCallbackQuery"))
    assert first == "The articles have changed since: this is the answer now."
    assert second is None


def test_a_tap_that_telegram_has_given_up_still_changes_the_message(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian()):
        ann = Person(api)
        reply = ann.asks("words")
        api.fail("answerCallbackQuery", Fault(400, "Bad Request: query is too old and response timeout expired"))
        api.fail("editMessageText", Fault(502), Fault(0))
        ann.presses("Sources", reply)
        assert "Sources\n" in ann.sees_changed(reply)["text"]


def test_taps_have_a_budget_of_their_own(api: BotApi, tmp_path: Path) -> None:
    passages = [citation(f"Passage {number}.") for number in range(20)]
    with running(api, tmp_path, HandLibrarian(lambda q: answer(q, *passages)), telegram_per_minute=1):
        ann = Person(api)
        shown = ann.asks("passages")
        for _ in range(3):
            ann.presses("›", shown)
            shown = ann.sees_changed(shown)
        ann.presses_and_waits("‹", shown)
    assert labels(shown)[1] == "4/4 · 20 passages"
    assert "faster than I can read" in api.made("answerCallbackQuery")[-1].params["text"]


def test_what_is_copied_is_the_words_with_who_printed_them(api: BotApi, tmp_path: Path) -> None:
    with running(api, tmp_path, HandLibrarian(lambda q: answer(q, citation("Cited.", TOLD)))):
        keyboard = Person(api).asks("words")["reply_markup"]["inline_keyboard"]
    copied = [button["copy_text"]["text"] for row in keyboard for button in row if "copy_text" in button]
    assert copied == ["Cited.\n— Radio <Free>"]


@pytest.mark.parametrize(("length", "shown"), [(400, "Pre"), (4090, "Italic")])
def test_what_is_too_long_for_a_copy_button_is_shown_to_be_copied_by_a_tap(
    api: BotApi, tmp_path: Path, length: int, shown: str
) -> None:
    long = citation("w" * length, TOLD)
    with running(api, tmp_path, HandLibrarian(lambda q: answer(q, citation("Cited.", TOLD), long))):
        ann = Person(api)
        reply = ann.asks("words")
        ann.presses("Copy 2 …", reply)
        copying = ann.sees_changed(reply)
        ann.presses("‹ Back", copying)
        ann.sees(reply, "Cited.")
    whole = f"{'w' * length}\n— US urges halt & more, Radio <Free>, 9 April 2019"
    assert pieces(copying, shown)[-1] == (
        whole if shown == "Pre" else "A passage of 4,090 characters, too long for a message."
    )
    assert not api.refusals()


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
    assert "This is from another time." in shown["text"]


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
        for number in range(50):
            ann = Person(api, 2000 + number)
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
