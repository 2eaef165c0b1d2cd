"""Which questions and messages want their quotations checked."""

from __future__ import annotations

import pytest

from retrieval.checking.asked import claims_asked


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ('did Pompeo say "There is a way out"', ["There is a way out"]),
        ("who said 'there is no way out of it'?", ["there is no way out of it"]),
        ("when did he say “never”?", ["never"]),
        ("is it true that Pompeo said “we will win”?", ["we will win"]),
        ("“There is no military solution to the conflict” - who said that?", None),
        ("“There is no way out”", ["There is no way out"]),
        ("“It rained,” Lane said. “It snowed,” Marsh said.", ["It rained,", "It snowed,"]),
        ("The so-called “experts” were wrong.", ["experts"]),
        ("check: there is no way out", ["there is no way out"]),
        ("please fact-check this quote: “no way out”", ["no way out"]),
        ("Pompeo: “There is no way out”", ["There is no way out"]),
        ("BREAKING\nMike Pompeo (US):\n“There is no way out”\nhttps://t.example/x", ["There is no way out"]),
        ("“There is no way out” — Mike Pompeo", ["There is no way out"]),
        ('"There is no way out" - Pompeo, Sunday', ["There is no way out"]),
    ],
)
def test_what_asks_whether_words_were_said_is_a_check(text: str, quotations: list[str] | None) -> None:
    expected = quotations or ["There is no military solution to the conflict"]
    assert [claim.quotation for claim in claims_asked(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "what did Farage say about Obama's “back of the queue” warning?",
        "what did Pompeo say about “a military solution to the conflict in the north”?",
        'What is described as "a way of life and a state of mind"?',
        'Who wrote "On the Computational Complexity of Algorithms"?',
        'In California, the word "town" is synonymous to which entity?',
        "what's Trump's view on “the wall”",
        "“fake news”",
        "oil: “black gold”",
        "what does he mean by: “there is no way out”",
        "news on the “Green New Deal” - Ocasio-Cortez",
        "checks and balances in Libya",
        "check",
        "what did Trump's lawyer say?",
    ],
)
def test_what_only_names_something_in_marks_is_a_question(text: str) -> None:
    assert claims_asked(text) == []
