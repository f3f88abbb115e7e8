"""A small invented exclusion list in the LEIE layout, under a key of its own: a real list loaded later is not "shrunken"."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from licensure.demo.ordinary import npi_of
from licensure.nightly import rescreen
from licensure.sources import oig_leie
from licensure.workflow.lists import load_list
from licensure.workflow.packs import load as load_packs
from network.dates import plus_months
from network.demo.cast import CURTAIN

KEY = "demo-list"
SOURCE = replace(
    oig_leie.SOURCE, key=KEY, name="Demonstration list of exclusions (invented)",
    publisher="Office of Invented Exclusions", url="https://exclusions.example/list", stands_for=oig_leie.SOURCE.key,
)


def entry(family, given, *, middle="", born=None, npi="", city="PORT WEXLEY", state="IL", kind="1128a1", on="20190320") -> dict:
    """One row as the publisher writes it: capitals, names cut at 20 and 15 characters, days as YYYYMMDD."""
    cells = dict.fromkeys(oig_leie.COLUMNS, "")
    cells |= {
        "LASTNAME": family.upper()[:20], "FIRSTNAME": given.upper()[:15], "MIDNAME": middle.upper(),
        "GENERAL": "IND- LIC HC SERV PRO", "SPECIALTY": "COUNSELOR", "NPI": npi or "0000000000",
        "DOB": born.strftime("%Y%m%d") if born else "", "ADDRESS": "1 NOWHERE STREET", "CITY": city, "STATE": state,
        "ZIP": "60000", "EXCLTYPE": kind, "EXCLDATE": on, "REINDATE": "00000000", "WAIVERDATE": "00000000",
    }
    return cells


NOBODY_HERE = (
    entry("ASHENFELL", "BRONTE", born=date(1961, 4, 9)),
    entry("MIREWATER", "ALDOUS", born=date(1970, 11, 30), state="OH"),
    entry("COBBLEPOT", "EUNICE", born=date(1955, 2, 2), state="TX", kind="1128b4"),
    entry("GRAVELROSE", "HESTER", middle="JUNE", born=date(1968, 7, 17), state="CO"),
    entry("SALTMARSH", "IGNATIUS", born=date(1949, 12, 24), state="IL", kind="1128b7"),
    entry("THORNAPPLE", "WINIFRED", born=date(1978, 3, 3), state="OH", kind="1128b4"),
    entry("VANTERPOOLSTERWINDE", "BARTHOLOMEUS", born=date(1964, 8, 8), state="TX"),
    entry("QUICKSILVER", "MORDECAI", born=date(1959, 1, 19), state="CO"),
)


def content(*rows) -> bytes:
    """A file of these rows after the ones about nobody in the demo."""
    out = io.StringIO()
    writer = csv.DictWriter(out, oig_leie.COLUMNS, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*NOBODY_HERE, *rows])
    return out.getvalue().encode()


def publish(*rows, at, as_of: date | None = None):
    """Load the list as of its publisher's day (two days before `at` unless said)."""
    as_of = as_of or at.date() - timedelta(days=2)
    return load_list(
        source=SOURCE, content=content(*rows), filename=f"DEMO-{as_of:%Y-%m}.csv", as_of=as_of, actor=CURTAIN, at=at
    )


# Three rows about people of the demo: one is her, one only has her name, one stands under the name she had before.
CORVIN = {"given": "Corvin", "family": "Rookwood", "born": date(1969, 10, 3), "seat": 13}
HAZEL = {"given": "Hazel", "family": "Brightwater", "born": date(1982, 6, 21), "seat": 14}
MARIGOLD = {"given": "Marigold", "family": "Thistledown", "former": "Burdock", "born": date(1975, 1, 30), "seat": 15}
OSWIN = {"given": "Oswin", "family": "Pennywort", "born": date(1966, 9, 12), "seat": 16}
ABOUT_SOMEBODY = (
    entry(CORVIN["family"], CORVIN["given"], born=CORVIN["born"], npi=npi_of(CORVIN["seat"]), kind="1128b4", on="20170820"),
    entry(HAZEL["family"], HAZEL["given"], middle="ANNE", city="LOWER TARN", state="TX", on="20150119"),
    entry(MARIGOLD["former"], MARIGOLD["given"], born=MARIGOLD["born"], state="OH", on="20120320"),
    entry(OSWIN["family"], OSWIN["given"], middle="T", city="HIGH LARCH", state="CO", kind="1128b7", on="20180620"),
)
DAY, LOOKED_BACK = 5, 7  # of the month on which the file comes out; months in which everybody is held against it, as every night does


def prologue(stage):
    """Load the packs and the list on the day everything begins; then a new file of the list every month."""
    load_packs(actor=CURTAIN, at=stage.begun)
    publish(*ABOUT_SOMEBODY, at=stage.begun)
    return [_months(stage)]


def _months(stage):
    today = stage.calendar.day(zone="UTC")
    for back in range(36, -1, -1):
        out = plus_months(today.replace(day=1), -back).replace(day=DAY)
        if not stage.begun.date() < out < today:
            continue
        at = yield datetime.combine(out, time(4), UTC)
        publish(*ABOUT_SOMEBODY, at=at)
        if back < LOOKED_BACK:
            rescreen(on=out, at=at)
