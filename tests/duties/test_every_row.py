"""Every row of docs/duties.md on rows of the database, in both orders, by one natural person through a second account, as the
person she is suspected to be, in a changed role and on somebody's behalf: each refused by its code, and a colleague is not.

The other order is tried, not reasoned about: the later act comes first, then she does the earlier one. Where a row of its own
bars that, it is driven as that row. Else either the system refuses it, and where it is a step the machine itself is asked whether
it leads back there; or it is done, and from then on she is barred from the later act again.
"""

from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

import pytest
from django.conf import settings as current
from django.test import override_settings

from network import duties
from tests.duties import files, lines, money, people
from tests.duties.driving import DRIVES, leads_back, played, recorded, refused, undone
from tests.shared import shared

pytestmark = [pytest.mark.django_db, pytest.mark.long]
assert files and lines and money and people


def before_anybody_acts(way):
    """What is there before; documents lie in a folder of their own, which goes with all others at the end."""
    folder = Path(mkdtemp(dir=Path(current.STORAGE["root"]).parent))
    with override_settings(**played(folder)):
        drive = way()
    drive.folder = folder
    return drive


_begun, begun = shared(before_anybody_acts, "_begun", of=("way",))


@pytest.fixture
def drive(begun, settings, tmp_path):
    """Built once for all tests of a way; each has a copy, with its documents."""
    for name, value in played(copytree(begun.folder, tmp_path / "documents")).items():
        setattr(settings, name, value)
    return begun


def key(duty):
    """By which a row is found."""
    return (duty.area, duty.act, duty.earlier)


ROWS = {key(duty): duty for duty in duties.declared()}
EACH = [
    pytest.param(row, way, id=f"{row.act} | {row.earlier} | {way.__name__}")
    for row in ROWS.values() for way in DRIVES.get(key(row), ())
]  # fmt: skip


def bare(act):
    """Without the words on how long it bars."""
    return act.removesuffix(", while it stands")


def barred_the_other_way(row):
    """The rows that bar the two acts of this one in the other order."""
    return [other for other in ROWS.values() if (other.area, other.act, bare(other.earlier)) == (row.area, bare(row.earlier), row.act)]


def test_every_row_has_a_driver_and_every_driver_a_row():
    assert set(DRIVES) == set(ROWS)


def stopped(drive, row, guises):
    """In every guise, in every way: refused by the row's code, or because the machine never leads there again."""
    for guise, actor in guises.items():
        for name in ("act", *drive.also):
            with undone(drive):
                before = recorded()
                codes = refused(getattr(drive, name), actor)
                assert recorded() == before, (guise, name)
            if row.code not in codes:
                assert codes == ["wrong_state"] and drive.act_step, (guise, name, codes)
                assert not leads_back(drive.thing, drive.act_step), (guise, name)


@pytest.mark.parametrize(("row", "way"), EACH, scope="module")
def test_she_is_refused_in_every_guise_and_a_colleague_is_not(drive, row, way):
    drive.earlier(drive.kim)
    drive.bring()
    stopped(drive, row, drive.guises())
    codes = refused(drive.act, drive.lee)
    assert codes == list(drive.meets) or codes == ["wrong_state"] and not leads_back(drive.thing, drive.act_step)


@pytest.mark.parametrize(("row", "way"), EACH, scope="module")
def test_the_other_way_around(drive, row, way):
    if others := barred_the_other_way(row):  # the same act twice is its own other way
        assert all(key(other) in DRIVES for other in others)
        return
    guises = drive.guises()
    drive.earlier(drive.kim if drive.kim.practitioner_id else drive.somebody("Max Third"))
    drive.bring()
    if refused(drive.act, drive.doer(guises)):  # it is hers: she does neither
        stopped(drive, row, guises)
        return
    back = bool(drive.step) and leads_back(drive.machine(), drive.step)
    if back:
        drive.back()
    for guise, actor in guises.items():
        with undone(drive):
            before = recorded()
            codes = refused(drive.again, drive.as_first(actor) if guise == "changed role" else actor)
            if codes:
                assert not back, (guise, codes)
                assert not drive.step or "wrong_state" in codes, (guise, codes)
                assert recorded() == before, guise
            elif recorded() > before:
                drive.bring()
                stopped(drive, row, guises)
