"""The set phrases by which a block says that it is not the article: general words of the press and of the web."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from embeddings.dates.vocabulary import MONTHS
from embeddings.documents import Reason

if TYPE_CHECKING:
    from embeddings.cleaning.blocks import Block

_SHORT = 90
"""Words of the longest block whose own phrases are believed; longer ones only talk about such things."""
_MONTH = "(?:sept[.]?|" + "|".join(f"{month[:3]}(?:{month[3:]}|[.])?" for month in MONTHS) + ")"

_FOOTER = re.compile(
    r"^\W*(?:©|ⓒ|\(c\)\s|copyright\b)|\ball rights? reserved\b|\bterms (?:of (?:use|service)|(?:and|&) conditions)\b|"
    r"\bprivacy policy\b|\bcookies?\b.{0,80}\b(?:website|site|browser|experience|consent|settings|policy|agree)\b|"
    r"\b(?:website|site|we|browser|experience|your)\b.{0,60}\bcookies?\b|\bregistered (?:trademark|office|"
    r"in england)\b|\bno part of this (?:site|website|page)\b|\b(?:may not|without) (?:be )?(?:reproduc|republish|"
    r"redistribut|prior written)|\b(?:ad block(?:er|ing)?|adblock(?:er)?)\b|\benable javascript\b|"
    r"\bjavascript\b.{0,60}\b(?:enable|disabled|browser)\b|\baffiliate (?:commission|links?|advertising|program)\b|"
    r"\bthis site is protected by\b",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"^\W*(?:please )?(?:(?:subscribe|sign up|signup|sign in|log in|register|join (?:us|our|the)|follow (?:us|me|@|"
    r"\w+ on)|like us|click (?:here|to)|tap here|download (?:our|the|now)|become a|support (?:us|our|independent)|"
    r"donate|advertise|get (?:the (?:latest|best|app|day)|our|more|breaking|access|email|daily|unlimited|today)|"
    r"receive (?:the|our|daily|news)|stay (?:up.to.date|informed|connected|in touch)|don['’]t miss (?:a|an|out|our)|"
    r"enter your|buy now|shop now|start your|try (?:it|us) (?:free|now)|have a (?:news )?tip|got a (?:news )?tip|"
    r"send (?:us|your)|email (?:us|the|your)|share (?:this|on|via)|tweet (?:this|us)|print this|listen (?:to|live)|"
    r"watch (?:live|now|the video)|view (?:all|our|comments)|leave a|post a|write a|add a|be the first to) ?)\b|"
    r"\b(?:newsletters?|subscribe|sign up|subscription|inbox|mailing list|"
    r"podcasts? app)\b.{0,80}\b(?:sign up|subscribe|today|now|free|daily|inbox|click|email|your|here|get|join|"
    r"updates?|alerts?)\b|\b(?:get|receive|delivered)\b.{0,60}\b(?:inbox|newsletters?|email|alerts|letterbox)\b|"
    r"\bclick here\b|\bfree trial\b|\bunsubscribe\b|\bno spam\b|\b(?:thanks|thank you) for (?:signing up|"
    r"subscribing)\b|\bopt[- ]in\b|\byou have success?fully subscribed\b|\bjoin our\b.{0,60}\b(?:channel|newsletter|"
    r"list|community|group|page)\b|"
    r"\bfor the latest (?:news|updates?)\b.{0,60}\b(?:follow|visit|download|sign|subscribe|join)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"^\W*(?:file (?:photo|image|picture)|photo(?:graph)?s?(?: illustration)?(?: by|:| courtesy)|image(?: result|"
    r" credits?| source|:| via)|picture(?:d)?:|pictured\b|photo credit|credit:|above:|courtesy (?:of|photo)|"
    r"screen ?(?:shot|grab)|illustration(?: by|:)|(?-i:[A-Z]\w+ Images\b))|[(\[](?:(?:\w{1,20}) )?(?:photo|image|"
    r"picture|credit|pic|video)s?\b[^)\]]{0,80}[)\]]|[(\[][^)\](\[]{0,60}(?:[^\W\d]/(?=[^\W\d])|\bvia\b|"
    r"\|)[^)\](\[]{0,60}[)\]]\W*$|\b(?:image|photo|picture|photograph|credit|pic)s?(?: credits?)?:\s.{2,60}$|(?:/|"
    r"\bvia |\| )[\w ]{1,30} images\W*$|\bphotos? (?:by|courtesy of)\b.{2,60}$|(?-i:\b[A-Z]\w+ Images)\W*$|"
    r"(?<=\w )©.{2,50}$|^image \d+ of \d+|\b(?:pictured|seen) (?:here|above|left|right|in this|in an? (?:undated|"
    r"file))\b|\bin this (?:\w+ ){0,3}(?:file )?(?:photo|picture|image)\b|\bfile (?:photo|image|picture)\b|"
    r"^\W*an? (?:artist['’]s|stock|general|aerial|satellite) (?:\w+ )?(?:concept|image|view|photo|picture|impression|"
    r"rendering)\b|^\W*(?:this|an?) (?:\w+ ){0,2}(?:image|photo|picture|photograph|illustration) (?:shows|of|from)\b|"
    r", (?:left|right|cent(?:er|re)), |\((?:left|right|cent(?:er|re))\)|^!\[[^\]]{0,300}\]\([^)]{0,500}\)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^\W*(?:(?:you (?:may|might|could) (?:also )?(?:like|enjoy|be interested)|(?:read|see|watch|explore|"
    r"discover) (?:more|next|also|these)\b|(?:also|what to) read\b|more (?:on|from|about|in|stories|news|like|great|"
    r"coverage|headlines|articles|information)\b|see more|don['’]t miss|recommended|most (?:read|popular|viewed|"
    r"shared|commented|recent|watched)|trending|(?:our )?(?:latest|top|other|popular|breaking|recent|"
    r"related)(?: \w+)? (?:stories|news|articles|posts?|videos?|headlines|content|topics|coverage|tags|reading|links|"
    r"products|searches)|related\b|around the web|from (?:around|across) the web|promoted (?:stories|content|links)|"
    r"sponsored|paid content|up next|next (?:article|story|post|up)|previous (?:article|story|post)|"
    r"in case you missed|editor['’]?s['’]? (?:picks?|choice)|(?:filed|posted|published) (?:under|in)\b|tags?\b|"
    r"topics\b|share this|about the (?:author|writer|reporter)|about this (?:story|article|statement)|about us|"
    r"what others are reading|popular (?:now|in|on)|what['’]s (?:next|hot|trending)|latest (?:in|from|on)|follow us|"
    r"categories|archives?)\b)",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"^\W*(?:\d+ )?(?:comments?(?: \(\d*\+?\))?|leave a (?:reply|comment)|post (?:a )?comments?|add (?:a|"
    r"your) comment|join the (?:discussion|conversation)|view (?:the )?(?:comments|discussion thread)|responses?|"
    r"discussion|replies|\d+ (?:thoughts?|responses?|repl(?:y|ies)|comments?) (?:on|to) .{1,150}|what do you think|"
    r"have your say|reader comments)\W*(?:\(\d+\))?\W*$",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"\b(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s*(?:\d{{4}}|\d\d:)|\d{{1,2}}(?:st|nd|rd|"
    rf"th)?[\s.-]+{_MONTH},?[\s.-]*\d{{4}}|"
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}:\d\d)\b|^\W*(?:published|updated|posted|created|last (?:updated|"
    r"modified)|date|first published)\b|\b\d+ (?:minutes?|hours?|days?|weeks?|months?) ago\b",
    re.IGNORECASE,
)
_DATE_WORDS = re.compile(
    rf"\b(?:{_MONTH}|mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|"
    rf"sun(?:day)?|a\.?m|p\.?m|at|on|in|by|[a-z]{{1,4}}t|utc|ist|"
    r"published|updated|posted|created|last|modified|date|first|minutes?|hours?|days?|weeks?|months?|ago|min|read|"
    r"today|yesterday|o['’]clock|time)\b|[\d\W_]+",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^\W*(?:(?:written |reported |posted |story |words |edited |researched )?by:?\s+(?=\S)|author\s*:|editor\s*:|"
    r"reporter\s*:)",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"^\W*(?:(?:additional )?reporting by|editing by|edited by|researched by|reach the reporters?)\b", re.IGNORECASE
)
_SOURCE = re.compile(
    r"^\W*(?:sources?\s*:|via (?-i:[A-Z])[\w.]*(?: (?-i:[A-Z])[\w.]*){0,2}\W*$|reprinted\b|republished\b)|"
    r"\b(?:article|story|post|piece|report|version|column|essay|interview)\b.{0,40}\b(?:(?:was|is|has been|"
    r"were)\s+)?(?:originally|first|previously)\s+(?:published|appeared|posted|ran|printed)\b|\b(?:originally|"
    r"first) (?:published|appeared|posted)\s+(?:by|on|in|at)\b|\b(?:reprinted|republished|reproduced|used|"
    r"posted) (?:here )?(?:with|by) (?:the )?(?:kind )?permission\b|\badapted from its original source\b",
    re.IGNORECASE,
)


_PLACE = r"[A-Z][\w.'’-]*,?(?: [A-Z][\w.'’-]*,?){0,5}"
_OPENING = re.compile(
    rf"^(?:{_PLACE} ?)?\((?P<agency>[A-Z][\w ./]{{1,40}})\) ?(?:—|–|--?) \S|"
    rf"^[A-Z]{{4,}}(?: [A-Z]{{2,}}){{0,3}}(?:, [A-Z][\w. ]{{1,20}})? ?(?:—|–|--?) \S"
)
"""The place, and often the agency, with which a news story's first paragraph opens: "PARIS (Agency) — "."""
_OTHER_STORIES = re.compile(
    r"^\W*(?:(?:related|latest|top|more|other|recent|popular|recommended|trending|similar|"
    r"our)\s+(?:\w+\s+){0,2}(?:stories|articles|posts|news|headlines|coverage|reading)|(?:you (?:may|might|"
    r"could) (?:also )?(?:like|enjoy|be interested in)|most (?:read|popular|viewed|shared)|read (?:next|also)))\W*$",
    re.IGNORECASE,
)


