"""How dates, money and numbers are written for a reader, in her language (English and Dutch).

Dates are `22 Nov 2026` and `22 nov 2026`, never figures alone; hours are on the 24-hour clock. Amounts are `$1,846.50`
and `€ 1.234,56` with a no-break space and a real minus sign. What machines read is never written here.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext, pgettext

NBSP, MINUS = "\u00a0", "\u2212"
MILES, KM_PER_MILE = frozenset({"US", "GB"}), 1.609344  # where roads are measured in miles
SYMBOLS = {
    "en": {"USD": "$", "EUR": "€", "GBP": "£"},
    "nl": {"EUR": "€", "USD": "US$", "GBP": "£"},
}
# "b" is the lower-case month; "M" would give "Mrt" in Dutch and "N" would give "Nov." in English
MONTH = {"en": "M", "nl": "b"}


def language() -> str:
    """The reader's language, "en" or "nl"."""
    return "nl" if (get_language() or "en").startswith("nl") else "en"


def local(value: dt.date | dt.datetime, zone: str | ZoneInfo | None = None) -> dt.date | dt.datetime:
    """An instant as the wall clock of `zone` shows it (the active zone when none is given); a day stays as it is."""
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return value.astimezone(ZoneInfo(str(zone)) if zone else timezone.get_current_timezone())
    return value


def day(value: dt.date, zone=None) -> str:
    """`22 Nov 2026`, `22 nov 2026`."""
    return date_format(local(value, zone), f"j {MONTH[language()]} Y")


def day_short(value: dt.date, zone=None) -> str:
    """`22 Nov`, for a day within the year around now."""
    return date_format(local(value, zone), f"j {MONTH[language()]}")


def month(value: dt.date) -> str:
    """`Nov 2026`, `nov 2026`."""
    return date_format(value, f"{MONTH[language()]} Y")


def day_long(value: dt.date, zone=None) -> str:
    """`22 November 2026`, as letters write it."""
    return date_format(local(value, zone), "j F Y")


def day_full(value: dt.date, zone=None) -> str:
    """`Sunday 22 November 2026`."""
    return date_format(local(value, zone), "l j F Y")


def day_opening(value: dt.date, zone=None) -> str:
    """`Sunday 22 November 2026` where a line begins with it: Dutch days have a small letter otherwise."""
    return capfirst(day_full(value, zone))


def hour(value: dt.datetime, zone=None) -> str:
    """`14:02`."""
    return date_format(local(value, zone), "H:i")


def moment(value: dt.datetime, zone=None) -> str:
    """`22 Nov 2026, 14:02`."""
    return f"{day(value, zone)}, {hour(value, zone)}"


def moment_short(value: dt.datetime, zone=None) -> str:
    """`22 Nov, 14:02`."""
    return f"{day_short(value, zone)}, {hour(value, zone)}"


def in_days(days: int) -> str:
    """A distance in calendar days in words: `today`, `in 3 days`, `3 days ago`."""
    if days == 0:
        return gettext("today")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": number(days)}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": number(-days)}


def number(value: int | float, places: int = 0) -> str:
    """`1,234.5` in English, `1.234,5` in Dutch, with a real minus sign."""
    text = f"{abs(value):,.{places}f}"
    if language() == "nl":
        text = text.translate(str.maketrans(",.", ".,"))
    return f"{MINUS}{text}" if value < 0 and text.strip("0.,") else text


def percent(value: float, places: int = 0) -> str:
    """A share of 100 as `45%`; no space before the sign in either language."""
    return f"{number(value, places)}%"


def plainly(value, codes=()) -> str:
    """A value as it is kept, in words: "nothing", a yes or a no, a code by its label, else as it stands."""
    if value in (None, "", []):
        return gettext("nothing")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    labels = dict(codes)
    return str(labels[value]) if not isinstance(value, list) and value in labels else str(value)


def distance(km: float, country: str, places: int = 1) -> str:
    """A distance as it is measured in that country: `13.9 km`, `8.6 mi` (also in Dutch, of a place in the United States)."""
    if country in MILES:
        return f"{number(km / KM_PER_MILE, places)}{NBSP}mi"
    return f"{number(km, places)}{NBSP}km"


def amount(minor: int, currency: str, *, cents: bool = True) -> str:
    """An integer amount in minor units with its currency: `−$110.00`, `€ −110,00`.

    `cents=False` leaves the cents out when there are none, as sentences do.
    """
    whole, rest = divmod(abs(minor), 100)
    figure = number(whole)
    if cents or rest:
        figure += f"{',' if language() == 'nl' else '.'}{rest:02d}"
    sign = MINUS if minor < 0 else ""
    symbol = SYMBOLS[language()].get(currency)
    if language() == "nl":
        return f"{symbol or currency}{NBSP}{sign}{figure}"
    return f"{sign}{symbol}{figure}" if symbol else f"{currency}{NBSP}{sign}{figure}"


def listed(items) -> str:
    """`a`, `a and b`, `a, b and c`; Dutch has no comma before "en", and neither have we in English."""
    words = [str(item) for item in items]
    if len(words) < 2:
        return "".join(words)
    return pgettext("list", "%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


def groups_of_four(text: str) -> str:
    """An IBAN or a fingerprint in groups of four."""
    plain = "".join(str(text).split())
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))


def file_size(size: int) -> str:
    """`320 KB`, `1.4 MB`, in steps of 1,000 bytes."""
    if size < 1_000_000:
        return f"{number(max(1, round(size / 1000)))}{NBSP}KB"
    return f"{number(size / 1_000_000, 1)}{NBSP}MB"
