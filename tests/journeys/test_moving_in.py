"""An existing network of 50 moves in with its recorded decisions, and nobody is offered before her evidence was verified here."""

import csv
from datetime import UTC, date, datetime, timedelta

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2027, 2, 3, 18, tzinfo=UTC)
GIVEN = ("Alma", "Bertil", "Cosima", "Dario", "Elowen", "Florian", "Greta", "Hollis", "Imke", "Jasper")
FAMILY = ("Alderbrook", "Birchmere", "Coppergate", "Dunnock", "Elmscott")
COLUMNS = (
    "reference", "given_name", "family_name", "date_of_birth", "license_jurisdiction", "license_title", "license_number",
    "license_expires_on", "liability_per_claim", "liability_aggregate", "liability_currency", "liability_expires_on",
    "decided_on", "decided_by", "document", "due_on", "terms_on",
)  # fmt: skip


def network() -> list[dict]:
    """Fifty invented therapists whom a committee approved over the last three years."""
    rows = []
    for number in range(50):
        decided = date(2024, 5, 6) + timedelta(days=17 * number)
        rows.append({
            "reference": f"OLD-{number + 1:03d}", "given_name": GIVEN[number % 10], "family_name": FAMILY[number // 10],
            "date_of_birth": f"{1958 + number % 35}-0{number % 9 + 1}-1{number % 9}", "license_jurisdiction": "US-IL",
            "license_title": "LCSW", "license_number": f"149-{100000 + number}", "license_expires_on": "2028-11-30",
            "liability_per_claim": "1000000", "liability_aggregate": "3000000", "liability_currency": "USD",
            "liability_expires_on": "2027-12-31", "decided_on": decided.isoformat(), "decided_by": "Credentials committee",
            "document": f"Minutes {decided:%Y-%m}, item {number % 7 + 1}",
            "due_on": decided.replace(year=decided.year + 3).isoformat(), "terms_on": decided.isoformat(),
        })
    return rows


def written(path, rows):
    """The roster as a spreadsheet saves it."""
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.DictWriter(out, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_network_of_fifty_moves_in_with_recorded_decisions(begin, person, tmp_path):
    world = begin(NOW)
    maya = person(world.user(world.maya)).open("/harbor/network/")
    wrong = network()
    wrong[6]["due_on"] = "31/12/2027"
    wrong[11]["license_jurisdiction"] = "US-ZZ"
    maya.attach("Roster", written(tmp_path / "wrong.csv", wrong)).press("Read the file")
    maya.sees("Cells to mend", "due_on", "license_jurisdiction", "31/12/2027")
    maya.open("/harbor/standing/").misses("Alma Alderbrook")

    maya.open("/harbor/network/").attach("Roster", written(tmp_path / "network.csv", network())).press("Read the file")
    maya.sees("What will be recorded", "Alma Alderbrook", "Minutes 2024-05, item 1")
    maya.press(next(name for name in maya.buttons() if "50" in name)).sees("Recorded")
    maya.open("/harbor/queue/?view=decided").sees("50 files")

    maya.open("/harbor/standing/?q=Alderbrook")
    assert "no" in maya.row("Alma Alderbrook") and "yes" not in maya.row("Alma Alderbrook")
    maya.follow("Alma Alderbrook").sees("No. Alma Alderbrook is not in good standing today, 3 Feb 2027.")
    maya.open("/harbor/queue/?q=Alma+Alderbrook&view=all").follow("Alma Alderbrook").follow("Decision")
    maya.sees("Recorded from an existing network", "6 May 2024", "Credentials committee", "Minutes 2024-05, item 1", "6 May 2027")


def test_moving_in_twice_adds_nothing(begin, person, tmp_path):
    world = begin(NOW)
    maya = person(world.user(world.maya))
    for _time in range(2):
        maya.open("/harbor/network/").attach("Roster", written(tmp_path / "network.csv", network()[:3])).press("Read the file")
        maya.press(next(name for name in maya.buttons() if "3" in name))
    maya.open("/harbor/queue/?view=decided").sees("3 files")