def opens_story(text: str) -> bool:
    """Return whether the block opens as a story's first paragraph does, with its place or agency."""
    return bool(_OPENING.match(text))


_PERSON = re.compile(
    r"^(?:[A-Z][\w.'’-]*\.? ){1,4}(?:\(@?\w+\) )?(?:is|was|has been|covers|writes|works|reports|"
    r"joined)\b.{0,200}\b(?:writer|reporter|journalist|editor|correspondent|contributor|columnist|professor|author|"
    r"fellow|producer|founder|blogger|analyst|freelance|covering|covers)\b"
)
"""How a page presents the author under the article."""


def introduces_person(text: str) -> bool:
    """Return whether the block presents somebody who writes, as a page does with its author."""
    return bool(_PERSON.match(text))


def opening_agency(text: str) -> str | None:
    """Return the agency that the story's first words name in brackets, None where they name none."""
    found = _OPENING.match(text)
    return found["agency"] if found else None


def heads_other_stories(text: str) -> bool:
    """Return whether the block is a heading over other stories, and nothing else."""
    return bool(_OTHER_STORIES.match(text))


def said_of_itself(block: Block) -> Reason | None:
    """Return the one-word reason for which the block is not the article's body, by its own phrases, else None.

    In running text a phrase counts only if it stands at an end, or the text is not somebody's words; a promotion's only
    if the text speaks to the reader.
    """
    if block.size > _SHORT:
        return None
    for why, pattern, longest, in_prose in _REASONS:
        if block.size <= longest and (in_prose or not block.prose):
            found = pattern.search(block.text)
            if found and not (block.prose and _only_talks(block, why, found)):
                return why
    if attributes_post(block.text):
        return None
    return Reason.DATELINE if block.size <= _LABEL and is_dateline(block.text) else None


