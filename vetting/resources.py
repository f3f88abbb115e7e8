"""Reads a roster through django-import-export: every cell becomes a claim or a fault. Saving is one call of the workflow.

`licensure.rosters` reads the file, its names, birth dates and NPIs (the screening command reads the same); this adds the
columns only vetting knows. Nothing is saved unless `import_data` is called with `dry_run=False`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import tablib
from import_export import exceptions, instance_loaders, resources, widgets

from licensure.rosters import RosterRow, scan
from licensure.words_lists import fault_sentence
from vetting.claims import Claims
from vetting.roster_cells import Amount, Currency, Day, DegreeLevel, Months, Place, Title, column
from vetting.workflow.importing import import_person

PERSON_COLUMNS = ("reference", "given_name", "family_name", "former_names", "date_of_birth", "npi")


class RosterResource(resources.Resource):
    """One instance of `Claims` per row; `people` are the rows as `licensure.rosters` read them."""

    license_jurisdiction = column("license_jurisdiction", Place())
    license_title = column("license_title", Title())
    license_number = column("license_number", widgets.CharWidget())
    license_issued_on = column("license_issued_on", Day())
    license_expires_on = column("license_expires_on", Day())
    degree = column("degree", DegreeLevel())
    degree_on = column("degree_on", Day())
    eap_years = column("eap_years", Months(), "eap_months")
    liability_per_claim = column("liability_per_claim", Amount())
    liability_aggregate = column("liability_aggregate", Amount())
    liability_currency = column("liability_currency", Currency())
    liability_expires_on = column("liability_expires_on", Day())

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
    every = sorted((*sheet.rows, *sheet.faulty), key=lambda person: person.row)
    claims, wrong = read_people(every, sheet.columns, equivalents=equivalents)
    spoiled = {person.row for person in sheet.faulty}
    sound = tuple(each for each in claims if each.row not in spoiled)
    extra, missing = told_apart(sheet.columns)
    return Roster(sheet.rows, sound, tuple(sorted([*faults, *wrong], key=lambda fault: fault.row)), extra, missing)


def told_apart(columns) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns of a file nobody looks at, and those it lacks."""
    extra = tuple(name for name in dict.fromkeys(columns) if name not in COLUMNS)
    return extra, tuple(name for name in COLUMNS if name not in columns)


def read_people(people, columns, *, equivalents=()) -> tuple[list[Claims], list[CellFault]]:
    """What these rows claim, and what is wrong in the cells only vetting knows."""
    resource = RosterResource(people, equivalents=equivalents)
    result = resource.import_data(_dataset(columns, people), dry_run=True)
    for row in result.error_rows:
        raise row.errors[0].error
    faults = [
        CellFault(resource.people[invalid.number - 1].row, COLUMN_OF[name], said[0])
        for invalid in result.invalid_rows
        for name, said in invalid.error.message_dict.items()
    ]
    return [row.instance for row in result.rows if row.is_valid() and row.instance is not None], faults


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
