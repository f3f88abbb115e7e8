"""An auditor finds who changed an expiry date, when, from what and why in three clicks; the verifier finds one flipped byte."""

import re
import subprocess
import sys
import zipfile
from datetime import date, timedelta

import pytest

from licensure.models import Verification
from licensure.workflow import verifications
from network.formats import day, moment
from network.proof.making import VERIFIER
from network.worker import drain
from tests import world as worlds
from tests.journeys.counted import Counted

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The board had printed the wrong year and mended its entry."


def license_of(world, file) -> Verification:
    rows = Verification.objects.within(world.harbor).exclude(state="superseded")
    return rows.get(file=file.reference, element="license")


def changed_later(world, file) -> tuple[date, date]:
    """A colleague checks the license again, and the board gives another last day: from, to."""
    old = license_of(world, file)
    verifications.renew(old, actor=world.tom, at=world.at, on=world.day(world.harbor))
    later = old.good_through + timedelta(days=365)
    verifications.verify(
        license_of(world, file), actor=world.tom, at=world.at, method=old.method, source=old.source, query=old.query,
        as_of=old.as_of, good_through=later, values=old.values, artefact=old.artefact, comment=WHY, named=("good_through", "expires_on"),
    )
    return old.good_through, later


def test_an_auditor_finds_a_changed_expiry_date_in_three_clicks_and_the_verifier_one_flipped_byte(world, person, settings, tmp_path):
    settings.AUDIT_KEY = str(tmp_path / "audit_key")
    file = worlds.approved(world, world.harbor, worlds.therapist(world, "Wren Halloway"))
    before, after = changed_later(world, file)
    una = person(world.user(world.una))
    counted = Counted(una)
    una.open("/")
    assert una.page.url == f"{una.address}/harbor/audit/files/", "her start page"
    una.follow("Wren Halloway").follow("Evidence")
    una.sees("Changed after it was verified", "Good through")
    told = una.page.get_by_role("row").filter(has_text="Good through").first.inner_text().replace("\xa0", " ")
    when = moment(world.at, world.harbor.zone).replace("\xa0", " ")
    assert all(words in told for words in (day(before), day(after), "Tom Wetherby", WHY, when)), told
    assert 0 < counted.heard() == counted.clicks <= 3, "from the start page to who, when, from what and why"
    assert re.search(r"#\d+", told), "the number in the audit trail"
    assert una.buttons() == ["Make the file of evidence"], "an auditor changes nothing"
    key = una.page.locator("code").first.inner_text().rpartition("--key ")[2]
    una.press("Make the file of evidence").sees("Being made")
    drain()
    una.page.reload()
    taken = una.takes("Take this file of evidence")
    pack = tmp_path / taken.suggested_filename
    taken.save_as(pack)
    assert run(pack, key, tmp_path)[0] == 0
    whole = pack.read_bytes()
    place = whole.index(WHY.encode())
    pack.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1:])
    code, words = run(pack, key, tmp_path)
    with zipfile.ZipFile(pack) as opened:
        names = opened.namelist()
    assert code == 1 and any(f"({name}, record" in words or f"ALTERED  {name}" in words for name in names), words


def run(pack, key, folder):
    """The verifier, isolated, in a folder that knows nothing of the project."""
    program = folder / "verify.py"
    program.write_bytes(VERIFIER.read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", program, pack, "--key", key.strip()], capture_output=True, text=True, cwd=folder, env={"PYTHONUTF8": "1"}
    )
    return done.returncode, done.stdout + done.stderr
