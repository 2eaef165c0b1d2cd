"""How long the bot waits for what: in one place, so that a test can live through an hour in a minute."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Durations in seconds."""

    second: float = 1.0
    """How long a second lasts that Telegram wants to be left alone; less in tests."""
    fresh: float = 600.0
    """How long a question is computed and its answer sent again if need be; after that nobody waits for it any more."""
    poll: float = 25.0
    """How long Telegram may hold a request for updates open; proxies often cut connections after 30."""
    reply: float = 10.0
    """How long Telegram may take to confirm a message."""
    first: float = 1.0
    """The pause after a first fault; each further fault doubles it."""
    longest: float = 30.0
    """The longest pause between two tries: after an outage nobody waits much longer than the outage."""
    conflict: float = 60.0
    """How long another program may take our updates; during a redeployment two overlap for a moment."""
    drain: float = 10.0
    """How long work that runs at the end may take; service managers kill after 15 or more."""
    typing: float = 0.5
    """An answer that takes longer shows that somebody is typing."""
    news: float = 30.0
    """How often to look whether a rebuild has brought something that somebody watches for."""
    stale: float = 90.0
    """The age from which the last good poll is too old: three polls and a pause."""

    def pause(self, faults: int) -> float:
        """Return how long to wait after so many faults in a row, at least one."""
        return float(min(self.longest, self.first * 2 ** min(faults - 1, 16)))
