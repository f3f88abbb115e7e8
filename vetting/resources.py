"""Reads a roster through django-import-export: every cell becomes a claim or a fault. Saving is one call of the workflow.

`licensure.rosters` reads the file, its names, birth dates and NPIs (the screening command reads the same); this adds the
columns only vetting knows. Nothing is saved unless `import_data` is called with `dry_run=False`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

import tablib
from django.utils.translation import gettext as _
from import_export import exceptions, fields, instance_loaders, resources, widgets

from licensure.packs import PackError, packs
from licensure.rosters import RosterRow, scan
from licensure.words_lists import fault_sentence
from vetting.claims import Claims
from vetting.criteria.eligibility import LEVELS
from vetting.workflow.importing import import_person

PERSON_COLUMNS = ("reference", "given_name", "family_name", "former_names", "date_of_birth", "npi")
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
        if not 0 <= years <= 60:
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


def _column(name: str, widget: widgets.Widget, attribute: str = "") -> Blank:
    return Blank(attribute or name, name, widget)


class RosterResource(resources.Resource):
    """One instance of `Claims` per row; `people` are the rows as `licensure.rosters` read them."""

    license_jurisdiction = _column("license_jurisdiction", Place())
    license_title = _column("license_title", Title())
    license_number = _column("license_number", widgets.CharWidget())
    license_issued_on = _column("license_issued_on", Day())
    license_expires_on = _column("license_expires_on", Day())
    degree = _column("degree", DegreeLevel())
    degree_on = _column("degree_on", Day())
    eap_years = _column("eap_years", Months(), "eap_months")
    liability_per_claim = _column("liability_per_claim", Amount())
    liability_aggregate = _column("liability_aggregate", Amount())
    liability_currency = _column("liability_currency", Currency())
    liability_expires_on = _column("liability_expires_on", Day())

    class Meta:
        instance_loader_class = instance_loaders.BaseInstanceLoader
        using_db = "default"
        import_id_fields = ()
        skip_diff = True
        store_instance = True

    def __init__(self, people: Iterable[RosterRow], *, equivalents=(), keep=None):
        super().__init__()
        self.people, self.keep = tuple(people), keep
        self.fields["degree"].widget = DegreeLevel(equivalents)

    def get_instance(self, instance_loader, row):
        """Always a new one: whether she is known already is the workflow's question."""
        return

    def init_instance(self, row=None):
        """Nothing claimed yet."""
        return Claims()

    def before_import_row(self, row, row_number=None, **kwargs):
        """Remember whose row this is."""
        self.current = self.people[row_number - 1]

    def after_init_instance(self, instance, new, row, **kwargs):
        """What the file's reader found."""
        instance.row, instance.reference, instance.person = self.current.row, self.current.reference, self.current.person

    def do_instance_save(self, instance, is_create):
        """Hand the claims to whoever keeps them; reading a roster, nobody does (a dry run comes by here too)."""
        if self.keep is not None:
            self.keep(instance)


COLUMN_OF = {field.attribute: field.column_name for field in RosterResource.fields.values()}
COLUMNS = (*PERSON_COLUMNS, *COLUMN_OF.values())


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong in one cell, in words. An empty column means the whole row."""

    row: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster as vetting reads it. `extra` columns were not looked at; what `missing` columns say is unknown."""

    people: tuple[RosterRow, ...]
    claims: tuple[Claims, ...]
    faults: tuple[CellFault, ...]
    extra: tuple[str, ...]
    missing: tuple[str, ...]


def read_roster(content: bytes, *, equivalents=()) -> Roster:
    """Read every row. Raises licensure.rosters.BadRoster when the file as a whole cannot be used."""
    sheet = scan(content)
    faults = [CellFault(fault.row, fault.column, fault_sentence(fault)) for fault in sheet.faults]
    result = RosterResource(sheet.rows, equivalents=equivalents).import_data(_dataset(sheet.columns, sheet.rows), dry_run=True)
    for row in result.error_rows:
        raise row.errors[0].error
    for invalid in result.invalid_rows:
        place = sheet.rows[invalid.number - 1].row
        faults += [CellFault(place, COLUMN_OF[name], said[0]) for name, said in invalid.error.message_dict.items()]
    claims = tuple(row.instance for row in result.rows if row.is_valid() and row.instance is not None)
    extra = tuple(name for name in dict.fromkeys(sheet.columns) if name not in COLUMNS)
    missing = tuple(name for name in COLUMNS if name not in sheet.columns)
    return Roster(sheet.rows, claims, tuple(sorted(faults, key=lambda fault: fault.row)), extra, missing)


def save_roster(roster: Roster, *, organization, equivalents=(), actor, at) -> list:
    """Make a practitioner nobody has claimed of every row, all of them or none. A second time changes nothing.

    Raises Refused when one row cannot be saved.
    """
    kept = []

    def keep(claims: Claims):
        kept.append(import_person(claims, organization=organization, actor=actor, at=at))

    resource = RosterResource(roster.people, equivalents=equivalents, keep=keep)
    columns = tuple(roster.people[0].cells)
    try:
        resource.import_data(_dataset(columns, roster.people), dry_run=False, use_transactions=True, raise_errors=True)
    except exceptions.ImportError as error:
        raise error.error from None
    return kept


def _dataset(columns, people) -> tablib.Dataset:
    headers = list(dict.fromkeys(columns))
    return tablib.Dataset(*([row.cells[name] for name in headers] for row in people), headers=headers)
