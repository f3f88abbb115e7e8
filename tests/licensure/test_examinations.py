"""What the doctor says of packs and exclusion lists."""

from datetime import UTC, datetime, timedelta

import pytest

from licensure import examinations
from licensure.models import ExclusionList, LicenseType, ListVersion
from network.doctor import BAD, GOOD, NOTE, examine
from tests import loaded

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def found(look):
    return [(finding.topic, finding.level) for finding in look(NOW)]


def test_packs_that_are_not_loaded_are_named_and_loaded():
    loaded.nothing()
    (finding,) = examinations.packs_are_loaded(NOW)
    assert (finding.topic, finding.level) == ("packs", BAD)
    finding.mend()
    assert found(examinations.packs_are_loaded) == [("packs", GOOD)]
    LicenseType.objects.get(key="US-IL:lcsw").delete()
    assert found(examinations.packs_are_loaded) == [("packs", BAD)]


@pytest.mark.parametrize("age, level", [(34, GOOD), (35, GOOD), (36, BAD)])
def test_a_list_is_named_when_it_is_too_old_to_be_used(age, level):
    assert found(examinations.lists_are_fresh) == [("lists", NOTE)], "none is loaded"
    listed = ExclusionList.objects.create(key="invented", name="Invented list")
    assert found(examinations.lists_are_fresh) == [("lists", NOTE)], "known, but never loaded"
    day = (NOW - timedelta(days=age)).date()
    ListVersion.objects.create(exclusion_list=listed, sha256="0" * 64, as_of=day, loaded_at=NOW, loaded_by="a test", rows=3)
    assert found(examinations.lists_are_fresh) == [("lists", level)]


def test_the_doctor_asks_the_apps_above_too(settings, tmp_path):
    settings.VAR = tmp_path
    settings.STORAGE = {**settings.STORAGE, "kind": "local", "root": str(tmp_path / "documents")}
    assert {"packs", "lists"} <= {finding.topic for finding in examine(at=NOW)}
