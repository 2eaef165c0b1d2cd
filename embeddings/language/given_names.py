"""Given names: for telling "he" from "she", and a name from the word that it also is."""

from __future__ import annotations

from embeddings.language.word_lists import listed


def is_given_name(word: str, following: str = "") -> bool:
    """Return whether the word is a common given name before a capitalised one: "Will Carter", not "Will the"."""
    return word[:1].isupper() and following[:1].isupper() and word.lower() in FEMALE | MALE


FEMALE = listed(
    """
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa betty margaret sandra
    ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca laura helen sharon
    cynthia kathleen amy angela shirley anna brenda pamela emma nicole samantha katherine christine catherine
    virginia debra rachel janet maria heather diane julie joyce victoria kelly christina joan evelyn lauren
    judith olivia martha cheryl megan andrea ann anne jean alice jacqueline hannah doris kathryn gloria teresa
    sara janice marie julia grace judy theresa beverly denise marilyn amber danielle rose brittany diana abigail
    jane natalie lori tiffany alexis kayla hillary chelsea nikki marine ursula sonia fatima aisha leila yulia
    olga natalia svetlana ingrid astrid nicola liz hope faith joy april may june
    """
)
MALE = listed(
    """
    james robert john michael william david richard joseph thomas charles christopher daniel matthew anthony
    mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan
    jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory frank alexander
    raymond patrick jack dennis jerry tyler aaron jose adam henry nathan douglas zachary peter kyle walter ethan
    jeremy harold keith christian roger noah gerald carl terry sean austin arthur lawrence jesse dylan bryan joe
    jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent russell louis
    philip bobby johnny bradley bill bob jim mike tom dave steve tim dan ben sam fred ted ed ron don ken
    vladimir sergei dmitry boris emmanuel francois nicolas angus gordon tony nigel abdul ahmed ali hassan
    hussein ibrahim khalifa khalid mahmoud mohammed muhammad mohamed mustafa omar osama yusuf shimon will drew grant
    chase august pat rob
    """
)
"""Common given names; a name that is in neither list fits both."""
