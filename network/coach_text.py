"""What the words on a paper say against it: another kind of paper, another person, a day that has passed. Pure.

The text may be Tesseract's, with letters mistaken for others, so nothing follows from a word that is missing in a short
text, and a name counts as seen when most of it is.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from rapidfuzz import fuzz

from network import coach_values
from network.coach_values import plain

LONG = 120  # letters of text below which it says nothing
SEEN = 75  # of 100: how much of a name has to be there; two of eight letters may be misread
IN_HER_NAME = ("insurance", "licenses", "registers", "education", "training", "loss-runs")  # papers that say whose they are
RUNS = ("insurance", "licenses")
SOON = timedelta(days=30)
TELLING = {
    "insurance": ("liability", "insured", "insurance", "insurer", "policy", "verzeker", "polis", "aansprakelijk", "per claim"),
    "licenses": ("license", "licence", "licensed", "registration", "registratie", "register", "big-nummer", "board of"),
    "loss-runs": ("loss run", "loss history", "claims history", "claims experience", "schadehistorie", "schadeverloop", "schadeverleden"),
    "conduct": (
        "omtrent het gedrag", "screeningsprofiel", "justis", "police certificate", "criminal record", "background check",
        "disclosure and barring",
    ),
    "history": ("curriculum vitae", "work history", "werkervaring", "education", "opleidingen", "languages", "talen"),
    "education": ("diploma", "degree", "university", "universiteit", "bachelor", "master", "hogeschool", "conferred"),
}  # the last kinds are asked for nowhere that looks at it; a paper may look like one all the same


def against(text: str, *, kind: str, names: Iterable[str], on: date, least: Mapping = MappingProxyType({})) -> list[dict]:
    """Remarks on a paper of the `kind` for somebody of these family `names`. `on` is her today.

    `least`: what an organization asks for, as {"name": its name, "per_claim": {currency: cents}, "aggregate": …}.
    """
    said = plain(text)
    if len(said) < LONG:
        return []
    found = [{"code": "other_kind"}] if _other_kind(said, kind) else []
    if kind in IN_HER_NAME and somebody_else(text, names):
        found.append({"code": "other_name"})
    if kind in RUNS:
        first, last = coach_values.span(text)
        not_last = {first} if kind == "licenses" else set()  # a license may have no end, a policy always has one
        found += _ending(last or max(coach_values.dated(text) - not_last, default=None), on)
    return found + (_too_low(text, least) if kind == "insurance" else [])


def _ending(last, on) -> list[dict]:
    """Whether its last day has passed, or is about to."""
    if last is None or last > on + SOON:
        return []
    return [{"code": "passed" if last < on else "ends_soon", "day": last.isoformat()}]


def _too_low(text, least) -> list[dict]:
    """Amounts below what the organization asks for, in the currency the paper names."""
    sums, currency = coach_values.amounts(text)
    asked = {name: least.get(name, {}).get(currency) for name in sums}
    return [
        {"code": f"low_{name}", "amount": cents, "least": asked[name], "currency": currency, "organization": least["name"]}
        for name, cents in sums.items() if asked[name] is not None and cents < asked[name]
    ]


def somebody_else(text: str, names: Iterable[str]) -> bool:
    """Whether there is enough text to find a name in, and none of these."""
    said = plain(text)
    return len(said) >= LONG and not any(fuzz.partial_ratio(plain(name), said) >= SEEN for name in names)


def _other_kind(said: str, kind: str) -> bool:
    """Whether nothing tells of this kind and much of another."""
    if kind not in TELLING or any(word in said for word in TELLING[kind]):
        return False
    return any(sum(word in said for word in words) >= 2 for other, words in TELLING.items() if other != kind)
