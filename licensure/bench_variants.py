"""How a name on a list turns up elsewhere, class by class. Imports nothing of ours: it must not know what screening forgives.

Each class takes a family name, a given name and a source of chance, and gives other ways to write them, or None where the
class does not apply to this name. `listed` classes change what the list shows instead of what she writes.
"""

VOWELS, LETTERS = "aeiouAEIOU", "abcdefghijklmnopqrstuvwxyz"
HOMOGLYPHS = {"a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х", "A": "А", "B": "В", "E": "Е", "H": "Н", "O": "О", "P": "Р"}
ACCENTS = {"a": "á", "e": "è", "i": "ï", "o": "ö", "u": "ü", "n": "ñ", "c": "ç"}
CYRILLIC = dict(zip("abvgdeziklmnoprstufhyqwc", "абвгдезиклмнопрстуфхыквк", strict=True)) | {"j": "дж", "x": "кс"}
PAIRS = {"sh": "ш", "ch": "ч", "kh": "х", "zh": "ж", "yu": "ю", "ya": "я", "ts": "ц"}
INVISIBLE = ("\u200b", "\u200d", "\u00ad", "\ufeff")
ARTICLES = ("al", "el", "de", "del", "da", "van", "von", "bin")


def typo(family, given, chance):
    """One wrong letter."""
    return _in_one(family, given, chance, lambda name, at: name[:at] + chance.choice(LETTERS) + name[at + 1 :])


def missing(family, given, chance):
    """One letter less."""
    return _in_one(family, given, chance, lambda name, at: name[:at] + name[at + 1 :])


def extra(family, given, chance):
    """One letter doubled."""
    return _in_one(family, given, chance, lambda name, at: name[:at] + name[at] + name[at:])


def transposed(family, given, chance):
    """Two letters swapped."""
    return _in_one(family, given, chance, lambda name, at: name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :])


def dropped_vowels(family, given, chance):
    """The family name without its inner vowels but the first, as hurried notes write it: at most two are left out."""
    inner = [at for at in range(1, len(family) - 1) if family[at] in VOWELS]
    if len(family) < 6 or not inner:
        return None
    gone = set(chance.sample(inner, min(2 if len(family) >= 9 else 1, len(inner))))
    return "".join(letter for at, letter in enumerate(family) if at not in gone), given


def dropped_token(family, given, chance):
    """One of several given names left out."""
    parts = given.split()
    if len(parts) < 2:
        return None
    del parts[chance.randrange(len(parts))]
    return family, " ".join(parts)


def dropped_family_token(family, given, chance):
    """One of several family names left out."""
    parts = family.replace("-", " ").split()
    if len(parts) < 2 or any(len(part) < 4 for part in parts):
        return None
    del parts[chance.randrange(len(parts))]
    return " ".join(parts), given


def particles(family, given, chance):
    """A particle left out, or one put in front."""
    parts = family.replace("-", " ").split()
    if len(parts) > 1 and parts[0].lower() in ARTICLES:
        return " ".join(parts[1:]), given
    return (f"{chance.choice(ARTICLES)} {family}", given) if len(parts) == 1 else None


def punctuation(family, given, chance):
    """Hyphens, apostrophes, full stops and commas where there were none, or none where there were."""
    if "-" in family:
        return family.replace("-", " "), given
    if " " in family:
        return family.replace(" ", "-"), given
    return f"{family},", f"{given}."


def joined(family, given, chance):
    """A family name of several words written as one."""
    return (family.replace(" ", "").replace("-", ""), given) if " " in family or "-" in family else None


def case_and_space(family, given, chance):
    """Capitals and stray spaces."""
    return f"  {family.upper()} ", f"{given.lower()}  "


def accents(family, given, chance):
    """Accents where the list has none."""
    changed = "".join(ACCENTS.get(letter, letter) for letter in family)
    return (changed, given) if changed != family else None


def homoglyphs(family, given, chance):
    """Letters of another script that look the same."""
    changed = "".join(HOMOGLYPHS.get(letter, letter) if at % 2 == 0 else letter for at, letter in enumerate(family))
    return (changed, given) if changed != family else None


def invisible(family, given, chance):
    """Signs nobody sees."""
    at = len(family) // 2
    return family[:at] + chance.choice(INVISIBLE) + family[at:], given


def truncated(family, given, chance):
    """The list cuts family names at 20 and given names at 15 signs."""
    return (family[:20], given[:15]) if len(family) > 20 or len(given) > 15 else None


def swapped(family, given, chance):
    """Family and given name in each other's place."""
    return given, family


def hyphenated(family, given, chance):
    """Married: another name after hers."""
    return f"{family}-{chance.choice(('Bramblewick', 'Thornell', 'Quillfeather'))}", given


def titles(family, given, chance):
    """A title in front and letters behind."""
    return f"{family}, {chance.choice(('Jr.', 'PhD', 'LCSW', 'III'))}", f"{chance.choice(('Dr.', 'Mrs.', 'Prof.'))} {given}"


def initial(family, given, chance):
    """Only the first letter of the given name."""
    return family, f"{given[0]}."


def cyrillic(name):
    """The name as a Russian newspaper might spell it."""
    written = name.lower()
    for pair, letter in PAIRS.items():
        written = written.replace(pair, letter)
    return "".join(CYRILLIC.get(sign, sign) for sign in written).title()


def _in_one(family, given, chance, change):
    """Change one half of the name, one that is long enough to stay a name."""
    halves = [family, given]
    which = [at for at, half in enumerate(halves) if len(half) >= 5 and half.isalpha()]
    if not which:
        return None
    at = chance.choice(which)
    halves[at] = change(halves[at], chance.randrange(1, len(halves[at]) - 1))
    return tuple(halves)


HERS = (
    typo, missing, extra, transposed, dropped_vowels, dropped_token, dropped_family_token, particles, punctuation, joined,
    case_and_space, accents, homoglyphs, invisible, swapped, hyphenated, titles, initial,
)  # fmt: skip
LISTED = (truncated,)
