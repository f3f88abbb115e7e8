"""Names as lists write them: normal forms, the forms one name can be found under, and how far two forms differ.

A *form* is a run of capital letters without spaces. What it costs to find somebody under a form that is not her whole
name is a *loss*, in points of the screening score (see `screening`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from anyascii import anyascii
from rapidfuzz.distance import OSA

from licensure.han import readings
from licensure.nicknames import ALIKE

FAMILY_CUT, GIVEN_CUT = 20, 15  # where the LEIE cuts off (its record layout)
LONG = 8  # from this length on, two slips of the pen may still be the same name
SHORT = 4  # up to this length one slip makes another name as often as not
PARTICLES = frozenset("DE DA DI DO DU DEL DELLA DER DEN DES DOS LA LAS LE LES LO LOS VAN VON TEN TER TE T IN OP Y E EL AL BIN BEN".split())
GLUED = frozenset("MC MAC O D ST SAINT FITZ".split())  # never a name without what follows
SUFFIXES = frozenset("JR SR II III IV ESQ MD DO DDS DMD RN LPN PHD PSYD LCSW LMHC LPC LICSW MSW DR MR MRS MS MISS DRS PROF".split())
LOOKALIKES = str.maketrans("АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοα", "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoa")

LOSS_PART, LOSS_CUT, LOSS_SECOND, LOSS_MIDDLE = 8, 2, 8, 20
LOSS_LONG_SLIP, LOSS_SLIP, LOSS_SHORT_SLIP, LOSS_TWO_SLIPS = 6, 8, 10, 10
LOSS_NICKNAME, LOSS_INITIAL, LOSS_BLANK = 8, 15, 15
LOSS_BONES, LOSS_FEW_BONES = 5, 9  # on each side: a name without vowels, and one of which hardly anything is left

BONES = "~"  # begins a form that is only consonants: equal to another such form or to none
FEW = 3  # fewer consonants than this name many people
VOWELS = str.maketrans("", "", "AEIOUWY")
CONSONANTS = "BCDFGHJKLMNPQRSTVXZ"
DOUBLED = re.compile(r"(.)\1+")
UNWRITTEN = ("ARABIC", "HEBREW", "SYRIAC", "THAI", "HANGUL")  # scripts that leave vowels out, or whose vowels nobody spells alike
SOUNDS = (("DZH", "J"), ("KH", "H"), ("KS", "X"), ("ZH", "J"))  # letters of other alphabets, and how names with them are spelled
SYLLABLES = {"김": "Kim", "이": "Lee", "박": "Park", "최": "Choi", "정": "Jung", "강": "Kang", "조": "Cho", "윤": "Yoon", "임": "Lim"}


class Form(NamedTuple):  # there are millions, and a tuple is made in a third of a dataclass's time
    """A way a name may be written: `text`, what that costs, and the word for it ("exact", "part", "second", "middle", "cut")."""

    text: str
    loss: int = 0
    how: str = "exact"
    cut: bool = False


@lru_cache(maxsize=50_000)
def normalize(text: str) -> str:
    """Capital ASCII letters and single spaces: no accents, look-alike letters, invisible signs, punctuation, titles, suffixes."""
    text = unicodedata.normalize("NFKC", text)
    text = SYLLABLES.get(text.strip(), text)  # Korean family names as their bearers write them
    text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    words = [word.translate(LOOKALIKES) if _mixed(word) else word for word in re.split(r"\s+", text)]
    plain = re.sub(r"['`.\u2019]", "", anyascii(" ".join(words)).upper())
    tokens = re.sub(r"[^A-Z]+", " ", plain).split()
    kept = [token for token in tokens if token not in SUFFIXES]
    return " ".join(kept or tokens)


def _mixed(word: str) -> bool:
    """A word with Latin letters and others at once: the others are there for their looks."""
    return any("A" <= sign.upper() <= "Z" for sign in word) and not word.isascii()


def family_forms(text: str) -> tuple[Form, ...]:
    """A family name whole, without its particles, each run of its parts, and as the list cuts it off."""
    return _plain(text.upper(), FAMILY_CUT) if text.isascii() and text.isalpha() else _family_forms(text)


def _plain(name: str, limit: int, *, may_be_cut: bool = True) -> tuple[Form, ...]:
    """The forms of one word of plain letters, as nearly all names are: the same as by the long way, in a fifth of the time."""
    forms = [Form(name, cut=may_be_cut and len(name) == limit)]
    if len(name) > 1 and (left := bones(name)):
        forms.append(Form(BONES + left, LOSS_BONES if len(left) >= FEW else LOSS_FEW_BONES, "vowels"))
    if len(name) > limit:
        forms.append(Form(name[:limit], LOSS_CUT, "cut"))
    return tuple(forms)


def _family_forms(text: str) -> tuple[Form, ...]:
    words = _glue(normalize(text).split())
    if not words:
        return ()
    forms = [Form("".join(words), cut=len(text.strip()) == FAMILY_CUT)]
    names = [word for word in words if word not in PARTICLES]
    if len(names) < len(words):
        forms.append(Form("".join(names), LOSS_PART, "part", forms[0].cut))
    for run, last in _runs(words):
        forms.append(Form(run, LOSS_PART, "part", forms[0].cut and last))
    return _best([*forms, *_other_spelling(forms, text), *_bones(forms[0].text, text), *_cut_off(text, FAMILY_CUT)])


def _runs(words: list[str]) -> Iterator[tuple[str, bool]]:
    """Each run of the parts of a name but the whole, with and without the particles before it; and whether it ends the name."""
    names = [at for at, word in enumerate(words) if word not in PARTICLES]
    for first, last in combinations(range(len(names) + 1), 2):
        begin = names[first - 1] + 1 if first else 0
        plain = [words[at] for at in names[first:last]]
        for run in (plain, words[begin : names[first]] + plain):
            text = "".join(run)
            if len(run) < len(words) and last - first < len(names) + (len(run) > len(plain)) and len(text) > 1:
                yield text, last == len(names)


def given_forms(text: str, middle: str = "") -> tuple[Form, ...]:
    """A given name whole, its first word, its later words, with or as the middle name, and as the list cuts it off."""
    if not middle and text.isascii() and text.isalpha():
        return _plain(text.upper(), GIVEN_CUT, may_be_cut=False)
    return _given_forms(text, middle)


def _given_forms(text: str, middle: str) -> tuple[Form, ...]:
    words, middles = normalize(text).split(), normalize(middle).split()
    if not words:
        return ()
    forms = [Form("".join(words)), Form(words[0])]
    forms += [Form(word, LOSS_SECOND, "second") for word in words[1:] if len(word) > 1]
    forms += [Form("".join([*words, *middles]))] if middles else []
    forms += [Form(word, LOSS_MIDDLE, "middle") for word in middles if len(word) > 2]
    forms += [*_other_spelling(forms, text), *_bones(forms[0].text, text), *_bones(words[0], text)]
    return _best([*forms, *_cut_off(text, GIVEN_CUT)])


def _other_spelling(forms: list[Form], written: str) -> list[Form]:
    """What names of another alphabet look like where they are spelled by ear."""
    if not any(sign.isalpha() and not unicodedata.name(sign, "LATIN").startswith("LATIN") for sign in written):
        return []
    read = [Form(text, 0, "spelling") for reading in readings(written) for text in (normalize(reading), BONES + bones(normalize(reading)))]
    return read + [Form(heard, form.loss, "spelling", form.cut) for form in forms if (heard := _heard(form.text)) != form.text]


def _heard(text: str) -> str:
    for letters, usual in SOUNDS:
        text = text.replace(letters, usual)
    return text


def bones(name: str) -> str:
    """A normal form without vowels and doubled letters: what hurried notes and scripts without vowels keep of a name."""
    left = name.translate(VOWELS)
    return DOUBLED.sub(r"\1", left) if DOUBLED.search(left) else left


def bones_of(names: Sequence[str]) -> list[str]:
    """`bones` of each normal form, all taken at once, as the lines of one text."""
    left = "\n".join(names).translate(VOWELS)
    for letter in CONSONANTS:
        while letter * 2 in left:
            left = left.replace(letter * 2, letter)
    return left.split("\n") if names else []


def _bones(name: str, written: str) -> list[Form]:
    """Its consonants, which cost nothing where the script it was written in has no vowels to compare."""
    left = bones(name)
    if not left or len(name) == 1:
        return []
    letters = [sign for sign in written if sign.isalpha()]
    unwritten = any(unicodedata.name(sign, "").startswith(UNWRITTEN) for sign in letters)
    loss = 0 if unwritten else LOSS_BONES if len(left) >= FEW else LOSS_FEW_BONES
    return [Form(BONES + left, loss, "vowels")]


def _glue(words: list[str]) -> list[str]:
    glued: list[str] = []
    for word in words:
        if glued and glued[-1] in GLUED:
            glued[-1] += word
        else:
            glued.append(word)
    return glued


def _cut_off(text: str, limit: int) -> list[Form]:
    """What a list that cuts at `limit` signs would show of a longer name."""
    if len(text.strip()) <= limit:
        return []
    return [Form(normalize(text.strip()[:limit]).replace(" ", ""), LOSS_CUT, "cut")]


def _best(forms: list[Form]) -> tuple[Form, ...]:
    """Each text once, at its least loss; of two alike the later, which is the one a list may have cut off."""
    kept: dict[str, Form] = {}
    for form in forms:
        if form.text and (form.text not in kept or form.loss <= kept[form.text].loss):
            kept[form.text] = form
    return tuple(kept.values())


def slips_allowed(one: str, other: str) -> int:
    """How many slips of the pen (wrong, missing, extra or swapped letters) two forms may differ by: 2, 1 or none."""
    if min(len(one), len(other)) >= LONG:
        return 2
    return 1 if max(len(one), len(other)) > 2 else 0


def slip(one: str, other: str) -> tuple[int, str] | None:
    """The loss and word for forms equal up to slips; None when they differ by more than is allowed."""
    if one == other:
        return 0, "exact"
    if BONES in (one[:1], other[:1]):
        return None
    allowed = slips_allowed(one, other)
    distance = OSA.distance(one, other, score_cutoff=allowed)
    if distance > allowed:
        return None
    if distance == 2:
        return LOSS_TWO_SLIPS, "typo"
    if allowed == 2:
        return LOSS_LONG_SLIP, "typo"
    return (LOSS_SLIP if max(len(one), len(other)) > SHORT else LOSS_SHORT_SLIP), "typo"


@lru_cache(maxsize=100_000)
def given_agreement(one: str, other: str) -> tuple[int, str] | None:
    """The loss and word for two forms that may be one given name; None when they are two names."""
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        if short == long:
            return 0, "exact"
        return (LOSS_INITIAL, "initial") if long.startswith(short) else None
    found = [slip(one, other)]
    if other in ALIKE.get(one, ()):
        found.append((LOSS_NICKNAME, "nickname"))
    return min((agreement for agreement in found if agreement), default=None)


def prefixes(text: str, shortest: int = 5) -> Iterator[str]:
    """Every beginning of `text` that a cut-off field may show."""
    return (text[:length] for length in range(shortest, len(text)))
