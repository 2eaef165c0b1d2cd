"""What is understood of questions in many forms: who is asked for, about what, when, and whether words are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from retrieval.answering import settle
from retrieval.understanding.question import interpret

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.library import Library
    from retrieval.understanding.query import Query


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must be understood; a topic of None may be anything."""

    speakers: str = ""
    topic: str | None = None
    days: str = ""
    kind: str = "statement"


FACT = Wanted(kind="fact")
OF_SEEDS = {
    "what did Pompeo and Trump say about Libya": Wanted("Donald Trump, Mike Pompeo", "libya"),
    "What have Trump, Pompeo and Waldhauser said about security?": Wanted(
        "Donald Trump, Mike Pompeo, Thomas Waldhauser", "security"
    ),
    "statements by Serraj or Waldhauser on April 7": Wanted("Fayez Serraj, Thomas Waldhauser", "", "2019-04-07"),
    "pompeo and waldhauser on security": Wanted("Mike Pompeo, Thomas Waldhauser", "security"),
    "what did the White House and the State Department announce in November": Wanted(
        "US State Department, White House", "", "2019-11-01 2019-11-30"
    ),
    "who warned about the offensive": Wanted(topic="offensive"),
    "who criticized the air strike": Wanted(topic="air strike"),
    "who has praised Haftar": Wanted(topic="haftar"),
    "who denied that the LNA has foreign backing?": Wanted(topic="lna foreign backing"),
    "who confirmed the phone call in April": Wanted("", "phone call", "2019-04-01 2019-04-30"),
    "who urged restraint": Wanted(topic="restraint"),
    "who called for a truce": Wanted(topic="truce"),
    "who attacked Tripoli": FACT,
    "who is the commander of the LNA": FACT,
    "what did waldhauser say about the force": Wanted("Thomas Waldhauser", "force"),
    "trump on haftar": Wanted("Donald Trump", "haftar"),
    "what did the u.s. say about the forces": Wanted("United States", "forces"),
    "what did the u.s. pull out": FACT,
    "Well, tell me about the phone call": Wanted(topic="the phone call", kind="fact"),
    "Could you expand on Pompeo's comments about civilians?": Wanted("Mike Pompeo", "civilians"),
    "I was wondering whether Trump said anything about oil": Wanted("Donald Trump", "oil"),
    "So, what else did Waldhauser say, please?": Wanted("Thomas Waldhauser", ""),
    "Thanks! And what did the State Department say in November?": Wanted(
        "US State Department", "", "2019-11-01 2019-11-30"
    ),
    "Pompeo's view on the military campaign": Wanted("Mike Pompeo", "military campaign"),
    "Trump's response to Haftar": Wanted("Donald Trump", "haftar"),
    "the White House's reaction to the offensive": Wanted("White House", "offensive"),
    "What was Waldhauser's comment?": Wanted("Thomas Waldhauser", ""),
    "Serraj's criticism of Haftar": Wanted("Fayez Serraj", "haftar"),
    "what did Pompeo say in june": Wanted("Mike Pompeo", "", "2019-06-01 2019-06-30"),
    "what did Trump say last April": Wanted("Donald Trump", "", "2019-04-01 2019-04-30"),
}
OF_NEWSROOM = {
    "what did Haddad and Graham say about oil": Wanted("Lindsey Graham, Omar Haddad", "oil"),
    "Haddad's and Graham's remarks on Syria": Wanted("Lindsey Graham, Omar Haddad", "syria"),
    "latest from Anna May and Mark Weber": Wanted("Anna May, Mark Weber", ""),
    "what did the UN or the State Department say about fuel": Wanted("State Department, United Nations", "fuel"),
    "what did Haddad and Merkel say about oil": Wanted("Omar Haddad", "oil"),
    "what did will say about nurses": Wanted("Will Carter", "nurses"),
    "Will Carter on nurses": Wanted("Will Carter", "nurses"),
    "what did Carter say in March": Wanted("Will Carter", "", "2021-03-01 2021-03-31"),
    "will the terminal open in May": Wanted(days="2021-05-01 2021-05-31", kind="fact"),
    "Mark's statement of March 15": Wanted("Mark Weber", "", "2021-03-15"),
    "what did May and Weber say in march": Wanted("Anna May, Mark Weber", "", "2021-03-01 2021-03-31"),
    "mark my words, who runs the ferry": FACT,
    "who complained about ticket prices": Wanted(topic="ticket prices"),
    "who promised the port workers their wages?": Wanted(),
    "who opened the terminal": FACT,
    "Who demanded that the shelling stop?": Wanted(topic="shelling stop"),
    "hello there! could you please tell me what haddad said about oil?": Wanted("Omar Haddad", "oil"),
    "I'd like to hear Graham's thoughts on the farm bill": Wanted("Lindsey Graham", "farm bill"),
    "Do you happen to know what the mayor said about the ferry?": Wanted("Helen Marsh", "ferry"),
    "ok so what did the united nations say about diesel": Wanted("United Nations", "diesel"),
    "any idea what Graham thinks about Syria?": Wanted("Lindsey Graham", "syria"),
    "Interesting. What did Haddad say about wages?": Wanted("Omar Haddad", "wages"),
    "That's sad. Who spoke about the hospitals?": Wanted(topic="hospitals"),
    "State Department's response to the shelling": Wanted("State Department", "shelling"),
    "Haddad said what about the oil ports": Wanted("Omar Haddad", "oil ports"),
    "what's the UN's position on fuel?": Wanted("United Nations", "fuel"),
    "what did the U.N. and haddad say since 2018": Wanted("Omar Haddad, United Nations", "", "2018-01-01 2021-07-29"),
    "quotes by lindsey graham and omar haddad": Wanted("Lindsey Graham, Omar Haddad", ""),
    "what did Graham criticize": Wanted("Lindsey Graham", ""),
    "what did Peter Marsh say about prices in the Harbor Times in June": Wanted(
        "Peter Marsh", "prices", "2021-06-01 2021-06-30"
    ),
    "In April 2021, what did Graham say about soldiers?": Wanted("Lindsey Graham", "soldiers", "2021-04-01 2021-04-30"),
    "did anyone mention the elders": Wanted(topic="elders"),
    "what did Haddad tell the elders?": Wanted("Omar Haddad", "elders"),
    "What does Weber, the transport secretary, say about roads?": Wanted("Mark Weber", "roads"),
}


