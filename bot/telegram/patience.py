"""How long the bot waits for what, in one place, so that a test can live through an hour in a minute."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds, all of them."""

    poll: float = 25.0
    """How long Telegram may hold a request for updates open."""
    reply: float = 10.0
    """How long Telegram may take to say that a message has arrived."""
    first: float = 1.0
    """The pause after a first fault; each further one doubles it."""
    longest: float = 30.0
    conflict: float = 60.0
    """How long another program may take our updates; during a redeployment two overlap for a moment."""
    flood: float = 60.0
    """The longest wait that Telegram may impose on a reply; who is told to wait longer gives up."""
    drain: float = 10.0
    """What still runs at the end may take this long."""
    typing: float = 0.5
    """An answer that takes longer shows that somebody is typing."""
    pulse: float = 10.0
    """How often the bot notes that it is alive."""
    stale: float = 90.0
    """The age from which the last good poll is too old: three times a poll, and a pause."""

    def pause(self, faults: int) -> float:
        """Return how long to wait after so many faults in a row, at least one."""
        return float(min(self.longest, self.first * 2 ** min(faults - 1, 16)))
