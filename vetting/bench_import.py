"""Benchmark of importing: a roster checked row by row and staged, beside django-import-export's default on the same rows.

Everything happens in one transaction of the database in use, which is rolled back: nothing stays.
"""

import csv
import random
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from json import dumps
from pathlib import Path

import tablib
from django.db import connection
from django.test.utils import override_settings
from import_export import fields, resources, widgets
from import_export.results import RowResult

from licensure import npi
from licensure.bench import processor
from licensure.bench_names import invented_people
from licensure.rosters import PERSON_CELLS, Fault, wrong_with
from licensure.words_lists import fault_sentence
from network.access import system
from network.bench import Timing, Unprepared, alternating, peak_mb, rolled_back, timed
from network.models import Organization
from vetting.models import StagedRow
from vetting.resources import COLUMNS, RosterResource
from vetting.roster_keys import key_from
from vetting.roster_parts import check
from vetting.workflow.staging import Staged, stage

PART = 5_000  # people invented at a time
SAMPLE = 2_000  # up to this many rows the reference imports all of them, above a sample
GROWTH = 32  # MB more for ten times the rows are no growth: pages of the database's own cache
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
TITLES = (("US-OH", "LISW"), ("US-OH", "LPCC"), ("US-IL", "LCSW"), ("US-GU", "LISW"), ("NL", "Gz-psycholoog"))
SPOILT = 100  # one row of so many has a spoiled cell
SPOILED = {"date_of_birth": "03/02/1980", "npi": "1234567890", "degree": "diploma", "liability_per_claim": "a million"}


@dataclass(frozen=True, slots=True)
class Run:
    """One import: into which organization, what was counted, and what was at fault."""

    organization: Organization
    staged: Staged
    faults: list[tuple[int, str, str]]


