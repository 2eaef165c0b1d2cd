"""Names as news prints them: which words are title and which are name, and when two spellings are one name."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from embeddings.documents import fold
from embeddings.language.given_names import FEMALE, MALE, is_given_name
from embeddings.language.word_classes import is_function_word
from embeddings.language.word_lists import listed

_OWNERS = listed("his her their its")
_ARTICLES = listed("a an the this that these those his her their its our my")
_TITLES = listed(
    """
    justice mr mrs ms mx miss dr prof professor sir lord lady dame rev reverend fr father sister brother rabbi
    imam sheikh ayatollah pope cardinal archbishop bishop king queen prince princess emperor sultan emir
    president vice prime minister premier chancellor secretary undersecretary senator sen senate representative
    rep congressman congresswoman lawmaker speaker whip leader governor gov lieutenant lt mayor councilman
    councilwoman alderman commissioner chairman chairwoman chairperson chair chief executive officer ceo cfo coo
    founder co-founder owner director deputy assistant associate manager spokesman spokeswoman spokesperson
    ambassador envoy consul diplomat attorney lawyer general counsel judge magistrate solicitor prosecutor
    detective inspector sheriff constable commander marshal colonel col captain capt major maj sergeant sgt
    corporal cpl private admiral adm brigadier gen economist analyst strategist pollster consultant adviser
    advisor aide operative activist campaigner author writer journalist reporter correspondent columnist editor
    host anchor presenter producer filmmaker actor actress singer rapper comedian coach player star striker
    quarterback scientist researcher historian philosopher expert scholar lecturer student teacher candidate
    nominee rival running mate opponent billionaire businessman businesswoman investor mogul tycoon former ex
    acting interim then-president incumbent retired veteran longtime late outgoing incoming senior junior
    warlord rebel militia dictator strongman vice-presidential presidential vice-president secretary-general
    fellow colleague friend husband wife son daughter mother widow niece nephew
    """
)
"""Words for an office that stand before a name without being part of it."""
_QUALIFIERS = listed(
    """
    state treasury interior defense defence foreign finance health labor commerce energy agriculture education
    transportation homeland security house majority minority press communications communication police fire
    field marine corps army navy air force coast guard supreme court district county city federal local white
    office campaign team national human rights top special gop labour green conservative liberal democratic
    republican libertarian democrat independent communist socialist us uk eu un
    """
)
"""Words that may stand within a title, and within other names too."""
_DEMONYMS = listed(
    """
    american british english scottish welsh irish french german italian spanish portuguese dutch belgian swiss
    austrian swedish norwegian danish finnish icelandic polish czech slovak hungarian romanian bulgarian greek
    turkish cypriot serbian croatian bosnian slovenian albanian macedonian ukrainian russian belarusian georgian
    armenian azerbaijani kazakh uzbek chinese japanese korean taiwanese mongolian vietnamese thai cambodian
    burmese malaysian singaporean indonesian filipino indian pakistani bangladeshi nepalese afghan iranian iraqi
    syrian lebanese jordanian israeli palestinian saudi yemeni emirati qatari kuwaiti bahraini omani egyptian
    libyan tunisian algerian moroccan sudanese ethiopian somali kenyan ugandan tanzanian rwandan congolese
    nigerian ghanaian senegalese malian african zimbabwean canadian mexican cuban haitian jamaican dominican
    guatemalan honduran salvadoran nicaraguan venezuelan colombian ecuadorian peruvian bolivian chilean
    argentine brazilian australian european arab kurdish latvian lithuanian estonian asian north south east west
    us uk un eu u.s u.k u.n
    """
)
_BODIES = listed(
    """
    department ministry times post journal news tribune herald guardian telegraph press agency party committee
    council court office commission university college school institute center centre association union bank
    group inc corp corporation company house states kingdom nations army forces police campaign foundation fund
    federation league club authority administration government parliament congress senate assembly bureau
    service board organization organisation society network alliance coalition front movement church hospital
    airport airlines street magazine radio television tv today report poll survey act bill law project program
    caucus pac republic islands city county state district province region accord republicans democrats
    officials americans
    """
)
"""Last words of what is no person."""
_PARTICLES = listed("de da di del della du la le van von der den ter bin ibn abu al el ben st")
_NAME_WORDS = 4
"""Words of the longest name that counts as a person's: "Ursula von der Leyen"."""
_FULL = 2
"""Words of a full name, a given name and a surname."""
_INITIAL = 2
"""Characters of an initial with its dot, which stays: "J."."""
_SUFFIXES = listed("jr sr ii iii iv")
_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\s,;:()\[\]\"“”«»–—―]+|[,;:()\[\]–—―]")
_POSSESSIVE = re.compile(r"['’]s?\Z")
_TAIL = frozenset(",;:([–—―") | listed("who which that whose whom where when of for from in at on with and")
_MINE = listed(
    """
    statement statements letter memo tweet tweets post posts email message comment comments remarks remark
    speech testimony office account
    """
)
"""What is somebody's own voice: "Pompeo's statement" and "his office" speak for Pompeo and for him."""


