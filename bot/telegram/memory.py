"""What the bot remembers: conversations, the questions behind buttons, and what people thought of the answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.conversing.conversation import QUIET

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

ConversationState = dict[str, Any]
"""What the next question may lean on, as plain JSON; empty at the beginning."""

_KEPT = 30 * 24 * 3600.0
"""Seconds for which a question is kept and the buttons under its answer work: nobody scrolls back further."""


class ConversationKey(NamedTuple):
    """Whose conversation, and where: each chat, thread and user has its own."""

    chat: int
    thread: int
    user: int


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question that was answered, for the buttons under its answer."""

    id: int
    question: str
    conversation: ConversationState
    """As it was before the question."""
    later: ConversationState
    """As it was after the question."""
    user: int
    """Who asked it."""
    fingerprint: str
    """What tells its answer from another."""


@dataclass(frozen=True, slots=True)
class Memory:
    """Conversations, questions and feedback; ``now`` tells seconds since the epoch."""

    database: sqlite3.Connection
    now: Callable[[], float]

    def conversation(self, key: ConversationKey) -> ConversationState:
        """Return the conversation so far, empty where there is none or it has been quiet for long."""
        row = self.database.execute(
            "select state from conversations where (chat, thread, user) = (?, ?, ?) and changed > ?",
            (*key, self.now() - QUIET),
        ).fetchone()
        return dict(json.loads(row[0])) if row else {}

    def keep(self, key: ConversationKey, conversation: ConversationState) -> None:
        """Keep the conversation; an empty one has nothing to keep."""
        if not conversation:
            self.end(key)
            return
        row = (*key, json.dumps(conversation), self.now())
        self.database.execute("insert or replace into conversations values (?, ?, ?, ?, ?)", row)

    def end(self, key: ConversationKey) -> None:
        """End the conversation."""
        self.database.execute("delete from conversations where (chat, thread, user) = (?, ?, ?)", key)

    def note(
        self,
        key: ConversationKey,
        question: str,
        conversation: ConversationState,
        later: ConversationState,
        fingerprint: str,
    ) -> int:
        """Note a question, the conversation before and after it, and its answer's fingerprint; return its number."""
        row = self.database.execute(
            "insert into questions (chat, user, question, conversation, later, fingerprint, asked)"
            " values (?, ?, ?, ?, ?, ?, ?) returning id",
            (key.chat, key.user, question, json.dumps(conversation), json.dumps(later), fingerprint, self.now()),
        ).fetchone()
        return int(row[0])

    def question(self, number: int, chat: int) -> AnsweredQuestion | None:
        """Return the question of that number, None where it is forgotten or was asked in another chat."""
        row = self.database.execute(
            "select id, question, conversation, later, user, fingerprint from questions where id = ? and chat = ?",
            (number, chat),
        ).fetchone()
        if row is None:
            return None
        key, question, conversation, later, user, fingerprint = row
        return AnsweredQuestion(key, question, json.loads(conversation), json.loads(later), user, fingerprint)

    def resumed(self, chat: int, message: int) -> ConversationState | None:
        """Return the conversation as it was after the answer in that message, None where that was no answer."""
        row = self.database.execute(
            "select later from questions where chat = ? and message = ?", (chat, message)
        ).fetchone()
        return dict(json.loads(row[0])) if row else None

    def latest(self, key: ConversationKey, message: int | None) -> AnsweredQuestion | None:
        """Return the question that the message answers, or if none is named the last one of the user in the chat."""
        row = self.database.execute(
            "select id from questions where chat = ? and iif(? is null, user = ?, message = ?)"
            " order by id desc limit 1",
            (key.chat, message, key.user, message),
        ).fetchone()
        return self.question(row[0], key.chat) if row else None

    def amend(self, asked: AnsweredQuestion) -> None:
        """Let the buttons under an answer show another answer than the first."""
        self.database.execute(
            "update questions set conversation = ?, later = ?, fingerprint = ? where id = ?",
            (json.dumps(asked.conversation), json.dumps(asked.later), asked.fingerprint, asked.id),
        )

    def judge(self, question: int, user: int, *, good: bool) -> None:
        """Note what the user thought of the answer; a second thought replaces the first."""
        self.database.execute("insert or replace into feedback values (?, ?, ?, ?)", (question, user, good, self.now()))

    def counts(self) -> dict[str, int]:
        """Return how much is remembered, by what it is."""
        selects = {
            "conversations": "select count(*) from conversations",
            "questions": "select count(*) from questions",
            "👍": "select count(*) from feedback where good",
            "👎": "select count(*) from feedback where not good",
        }
        return {name: int(self.database.execute(select).fetchone()[0]) for name, select in selects.items()}

    def forget(self, user: int) -> None:
        """Delete everything that the user said."""
        for table in ("feedback", "questions", "conversations"):
            self.database.execute(f"delete from {table} where user = ?", (user,))  # noqa: S608 - names from this code

    def purge(self) -> None:
        """Delete what has grown too old."""
        self.database.execute("delete from questions where asked < ?", (self.now() - _KEPT,))
        self.database.execute("delete from conversations where changed < ?", (self.now() - QUIET,))