def imported(n: int, seed: int) -> Timing:
    """n rows, one in a hundred with a fault, checked and staged; then the same file again, which changes nothing.

    Both ways take turns, each time for an organization that has no rows yet. A tenth of the rows goes first, so that
    `peak_mb_growth` is what nine tenths more rows cost.
    """
    if StagedRow._meta.db_table not in connection.introspection.table_names():
        raise Unprepared("The database has no table for rosters yet: run manage.py migrate first.")
    # in development Django keeps a log of every query, which would count against the reference
    with override_settings(DEBUG=False), tempfile.TemporaryDirectory() as folder, rolled_back():
        part, whole = Path(folder, "part.csv"), Path(folder, "whole.csv")
        _write(part, max(1, n // 10), seed)
        _write(whole, n, seed)
        _ours(part, _organization())
        low = peak_mb()
        first = _ours(whole, _organization())
        growth = round(peak_mb() - low, 1)
        again, again_seconds = timed(_ours, whole, first.organization)
        size = min(n, SAMPLE)
        ours, theirs = alternating(lambda: _ours(whole, _organization()), lambda: _theirs(whole, size, _organization()))
        for mine, other in zip(ours.answers, theirs.answers, strict=True):
            _counted(mine, n, again)
            _compare(mine, other, size)
    more = {
        "database": connection.vendor, "reference": "every row" if size == n else "a sample, scaled",
        "rows_per_second": round(n / ours.seconds), "again_seconds": round(again_seconds, 4), "changed_again": 0,
        "faults": first.staged.faults, "compared": size, "peak_mb_growth": growth,
    }  # fmt: skip
    if connection.vendor == "sqlite":  # elsewhere the database works in processes of its own, which nobody counts here
        more |= processor(ours.processor, n, theirs.processor, size)
    more |= {"runs": len(ours.times), "seconds_each": _rounded(ours), "reference_seconds_each": _rounded(theirs)}
    failed = f"Memory grew by {growth} MB for ten times the rows." if growth > GROWTH else ""
    return Timing(n, ours.seconds, size, theirs.seconds, more, failed)


def _rounded(side) -> list[float]:
    return [round(seconds, 3) for seconds in side.times]


def _counted(run: Run, n: int, again: Run) -> None:
    if (again.staged.created, again.staged.changed) != (0, 0):
        raise AssertionError(f"The same file again changed {again.staged}.")
    if run.staged.faults != n // SPOILT:
        raise AssertionError(f"{run.staged.faults} faults where {n // SPOILT} cells were spoiled.")


def _organization() -> Organization:
    number = Organization.objects.count()
    slug = f"bench-{number}"
    return Organization.objects.create(slug=slug, name=slug, country="US", zone="America/Chicago", currency="USD", prefix=f"B{number}")


def _ours(path: Path, organization) -> Run:
    faults = []

    def report(fault):
        faults.append((fault.row, fault.column, fault.message))

    with path.open("rb") as file:
        actor = system("bench", organization)
        staged = stage(check(file).parts, organization=organization, report=report, sound_only=True, actor=actor, at=NOW)
    return Run(organization, staged, faults)


def _theirs(path: Path, size: int, organization) -> Run:
    """django-import-export as it comes: a row is read, looked for, checked cell by cell, saved and reported, one by one."""
    with path.open(encoding="utf-8", newline="") as file:
        text = "".join(line for _, line in zip(range(size + 1), file, strict=False))
    data = tablib.Dataset().load(text, format="csv")
    result = Reference(organization).import_data(data)
    for error in (*result.base_errors, *(each.errors[0] for each in result.error_rows)):
        raise error.error
    faults = [
        (row.number + 1, name, words)
        for row in result.invalid_rows
        for name, said in row.error.message_dict.items()
        for words in said
    ]
    counts = Counter(row.import_type for row in result.rows)
    staged = Staged(size, len(faults), counts[RowResult.IMPORT_TYPE_NEW], counts[RowResult.IMPORT_TYPE_UPDATE], 0, kept=True)
    return Run(organization, staged, faults)


class PersonCell(widgets.Widget):
    """A cell of the person, by the roster's own rule."""

    def __init__(self, name):
        super().__init__()
        self.name = name

    def clean(self, value, row=None, **kwargs):
        """The text. ValueError says what is wrong."""
        if code := wrong_with(self.name, value):
            raise ValueError(fault_sentence(Fault(0, self.name, code, value)))
        return value


class Cell(fields.Field):
    """A column checked by its widget and kept as it was written."""

    def clean(self, row, **kwargs):
        """The text, when the widget has nothing against it; of a column that only vetting knows a blank says nothing."""
        text = row[self.column_name]
        if text or self.column_name in PERSON_CELLS:
            self.widget.clean(text, row=row)
        return text

    def get_value(self, instance):
        """The text that is kept."""
        return instance.cells.get(self.column_name, "")

    def save(self, instance, row, is_m2m=False, **kwargs):
        """Into the row's cells."""
        instance.cells[self.column_name] = self.clean(row, **kwargs)


HELD = {field.column_name: field.widget for field in RosterResource.fields.values()}


def _cell(name: str) -> Cell:
    widget = HELD.get(name) or (PersonCell(name) if name in PERSON_CELLS else widgets.CharWidget())
    return Cell(attribute=name, column_name=name, widget=widget)


class Reference(resources.ModelResource):
    """The default resource of the model, nothing switched on or off, with a field for every column."""

    class Meta:
        model = StagedRow
        fields = ("key", "line", "cells_sha256")
        import_id_fields = ("key",)

    def __init__(self, organization):
        super().__init__()
        self.organization = organization
        self.fields |= {name: _cell(name) for name in COLUMNS}

    def get_queryset(self):
        """Rows of this organization."""
        return StagedRow.objects.within(self.organization)

    def init_instance(self, row=None):
        """Nothing known yet."""
        return StagedRow(organization=self.organization, staged_at=NOW)

    def before_import(self, dataset, **kwargs):
        """Three columns more, filled row by row."""
        for name in self._meta.fields:
            dataset.append_col([""] * len(dataset), header=name)

    def before_import_row(self, row, row_number=None, **kwargs):
        """What tells her apart, and the digest of her cells."""
        row["key"] = key_from(row["reference"], row["npi"], f"{row['given_name']} {row['family_name']}", row["date_of_birth"])
        row["line"] = row_number + 1
        row["cells_sha256"] = sha256(dumps({name: row[name] for name in COLUMNS}, ensure_ascii=False).encode()).hexdigest()


def _compare(run: Run, reference: Run, size: int) -> None:
    """The same rows and the same faults of the rows both read, or AssertionError."""
    ours = [each for each in run.faults if each[0] <= size + 1]
    if sorted(ours) != sorted(reference.faults):
        raise AssertionError(f"{len(ours)} faults and {len(reference.faults)}: {sorted(set(ours) ^ set(reference.faults))[:3]}")
    mine, theirs = (
        list(StagedRow.objects.within(each).filter(line__lte=size + 1).order_by("line").values_list("line", "key", "cells_sha256", "cells"))
        for each in (run.organization, reference.organization)
    )
    if mine != theirs:
        first = next((pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]), "")
        raise AssertionError(f"{len(mine)} rows and {len(theirs)}: {first}")


def _write(path: Path, n: int, seed: int) -> None:
    """An invented roster of n rows, a hundredth of them with one spoiled cell."""
    chance = random.Random(seed)  # noqa: S311  data for a benchmark, not a secret
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        for part in range(-(-n // PART)):
            people = invented_people(seed, min(PART, n - part * PART), (), part)
            writer.writerows(_row(chance, part * PART + place, person) for place, person in enumerate(people))


def _row(chance, number: int, person) -> dict[str, str]:
    name, *former = person.names
    place, title = chance.choice(TITLES)
    cells = {
        "reference": f"R-{number:07}", "given_name": name.given, "family_name": name.family,
        "former_names": "; ".join(each.family for each in former), "date_of_birth": _day(chance, 1945, 50),
        "npi": _npi(chance), "license_jurisdiction": place, "license_title": title, "license_number": f"I.{number:07}",
        "license_issued_on": _day(chance, 1995, 25), "license_expires_on": _day(chance, 2026, 4),
        "degree": chance.choice(("MSW", "PhD", "master", "")), "degree_on": _day(chance, 1990, 30),
        "eap_years": chance.choice(("", "2.5", "7", "12")), "liability_per_claim": chance.choice(("1000000", "1,000,000.00")),
        "liability_aggregate": "3000000", "liability_currency": "USD", "liability_expires_on": _day(chance, 2026, 2),
    }  # fmt: skip
    if number % SPOILT == SPOILT - 1:
        column = chance.choice(list(SPOILED))
        cells[column] = SPOILED[column]
    return cells


def _day(chance, year: int, years: int) -> str:
    return (date(year, 1, 1) + timedelta(days=chance.randrange(365 * years))).isoformat()


def _npi(chance) -> str:
    """Nine digits and the one that makes them right."""
    start = f"1{chance.randrange(10**8):08}"
    return next(f"{start}{last}" for last in range(10) if npi.is_valid(f"{start}{last}"))