@pytest.mark.parametrize("question", OF_SEEDS)
def test_a_question_to_the_seeds_is_understood(question: str, library: Library) -> None:
    assert _understood(question, library) == _wanted(OF_SEEDS[question], question, library)


@pytest.mark.parametrize("question", OF_NEWSROOM)
def test_a_question_to_the_newsroom_is_understood(question: str, newsroom: Library) -> None:
    assert _understood(question, newsroom) == _wanted(OF_NEWSROOM[question], question, newsroom)


@pytest.mark.parametrize("question", OF_NEWSROOM)
@pytest.mark.parametrize("cased", [str.lower, str.upper])
def test_capitals_change_nothing(question: str, cased: Callable[[str], str], newsroom: Library) -> None:
    assert _understood(cased(question), newsroom) == _wanted(OF_NEWSROOM[question], question, newsroom)


@pytest.mark.parametrize("question", OF_SEEDS)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Hello, ", ""),
        ("Thanks! And ", ""),
        ("OK, so ", ", please?"),
        ("Well, could you please tell me: ", " Thank you!"),
        ("I was just wondering, ", ""),
    ],
)
def test_courtesy_changes_nothing(question: str, before: str, after: str, library: Library) -> None:
    polite = _understood(f"{before}{question}{after}", library)
    wanted = _understood(question, library)
    assert (polite.speakers, polite.kind, polite.days) == (wanted.speakers, wanted.kind, wanted.days)


def _understood(question: str, library: Library) -> Wanted:
    query = settle(interpret(question, library.vocabulary), library)
    names = sorted({library.vocabulary.speakers[each].name for each in query.speakers} or {query.speaker or ""})
    return Wanted(", ".join(names), query.topic.lower(), _days(query), query.kind)


def _wanted(wanted: Wanted, question: str, library: Library) -> Wanted:
    if wanted.topic is not None:
        return wanted
    return Wanted(wanted.speakers, interpret(question, library.vocabulary).topic.lower(), wanted.days, wanted.kind)


def _days(query: Query) -> str:
    if query.period is None:
        return ""
    return " ".join(dict.fromkeys((query.period.first.isoformat(), query.period.last.isoformat())))
