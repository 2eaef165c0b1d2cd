"""Names as news prints them: what is title and what is name, and when two spellings are one."""

from __future__ import annotations

import re
from functools import cache

from embeddings.documents import fold

_ARTICLES = frozenset("a an the this that these those his her their its our my".split())
_TITLES = frozenset(
    "mr mrs ms mx miss dr prof professor sir lord lady dame rev reverend fr father sister brother rabbi imam sheikh ayatollah pope "
    "cardinal archbishop bishop king queen prince princess emperor sultan emir president vice prime minister premier chancellor "
    "secretary undersecretary state treasury interior defense defence foreign finance justice health labor commerce energy agriculture "
    "education transportation homeland security senator sen senate representative rep congressman congresswoman lawmaker house speaker "
    "majority minority whip leader governor gov lieutenant lt mayor councilman councilwoman alderman commissioner chairman "
    "chairwoman chairperson chair chief executive officer ceo cfo coo founder co-founder owner director deputy assistant associate "
    "manager spokesman spokeswoman spokesperson press communications communication ambassador envoy consul diplomat attorney lawyer general counsel "
    "judge magistrate solicitor prosecutor detective inspector sheriff constable police fire commander marshal field colonel col captain "
    "capt major maj sergeant sgt corporal cpl private admiral adm brigadier gen marine corps army navy air force coast guard economist "
    "analyst strategist pollster consultant adviser advisor aide operative activist campaigner author writer journalist reporter correspondent "
    "columnist editor host anchor presenter producer filmmaker actor actress singer rapper comedian coach player star striker quarterback "
    "scientist researcher historian philosopher expert scholar lecturer student teacher candidate nominee rival running mate opponent "
    "billionaire businessman businesswoman investor mogul tycoon former ex acting interim then-president incumbent retired veteran "
    "longtime late outgoing incoming new senior junior top special national human rights warlord rebel militia dictator strongman "
    "republican democratic democrat libertarian green conservative liberal labour gop independent campaign team vice-presidential presidential "
    "vice-president secretary-general supreme court district county city federal local us uk eu un u.s u.k white office fellow colleague friend "
    "husband wife son daughter mother father sister brother widow niece nephew communist socialist".split()
)
"""Words that stand before a name without being part of it."""
_DEMONYM = re.compile(r"(?:[A-Z][a-z]+(?:ian|ean|ish|ese|ican|aeli|aqi|anian|istani|wegian|wiss)|French|Dutch|Greek|Czech|Thai|Welsh|Scots|Arab|Turk|Dane|Swede|Pole|Kurd|Saudi|Yemeni|Israeli|Qatari|Emirati|Kuwaiti|Omani|Pakistani|Bangladeshi|Afghan|Uzbek|Kazakh|Filipino)s?\Z")
_PARTICLES = frozenset("de da di del della du la le van von der den ter bin ibn abu al el ben st".split())
_SUFFIXES = frozenset("jr sr ii iii iv".split())
_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\s,;:()\[\]\"“”«»–—―]+|[,;:()\[\]–—―]")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_TAIL = frozenset(",;:([–—―") | frozenset("who which that whose whom where when of for from in at on with and".split())
_DOCUMENTS = frozenset(
    "statement release report letter memo tweet tweets post email message comment comments remarks speech testimony office account website "
    "campaign spokesman spokeswoman spokesperson".split()
)
_MINE = frozenset("statement statements letter memo tweet tweets post posts email message comment comments remarks remark speech testimony office account".split())
"""What is somebody's own voice: "Pompeo's statement" and "his office" speak for Pompeo and for him."""


@cache
def person(mention: str) -> str:
    """Return the name that the mention gives a person, without titles: "U.S. Secretary of State Mike Pompeo" is "Mike Pompeo".

    Empty where it names no person: an office, an organisation, a crowd.
    """
    words = _head(mention)
    start = len(words)
    while start and _is_name_word(words[start - 1]):
        start -= 1
    name = words[start:]
    while len(name) > 1 and _is_title(name[0]):
        name = name[1:]
    last = max((i for i, word in enumerate(name) if _is_title(word)), default=-1)
    name = name[last + 1 :]
    titled = start > 0 or last >= 0 or len(words) > len(name)
    if not 1 <= len(name) <= 4 or (len(name) == 1 and name[0].isupper() and len(name[0]) > 1) or name[0].lower() in _PARTICLES and len(name)==1:
        return ""
    if words[:1] and words[0].lower() in _ARTICLES and not titled:
        return ""
    return " ".join(name)


def voice(mention: str) -> str:
    """Return whose voice the mention is: the owner of "Pompeo's statement", else the mention itself, folded, without its article."""
    words = [word.rstrip(".") if False else word for word in fold(mention).split()]
    if len(words) > 1 and words[-1].lower() in _MINE:
        for i, word in enumerate(words[:-1]):
            if _POSSESSIVE.search(word) and i < len(words) - 1:
                return _POSSESSIVE.sub("", " ".join(words[: i + 1]))
    while len(words) > 1 and words[0].lower() in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def folded(name: str) -> str:
    """Return the name as a key: lower case, dots and articles gone, so that "the U.N." and "UN" are one."""
    words = name.replace("’", "'").replace(".", "").lower().split()
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return " ".join(words)


def _head(mention: str) -> list[str]:
    """Return the words up to an apposition, a relative clause or a place."""
    words: list[str] = []
    for word in _TOKEN.findall(fold(mention)):
        if word.lower() in _TAIL and words and not (word.lower() in {"of", "for", "and"} and _is_title(words[-1])):
            break
        words.append(_POSSESSIVE.sub("", word))
    return words


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _PARTICLES or word.lower().startswith(("al-", "el-"))


def _is_title(word: str) -> bool:
    plain = word.lower().rstrip(".").replace(".", "")
    return plain in _TITLES or _DEMONYM.match(word) is not None or plain in {"us", "uk", "un", "eu"}
