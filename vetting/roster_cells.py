"""The cells of a roster that only vetting knows: what each column reads, and what it says of a cell it cannot read."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from import_export import fields, widgets

from licensure.packs import PackError, packs
from vetting.criteria.eligibility import LEVELS

DEGREES = {
    **{level: level for level in LEVELS},
    **dict.fromkeys(("aa", "as", "aas"), "associate"),
    **dict.fromkeys(("ba", "bs", "bsc", "bsw", "bed"), "bachelor"),
    **dict.fromkeys(("ma", "ms", "msc", "msw", "med", "mft", "mdiv", "drs"), "master"),
    **dict.fromkeys(("phd", "psyd", "edd", "dsw", "md", "do", "dr", "jd"), "doctorate"),
}
STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR "
    "PA RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP"
).split()  # places the US issues licenses in; a state without a pack is known, its titles are not
AMOUNT = re.compile(r"\d{1,3}(,\d{3})+(\.\d{1,2})?|\d+(\.\d{1,2})?")


class Day(widgets.Widget):
    """A calendar day, written as 2026-11-24."""

    def clean(self, value, row=None, **kwargs):
        """The day. ValueError says what to write."""
        try:
            found = date.fromisoformat(value) if len(value) == 10 else None
        except ValueError:
            found = None
        if found is None:
            raise ValueError(_("“%(value)s” is not a date. Write it as 2026-11-24.") % {"value": value})
        return found


class Place(widgets.Widget):
    """The code of a jurisdiction, such as US-OH or NL."""

    def clean(self, value, row=None, **kwargs):
        """The code in capitals. A US state without a pack is a place all the same."""
        code = value.upper()
        if code in packs().places or code.removeprefix("US-") in STATES and code.startswith("US-"):
            return code
        raise ValueError(_("“%(value)s” is no jurisdiction we know. Write it as US-OH or NL.") % {"value": value})


class Title(widgets.Widget):
    """A license title of the row's jurisdiction, by name or abbreviation; None where we know no titles of that place."""

    def clean(self, value, row=None, **kwargs):
        """The license type, judged in its board's zone."""
        place = row.get("license_jurisdiction", "").upper()
        if place not in packs().places:
            return None
        try:
            return packs().title(place, value)
        except PackError as error:
            raise ValueError(str(error)) from error


class DegreeLevel(widgets.Widget):
    """An academic level by its word or a usual abbreviation; other codes count where a policy names them as equal."""

    def __init__(self, equivalents=()):
        super().__init__()
        self.known = DEGREES | {code: code for code in equivalents}

    def clean(self, value, row=None, **kwargs):
        """The level."""
        plain = value.lower().replace(".", "").replace(" ", "_")
        if plain not in self.known:
            told = {"value": value, "known": ", ".join(dict.fromkeys(self.known.values()))}
            raise ValueError(_("“%(value)s” is no degree we know. Write one of: %(known)s.") % told)
        return self.known[plain]


class Amount(widgets.Widget):
    """An amount in whole units, such as 1000000 or 1,000,000.00; kept in cents."""

    def clean(self, value, row=None, **kwargs):
        """Minor units."""
        if not AMOUNT.fullmatch(value):
            raise ValueError(_("“%(value)s” is not an amount. Write it as 1000000.") % {"value": value})
        return int(Decimal(value.replace(",", "")) * 100)


class Months(widgets.Widget):
    """Years, perhaps with a fraction, kept as whole months."""

    def clean(self, value, row=None, **kwargs):
        """Whole months, rounded down: nobody is given a month she did not work."""
        try:
            years = Decimal(value)
        except InvalidOperation:
            years = Decimal(-1)
        if not (years.is_finite() and 0 <= years <= 60):
            raise ValueError(_("“%(value)s” is not a number of years. Write it as 3 or 2.5.") % {"value": value})
        return int(years * 12)


class Currency(widgets.Widget):
    """Three capitals."""

    def clean(self, value, row=None, **kwargs):
        """The code."""
        code = value.upper()
        if not re.fullmatch(r"[A-Z]{3}", code):
            raise ValueError(_("“%(value)s” is not a currency. Write it as USD.") % {"value": value})
        return code


class Blank(fields.Field):
    """A field whose empty cell says nothing: the claim stays None."""

    def clean(self, row, **kwargs):
        """None for an empty cell, else what the widget makes of it."""
        return super().clean(row, **kwargs) if row[self.column_name] else None


def column(name: str, widget: widgets.Widget, attribute: str = "") -> Blank:
    """A column of the roster, kept under its own name or as `attribute`."""
    return Blank(attribute or name, name, widget)