@lru_cache(maxsize=1 << 16)
def person(mention: str) -> str:
    """Return the name that the mention gives a person, without titles: "State Secretary Mike Pompeo" is "Mike Pompeo".

    Empty where it names no person: an office, an organisation, a crowd.
    """
    words = _head(mention)
    name = words[_name_start(words) :]
    last = max((i for i, word in enumerate(name) if _is_title(word)), default=-1)
    titled, name = len(words) > len(name) or last >= 0, name[last + 1 :]
    while name and is_function_word(name[0].lower()) and not is_given_name(*name[:2]):
        name = name[1:]
    while len(name) > _FULL and _plain(name[0]) in _DEMONYMS | _QUALIFIERS:
        name = name[1:]
    if not 1 <= len(name) <= _NAME_WORDS or _plain(name[-1]) in _BODIES or not name[0][:1].isupper():
        return ""
    rest = name[1:] if is_given_name(*name[:2]) else name
    if any(is_function_word(word.lower()) for word in rest if word.lower() not in _PARTICLES):
        return ""
    if (_plain(words[0]) in _ARTICLES and not titled) or (len(name) == 1 and _is_no_surname(name[0])):
        return ""
    return " ".join(name)


def _is_no_surname(word: str) -> bool:
    return (word.isupper() and len(word) > 1) or _plain(word) in _DEMONYMS | _QUALIFIERS


def _plain(word: str) -> str:
    return word.lower().rstrip(".").replace(".", "")


def _name_start(words: list[str]) -> int:
    start = len(words)
    while start and _is_name_word(words[start - 1]):
        start -= 1
    return start


def voice(mention: str) -> str:
    """Return who speaks: the owner of "Pompeo's statement", else the mention without its article."""
    words = fold(mention).split()
    if len(words) > 1 and words[-1].lower() in _MINE:
        owner = next((i for i, word in enumerate(words[:-1]) if _POSSESSIVE.search(word)), None)
        if owner is not None:
            return _POSSESSIVE.sub("", " ".join(words[: owner + 1]))
        if words[0].lower() in _OWNERS:
            return words[0]
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
        bare = _POSSESSIVE.sub("", word)
        words.append(bare if len(bare) <= _INITIAL or _plain(bare) in _SUFFIXES else bare.rstrip("."))
    return words


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() or word.lower() in _PARTICLES or word.lower().startswith(("al-", "el-"))


def _is_title(word: str) -> bool:
    return _plain(word) in _TITLES


def given_and_surname(name: str) -> tuple[str, str]:
    """Return the given name, which may be empty, and the surname, in lower case; "Jr." goes with the given name."""
    words = [word.lower().rstrip(".") for word in name.split()]
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    given = words[0] if len(words) > 1 else ""
    return f"{given} {suffix}".strip(), words[-1] if words else ""


class Gender(StrEnum):
    """What a title or a given name shows, for telling "he" from "she"."""

    FEMALE = "f"
    MALE = "m"


def gender_of(mention: str) -> Gender | None:
    """Return what a title or a common given name shows, None where neither does."""
    words = [word.lower().rstrip(".") for word in mention.split()]
    if any(word in _FEMALE_TITLES for word in words):
        return Gender.FEMALE
    if any(word in _MALE_TITLES for word in words):
        return Gender.MALE
    given = given_and_surname(person(mention))[0].split(" ")[0]
    return Gender.FEMALE if given in FEMALE else Gender.MALE if given in MALE else None


def roles(mention: str) -> frozenset[str]:
    """Return the words for an office that the mention gives its person, in lower case."""
    return frozenset(word for word in mention.lower().split() if word in _ROLES)


_ROLES = listed(
    """
    president secretary minister chancellor senator governor mayor speaker chairman chairwoman director general
    king queen prince princess pope judge spokesman spokeswoman spokesperson ambassador commissioner commander
    justice congressman congresswoman professor attorney lawyer economist analyst nominee candidate leader
    """
)
_FEMALE_TITLES = listed(
    """
    mrs ms miss mme spokeswoman chairwoman congresswoman councilwoman businesswoman actress queen princess lady
    dame widow wife daughter mother sister niece
    """
)
_MALE_TITLES = listed(
    """
    mr spokesman chairman congressman councilman businessman actor king prince sir lord pope father husband son
    brother nephew
    """
)


def is_place_adjective(word: str) -> bool:
    """Return whether the word says where a body belongs: "US", "Libyan"."""
    return _plain(word) in _DEMONYMS
