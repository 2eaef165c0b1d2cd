"""Plain text: a block for each passage, unwrapped, for pipes and for whoever wants no emphasis."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bot.output.variants import marked, variants_text
from bot.output.wording import (
    check_heading,
    explanation_line,
    printing_lines,
    source_lines,
    understood_line,
    visible,
)
from retrieval.checking.checked_answer import checks_of
from retrieval.checking.checks import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.output.output import Reply, Report
    from retrieval.answers import Citation
    from retrieval.checking.checks import Check


class PlainText:
    """Text without emphasis; long lines stay whole."""

    for_programs = False

    def answers(self, replies: Iterable[Reply]) -> Iterator[str]:
        """Yield each answer, and why its passages were found, with an empty line behind."""
        for reply in replies:
            yield plain_answer(reply) + "\n"
            if reply.explanations:
                yield explanations_text(reply) + "\n"

    def checks(self, checks: Iterable[Check]) -> Iterator[str]:
        """Yield each check with an empty line behind, and how many quotations hold if there are several."""
        verdicts = []
        for check in checks:
            verdicts.append(check.holds)
            shown = plain_check(check, f"line {check.claim.line}: ")
            variants = variants_text(check.variants, shutil.get_terminal_size().columns) if check.variants else ""
            yield "\n".join([shown, *([variants] if variants else []), ""])
        if len(verdicts) > 1:
            yield f"{sum(verdicts)} of {len(verdicts)} quotations hold"

    def report(self, report: Report) -> str:
        """Return the report's text, as wide as the window."""
        return report.text(shutil.get_terminal_size().columns)


def plain_answer(reply: Reply) -> str:
    """Return the answer: what was carried over, a block for each passage, the notice, and what is nearest."""
    answer, understood = reply.answer, understood_line(reply.answer.query)
    blocks = [f"> {visible(answer.query.question)}"] if reply.repeated else []
    if checks := checks_of(answer):
        blocks += [plain_check(check) for check in checks]
        return "\n\n".join([*blocks, *([answer.notice] if len(checks) > 1 else [])])
    blocks += [visible(understood)] if understood else []
    blocks += [visible(answer.bare_words)] if answer.bare_words else []
    blocks += [_block(rank, citation, reply) for rank, citation in enumerate(answer.citations, reply.first)]
    if answer.notice:
        blocks.append(visible(answer.notice))
    if answer.nearest:
        blocks.append("Nearest:")
        blocks += [_block(rank, citation, reply) for rank, citation in enumerate(answer.nearest, 1)]
    return "\n\n".join(blocks)


def plain_check(check: Check, label: str = "") -> str:
    """Return the verdict, the quotation beside print with marks around what differs, and where it stands."""
    lines = [f"claimed “{marked(check.claimed_pieces)}”"] if check.verdict is not Verdict.WORD_FOR_WORD else []
    if check.printed:
        lines += [f"printed “{marked(check.printed_pieces)}”", *printing_lines(check.printed)]
    lines += [check.notice] if check.notice else []
    if check.reported:
        lines += [check.reported.place.text, *printing_lines(check.reported)]
    return "\n".join([visible(label + check_heading(check)), *(f"    {visible(line)}" for line in lines)])


def explanations_text(reply: Reply) -> str:
    """Return a line for each passage that says why it was found."""
    return "\n".join(visible(explanation_line(rank, why)) for rank, why in enumerate(reply.explanations, reply.first))


def _block(rank: int, citation: Citation, reply: Reply) -> str:
    words, *below = (visible(line) for line in (citation.place.text, *source_lines(citation, whole=reply.whole)))
    return "\n".join([f"{rank:2}. {words}", *(f"    {line}" for line in below)])
