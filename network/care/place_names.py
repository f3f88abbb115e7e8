"""How postcodes and names of towns are written so that they are found. Pure."""

import re
import unicodedata

SHORTEST = 2


def postcode_key(text: str) -> str:
    """A postcode without spaces, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def city_key(text: str) -> str:
    """A town's name without accents, in one case."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    return re.sub(r"[\W_]+", " ", plain.casefold()).strip()


def postcode_keys(text: str, country: str) -> list[str]:
    """What a typed postcode may be known as, the most exact first: whole, then its outer part.

    Files know the first four digits of a Dutch postcode, the first half of a British or Canadian one, five digits of an
    American one.
    """
    key = postcode_key(text)
    if not any(sign.isdigit() for sign in key):
        return []
    if country == "GB":
        return [key, key[:-3]] if len(key) >= 5 else [key]
    if country == "CA":
        return [key, key[:3]] if len(key) == 6 else [key]
    if country == "NL":
        return [key, key[:4]] if re.fullmatch(r"[0-9]{4}[A-Z]{2}", key) else [key]
    if country == "US":
        return [key, key[:5]] if re.fullmatch(r"[0-9]{9}", key) else [key]
    return [key]