def _only_talks(block: Block, why: Reason, found: re.Match[str]) -> bool:
    """Return whether the running text holds the phrase without being what it says."""
    if why in _OFFERS and block.spoken and block.reporting:
        return True
    if found.start() == 0 or found.end() == len(block.text):
        return False
    return block.spoken or block.reporting or (why is Reason.PROMOTION and not speaks_to_reader(block.text))


_OFFERS = frozenset({Reason.PROMOTION, Reason.FOOTER})
"""Reasons that quoted speech with a verb that reports it never has."""


def speaks_to_reader(text: str) -> bool:
    """Return whether the text speaks to who reads the page, as the page's owner does."""
    return bool(_TO_READER.search(text))


_TO_READER = re.compile(r"\b(?:you|your|us|our|we|please|here|this (?:web)?(?:site|page))\b|[!:]\W*$", re.IGNORECASE)
_LABEL = 14
"""Words of the longest line that is a label: a date line, a byline, the heading over other stories."""

_CONTROL = re.compile(
    r"^\W*(?:advert(?:isement|ising)?s?|ad|share|print|close|open|caption|menu|search|loading|images?|photos?|"
    r"videos?|e-?mail|copy(?: link)?|links?|save|play|pause|mute|expand|hide|show|next|prev(?:ious)?|"
    r"back(?: to (?:top|gallery|home))?|top|home|skip(?: (?:to|ad|advertisement)\b.*)?|more|tweet|pin(?: it)?|like|"
    r"reply|report|comments?|highlights|gallery|slideshow|(?:share |post |send )?(?:to|on|via) \w+|continue reading|"
    r"read more|read full (?:story|article)|story continues(?: below)?(?: advertisement)?|view (?:gallery|image|"
    r"fullscreen|photos?)|hide caption|toggle caption|enlarge(?: this)?(?: image)?|\d+ (?:shares?|"
    r"views?|likes?|min(?:ute)?s? read))\W*$",
    re.IGNORECASE,
)
"""Labels of buttons and of empty places."""

