"""The /commands of a conversation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from bot.formats import BY_SUFFIX
from bot.output.timelines import timeline_report
from bot.output.variants import variants_text
from bot.output.wording import counted
from embeddings.errors import REMEDY, QuestionError
from retrieval.browsing.timeline import timeline
from retrieval.checking.checked_answer import checks_of
from retrieval.conversing.slots import SLOTS
from retrieval.understanding.query import Slot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.terminal.session import Session
    from embeddings.storage.records import StoredDocument

_NEIGHBOURS = 2
"""Passages before and behind that /open shows: with them a passage fills about a screen."""
_MOST = 100
"""Passages of an answer at most, as for --top."""


def obey(session: Session, line: str) -> bool:
    """Do what the /command says and return whether the conversation goes on."""
    name, _, rest = line.strip().partition(" ")
    if name == "/quit":
        return False
    command = COMMANDS.get(name)
    if command is None:
        session.say(f"There is no {name}: /help lists what there is.")
    else:
        command[0](session, rest.strip())
    return True


def _help(session: Session, _: str) -> None:
    usages = {f"{name} {takes}".strip(): does for name, (_, takes, does) in COMMANDS.items()}
    column = max(map(len, usages)) + 2
    narrow = session.console.width < column + max(map(len, usages.values()))
    lines = (f"{usage}\n    {does}" if narrow else f"{usage:<{column}}{does}" for usage, does in usages.items())
    session.say("\n".join(lines))


def _new(session: Session, _: str) -> None:
    session.restart()
    session.confirm("A new conversation begins.")


def _check(session: Session, words: str) -> None:
    if words:
        session.ask(f"check: {words}")
    else:
        session.say("/check takes a quotation, or a text with quotations.")


def _variants(session: Session, _: str) -> None:
    checks = checks_of(session.answer) if session.answer else ()
    texts = [variants_text(check.variants, session.console.width) for check in checks if check.variants]
    session.say("\n\n".join(texts) or "No outlet prints what was checked last in other words.")


def _long(session: Session, _: str) -> None:
    session.long = not session.long
    session.confirm(f"Passages and sources are shown {'in full' if session.long else 'shortened'} from now on.")


def _open(session: Session, number: str) -> None:
    cited = session.answer.citations or session.answer.nearest if session.answer else ()
    if not number.isdecimal() or not 1 <= int(number) <= len(cited):
        session.say(f"/open takes a passage's number, 1 to {len(cited)}." if cited else "There is no passage to open.")
        return
    passage = session.library.corpus.passage(cited[int(number) - 1].passage)
    document = session.library.corpus.document(passage.document)
    if not session.library.holds(passage.document):
        session.say(f"{document.source} has changed since the index was built: {REMEDY}.")
        return
    passages = session.library.corpus.passages_of(passage.document)
    around = (each for each in passages if abs(each.position - passage.position) <= _NEIGHBOURS)
    marks = {True: "» ", False: "  "}
    lines = [f"{marks[each.id == passage.id]}{' '.join(each.span.of(document.text).split())}" for each in around]
    session.say("\n\n".join([f"{document.provenance.title or document.source}", *lines]))


def _sources(session: Session, _: str) -> None:
    cited = session.answer.citations if session.answer else ()
    lines = dict.fromkeys(_source(place.document) for each in cited for place in (each.place, *each.also_in))
    session.say("\n".join(lines) or "There is no source to show.")


def _source(document: StoredDocument) -> str:
    provenance = document.provenance
    published = provenance.published.isoformat() if provenance.published else "undated"
    parts = [document.source, provenance.title, provenance.publisher, published, provenance.url]
    return " · ".join(part for part in parts if part)


def _timeline(session: Session, subject: str) -> None:
    try:
        report = timeline_report(timeline(subject, session.library))
    except QuestionError as error:
        session.say(str(error))
    else:
        session.say(report.text(session.console.width))


def _drop(session: Session, slot: str) -> None:
    if slot not in SLOTS or session.answer is None:
        session.say(f"/drop takes one of {', '.join(SLOTS)}, after a question.")
    else:
        session.drop(Slot(slot))


def _top(session: Session, number: str) -> None:
    if not number.isdecimal() or not 1 <= int(number) <= _MOST:
        session.say(f"/top takes how many passages an answer has, 1 to {_MOST}; it is {session.top}.")
    else:
        session.top = int(number)
        session.confirm(f"An answer has at most {counted(session.top, 'passage')} from now on.")


def _save(session: Session, name: str) -> None:
    session.save(Path(name))


def _feedback(session: Session, mark: str) -> None:
    if mark in {"+", "-"}:
        session.rate(mark)
    else:
        session.say("/feedback takes + or -.")


def _facts(session: Session) -> Iterator[str]:
    corpus, vocabulary = session.library.corpus, session.library.vocabulary
    days = corpus.days()
    yield f"{counted(corpus.count('documents'), 'document')}, {counted(corpus.count('passages'), 'passage')}"
    yield f"{counted(len(vocabulary.speakers), 'speaker')}, {counted(len(vocabulary.publishers), 'outlet')}"
    yield f"printed {days.first} to {days.last}" if days else "no document is dated"
    yield f"index {session.library.generation.name}"
    if session.answer:
        yield f"last answer in {session.answer.milliseconds.get('total', 0.0):.0f} ms"


COMMANDS: dict[str, tuple[Callable[[Session, str], None], str, str]] = {
    "/help": (_help, "", "lists what there is"),
    "/new": (_new, "", "starts afresh"),
    "/check": (_check, "WORDS", "checks whether the words are printed as they are quoted"),
    "/variants": (_variants, "", "shows how outlets print what was checked in differing words"),
    "/more": (lambda session, _: session.more(), "", "shows further passages"),
    "/open": (_open, "N", "shows passage N with what stands around it"),
    "/sources": (_sources, "", "lists what the answer was printed in"),
    "/timeline": (_timeline, "NAME", "shows what a speaker or a topic was in the news with, in the order of days"),
    "/drop": (_drop, "SLOT", f"asks again without the last question's {', '.join(SLOTS[:-1])} or {SLOTS[-1]}"),
    "/top": (_top, "N", "sets how many passages an answer has"),
    "/long": (_long, "", "shows passages and sources in full, or shortened again"),
    "/json": (lambda session, _: session.toggle_json(), "", "turns JSON on or off"),
    "/save": (_save, "FILE", f"writes the answer into a new file: {', '.join(BY_SUFFIX)}"),
    "/feedback": (_feedback, "+|-", "keeps whether the answer helped"),
    "/stats": (lambda session, _: session.say("\n".join(_facts(session))), "", "says what the index holds"),
    "/quit": (_help, "", "leaves"),
}
"""By name: what does it, what it takes, and what it does in words; `obey` itself sees to /quit."""
