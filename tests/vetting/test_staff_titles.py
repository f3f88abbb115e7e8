"""A register's title beside the attested one: by name or abbreviation it is the same, a supervised tier is another license."""

import pytest

from licensure.workflow import verifications
from network.models import RefusedAttempt
from network.transitions import Refused
from tests.shared import shared
from tests.sources import source_of
from tests.vetting.pages import get, post, sign_in
from tests.vetting.staff_world import World
from vetting.models import InformationRequest
from vetting.workflow import differing

pytestmark = pytest.mark.django_db
SUPERVISED = "Licensed Social Worker"  # Ohio's LSW works under supervision, its LISW alone


_world, world = shared(World)


_check, check = shared(lambda world: world.checks(world.checking()).get(element="license"), "_check")


def obtained(world, check, title):
    row = check.evidence
    said = {"names": [check.practitioner.person.full_name], "number": row.number, "status": "active", "encumbered": False}
    verifications.obtain(
        check, actor=world.tom, at=world.at(1), method="web_lookup", source=source_of(check), query=row.number, as_of=world.day(1),
        artefact_sha256="ab" * 32, good_through=row.expires_on, values={**said, "title": title},
    )


def pane(client, world, check):
    return get(client, "file", world, reference=check.file, query={"item": check.pk}).context["page"].pane


def confirm(client, world, check):
    return post(client, "verification_confirm", world, {"obtained_at": check.obtained_at.isoformat()}, pk=check.pk)


@pytest.mark.parametrize("title", ["LISW", "Licensed Independent Social Worker", "INDEPENDENT SOCIAL WORKER (LISW)"])
def test_her_title_by_name_or_abbreviation_is_verified_by_one_key(client, world, check, title):
    obtained(world, check, title)
    sign_in(client, world.tom)
    assert not pane(client, world, check).differs
    assert confirm(client, world, check).status_code == 302


def test_a_supervised_title_is_named_and_no_key_passes_it(client, world, check):
    obtained(world, check, SUPERVISED)
    sign_in(client, world.tom)
    shown = pane(client, world, check)
    assert [(one.field, one.grave) for one in shown.differs] == [("title", True)]
    assert not [act for act in shown.buttons if act.method == "post" and act.key == "v"]
    assert confirm(client, world, check).status_code == 409
    assert RefusedAttempt.objects.get().codes == ["differs_somewhere"]
    check.refresh_from_db()
    assert check.state == "obtained"


def test_it_is_put_to_her_before_it_is_taken_over_by_name(world, check):
    obtained(world, check, SUPERVISED)
    said = {"actor": world.tom, "at": world.at(0)}
    with pytest.raises(Refused) as refused:
        verifications.verify(check, **said)
    assert refused.value.codes == ["differs"]
    differing.report(check.practitioner.applications.within(world.organization).get(), check, **said)
    asked = InformationRequest.objects.within(world.organization).get()
    assert SUPERVISED in asked.message and "Licensed Independent Social Worker" in asked.message
    verifications.verify(check, named=("title",), comment="The board's page shows her former title.", **said)
    assert check.state == "verified"


def test_what_a_reviewer_reads_at_the_register_is_compared_too(client, world, check):
    sign_in(client, world.tom)
    row, day = check.evidence, world.day(1)
    said = {
        "method": "seen", "source": source_of(check), "seen_what": "Register page", "status": "active", "shown_number": row.number,
        "shown_name": check.practitioner.person.full_name, "shown_title": SUPERVISED, "as_of_day": day.day, "as_of_month": day.month,
        "as_of_year": day.year,
    }
    answer = post(client, "verification", world, said, pk=check.pk)
    assert answer.status_code == 422 and "named" in answer.context["form"].errors
    assert post(client, "verification", world, {**said, "shown_title": "LISW"}, pk=check.pk).status_code == 302