_REASONS = (
    (Reason.NAVIGATION, _CONTROL, 6, True),
    (Reason.COMMENTS, _COMMENTS, 20, True),
    (Reason.SOURCE, _SOURCE, 40, True),
    (Reason.FOOTER, _FOOTER, _SHORT, True),
    (Reason.CREDIT, _CREDITS, 60, True),
    (Reason.BYLINE, _BYLINE, 20, False),
    (Reason.PROMOTION, _PROMOTION, 50, True),
    (Reason.CAPTION, _CREDIT, 60, True),
    (Reason.RELATED, _TAIL, _LABEL, False),
)
"""Reason, its phrases, the most words of a block that they are believed in, and whether also in running text."""


_ATTRIBUTED_POST = re.compile(r"^[—–-]{1,2} ?.{1,80}\(@\w+\)")
"""Under a quoted post, the name and the account that it came from: part of what is quoted."""


def attributes_post(text: str) -> bool:
    """Return whether the block names whom the quoted post above it is by."""
    return bool(_ATTRIBUTED_POST.match(text))


def is_of_dates(text: str) -> bool:
    """Return whether the text holds nothing but words of dates and times."""
    return not _DATE_WORDS.sub("", text)


def is_dateline(text: str) -> bool:
    """Return whether the block is mostly a date and a time."""
    if not _DATE.search(text):
        return False
    rest = _DATE_WORDS.sub(" ", text).split()
    return len(rest) <= _BESIDE_A_DATE


_BESIDE_A_DATE = 4
"""Words that may stand in a date line beside the date: a place, an agency, a name."""
